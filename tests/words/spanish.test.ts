/** Spanish says what English says: the same facts, dates and figures, in Spanish words, and by the same rules of wording. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import type { Chart } from '../../src/domain/chart/chart.ts';
import { SOURCE_IDS } from '../../src/domain/chart/source.ts';
import { courseOf } from '../../src/domain/course/course.ts';
import { notSeen } from '../../src/domain/not-seen.ts';
import { dayOf, parseWhen, type When } from '../../src/domain/logic/when.ts';
import type { CarriedBy } from '../../src/domain/referral/said-since.ts';
import type { RuleStatement, Statement } from '../../src/domain/statement.ts';
import { es } from '../../src/words/es/es.ts';
import { listed } from '../../src/words/es/numbers.ts';
import { ENGLISH } from '../support/english.ts';
import { fixtureChart, SCENARIOS } from '../support/fixture-chart.ts';
import { MODEL_GROUPS } from '../../src/domain/measures/model.ts';
import { runs, tellSeed } from '../support/seeded.ts';
import { CHANNELS } from '../../src/domain/referral/channel.ts';

tellSeed('spanish');

type Said = (...given: readonly unknown[]) => string;

/** Every text and every function of a language, by the path to its place. */
function leaves(words: unknown, path: string): readonly (readonly [string, string | Said])[] {
  if (typeof words === 'string') return [[path, words]];
  if (typeof words === 'function') return [[path, words as Said]];
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([place, one]) => leaves(one, path === '' ? place : `${path}.${place}`));
}

const english = leaves(ENGLISH, '');
const spanish = new Map(leaves(es, ''));

const texts = english.flatMap(([path, said]) => (typeof said === 'string' ? [[path, said] as const] : []));
/** Functions of plain values. Those of statements, rules and marks of the course are given what the domain gives. */
const functions = english.flatMap(([path, said]) =>
  typeof said === 'function' && !/^(statements|rules|dates|course\.(name|value|whole))\b/.test(path)
    ? [[path, said] as const]
    : [],
);

const inSpanish = (path: string): string | Said => spanish.get(path) ?? '';

// ---- How a Spanish text may look ----

/** Small words of English of which none is a word of Spanish. */
const ENGLISH_WORDS =
  /(?<!\p{L})(the|and|of|with|not|is|are|was|were|have|been|from|for|by|at|in|to|be|this|that|which|what|when|recorded|record|patient|chart|visit|days?|since|until|please|ask|read|care|hospital stays?|weight|stage|nothing|none|unknown|sent|written|your?)(?!\p{L})/giu;

/** Clinical reference 8.5, and what belongs to it in Spanish. */
const NEVER =
  /fin(al)? de (la )?vida|terminal|fracas|fallid|riesgo de (muerte|fallecer)|alto riesgo|superviv|rechaz|se neg[óo]|negativa|incumpl|no cumplidor|nada más que hacer|solo confort|sin esperanza|desahuci|apt[oa] para (el )?hospicio|mortal|morir|se muere|pregunta sorpresa|no se (encontró|halló) (ningún )?cáncer/iu;

/** Of these the words of the record speak; they are safety lines and reasons that no order carries. */
const MAY_SPEAK_OF_DEATH = /hastened-death|would-not-be-surprised/;

/** A patient has no gender here, and nobody is called tú. */
const GENDERED =
  /(?<!\p{L})(el|la|los|las|del|al|un|una) pacientes?(?!\p{L})|(?<!\p{L})(enfermo|enferma|tú|tus?|ti|contigo)(?!\p{L})/iu;

/** `given`: texts that came from outside, whose language is their own. */
function faults(text: string, given: readonly string[] = []): readonly string[] {
  const own = given
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, one) => rest.split(one).join('·'), text.replaceAll('\u00A0', ' '));
  const found = [
    ...(own.match(ENGLISH_WORDS) ?? []).map((word) => `English: ${word}`),
    ...(own.match(NEVER) ?? []).slice(0, 1).map((word) => `never: ${word}`),
    ...(own.match(GENDERED) ?? []).slice(0, 1).map((word) => `gender or tú: ${word}`),
    ...(/undefined|null|NaN|\[object/.test(text) ? ['a value that is not there'] : []),
    ...((own.match(/¿/g) ?? []).length === (own.match(/\?/g) ?? []).length ? [] : ['a question mark alone']),
    ...(/ {2}|^ | ,| \.(?!\d)|\.\.|,,|;;| ;/.test(own) ? ['blanks or marks'] : []),
    ...(/(?<!\p{L})(de el|a el) /iu.test(own) ? ['de el, a el'] : []),
    ...(/(?<!\p{L})y h?i(?![aeou])\p{L}/iu.test(own) ? ['y before the sound of i'] : []),
    ...(/(?<!\p{L})o h?o\p{L}/iu.test(own) ? ['o before the sound of o'] : []),
    ...(/(?<![\p{L}\d.,])1 \p{L}+(es|os|as)(?!\p{L})/iu.test(own.replace(/1 (mes|más|antes|después)/g, ''))
      ? ['1 and a plural']
      : []),
  ];
  return found.map((fault) => `${fault} in “${text}”`);
}

