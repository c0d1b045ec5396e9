/** Reads the synthetic charts from disk, moves them to today and puts them into the store. Anything wrong with them stops the start. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FhirProblem, records, string } from './fhir-types.ts';
import type { Stored } from './fhir-types.ts';
import type { MemoryStore } from './memory-store.ts';
import { dayNumber, shiftDates } from './shift-dates.ts';

export interface Scenario {
  readonly name: string;
  readonly title: string | undefined;
  readonly patients: readonly string[];
}

interface FixtureOrder {
  readonly dir: string;
  /** YYYY-MM-DD: the day that each scenario's asOf becomes. */
  readonly today: string;
  /** Only these folders of `patients/`; absent = all but the situations, whose names begin with their number, and one of the measures. */
  readonly only?: readonly string[];
}

interface Loaded {
  readonly scenarios: readonly Scenario[];
  readonly resources: number;
}

/** A chart on which the practice's measures have something to say, among the patients of the clinic. */
const OF_THE_MEASURES = 'measures/in-the-model-gaps';

/** Throws with file and resource named when a file cannot be read or a resource is not valid FHIR R4. */
export async function loadFixtures(store: MemoryStore, order: FixtureOrder): Promise<Loaded> {
  const root = join(order.dir, 'patients');
  const folderOf = (name: string): string => join(name === OF_THE_MEASURES ? order.dir : root, name);
  const found = existsSync(root)
    ? readdirSync(root, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .toSorted()
    : [];
  // Situations are built for one rule each, and hold little else: as patients of a clinic they would only confuse.
  const names = order.only ? [...order.only] : [...found.filter((name) => !/^\d/.test(name)), OF_THE_MEASURES];
  const missing = names.find((name) => name !== OF_THE_MEASURES && !found.includes(name));
  if (missing !== undefined) throw new Error(`There is no scenario ${missing} in ${root}.`);

  const loader = new Loader(store, order.today);
  const directory = join(order.dir, 'directory', 'bundle.json');
  if (existsSync(directory)) loader.take(directory);
  const scenarios: Scenario[] = [];
  for (const name of names) {
    const folder = folderOf(name);
    const file = join(folder, 'bundle.json');
    if (!existsSync(file)) continue;
    const resources = loader.take(file);
    const patients = resources.filter((resource) => resource.resourceType === 'Patient').map((resource) => resource.id);
    scenarios.push({ name, title: titleOf(join(folder, 'expected.json')), patients });
  }
  return { scenarios, resources: await loader.store() };
}

class Loader {
  readonly #store: MemoryStore;
  readonly #today: string;
  readonly #taken = new Map<string, { resource: Stored; file: string; text: string }>();

  constructor(store: MemoryStore, today: string) {
    this.#store = store;
    this.#today = today;
  }

  take(file: string): Stored[] {
    const bundle = parse(file);
    const asOf = string(bundle['timestamp'])?.slice(0, 10);
    const days = asOf === undefined ? 0 : dayNumber(this.#today) - dayNumber(asOf);
    return resourcesIn(bundle).map((original) => {
      const type = string(original['resourceType']);
      const id = string(original['id']);
      if (type === undefined || id === undefined)
        throw new Error(`${file}: a resource has no type or no id: ${JSON.stringify(original).slice(0, 120)}`);
      const resource = stamped(shiftDates(original, days) as unknown as Stored, this.#today);
      const text = JSON.stringify(resource);
      const before = this.#taken.get(`${type}/${id}`);
      if (before && before.text !== text)
        throw new Error(`${file}: ${type}/${id} also stands, with other content, in ${before.file}`);
      this.#taken.set(`${type}/${id}`, { resource, file, text });
      return resource;
    });
  }

  /** Provenance goes last: whose it is can be told only when its target is there. */
  async store(): Promise<number> {
    const all = [...this.#taken.values()].toSorted(
      (a, b) => Number(a.resource.resourceType === 'Provenance') - Number(b.resource.resourceType === 'Provenance'),
    );
    for (const { resource, file } of all) {
      try {
        await this.#store.load(resource);
      } catch (error) {
        const issues =
          error instanceof FhirProblem
            ? error.body.issue.map((issue) =>
                `${issue.expression?.join(', ') ?? ''} ${issue.details?.text ?? issue.diagnostics ?? ''}`.trim(),
              )
            : [String(error)];
        throw new Error(`${file}: ${resource.resourceType}/${resource.id} is not valid FHIR R4: ${issues.join('; ')}`, {
          cause: error,
        });
      }
    }
    return all.length;
  }
}

/**
 * The resources of a chart. Answers to searches may stand among them ("this was asked for, and there was nothing"): a word
 * for the command line. This server answers for itself, from what they hold.
 */
function resourcesIn(bundle: Record<string, unknown>): Record<string, unknown>[] {
  return records(bundle['entry']).flatMap((entry) => {
    const resource = records(entry['resource'])[0];
    if (!resource) return [];
    const isAnswer = resource['resourceType'] === 'Bundle' && resource['type'] === 'searchset';
    return isAnswer ? resourcesIn(resource) : [resource];
  });
}

/** Without this, Medplum would say that the whole chart was written a moment ago, and `_lastUpdated=ge` would find all of it. */
function stamped(resource: Stored, today: string): Stored {
  return { ...resource, meta: { versionId: '1', lastUpdated: `${today}T00:00:00.000Z`, ...resource.meta } };
}

function parse(file: string): Record<string, unknown> {
  let bundle: unknown;
  try {
    bundle = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read as JSON: ${String(error)}`, { cause: error });
  }
  if (records(bundle)[0]?.['resourceType'] !== 'Bundle') throw new Error(`${file} is not a FHIR Bundle.`);
  return bundle as Record<string, unknown>;
}

function titleOf(file: string): string | undefined {
  return existsSync(file) ? string(records(JSON.parse(readFileSync(file, 'utf8')))[0]?.['title']) : undefined;
}
