/**
 * The named states of the screen: one list, judged by the journeys (`m25-everyone.spec.ts`) and drawn by `npm run screens`. A state
 * says how to get there in the demo EHR, by role and name as a user would, and by what it is known to be that state.
 * What is new on the screen gets its state here.
 */
import type { Locator, Page } from '@playwright/test';
import type { ServiceRequest } from 'fhir/r4';
import { commitThenDrop, hold, rewriteBody, status } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { openFact } from '../journeys/add-facts.ts';
import { decided } from '../journeys/decided.ts';
import { sized } from './charts.ts';

export interface Place {
  readonly page: Page;
  readonly ehr: Sandbox;
}

export interface State {
  /** Also the name of its pictures. */
  readonly name: string;
  /** The demo EHR with the long charts, instead of the one with all others. */
  readonly ehr?: 'sized';
  /** Ruth Martin when absent. */
  readonly patient?: string;
  readonly launch?: Omit<Parameters<Sandbox['launchUrl']>[0], 'patient'>;
  /** Trouble at the EHR, or a clock that can be moved, before the chart is opened. */
  readonly before?: (place: Place) => unknown;
  /** Another address than that of a launch. */
  readonly address?: (ehr: Sandbox) => string;
  /** From the opened chart on. */
  readonly reach?: (place: Place) => Promise<void>;
  /** All of these are seen, and nothing of `not`: then it is this state. */
  readonly shown: (page: Page) => readonly Locator[];
  readonly not?: (page: Page) => readonly Locator[];
}

const RUTH = 'lung4-patient';
const MINUTE = 60_000;

/** Gets there and makes sure of it. Rejects when it is another state. What `before` has set up at the EHR stays until it is cleared. */
export async function arrive(state: State, place: Place): Promise<void> {
  const { page, ehr } = place;
  page.setDefaultTimeout(15_000);
  await state.before?.(place);
  await page.goto(state.address?.(ehr) ?? ehr.launchUrl({ ...state.launch, patient: state.patient ?? RUTH }));
  await state.reach?.(place);
  for (const seen of state.shown(page)) await seen.first().waitFor({ timeout: 15_000 });
  for (const absent of state.not?.(page) ?? [])
    if (await absent.first().isVisible()) throw new Error(`${state.name}: ${absent.toString()} is seen`);
}

const answer = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name });
const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { name });
const text = (page: Page, words: string | RegExp): Locator => page.getByText(words);
const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });
const press = (page: Page, name: string | RegExp): Promise<void> => button(page, name).first().click();
const sources = (page: Page): Locator => page.getByRole('region', { name: 'Sources' });
const source = (page: Page, line: RegExp): Locator => sources(page).getByRole('listitem').filter({ hasText: line });

const ANSWERED = /suggested/;
const QUESTION = 'What you ask of them';
const VISIT = /visit is suggested/;

const outcome = (code: string, diagnostics: string): object => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code, diagnostics }],
});

/** A source that has no end: released with the EHR's faults it is not, the page is gone by then. */
const neverAnswers = (path: string | RegExp) => ({ method: 'GET', path, action: hold() });

const gate = (name: string, patient: string, sentence: RegExp, more: Partial<State> = {}): State => ({
  name: `gate-${name}`,
  patient,
  shown: (page) => [answer(page, sentence), sources(page)],
  ...more,
});

async function openAdding({ page }: Place): Promise<void> {
  await sources(page).waitFor();
  await press(page, 'Add what you know');
}

async function enter(page: Page, kind: string, fill: (form: Locator) => Promise<void>): Promise<void> {
  const form = await openFact(page, kind);
  await fill(form);
  await form.getByRole('button', { name: 'Add', exact: true }).click();
}

async function enterEcog({ page }: Place): Promise<void> {
  await enter(page, 'Performance status', (form) => form.getByRole('radio', { name: /^3: in bed or chair/ }).check());
}

async function openForm({ page }: Place): Promise<void> {
  await press(page, 'Refer…');
  await text(page, 'Looking for other referrals before anything can be sent.').waitFor({ state: 'hidden' });
}

/** Other settings of every specialist service than those of the demonstration. */
async function withServices(page: Page, change: (allocation: object) => object): Promise<void> {
  await page.route('**/site.json', async (route) => {
    const response = await route.fetch();
    const site = (await response.json()) as {
      referral: { services: { kind?: string; allocation?: object }[] };
    };
    for (const one of site.referral.services)
      if (one.kind !== 'navigator') one.allocation = { ...one.allocation, ...change(one.allocation ?? {}) };
    await route.fulfill({ response, json: site });
  });
}

async function filledForm(place: Place): Promise<void> {
  await openForm(place);
  await place.page.getByLabel(QUESTION).fill('Please help with pain at night and with planning ahead.');
  await place.page.getByRole('radio', { name: 'Yes', exact: true }).check();
}

const sendButton = (page: Page): Locator => button(page, /^(Send|Prepare) referral for /);

async function sent(place: Place): Promise<void> {
  await filledForm(place);
  await sendButton(place.page).click();
}

