/** The same chart, the same app, five EHRs: what each gives, what it does not, and the best way for a referral that it leaves open. */
import type { Encounter } from 'fhir/r4';
import { status } from '../../src/sandbox/faults.ts';
import { MARKUP, FOREIGN } from '../../src/sandbox/personalities/hostile.ts';
import { NON_CONFORMANT } from '../../src/sandbox/personalities/oracle-like.ts';
import { PERSONALITIES } from '../../src/sandbox/personalities.ts';
import { PERSONALITY_NAMES, type PersonalityName } from '../../src/sandbox/personality.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import {
  RUTH,
  WRITTEN,
  draft,
  ehrWith,
  expect,
  openFromChart,
  posts,
  sendButton,
  source,
  test,
  writes,
  type App,
  type Written,
} from './journey.ts';

const ANSWER = 'A supportive & palliative care visit is suggested, within 2 weeks.';
const CLINIC = 'Supportive & Palliative Care Clinic';

const button = (app: App, verb: string) => app.getByRole('button', { name: new RegExp(`^${verb} for Ruth Martin`) });

let ehr: Sandbox;
test.beforeAll(async () => {
  ehr = await ehrWith({});
});
test.afterAll(() => ehr.stop());
test.beforeEach(async () => {
  // No journey finds the referral of the one before.
  for (const type of WRITTEN)
    for (const one of await writes(ehr, type, RUTH)) await ehr.update({ ...one, status: 'entered-in-error' });
});

const behaveAs = (name: PersonalityName): void => ehr.behaveAs(PERSONALITIES[name]);

test('M22 which EHR it behaves like is chosen on the chart’s page, and every chart follows', async ({ page }) => {
  behaveAs('plain');
  await page.goto(ehr.chartUrl({ patient: RUTH }));
  const choice = page.getByLabel('Behave like');
  await page.getByText('This EHR behaves like: Any FHIR server').click();
  await expect(choice).toHaveValue('plain');
  expect(await choice.getByRole('option').allInnerTexts()).toHaveLength(PERSONALITY_NAMES.length);
  await choice.selectOption('Epic-like');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Ruth Martin', level: 1 })).toBeVisible();
  await expect(page.getByText('This EHR behaves like: Epic-like')).toBeVisible();
  await page.goto(ehr.ehrUrl);
  await expect(page.getByText('This EHR behaves like: Epic-like')).toBeVisible();
  const statement = await page.request.get(`${ehr.fhirUrl}/metadata`);
  expect(((await statement.json()) as { software: { name: string } }).software.name).toContain('Epic');
});

/** The best way that each leaves open (interop 3.5), and what is there afterwards. */
const WAYS: readonly {
  readonly name: PersonalityName;
  readonly verb: string;
  readonly before: string;
  readonly after: string;
  readonly type: Written;
}[] = [
  {
    name: 'plain',
    verb: 'Send referral',
    before: 'The order will be active as soon as it is placed.',
    after: 'Referral order placed',
    type: 'ServiceRequest',
  },
  {
    name: 'epic-like',
    verb: 'File letter',
    before: 'The letter will be filed in the chart. No order will be placed, and nobody is told by it.',
    after: 'Letter filed. No order was placed.',
    type: 'DocumentReference',
  },
  {
    name: 'oracle-like',
    verb: 'Send message',
    before: `It will be a message to ${CLINIC}. No order will be placed.`,
    after: `Message sent to ${CLINIC}. No order was placed.`,
    type: 'Communication',
  },
];

for (const { name, verb, before, after, type } of WAYS)
  test(`M11 on the ${name} EHR: from the chart to what it takes, and no order claimed that was not placed`, async ({
    page,
  }) => {
    behaveAs(name);
    const app = await openFromChart(page, ehr, RUTH);
    await expect(app.getByRole('heading', { level: 1 })).toHaveText(ANSWER);
    await draft(app, { question: 'Nausea since the last cycle.' });
    if (type !== 'ServiceRequest') await expect(app.getByText(before)).toBeVisible();
    const unchecked = app.getByRole('checkbox', { name: /could not be checked/ });
    // Where referrals are found by no search, "none is open" is not said, and nothing leaves before that was read.
    if (name === 'epic-like') await unchecked.check();
    else await expect(unchecked).toHaveCount(0);
    await button(app, verb).click();
    await expect(app.getByText(after, { exact: true }).first()).toBeVisible();
    for (const kind of WRITTEN) expect(await writes(ehr, kind, RUTH), kind).toHaveLength(kind === type ? 1 : 0);
    if (type !== 'ServiceRequest') await expect(app.getByText('Referral order placed')).toHaveCount(0);
  });

