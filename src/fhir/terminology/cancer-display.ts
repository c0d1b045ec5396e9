/**
 * What the wording of a diagnosis says about cancer. Two users: the script that derives the SNOMED CT sets from the
 * displays of VSAC's value set "Cancer" (clinical reference 5.2), and the reading of diagnoses that carry words only.
 * Patterns are those of clinical reference 3.1 and 5.2; site patterns are ours and follow its table of ICD ranges.
 */
import {
  invasive,
  type CancerConcept,
  type CancerSite,
  type CancerTrait,
  type Lineage,
  type MetastaticSite,
  type SpreadInWords,
  type StageGroup,
} from '../../domain/chart/cancer.ts';

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
const THORACIC_SECONDARY = /lung|bronch|pulmonary|trachea|pleura|mediastin|thymus|intrathoracic/i;
const UNKNOWN_PRIMARY = /unknown (primary|origin)/i;
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
  if (SUSPECTED.test(words)) return { kind: 'possible', why: 'suspected', ...siteIn(words) };
  if (IN_SITU.test(words)) return { kind: 'possible', why: 'in-situ', ...siteIn(words) };
  if (UNCERTAIN.test(words)) return { kind: 'possible', why: 'uncertain-behavior', ...siteIn(words) };
  if (BENIGN.test(words)) return { kind: 'possible', why: 'benign' };
  if (MDS_MPN.test(words) && !/leuk|panmyelosis/i.test(words))
    return { kind: 'possible', why: 'uncertain-behavior', myeloid: INDOLENT_MPN.test(words) ? 'indolent' : 'other' };
  const haematologic = HAEMATOLOGIC.find(([, pattern]) => pattern.test(words));
  if (METASTASIS.test(words)) {
    if (NODAL.test(words) && !/distant/i.test(words))
      return {
        kind: 'secondary',
        spread: 'nodal',
        site: null,
        centralNervousSystem: false,
        thoracic: false,
        unknownPrimary: UNKNOWN_PRIMARY.test(words),
        probable: false,
      };
    return {
      kind: 'secondary',
      spread: 'distant',
      site:
        METASTATIC.find(([, pattern]) => pattern.test(words))?.[0] ??
        (UNSPECIFIED.test(words) ? 'unspecified' : 'other'),
      centralNervousSystem: CNS.test(words) && !CNS_NOT.test(words),
      thoracic: THORACIC_SECONDARY.test(words),
      unknownPrimary: UNKNOWN_PRIMARY.test(words),
      probable: false,
    };
  }
  if (SKIN.test(words) && !SKIN_THAT_COUNTS.test(words)) return null;
  const [site, lineage]: readonly [CancerSite, Lineage] =
    haematologic !== undefined ? [haematologic[0], 'haematologic'] : solidSite(words);
  return invasive(site, lineage, {
    remission: REMISSION.test(words) && !PARTIAL.test(words),
    treatedInRemission:
      REMISSION.test(words) &&
      /myeloma|chronic lymph|chronic myel|macroglobulin|follicular|mantle|marginal|small lymphocytic/i.test(words),
    relapse: saysRelapse(words),
    stage: lineage === 'solid' ? stageInWords(words) : null,
    traits: traitsOf(words, site, lineage),
  });
}

function saysRelapse(words: string): boolean {
  return RELAPSE.test(words) && !NOT_RELAPSE.test(words);
}

/** The site of a neoplasm that is no cancer by its code, when its words name one. */
function siteIn(words: string): { readonly site?: CancerSite } {
  const [site] = solidSite(words);
  return site === 'other' || site === 'unknown' ? {} : { site };
}

