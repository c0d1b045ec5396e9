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
      readonly probable: boolean;
    }
  /** Malignant effusion or ascites: advanced disease, distant spread not told. */
  | { readonly kind: 'malignant-effusion' }
  /** Says "perhaps": in situ, uncertain behavior, benign, suspected, or cancer only in words. */
  | { readonly kind: 'possible'; readonly why: 'in-situ' | 'uncertain-behavior' | 'benign' | 'suspected' | 'text-only' }
  /** Personal history. It is evidence of a past cancer, not of an active one. */
  | { readonly kind: 'history' };

export type StageGroup = '0' | 'I' | 'II' | 'III' | 'IV';

/** A stage as recorded, on a Condition or in an Observation. */
export interface Stage {
  readonly group: StageGroup;
  /** As written: "IIIC", "IVA". */
  readonly text: string;
}
