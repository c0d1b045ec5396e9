/**
 * M3: how long a session lasts, and what is left of it. The page's clock is moved, the EHR's is not: so a token that is about
 * to end in the page can still be renewed there.
 */
import type { Page } from '@playwright/test';
import { dropBefore, hold, html, rewriteBody, status, type FaultAction } from '../../src/sandbox/faults.ts';
import { plain } from '../../src/sandbox/personality.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { RUTH, created, draft, ehrWith, expect, sendButton, test, type App } from './journey.ts';
import {
  MINUTE,
  QUESTION,
  accessTokens,
  banner,
  beginsAnew,
  continues,
  countFrom,
  cover,
  ending,
  held,
  isKept,
  left,
  open,
  openFrame,
  over,
  passUntil,
  question,
  read,
  readWith,
  stir,
  hasArrived,
} from './session-steps.ts';

test.describe.configure({ mode: 'parallel' });

const OTHER = 'colon3-patient';
const PLACED = 'Referral order placed';
const AGAIN = /open the app again from the patient’s chart/i;
/** As at Oracle: less than ten minutes. */
const SHORT = 570;
const TOKEN = '/auth/token';
const CHART = `/fhir/Patient/${RUTH}`;
/** Three sources that can be read again alone. */
const THREE = /\/fhir\/(Goal|CareTeam|Consent)\?/;
/** Done, and a proxy answers in its place. Not a broken connection: the browser itself may ask again after that. */
const lostOnItsWayBack: FaultAction = {
  run: async (process) => {
    await process();
    return { status: 502, headers: {} };
  },
};
const readAgain = (app: App) => app.getByRole('button', { name: /^Read again: / });
const title = (app: App, name: string | RegExp) => app.getByRole('heading', { level: 1, name });

