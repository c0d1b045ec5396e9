/**
 * The CMS Enhancing Oncology Model (EOM) in numbers and names (clinical reference 6). It is about money and reporting: nothing that
 * decides on care may import this folder, which the import check holds.
 */
import { dayOf, type Day } from '../logic/when.ts';

/** How sure a definition or a code is: read at the source named, or known without having been read again. */
export type Certainty = 'read' | 'not-re-read';

/** Where something is defined; its name stands in `words/lens.ts`. */
export interface SourceNote {
  readonly url: string;
  /** The day on which it was read; for `not-re-read` that of the list in which it stands. */
  readonly asOf: Day;
  readonly certainty: Certainty;
}

const READ: Day = dayOf(2026, 11, 23);

/** Dates, groups of cancers, episode. */
export const MODEL_SOURCE: SourceNote = {
  url: 'https://www.cms.gov/priorities/innovation/innovation-models/enhancing-oncology-model/second-cohort-fact-sheet',
  asOf: READ,
  certainty: 'read',
};

/** First and last day of the model. */
export const MODEL_FROM: Day = dayOf(2023, 7, 1);
export const MODEL_TO: Day = dayOf(2030, 6, 30);

/** The seven groups of cancers, as CMS names them. */
export const MODEL_GROUPS = [
  'breast',
  'chronic-leukemia',
  'lung',
  'lymphoma',
  'multiple-myeloma',
  'prostate',
  'small-intestine-colorectal',
] as const;
export type ModelGroup = (typeof MODEL_GROUPS)[number];

export const MEASURE_IDS = ['EOM-1', 'EOM-2', 'EOM-3', 'EOM-4a', 'EOM-4b', 'EOM-5', 'EOM-6'] as const;
export type MeasureId = (typeof MEASURE_IDS)[number];

/** What a chart can say of a measure that CMS takes from claims, from what practices report, or from a survey. */
export type Reach = 'computed' | 'partly-visible' | 'warning-only' | 'not-knowable';

export interface MeasureFacts {
  readonly reach: Reach;
  /** A patient in the numerator is what the practice wants, or what it does not. */
  readonly better: 'higher' | 'lower';
  readonly takenFrom: 'claims' | 'practice' | 'survey';
  readonly source: SourceNote;
}

const helpPage = (page: string): SourceNote => ({
  url: `https://iknowmed.help.ontada.com/kb/guide/en/${page}`,
  asOf: READ,
  certainty: 'read',
});

export const MEASURES: Readonly<Record<MeasureId, MeasureFacts>> = {
  'EOM-1': {
    reach: 'partly-visible',
    better: 'lower',
    takenFrom: 'claims',
    source: {
      url: 'https://p4qm.org/measures/3490',
      asOf: READ,
      certainty: 'not-re-read',
    },
  },
  'EOM-2': {
    reach: 'warning-only',
    better: 'higher',
    takenFrom: 'claims',
    source: helpPage(
      'eom-2-proportion-of-patients-who-died-who-were-admitted-to-hospice-for-3-days-or-more-ZFQHKNlvAf/Steps/3756963',
    ),
  },
  'EOM-3': {
    reach: 'warning-only',
    better: 'lower',
    takenFrom: 'claims',
    source: helpPage(
      'eom-3-percentage-of-patients-who-died-from-cancer-receiving-chemotherapy-in-the-last-14-days-of-life-ssTPkdFsvT/Steps/3514501',
    ),
  },
  // The visits by CMS157, whose logic for 2026 was read; the page of EOM-4a itself, MIPS 143, counts any two treatments around a visit:
  // https://iknowmed.help.ontada.com/kb/guide/en/eom-4a-pain-intensity-quantified-mips-143-cqm-qh5D7TiXzp/Steps/3750469
  'EOM-4a': {
    reach: 'computed',
    better: 'higher',
    takenFrom: 'practice',
    source: {
      url: 'https://build.fhir.org/ig/cqframework/dqm-content-qicore-2025/Library-CMS157FHIRPainIntensityQuantified.html',
      asOf: READ,
      certainty: 'read',
    },
  },
  'EOM-4b': {
    reach: 'computed',
    better: 'higher',
    takenFrom: 'practice',
    source: helpPage('eom-4b-144-pain-care-plan-mips-144-cqm-P6O1fT2eQZ/Steps/3750476'),
  },
  'EOM-5': {
    reach: 'computed',
    better: 'higher',
    takenFrom: 'practice',
    source: {
      url: 'https://ecqi.healthit.gov/ecqm/ec/2024/cms0002v13',
      asOf: READ,
      certainty: 'read',
    },
  },
  'EOM-6': {
    reach: 'not-knowable',
    better: 'higher',
    takenFrom: 'survey',
    source: {
      url: 'https://www.cms.gov/priorities/innovation/innovation-models/enhancing-oncology-model',
      asOf: READ,
      certainty: 'not-re-read',
    },
  },
};

/** Numbers of the lens. Days where not said otherwise. */
export const LENS_NUMBERS = {
  /** Therapy within so many days makes somebody a candidate (clinical reference 6.2). */
  therapyDays: 180,
  /** Visits and stays are looked at so far back. The model's own period is six months. [DESIGN] */
  lookBackDays: 180,
  /** Months of an episode. */
  episodeMonths: 6,
  /** EOM-1: a stay or emergency visit so many days after treatment. */
  stayAfterDays: 30,
  /** EOM-4a: treatment so many days before a visit, and so many after, makes it one on treatment. */
  aroundVisitDays: 30,
  /** EOM-4a: a score so many days before a visit in radiotherapy counts for a week of it. */
  radiotherapyWeekDays: 6,
  /** EOM-4a: a course of radiotherapy is known by the day on which its record begins, and may go on so long. [DESIGN] */
  radiotherapyCourseDays: 56,
  /** EOM-5: a screening so many days before the visit counts for it. */
  screenedBeforeDays: 14,
  /** EOM-5: a follow-up plan so many days after the visit counts. */
  planAfterDays: 2,
  /** EOM-5: PHQ-9 from which a screening is positive. Kroenke 2001, doi 10.1046/j.1525-1497.2001.016009606.x. Points. */
  positivePhq9: 10,
  /** EOM-5: years from which it applies. */
  screenedFromYears: 12,
  /** EOM-2: days of hospice before death. */
  hospiceDays: 3,
  /** EOM-3: last days of life. */
  lastTreatmentDays: 14,
} as const;
export type LensNumbers = { readonly [Name in keyof typeof LENS_NUMBERS]: number };
