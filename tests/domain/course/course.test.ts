/** The course of the disease in scenes: what stands in which lane, for how long a value holds, what was not read. */
import { expect, test } from 'vitest';
import { courseOf, type CourseOptions } from '../../../src/domain/course/course.ts';
import type { Course, CourseItem, Lane, LaneId, What } from '../../../src/domain/course/item.ts';
import { isoDay } from '../../../src/domain/logic/when.ts';
import { fixtureChart } from '../../support/fixture-chart.ts';
import {
  ago,
  at,
  chartOf,
  condition,
  daysInHospital,
  diseaseStatus,
  ecog,
  edVisit,
  karnofsky,
  procedure,
  referral,
  stageGroup,
  stay,
  visitDiagnosis,
  type Resource,
  type Scene,
} from '../../support/chart-of.ts';
import { esas, pain, weight } from '../../support/builders/observations.ts';
import { decision, episodeOfCare, palliativeAppointment } from '../../support/builders/planning.ts';
import { cycles, order, statement, supply } from '../../support/builders/treatment.ts';

function course(resources: readonly Resource[], scene?: Scene, options?: CourseOptions): Course {
  return courseOf(chartOf(resources, scene), options);
}

function laneOf({ lanes }: Course, id: LaneId): Lane {
  const lane = lanes.find((one) => one.id === id);
  if (lane === undefined) throw new Error(`no lane ${id}`);
  return lane;
}

/** "2026-11-05", "2025-01-01..2025-12-31", "2026-09-01 to 2026-09-07". */
function days({ span, until }: CourseItem): string {
  if (span === null) return 'undated';
  const start = span.first === span.last ? isoDay(span.first) : `${isoDay(span.first)}..${isoDay(span.last)}`;
  if (until === null) return start;
  return until.how === 'recorded' ? `${start} to ${isoDay(until.last)}` : `${start} ${until.how}`;
}

function said(what: What): string {
  switch (what.is) {
    case 'diagnosis':
    case 'metastasis':
      return `${what.is} ${what.standing}${what.is === 'diagnosis' && what.again ? ' again' : ''}`;
    case 'stage':
      return `stage ${what.text}`;
    case 'disease-status':
      return what.status;
    case 'line':
      return `line ${what.number} ${what.drugs.join('+')}`;
    case 'treatment':
      return `outside ${what.drug ?? ''}`;
    case 'radiotherapy':
      return `radiotherapy ${what.sessions}`;
    case 'stay':
      return what.kind;
    case 'performance':
      return `${what.scale} ${what.value}`;
    case 'asking':
      return `${what.worst.item} ${what.worst.score} of ${what.scores}${what.setAside ? ' set aside' : ''}`;
    case 'weight':
      return String(what.kilograms);
    case 'referral':
      return `referral ${what.to} ${what.status}`;
    case 'care':
      return `${what.of} ${what.how}`;
    case 'decision':
      return what.decision;
    case 'm-category':
    case 'effusion':
    case 'spread-sign':
    case 'death':
    case 'transplant':
    case 'planned-treatment':
    case 'symptom-unclear':
    case 'distress':
    case 'appointment':
      return what.is;
    default:
      return what satisfies never;
  }
}

const itemsOf = (lane: Lane): readonly string[] =>
  [...lane.items, ...lane.undated].map((one) => `${said(one.what)} ${days(one)}`);
const stepsOf = ({ steps }: Lane): readonly string[] =>
  steps.map(
    ({ first, last, low, high }) =>
      `${isoDay(first)} to ${isoDay(last)}: ${low === high ? String(low) : `${low}-${high}`}`,
  );

type Row = readonly [
  scene: string,
  lane: LaneId,
  resources: readonly Resource[],
  items: readonly string[],
  scene?: Scene,
];

const LUNG = condition('C34.11', { id: 'lung', onset: ago(400), recorded: ago(390) });

