/**
 * Charts that nobody here wrote, with what a careful reader says of them. They are not part of the project: the test adds
 * itself where `../shared/samples` is there, and says so where it is not.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { assessFile } from '../../src/cli/assess-file.ts';
import { Unusable } from '../../src/cli/read-site.ts';
import { parseWhen } from '../../src/domain/logic/when.ts';

const SAMPLES = '../shared/samples';
const there = existsSync(`${SAMPLES}/truth.json`);
if (!there) process.stdout.write('Sample charts of others are not here: their checks are left out.\n');

interface Truth {
  readonly id: string;
  readonly as_of: string;
  readonly any_active_cancer: boolean | null;
  readonly metastatic: boolean | null;
  readonly metastatic_sites: readonly string[] | null;
  readonly ecog: { readonly value: number; readonly date: string } | null;
  readonly kps: { readonly value: number; readonly date: string } | null;
  readonly ed_visits_180d: { readonly clinician: number | null };
  readonly inpatient_180d: { readonly clinician_unplanned: number | null };
  readonly hospice_or_palliative_already: { readonly flag: boolean | null };
  readonly deceased_as_of: boolean;
  readonly anticancer_therapy: { readonly lines: number | null } | null;
  readonly opioids_active: boolean | null;
  readonly weight_change: { readonly percent: number } | null;
}

interface Answer {
  readonly patient: { readonly deceased: boolean };
  readonly chart: {
    readonly activeMalignancy: boolean | null;
    readonly metastatic: boolean | null;
    readonly metastaticSites: readonly string[] | null;
    readonly ecog: Truth['ecog'];
    readonly kps: Truth['kps'];
    readonly acuteCare: { readonly edVisits: number | null; readonly unplannedAdmissions: number | null };
    readonly involvement: { readonly hospice: boolean | null; readonly palliative: boolean | null };
    readonly therapyLines: number | null;
    readonly opioidActive: boolean | null;
    readonly weightChange: { readonly percent: number } | null;
  };
  readonly recommendation: { readonly suppressedBy: string | null };
}

/** The answer for one sample, or the one line that refuses it. */
function answer(id: string, asOf: string): Answer | string {
  try {
    return assessFile(`${SAMPLES}/bundles/${id}.json`, {
      asOf: parseWhen(asOf)?.lo ?? null,
      sitePath: null,
      patient: null,
    }) as Answer;
  } catch (error) {
    if (error instanceof Unusable) return error.message;
    throw error;
  }
}

/** A given fact must be the true one; "cannot tell" is never wrong. Where the truth cannot be known, no fact may be given. */
function agrees(name: string, given: unknown, truth: unknown): void {
  if (given !== null) expect({ [name]: given }).toEqual({ [name]: truth });
}

describe.runIf(there)('charts of others', () => {
  const truths = there
    ? (JSON.parse(readFileSync(`${SAMPLES}/truth.json`, 'utf8')) as { readonly patients: readonly Truth[] }).patients
    : [];

  test.each(truths.map((truth) => [`${truth.id} on ${truth.as_of}`, truth] as const))(
    '%s: no wrong fact',
    (_, truth) => {
      const given = answer(truth.id, truth.as_of);
      if (typeof given === 'string') throw new Error(`refused: ${given}`);
      const { chart } = given;
      expect(given.patient.deceased).toBe(truth.deceased_as_of);
      agrees('active cancer', chart.activeMalignancy, truth.any_active_cancer);
      agrees('metastatic', chart.metastatic, truth.metastatic);
      agrees('sites', chart.metastaticSites?.toSorted() ?? null, truth.metastatic_sites?.toSorted() ?? null);
      agrees('ECOG', chart.ecog, truth.ecog);
      agrees('Karnofsky', chart.kps, truth.kps);
      agrees('ED visits', chart.acuteCare.edVisits, truth.ed_visits_180d.clinician);
      agrees('unplanned stays', chart.acuteCare.unplannedAdmissions, truth.inpatient_180d.clinician_unplanned);
      agrees('lines of therapy', chart.therapyLines, truth.anticancer_therapy?.lines ?? null);
      agrees('opioid', chart.opioidActive, truth.opioids_active);
      agrees('weight change', chart.weightChange?.percent ?? null, truth.weight_change?.percent ?? null);
      if (chart.involvement.palliative === true) expect(truth.hospice_or_palliative_already.flag).toBe(true);
      if (truth.hospice_or_palliative_already.flag === null) expect(chart.involvement.palliative).toBeNull();
      if (chart.involvement.hospice === true) expect(truth.hospice_or_palliative_already.flag).toBe(true);
      if (truth.hospice_or_palliative_already.flag === null) expect(chart.involvement.hospice).toBeNull();
    },
  );

  // "Cannot tell" is never wrong, and an engine that says nothing else would be of no use: so many facts are told.
  test.each(there ? [67] : [])('at least %i facts are told', (least) => {
    let told = 0;
    for (const { id, as_of } of truths) {
      const given = answer(id, as_of);
      if (typeof given === 'string') continue;
      const { activeMalignancy, metastatic, ecog, kps, acuteCare, therapyLines, opioidActive, weightChange } =
        given.chart;
      const facts = [
        activeMalignancy,
        metastatic,
        ecog,
        kps,
        ...Object.values(acuteCare),
        therapyLines,
        opioidActive,
        weightChange,
      ];
      told += facts.filter((fact) => fact !== null).length;
    }
    expect(told).toBeGreaterThanOrEqual(least);
  });

  const files = there ? readdirSync(`${SAMPLES}/bundles`).map((name) => name.replace(/\.json$/, '')) : [];

  test.each(files)('%s is answered, or refused in one line', (id) => {
    const given = answer(id, '2026-11-12');
    if (typeof given === 'string') expect(given).toMatch(/^[^\n]+\.$|--patient ID\.$/);
    else expect(given).toHaveProperty('schema', 'alongside.assessment/1');
  });
});