async function openTrigger(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('region', { name: 'Why' }).getByRole('button', { name }).first().click();
}

/** Opens everything in a part of the page that opens. */
async function unfold(part: Locator): Promise<void> {
  const folded = part.getByRole('button', { expanded: false });
  while ((await folded.count()) > 0) await folded.first().click();
}

const NO_WRITING = ['ServiceRequest.create', 'Task.create', 'Communication.create', 'DocumentReference.create'];

const deciding = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

/** Opens the form of an answer, and waits until it is known where it would be saved. */
async function decide({ page }: Place, name: string): Promise<void> {
  await sources(page).waitFor();
  await page.getByRole('group', { name: 'Other answers' }).getByRole('button', { name }).click();
  await text(page, 'Looking where it can be saved.').waitFor({ state: 'hidden' });
}

const saveDecision = (page: Page): Locator => button(page, /^Save for /);

async function savedDecision(place: Place, name: string): Promise<void> {
  await decide(place, name);
  if (name === 'Not now') await place.page.getByRole('radio', { name: 'No time at this visit' }).check();
  if (name === OUR_TEAM)
    await place.page.getByRole('group', { name: 'Your team takes on' }).getByRole('checkbox').first().check();
  await saveDecision(place.page).click();
}

const NOT_NOW = 'Not now';
const NOT_AGAIN = 'Patient prefers not to';
const OUR_TEAM = 'Our team will do it';

const OPENING: readonly State[] = [
  {
    name: 'asking-the-ehr',
    before: ({ ehr }) => ehr.faults.add(neverAnswers('smart-configuration')),
    shown: (page) => [text(page, 'Opening the chart…')],
  },
  {
    name: 'waiting-for-the-token',
    before: ({ ehr }) => ehr.faults.add({ method: 'POST', path: '/auth/token', action: hold() }),
    // Of the app's own page: that of the launch ends in dots.
    shown: (page) => [page.getByRole('heading', { level: 1, name: 'Opening the chart', exact: true })],
    not: (page) => [page.getByRole('banner')],
  },
  {
    name: 'opening',
    before: ({ ehr }) => ehr.faults.add(neverAnswers(/\/fhir\/[A-Z]/)),
    shown: (page) => [answer(page, 'Reading the chart.'), text(page, 'Nothing can be said yet.')],
  },
  {
    name: 'so-far',
    before: async ({ page, ehr }) => {
      ehr.faults.add(neverAnswers('/fhir/Procedure?'));
      await page.clock.install();
    },
    reach: async ({ page }) => {
      await answer(page, /^So far: /).waitFor();
      // What stands below the answer is shown to who has waited for five seconds.
      await page.clock.runFor(5200);
    },
    shown: (page) => [
      answer(page, /^So far: /),
      text(page, /^Still reading: /),
      source(page, /^Procedures\s*being read/),
    ],
    not: (page) => [button(page, 'Refer…')],
  },
  {
    name: 'so-far-nothing-found',
    patient: 'breastwell-patient',
    before: ({ ehr }) => ehr.faults.add(neverAnswers('/fhir/Procedure?')),
    shown: (page) => [answer(page, /^(So far|Reading)/), text(page, /^Still reading: /)],
    not: (page) => [text(page, /^Nothing recorded/)],
  },
];

const ANSWERS: readonly State[] = [
  { name: 'specialist', shown: (page) => [answer(page, VISIT), button(page, 'Refer…'), sources(page)] },
  {
    name: 'navigator',
    patient: 'colonlong-patient',
    shown: (page) => [answer(page, /nurse call is suggested/), sources(page)],
  },
  {
    name: 'oncology-team',
    patient: 's35a-patient',
    shown: (page) => [answer(page, /^Supportive care by your own team/), sources(page)],
  },
  {
    name: 'watch',
    patient: 'breastwell-patient',
    shown: (page) => [answer(page, /^Nothing recorded calls for a supportive-care step now/), sources(page)],
  },
  {
    name: 'too-little-recorded',
    patient: 'breast2-patient',
    shown: (page) => [answer(page, /^Too little is recorded to say/), sources(page)],
  },
  {
    name: 'hospice-conversation',
    patient: 'colon3-patient',
    reach: async ({ page }) => {
      await enter(page, 'No further cancer treatment', async (form) => {
        await form.getByRole('checkbox').or(form.getByRole('radio')).first().check();
      });
    },
    shown: (page) => [answer(page, /^A goals-of-care conversation is suggested/)],
  },
  {
    name: 'safety-notice',
    patient: 's28a-patient',
    shown: (page) => [
      page.getByRole('list', { name: 'Recorded, with a protocol of your site' }),
      answer(page, VISIT),
      sources(page),
    ],
  },
  {
    name: 'wishes-recorded',
    patient: 'wishes-patient',
    shown: (page) => [answer(page, VISIT), sources(page)],
  },
];

