// @vitest-environment happy-dom
/**
 * Every word on every screen comes from `src/words`: under a language of look-alike letters nothing may stand in plain ones but
 * what the chart, the site and the servers say, and a short list of what is the same in every language.
 */
import { act, render, screen as dom } from '@testing-library/react';
import { StrictMode, type ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { App } from '../../src/app/App.tsx';
import type { Opened } from '../../src/app/compose.ts';
import type { Chart } from '../../src/domain/chart/chart.ts';
import { NEEDS_V1 } from '../../src/domain/dosing/profiles.ts';
import { problem } from '../../src/domain/problem.ts';
import type { SubmissionOutcome } from '../../src/domain/referral/outcome.ts';
import { CITATION_TEXTS } from '../../src/domain/triggers/citation-texts.ts';
import { LanguageNote } from '../../src/features/language/LanguageNote.tsx';
import { LanguageSwitch } from '../../src/features/language/LanguageSwitch.tsx';
import { LANGUAGE_IDS } from '../../src/site/site.ts';
import { speak } from '../../src/words/language.ts';
import { launchWords } from '../../src/words/en/launch.ts';
import { LANGUAGE_MARKS, LANGUAGE_NAMES } from '../../src/words/languages.ts';
import type { FollowedReferral, FollowUpState } from '../../src/domain/referral/follow-up.ts';
import { demoSite } from '../support/demo-site.ts';
import { NO_REFERRALS } from '../support/fake-port.ts';
import { chartWithout, fixtureChart, SCENARIOS } from '../support/fixture-chart.ts';
import { DECISION, draftOf, LUNG, mount, type Mounted } from '../support/mount.tsx';
import { plainWords, PSEUDO, saidOnPage } from '../support/pseudo-locale.ts';

beforeEach(() => speak('es', PSEUDO));
afterEach(() => act(() => speak('en', null)));

/** What is the same in every language, and why. */
const SAME_EVERYWHERE: readonly string[] = [
  // The switch names each language in that language.
  ...Object.values(LANGUAGE_NAMES),
  ...Object.values(LANGUAGE_MARKS),
  // Stage groups, and the name of the dosing profile.
  'I',
  'II',
  'III',
  'IV',
  NEEDS_V1.name,
  // References to publications, as they are printed.
  ...Object.values(CITATION_TEXTS),
];

/** Places in which nothing is said by us in the language of the screen. */
const NOT_OURS = [
  // FHIR JSON and technical lines.
  'pre',
  // What is being written: for the chart and the palliative team, in English until somebody changes it.
  'textarea',
  // The letter and the note of an order: what goes into the chart is English.
  '[aria-labelledby^="preview"][tabindex]',
].join(', ');

/** Fields of a chart whose values are the record's own words. Kinds and states are ours, and not among them. */
const RECORD_WORDS = new Set(
  'label name value text display reference mrn stage drug title group phone words by who says code language requesterName relation relationship'.split(
    ' ',
  ),
);

/** From how many characters on the page may cut what the record says. */
const LONG = 150;

function recordWords(value: unknown, key = ''): readonly string[] {
  // Kinds and states have no blank in them: what has one is the record's.
  if (typeof value === 'string') {
    if (!value.includes(' ')) return RECORD_WORDS.has(key) ? [value] : [];
    // Sentences of a plan stand apart from its title, and long words are cut: any beginning of theirs is theirs.
    const sentences = value.split(/[.\n]\s*/);
    const cut = value.length < LONG ? [] : [...value.matchAll(/ /g)].map(({ index }) => value.slice(0, index));
    return [value, ...sentences, ...cut];
  }
  if (value instanceof Set || value instanceof Map) return [];
  if (Array.isArray(value)) return value.flatMap((one) => recordWords(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => recordWords(one, name));
}

/** As the page shows them: as they are, or at the beginning or within a sentence. */
function shown(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => [
    word,
    word.charAt(0).toUpperCase() + word.slice(1),
    word.charAt(0).toLowerCase() + word.slice(1),
  ]);
}

/** Said by the site's file and by the servers. */
const ELSEWHERE: readonly string[] = [
  ...recordWords(demoSite()),
  ...demoSite().referral.services.flatMap(({ name, phone, handOver }) => [name, phone ?? '', handOver ?? '']),
  demoSite().referral.orderName ?? '',
  'ehr.example.org',
  'Demo EHR',
  'Dr. Amara Osei',
  'Practitioner/p1',
  DECISION,
  // Of the referral that was sent, and of the one on record.
  'ServiceRequest/777',
  'Qbdgk',
  'Qvwxz',
  'Qzzkb',
];

/** What stands in plain letters on the page as it is now. */
function leftPlain(chart: Chart | null): readonly string[] {
  const said = saidOnPage(document.body, NOT_OURS);
  // A page that says nothing in the pseudo language would pass for no good reason.
  expect(said.filter(({ text }) => text.includes('⟦')).length).toBeGreaterThan(0);
  const words = chart === null ? [] : shown(recordWords(chart));
  return [...new Set(plainWords(said, [...SAME_EVERYWHERE, ...ELSEWHERE, ...words]))];
}

/** Presses whatever opens in place, until nothing is left to open. */
async function openAll({ user }: Pick<Mounted, 'user'>, most = 200): Promise<void> {
  for (let opened = 0; opened < most; opened += 1) {
    const next = document.querySelector<HTMLElement>(
      '[aria-expanded="false"]:not([aria-haspopup]):not([data-seen]), details:not([open]) > summary',
    );
    if (next === null) return;
    await user.click(next);
    // What does not open in place (a panel) must not be pressed for ever.
    next.setAttribute('data-seen', '');
    if (next.getAttribute('aria-expanded') === 'false') next.removeAttribute('aria-expanded');
  }
}

const settled = (): Promise<unknown> => dom.findByRole('heading', { level: 1 });

describe('a word that does not come from src/words', () => {
  const wrong = (page: ReactNode): readonly string[] => {
    render(
      <div>
        <p>⟦Ŵĥý⟧</p>
        {page}
      </div>,
    );
    return leftPlain(null);
  };

  it.each([
    ['as text', <p key="1">Refer now</p>],
    ['as a name', <button key="1" type="button" aria-label="Close it" />],
    ['as a title', <abbr key="1" title="Refer now" />],
    ['as a placeholder', <input key="1" placeholder="Refer now" />],
    ['as an alternative', <img key="1" alt="Refer now" />],
    ['beside one that does', <p key="1">⟦Ŵĥý⟧ days</p>],
  ])('is found %s', (_place, page) => {
    expect(wrong(page)).toHaveLength(1);
  });

  it('is found where it was handed to a function of src/words', () => {
    expect(wrong(<p>{PSEUDO.screen.answer.settled('hard-coded')}</p>)).toHaveLength(1);
    expect(PSEUDO.screen.answer.settled('hard-coded')).toContain('hard-coded');
  });

  it('is not seen in what the chart says, nor in figures', () => {
    expect(wrong(<p>⟦Ŵĥý⟧, 12/10</p>)).toEqual([]);
  });
});

/** A scenario of each kind of answer, gate and remark, and the long ones. */
const PAGES = SCENARIOS.filter((_, place) => place % 6 === 0).concat(
  LUNG,
  'lung-deceased',
  'no-cancer',
  'teenager-lymphoma',
  'pancreas-hospice',
  'breast-stage-4-referral-open',
  'ovary-referral-prepared',
  'lung-one-visit-diagnosis',
  '34-moderate-distress-self-harm-item',
  '29-breast-stage-4-calcium-with-low-albumin',
);

const STATE = {
  draft: 'prepared',
  active: 'no-answer',
  'on-hold': 'on-hold',
  completed: 'completed',
  revoked: 'cancelled',
  other: 'not-known',
} as const satisfies Record<FollowedReferral['status'], FollowUpState>;

function followed({ asOf }: Chart, status: FollowedReferral['status']): FollowedReferral {
  const day = { lo: asOf - 30, hi: asOf - 30, precision: 'day', minutes: null } as const;
  return {
    origin: 'ehr',
    reference: 'ServiceRequest/777',
    label: 'Qbdgk',
    code: null,
    when: day,
    value: null,
    kind: 'request',
    status,
    isOrder: status !== 'draft',
    weak: true,
    priority: 'routine',
    authored: day,
    wantedBy: null,
    visitDays: null,
    patientAgrees: null,
    requester: { reference: null, name: 'Qvwxz' },
    to: null,
    notes: ['Qzzkb'],
    ended: null,
    version: '1',
  };
}

describe('the chart page', () => {
  it.each([...new Set(PAGES)])('%s', async (scenario) => {
    const chart = fixtureChart(scenario);
    mount({ chart });
    await settled();
    expect(leftPlain(chart)).toEqual([]);
  });

  it.each([LUNG, 'breast-brain-metastases', 'colon-stage-4-long-record', 'prostate-local-ecog-4'])(
    '%s with everything opened',
    async (scenario) => {
      const chart = fixtureChart(scenario);
      const mounted = mount({ chart });
      await settled();
      await openAll(mounted);
      expect(leftPlain(chart)).toEqual([]);
    },
  );

  it('with sources that failed, were forbidden, cut off or not offered', async () => {
    const chart = fixtureChart(LUNG, {
      Encounter: { state: 'failed', problem: problem('timeout', 'GET Encounter') },
      Procedure: { state: 'forbidden', problem: null },
      Goal: { state: 'forbidden', problem: problem('forbidden', 'GET Goal') },
      Observation: { state: 'partial', count: 2, newest: null, why: problem('too-much', 'GET Observation') },
      Task: { state: 'unsupported' },
      CarePlan: { state: 'not-asked' },
    });
    const mounted = mount({ chart, launch: { askedLess: true } });
    await settled();
    await openAll(mounted);
    expect(leftPlain(chart)).toEqual([]);
  });

  it.each(['draft', 'active', 'on-hold', 'completed', 'revoked', 'other'] as const)(
    'with a referral that is %s, and what can be done with it',
    async (status) => {
      const chart = fixtureChart(LUNG);
      const referral = followed(chart, status);
      const records = { ...NO_REFERRALS, referrals: [referral], unread: status === 'other' ? (['Task'] as const) : [] };
      const problems = problem('invalid', 'PUT', { status: 422 });
      const { user } = mount({
        chart,
        followUp: {
          read: () => Promise.resolve(records),
          amend: ({ amendment: { action } }) => Promise.resolve({ at: 'refused', action, problem: problems }),
        },
      });
      await settled();
      await dom.findByText(PSEUDO.followUp.state[STATE[status]], { exact: false });
      expect(leftPlain(chart)).toEqual([]);
      for (const open of document.querySelectorAll<HTMLElement>('[data-action]')) {
        await user.click(open);
        expect(leftPlain(chart)).toEqual([]);
        await user.click(open);
      }
    },
  );

  it('while it is being read', async () => {
    const { port } = mount({ slow: true });
    expect(leftPlain(fixtureChart(LUNG))).toEqual([]);
    const chart = chartWithout(LUNG, ['Encounter']);
    act(() => port.progress({ chart, pending: ['Encounter'] }));
    await settled();
    expect(leftPlain(chart)).toEqual([]);
  });

  it('that could not be read', async () => {
    mount({ unreadable: problem('timeout', 'GET Patient/{id}') });
    await settled();
    expect(leftPlain(null)).toEqual([]);
  });

  it.each([
    ['opened by signing in', { launch: { from: 'sign-in' as const } }, 0],
    ['near its end', { expiresAt: Date.UTC(2026, 10, 12, 13, 4) }, 0],
    ['at its end', { expiresAt: 1 }, 0],
    ['hidden after 15 minutes', {}, 15],
    ['not the patient that was opened', { verify: problem('wrong-patient', 'x') }, 15],
  ])('of a session %s', async (_name, options, minutes) => {
    let time = Date.UTC(2026, 10, 12, 13);
    const { session, user } = mount(options, { now: () => time });
    await settled();
    time += minutes * 60_000;
    act(() => session.presence.look());
    const cover = document.querySelector('dialog button');
    if (minutes > 0 && 'verify' in options && cover !== null) await user.click(cover);
    expect(leftPlain(fixtureChart(LUNG))).toEqual([]);
  });

  it('closing with a draft', async () => {
    const chart = fixtureChart(LUNG);
    const kept = { decisionId: DECISION, draft: draftOf(chart, 'Breathless.'), phase: { at: 'editing' } } as const;
    const { user } = mount({ kept });
    await settled();
    await user.click(await dom.findByRole('button', { name: PSEUDO.closing.close }));
    const { notSent, discards } = PSEUDO.closing;
    expect(dom.getByText(`${notSent.referral} ${discards}`)).toBeVisible();
    expect(leftPlain(chart)).toEqual([]);
  });
});

describe('the referral', () => {
  const timeout = problem('timeout', 'GET ServiceRequest');

  async function form(chart: Chart, options: Parameters<typeof mount>[0]): Promise<Mounted> {
    const mounted = mount({ chart, ...options });
    await mounted.user.click(await dom.findByRole('button', { name: PSEUDO.screen.refer.open }));
    await dom.findByRole('heading', { name: PSEUDO.referral.to(chart.patient.name) });
    return mounted;
  }

  it.each<[name: string, options: NonNullable<Parameters<typeof mount>[0]>, scenario?: string]>([
    ['as an order', {}],
    ['prepared by staff', { role: 'staff', via: { channel: 'fhir-create', makes: 'proposal', staged: false } }],
    ['taken in for review', { via: { channel: 'fhir-create', makes: 'order', staged: true } }],
    ['as a request', { via: { channel: 'task', whyNotBest: 'not-granted' } }],
    ['as a message', { via: { channel: 'communication', whyNotBest: 'not-advertised' } }],
    ['as a letter in the chart', { via: { channel: 'note', whyNotBest: 'switched-off' } }],
    ['by letter alone', { via: { channel: 'manual', why: 'not-granted' } }],
    ['that could not be checked', { check: { result: 'could-not-check', why: timeout } }],
    ['behind a gate', {}, 'pancreas-hospice'],
  ])('form %s', async (_name, options = {}, scenario = LUNG) => {
    const chart = fixtureChart(scenario);
    const mounted = await form(chart, options);
    // What is still missing is said beside the button.
    const send = dom.queryByRole('button', { name: new RegExp(chart.patient.name) });
    if (send !== null) await mounted.user.click(send);
    expect(leftPlain(chart)).toEqual([]);
    await mounted.user.click(dom.getByRole('radio', { name: PSEUDO.referral.agreesOption['not-yet-asked'] }));
    await openAll(mounted);
    expect(leftPlain(chart)).toEqual([]);
  });

  const there = { reference: 'ServiceRequest/777', readBack: true, alsoOpen: [] };
  it.each<readonly [string, SubmissionOutcome]>([
    ['order placed', { outcome: 'placed', ...there }],
    ['prepared', { outcome: 'prepared', via: 'fhir-create', ...there }],
    ['message sent', { outcome: 'filed', as: 'communication', ...there }],
    ['taken in', { outcome: 'staged', reference: null }],
    ['refused', { outcome: 'refused', problems: [problem('forbidden', 'POST ServiceRequest')] }],
    ['unknown', { outcome: 'unknown', via: 'fhir-create', why: timeout }],
    ['by letter', { outcome: 'manual' }],
  ])('after it: %s', async (_name, outcome) => {
    const chart = fixtureChart(LUNG);
    const phase = { at: 'settled', outcome, time: Date.UTC(2026, 10, 12, 13) } as const;
    const mounted = mount({ kept: { decisionId: DECISION, draft: draftOf(chart), phase } });
    await settled();
    await openAll(mounted);
    expect(leftPlain(chart)).toEqual([]);
  });
});

describe('a launch that failed', () => {
  const cases = Object.entries(launchWords.problems).flatMap(([step, kinds]) =>
    Object.keys(kinds).map((kind) => [step, kind] as const),
  );

  it.each(cases)('%s: %s', async (step, kind) => {
    const opened = { ok: false, problem: { step, kind, said: 'access_denied', detail: 'x' } } as Extract<
      Opened,
      { ok: false }
    >;
    await act(async () => {
      render(
        <StrictMode>
          <App opening={Promise.resolve(opened)} />
        </StrictMode>,
      );
      await Promise.resolve();
    });
    await settled();
    // Said by the EHR, in its own words.
    expect(leftPlain(null).filter((one) => !one.includes('"access_denied"'))).toEqual([]);
  });
});

describe('the switch between languages', () => {
  it('has only the names of the languages in plain letters', () => {
    render(
      <>
        <LanguageSwitch offered={LANGUAGE_IDS} />
        <LanguageNote />
      </>,
    );
    expect(leftPlain(null)).toEqual([]);
  });
});