// ---- Texts ----

/** The same in both languages, and rightly so. */
const SAME = new Set(
  // Names of scales, units and formats; and words that are spelled alike.
  [
    'ECOG',
    'Karnofsky',
    'PPS',
    'kg',
    'lb',
    'FHIR',
    'No',
    'Delirium',
    'probable',
    'Hospital',
    'Karnofsky, PPS',
    'site.json',
  ],
);

describe('texts', () => {
  test('stand in every place in which English has one, and in no other', () => {
    expect([...spanish.keys()].toSorted()).toEqual(english.map(([path]) => path).toSorted());
    for (const [path, said] of texts) expect([path, inSpanish(path) === '']).toEqual([path, said === '']);
  });

  test('are not the English ones', () => {
    expect(texts.filter(([path, said]) => said !== '' && said === inSpanish(path) && !SAME.has(said))).toEqual([]);
  });

  test('hold the same figures', () => {
    for (const [path, said] of texts) expect([path, figures(String(inSpanish(path)))]).toEqual([path, figures(said)]);
  });

  test('are Spanish, and by the rules of wording', () => {
    expect(
      texts.flatMap(([path]) =>
        faults(String(inSpanish(path))).filter((one) => !(one.startsWith('never') && MAY_SPEAK_OF_DEATH.test(path))),
      ),
    ).toEqual([]);
  });

  test('a wrong one would be seen', () => {
    for (const text of [
      'El paciente rechazó la derivación',
      'Dolor y insomnio',
      'No se puede leer the chart',
      'Qué valor es?',
      'Riesgo de muerte',
      'La fecha de el estadio',
      'Hace 1 días',
    ])
      expect(faults(text)).not.toEqual([]);
  });
});

/** "5,000", "3.5", "2": every figure of a text, in order of size. */
function figures(text: string): readonly string[] {
  return (text.match(/\d+(?:[.,]\d+)*/g) ?? []).map((one) => one.replace(/[.,]$/, '')).toSorted();
}

const MONTHS = ['Jan ene', 'Feb feb', 'Mar mar', 'Apr abr', 'May may', 'Jun jun', 'Jul jul', 'Aug ago', 'Sep sep'];
const MONTHS_OF = new Map(
  [...MONTHS, 'Oct oct', 'Nov nov', 'Dec dic'].map((pair) => {
    const [one = '', other = ''] = pair.split(' ');
    return [one, other] as const;
  }),
);

/** "12 Oct 2026" as "12 oct 2026": every date of a text, so that both languages can be held together. */
const dated = (text: string): readonly string[] =>
  (text.match(/(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}/g) ?? [])
    .map((date) => date.replace(/[A-Z][a-z]+/, (month) => MONTHS_OF.get(month) ?? month))
    .toSorted();
const datedInSpanish = (text: string): readonly string[] =>
  (text.match(/(?:\d{1,2} )?(?:ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic) \d{4}/g) ?? []).toSorted();

/** What English says of the values that it was given, Spanish says too. `given`: the texts among them. */
function sameValues(said: string, dicho: string, given: readonly string[]): void {
  for (const text of given) {
    if (!holds(said, text)) continue;
    expect(holds(dicho, text), `“${text}” of “${said}” in “${dicho}”`).toBe(true);
  }
  expect(figures(dicho), `figures of “${said}” in “${dicho}”`).toEqual(figures(said));
  expect(datedInSpanish(dicho), `dates of “${said}” in “${dicho}”`).toEqual(dated(said));
}

/** At the beginning of a sentence, within one, or in one line. */
function holds(text: string, part: string): boolean {
  const plain = text.replaceAll('\u00A0', ' ').toLowerCase();
  return plain.includes(part.toLowerCase());
}

