/**
 * What a reading is by its name, where no code that is known says it: ESAS, the distress thermometer, PRO-CTCAE, PROMIS,
 * FACT and PPS have no code that could be confirmed, and flowsheets have codes of their own (clinical reference 5.4, 5.8).
 */
import type { SymptomItem, SymptomSpan } from '../../domain/chart/records.ts';

export type NamedReading =
  | { readonly is: 'ecog' | 'karnofsky' | 'palliative-performance-scale' }
  | {
      readonly is: 'symptom';
      readonly item: SymptomItem;
      readonly scale: '0-10' | '0-100' | 'visual-analog';
      readonly over: SymptomSpan | null;
    }
  | { readonly is: 'pro-ctcae'; readonly item: SymptomItem }
  | { readonly is: 'promis'; readonly item: SymptomItem; readonly named: boolean }
  | { readonly is: 'distress-thermometer' | 'phq-9' | 'gad-7' | 'self-harm-item' }
  | { readonly is: 'fact'; readonly instrument: 'FACT-L' | 'FACT-G' }
  | { readonly is: 'delirium-screen' | 'caregiver-strain' | 'driver-test' | 'histology' | 'grade' };

const ITEMS: readonly (readonly [SymptomItem, RegExp])[] = [
  ['pain', /\bpain\b/i],
  ['dyspnea', /short(ness)? of breath|dyspn|breathless/i],
  ['nausea', /\bnausea/i],
  ['fatigue', /tired|fatigue/i],
  ['appetite', /appetite|anorexia/i],
  ['constipation', /constipat/i],
  ['drowsiness', /drows/i],
  ['diarrhea', /diarrh/i],
  ['sleep', /\bsleep|insomnia/i],
  ['depression', /depress|\bsad\b/i],
  ['anxiety', /anxi|nervous/i],
  ['wellbeing', /well-?\s?being/i],
];

/** Scales for infants, children and teens score other things under the same names. */
const NOT_FOR_ADULTS = /\bFLACC\b|\bNIPS\b|\bN-PASS\b|\bCRIES\b|infant|neonat|pediatric|paediatric|\bteen|adolescent/i;
/** Scales of behavior, for those who cannot say it: 3 to 12, 0 to 8 and so on, under the name of pain. */
const OTHER_SCALES =
  /behaviou?ral pain|\bBPS\b|\bCPOT\b|critical[- ]care pain|\bPAINAD\b|advanced dementia|\bNVPS\b|non-?verbal pain|\babbey\b|doloplus|\bPACSLAC\b|\bCNPI\b|catastrophi|pain disability/i;
/** What is aimed at, borne with or relieved, and what describes a symptom, is not how bad it is. */
const NO_SEVERITY =
  /\bgoals?\b|\btargets?\b|acceptable|tolera|\bcomfort\b|functional pain|relie[fv]|\bleast\b|\blowest\b|comment|\bnotes?\b|\blocation|\bonset\b|\bduration|\bfrequency|descriptor|pain quality|quality of|intervention|\bscale used\b|\btype\b/i;
/** Written beside a performance status, or about it. */
const ABOUT_PERFORMANCE =
  /comment|\bnotes?\b|\bdate\b|(?:assess|perform|record|complet|enter)ed by\b|\bsource\b|prospective payment|\bRUG\b/i;
const ESAS = /\bESAS|edmonton symptom/i;
const PRO_CTCAE = /\bPRO[- ]?CTCAE\b/i;
const PROMIS = /\bPROMIS\b/i;
const NUMERIC_SCALE = /0\s*(?:-|–|to)\s*10\b|\/10\b|\bNRS\b|numeric/i;
const PAIN_SCORE = /\bpain (?:score|level|severity|intensity|rating|scale)\b/i;
const HUNDRED = /0\s*(?:-|–|to)\s*100\b|\/100\b/i;
const VISUAL = /\bVAS\b|visual analog/i;
const DISTRESS =
  /distress thermometer|NCCN.{0,20}distress|(?:^|psychosocial |emotional )distress (?:score|level|screening)/i;
