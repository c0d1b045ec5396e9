/**
 * What the wording of a diagnosis says about cancer. Two users: the script that derives the SNOMED CT sets from the
 * displays of VSAC's value set "Cancer" (clinical reference 5.2), and the reading of diagnoses that carry words only.
 * Patterns are those of clinical reference 3.1 and 5.2; site patterns are ours and follow its table of ICD ranges.
 */
import type { CancerConcept, CancerSite, Lineage, MetastaticSite, StageGroup } from '../../domain/chart/cancer.ts';

const METASTASIS = /secondary (malignant|carcinoid|nodes)|metasta|carcinomatos|disseminated mal|malignant meningitis/i;
const NODAL = /lymph ?node|secondary nodes/i;
const HISTORY = /history of/i;
const SUSPECTED = /suspected/i;
const IN_SITU = /in situ/i;
const UNCERTAIN = /uncertain behavio|unknown behavio|gammopathy|cutaneous mastocytosis/i;
const BENIGN = /benign/i;
/** A site may count these as blood cancer (clinical 3.1, M item 1); as shipped they are not cancer alone. */
const MDS_MPN = /myelodysplas|refractory anemia|polycythemia vera|essential thrombocythemia|myelofibrosis/i;
const SKIN = /\bskin\b|basal cell carcinoma|keratoacanthoma/i;
const SKIN_THAT_COUNTS = /melanom|merkel|lymphom|sarcom|mycosis|histiocyt|leuk/i;
const REMISSION = /in (complete |full )?remission/i;
const PARTIAL = /partial/i;
const RELAPSE = /relaps|refractory/i;
const NOT_RELAPSE = /refractory anemia|hormone.refractory/i;
const CNS =
  /brain|basal gangli|cauda equina|(frontal|temporal|parietal|occipital) lobe|pons\b|medulla oblongata|cerebr|cerebell|mening|spinal cord|central nervous system|intracranial/i;
const CNS_NOT = /spinal column|vertebra/i;
const STAGE = /stage\s*(IV|III|II|I|[0-4])\s*([ABC])?\b/i;

const HAEMATOLOGIC: readonly (readonly [CancerSite, RegExp])[] = [
  ['myeloma', /myeloma|plasmacyt|plasma cell/i],
  ['leukemia', /leuk[ae]?emi|erythroleuk|chloroma|myeloid sarcoma|granulocytic sarcoma/i],
  [
    'lymphoma',
    /lymphoma|hodgkin|mycosis fungoides|s[eé]zary|lymphosarcoma|reticulosarcoma|waldenstr|burkitt|lymphoprolif|heavy chain|alpha chain|histiocyt|letterer|mast cell|mastocyt/i,
  ],
  ['other', /panmyelosis|monosomy 7|h[ae]+mat(opoietic|ologic)/i],
];

const SOLID: readonly (readonly [CancerSite, RegExp])[] = [
  ['mesothelioma', /mesotheliom/i],
  ['melanoma', /melanom|lentigo maligna/i],
  ['biliary', /cholangiocarcin|bile duct|biliary|gallbladder|gall bladder|ampulla|vater/i],
  ['pancreas', /pancrea|islet/i],
  ['liver', /hepat(?!ic flexure)|liver/i],
  ['lung', /lung|bronch|pulmonary|trachea|carina|pancoast|superior sulcus/i],
  ['breast', /breast|mammary|nipple|areola/i],
  ['prostate', /prostat/i],
  ['bladder', /bladder|trigone/i],
  ['kidney', /kidney|\brenal|nephroblast|wilms|grawitz/i],
  ['esophagus', /o?esophag|gastro-?o?esophageal/i],
  ['stomach', /stomach|gastric|cardia\b|pylor/i],
  [
    'colorectal',
    /colon\b|colonic|colorect|rectum|rectal|rectosigmoid|sigmoid|cecum|caecum|hepatic flexure|splenic flexure|large intestine|appendix/i,
  ],
  ['ovary', /ovar|fallopian|uterine tube/i],
  ['cervix', /cervix|cervical canal|endocervi|exocervi/i],
  ['uterus', /uter|endometri|myometri|corpus/i],
  ['thyroid', /\bthyroid/i],
  [
    'brain',
    /brain|gli(oma|oblast)|astrocyt|oligodendro|ependym|medulloblast|mening|cerebr|cerebell|spinal cord|central nervous system|intracranial|cranial nerve|pineal|frontal lobe|temporal lobe|parietal lobe|occipital lobe|brainstem|ventricle of brain|globus pallidus|hippocamp|thalam|basal ganglia|corpus callosum|pituitary|choroid plexus/i,
  ],
  [
    'head-neck',
    /head|neck|lip\b|tongue|gum\b|gingiv|mouth|oral|palate|uvula|tonsil|pharyn|larynx|laryn|glotti|arytenoid|epiglott|parotid|salivary|sublingual|submandibular|submaxillary|nasal|sinus|maxilla|mandib|jaw|middle ear|odontogen|vallecula|alveol|cheek|nose/i,
  ],
  [
    'sarcoma',
    /sarcom|bone|osteo|chondro|soft tissue|connective|muscle|leiomyo|rhabdomyo|lipo|fibro|chordom|ewing|synovi|nerve sheath|gastrointestinal stromal|hemangioendoth|femur|tibia|rib|vertebra|skull|pelvi[cs]/i,
  ],
];