const GATES: readonly State[] = [
  gate('hospice', 'panc-patient', /^Hospice care recorded since /),
  gate('deceased', 'lungdead-patient', /^Recorded as deceased, /, { not: (page) => [button(page, /^Refer/)] }),
  gate('no-active-cancer', 'nocancer-patient', /^No active cancer is recorded in what we could read/),
  gate('in-remission', 's19a-patient', /^In remission/),
  gate('cancer-status-unclear', 'lungone-patient', /^Cancer status unclear: /, {
    shown: (page) => [answer(page, /^Cancer status unclear: /), button(page, /^It is active cancer: /), sources(page)],
  }),
  {
    name: 'cancer-confirmed',
    patient: 'lungone-patient',
    reach: async ({ page }) => await press(page, /^It is active cancer: /),
    shown: (page) => [page.getByRole('list', { name: 'Said at this visit' }).getByText(/Confirmed as active cancer/)],
    not: (page) => [answer(page, /^Cancer status unclear: /)],
  },
  gate('referral-open', 'breastref-patient', /^Already referred/),
  gate('referral-prepared', 'ovary-patient', /^Referral prepared /),
  gate('under-18', 'teen-patient', /^Under 18/, { not: (page) => [button(page, /^Refer/)] }),
  gate('comfort-care', 's43-patient', /^A comfort-care plan is on record since /),
  gate('under-specialist-care', 's61-patient', /^Already seen by the supportive & palliative care team/),
];

const TROUBLE: readonly State[] = [
  {
    name: 'patient-unreadable',
    before: ({ ehr }) =>
      ehr.faults.add({
        method: 'GET',
        path: `/fhir/Patient/${RUTH}`,
        action: status(403, outcome('forbidden', 'This user may not see this chart.')),
      }),
    shown: (page) => [
      answer(page, 'The patient’s record could not be read, so there is no answer.'),
      button(page, 'Try again'),
    ],
  },
  {
    name: 'launch-problem',
    address: (ehr) => `${ehr.appUrl}/launch.html?iss=https%3A%2F%2Fother.invalid%2Ffhir&launch=x`,
    shown: (page) => [answer(page, 'The app is not set up for this EHR server.')],
  },
  {
    name: 'sign-in-refused',
    launch: { error: 'access_denied' },
    shown: (page) => [answer(page, 'Access was not allowed at sign-in.')],
  },
  {
    name: 'no-chart-open',
    address: (ehr) => `${ehr.appUrl}/index.html`,
    shown: (page) => [answer(page, 'No chart is open.')],
  },
  {
    name: 'sources-in-trouble',
    launch: { withhold: ['Coverage', 'Goal'] },
    before: ({ ehr }) => {
      ehr.faults.add({
        method: 'GET',
        path: '/fhir/Encounter?',
        action: status(403, outcome('forbidden', 'No access to encounters')),
      });
      ehr.faults.add({ method: 'GET', path: '/fhir/CarePlan?', action: status(400, outcome('exception', 'broken')) });
      ehr.faults.add({
        method: 'GET',
        path: '/fhir/Condition?',
        action: rewriteBody((bundle) => ({
          ...bundle,
          entry: [...((bundle['entry'] ?? []) as object[]), { resource: { resourceType: 'Condition' } }],
        })),
      });
    },
    reach: async ({ page }) => {
      await answer(page, ANSWERED).waitFor();
      await press(page, /record(s)? (was|were) left out$/);
    },
    shown: (page) => [
      source(page, /^Encounters\s*not allowed/),
      source(page, /^Care plans\s*could not be read/),
      source(page, /^Diagnoses\s*read in part/),
    ],
  },
];

const BASIS: readonly State[] = [
  {
    name: 'trigger-open',
    patient: 'colon3-patient',
    reach: async ({ page }) => openTrigger(page, /^Met: Needs much help with daily life/),
    shown: (page) => [
      text(page, /not older than 60 days/).filter({ visible: true }),
      text(page, /NCCN/).filter({ visible: true }),
    ],
  },
  {
    name: 'trigger-open-with-record',
    patient: 'colon3-patient',
    reach: async ({ page }) => {
      await openTrigger(page, /^Met: Needs much help with daily life/);
      await button(page, 'Open the FHIR record').filter({ visible: true }).first().click();
    },
    shown: (page) => [text(page, /"resourceType": "Observation"/), text(page, /89247-1/)],
  },
  {
    name: 'all-folds-open',
    reach: async ({ page }) => {
      await sources(page).waitFor();
      for (const group of [/^Not met \d/, /^Does not apply \d/]) {
        const fold = button(page, group);
        if ((await fold.count()) > 0) await fold.click();
      }
      await openTrigger(page, /^Not met: /);
    },
    shown: (page) => [button(page, /^Not met: /), button(page, /^Met: /)],
  },
  {
    name: 'not-seen-open',
    patient: 'breast2-patient',
    reach: async ({ page }) => press(page, /^Not seen: .* more/),
    shown: (page) => [page.getByRole('list', { name: 'What could not be seen' })],
  },
];