const ROWS: readonly Row[] = [
  ['a diagnosis stands on its first day on record', 'cancer', [LUNG], [`diagnosis present ${ago(400)}`]],
  [
    'a year stays a year, up to the day from which we look',
    'cancer',
    [condition('C34.11', { onset: '2026' })],
    ['diagnosis present 2026-01-01..2026-11-12'],
  ],
  [
    'a metastasis that is coded at every visit is one mark, on its first day',
    'cancer',
    [LUNG, ...[90, 60, 30].map((day) => visitDiagnosis('C79.31', ago(day)))],
    [`diagnosis present ${ago(400)}`, `metastasis present ${ago(90)}`],
  ],
  [
    'stage and progression',
    'cancer',
    [LUNG, stageGroup('IV', ago(380)), diseaseStatus('271299001', ago(20))],
    [`diagnosis present ${ago(400)}`, `stage IV ${ago(380)}`, `worsened ${ago(20)}`],
  ],
  [
    'what nobody has confirmed is not told as certain',
    'cancer',
    [condition('C34.11', { onset: ago(20), verification: 'provisional' })],
    [`diagnosis unclear ${ago(20)}`],
  ],
  [
    'what has no date is kept apart',
    'cancer',
    [{ ...condition('C34.11'), onsetDateTime: undefined }],
    ['diagnosis present undated'],
  ],
  [
    'two lines, from the first dose to the last',
    'treatment',
    [LUNG, ...cycles('carboplatin', 300, 216), ...cycles('docetaxel', 100, 16)],
    [`line 1 carboplatin ${ago(300)} to ${ago(216)}`, `line 2 docetaxel ${ago(100)} to ${ago(16)}`],
  ],
  [
    'an order that tells no end is open',
    'treatment',
    [LUNG, order('docetaxel', ago(100)), order('docetaxel', ago(70))],
    [`line 1 docetaxel ${ago(100)} guessed`],
  ],
  [
    'supply that lasts beyond today goes on',
    'treatment',
    [LUNG, order('osimertinib', ago(20), supply(90))],
    [`line 1 osimertinib ${ago(20)} goes-on`],
  ],
  [
    'adjuvant hormones are no line',
    'treatment',
    [condition('C50.911', { onset: ago(700) }), statement('anastrozole', ago(300))],
    [`outside anastrozole ${ago(300)} guessed`],
  ],
  [
    'sessions of radiotherapy are one course until they pause',
    'treatment',
    [LUNG, ...[60, 59, 58, 20, 19].map((day) => procedure('108290001', ago(day)))],
    [`radiotherapy 3 ${ago(60)} to ${ago(58)}`, `radiotherapy 2 ${ago(20)} to ${ago(19)}`],
  ],
  ['treatment without a date', 'treatment', [LUNG, order('docetaxel', null)], ['outside docetaxel undated']],
  [
    'emergency, unplanned, planned, not said, unknown',
    'hospital',
    [
      edVisit(at(200, '10:00'), at(200, '15:00')),
      stay({ start: ago(150), end: ago(145), from: 'emergency' }),
      stay({ start: ago(120), end: ago(118), priority: 'EL' }),
      stay({ start: ago(90), end: ago(88) }),
      stay({ class: 'urn:oid:1|ZZ|Something', start: ago(60), end: ago(59) }),
    ],
    [
      `ed ${ago(200)} to ${ago(200)}`,
      `unplanned ${ago(150)} to ${ago(145)}`,
      `planned ${ago(120)} to ${ago(118)}`,
      `presumed-unplanned ${ago(90)} to ${ago(88)}`,
      `unknown ${ago(60)}`,
    ],
  ],
  ['a stay that goes on', 'hospital', [stay({ start: ago(3), end: null })], [`presumed-unplanned ${ago(3)} goes-on`]],
  [
    'every scale of function stands in its lane',
    'function',
    [ecog(1, ago(90)), karnofsky(60, ago(30)), ecog('1-2', ago(5)), ecog(3, null)],
    [`ecog 1 ${ago(90)}`, `karnofsky 60 ${ago(30)}`, `ecog 1-2 ${ago(5)}`, 'ecog 3 undated'],
  ],
  [
    'the scores of one day are one asking, told by the worst of the body',
    'symptoms',
    [esas('Pain', 4, ago(10)), esas('Nausea', 6, ago(10)), esas('Anxiety', 9, ago(10))],
    [`nausea 6 of 3 ${ago(10)}`],
  ],
  [
    'scores taken in hospital are another asking, and set aside',
    'symptoms',
    [daysInHospital(12), pain(9, ago(12)), pain(3, ago(40))],
    [`pain 3 of 1 ${ago(40)}`, `pain 9 of 1 set aside ${ago(12)}`],
  ],
  [
    'referral, visit, enrolment, decision',
    'care',
    [
      referral('306237005', ago(80)),
      condition('305686008', { recorded: ago(60) }),
      episodeOfCare('385763009', { start: ago(30), end: ago(10) }),
      decision('defer', ago(75)),
    ],
    [
      `referral palliative active ${ago(80)}`,
      `not-now ${ago(75)}`,
      `palliative contact ${ago(60)}`,
      `hospice standing ${ago(30)} to ${ago(10)}`,
    ],
  ],
];

for (const [scene, id, resources, items, more] of ROWS) {
  test(scene, () => {
    expect(itemsOf(laneOf(course(resources, more), id))).toEqual(items);
  });
}

test('a visit that is still to come is not drawn ahead of today', () => {
  const lane = laneOf(course([{ ...palliativeAppointment(ago(-5)), created: ago(3) }]), 'care');
  expect(itemsOf(lane)).toEqual([`appointment ${ago(3)}`]);
});

