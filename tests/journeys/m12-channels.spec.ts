/** One journey for each way in which a referral can leave, and one for each that must not be claimed. */
import type { FhirResource } from 'fhir/r4';
import { plain } from '../../src/sandbox/personality.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { profileErrors, structureErrors, usCoreProfiles, type UsCoreProfile } from '../fhir/write/validators.ts';
import {
  RUTH,
  WRITTEN,
  draft,
  ehrWith,
  expect,
  openFromChart,
  provenanceOf,
  test,
  writes,
  type App,
} from './journey.ts';

const QUESTION = 'Nausea since the last cycle; what matters to her now?';
const WITHOUT_ORDERS = ['ServiceRequest.create'];
const WITHOUT_WORK_LIST = [...WITHOUT_ORDERS, 'Task.create'];
const WITHOUT_MESSAGES = [...WITHOUT_WORK_LIST, 'Communication.create'];
const WITHOUT_NOTES = [...WITHOUT_MESSAGES, 'DocumentReference.create'];
const CLINIC = 'Supportive & Palliative Care Clinic';

const button = (app: App, verb: string) =>
  app.getByRole('button', { name: new RegExp(`^${verb} for Ruth Martin, \\d+ \\w+ \\d{4}$`) });

test.describe('M12 the ways to write', () => {
  for (const { name, withhold, verb, before, after, type, usCore, inbox } of [
    {
      name: 'no orders: a request in the work list',
      withhold: WITHOUT_ORDERS,
      verb: 'Send request',
      before: `It will be a request in the work list of ${CLINIC}. No order will be placed.`,
      after: `Request sent to the work list of ${CLINIC}. No order was placed.`,
      type: 'Task',
      usCore: null,
      inbox: 'Work list',
    },
    {
      name: 'no work list: a message',
      withhold: WITHOUT_WORK_LIST,
      verb: 'Send message',
      before: `It will be a message to ${CLINIC}. No order will be placed.`,
      after: `Message sent to ${CLINIC}. No order was placed.`,
      type: 'Communication',
      usCore: null,
      inbox: 'Messages',
    },
    {
      name: 'no messages: the letter is filed',
      withhold: WITHOUT_MESSAGES,
      verb: 'File letter',
      before: 'The letter will be filed in the chart. No order will be placed, and nobody is told by it.',
      after: 'Letter filed. No order was placed.',
      type: 'DocumentReference',
      usCore: 'us-core-documentreference',
      inbox: 'Letters filed in the chart',
    },
  ] as const) {
    test(`M12 ${name}, said as that, once, valid, and in the inbox`, async ({ page, ehr }) => {
      const app = await openFromChart(page, ehr, RUTH, { withhold });
      await draft(app, { question: QUESTION });
      await expect(app.getByText(before)).toBeVisible();
      await expect(app.getByText('The EHR has not allowed this app to write orders.')).toBeVisible();
      await button(app, verb).click();
      await expect(app.getByRole('heading', { name: after })).toBeVisible();
      await expect(app.getByText('Referral order placed')).toHaveCount(0);

      const written = await writes(ehr, type, RUTH);
      expect(written).toHaveLength(1);
      expect(await writes(ehr, 'ServiceRequest', RUTH)).toEqual([]);
      for (const resource of written) expectValid(resource, usCore);
      await expect.poll(async () => (await provenanceOf(ehr, written)).length).toBe(1);
      for (const resource of await provenanceOf(ehr, written)) expectValid(resource, 'us-core-provenance');

      await page.goto(`${ehr.ehrUrl}/orders`);
      const card = page.getByRole('article').filter({ hasText: identifierOf(written[0]) });
      await expect(card).toContainText('Ruth Martin');
      await expect(card).toContainText(QUESTION);
      await expect(card).toContainText('No order was placed by this.');
      await expect(page.getByRole('heading', { name: inbox })).toBeVisible();
    });
  }

  test('M12 nothing may be written: the letter by hand, and only the user says what became of it', async ({
    page,
    ehr,
  }) => {
    const app = await openFromChart(page, ehr, RUTH, { withhold: WITHOUT_NOTES });
    await draft(app, { question: QUESTION });
    await expect(
      app.getByText('The EHR has not allowed this app to write referrals, so none can be sent from here.'),
    ).toBeVisible();
    await expect(app.getByRole('button', { name: /for Ruth Martin/ })).toHaveCount(0);
    await expect(app.getByRole('heading', { name: 'Referral to supportive & palliative care' })).toBeVisible();
    await expect(app.getByRole('button', { name: 'Copy the letter' })).toBeVisible();
    await app.getByRole('button', { name: 'I placed the order in the chart' }).click();
    await expect(app.getByRole('heading', { name: 'You placed the order in the chart' })).toBeVisible();
    await expect(app.getByText('Said by you; nothing was sent from here.')).toBeVisible();
    await expect(app.getByText(/^Referral number [0-9a-f-]{36}$/)).toBeVisible();
    for (const type of WRITTEN) expect(await writes(ehr, type, RUTH), type).toEqual([]);
  });

  test('M12 the letter prints alone, as a letter, with its number', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, RUTH, { withhold: WITHOUT_NOTES });
    await draft(app, { question: QUESTION });
    await app.locator('body').evaluate(() => {
      window.print = () => {
        const letter = document.querySelector('[data-print="letter"]');
        document.body.dataset['printed'] = letter?.textContent ?? '';
        document.body.dataset['headings'] = String(letter?.querySelectorAll('h1, h2').length ?? 0);
      };
    });
    await app.getByRole('button', { name: 'Print the letter' }).click();
    const body = app.locator('body');
    await expect(body).toHaveAttribute('data-printed', /Referral number: [0-9a-f-]{36}/);
    await expect(body).toHaveAttribute('data-printed', new RegExp(QUESTION.replace('?', '\\?')));
    await expect(body).toHaveAttribute('data-headings', '3');
  });
});