const SECTIONS: readonly State[] = [
  {
    name: 'course-mark-chosen',
    reach: async ({ page }) => {
      const course = page.getByRole('region', { name: 'Course', exact: true });
      await course.locator('svg [role=button][tabindex="0"]').first().focus();
      await page.keyboard.press('Enter');
    },
    shown: (page) => [page.getByRole('region', { name: 'Chosen in the picture' }).getByRole('listitem')],
  },
  {
    name: 'course-whole-and-as-table',
    patient: 'full-patient',
    reach: async ({ page }) => {
      const course = page.getByRole('region', { name: 'Course', exact: true });
      await course.getByRole('button', { name: 'Whole record' }).click();
      await course.getByRole('button', { name: 'The same as a table' }).click();
    },
    shown: (page) => [
      page.getByRole('button', { name: 'Whole record', pressed: true }),
      page.getByRole('region', { name: 'Course', exact: true }).getByRole('table'),
    ],
  },
  {
    name: 'care-and-goals',
    patient: 'wishes-patient',
    reach: async ({ page }) => {
      const care = page.getByRole('region', { name: 'Care and goals', exact: true });
      await care.waitFor();
      await unfold(care);
    },
    shown: (page) => [
      page.getByRole('region', { name: 'Care and goals', exact: true }).getByText(/^“/),
      page.getByRole('region', { name: 'Care and goals', exact: true }).getByText('Ana Delgado'),
    ],
  },
  {
    name: 'what-the-answer-means',
    reach: async ({ page }) => {
      const levels = page.getByRole('region', { name: 'What the answer means' });
      await levels.waitFor();
      await unfold(levels);
    },
    shown: (page) => [text(page, /After the first visit: at every change of treatment/)],
  },
  {
    name: 'about',
    reach: async ({ page }) => {
      const about = page.getByRole('region', { name: 'About Alongside' });
      await about.waitFor();
      await unfold(about);
    },
    shown: (page) => [text(page, /^It makes no diagnosis, gives no prognosis and no score/).filter({ visible: true })],
  },
  {
    name: 'operations',
    patient: 'eomb-patient',
    reach: async ({ page }) => {
      const panel = page.getByRole('region', { name: 'Operations' });
      await panel.waitFor();
      await unfold(panel);
    },
    shown: (page) => [
      heading(page, 'May be in the model. Attribution is by CMS from claims.'),
      heading(page, 'To look into'),
    ],
  },
  {
    name: 'operations-not-in-the-model',
    reach: async ({ page }) => {
      const panel = page.getByRole('region', { name: 'Operations' });
      await panel.waitFor();
      await unfold(panel);
    },
    shown: (page) => [text(page, 'No coverage is recorded in what was read.')],
  },
];

const SAID: readonly State[] = [
  { name: 'adding', reach: openAdding, shown: (page) => [page.getByRole('region', { name: 'Add what you know' })] },
  {
    name: 'adding-refused',
    reach: async ({ page }) => {
      await enter(page, 'Performance status', async () => undefined);
    },
    shown: (page) => [page.getByRole('alert').filter({ hasText: 'Choose or enter a value first.' })],
  },
  {
    name: 'entered',
    patient: 'breast2-patient',
    reach: enterEcog,
    shown: (page) => [page.getByRole('list', { name: 'Said at this visit' }).getByText(/ECOG 3/)],
  },
  {
    name: 'called-wrong',
    patient: 'colon3-patient',
    reach: async ({ page }) => {
      await openTrigger(page, /^Met: Needs much help with daily life/);
      await button(page, /^This is wrong: /)
        .filter({ visible: true })
        .first()
        .click();
    },
    shown: (page) => [
      page.getByRole('list', { name: 'Said at this visit' }).getByText('Set aside as wrong, not counted:'),
    ],
  },
];

/** A referral on record, made by somebody else before the chart is opened. */
function onRecord(change: Partial<ServiceRequest>) {
  return ({ ehr }: Place): Promise<ServiceRequest> =>
    ehr.create<'ServiceRequest'>({
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      priority: 'routine',
      code: { coding: [PALLIATIVE_REFERRAL], text: 'Referral to palliative care service' },
      subject: { reference: `Patient/${RUTH}` },
      authoredOn: new Date(Date.now() - 20 * 24 * 60 * MINUTE).toISOString(),
      performer: [{ display: 'Supportive & Palliative Care Clinic' }],
      note: [{ text: 'Findings: two hospital stays in 90 days.' }],
      ...change,
    });
}

/** One that the palliative team has accepted, with a visit that is booked. */
async function withVisit(place: Place): Promise<void> {
  const { id = '' } = await onRecord({})(place);
  await place.ehr.inbox.accept(`ServiceRequest/${id}`);
  await place.ehr.inbox.schedule(`ServiceRequest/${id}`);
}

const PALLIATIVE_REFERRAL = { system: 'http://snomed.info/sct', code: '306237005' };
const PREPARED = {
  status: 'draft',
  intent: 'proposal',
  requester: { reference: 'Practitioner/dir-nurse', display: 'Nora Quinn, RN' },
} as const;
const referrals = (page: Page): Locator => page.getByRole('region', { name: 'Referrals' });
const inReferrals = (page: Page, name: string): Promise<void> =>
  referrals(page).getByRole('button', { name }).first().click();