test('M11 on the oracle-like EHR: at the next launch the message is told, and Refer is not filled', async ({
  page,
  browser,
}) => {
  behaveAs('oracle-like');
  const first = await openFromChart(page, ehr, RUTH);
  await expect(first.getByRole('button', { name: 'Refer…' })).toHaveAttribute('data-look', 'filled');
  await draft(first, { question: 'Nausea since the last cycle.' });
  await button(first, 'Send message').click();
  await expect(
    first.getByText(`Message sent to ${CLINIC}. No order was placed.`, { exact: true }).first(),
  ).toBeVisible();
  // Elsewhere: what this browser keeps of its own sending is not what tells it.
  const elsewhere = await browser.newPage();
  const app = await openFromChart(elsewhere, ehr, RUTH);
  await expect(
    app.locator('p', { hasText: /^Message about a referral sent on \d+.\w+.\d{4}, without an order\./ }),
  ).toBeVisible();
  // It is no order: what is suggested stands.
  await expect(app.getByRole('heading', { level: 1 })).toHaveText(ANSWER);
  await expect(app.getByRole('button', { name: 'Refer…' })).toHaveAttribute('data-look', 'outlined');
  await app.getByRole('button', { name: 'Look at it' }).click();
  await expect(app.getByRole('heading', { level: 2, name: 'Referrals' })).toBeFocused();
  await elsewhere.close();
});

test('M11 on the meditech-like EHR, which takes nothing: the letter by hand, and nothing is claimed', async ({
  page,
}) => {
  behaveAs('meditech-like');
  const app = await openFromChart(page, ehr, RUTH);
  await expect(app.getByRole('heading', { level: 1 })).toHaveText(ANSWER);
  await draft(app, {});
  await expect(
    app.getByText('This EHR does not take referrals from apps, so none can be sent from here.'),
  ).toBeVisible();
  await expect(sendButton(app)).toHaveCount(0);
  await expect(app.getByRole('button', { name: 'Copy the letter' }).first()).toBeVisible();
  for (const kind of WRITTEN) expect(await writes(ehr, kind, RUTH), kind).toEqual([]);
});

test('M11 a nurse on the oracle-like EHR: the message is hers, on behalf of the oncologist, and nobody is said to sign', async ({
  page,
}) => {
  behaveAs('oracle-like');
  const app = await openFromChart(page, ehr, RUTH, { user: 'dir-nurse' });
  await draft(app, { agrees: 'Not yet asked' });
  await app.getByRole('radio', { name: 'Dr. Amara Osei, MD' }).check();
  const group = app.getByRole('group', { name: 'For which clinician' });
  await expect(group).toContainText('It goes out at once, in your own name, on behalf of Dr. Amara Osei');
  await expect(group).toContainText('It is no order, and nobody signs it.');
  await expect(app.getByText('It is an order once they have signed it.')).toHaveCount(0);
  await button(app, 'Send message').click();
  await expect(app.getByText(`Message sent to ${CLINIC}. No order was placed.`, { exact: true }).first()).toBeVisible();
  // The patient has not been asked: the service calls the team first.
  await expect(app.getByText(/^The service is asked to call your team before it contacts the patient\./)).toBeVisible();
  await expect(app.getByText('and to call the patient', { exact: false })).toHaveCount(0);
  const [message] = await writes(ehr, 'Communication', RUTH);
  expect(JSON.stringify(message?.sender)).toContain('Jordan Ellis');
  expect(JSON.stringify(message?.sender)).not.toContain('Osei');
  const letter = message?.payload?.map(({ contentString }) => contentString).join('\n') ?? '';
  expect(letter).toMatch(/From: .*Jordan Ellis/);
  expect(letter).toContain('On behalf of Dr. Amara Osei');
  expect(letter).not.toContain('signature');
});

test('M11 on the oracle-like EHR: where messages may not be sent either, a final note is filed', async ({ page }) => {
  behaveAs('oracle-like');
  const app = await openFromChart(page, ehr, RUTH, { withhold: ['Communication.create'] });
  await draft(app, {});
  await button(app, 'File letter').click();
  await expect(app.getByText('Letter filed. No order was placed.', { exact: true }).first()).toBeVisible();
  expect(await writes(ehr, 'DocumentReference', RUTH)).toMatchObject([{ docStatus: 'final' }]);
});