/** What has to be said in Spanish wherever English says it. */
const PHRASES: readonly (readonly [RegExp, RegExp])[] = [
  [/(not|neither|none) recorded as planned/, /(no|ninguna) consta como programada/],
  [/\bunplanned\b(?! or| emergency)/, /no programada/],
  [/prefers not to/, /prefiere que no/],
  [/could not be (read|checked|seen)/, /no se pud(o|ieron) (leer|comprobar|ver)/i],
  [/is not an order until it is signed/, /No es una orden hasta que se firme/],
  [/could not confirm/, /No pudimos confirmar/],
  [/supportive & palliative care/, /cuidados de apoyo y paliativos/i],
  [/Prognosis is your judgment/, /El pronóstico queda a su criterio/],
  [/in what we could read/, /lo que pudimos leer/],
  [/not visible|is visible in what was read/, /no se ven?|ningún|ninguna/i],
  [/not recorded since/, /no consta|no constan/],
];

function sameMeaning(said: string, dicho: string): void {
  for (const [inEnglish, wanted] of PHRASES) if (inEnglish.test(said)) expect(dicho, `of “${said}”`).toMatch(wanted);
  // Presumed is not known.
  if (!/unplanned/.test(said)) expect(dicho, `of “${said}”`).not.toMatch(/no programadas?(?!\p{L})/u);
}

test('phrases that decide the meaning are the same everywhere', () => {
  for (const [path, said] of texts) {
    const dicho = String(inSpanish(path));
    for (const [inEnglish, wanted] of PHRASES)
      if (inEnglish.test(said)) expect([path, dicho]).toEqual([path, expect.stringMatching(wanted)]);
  }
});

// ---- Functions of plain values ----

/** Names of arguments that are numbers, yes or no, and lists; all others are texts. */
const NUMBERS =
  /^(n|count|minutes|sendable|days|years|read|all|met|unclear|used|limit|searched|others|more|seconds|milliseconds|asked|records|took|inpatient|percent|visits|open|done|total|hours|weeks|number|rank|size|age|score|ehrs|services)$/;
const YES_OR_NO = /^(is[A-Z]\w*|today|hospice|differs|has[A-Z]\w*)$/;
const LISTS = /^(sources|lines|names|groups|wholes|items|parts|scopes|codes)$/;

/** Names of a function's arguments, as it was written. */
function namesOf(said: Said): readonly string[] {
  const [, list = ''] = /^\(?\{?([^)=}]*?)\}?\)?\s*=>/.exec(said.toString()) ?? [];
  return list.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
}

/** Its arguments come together, by name: `({ host, origin }) => ...`. */
const isGivenByName = (said: Said): boolean => said.toString().startsWith('({');

/** Words that no language has, and a date as the language itself would have said it. */
const word = fc.stringMatching(/^Q[bdgkqvwxz]{4,7}$/);

/** Their first argument is a code of the domain: it decides what is said, and is not said as it stands. */
const beginsWithCode = (path: string): boolean =>
  path === 'course.askedSince' ||
  path.startsWith('outcome.since.') ||
  ['allocation.reasons.in-person-for', 'allocation.reasons.video-for'].includes(path);

/** Codes of the domain among the arguments of the check page's words, each with what it can be. */
const CHECKED: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  source: fc.constantFrom(...SOURCE_IDS),
  sources: fc.subarray([...SOURCE_IDS], { minLength: 1 }),
  channel: fc.constantFrom(...CHANNELS),
  style: fc.constantFrom('v1', 'v2'),
};
const WHY_NOT = ['switched-off', 'not-granted', 'not-advertised', 'could-not-ask', 'no-recipient', 'no-encounter'];

const CARRIERS = ['referral', 'prepared', 'letter', 'own-order', 'perhaps'] as const satisfies readonly CarriedBy[];

function argument(name: string, path: string): fc.Arbitrary<unknown> {
  if (path.startsWith('outcome.since.') && name === 'by') return fc.constantFrom(...CARRIERS);
  if (path === 'course.askedSince' && name === 'sources') return fc.subarray([...SOURCE_IDS], { minLength: 1 });
  if (path.startsWith('check.') && name in CHECKED) return CHECKED[name] ?? fc.constant(null);
  if (/^check\..*\.way-closed$/.test(path) && name === 'why') return fc.constantFrom(...WHY_NOT);
  if (path.startsWith('lens.what.')) return OF_THE_LENS()[name] ?? word;
  if (name === 'no')
    return fc.record({ on: fc.option(fc.integer({ min: 17_000, max: 21_000 })), reason: fc.option(word) });
  if (name === 'inPersonFor') return fc.constantFrom('delirium', 'dementia', 'hearing-loss', 'low-vision');
  // Figures that are never so small: how many there are of several, a limit, others beside this one.
  const least = path === 'course.several' || name === 'limit' ? 2 : name === 'others' ? 1 : 0;
  if (NUMBERS.test(name))
    return fc.oneof(fc.integer({ min: least, max: 3 }), fc.integer({ min: 4, max: 5000 }), fc.constant(null));
  if (YES_OR_NO.test(name)) return fc.boolean();
  if (LISTS.test(name)) return fc.uniqueArray(word, { minLength: 1, maxLength: 7 });
  return fc.oneof({ weight: 4, arbitrary: word }, { weight: 1, arbitrary: fc.constant(null) });
}