const FOLLOW_UP: readonly State[] = [
  {
    name: 'follow-up-no-answer',
    before: onRecord({}),
    shown: (page) => [
      referrals(page).getByText('Sent, no answer yet'),
      referrals(page).getByText(/^Nobody has answered/),
    ],
  },
  {
    name: 'follow-up-sign',
    before: onRecord(PREPARED),
    reach: async ({ page }) => inReferrals(page, 'Sign…'),
    shown: (page) => [page.getByRole('group', { name: 'Sign the referral' }), text(page, /^No other open referral/)],
  },
  {
    name: 'follow-up-cancel',
    before: onRecord({}),
    reach: async ({ page }) => inReferrals(page, 'Cancel…'),
    shown: (page) => [page.getByRole('group', { name: 'Cancel the referral' })],
  },
  {
    name: 'follow-up-changed-meanwhile',
    before: onRecord({}),
    reach: async ({ page, ehr }) => {
      await inReferrals(page, 'Wrong patient…');
      for (const one of await ehr.search('ServiceRequest', { patient: RUTH }))
        if (one.note?.[0]?.text.startsWith('Findings') === true)
          await ehr.update<'ServiceRequest'>({ ...one, priority: 'urgent' });
      await press(page, /^Mark referral as entered in error/);
    },
    shown: (page) => [text(page, /^Somebody has changed this referral meanwhile/), page.getByRole('table')],
  },
  {
    name: 'follow-up-writing',
    before: async (place) => {
      await onRecord({})(place);
      place.ehr.faults.add({ method: 'PUT', path: '/fhir/ServiceRequest/', action: hold({ holdAnswer: true }) });
    },
    reach: async ({ page }) => {
      await inReferrals(page, 'Wrong patient…');
      await press(page, /^Mark referral as entered in error/);
    },
    shown: (page) => [text(page, 'Writing it. Please keep this page open.')],
  },
  {
    name: 'follow-up-visit-booked',
    before: withVisit,
    shown: (page) => [
      answer(page, /^Supportive & palliative care visit booked: /),
      referrals(page).getByText(/^Visit booked/),
      referrals(page).getByRole('button', { name: 'Put into the care plan' }),
    ],
  },
  {
    name: 'follow-up-visit-in-care-plan',
    before: withVisit,
    reach: ({ page }) => inReferrals(page, 'Put into the care plan'),
    shown: (page) => [referrals(page).getByText('Saved: the visit is in a care plan of its own.')],
    not: (page) => [referrals(page).getByRole('button', { name: 'Put into the care plan' })],
  },
];

const REFERRAL: readonly State[] = [
  {
    name: 'referral-empty',
    reach: openForm,
    shown: (page) => [page.getByRole('dialog'), text(page, 'Say whether the patient knows and agrees.')],
  },
  {
    // Nobody can see the patient within 72 hours: the nurse's line begins meanwhile.
    name: 'referral-late',
    reach: async (place) => {
      await openForm(place);
      await place.page.getByRole('radio', { name: 'Within 72 hours' }).check();
    },
    shown: (page) => [text(page, /^No specialist visit by/), text(page, /^The chosen service cannot see/)],
  },
  {
    name: 'referral-no-service-takes',
    before: ({ page }) => withServices(page, () => ({ capacity: { newPatientsPerWeek: 0 } })),
    reach: openForm,
    shown: (page) => [text(page, /^No service of this site takes this patient/), text(page, /no new patients now/)],
  },
  {
    name: 'referral-free-times-unseen',
    before: ({ ehr }) => ehr.faults.add({ method: 'GET', path: '/fhir/Slot?', action: status(503, {}) }),
    reach: openForm,
    shown: (page) => [text(page, /its free times: they could not be looked up/)],
  },
  {
    name: 'referral-nurse-call',
    patient: 'colonlong-patient',
    reach: openForm,
    shown: (page) => [text(page, /^A nurse call is suggested, not a specialist visit. Call /)],
  },
  {
    name: 'referral-poor-function',
    patient: 'colon3-patient',
    reach: openForm,
    shown: (page) => [text(page, /at home, for ECOG 3/)],
  },
  {
    name: 'referral-filled',
    reach: filledForm,
    shown: (page) => [sendButton(page), text(page, /^No other open referral was found/)],
  },
  {
    name: 'referral-as-fhir',
    reach: async (place) => {
      await filledForm(place);
      await place.page.getByRole('tab', { name: 'FHIR' }).click();
    },
    shown: (page) => [text(page, /"resourceType": "ServiceRequest"/)],
  },
  {
    name: 'referral-duplicate',
    reach: async (place) => {
      await answer(place.page, VISIT).waitFor();
      // Only to the look for others: the chart of the next state has none.
      place.ehr.faults.add({ method: 'GET', path: '/fhir/ServiceRequest?', action: rewriteBody(withOpenReferral) });
      await openForm(place);
    },
    shown: (page) => [
      text(page, 'A referral that asks the same is open already.'),
      page.getByRole('checkbox', { name: 'I have seen it and want to send this one as well.' }),
    ],
  },
  {
    name: 'referral-behind-gate',
    patient: 'panc-patient',
    reach: openForm,
    shown: (page) => [page.getByRole('dialog'), page.getByRole('checkbox', { name: /^Hospice care recorded since / })],
  },
  {
    name: 'referral-sent',
    reach: sent,
    shown: (page) => [page.getByText('Referral order placed', { exact: true })],
  },
  {
    name: 'referral-sent-sheet-closed',
    reach: async (place) => {
      await sent(place);
      await place.page.getByText('Referral order placed', { exact: true }).waitFor();
      await place.page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
    },
    shown: (page) => [page.getByText(/^Referral order placed( today)?\.?/)],
    not: (page) => [page.getByRole('dialog')],
  },
  {
    name: 'referral-sent-then-taken-back',
    reach: async (place) => {
      await enterEcog(place);
      await sent(place);
      await place.page.getByText('Referral order placed', { exact: true }).waitFor();
      await place.page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
      await press(place.page, /^Take back: /);
    },
    shown: (page) => [page.getByText(/^Since it was sent, you took back: ECOG 3/)],
  },
  {
    name: 'referral-refused',
    before: ({ ehr }) =>
      ehr.faults.add({
        method: 'POST',
        path: '/fhir/ServiceRequest',
        action: status(422, outcome('business-rule', 'Palliative referrals need a cosigner at this site.')),
      }),
    reach: sent,
    shown: (page) => [text(page, /Palliative referrals need a cosigner at this site\./), sendButton(page)],
  },
  {
    name: 'referral-unknown',
    before: ({ ehr }) => {
      ehr.faults.add({ method: 'POST', path: '/fhir/ServiceRequest', action: commitThenDrop() });
    },
    reach: async (place) => {
      await filledForm(place);
      place.ehr.faults.add({
        method: 'GET',
        path: '/fhir/ServiceRequest?',
        action: rewriteBody((bundle) => ({ ...bundle, entry: [], total: 0 })),
      });
      await sendButton(place.page).click();
    },
    shown: (page) => [heading(page, 'We could not confirm whether the order was placed')],
  },
  {
    name: 'letter',
    launch: { withhold: NO_WRITING },
    reach: async (place) => filledForm(place),
    shown: (page) => [heading(page, 'Referral to supportive & palliative care'), button(page, 'Copy the letter')],
  },
  {
    name: 'draft-kept',
    reach: async (place) => {
      await filledForm(place);
      await place.page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
    },
    shown: (page) => [button(page, 'Continue the referral…'), text(page, 'A draft is kept. Nothing has been sent.')],
  },
];