test('M4 on the epic-like EHR: what is left out is told once, where it matters, and is no alarm', async ({ page }) => {
  behaveAs('epic-like');
  const app = await openFromChart(page, ehr, RUTH);
  await expect(
    app.getByText(/^Not seen: whether a palliative care referral is open could not be checked/),
  ).toBeVisible();
  await expect(source(app, 'Referrals and orders')).toContainText(
    'This EHR does not give everything of this kind to apps.',
  );
  for (const name of ['Medication given', 'Tasks and decisions'])
    await expect(source(app, name)).toContainText('not offered by this EHR');
  // What this EHR gives in full by its own ways of asking is read in full.
  await expect(source(app, 'Diagnoses')).toContainText(/ read\s*7\b/);
  await expect(source(app, 'Care plans')).toContainText(/ read\s*1\b/);
  await expect(source(app, 'Encounters')).toContainText('Records of other hospitals may not be shown to you here');
  await expect(app.getByText(/^Of \d+ of these lists the EHR says that they may not be complete\.$/)).toHaveCount(1);
});

test('M11 on the epic-like EHR, opened without a visit: no note can be filed, so the letter is for the hand', async ({
  page,
}) => {
  behaveAs('epic-like');
  const app = await openFromChart(page, ehr, RUTH, { encounter: null });
  await draft(app, {});
  await expect(button(app, 'File letter')).toHaveCount(0);
  await expect(app.getByRole('button', { name: 'Copy the letter' }).first()).toBeVisible();
});

test('M4 on the oracle-like EHR: plans in full, consents about sharing are no wishes, one bad record costs its week', async ({
  page,
}) => {
  behaveAs('oracle-like');
  const [newest] = (await ehr.search('Encounter', { patient: RUTH, _sort: '-date' })).slice(1);
  const reference = `Encounter/${newest?.id ?? ''}`;
  const [system = '', code = ''] = NON_CONFORMANT.split('|');
  await ehr.change<Encounter>(reference, { meta: { tag: [{ system, code }] } });
  try {
    const app = await openFromChart(page, ehr, RUTH);
    await expect(source(app, 'Care plans')).toContainText(/ read\s*1\b/);
    await expect(source(app, 'Consents and directives')).toContainText('not offered by this EHR');
    await expect(source(app, 'Encounters')).toContainText(/ read in part\s*1\d\b/);
  } finally {
    await ehr.change<Encounter>(reference, { meta: { tag: [] } });
  }
});

test('M4 an EHR that does not say what it is: what a known one would leave out is not called complete', async ({
  page,
}) => {
  behaveAs('plain');
  ehr.faults.add({ method: 'GET', path: '/fhir/metadata', action: status(500) });
  try {
    const app = await openFromChart(page, ehr, RUTH);
    await expect(source(app, 'Referrals and orders')).toContainText(
      'This EHR does not give everything of this kind to apps.',
    );
    await expect(source(app, 'Encounters')).toContainText(/ read\s*14\b/);
  } finally {
    ehr.faults.clear();
  }
});

test('M4 on the meditech-like EHR: links that spell its address in another way are its own', async ({ page }) => {
  behaveAs('meditech-like');
  const app = await openFromChart(page, ehr, RUTH);
  // 21 readings, twenty a page.
  await expect(source(app, 'Observations')).toContainText(/read\s*21\b/);
});

test('M22 a hostile EHR: no markup runs, nothing reaches a stranger, and for somebody else nothing is sent', async ({
  page,
}) => {
  behaveAs('hostile');
  const strangers: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(FOREIGN)) strangers.push(request.url());
  });
  const app = await openFromChart(page, ehr, RUTH);
  // The page that takes a minute is given up after 15 s, and the answer waits for it.
  await expect(app.getByRole('heading', { level: 1 })).toHaveText(ANSWER, { timeout: 30_000 });
  await expect(source(app, 'Documents')).toContainText('could not be read');
  for (const name of ['Encounters', 'Diagnoses', 'Observations', 'Procedures'])
    await expect(source(app, name)).toContainText('read in part');
  await expect(app.getByText('1 record was left out')).toBeVisible();
  // What was markup is words, or nothing: no element of it stands in the page.
  expect(MARKUP).toContain('<img');
  await expect(app.locator('img[src="/x"], main script')).toHaveCount(0);
  await expect(page).not.toHaveTitle('hostile');
  await app.getByRole('button', { name: 'Refer…' }).click();
  await expect(app.getByText('The EHR answered with another patient’s record.')).toBeVisible();
  await expect(sendButton(app)).toHaveCount(0);
  expect(strangers).toEqual([]);
  for (const kind of WRITTEN) expect(await writes(ehr, kind, RUTH), kind).toEqual([]);
});