// Patterns of clinical reference 5.2 ("LOW SURVIVAL"); carcinoid tumors of the pancreas are neuroendocrine (2.6).
const ENDOCRINE = /endocrine|islet|insulinoma|glucagonoma|gastrinoma|somatostatin|vipoma|peptid|carcinoid/i;
const GLIOBLASTOMA = /glioblastoma|grade 4 malignant glioma|gliosarcoma/i;
const ANAPLASTIC_THYROID = /anaplastic.*thyroid/i;
const SMALL_CELL = /(?<!non[- ]?)small cell|oat cell/i;
const NOT_SMALL_CELL = /squamous|lymphoma/i;
/** Tissue of the brain in which the grade decides; tumors with a course of their own are left out. */
const BRAIN_TISSUE =
  /brain|glioma|astrocyt|cerebr|cerebell|lobe|pons\b|pontine|thalam|hippocamp|basal ganglia|corpus callosum|central nervous system/i;
const NOT_BRAIN_TISSUE =
  /mening|dura|arachnoid|pia mater|medulloblast|ependym|neuroblast|pituitary|pineal|choroid plexus|nerve|paragangl|embryonal|germ|teratoid|oligodendro|pilocytic|low grade|grade [12]\b|spinal cord/i;
const BILE_DUCT_NOT = /ampulla|vater|neuroendocrine|mesenchym|sarcoma|stromal|carcinoid/i;
const INDOLENT =
  /chronic (lymphocytic|lymphoid)|small lymphocytic|hairy cell|waldenstr|lymphoplasmacytic|mycosis fungoides|cutaneous t-cell|marginal zone|mucosa.associated|\bMALT\b|follicular lymphoma grade (1|2|3a)\b|follicular low grade|chronic myel(oid|ogenous|ocytic)|polycythemia vera|essential thrombocythemia/i;
const NOT_INDOLENT =
  /accelerated|blast|richter|transform|prolymphocytic|variant|juvenile|tumor stage|systemic infiltration/i;
const INDOLENT_MPN = /polycythemia vera|essential thrombocythemia/i;
const LIVER_CELL = /hepatocellular|liver cell|hepatoma/i;
const GERM_CELL =
  /germ cell|seminoma|dysgerminoma|teratocarcin|malignant teratoma|choriocarcin|yolk sac|endodermal sinus|embryonal carcinoma/i;
const DRIVER =
  /epidermal growth factor receptor|anaplastic lymphoma kinase|reactive oxygen species 1|\b(EGFR|ALK|ROS-?1)\b/i;
const DRIVER_CHANGED = /positive|with mutation|mutated|rearranged/i;

/** What the rules have to know of a cancer beyond its site, by the words of its code. */
function traitsOf(words: string, site: CancerSite, lineage: Lineage): readonly CancerTrait[] {
  const traits: CancerTrait[] = [];
  const when = (trait: CancerTrait, is: boolean): void => void (is && traits.push(trait));
  if (lineage === 'haematologic') {
    when('acute-leukemia', /\bacute\b/i.test(words) && /leuk[ae]?emi|panmyelosis/i.test(words));
    when('indolent', INDOLENT.test(words) && !NOT_INDOLENT.test(words));
    return traits;
  }
  const small = site === 'lung' && SMALL_CELL.test(words) && !NOT_SMALL_CELL.test(words);
  const bile = site === 'biliary' && !BILE_DUCT_NOT.test(words);
  when(
    'low-survival',
    (site === 'pancreas' && !ENDOCRINE.test(words)) ||
      (lineage === 'brain' && GLIOBLASTOMA.test(words)) ||
      (site === 'mesothelioma' && /pleura|periton/i.test(words)) ||
      ANAPLASTIC_THYROID.test(words) ||
      // A code for "liver and bile ducts" names neither.
      (bile && (/cholangiocarcin/i.test(words) || !/\bliver\b/i.test(words))) ||
      (small && (/extensive/i.test(words) || stageInWords(words) === 'IV')),
  );
  when(
    'low-survival-possible',
    lineage === 'brain' && BRAIN_TISSUE.test(words) && !GLIOBLASTOMA.test(words) && !NOT_BRAIN_TISSUE.test(words),
  );
  when('liver-cell', site === 'liver' && LIVER_CELL.test(words));
  when('ampulla', site === 'biliary' && /ampulla|vater/i.test(words) && !ENDOCRINE.test(words));
  when('small-cell', small);
  when('site-unspecified', site === 'unknown');
  when('germ-cell', GERM_CELL.test(words));
  when(
    'uveal',
    /uvea|choroid(?! plexus)|ciliary body|\biris\b/i.test(words) && /melanom|malignant (neoplasm|tumou?r)/i.test(words),
  );
  when('driver-mutation', site === 'lung' && DRIVER.test(words) && DRIVER_CHANGED.test(words));
  when('spine', /spinal cord|cauda equina|vertebra/i.test(words));
  when('thoracic', /pleura|mediastin|thymus|thymoma|thymic|heart\b/i.test(words));
  return traits;
}

