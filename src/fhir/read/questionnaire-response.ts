import type { AttestationReason, ObservationContent, ObservationRecord } from '../../domain/chart/records.ts';
import { PHQ_9_ITEMS, PHQ_9_POINTS } from '../terminology/observations.ts';
import { LOINC } from '../terminology/systems.ts';
import { codes, list, object, oneOf, own, text, type Json } from './json.ts';
import { readerOfCode, readerOfName } from './observation-table.ts';
import {
  evidenceOf,
  isLater,
  ownReference,
  subjectProblem,
  unreadable,
  unused,
  whenOf,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';
import { amountOf, valueText, yesNo, type ValueReader } from './values.ts';

/** The questionnaire of this product: what a clinician or patient enters in it. */
export const ENTERED_QUESTIONNAIRE = 'https://alongside.invalid/fhir/Questionnaire/entered';

const ADMITTED = ['completed', 'amended'] as const;
const WITHDRAWN = ['in-progress', 'entered-in-error', 'stopped'] as const;

/** Deeper than any questionnaire is nested; what is deeper is not read. */
const DEEPEST = 12;
const LONGEST_NAME = 200;

/** Answers of a questionnaire that rules use, one record an answer (clinical reference 3.6, 5.8). */
export function readQuestionnaireResponse(
  resource: Json,
  context: Context,
): Reading<readonly ObservationRecord[] | null> {
  const { status } = resource;
  if (oneOf(status, ADMITTED) === null) return oneOf(status, WITHDRAWN) === null ? unreadable('no-status') : withdrawn;
  const problem = subjectProblem(resource, context);
  if (problem !== null) return unreadable(problem);
  const when = whenOf(resource['authored'], context);
  if (isLater(when, context)) return unreadable('after-as-of');
  const questionnaire = text(resource['questionnaire'])?.slice(0, LONGEST_NAME) ?? '';
  const entered = questionnaire.split('|')[0] === ENTERED_QUESTIONNAIRE;
  const found: ObservationRecord[] = [];
  const items = itemsOf(resource, instrumentOf(questionnaire));
  for (const { item, within } of items) {
    const reader = entered ? ENTERED.get(text(item['linkId']) ?? '') : readerOfItem(item, within);
    if (reader === undefined || reader === null) continue;
    for (const answer of list(item['answer'])) {
      const holder = holderOf(answer);
      const content = reader(holder);
      if (content === null || content === 'unused') continue;
      const { origin, reference, label, code, value } = evidenceOf(
        resource,
        conceptOf(item),
        when,
        context,
        valueText(holder),
      );
      found.push({
        origin,
        reference,
        label,
        code,
        when,
        value,
        source: 'QuestionnaireResponse',
        encounter: ownReference(resource['encounter'], context),
        focus: [],
        ...content,
      });
    }
  }
  const screening = entered ? null : screeningIn(resource, items, found);
  if (screening !== null)
    found.push({
      ...evidenceOf(
        resource,
        { text: 'PHQ-9' },
        when,
        context,
        screening.score === null ? null : String(screening.score),
      ),
      source: 'QuestionnaireResponse',
      encounter: ownReference(resource['encounter'], context),
      focus: [],
      ...(screening.score === null
        ? { kind: 'distress-unclear', instrument: 'phq-9', answered: true }
        : { kind: 'phq-9', score: screening.score }),
    });
  return found.length === 0 ? unused(when) : { is: 'record', record: found, when };
}

/** So many answered items are PHQ-9 and no PHQ-2, which shares two with it. */
const MORE_THAN_PHQ_2 = 3;

/**
 * PHQ-9 that was answered without a total on record: the sum of its nine answers, or null where fewer can be read. Null as a
 * whole when the total is there, or when no PHQ-9 was answered.
 */
function screeningIn(
  resource: Json,
  items: readonly Item[],
  found: readonly ObservationContent[],
): { readonly score: number | null } | null {
  if (found.some((one) => one.kind === 'phq-9' || (one.kind === 'distress-unclear' && one.instrument === 'phq-9')))
    return null;
  const named = /PHQ[-_ ]?9\b/i.test(text(resource['questionnaire'])?.slice(0, LONGEST_NAME) ?? '');
  const points = new Map<string, number | null>();
  for (const { item, within } of items) {
    const which = phq9ItemOf(item, named || /PHQ[-_ ]?9\b/i.test(within));
    const [answer] = list(item['answer']);
    if (which === null || answer === undefined) continue;
    points.set(which, pointsOf(holderOf(answer)));
  }
  if (points.size < MORE_THAN_PHQ_2) return null;
  let sum = 0;
  for (const one of points.values()) {
    if (one === null) return { score: null };
    sum += one;
  }
  return { score: points.size === PHQ_9_ITEMS.codes.length ? sum : null };
}

/** Which of the nine it is: by its code, or by its number where the questionnaire is PHQ-9 by name. */
function phq9ItemOf(item: Json, inside: boolean): string | null {
  const place = PHQ_9_ITEMS.codes.indexOf(codeOf(item) ?? '');
  if (place >= 0) return String(place + 1);
  if (!inside || list(item['answer']).length === 0) return null;
  const linkId = text(item['linkId'])?.slice(0, LONGEST_NAME) ?? '';
  return /(?:^|[^\d])([1-9])$/.exec(linkId.replace(/PHQ[-_ ]?9$/i, ''))?.[1] ?? null;
}

const PHQ_9_WORDS: readonly (readonly [pattern: RegExp, points: number])[] = [
  [/^\s*not at all\b/i, 0],
  [/^\s*several days\b/i, 1],
  [/^\s*more than half(?: of)? the days\b/i, 2],
  [/^\s*nearly every ?day\b/i, 3],
];

/** 0 to 3, by answer code, number or the words of the questionnaire; null for anything else. */
function pointsOf(holder: Json): number | null {
  for (const { code } of codes(holder['valueCodeableConcept'])) {
    const known = own(PHQ_9_POINTS, code);
    if (known !== undefined) return known;
  }
  const amount = amountOf(holder);
  if (amount !== null) return [0, 1, 2, 3].includes(amount) ? amount : null;
  const said = valueText(holder)?.slice(0, 60) ?? '';
  return PHQ_9_WORDS.find(([pattern]) => pattern.test(said))?.[1] ?? null;
}

interface Item {
  readonly item: Json;
  /** Names of the questionnaire and of the groups that it stands in. */
  readonly within: string;
}

/** All items, however nested: in groups, and under answers. */
function itemsOf(resource: Json, name: string): readonly Item[] {
  const all: Item[] = [];
  const visit = (holder: Json, within: string, depth: number): void => {
    if (depth > DEEPEST) return;
    for (const item of list(holder['item'])) {
      all.push({ item, within });
      const deeper = `${within} ${textOf(item)}`.slice(0, 2 * LONGEST_NAME);
      visit(item, deeper, depth + 1);
      for (const answer of list(item['answer'])) visit(answer, deeper, depth + 1);
    }
  };
  visit(resource, name, 0);
  return all;
}

/** "http://example.org/Questionnaire/esas-r|1.0" -> "esas-r". */
function instrumentOf(questionnaire: string): string {
  const address = questionnaire.split('|')[0] ?? '';
  return address.slice(address.lastIndexOf('/') + 1);
}

function textOf(item: Json): string {
  return text(item['text'])?.slice(0, LONGEST_NAME) ?? '';
}

/** Its LOINC code, in the link id ("/44249-1/44260-8") or beside it; else its name and that of the questionnaire. */
function readerOfItem(item: Json, within: string): ValueReader | null {
  const code = codeOf(item);
  if (code !== null) {
    const reader = readerOfCode(LOINC, code);
    if (reader !== null) return reader;
  }
  const linkId = text(item['linkId'])?.slice(0, LONGEST_NAME) ?? '';
  return readerOfName(`${textOf(item)} ${linkId}`.trim(), within, code === null);
}

function codeOf(item: Json): string | null {
  const inLink = /(?:^|\/)(\d{1,6}-\d)$/.exec(text(item['linkId'])?.slice(0, LONGEST_NAME) ?? '')?.[1];
  if (inLink !== undefined) return inLink;
  return codes({ coding: item['code'] }).find(({ system }) => system === LOINC)?.code ?? null;
}

/** An item as a concept, for evidence: its text, and its LOINC code when it has one. */
function conceptOf(item: Json): Json {
  const code = codeOf(item);
  const said = textOf(item);
  return {
    ...(code === null ? {} : { coding: [{ system: LOINC, code }] }),
    text: said === '' ? (text(item['linkId']) ?? undefined) : said,
  };
}

/** An answer in the shape of an Observation's value. */
function holderOf(answer: Json): Json {
  const coding = object(answer['valueCoding']);
  if (coding === null) return answer;
  return { ...answer, valueCodeableConcept: { coding: [coding], text: coding['display'] } };
}

const REASONS: readonly AttestationReason[] = [
  'would-not-be-surprised',
  'existential-crisis',
  'hastened-death-request',
  'complex-decisions',
  'team-distress',
  'clinician-judgment',
];

const onYes =
  (content: ObservationContent): ValueReader =>
  (holder) =>
    yesNo(holder) === true ? content : 'unused';

/** What is entered in the product itself, by link id. */
const ENTERED: ReadonlyMap<string, ValueReader> = new Map<string, ValueReader>([
  [
    'request',
    (holder) => {
      const asks = yesNo(holder);
      return asks === null ? null : { kind: 'request', asks };
    },
  ],
  [
    'attested-need',
    (holder) => {
      const reason = oneOf(codes(holder['valueCodeableConcept'])[0]?.code, REASONS);
      return reason === null ? null : { kind: 'attestation', reason };
    },
  ],
  ['no-further-therapy', onYes({ kind: 'no-further-therapy' })],
  [
    'caregiver-strain',
    (holder) => {
      const present = yesNo(holder);
      return present === null ? null : { kind: 'caregiver-strain', present };
    },
  ],
]);