/** Parts of the FACT questionnaires have scores of their own. */
const FACT_PART = /subscale|\bLCS\b|\bTOI\b|outcome index|well-?\s?being|\b[PSEF]WB\b|additional concerns/i;
/** Parts and sums of an instrument: no symptom. */
const SUMMARY = /\btotal\b|\bsum\b|\bsubs(?:cale|core)|\bglobal\b|\bcomposite\b/i;
const ITEM_NUMBER =
  /(?:PHQ|GAD)[-_ ]?[79]\b[-_ .:]*(?:q|item|question|#)?[-_ .]*[1-9]\b|\b(?:item|question)\s*#?[1-9]\b/i;

/**
 * Reads a name. `name`: of the reading itself. `instrument`: of all that it stands in, panel or questionnaire, its own name
 * included. `local`: no standard code system names it.
 */
export function readingNamed(name: string, instrument: string, local: boolean): NamedReading | null {
  if (NOT_FOR_ADULTS.test(instrument)) return null;
  return (
    performanceNamed(name) ??
    distressNamed(name, instrument) ??
    symptomNamed(name, instrument, local) ??
    otherNamed(name)
  );
}

function performanceNamed(name: string): NamedReading | null {
  const is = /\bECOG\b|eastern co-?operative|\bzubrod\b|\bWHO[- ](?:performance|PS\b)/i.test(name)
    ? 'ecog'
    : /karnofsky|\bKPS\b/i.test(name)
      ? 'karnofsky'
      : /palliative performance|\bPPS(?:[- ]?v?2)?\b/i.test(name)
        ? 'palliative-performance-scale'
        : null;
  return is === null || ABOUT_PERFORMANCE.test(name) ? null : { is };
}

function distressNamed(name: string, instrument: string): NamedReading | null {
  if (/better off dead/i.test(name)) return /PHQ/i.test(instrument) ? { is: 'self-harm-item' } : null;
  if (/PHQ[-_ ]?9\b/i.test(instrument)) {
    if (/(?<![a-z])(?:item|question|q)[-_ #]*9\b|PHQ[-_ ]?9[-_ .:]+9\b/i.test(name)) return { is: 'self-harm-item' };
    return isTotal(name, /PHQ[-_ ]?9/i) ? { is: 'phq-9' } : null;
  }
  if (/GAD[-_ ]?7\b/i.test(instrument)) return isTotal(name, /GAD[-_ ]?7/i) ? { is: 'gad-7' } : null;
  if (DISTRESS.test(instrument) && !ESAS.test(instrument) && !PROMIS.test(instrument))
    return /distress|thermometer|score/i.test(name) ? { is: 'distress-thermometer' } : null;
  const fact = /\bFACT[- ]?([LG])\b/i.exec(instrument);
  if (fact !== null)
    return isTotal(name, /FACT[- ]?[LG]/i) && !FACT_PART.test(name)
      ? { is: 'fact', instrument: fact[1]?.toUpperCase() === 'L' ? 'FACT-L' : 'FACT-G' }
      : null;
  return null;
}

/** A total says so, or carries nothing but the instrument's name; an item of it has a number or words of its own. */
function isTotal(name: string, instrument: RegExp): boolean {
  if (ITEM_NUMBER.test(name)) return false;
  if (/\btotal\b|[-_]total\b|\bsum\b|\bscore\b|[-_]score\b/i.test(name)) return true;
  return name.replace(instrument, '').replace(/[^a-z]/gi, '') === '';
}

function symptomNamed(name: string, instrument: string, local: boolean): NamedReading | null {
  // Most readings are none of these: laboratory values, vital signs.
  if (!local && !ESAS.test(instrument) && !PRO_CTCAE.test(instrument) && !PROMIS.test(instrument)) return null;
  if (SUMMARY.test(name) || NO_SEVERITY.test(name) || OTHER_SCALES.test(instrument)) return null;
  const item = ITEMS.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
  const scale = HUNDRED.test(instrument) ? '0-100' : VISUAL.test(instrument) ? 'visual-analog' : '0-10';
  if (ESAS.test(instrument)) {
    const found = item ?? (/\bother\b/i.test(name) ? 'other' : null);
    return found === null ? null : { is: 'symptom', item: found, scale, over: null };
  }
  if (PRO_CTCAE.test(instrument)) {
    // Frequency, interference and amount are other questions with the same answers.
    if (/frequen|interfer|amount|presence|how often/i.test(name) || !/sever/i.test(instrument)) return null;
    return { is: 'pro-ctcae', item: item ?? 'other' };
  }
  if (PROMIS.test(instrument)) {
    // Its scales of function run the other way, and are no symptoms.
    if (item === null || /function|mobility|social|ability to participate/i.test(name)) return null;
    return { is: 'promis', item, named: /\bt[- _]?score/i.test(instrument) };
  }
  if (!local || item === null) return null;
  const scored = NUMERIC_SCALE.test(instrument) || HUNDRED.test(instrument) || VISUAL.test(instrument);
  if (!scored && !PAIN_SCORE.test(name)) return null;
  const over = /\bworst\b/i.test(name) ? 'worst' : /\baverage\b|\busual\b/i.test(name) ? 'average' : null;
  return { is: 'symptom', item, scale, over };
}

function otherNamed(name: string): NamedReading | null {
  if (
    /\bCAM[- ]ICU\b|confusion assessment|\bdelirium (?:screen|assess|result)|\bCAM\b.{0,10}(?:result|positive|screen)/i.test(
      name,
    )
  )
    return { is: 'delirium-screen' };
  if (/care ?giver.{0,20}(?:strain|burden|stress|distress)/i.test(name)) return { is: 'caregiver-strain' };
  if (isDriverTest(name)) return { is: 'driver-test' };
  if (/\b(?:WHO|CNS|histologic|tumou?r) grade\b|\bgrade of tumou?r\b/i.test(name)) return { is: 'grade' };
  return /\bhistolog|\bmorpholog/i.test(name) ? { is: 'histology' } : null;
}

/**
 * Changes of the genes, not of the protein: EGFR antigen is found in most lung cancers and drives none. "EGFR" is also the
 * kidney's filtration rate, "ALK" also a phosphatase.
 */
function isDriverTest(name: string): boolean {
  if (/\bEGFR\b|epidermal growth factor receptor/.test(name))
    return /mutation|exon|variant|gene\b/i.test(name) && !/\bAg\b|antigen|expression/.test(name);
  return (
    /\bROS1\b|\bALK\b|anaplastic lymphoma kinase/.test(name) &&
    /rearrang|fusion|translocat|mutation|gene\b|\bFISH\b/i.test(name)
  );
}