/**
 * What the words beside a code add to it, for codes that cannot say it themselves ("Glioblastoma" beside C71.9). Nothing
 * when they take anything back. Rules count it as probable at most.
 */
export function traitsBeside(said: string, site: CancerSite, lineage: Lineage): readonly CancerTrait[] {
  const words = said.slice(0, 500);
  const found = besides(words, site, lineage);
  return found.length === 0 || NEGATED.test(words) ? NONE : found;
}

const NONE: readonly CancerTrait[] = [];

/** Only what may matter for this site is looked for. */
function besides(words: string, site: CancerSite, lineage: Lineage): readonly CancerTrait[] {
  if (lineage === 'haematologic') return saysRelapse(words) ? ['relapse'] : NONE;
  if (lineage === 'brain')
    return GLIOBLASTOMA.test(words) || /grade (4|IV) (glioma|astrocytoma)/i.test(words) ? ['low-survival'] : NONE;
  // A neuroendocrine tumor has another course, whatever the code of the organ.
  if (site === 'pancreas') return ENDOCRINE.test(words) ? ['low-survival-possible'] : NONE;
  if (site === 'thyroid') return ANAPLASTIC_THYROID.test(words) ? ['low-survival'] : NONE;
  if (site === 'liver') return LIVER_CELL.test(words) ? ['liver-cell'] : NONE;
  if (site !== 'lung') return NONE;
  if (SMALL_CELL.test(words) && !NOT_SMALL_CELL.test(words))
    return /extensive/i.test(words) ? ['low-survival', 'small-cell'] : ['small-cell'];
  return DRIVER.test(words) && DRIVER_CHANGED.test(words) ? ['driver-mutation'] : NONE;
}

const MALIGNANT_EFFUSION = /malignant (pleural |pericardial |peritoneal )?(effusion|ascites)|malignant hydrothorax/i;

/** Words of a malignant effusion or ascites, for which there is hardly a code but in ICD-10-CM. */
export function speaksOfMalignantEffusion(said: string): boolean {
  if (!said.slice(0, 500).toLowerCase().includes('malignant')) return false;
  return MALIGNANT_EFFUSION.test(said.slice(0, 500)) && !NEGATED.test(said.slice(0, 500));
}

function solidSite(words: string): readonly [CancerSite, Lineage] {
  const site =
    SOLID.find(([, pattern]) => pattern.test(words))?.[0] ??
    (/unknown (primary|site|origin)|^(primary )?malignant (neoplas(m|tic disease)|tumor)$/i.test(words)
      ? 'unknown'
      : 'other');
  return [site, site === 'brain' ? 'brain' : 'solid'];
}

/** The stage group that a wording carries; null when there is none or when it is negated. */
export function stageInWords(words: string): StageGroup | null {
  if (/\b(not|no evidence|without)\b/i.test(words)) return null;
  const found = STAGE.exec(withoutOtherStages(words))?.[1]?.toUpperCase();
  return found === undefined ? null : (ARABIC[found] ?? (found as StageGroup));
}

const OTHER_ILLNESS =
  '(?:CKD|(?:chronic )?kidney disease|renal (?:failure|insufficiency|disease)|heart failure|CHF|COPD|ulcers?|pressure (?:injury|ulcers?)|decubitus|cirrhosis|fibrosis|lymphedema|hypertension|retinopathy|labor)';