test('M4 a performance status that this EHR keeps in a category and code of its own is read where the site names it', async ({
  page,
}) => {
  const own = 'urn:oid:2.999.1';
  const site = (change: Record<string, unknown>) => (file: Record<string, unknown>) => ({
    ...file,
    issuers: (file['issuers'] as object[]).map((one) => ({ ...one, ...change })),
  });
  for (const [change, count] of [
    [{}, 21],
    [{ observationCategories: ['flowsheet'] }, 22],
  ] as const) {
    const hospital = await ehrWith({ personality: PERSONALITIES['epic-like'], site: site(change) });
    try {
      await hospital.create<'Observation'>({
        resourceType: 'Observation',
        status: 'final',
        category: [{ coding: [{ system: own, code: 'flowsheet' }] }],
        code: { coding: [{ system: own, code: '3040' }], text: 'ECOG performance status' },
        subject: { reference: `Patient/${RUTH}` },
        effectiveDateTime: hospital.today,
        valueString: '3',
      });
      const app = await openFromChart(page, hospital, RUTH);
      await expect(source(app, 'Observations')).toContainText(new RegExp(` read\\s*${count}\\b`));
      const worse = app.getByRole('list', { name: 'Reasons' }).getByText(/ECOG 3, /);
      await expect(worse).toHaveCount(count === 22 ? 1 : 0);
    } finally {
      await hospital.stop();
    }
  }
});

test('M22 an EHR that takes orders when the chart is opened and lets none through when one is sent: unknown, never placed, never sent twice', async ({
  page,
}) => {
  test.setTimeout(60_000);
  behaveAs('plain');
  const app = await openFromChart(page, ehr, RUTH);
  await draft(app, { question: 'Nausea since the last cycle.' });
  await expect(sendButton(app)).toBeVisible();
  behaveAs('epic-like');
  const before = posts(ehr);
  await sendButton(app).click();
  // The browser gives no answer, and this EHR's searches find no referral: neither says that it is not there.
  await expect(app.getByText('We could not confirm whether the order was placed')).toBeVisible();
  await expect(app.getByText('Looking for it in the EHR.')).toHaveCount(0, { timeout: 60_000 });
  await expect(app.getByText('We could not confirm whether the order was placed')).toBeVisible();
  for (const claim of ['Referral order placed', 'Nothing was sent.'])
    await expect(app.getByText(claim, { exact: false })).toHaveCount(0);
  expect(posts(ehr) - before).toBeLessThanOrEqual(1);
  for (const kind of WRITTEN) expect(await writes(ehr, kind, RUTH), kind).toEqual([]);
});

test('M21 a site that begins in Spanish, and one that offers English alone', async ({ page }) => {
  const of = (languages: readonly string[]) => (file: Record<string, unknown>) => ({ ...file, languages });
  const spanish = await ehrWith({ site: of(['es', 'en']) });
  try {
    const app = await openFromChart(page, spanish, RUTH);
    await expect(app.getByRole('button', { name: 'ES Español' })).toHaveAttribute('aria-pressed', 'true');
    await expect(app.getByRole('button', { name: /^Derivar/ })).toBeVisible();
    await app.getByRole('button', { name: 'EN English' }).click();
    await expect(app.getByRole('heading', { level: 1 })).toHaveText(ANSWER);
  } finally {
    await spanish.stop();
  }
  const english = await ehrWith({ site: of(['en']) });
  try {
    const app = await openFromChart(page, english, RUTH);
    await expect(app.getByRole('heading', { level: 1 })).toHaveText(ANSWER);
    await expect(app.getByRole('region', { name: 'Sources' })).toBeVisible();
    await expect(app.getByRole('button', { name: 'ES Español' })).toHaveCount(0);
  } finally {
    await english.stop();
  }
});