const decisionForm = (name: string, of: string, more: Partial<State> = {}): State => ({
  name,
  reach: (place) => decide(place, of),
  shown: (page) => [deciding(page, of), saveDecision(page)],
  ...more,
});

/** The answers other than a referral: each form, and each thing that can become of one. */
const DECISIONS: readonly State[] = [
  decisionForm('decision-our-team', OUR_TEAM),
  decisionForm('decision-not-now', NOT_NOW),
  decisionForm('decision-patient-prefers-not-to', NOT_AGAIN),
  decisionForm('decision-already-receiving', 'Already receiving'),
  {
    name: 'decision-comfort-plan-not-current',
    patient: 's43-patient',
    reach: (place) => decide(place, 'No, it is not current'),
    shown: (page) => [deciding(page, 'The comfort-care plan is not current'), saveDecision(page)],
  },
  decisionForm('decision-lacks-something', NOT_NOW, {
    reach: async (place) => {
      await decide(place, NOT_NOW);
      await saveDecision(place.page).click();
    },
    shown: (page) => [page.getByRole('alert').getByText('Choose why.')],
  }),
  decisionForm('decision-as-a-note', NOT_NOW, {
    launch: { withhold: ['Task.create'] },
    shown: (page) => [text(page, /it is saved as a note in the chart/), saveDecision(page)],
  }),
  decisionForm('decision-not-remembered', NOT_NOW, {
    launch: { withhold: ['Task.create', 'DocumentReference.create'] },
    shown: (page) => [text(page, /it will not be remembered/), button(page, 'Copy the text')],
  }),
  decisionForm('decision-saved', NOT_NOW, {
    reach: (place) => savedDecision(place, NOT_NOW),
    shown: (page) => [
      text(page, 'Not now: saved in the chart. Nobody is asked to do anything by it.'),
      answer(page, /^Decided .*: not now/),
    ],
  }),
  decisionForm('decision-saved-with-care-plan', OUR_TEAM, {
    reach: (place) => savedDecision(place, OUR_TEAM),
    shown: (page) => [
      text(page, 'Our team will do it: saved in the chart. Nobody is asked to do anything by it.'),
      text(page, 'The list is in the chart as a care plan.'),
      text(page, /^Decided .*: our team will do it/),
    ],
  }),
  decisionForm('decision-saved-patient-prefers-not-to', NOT_AGAIN, {
    reach: (place) => savedDecision(place, NOT_AGAIN),
    shown: (page) => [
      text(page, 'Patient prefers not to: saved in the chart. Nobody is asked to do anything by it.'),
      text(page, /^Patient prefers not to.*Ask again /),
    ],
  }),
  decisionForm('decision-being-saved', NOT_NOW, {
    before: ({ ehr }) => ehr.faults.add({ method: 'POST', path: '/fhir/Task', action: hold() }),
    reach: (place) => savedDecision(place, NOT_NOW),
    shown: (page) => [text(page, 'Saving, waiting for the EHR.')],
  }),
  decisionForm('decision-refused', NOT_NOW, {
    before: ({ ehr }) =>
      ehr.faults.add({
        method: 'POST',
        path: '/fhir/Task',
        action: status(422, outcome('business-rule', 'Tasks need an owner at this site.')),
      }),
    reach: (place) => savedDecision(place, NOT_NOW),
    shown: (page) => [text(page, 'The EHR refused: Tasks need an owner at this site.'), saveDecision(page)],
  }),
  decisionForm('decision-unknown', NOT_NOW, {
    before: ({ ehr }) => {
      ehr.faults.add({ method: 'POST', path: '/fhir/Task', action: commitThenDrop() });
    },
    reach: async (place) => {
      await decide(place, NOT_NOW);
      await place.page.getByRole('radio', { name: 'No time at this visit' }).check();
      place.ehr.faults.add({
        method: 'GET',
        path: '/fhir/Task?',
        action: rewriteBody((bundle) => ({ ...bundle, entry: [], total: 0 })),
      });
      await saveDecision(place.page).click();
      // It is looked for four times first.
      await text(place.page, /^We could not confirm whether it was saved/).waitFor({ timeout: 40_000 });
    },
    shown: (page) => [text(page, /^We could not confirm whether it was saved/), button(page, 'Check again')],
  }),
];