const STAGE_OF_ANOTHER_ILLNESS = new RegExp(
  `\\b${OTHER_ILLNESS}\\b[^.;:()]{0,12}?\\bstage\\s*[0-9IV]+[a-d]?\\b|\\bstage\\s*[0-9IV]+[a-d]?\\s+${OTHER_ILLNESS}\\b`,
  'gi',
);

/** The words without the stage of an illness that is no cancer: "Renal cancer; CKD stage 4" tells no stage of the cancer. */
export function withoutOtherStages(words: string): string {
  return words.slice(0, 500).replace(STAGE_OF_ANOTHER_ILLNESS, ' ');
}

const M_IN_WORDS = /(?:^|[^a-z0-9]|N[0-3x](?:mi|[a-d])?)[yrcpa]{0,3}M([01])(?:\(i\+\)|[a-d])?(?![0-9a-z])/i;

/** The M category that a wording carries ("T3 N2 M1", "Stage IV (cT2, cN0, cM1)"); null when there is none. */
export function mCategoryInWords(words: string): boolean | null {
  if (/\b(not|no evidence|without|versus|vs)\b/i.test(words)) return null;
  const found = M_IN_WORDS.exec(words.slice(0, 500))?.[1];
  return found === undefined ? null : found === '1';
}

const SPREAD =
  /(?<!non[- ]?)metasta|\bmets\b|carcinomatos|disseminated mal|secondary (?:malignant|carcinoid)|malignant meningitis/gi;
/** Takes back words of metastasis that follow it in the same clause. */
const SPREAD_NEGATED = /\b(no|not|non|never|without|negative for|screening|family|rule out|ruled out|r\/o|risk)\b/i;
/** Takes back words of metastasis that stand before it. */
const SPREAD_TAKEN_BACK =
  /^[a-z]*[\s:,-]*(?:disease|status)?[\s:,-]*(?:none|absent|negative|excluded|ruled out|not|work-?up|screen|survey|risk)\b/i;

/** Words of distant metastasis that nothing takes back; null when there are none, or only of nodes. */
export function spreadIn(said: string): SpreadInWords | null {
  const words = said.slice(0, 500);
  const lowered = words.toLowerCase();
  if (!SPREAD_STEMS.some((stem) => lowered.includes(stem))) return null;
  const stands = [...words.matchAll(SPREAD)].some(({ index, 0: match }) => {
    const clause =
      words
        .slice(0, index)
        .split(/[,.;:()]/)
        .at(-1) ?? '';
    return !SPREAD_NEGATED.test(clause) && !SPREAD_TAKEN_BACK.test(words.slice(index + match.length));
  });
  if (!stands) return null;
  // What stands after "metastatic to" tells whether it is more than nodes: the organ of the cancer itself stands before it.
  const after = lowered.slice(Math.max(lowered.indexOf('metasta'), 0));
  const elsewhere = METASTATIC.some(([site, pattern]) => site !== 'distant-node' && pattern.test(after));
  if (NODAL.test(words) && !/distant/i.test(words) && !elsewhere) return null;
  return { centralNervousSystem: CNS.test(words) && !CNS_NOT.test(words) };
}

const SPREAD_STEMS = ['metasta', 'mets', 'carcinomatos', 'disseminated', 'secondary', 'malignant meningitis'] as const;

const DOUBTED =
  /^\W*(?:personal |past )?(?:history of|h\/o|hx of)\b|\b(?:suspected|suspicion (?:of|for)|rule out|r\/o)\b|\bhistory of\W*$/i;

/** Words beside a cancer code that contradict it: "suspected", "history of". */
export function isDoubtedIn(said: string): boolean {
  return DOUBTED.test(said.slice(0, 500));
}

const OWN_HISTORY = /\b(?:history of|h\/o|hx of|hx:)/i;

/** Words of a cancer that the patient once had. */
export function speaksOfPastCancer(said: string): boolean {
  const words = said.slice(0, 500);
  return OWN_HISTORY.test(words) && !/family|risk|screening/i.test(words) && words.match(CANCER_WORDS) !== null;
}