/** Values among the arguments of what the lens says. */
const OF_THE_LENS = (): Readonly<Record<string, fc.Arbitrary<unknown>>> => ({
  ...Object.fromEntries(
    ['payers', 'cancers', 'beside', 'first'].map((name) => [
      name,
      fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
    ]),
  ),
  ...Object.fromEntries(['start', 'end', 'since', 'latest', 'modelEnds', 'died'].map((name) => [name, day])),
  ...Object.fromEntries(['on', 'after', 'referred'].map((name) => [name, when])),
  withMedicaid: fc.boolean(),
  advantage: fc.boolean(),
  drug: fc.option(word),
  sources: fc.subarray([...SOURCE_IDS], { minLength: 1 }),
  group: fc.constantFrom(...MODEL_GROUPS),
  test: fc.constantFrom('phq-9', 'phq-2', null),
  kind: fc.constantFrom('inpatient', 'observation', 'ed'),
  ...Object.fromEntries(
    ['days', 'years', 'visits', 'without', 'score', 'month'].map((name) => [name, fc.integer({ min: 1, max: 400 })]),
  ),
});

const isCode = (name: string, path: string): boolean =>
  (path.startsWith('lens.what.') && ['sources', 'group', 'kind', 'test', 'on', 'after', 'referred'].includes(name)) ||
  (path.startsWith('check.') && (name in CHECKED || (name === 'why' && path.endsWith('.way-closed'))));

const textsAmong = (given: readonly unknown[]): readonly string[] =>
  given.flatMap((one) =>
    typeof one === 'string' ? [one] : one !== null && typeof one === 'object' ? textsAmong(Object.values(one)) : [],
  );

/** What English makes of it; `null` where it cannot be asked that. */
function attempt(said: Said, given: readonly unknown[]): string | null {
  try {
    const text = said(...given);
    return /undefined|null|NaN|\[object/.test(text) ? null : text;
  } catch {
    return null;
  }
}

describe('functions', () => {
  test.each(functions)('%s', (path, said) => {
    const dice = inSpanish(path) as Said;
    let asked = 0;
    fc.assert(
      fc.property(fc.tuple(...namesOf(said).map((name) => argument(name, path))), (values) => {
        const names = namesOf(said);
        const given = isGivenByName(said)
          ? [Object.fromEntries(names.map((name, at_) => [name, values[at_]]))]
          : values;
        const text = attempt(said, given);
        if (text === null) return;
        asked += 1;
        const dicho = dice(...given);
        const own = isGivenByName(said) ? values.filter((_value, at_) => !isCode(names[at_] ?? '', path)) : given;
        const given_ = textsAmong(beginsWithCode(path) ? own.slice(1) : own);
        expect(faults(dicho, given_)).toEqual([]);
        sameValues(text, dicho, given_);
        sameMeaning(text, dicho);
        const left = given_.reduce((rest, one) => rest.split(one.toLowerCase()).join(''), text.toLowerCase());
        if (text === dicho)
          expect(/\p{L}{2}/u.test(left.replace(/\b(min|s)\b/g, '')), `“${text}” is the same`).toBe(false);
      }),
      runs(path.startsWith('outcome.since.') ? 60 * CARRIERS.length : 60),
    );
    // An argument of an unknown kind: its name belongs in one of the lists above.
    expect(asked, `${path}(${namesOf(said).join(', ')})`).toBeGreaterThan(0);
  });
});

// ---- Statements ----

const at = (text: string): When => parseWhen(text) ?? { lo: 0, hi: 0, precision: 'day', minutes: null };

const when = fc.oneof(
  fc
    .integer({ min: dayOf(2019, 1, 1), max: dayOf(2027, 12, 31) })
    .map((day): When => ({ lo: day, hi: day, precision: 'day', minutes: null })),
  fc.constantFrom(at('2026-10'), at('2025-02'), at('2024')),
  fc
    .integer({ min: dayOf(2019, 1, 1), max: dayOf(2027, 12, 31) })
    .map((day): When => ({ lo: day, hi: day + 20, precision: 'day', minutes: null })),
);
const day = fc.integer({ min: dayOf(2019, 1, 1), max: dayOf(2027, 12, 31) });
const count = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 4, max: 400 }));
const some = (...values: readonly (string | null)[]): fc.Arbitrary<unknown> => fc.constantFrom<unknown>(...values);
const maybe = (one: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 3, arbitrary: one }, { weight: 1, arbitrary: fc.constant(null) });

