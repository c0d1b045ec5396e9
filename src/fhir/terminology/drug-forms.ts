/** What the words of an order say of form and use: whether a drug reaches the whole body, and what it is given for. */
import type { Drug } from '../../domain/chart/records.ts';

/** Not exposures (clinical reference 3.4). */
const LOCAL =
  /cream|ointment|topical|ophthalm|intravitre|intravesic|pyelocalyc|\bgel\b|eye drops?|(?:bladder|vesical) instil|instil\w* (?:in)?to (?:the )?(?:bladder|renal)|\binto (?:the )?bladder|affected (?:area|skin|site)s?|\bappl(?:y|ied)\b.{0,40}\b(?:skin|face|scalp|lesions?)\b|fluorouracil(?: \([^()]{0,30}\))? (?:0?\.5|[1245]) ?%/i;
const STUDY = /study drug|study medication|investigational|placebo|blinded|\bIND \d/i;

/** By injection: no opioid that a patient takes at home (3.4). */
const INJECTED =
  /inject|infusion|intraven|\biv\b|subcut|intramusc|epidural|intrathec|\bpca\b|\bvial\b|ampoule|syringe|cartridge|implant/i;
/** Partners of an opioid in medicines for cough and cold, and against diarrhea. */
const COUGH_OR_COLD =
  /pheniramine|guaifenesin|guaiphenesin|pseudoephedrine|phenylephrine|promethazine|homatropine|triprolidine|pyrilamine|cyclizine|carbinoxamine|cough|tuss|belladonna/i;
const USE_DISORDER = /naloxone|use disorder|dependence|addiction|detox|opioid treatment program|maintenance treatment/i;

/** Oral or under the skin: the forms in which methotrexate is given weekly in a low dose. */
const WEEKLY_FORM = /tablet|\boral\b|by mouth|\bpo\b|auto-injector|subcut|prefilled|weekly/i;

export function isLocal(words: string): boolean {
  return LOCAL.test(words);
}

export function isStudyDrug(words: string): boolean {
  return STUDY.test(words);
}

export function isWeeklyForm(words: string): boolean {
  return WEEKLY_FORM.test(words);
}

export function isInjected(words: string): boolean {
  return INJECTED.test(words);
}

export function isForUseDisorder(words: string): boolean {
  return USE_DISORDER.test(words);
}

/** An opioid as a patient takes it for pain, by the words of the product (3.4 `opioidActive`). */
export function isAnalgesic(drug: Drug, words: string): boolean {
  if (drug.name === 'remifentanil') return false;
  if (drug.name === 'sufentanil') return /sublingual/i.test(words);
  // Pentazocine has naloxone against misuse, and is for pain all the same.
  if (drug.name !== 'pentazocine' && USE_DISORDER.test(words)) return false;
  return !INJECTED.test(words) && !COUGH_OR_COLD.test(words);
}