const BLOOD_ABBREVIATION = /\b(NHL|CLL|CML|AML|ALL|MDS|DLBCL|MM)\b/;
const SOLID_WORDS =
  /carcinom|sarcoma|adenoca|melanoma|blastoma|glioma|thymoma|seminoma|mesotheliom|\bmets\b|metasta|\b(GIST|SCC|NSCLC|SCLC|HCC|RCC|GBM)\b/i;

/** Whether a cancer that only words name may be one of the blood: they say so, or they do not say of what it is. */
export function mayBeOfTheBlood(said: string): boolean {
  // Without accents, so that an organ is known in more languages than one.
  const words = said.slice(0, 500).replace(RISK_CLASS, ' ').normalize('NFD').replace(/\p{M}/gu, '');
  if (BLOOD_ABBREVIATION.test(words) || HAEMATOLOGIC.some(([, pattern]) => pattern.test(words))) return true;
  const [site] = solidSite(words);
  return (site === 'other' || site === 'unknown') && !SOLID_WORDS.test(words);
}

const ARABIC: Readonly<Record<string, StageGroup>> = { '0': '0', '1': 'I', '2': 'II', '3': 'III', '4': 'IV' };

const CANCER_WORDS =
  /cancer|carcinom|sarcoma\b|lymphoma|leu[ck][ae]?emi|myeloma|melanoma|blastoma|glioma|astrocytom|mesotheliom|seminoma|hodgkin|malignan|metasta|\bmets\b|neoplas|tumou?r\b|c[aá]ncer|krebs|adenoca\b|thymom|carcinoid|waldenstr|mycosis fungoides|s[eé]zary|burkitt|plasm[ao]cytoma|\b(NSCLC|SCLC|GBM|CLL|CML|AML|HCC|RCC|DLBCL|MDS|NHL|GIST|SCC)\b|\b(?:breast|lung|colon|prostate|pancrea\w*|ovar\w*|bladder|gastric|stomach|cervi\w*|rectal|rectum|kidney|renal|liver|esophag\w*|thyroid|uterine|endometrial|laryn\w*|tongue) ca\b|\bca\b(?=\.?\s+(of|breast|lung|colon|prostate|pancreas|ovary|bladder|stomach|cervix|rectum|kidney|liver))/gi;
/** Takes back a cancer word that follows it in the same clause. */
const NEGATED = /\b(no|not|without|negative for|screening|family|history|h\/o|hx|rule out|ruled out|risk)\b/i;
const BENIGN_WORDS = /benign|lipoma|hemangioma|adenoma\b/i;

/** A part of every word above: most diagnoses have none of them, and finding that out has to cost nothing. */
const STEMS = [
  'cancer',
  'carcin',
  'sarcom',
  'lymphom',
  'leuk',
  'leuc',
  'myelom',
  'melanom',
  'blastom',
  'gliom',
  'astrocyt',
  'mesothel',
  'seminom',
  'hodgkin',
  'malign',
  'metas',
  'mets',
  'neopl',
  'tumo',
  'cáncer',
  'krebs',
  'clc',
  'gbm',
  'cll',
  'cml',
  'aml',
  'hcc',
  'rcc',
  'dlbcl',
  'mds',
  'ca ',
  'ca.',
  ' ca',
  'adenoca',
  'thymom',
  'walden',
  'mycosis f',
  'zary',
  'burkitt',
  'cytoma',
  'nhl',
  'gist',
  'scc',
] as const;

function mayBeAboutCancer(lowered: string): boolean {
  return STEMS.some((stem) => lowered.includes(stem));
}

/** "(HCC)" behind a diagnosis is a class of insurers, not a liver cell carcinoma. */
const RISK_CLASS = /\((?:CMS|HHS)?\s?[-/]?\s?HCC\)/gi;

/** True when free text speaks of a cancer without taking it back. Such a record is only ever "possible". */
export function speaksOfCancer(said: string): boolean {
  const text = said.slice(0, 500).replace(RISK_CLASS, ' ');
  if (!mayBeAboutCancer(text.toLowerCase())) return false;
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