const SYMPTOM_ITEMS =
  'pain dyspnea nausea fatigue appetite constipation drowsiness diarrhea sleep wellbeing depression anxiety other'.split(
    ' ',
  );
const PLANNING_ELEMENTS = [
  'health-care-agent',
  'advance-directive',
  'portable-orders',
  'code-status',
  'conversation',
  'preference',
];
const scale = some('ecog', 'karnofsky', 'palliative-performance-scale');
const distressScale = some('phq-9', 'gad-7', 'distress-thermometer');
const calcium = fc.record({
  measure: some('corrected', 'uncorrected', 'ionized'),
  value: fc.constantFrom(10.4, 13.4, 1.7),
  when,
});
const score = fc.record({
  item: some(...SYMPTOM_ITEMS),
  name: word,
  score: fc.integer({ min: 0, max: 10 }),
  scale: some('0-10', '0-100', 'PRO-CTCAE', 'PROMIS'),
  when,
});
const entered = fc.oneof(
  fc.record({ is: fc.constant('performance'), scale, value: count }),
  fc.record({
    is: fc.constant('symptom'),
    item: some(...SYMPTOM_ITEMS.filter((one) => one !== 'other' && one !== 'wellbeing')),
    score: count,
  }),
  fc.record({ is: fc.constant('distress'), score: count }),
  fc.record({ is: fc.constant('weight'), kilograms: fc.constantFrom(68.8, 70) }),
  fc.record({ is: fc.constant('stage'), group: some('I', 'II', 'III', 'IV'), cancer: fc.constant(null) }),
  fc.record({
    is: fc.constant('metastases'),
    present: fc.boolean(),
    sites: fc.subarray(['brain', 'bone', 'liver', 'lung', 'other']),
  }),
  fc.record({ is: fc.constant('request'), asks: fc.boolean() }),
  fc.record({ is: fc.constant('planning'), what: some(...PLANNING_ELEMENTS) }),
  fc.record({ is: fc.constant('line'), number: count }),
  fc.record({ is: some('judgment'), reason: some('clinician-judgment') }),
  fc.record({ is: fc.constant('no-further-therapy') }),
  fc.record({ is: fc.constant('caregiver'), strained: fc.boolean() }),
  fc.record({ is: fc.constant('planned-stay'), encounters: fc.constant([]) }),
  fc.record({ is: fc.constant('active-cancer'), name: word, conditions: fc.constant([]) }),
);