const takingBack = (page: Page): Locator => page.getByRole('region', { name: /no longer holds$/ });

async function takeBack({ page }: Place): Promise<void> {
  await press(page, 'This no longer holds; change the chart…');
  await takingBack(page)
    .getByRole('radio', { name: /^It no longer holds/ })
    .check();
  await takingBack(page).getByRole('radio', { name: 'The patient says so' }).check();
}

/** A patient's no on record that no longer holds. */
const TAKING_BACK: readonly State[] = [
  {
    name: 'decision-take-back',
    before: ({ ehr }) => decided(ehr, 'decline', RUTH),
    reach: takeBack,
    shown: (page) => [
      answer(page, /^Patient prefers not to/),
      takingBack(page).getByRole('button', { name: /^Take it back for / }),
    ],
  },
  {
    name: 'decision-taken-back',
    before: ({ ehr }) => decided(ehr, 'decline', RUTH),
    reach: async (place) => {
      await takeBack(place);
      await press(place.page, /^Take it back for /);
    },
    shown: (page) => [takingBack(page).getByText(/^Taken back: it is in the chart\./), answer(page, VISIT)],
  },
  {
    name: 'decision-take-back-not-granted',
    launch: { withhold: ['Task.update'] },
    before: ({ ehr }) => decided(ehr, 'decline', RUTH),
    reach: ({ page }) => press(page, 'This no longer holds; change the chart…'),
    shown: (page) => [takingBack(page).getByText('The EHR has not allowed this app to change this record.')],
  },
];

const SESSION: readonly State[] = [
  {
    name: 'session-ending',
    launch: { withhold: ['online_access'], expiresIn: 330 },
    before: ({ page }) => page.clock.install(),
    reach: async ({ page }) => {
      await sources(page).waitFor();
      await page.clock.fastForward(45_000);
    },
    shown: (page) => [text(page, /^The session ends in \d minutes; a referral can be sent for/)],
  },
  {
    name: 'session-over',
    launch: { withhold: ['online_access'], expiresIn: 330 },
    before: ({ page }) => page.clock.install(),
    reach: async ({ page }) => {
      await sources(page).waitFor();
      await page.clock.fastForward(6 * MINUTE);
    },
    shown: (page) => [text(page, 'The session has ended. Open Alongside again from the chart.')],
  },
  {
    name: 'away',
    before: ({ page }) => page.clock.install(),
    reach: async ({ page }) => {
      await sources(page).waitFor();
      await page.clock.fastForward(16 * MINUTE);
    },
    shown: (page) => [
      page.getByRole('dialog', { name: 'Hidden, because it was not used for 15 minutes.' }),
      button(page, 'Show again'),
    ],
  },
  {
    name: 'closing-asks-first',
    reach: async (place) => {
      await filledForm(place);
      await place.page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
      await press(place.page, 'Close Alongside');
    },
    shown: (page) => [
      text(page, 'A referral has been begun and not sent. Closing discards it.'),
      button(page, 'Discard it and close'),
    ],
  },
  {
    name: 'closed',
    reach: async ({ page }) => press(page, 'Close Alongside'),
    shown: (page) => [answer(page, 'Alongside is closed.')],
  },
];