const METASTATIC: readonly (readonly [MetastaticSite, RegExp])[] = [
  ['distant-node', /distant lymph ?node/i],
  ['meninges', /mening/i],
  [
    'brain',
    /brain|cerebr|cerebell|intracranial|central nervous system|pons|medulla oblongata|midbrain|thalam|lobe of brain|frontal lobe|temporal lobe|parietal lobe|occipital lobe/i,
  ],
  ['marrow', /marrow/i],
  ['adrenal', /adrenal|suprarenal/i],
  [
    'bone',
    /\bbone|vertebra|skelet|rib\b|ribs|femur|humerus|skull|pelvis bone|sternum|clavicle|scapula|spine|sacrum|ilium|tibia/i,
  ],
  ['liver', /liver|hepatic(?! flexure)/i],
  ['pleura', /pleura/i],
  ['lung', /lung|pulmonary|bronch/i],
  ['peritoneum', /periton|omentum|mesenter|carcinomatosis of (abdominal|peritoneal)/i],
  ['skin', /skin|cutaneous/i],
];

const UNSPECIFIED =
  /^(secondary malignant neoplas(tic disease|m)|metastatic (malignant neoplasm|[a-z -]*(carcinoma|cancer|sarcoma|disease|melanoma))|metastasis|disseminated [a-z ]+)( (from|of unknown) .*)?$/i;

/** The cancer words of a display, or null when there are none that we know. The display must be of a malignancy. */
export function cancerFromDisplay(display: string): CancerConcept | null {
  const words = display
    .slice(0, 500)
    .trim()
    .replace(/ \((disorder|finding|morphologic abnormality|situation|procedure)\)$/i, '');
  if (HISTORY.test(words)) return { kind: 'history' };
  if (SUSPECTED.test(words)) return { kind: 'possible', why: 'suspected' };
  if (IN_SITU.test(words)) return { kind: 'possible', why: 'in-situ' };
  if (UNCERTAIN.test(words)) return { kind: 'possible', why: 'uncertain-behavior' };
  if (BENIGN.test(words)) return { kind: 'possible', why: 'benign' };
  if (MDS_MPN.test(words) && !/leuk|panmyelosis/i.test(words)) return { kind: 'possible', why: 'uncertain-behavior' };
  const haematologic = HAEMATOLOGIC.find(([, pattern]) => pattern.test(words));
  if (METASTASIS.test(words)) {
    if (NODAL.test(words) && !/distant/i.test(words))
      return { kind: 'secondary', spread: 'nodal', site: null, centralNervousSystem: false, probable: false };
    return {
      kind: 'secondary',
      spread: 'distant',
      site:
        METASTATIC.find(([, pattern]) => pattern.test(words))?.[0] ??
        (UNSPECIFIED.test(words) ? 'unspecified' : 'other'),
      centralNervousSystem: CNS.test(words) && !CNS_NOT.test(words),
      probable: false,
    };
  }
  if (SKIN.test(words) && !SKIN_THAT_COUNTS.test(words)) return null;
  const [site, lineage]: readonly [CancerSite, Lineage] =
    haematologic !== undefined ? [haematologic[0], 'haematologic'] : solidSite(words);
  return {
    kind: 'invasive',
    site,
    lineage,
    remission: REMISSION.test(words) && !PARTIAL.test(words),
    treatedInRemission:
      REMISSION.test(words) &&
      /myeloma|chronic lymph|chronic myel|macroglobulin|follicular|mantle|marginal|small lymphocytic/i.test(words),
    relapse: RELAPSE.test(words) && !NOT_RELAPSE.test(words),
    stage: lineage === 'solid' ? stageInWords(words) : null,
    probable: false,
  };
}

function solidSite(words: string): readonly [CancerSite, Lineage] {
  const site =
    SOLID.find(([, pattern]) => pattern.test(words))?.[0] ??
    (/unknown (primary|site)|^(primary )?malignant (neoplas(m|tic disease)|tumor)$/i.test(words) ? 'unknown' : 'other');
  return [site, site === 'brain' ? 'brain' : 'solid'];
}

/** The stage group that a wording carries; null when there is none or when it is negated. */
export function stageInWords(words: string): StageGroup | null {
  if (/\b(not|no evidence|without)\b/i.test(words)) return null;
  const found = STAGE.exec(words)?.[1]?.toUpperCase();
  return found === undefined ? null : (ARABIC[found] ?? (found as StageGroup));
}

const ARABIC: Readonly<Record<string, StageGroup>> = { '0': '0', '1': 'I', '2': 'II', '3': 'III', '4': 'IV' };

const CANCER_WORDS =
  /cancer|carcinom|sarcoma\b|lymphoma|leu[ck][ae]?emi|myeloma|melanoma|blastoma|glioma|astrocytom|mesotheliom|seminoma|hodgkin|malignan|metasta|\bmets\b|neoplas|tumou?r\b|c[aá]ncer|krebs|\b(NSCLC|SCLC|GBM|CLL|CML|AML|HCC|RCC|DLBCL|MDS)\b|\bca\b(?=\.?\s+(of|breast|lung|colon|prostate|pancreas|ovary|bladder|stomach|cervix|rectum|kidney|liver))/gi;
/** Takes back a cancer word that follows it in the same clause. */
const NEGATED = /\b(no|not|without|negative for|screening|family|history|rule out|ruled out|risk)\b/i;
const BENIGN_WORDS = /benign|lipoma|hemangioma|adenoma\b/i;

/** True when free text speaks of a cancer without taking it back. Such a record is only ever "possible". */
export function speaksOfCancer(said: string): boolean {
  const text = said.slice(0, 500);
  if (BENIGN_WORDS.test(text)) return false;
  return [...text.matchAll(CANCER_WORDS)].some(({ index }) => {
    const clause =
      text
        .slice(0, index)
        .split(/[,.;:()]/)
        .at(-1) ?? '';
    return !NEGATED.test(clause);
  });
}