test.describe('M12 an EHR with a cart for apps', () => {
  const withCart = (site: Record<string, unknown>): Record<string, unknown> => ({
    ...site,
    referral: { ...(site['referral'] as object), channels: ['web-messaging'] },
  });
  let cart: Sandbox;
  test.beforeAll(async () => {
    cart = await ehrWith({ site: withCart });
  });
  test.afterAll(() => cart.stop());

  test('M12 an unsigned order goes into the cart, and nothing over FHIR', async ({ page }) => {
    const app = await openFromChart(page, cart, RUTH, { webMessaging: 'on' });
    await draft(app, { question: QUESTION });
    await expect(app.getByText('An unsigned order will be put in your cart. Sign it in the EHR.')).toBeVisible();
    await button(app, 'Put order in the cart').click();
    await expect(
      app.getByRole('heading', { name: 'Unsigned order placed in your cart. Sign it in the EHR.' }),
    ).toBeVisible();
    const inCart = page.getByRole('region', { name: /Unsigned orders in the cart/ });
    await expect(inCart.getByRole('listitem')).toHaveCount(1);
    await expect(page.locator('#status')).toContainText('review the unsigned orders');
    expect(await writes(cart, 'ServiceRequest', RUTH)).toEqual([]);
  });

  test('M12 the cart keeps it and does not answer: found there, not put there twice', async ({ page }) => {
    test.setTimeout(60_000);
    const app = await openFromChart(page, cart, RUTH, { webMessaging: 'silent' });
    await draft(app, {});
    await button(app, 'Put order in the cart').click();
    await expect(
      app.getByRole('heading', { name: 'Unsigned order placed in your cart. Sign it in the EHR.' }),
    ).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('region', { name: /Unsigned orders in the cart/ }).getByRole('listitem')).toHaveCount(
      1,
    );
  });

  test('M12 the cart refuses: its reason, and the letter', async ({ page }) => {
    const app = await openFromChart(page, cart, RUTH, { webMessaging: 'refuses' });
    await draft(app, { question: QUESTION });
    await button(app, 'Put order in the cart').click();
    await expect(app.getByText(/The EHR refused/).first()).toBeVisible();
    await expect(app.getByLabel('What you ask of them')).toHaveValue(QUESTION);
    await expect(page.getByRole('region', { name: /Unsigned orders in the cart/ }).getByRole('listitem')).toHaveCount(
      0,
    );
  });

  test('M12 no cart in this launch: the letter', async ({ page }) => {
    const app = await openFromChart(page, cart, RUTH);
    await draft(app, {});
    await expect(app.getByRole('button', { name: 'I handed on the letter' })).toBeVisible();
    await app.getByRole('button', { name: 'I handed on the letter' }).click();
    await expect(app.getByRole('heading', { name: 'You handed on the letter' })).toBeVisible();
  });
});

