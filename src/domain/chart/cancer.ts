/** Anatomical group of a cancer, as the assessment contract lists them. */
export const CANCER_SITES = [
  'bladder',
  'brain',
  'breast',
  'cervix',
  'colorectal',
  'esophagus',
  'head-neck',
  'kidney',
  'leukemia',
  'liver',
  'lung',
  'lymphoma',
  'melanoma',
  'myeloma',
  'ovary',
  'pancreas',
  'prostate',
  'sarcoma',
  'stomach',
  'thyroid',
  'uterus',
  'biliary',
  'mesothelioma',
  'other',
  'unknown',
] as const;
export type CancerSite = (typeof CANCER_SITES)[number];

/** Where distant metastases sit. Regional nodes are never among them. */
export const METASTATIC_SITES = [
  'brain',
  'meninges',
  'bone',
  'liver',
  'lung',
  'pleura',
  'peritoneum',
  'adrenal',
  'skin',
  'marrow',
  'distant-node',
  'other',
  'unspecified',
] as const;
export type MetastaticSite = (typeof METASTATIC_SITES)[number];

/** Stage groups and metastasis mean something else, or nothing, in blood cancers and in primary brain tumors. */
export type Lineage = 'solid' | 'haematologic' | 'brain';

/** What a rule has to know of a cancer beyond its site (clinical reference 2.6, 3.2 rows 2, 3, 7, 8 and 10, 5.5). */
export type CancerTrait =
  /** On the list of trigger 3 by site or histology alone. */
  | 'low-survival'
  /** May be on that list; the code is not specific enough: a brain tumor without its grade. */
  | 'low-survival-possible'
  /** On the list with advanced stage only: liver cell carcinoma. */
  | 'liver-cell'
  /** On the list only when the disease is advanced by another sign: ampulla of Vater. */
  | 'ampulla'
  /** Small cell carcinoma of the lung, of any extent. The extensive one is `low-survival` beside it. */
  | 'small-cell'
  /** The code names no site: with a secondary it is a cancer of unknown primary. */
  | 'site-unspecified'
  | 'acute-leukemia'
  /** A blood cancer with a slow course: its relapse counts as supporting. */
  | 'indolent'
  /** "Not having achieved remission", by code. */
  | 'not-in-remission'
  | 'relapse'
  | 'germ-cell'
  | 'uveal'
  /** EGFR, ALK or ROS1 changed: a lung cancer with another course. */
  | 'driver-mutation'
  /** Primary tumor of the spinal cord or of the vertebral column. */
  | 'spine'
  /** In the chest: explains a compressed superior vena cava. */
  | 'thoracic';

/** Words of distant metastasis beside a code that does not say it, or without any code: a question, never an answer. */
export interface SpreadInWords {
  /** In brain, spinal cord or meninges. */
  readonly centralNervousSystem: boolean;
}

/** What a diagnosis code says about cancer, worked out by `fhir/terminology`. */
export type CancerConcept =
  | {
      readonly kind: 'invasive';
      readonly site: CancerSite;
      readonly lineage: Lineage;
      /** The code itself says full remission (a partial remission is active disease). */
      readonly remission: boolean;
      /** A full remission in which treatment often goes on (clinical 3.1, M item 5). */
      readonly treatedInRemission: boolean;
      /** The code itself says relapsed or refractory. */
      readonly relapse: boolean;
      /** Stage group that the code itself carries ("NSCLC, TNM stage 4"). */
      readonly stage: StageGroup | null;
      /** Told by code or coded histology. */
      readonly traits: readonly CancerTrait[];
      /** Told by the words beside the code alone: what rests on them is probable at most. */
      readonly traitsInWords: readonly CancerTrait[];
      readonly spreadInWords: SpreadInWords | null;
      /** Names a blood cancer apart from its course, so that "in relapse" and "in remission" of one are known as one. */
      readonly entity: string | null;
      /** Only the block of the code, not a list, says so. */
      readonly probable: boolean;
    }
  | {
      readonly kind: 'secondary';
      /** Nodal disease is not distant by itself. */
      readonly spread: 'distant' | 'nodal';
      readonly site: MetastaticSite | null;
      /** Brain, spinal cord or meninges: trigger `cns-metastases`. */
      readonly centralNervousSystem: boolean;
      /** In lung, pleura or mediastinum: explains a compressed superior vena cava. */
      readonly thoracic: boolean;
      /** The code itself says that the primary is unknown. */
      readonly unknownPrimary: boolean;
      readonly probable: boolean;
    }
  /** Malignant effusion or ascites: advanced disease, distant spread not told. `probable`: only words say "malignant". */
  | { readonly kind: 'malignant-effusion'; readonly probable: boolean }
  /** Says "perhaps": in situ, uncertain behavior, benign, suspected, or cancer only in words. */
  | {
      readonly kind: 'possible';
      /** `skin`: a cancer of the skin that counts only when it has spread (3.1, M item 1). */
      readonly why: 'in-situ' | 'uncertain-behavior' | 'benign' | 'suspected' | 'text-only' | 'skin';
      /** Where it sits, when the code tells: a neoplasm that is treated as a cancer is a cancer of this site. */
      readonly site?: CancerSite;
      /** Myelodysplastic or myeloproliferative disease: a site may count it as blood cancer. */
      readonly myeloid?: 'indolent' | 'other';
      readonly spreadInWords?: SpreadInWords;
      /** Only words tell it, and they speak of a blood cancer or do not say of what. */
      readonly perhapsBlood?: true;
    }
  /** Personal history. It is evidence of a past cancer, not of an active one. `site`: of which, where the code tells. */
  | { readonly kind: 'history'; readonly site?: CancerSite };

export type InvasiveCancer = Extract<CancerConcept, { readonly kind: 'invasive' }>;

/** A cancer of one site of which nothing else is known. */
export function invasive(site: CancerSite, lineage: Lineage, more: Partial<InvasiveCancer> = {}): InvasiveCancer {
  return {
    kind: 'invasive',
    site,
    lineage,
    remission: false,
    treatedInRemission: false,
    relapse: false,
    stage: null,
    traits: [],
    traitsInWords: [],
    spreadInWords: null,
    entity: null,
    probable: false,
    ...more,
  };
}

/** Blood cancer in place of a myelodysplastic or myeloproliferative disease, where a site counts these (3.1, M item 1). */
export function countedAsBloodCancer(concept: CancerConcept | null): CancerConcept | null {
  if (concept?.kind !== 'possible' || concept.myeloid === undefined) return concept;
  return invasive('other', 'haematologic', { traits: concept.myeloid === 'indolent' ? ['indolent'] : [] });
}

export type StageGroup = '0' | 'I' | 'II' | 'III' | 'IV';

/** A stage as recorded, on a Condition or in an Observation. */
export interface Stage {
  readonly group: StageGroup;
  /** The M category, where the same words tell it: "Stage IV (cT2, cN0, cM1)". */
  readonly m?: boolean;
  /** Told as "extensive", which is a stage of small cell lung cancer alone. */
  readonly extensive?: true;
  /** As written: "IIIC", "IVA". */
  readonly text: string;
}