const HELD: readonly (readonly [
  scene: string,
  lane: LaneId,
  resources: readonly Resource[],
  steps: readonly string[],
])[] = [
  [
    'function stands 60 days after a reading, and then nobody knows',
    'function',
    [ecog(1, ago(200)), ecog(3, ago(7))],
    [`${ago(200)} to ${ago(140)}: 20`, `${ago(7)} to ${ago(0)}: 60`],
  ],
  [
    'a reading of hospital stands 14 days',
    'function',
    [
      stay({ id: 'e1', start: ago(101), end: ago(96) }),
      { ...ecog(3, ago(100)), encounter: { reference: 'Encounter/e1' } },
    ],
    [`${ago(100)} to ${ago(86)}: 60`],
  ],
  [
    'the next reading ends it, whatever its scale',
    'function',
    [ecog(1, ago(50)), karnofsky(60, ago(20))],
    [`${ago(50)} to ${ago(20)}: 20`, `${ago(20)} to ${ago(0)}: 40`],
  ],
  [
    'words that are not understood end it, and nothing stands in their place',
    'function',
    [ecog(1, ago(50)), ecog('as before', ago(20))],
    [`${ago(50)} to ${ago(20)}: 20`],
  ],
  ['a range stays a range', 'function', [ecog('2-3', ago(10))], [`${ago(10)} to ${ago(0)}: 40-60`]],
  ['a year holds nothing: on no day does it surely count', 'function', [ecog(2, '2025')], []],
  [
    'that only pain was asked again does not take breathlessness away',
    'symptoms',
    [esas('Shortness of breath', 8, ago(25)), esas('Pain', 2, ago(10))],
    [`${ago(25)} to ${ago(0)}: 8`],
  ],
  [
    'a symptom stands 30 days',
    'symptoms',
    [pain(7, ago(100)), pain(3, ago(50))],
    [`${ago(100)} to ${ago(70)}: 7`, `${ago(50)} to ${ago(20)}: 3`],
  ],
  [
    'a score of hospital stands only where there is no other',
    'symptoms',
    [daysInHospital(12), pain(9, ago(12)), pain(3, ago(20))],
    [`${ago(20)} to ${ago(0)}: 3`],
  ],
  ['mood draws no line', 'symptoms', [esas('Anxiety', 8, ago(10))], []],
  [
    'a weight of a unit nobody told draws none',
    'weight',
    [weight(70, ago(20), null), weight(71, ago(10))],
    [`${ago(10)} to ${ago(0)}: 71`],
  ],
];

for (const [scene, id, resources, steps] of HELD) {
  test(scene, () => {
    expect(stepsOf(laneOf(course(resources), id))).toEqual(steps);
  });
}

test('a site that counts readings longer draws them longer', () => {
  const options: CourseOptions = { thresholds: { 'poor-performance-status': { windowDays: 30 } } };
  const lane = laneOf(course([ecog(1, ago(100))], {}, options), 'function');
  expect(stepsOf(lane)).toEqual([`${ago(100)} to ${ago(70)}: 20`]);
  expect(lane.holds).toEqual({ days: 30, inpatient: 14 });
});

test('an empty lane is complete only where its sources were read', () => {
  const whole = course([]);
  expect(whole.lanes.every(({ complete }) => complete)).toBe(true);
  for (const state of ['failed', 'forbidden', 'partial', 'unsupported', 'not-asked'] as const) {
    const lane = laneOf(course([], { states: { Encounter: state } }), 'hospital');
    expect(lane).toMatchObject({ complete: false, unsureBefore: 'all', unread: [{ source: 'Encounter', state }] });
  }
});

test('what is still being read is not told as missing, nor the lane as complete', () => {
  const chart = chartOf([], { states: { Encounter: 'not-asked' } });
  const lane = laneOf(courseOf(chart, { pending: ['Encounter'] }), 'hospital');
  expect(lane).toMatchObject({ complete: false, unread: [{ source: 'Encounter', state: 'pending' }] });
});

test('before what came of a source that was cut off, nothing is sure', () => {
  const lane = laneOf(
    course([stay({ start: ago(20), end: ago(18) })], { states: { Encounter: 'partial' } }),
    'hospital',
  );
  expect(lane.unsureBefore).toBe(lane.items[0]?.span?.first);
});

test('before the first day that was asked for, nothing is sure', () => {
  const options: CourseOptions = { askedBack: { Encounter: 365, Observation: { weight: 240 } } };
  const all = course([], {}, options);
  expect(laneOf(all, 'hospital').unsureBefore).toBe(all.asOf - 365);
  expect(laneOf(all, 'weight').unsureBefore).toBe(all.asOf - 240);
  expect(laneOf(all, 'function').unsureBefore).toBeNull();
});

test('an enrolment list that no EHR is asked for leaves no hole', () => {
  const lane = laneOf(course([], { states: { EpisodeOfCare: 'not-asked' } }), 'care');
  expect(lane).toMatchObject({ complete: true, unsureBefore: null, unread: [{ source: 'EpisodeOfCare' }] });
});

test('a whole chart of the fixtures', () => {
  const all = courseOf(fixtureChart('lung-stage-4-two-unplanned-stays'));
  expect(itemsOf(laneOf(all, 'hospital'))).toEqual([
    'ed 2026-03-10 to 2026-03-10',
    'unplanned 2026-09-01 to 2026-09-07',
    'presumed-unplanned 2026-10-30 to 2026-11-03',
  ]);
  expect(itemsOf(laneOf(all, 'function'))).toEqual(['ecog 1 2026-08-08', 'ecog 2 2026-11-05']);
  expect(isoDay(all.first)).toBe('2025-03-18');
});