/** What a value of a statement can be, by its name; where a name means different things, by `code.name`. */
const VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ...Object.fromEntries(
    ['from', 'to', 'earlierWhen', 'treatedOn', 'birth', 'otherWhen', 'fromWhen'].map((name) => [name, when]),
  ),
  ...Object.fromEntries(
    ['when', 'since', 'until', 'on', 'last', 'next', 'symptoms', 'albuminWhen', 'dehydrogenaseWhen'].map((name) => [
      name,
      maybe(when),
    ]),
  ),
  dates: fc.array(when, { minLength: 1, maxLength: 4 }),
  ...Object.fromEntries(['name', 'treatment', 'by', 'reason', 'earlier', 'value'].map((name) => [name, maybe(word)])),
  ...Object.fromEntries(['what', 'stage', 'drug', 'instrument', 'other', 'label'].map((name) => [name, word])),
  drugs: fc.uniqueArray(word, { maxLength: 3 }),
  ...Object.fromEntries(
    [
      'days',
      'count',
      'planned',
      'unplanned',
      'stays',
      'hours',
      'line',
      'number',
      'met',
      'index',
      'before',
      'score',
    ].map((name) => [name, count]),
  ),
  sites: maybe(fc.integer({ min: 1, max: 6 })),
  told: fc.option(fc.record({ from: maybe(word), since: maybe(when), by: maybe(word) }), { nil: undefined }),
  onlyBooked: fc.constantFrom(undefined, true),
  albumin: maybe(fc.constantFrom(2.9, 3.1)),
  percent: fc.constantFrom(-12.34, -6.7, 0, 4),
  ...Object.fromEntries(
    ['presumed', 'enrolled', 'unclear', 'atLeast', 'acute', 'distress', 'conversation', 'address'].map((name) => [
      name,
      fc.boolean(),
    ]),
  ),
  urgency: some('urgent', 'soon', 'routine'),
  topics: fc.uniqueArray(
    some(...SYMPTOM_ITEMS, 'distress', 'function', 'weight', 'caregiver', 'planning', 'symptoms'),
    { maxLength: 3 },
  ),
  unconfirmed: fc.option(word, { nil: undefined }),
  gaps: fc.array(
    fc.record({
      what: some('performance', 'symptoms', 'stage', 'grade', 'relapse'),
      last: maybe(when),
      unclear: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  sources: fc.subarray([...SOURCE_IDS], { minLength: 1 }),
  source: some(...SOURCE_IDS),
  scale,
  item: some(...SYMPTOM_ITEMS),
  measure: some('corrected', 'uncorrected', 'ionized'),
  why: some('study-drug', 'planned-blocks', 'unknown-drug', 'record-begins-late'),
  decision: some('not-now', 'our-team'),
  scores: fc.array(score, { minLength: 1, maxLength: 3 }),
  content: entered,
  ...Object.fromEntries(['worst', 'latest', 'risen'].map((name) => [name, score])),

  ...Object.fromEntries(
    ['calcium-high', 'calcium-not-high', 'notice-calcium', 'albumin-very-low'].map((code) => [
      `${code}.value`,
      fc.constantFrom(2.4, 13.4),
    ]),
  ),
  'answer-watch.value': maybe(word),
  'calcium-high-twice.latest': calcium,
  'calcium-high-twice.earlier': calcium,
  'symptom-moderate-again.earlier': score,
  'pain-moderate-on-opioid.earlier': score,
  'symptoms-moderate-rising.other': score,
  'distress-item-severe.score': score,
  'distress-moderate.scale': distressScale,
  'distress-severe.scale': distressScale,
  'distress-which.scale': distressScale,
  // Two or more make these statements.
  ...Object.fromEntries(
    ['stays-unplanned', 'stays-not-recorded-as-planned', 'ed-visits'].map((code) => [
      `${code}.count`,
      fc.integer({ min: 2, max: 30 }),
    ]),
  ),
  'quality-of-life-fell.from': count,
  'quality-of-life-fell.to': count,
  'remark-newly-diagnosed.on': day,
  'gate-patient-declined.until': maybe(day),
  'gate-decision-recorded.until': maybe(day),
  'gate-navigator-contact.next': maybe(day),
  'gate-only-uncounted.what': some('skin', 'myeloid'),
  'gate-cancer-status-unclear.why': some(
    'one-visit',
    'suspected',
    'words-only',
    'uncertain-behavior',
    'remission',
    'history',
    'old-visit',
    'contradiction',
  ),
  'planning-visible.what': some(...PLANNING_ELEMENTS),
  'notice-recorded.what': some('cord-compression', 'obstruction', 'svc'),
  'source-not-read.reason': some(...Object.keys(unread())),
  'treatment-stopped.reason': some('no-response', 'not-tolerated', 'patient-choice'),
  'treatment-stopped-disease-not-told.reason': some('no-response', 'not-tolerated', 'patient-choice'),
  'weight-loss-confounded.by': some('drug', 'bariatric-surgery', 'fluid', 'high-index'),
};

function unread(): Readonly<Record<string, true>> {
  return {
    'scope-not-granted': true,
    'fetch-failed': true,
    unsupported: true,
    'not-asked': true,
    truncated: true,
    'never-recorded': true,
    stale: true,
    'date-unknown': true,
    'unit-unknown': true,
    'value-imprecise': true,
    'class-unknown': true,
    possible: true,
  };
}

/** The values of a statement, made when a sentence asks for them; Spanish is then given the same. */
function valuesOf(code: string, make: fc.GeneratorValue): Record<string, unknown> {
  return new Proxy<Record<string, unknown>>(
    {},
    {
      get(made, name) {
        if (typeof name !== 'string') return undefined;
        if (!(name in made)) {
          const kind = VALUES[`${code}.${name}`] ?? VALUES[name];
          if (kind === undefined) throw new Error(`say in VALUES what \`${name}\` of ${code} can be`);
          made[name] = make(() => kind);
        }
        return made[name];
      },
    },
  );
}

/** Texts in the values of a statement, but for those that are its own kinds. */
const recordTexts = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? value.startsWith('Q')
      ? [value]
      : []
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(recordTexts)
      : [];

describe('statements', () => {
  const codes = Object.keys(ENGLISH.statements);
  test.each(codes)('%s', (code) => {
    const said = (ENGLISH.statements as unknown as Record<string, Said>)[code];
    const dice = (es.statements as unknown as Record<string, Said>)[code];
    if (said === undefined || dice === undefined) throw new Error(code);
    let asked = 0;
    fc.assert(
      fc.property(fc.gen(), (make) => {
        const values = valuesOf(code, make);
        let text: string;
        try {
          text = said(values);
        } catch (error) {
          // Null where this statement always has a value.
          if (error instanceof TypeError) return;
          throw error;
        }
        if (/undefined|null|NaN/.test(text)) return;
        asked += 1;
        const dicho = dice(values);
        const given = recordTexts(values);
        expect(
          faults(dicho, given).filter((one) => !(one.startsWith('never') && MAY_SPEAK_OF_DEATH.test(code))),
        ).toEqual([]);
        sameValues(text, dicho, given);
        sameMeaning(text, dicho);
        // One that holds nothing but the record's own words is the same in any language.
        const own = given.reduce((rest, one) => rest.split(one).join(''), text);
        if (text === dicho)
          expect(
            own.replace(/\b(ECOG|Karnofsky|PPS|PHQ|GAD|kg|Oct|Nov|Feb|Mar|May|Jun|Jul|Sep)\b/g, ''),
            text,
          ).not.toMatch(/[A-Za-z]{2}/);
      }),
      runs(80),
    );
    expect(asked).toBeGreaterThan(0);
  });
});

describe('rules', () => {
  const { triggers } = assess(fixtureChart('lung-stage-4-two-unplanned-stays'));
  const optional = assess(fixtureChart('lung-stage-4-two-unplanned-stays'), { optionalRules: {} }).triggers;

  test.each(
    [...new Map([...triggers, ...optional].map((one) => [one.id, one])).values()].map(
      ({ id, rule }) => [id, rule] as const,
    ),
  )('%s', (id, rule) => {
    fc.assert(
      fc.property(fc.gen(), (make) => {
        // Figures and choices other than those in force: a site may have changed any.
        const params = Object.fromEntries(
          Object.entries(rule.params as Readonly<Record<string, unknown>>).map(([name, value]) => [
            name,
            typeof value === 'number' ? make(() => fc.integer({ min: 2, max: 999 })) : make(() => fc.boolean()),
          ]),
        );
        const changed = { code: rule.code, params } as unknown as RuleStatement;
        const [text, dicho] = [ENGLISH.rules.say(changed), es.rules.say(changed)];
        expect(faults(dicho)).toEqual([]);
        sameValues(text, dicho, []);
        expect(dicho).not.toBe(text);
        const [name, nombre] = [ENGLISH.rules.name(id, changed), es.rules.name(id, changed)];
        expect(faults(nombre)).toEqual([]);
        sameValues(name, nombre, []);
      }),
      runs(40),
    );
  });
});

// ---- Whole charts ----

/** Every statement anywhere in an answer. */
function statementsIn(value: unknown): readonly Statement[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(statementsIn);
  const { code, params } = value as { readonly code?: unknown; readonly params?: unknown };
  if (typeof code === 'string' && code in ENGLISH.statements && typeof params === 'object') return [value as Statement];
  return Object.values(value).flatMap(statementsIn);
}

/** The record's own words in a statement. */
const wordsOfRecord = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(wordsOfRecord)
      : [];

describe('every chart of the fixtures', () => {
  test.each(SCENARIOS)('%s', (scenario) => {
    const chart: Chart = fixtureChart(scenario);
    const answer = assess(chart);
    const statements = [...statementsIn(answer), ...statementsIn(notSeen)];
    expect(statements.length).toBeGreaterThan(0);
    for (const { code, params } of statements) {
      const text = (ENGLISH.statements as unknown as Record<string, Said>)[code]?.(params) ?? '';
      const dicho = (es.statements as unknown as Record<string, Said>)[code]?.(params) ?? '';
      const given = wordsOfRecord(params);
      expect(dicho).not.toBe('');
      expect(faults(dicho, given).filter((one) => !(one.startsWith('never') && MAY_SPEAK_OF_DEATH.test(code)))).toEqual(
        [],
      );
      sameValues(
        text,
        dicho,
        given.filter((one) => one in params),
      );
      sameMeaning(text, dicho);
    }
    for (const lane of Object.values(courseOf(chart).lanes))
      for (const what of marksIn(lane)) {
        const [text, dicho] = [ENGLISH.course.whole(what), es.course.whole(what)];
        expect(faults(dicho, wordsOfRecord(what))).toEqual([]);
        expect(figures(dicho)).toEqual(figures(text));
      }
  });
});

type What = Parameters<typeof es.course.whole>[0];

function marksIn(value: unknown): readonly What[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(marksIn);
  const own = 'what' in value && typeof value.what === 'object' && value.what !== null && 'is' in value.what;
  return [...(own ? [value.what as What] : []), ...Object.values(value).flatMap(marksIn)];
}

// ---- Grammar ----

describe('dates', () => {
  test.each([
    ['2026-10-12', '12 oct 2026'],
    ['2026-01-01', '1 ene 2026'],
    ['2026-09', 'sep 2026'],
    ['2026', '2026'],
    ['2026-11-12T23:59:00-10:00', '12 nov 2026'],
  ])('%s is "%s"', (text, words) => {
    expect(es.dates.when(at(text))).toBe(words);
  });

  test('a period may have been any of its days', () => {
    expect(es.dates.when({ lo: dayOf(2026, 10, 12), hi: dayOf(2026, 11, 5), precision: 'day', minutes: null })).toBe(
      '12 oct 2026 a 5 nov 2026',
    );
  });

  test.each([
    [0, 'hoy'],
    [1, 'ayer'],
    [2, 'hace 2 días'],
    [27, 'hace 27 días'],
    [28, 'hace 4 semanas'],
    [60, 'hace 2 meses'],
    [100, 'hace 3 meses'],
    [800, 'hace 2 años'],
    [-1, 'dentro de 1 día'],
    [-3, 'dentro de 3 días'],
  ])('%i days before: %s', (days, words) => {
    expect(es.dates.ago(dayOf(2026, 11, 12) - days, dayOf(2026, 11, 12))).toBe(words);
  });

  test('nothing is said of how long ago a month or a year was', () => {
    expect(es.dates.ago(at('2026-10'), dayOf(2026, 11, 12))).toBe('');
  });

  test.each<[string, string, string]>([
    ['performance-status-stale', '2026-02-03', 'El estado funcional no consta desde el 3 feb 2026'],
    ['performance-status-stale', '2026-02', 'El estado funcional no consta desde feb 2026'],
    ['performance-status-stale', '2025', 'El estado funcional no consta desde 2025'],
    ['weight-without-unit', '2025', 'El peso de 2025 no se puede leer: ¿qué valor y en qué unidad?'],
    ['weight-without-unit', '2025-03-01', 'El peso del 1 mar 2025 no se puede leer: ¿qué valor y en qué unidad?'],
  ])('%s with %s: article and preposition fit', (code, text, words) => {
    expect((es.statements as unknown as Record<string, Said>)[code]?.({ when: at(text) })).toBe(words);
  });
});

describe('lists', () => {
  test.each([
    [['dolor'], 'dolor'],
    [['dolor', 'sueño'], 'dolor y sueño'],
    [['dolor', 'insomnio'], 'dolor e insomnio'],
    [['dolor', 'náuseas', 'hipo'], 'dolor, náuseas e hipo'],
    [['cobre', 'hierro'], 'cobre y hierro'],
    [['dolor', 'Íleo'], 'dolor e Íleo'],
  ])('%o', (items, words) => {
    expect(listed(items)).toBe(words);
  });
});

describe('sentences of the first screen', () => {
  const headline = (scenario: string): string => {
    const { headline: said } = assess(fixtureChart(scenario)).recommendation;
    return (es.statements as unknown as Record<string, Said>)[said.code]?.(said.params) ?? '';
  };

  test.each([
    [
      'lung-stage-4-two-unplanned-stays',
      'Se sugiere una consulta de cuidados de apoyo y paliativos, en un plazo de 2 semanas.',
    ],
    ['no-cancer', 'En lo que pudimos leer no consta ningún cáncer activo.'],
  ])('%s', (scenario, sentence) => {
    expect(headline(scenario)).toBe(sentence);
  });

  test('two stays of which nothing says that they were planned', () => {
    const dates = [at('2026-09-02'), at('2026-10-30')];
    expect(es.statements['stays-not-recorded-as-planned']({ count: 2, days: 90, dates })).toBe(
      'Dos hospitalizaciones en 90 días, ninguna consta como programada: 2 sep 2026, 30 oct 2026',
    );
  });

  test('the patient’s no is a preference', () => {
    expect(es.statements['gate-patient-declined']({ on: at('2026-10-12'), until: dayOf(2027, 1, 10) })).toBe(
      'La persona prefiere que no, 12 oct 2026. Preguntar de nuevo el 10 ene 2027.',
    );
  });

  test('a question at the end of what was not seen ends with its own mark', () => {
    expect(es.screen.answer.notSeenLine(['El calcio no consta en 30 días', 'Dolor “8-9”: ¿qué puntuación es?'])).toBe(
      'el calcio no consta en 30 días; dolor “8-9”: ¿qué puntuación es?',
    );
  });
});