test.describe('M3 addresses and history', () => {
  test('M3 two launches in one tab: each address keeps its patient, and a bare one opens nothing', async ({
    page,
    ehr,
  }) => {
    const count = countFrom(ehr);
    await open(page, ehr);
    const first = page.url();
    await page.goto(ehr.launchUrl({ patient: OTHER }));
    await expect(title(page, /suggested/)).toBeVisible();
    const second = page.url();
    const other = (await banner(page).textContent()) ?? '';
    expect(other).not.toContain('Ruth Martin');
    const isRuth = () => expect(banner(page)).toContainText('Ruth Martin');
    const isOther = () => expect(banner(page)).toHaveText(other);

    await page.goBack();
    expect(page.url()).toBe(first);
    // In a frame that an EHR uses for one chart after another, "back" would show this one in the chart of somebody else.
    await expect(page.getByText('You have come back to a chart that was opened earlier.')).toBeVisible();
    await expect(page.getByText('Ruth Martin')).toBeHidden();
    await page.getByRole('button', { name: 'Show again' }).click();
    await isRuth();
    await page.reload();
    await isRuth();
    await page.goForward();
    expect(page.url()).toBe(second);
    await isOther();
    await page.reload();
    await isOther();
    await page.goto(first);
    await isRuth();
    const reads = count('GET', /^\/fhir\//);
    await page.goto(`${ehr.appUrl}/index.html`);
    await expect(title(page, 'No chart is open.')).toBeVisible();
    await expect(page.getByText('Ruth Martin')).toHaveCount(0);
    // What was on its way when the page went may still arrive; nobody is asked for anew.
    expect(count('GET', CHART)).toBeLessThanOrEqual(reads);
    expect(count('POST', TOKEN)).toBe(2);
  });

  test('M3 back after the redirect and forward again: the chart, with one token request', async ({ page, ehr }) => {
    const count = countFrom(ehr);
    await page.goto(ehr.ehrUrl);
    await open(page, ehr);
    await page.goBack();
    await expect(page).toHaveURL(`${ehr.ehrUrl}/`);
    await page.goForward();
    await read(page);
    expect(new URL(page.url()).searchParams.has('code')).toBe(false);
    expect(count('POST', TOKEN)).toBe(1);
  });

  for (const place of ['a tab', 'a frame'] as const)
    test(`M3 back to a consent page and forward again, in ${place}: a plain sentence, then the chart`, async ({
      page,
      ehr,
    }) => {
      const count = countFrom(ehr);
      const app = await consented(page, ehr, place);
      // Not `goBack`: that waits for the page, and a step may be the frame's.
      await page.evaluate(() => history.back());
      await expect(title(app, 'The EHR stopped the sign-in.')).toBeVisible();
      await expect(app.getByText(AGAIN)).toBeVisible();
      await expect(app.getByText('Ruth Martin')).toHaveCount(0);
      expect(addressOf(page, ehr).searchParams.has('code')).toBe(false);
      await page.evaluate(() => history.forward());
      await read(app);
      expect(addressOf(page, ehr).searchParams.has('code')).toBe(false);
      expect(count('POST', TOKEN)).toBe(1);
    });

  test('M3 back from another page, and out of the browser’s cache of pages: the chart is read anew', async ({
    page,
    ehr,
  }) => {
    await open(page, ehr);
    await page.goto(`${ehr.appUrl}/index.html`);
    await expect(title(page, 'No chart is open.')).toBeVisible();
    const back = countFrom(ehr);
    await page.goBack();
    await read(page);
    expect(back('GET', CHART)).toBe(1);
    // Playwright’s Chromium keeps no page: what another browser tells a page that it brings back.
    const brought = countFrom(ehr);
    await page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await expect.poll(() => brought('GET', CHART)).toBe(1);
    await read(page);
    expect(brought('POST', TOKEN)).toBe(0);
  });
});

test.describe('M3 frames and windows', () => {
  test('M3 a frame that is destroyed and made anew with its last address: the same chart, and the draft', async ({
    page,
    ehr,
  }) => {
    await page.clock.install();
    const count = countFrom(ehr);
    const app = await openFrame(page, ehr);
    await draft(app, { question: QUESTION });
    await isKept(app);
    const last = addressOf(page, ehr).href;
    await page.locator('#frame').evaluate((holder) => holder.replaceChildren());
    await page.clock.fastForward(20 * MINUTE);
    await page.locator('#frame').evaluate((holder, address) => {
      const frame = document.createElement('iframe');
      frame.src = address;
      holder.replaceChildren(frame);
    }, last);
    await expect(banner(app)).toContainText('Ruth Martin');
    await read(app);
    await continues(app);
    expect(count('POST', TOKEN)).toBe(1);
  });

  test('M3 a screen lock that gives the frame its first address: a plain sentence, and the draft after a launch', async ({
    page,
    ehr,
  }) => {
    const app = await openFrame(page, ehr);
    await draft(app, { question: QUESTION });
    await isKept(app);
    await page.getByRole('button', { name: 'Screen lock' }).click();
    await expect(page.locator('iframe')).toHaveCount(0);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(title(app, 'The EHR stopped the sign-in.')).toBeVisible();
    await expect(app.getByText(AGAIN)).toBeVisible();
    await page.getByRole('button', { name: 'Open Alongside' }).click();
    await read(app);
    await continues(app);
  });

  test('M3 a duplicated tab reads nothing while the first lives, and opens when it is gone', async ({
    page,
    context,
    ehr,
  }) => {
    const first = countFrom(ehr);
    await open(page, ehr);
    // The last that a launch reads: after it the first window is at rest.
    await expect.poll(() => first('GET', /^\/fhir\/Communication/)).toBe(1);
    const opened = context.waitForEvent('page');
    const count = countFrom(ehr);
    // With its opener a window gets a copy of the storage, as a duplicated tab does.
    await page.evaluate(() => void window.open(location.href));
    const copy = await opened;
    await expect(title(copy, 'This chart is open in another window.')).toBeVisible();
    expect(await held(copy)).toContain('access_token');
    expect(count('GET', /^\/fhir\//)).toBe(0);
    expect(count('POST', TOKEN)).toBe(0);
    await page.close();
    await copy.reload();
    await read(copy);
    await expect(banner(copy)).toContainText('Ruth Martin');
  });

  test('M3 a duplicated tab forgets the session that was closed in the first, also where the EHR takes no token back', async ({
    page,
    context,
  }) => {
    const ehr = await ehrWith({ personality: { ...plain, revocation: false } });
    try {
      await open(page, ehr);
      const waits = context.waitForEvent('page');
      await page.evaluate(() => void window.open(location.href));
      const copy = await waits;
      await expect(title(copy, 'This chart is open in another window.')).toBeVisible();
      await page.getByRole('button', { name: 'Close Alongside' }).click();
      await expect(title(page, 'Alongside is closed.')).toBeVisible();
      await expect.poll(() => held(copy)).toBe('[]');
      await copy.reload();
      await expect(title(copy, 'This window does not know the chart that its address names.')).toBeVisible();
      await expect(copy.getByText('Ruth Martin')).toHaveCount(0);
    } finally {
      await ehr.stop();
    }
  });
});

test.describe('M3 a session that cannot be renewed', () => {
  test('M3 its end is told ahead, nothing goes out after it, and the draft waits for its own user and patient', async ({
    page,
    ehr,
  }) => {
    await page.clock.install();
    await open(page, ehr, { withhold: ['online_access'], expiresIn: 330 });
    await draft(page, { question: QUESTION });
    await isKept(page);
    await page.clock.fastForward(45_000);
    await expect(
      page.getByText(
        'The session ends in 5 minutes; a referral can be sent for 2 minutes more. What you write is kept.',
      ),
    ).toBeVisible();
    await expect(sendButton(page)).toBeVisible();
    await page.clock.fastForward(4 * MINUTE);
    await expect(
      page.getByText('The session ends in 1 minute; nothing can be sent any more. What you write is kept.'),
    ).toBeVisible();
    await expect(page.getByText(/^The session is about to end: nothing can be sent any more\./)).toBeVisible();
    const count = countFrom(ehr);
    await sendButton(page).click();
    await expect(page.getByText('The session with the EHR is about to end', { exact: false }).first()).toBeVisible();
    await page.clock.fastForward(MINUTE);
    await expect(over(page)).toBeVisible();
    await expect(page.getByText(/^The session has ended, so nothing can be sent\./)).toBeVisible();
    await expect(sendButton(page)).toHaveCount(0);
    expect(count('POST', /./)).toBe(0);

    await open(page, ehr, { user: 'dir-nurse' });
    await beginsAnew(page);
    await page.goto(ehr.launchUrl({ patient: OTHER }));
    await expect(title(page, /suggested/)).toBeVisible();
    await beginsAnew(page);
    await open(page, ehr);
    await continues(page);
    await expect(over(page)).toHaveCount(0);
  });
});

test.describe('M3 renewal', () => {
  let strict: Sandbox;
  test.beforeAll(async () => {
    strict = await ehrWith({ personality: { ...plain, refresh: 'rotating', revokeOldAccess: true } });
  });
  test.afterAll(() => strict.stop());
  test.afterEach(async ({ ehr }) => {
    for (const one of [strict, ehr]) one.faults.clear();
    for (const order of await created(strict, RUTH))
      await strict.update<'ServiceRequest'>({ ...order, status: 'entered-in-error' });
  });

  test('M3 a token of ten minutes is renewed once for all reads, sends after 20 minutes, and survives a reload', async ({
    page,
  }) => {
    const ends: string[] = [];
    await page.exposeFunction('endTold', (line: string) => void ends.push(line));
    await page.addInitScript(() => {
      new MutationObserver(() => {
        const line = /The session (ends in|has ended)[^.]*/.exec(document.body?.textContent ?? '')?.[0];
        if (line !== undefined) (window as unknown as { endTold(line: string): void }).endTold(line);
      }).observe(document, { subtree: true, childList: true, characterData: true });
    });
    await page.clock.install();
    strict.faults.add({ method: 'GET', path: THREE, action: html() });
    const count = countFrom(strict);
    await open(page, strict, { expiresIn: SHORT });
    await expect(readAgain(page)).toHaveCount(3);
    strict.faults.clear();
    await page.clock.fastForward(500_000);
    expect(count('POST', TOKEN)).toBe(1);
    await readAgain(page).evaluateAll((buttons: HTMLElement[]) => {
      for (const button of buttons) button.click();
    });
    await expect(readAgain(page)).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Refer…' })).toBeVisible();
    expect(count('POST', TOKEN)).toBe(2);
    await hasArrived(page);

    await draft(page, { question: QUESTION });
    for (const renewals of [3, 4]) {
      await page.clock.fastForward(500_000);
      await stir(page);
      await expect.poll(() => count('POST', TOKEN)).toBe(renewals);
      await hasArrived(page);
    }
    await sendButton(page).click();
    await expect(page.getByText(PLACED, { exact: true })).toBeVisible();
    expect(await created(strict, RUTH)).toHaveLength(1);

    await page.reload();
    await expect(title(page, /^Referral order placed today\. Already referred/)).toBeVisible();
    await page.clock.fastForward(500_000);
    await stir(page);
    await expect.poll(() => count('POST', TOKEN)).toBe(5);
    await expect(banner(page)).toContainText('Ruth Martin');
    expect(ends).toEqual([]);
  });

  test('M3 no renewal begins while an order is on its way, and there is one order', async ({ page }) => {
    await page.clock.install();
    strict.faults.add({ method: 'GET', path: THREE, action: html() });
    await open(page, strict, { expiresIn: SHORT });
    await expect(readAgain(page)).toHaveCount(3);
    strict.faults.clear();
    await draft(page, { question: QUESTION });
    const patient = hold();
    const order = hold();
    strict.faults.add({ method: 'GET', path: CHART, action: patient });
    strict.faults.add({ method: 'POST', path: '/fhir/ServiceRequest', action: order });
    const count = countFrom(strict);
    // Two minutes are enough to begin; reading first and a slow answer take the rest.
    await page.clock.fastForward((await left(page, SHORT)) - 126_000);
    await sendButton(page).click();
    await patient.arrived;
    await page.clock.fastForward(12_000);
    patient.release();
    await order.arrived;
    await page.clock.fastForward((await left(page, SHORT)) - 86_000);
    expect(await left(page, SHORT)).toBeLessThan(90_000);
    await readAgain(page).first().click();
    await expect(readAgain(page)).toHaveCount(2);
    await stir(page);
    expect(count('GET', /^\/fhir\/(Goal|CareTeam|Consent)$/)).toBeGreaterThan(0);
    expect(count('POST', TOKEN), 'renewed in the middle of a write').toBe(0);
    order.release();
    await expect(page.getByText(PLACED, { exact: true })).toBeVisible();
    expect(count('POST', '/fhir/ServiceRequest')).toBe(1);
    expect(await created(strict, RUTH)).toHaveLength(1);
    await readAgain(page).first().click();
    await expect(readAgain(page)).toHaveCount(1);
    expect(count('POST', TOKEN)).toBe(1);
  });

  for (const { what, action } of [
    { what: 'is refused', action: status(400, { error: 'invalid_grant' }) },
    { what: 'is lost on its way back', action: lostOnItsWayBack },
  ])
    test(`M3 a renewal that ${what}: the end is told ahead, reads go on until then, the draft is kept`, async ({
      page,
      ehr,
    }) => {
      await page.clock.install();
      ehr.faults.add({ method: 'GET', path: THREE, action: html() });
      await open(page, ehr, { expiresIn: SHORT });
      await draft(page, { question: QUESTION });
      await isKept(page);
      await expect(readAgain(page)).toHaveCount(3);
      const tries: string[] = [];
      page.on('request', (request) => {
        if (request.url().endsWith(TOKEN)) tries.push(request.method());
      });
      ehr.faults.clear();
      ehr.faults.add({ method: 'POST', path: TOKEN, action });
      await page.clock.fastForward(480_000);
      await stir(page);
      await expect.poll(() => tries).toEqual(['POST']);
      // In small steps: the answer is waited for no longer than ten seconds of the page's own time.
      await passUntil(page, ending(page));
      for (const rest of [2, 1]) {
        await readAgain(page).first().click();
        await expect(readAgain(page)).toHaveCount(rest);
        await page.clock.fastForward(20_000);
        await stir(page);
      }
      await expect(ending(page)).toBeVisible();
      expect(tries, 'a refresh token that may be spent is not used again').toEqual(['POST']);
      await page.clock.fastForward(50_000);
      if (action === lostOnItsWayBack) {
        // Now there is nothing to lose by another try; until the EHR has said no, nobody knows.
        await expect(page.getByText('The EHR does not answer just now, so nothing can be sent.')).toBeVisible();
        await expect(over(page)).toHaveCount(0);
        ehr.faults.clear();
        await passUntil(page, over(page), 61_000);
      }
      await expect(over(page)).toBeVisible();
      await expect(question(page)).toHaveValue(QUESTION);
      ehr.faults.clear();
      await open(page, ehr);
      await continues(page);
    });

  test('M3 a renewal that never reached the EHR: tried again when there is nothing left to lose, and the session goes on', async ({
    page,
    ehr,
  }) => {
    await page.clock.install();
    await open(page, ehr, { expiresIn: SHORT });
    await draft(page, { question: QUESTION });
    ehr.faults.add({ method: 'POST', path: TOKEN, action: dropBefore() });
    await page.clock.fastForward(500_000);
    await stir(page);
    await passUntil(page, ending(page), 5_000);
    // Waited for from here: the page looks at its clock by itself, and may renew before anybody stirs.
    const renewed = page.waitForResponse((answer) => answer.url().endsWith(TOKEN) && answer.ok());
    ehr.faults.clear();
    await page.clock.fastForward(70_000);
    await stir(page);
    await renewed;
    await hasArrived(page);
    await page.clock.fastForward(10_000);
    await expect(ending(page)).toHaveCount(0);
    await expect(over(page)).toHaveCount(0);
    await sendButton(page).click();
    await expect(page.getByText(PLACED, { exact: true })).toBeVisible();
    expect(await created(ehr, RUTH)).toHaveLength(1);
  });
});

test.describe('M3 nobody there', () => {
  for (const { width, sheet } of [
    { width: 1100, sheet: 'beside the chart' },
    { width: 800, sheet: 'over the whole page' },
  ])
    test(`M3 after 15 minutes the chart is hidden from everybody, with a draft ${sheet}, and shown when the patient has been read`, async ({
      page,
      ehr,
    }) => {
      // By its place, not its role: whether screen readers are told is another journey.
      const hidden = page.locator('dialog[aria-labelledby=away]');
      await page.setViewportSize({ width, height: 900 });
      await page.clock.install();
      await open(page, ehr);
      await draft(page, { question: QUESTION });
      await page.clock.fastForward(15 * MINUTE - 20_000);
      await expect(hidden).toHaveCount(0);
      await page.clock.fastForward(30_000);
      await expect(hidden).toBeVisible();
      await expectNothingSeen(page);
      // Neither a move nor a key brings it back, and nothing behind can be reached.
      await page.mouse.move(200, 200);
      await page.keyboard.press('Escape');
      const reached = new Set<string>();
      for (let press = 0; press < 6; press += 1) {
        await page.keyboard.press('Tab');
        reached.add(
          await page.evaluate(
            () => (document.activeElement?.matches('body') ? '' : document.activeElement?.textContent) ?? '',
          ),
        );
      }
      // The dialog itself may be reached, and between two rounds the browser's own window.
      for (const own of ['', await hidden.textContent()]) reached.delete(own ?? '');
      expect([...reached]).toEqual(['Show again']);
      await expect(hidden).toBeVisible();
      await expectNothingSeen(page);
      const count = countFrom(ehr);
      await hidden.getByText('Show again').click();
      await expect(hidden).toHaveCount(0);
      expect(count('GET', CHART)).toBe(1);
      await expect(question(page)).toHaveValue(QUESTION);
      await expect(page.getByText('Ruth Martin').first()).toBeVisible();
    });

  test('M3 hidden with the form over the whole page: what is said stands in no part that is hidden from screen readers', async ({
    page,
    ehr,
  }) => {
    await page.setViewportSize({ width: 800, height: 900 });
    await page.clock.install();
    await open(page, ehr);
    await draft(page, { question: QUESTION });
    await page.clock.fastForward(16 * MINUTE);
    await expect(page.getByText('Hidden, because it was not used for 15 minutes.')).toBeVisible();
    await expect(cover(page)).toBeVisible();
  });

  test('M3 hidden, and the patient has changed meanwhile: it stays hidden and says so', async ({ page, ehr }) => {
    await page.clock.install();
    await open(page, ehr);
    await page.clock.fastForward(16 * MINUTE);
    ehr.faults.add({
      method: 'GET',
      path: CHART,
      action: rewriteBody((patient) => ({ ...patient, birthDate: '1931-01-02' })),
    });
    await page.getByRole('button', { name: 'Show again' }).click();
    await expect(page.getByText(/^The EHR’s record is not the one that was opened/)).toBeVisible();
    await expect(cover(page)).toBeVisible();
    await expect(page.getByRole('button')).toHaveCount(0);
    await expectNothingSeen(page);
  });

  test('M3 hidden, and the EHR does not answer: it stays hidden and can be tried again', async ({ page, ehr }) => {
    await page.clock.install();
    await open(page, ehr);
    await page.clock.fastForward(16 * MINUTE);
    ehr.faults.add({ method: 'GET', path: CHART, action: dropBefore() });
    const show = page.getByRole('button', { name: 'Show again' });
    await show.click();
    await passUntil(page, page.getByText('The patient could not be read again, so the chart stays hidden. Try again.'));
    await expectNothingSeen(page);
    ehr.faults.clear();
    await show.click();
    await expect(cover(page)).toHaveCount(0);
    await expect(banner(page)).toContainText('Ruth Martin');
  });

  test('M3 after 30 minutes the chart is closed here and at the EHR, and the draft waits for another 30', async ({
    page,
    ehr,
  }) => {
    await page.clock.install();
    const earlier = new Set(ehr.secrets);
    const app = await openFrame(page, ehr);
    const tokens = await accessTokens(ehr, earlier);
    expect(tokens).toHaveLength(1);
    await draft(app, { question: QUESTION });
    await isKept(app);
    await idleUntilClosed(page, app);
    expect(addressOf(page, ehr).search).toBe('?closed=idle');
    await expectNoToken(app, ehr);
    await expectRevoked(ehr, tokens);
    await expect(app.getByText('Ruth Martin')).toHaveCount(0);
    await page.clock.fastForward(25 * MINUTE);
    await page.getByRole('button', { name: 'Open Alongside' }).click();
    await read(app);
    await continues(app);

    await idleUntilClosed(page, app);
    await page.clock.fastForward(31 * MINUTE);
    // A day by the EHR's clock: the page's is hours ahead of it by now.
    await openFrame(page, ehr, { expiresIn: 86_400 });
    await beginsAnew(app);
    expect(await held(app)).not.toContain(QUESTION);
  });
});

test.describe('M3 closing the chart', () => {
  test('M3 “Close Alongside” leaves nothing, here or at the EHR; back and reload show no chart', async ({
    page,
    ehr,
  }) => {
    const earlier = new Set(ehr.secrets);
    await page.clock.install();
    await page.goto(ehr.ehrUrl);
    await open(page, ehr);
    const chart = page.url();
    const tokens = await accessTokens(ehr, earlier);
    expect(tokens).toHaveLength(1);
    await page.getByRole('button', { name: 'Close Alongside' }).click();
    const closed = title(page, 'Alongside is closed.');
    await expect(closed).toBeVisible();
    expect(await held(page)).toBe('[]');
    await expectRevoked(ehr, tokens);
    await page.reload();
    await expect(closed).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(`${ehr.ehrUrl}/`);
    await page.goForward();
    await expect(closed).toBeVisible();
    await page.goto(chart);
    await expect(title(page, 'This window does not know the chart that its address names.')).toBeVisible();
    await expect(page.getByText('Ruth Martin')).toHaveCount(0);
  });

  test('M3 closed a moment after it was opened: the token is given back all the same', async ({ page, ehr }) => {
    const earlier = new Set(ehr.secrets);
    await page.clock.install();
    await open(page, ehr);
    const tokens = await accessTokens(ehr, earlier);
    await page.getByRole('button', { name: 'Close Alongside' }).click();
    await expect(title(page, 'Alongside is closed.')).toBeVisible();
    await expectRevoked(ehr, tokens);
  });

  test('M3 with a referral begun it asks first; discarded is gone for good', async ({ page, ehr }) => {
    await open(page, ehr);
    await draft(page, { question: QUESTION });
    await isKept(page);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    const close = page.getByRole('button', { name: 'Close Alongside' });
    await close.click();
    const asked = page.getByRole('group', { name: 'A referral has been begun and not sent. Closing discards it.' });
    await asked.getByRole('button', { name: 'Go on with the chart' }).click();
    await continues(page);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await close.click();
    await asked.getByRole('button', { name: 'Discard it and close' }).click();
    await expect(title(page, 'Alongside is closed.')).toBeVisible();
    expect(await held(page)).toBe('[]');
    await open(page, ehr);
    await beginsAnew(page);
  });
});

test.describe('M3 a computer whose clock is wrong', () => {
  for (const minutes of [10, -10])
    test(`M3 ${Math.abs(minutes)} minutes ${minutes > 0 ? 'ahead' : 'behind'}: the chart is read and a referral is sent`, async ({
      page,
      ehr,
    }) => {
      await page.clock.install({ time: Date.now() + minutes * MINUTE });
      await open(page, ehr, { expiresIn: SHORT });
      expect(Math.abs((await page.evaluate(() => Date.now())) - Date.now())).toBeGreaterThan(9 * MINUTE);
      await draft(page, { question: QUESTION });
      await sendButton(page).click();
      await expect(page.getByText(PLACED, { exact: true })).toBeVisible();
      expect(await created(ehr, RUTH)).toHaveLength(1);
      await page.reload();
      await expect(title(page, /^Referral order placed today\. Already referred/)).toBeVisible();
      for (const unwanted of [cover(page), over(page), ending(page)]) await expect(unwanted).toHaveCount(0);
    });
});

/** Through a consent page to the chart. */
async function consented(page: Page, ehr: Sandbox, place: 'a tab' | 'a frame'): Promise<App> {
  const url = place === 'a tab' ? ehr.launchUrl({ patient: RUTH, consent: 'ask' }) : '';
  if (place === 'a tab') await page.goto(url);
  else {
    await page.goto(ehr.chartUrl({ patient: RUTH, consent: 'ask' }));
    await page.getByRole('button', { name: 'Open Alongside' }).click();
  }
  const app: App = place === 'a tab' ? page : page.frameLocator('iframe').first();
  await app.getByRole('button', { name: 'Allow' }).click();
  await read(app);
  return app;
}

/** Where the app stands, in the page or in a frame of it. */
function addressOf(page: Page, ehr: Sandbox): URL {
  const frame = page.frames().find((one) => one.url().startsWith(ehr.appUrl));
  return new URL(frame?.url() ?? 'about:blank');
}

/** Neither on the screen nor for a screen reader, nor for whoever copies the page's text. */
async function expectNothingSeen(page: Page): Promise<void> {
  const secrets = ['Ruth Martin', 'MRN 00421', 'visit is suggested', QUESTION];
  for (const words of secrets)
    for (const one of await page.getByText(words).all()) await expect(one, words).toBeHidden();
  await expect(page.locator('header')).toBeHidden();
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as {
    nodes: readonly { ignored: boolean; name?: { value?: unknown }; value?: { value?: unknown } }[];
  };
  await session.detach();
  const heard = nodes
    .filter(({ ignored }) => !ignored)
    .map(({ name, value }) => `${String(name?.value)} ${String(value?.value)}`);
  const places = [heard.join('\n'), await page.locator('body').ariaSnapshot(), await page.locator('body').innerText()];
  for (const place of places) for (const words of secrets) expect(place).not.toContain(words);
  expect(heard.join('\n')).toContain('Hidden, because');
}

async function idleUntilClosed(page: Page, app: App): Promise<void> {
  await page.clock.fastForward(15 * MINUTE + 10_000);
  await expect(cover(app)).toBeVisible();
  await page.clock.fastForward(15 * MINUTE);
  await expect(title(app, 'Alongside was closed because it was not used for 30 minutes.')).toBeVisible();
}

async function expectNoToken(app: App, ehr: Sandbox): Promise<void> {
  const text = await held(app);
  expect([...ehr.secrets].filter((secret) => text.includes(secret))).toEqual([]);
}

async function expectRevoked(ehr: Sandbox, tokens: readonly string[]): Promise<void> {
  for (const token of tokens) await expect.poll(() => readWith(ehr, token), { timeout: 4_000 }).toBe(401);
}