const STRANGE: readonly State[] = [
  {
    name: 'nearly-every-trigger-met',
    patient: 'full-patient',
    shown: (page) => [
      page.getByRole('link', { name: /^Why (2\d|3\d) met/ }),
      page
        .getByRole('region', { name: 'Why' })
        .getByRole('button', { name: /^Met: / })
        .nth(20),
    ],
  },
  {
    name: 'very-long-words',
    patient: 'words-patient',
    shown: (page) => [page.getByRole('banner').getByText(/enlargementenlargement/), answer(page, VISIT), sources(page)],
  },
  {
    name: 'very-long-words-in-the-form',
    patient: 'words-patient',
    reach: filledForm,
    shown: (page) => [button(page, /^Send referral for .*enlargementenlargement/)],
  },
  {
    name: 'no-name',
    patient: 'nameless-patient',
    shown: (page) => [page.getByRole('banner').getByText(/MRN/), answer(page, VISIT), sources(page)],
    not: (page) => [text(page, /undefined|null/)],
  },
  {
    name: 'arabic-name',
    patient: 'arabic-patient',
    shown: (page) => [page.getByRole('banner').getByText(/الخطيب/), answer(page, VISIT), sources(page)],
  },
  {
    name: 'markup-in-every-text',
    patient: 'markup-patient',
    reach: async ({ page }) => openTrigger(page, /^Met: /),
    shown: (page) => [text(page, /&amp; \{\{7\*7\}\}/).filter({ visible: true }), answer(page, VISIT)],
    not: (page) => [page.locator('img'), page.locator('b')],
  },
  {
    name: 'nothing-on-record',
    patient: 'empty-patient',
    shown: (page) => [answer(page, /^No active cancer is recorded in what we could read/), sources(page)],
  },
  {
    name: 'three-thousand-records',
    ehr: 'sized',
    patient: sized(3000),
    shown: (page) => [answer(page, VISIT), text(page, /\b[23],\d{3} records/)],
  },
];

function withOpenReferral(bundle: Record<string, unknown>): object {
  const resource = {
    resourceType: 'ServiceRequest',
    id: 'of-another-clinician',
    status: 'active',
    intent: 'order',
    subject: { reference: `Patient/${RUTH}` },
    authoredOn: new Date().toISOString().slice(0, 10),
    code: {
      coding: [{ system: 'http://snomed.info/sct', code: '306237005' }],
      text: 'Referral to palliative care service',
    },
  };
  const entry = [...((bundle['entry'] ?? []) as object[]), { resource, search: { mode: 'match' } }];
  return { ...bundle, total: entry.length, entry };
}

const asking = async ({ page }: Place): Promise<void> => {
  await sources(page).waitFor();
  await press(page, 'Ask the palliative team');
  await page.getByLabel('What you ask').fill('Is methadone an option? The pain at night is worst.');
};

const ASKING: readonly State[] = [
  {
    name: 'ask-team',
    reach: asking,
    shown: (page) => [button(page, 'Send message about Ruth Martin')],
  },
  {
    name: 'ask-team-sent',
    reach: async (place) => {
      await asking(place);
      await press(place.page, /^Send message about/);
    },
    shown: (page) => [text(page, /^Message sent to .* No referral was made\.$/)],
  },
  {
    name: 'ask-team-refused',
    before: ({ ehr }) =>
      ehr.faults.add({
        method: 'POST',
        path: '/fhir/Communication',
        action: status(422, outcome('business-rule', 'Messages need a pool at this site.')),
      }),
    reach: async (place) => {
      await asking(place);
      await press(place.page, /^Send message about/);
    },
    shown: (page) => [text(page, 'The EHR refused: Messages need a pool at this site.')],
  },
  {
    name: 'ask-team-by-hand',
    before: ({ ehr }) =>
      ehr.faults.add({
        method: 'GET',
        path: '/fhir/metadata',
        action: rewriteBody((statement) => ({ ...statement, rest: [{ mode: 'server', resource: [] }] })),
      }),
    reach: asking,
    shown: (page) => [text(page, /Nothing is sent: copy the text, or call\./)],
  },
  {
    name: 'tell-team',
    patient: 's61-patient',
    reach: async ({ page }) => {
      await sources(page).waitFor();
      await press(page, 'Tell the palliative team what is new');
    },
    shown: (page) => [button(page, /^Send message about/)],
  },
];

export const STATES: readonly State[] = [
  ...OPENING,
  ...ANSWERS,
  ...GATES,
  ...TROUBLE,
  ...BASIS,
  ...SECTIONS,
  ...SAID,
  ...ASKING,
  ...REFERRAL,
  ...FOLLOW_UP,
  ...DECISIONS,
  ...TAKING_BACK,
  ...SESSION,
  ...STRANGE,
];

/** Leaves the demo EHR as the next state expects it: without trouble, and without what this one has sent. */
export async function leave(ehr: Sandbox): Promise<void> {
  ehr.faults.clear();
  for (const type of ['ServiceRequest', 'Task', 'CarePlan', 'DocumentReference', 'Appointment'] as const)
    for (const one of await ehr.search(type))
      // The server names what it creates by a UUID; the charts' own resources have names that people gave.
      if (/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(one.id ?? '') && one.status !== 'entered-in-error')
        await ehr.update({ ...one, status: 'entered-in-error' });
}