test.describe('M12 an EHR that takes orders in for review', () => {
  let staging: Sandbox;
  test.beforeAll(async () => {
    staging = await ehrWith({ personality: { ...plain, createAnswer: 'accepted-202' } });
  });
  test.afterAll(() => staging.stop());

  test('M12 received, waiting for review: no order is claimed', async ({ page }) => {
    const app = await openFromChart(page, staging, RUTH);
    await draft(app, { question: QUESTION });
    await button(app, 'Send referral').click();
    await expect(app.getByRole('heading', { name: 'Received by the EHR, waiting for review there' })).toBeVisible();
    expect(staging.waiting).toHaveLength(1);
    expect(await writes(staging, 'ServiceRequest', RUTH)).toEqual([]);
  });
});

test.describe('M12 an EHR that refuses what it does not know', () => {
  const PLAINEST = [
    'identifier',
    'status',
    'intent',
    'category',
    'priority',
    'code',
    'subject',
    'encounter',
    'occurrencePeriod',
    'authoredOn',
    'requester',
    'performer',
    'reasonCode',
    'note',
  ];
  const personality = { ...plain, writableElements: { ServiceRequest: PLAINEST } };
  let strict: Sandbox;
  let told: Sandbox;
  test.beforeAll(async () => {
    strict = await ehrWith({ personality });
    told = await ehrWith({
      personality,
      site: (site) => ({
        ...site,
        issuers: (site['issuers'] as object[]).map((issuer) => ({ ...issuer, minimalResources: true })),
      }),
    });
  });
  test.afterAll(async () => {
    await strict.stop();
    await told.stop();
  });

  test('M12 where the site says so, the plainest resource is sent and placed', async ({ page }) => {
    const app = await openFromChart(page, told, RUTH);
    await draft(app, { question: QUESTION });
    await button(app, 'Send referral').click();
    await expect(app.getByText('Referral order placed', { exact: true })).toBeVisible();
    const [order] = await writes(told, 'ServiceRequest', RUTH);
    expect(order).toBeDefined();
    if (order !== undefined) expectValid(order, null);
  });

  test('M12 where it does not, the refusal names the element and nothing is lost', async ({ page }) => {
    const app = await openFromChart(page, strict, RUTH);
    await draft(app, { question: QUESTION });
    await button(app, 'Send referral').click();
    await expect(app.getByText(/The EHR refused/).first()).toBeVisible();
    await expect(app.getByText(/supportingInfo|locationCode|meta/).first()).toBeVisible();
    await expect(app.getByLabel('What you ask of them')).toHaveValue(QUESTION);
    expect(await writes(strict, 'ServiceRequest', RUTH)).toEqual([]);
  });
});

function expectValid(resource: FhirResource, usCore: UsCoreProfile | null): void {
  expect(structureErrors(resource)).toEqual([]);
  expect(profileErrors(resource)).toEqual([]);
  if (usCore === null) return;
  for (const { version, profile } of usCoreProfiles(usCore))
    expect(profileErrors(resource, profile), `US Core ${version}`).toEqual([]);
}

function identifierOf(resource: FhirResource | undefined): string {
  const identifiers = (resource as { readonly identifier?: readonly { readonly value?: string }[] }).identifier;
  return identifiers?.[0]?.value ?? 'without an identifier';
}
