import type { Page } from '@playwright/test';
import { delay, dropBefore, html, rewriteBody, status } from '../../src/sandbox/faults.ts';
import { plain } from '../../src/sandbox/personality.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { RUTH, ehrWith, expect, openFromChart, source, test, withListener } from './journey.ts';

const ANSWER = /visit is suggested/;
const TOKEN = { method: 'POST', path: '/auth/token' } as const;
const DISCOVERY = { method: 'GET', path: 'smart-configuration' } as const;

/** A launch in a tab of its own, up to whatever comes of it. */
async function launch(page: Page, ehr: Sandbox, options: Parameters<Sandbox['launchUrl']>[0] = {}): Promise<void> {
  await page.goto(ehr.launchUrl({ patient: RUTH, ...options }));
}

const sayOf = (page: Page, text: string | RegExp) => expect(page.getByRole('heading', { level: 1 })).toHaveText(text);

const tokenRequests = (ehr: Sandbox, from = 0): number =>
  ehr.requests.slice(from).filter(({ path, method }) => path === '/auth/token' && method === 'POST').length;

const chartRequests = (ehr: Sandbox, from: number): number =>
  ehr.requests.slice(from).filter(({ path }) => /^\/fhir\/[A-Z]/.test(path)).length;

test.describe('M1 what the EHR grants', () => {
  test('M1 a server that knows only version 1 scopes is asked in version 1', async ({ page }) => {
    const capabilities = plain.smartCapabilities.filter((one) => one !== 'permission-v2');
    const ehr = await ehrWith({ personality: { ...plain, smartCapabilities: capabilities } });
    try {
      await launch(page, ehr);
      await sayOf(page, ANSWER);
      const asked = ehr.requests.find(({ path }) => path === '/auth/authorize')?.query ?? '';
      const scopes = new URLSearchParams(asked).get('scope') ?? '';
      expect(scopes).toContain('patient/Encounter.read');
      expect(scopes).not.toMatch(/\.r?s( |$)/);
    } finally {
      await ehr.stop();
    }
  });

  for (const [what, refuse] of [
    ['one wish', ['user/Slot.rs']],
    ['all writing', ['*.c']],
    ['insurance', ['patient/Coverage.rs']],
  ] as const)
    test(`M1 a server that refuses the request because of ${what} still opens the chart`, async ({ page }) => {
      const ehr = await ehrWith({ personality: { ...plain, scopePolicy: { refuse, handle: 'kept' } } });
      try {
        await launch(page, ehr);
        await sayOf(page, ANSWER);
        await expect(page.getByText('The EHR refused some of the permissions')).toBeVisible();
        expect(tokenRequests(ehr)).toBe(1);
        // A reload is a reload, not a new way through the sign-in.
        await page.reload();
        await sayOf(page, ANSWER);
        expect(tokenRequests(ehr)).toBe(1);
      } finally {
        await ehr.stop();
      }
    });

  test('M1 where the launch is spent by the refusal, opening again asks for less', async ({ page }) => {
    const ehr = await ehrWith({
      personality: { ...plain, scopePolicy: { refuse: ['user/Slot.rs'], handle: 'spent' } },
    });
    try {
      await launch(page, ehr);
      await sayOf(page, 'The EHR refused one of the permissions that this app asked for.');
      await expect(page.getByText(/asked for: launch openid fhirUser .*user\/Slot\.rs/)).toBeVisible();
      await expect(page.getByText(/The scope user\/Slot\.rs is not allowed/)).toBeVisible();
      await launch(page, ehr);
      await sayOf(page, ANSWER);
    } finally {
      await ehr.stop();
    }
  });

  test('M1 a grant for laboratory values alone is no grant for function: it is not seen, and never "not met"', async ({
    page,
    ehr,
  }) => {
    const narrow = ['Observation?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory'];
    const app = await openFromChart(page, ehr, RUTH, { narrow });
    await expect(app.getByRole('heading', { level: 1 })).toHaveText(ANSWER);
    await expect(source(app, 'Observations')).toContainText('read in part');
    await expect(app.getByRole('list', { name: 'Reasons' }).getByText(/ECOG/)).toHaveCount(0);
    const why = app.getByRole('region', { name: 'Why' });
    // The words before a rule's name are its outcome.
    await expect(why.getByRole('button', { name: /^Cannot tell: Needs (much )?help with daily life/ })).toBeVisible();
    await expect(why.getByRole('button', { name: 'Cannot tell: Falling performance status' })).toBeVisible();
  });

  // The launches that are possible with what is withheld, each with what then stands beside the answer.
  for (const withhold of [
    ['Encounter'],
    ['MedicationRequest', 'Procedure'],
    ['Coverage', 'Goal', 'CareTeam'],
    ['openid'],
  ])
    test(`M1 without ${withhold.join(', ')} the chart opens, and what is missing is forbidden, not absent`, async ({
      page,
      ehr,
    }) => {
      const app = await openFromChart(page, ehr, RUTH, { withhold });
      await expect(app.getByRole('heading', { level: 1 })).toHaveText(/suggested|Too little/);
      const names: Record<string, string> = { Encounter: 'Encounters', Procedure: 'Procedures', Coverage: 'Insurance' };
      for (const type of withhold)
        if (names[type] !== undefined)
          await expect(source(app, names[type])).toContainText(/not allowed|no permission/i);
    });
});

test.describe('M1 who signed in', () => {
  test('M1 a patient who opens the app is turned away before anything is read', async ({ page, ehr }) => {
    const before = ehr.requests.length;
    await launch(page, ehr, { user: `Patient/${RUTH}` });
    await sayOf(page, 'This app is for clinicians.');
    expect(chartRequests(ehr, before)).toBe(0);
  });

  for (const [what, idToken] of [
    ['is opaque', 'opaque-word'],
    ['is malformed', 'a.%%%.c'],
    ['is for another app', ['eyJhbGciOiJub25lIn0', btoa('{"aud":"other","exp":9999999999}'), 'x'].join('.')],
  ] as const)
    test(`M1 an identity that ${what} stops the launch before anything is read`, async ({ page, ehr }) => {
      ehr.faults.add({ ...TOKEN, action: rewriteBody((body) => ({ ...body, id_token: idToken })) });
      const before = ehr.requests.length;
      await launch(page, ehr);
      await sayOf(page, /does not say clearly who signed in|meant for another app/);
      expect(chartRequests(ehr, before)).toBe(0);
    });

  test('M1 without an identity the chart opens, and nothing can be signed', async ({ page, ehr }) => {
    await launch(page, ehr, { signed: 'none' });
    await sayOf(page, ANSWER);
    await page.getByRole('button', { name: 'Refer…' }).click();
    await page.getByRole('radio', { name: 'Yes', exact: true }).check();
    await expect(page.getByRole('button', { name: /^Prepare referral for / })).toBeVisible();
  });
});

test.describe('M1 what came with the token', () => {
  for (const [what, options] of [
    ['scope', { noScope: true }],
    ['an expiry', { noExpiry: true }],
    ['the wish for a banner', { needBanner: false }],
  ] as const)
    test(`M1 an answer without ${what} opens the chart, with its banner`, async ({ page, ehr }) => {
      await launch(page, ehr, options);
      await sayOf(page, ANSWER);
      await expect(page.getByRole('banner')).toContainText('Ruth Martin');
    });

  test('M1 an intent of the EHR opens the form, and nothing is sent', async ({ page, ehr }) => {
    await launch(page, ehr, { intent: 'palliative-referral' });
    await expect(page.getByRole('heading', { name: 'Referral for Ruth Martin' })).toBeVisible();
  });

  test('M1 a look from a foreign host is not fetched', async ({ page, ehr }) => {
    await launch(page, ehr, { styleUrl: 'https://elsewhere.invalid/style.json' });
    await sayOf(page, ANSWER);
  });
});

test.describe('M1 trouble on the way', () => {
  for (const [what, action] of [
    // Chromium repeats by itself what a broken connection has taken away, a POST too.
    ['does not answer', dropBefore()],
    ['answers with a page', html()],
    ['fails', status(503)],
  ] as const) {
    test(`M1 an EHR whose sign-in information ${what}`, async ({ page, ehr }) => {
      ehr.faults.add({ ...DISCOVERY, action });
      const before = ehr.requests.length;
      await launch(page, ehr);
      await sayOf(page, /did not say how to sign in|about signing in cannot be read/);
      await expect(page.getByText('Step 3 of 6')).toBeVisible();
      expect(tokenRequests(ehr, before)).toBe(0);
    });

    test(`M1 a token endpoint that ${what}: said, and a reload opens no chart`, async ({ page, ehr }) => {
      ehr.faults.add({ ...TOKEN, action });
      const before = ehr.requests.length;
      await launch(page, ehr);
      await sayOf(
        page,
        /did not answer after you signed in|did not accept this sign-in|after signing in cannot be read/,
      );
      await expect(page.getByText('Step 5 of 6')).toBeVisible();
      ehr.faults.clear();
      await page.reload();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText('No patient data was read.')).toBeVisible();
      expect(chartRequests(ehr, before)).toBe(0);
    });
  }

  test('M1 a sign-in that takes longer than ten seconds is given up, and says so', async ({ page, ehr }) => {
    await page.clock.install();
    ehr.faults.add({ ...TOKEN, times: 1, action: delay(4000) });
    const before = ehr.requests.length;
    await launch(page, ehr);
    await expect.poll(() => tokenRequests(ehr, before)).toBe(1);
    await page.clock.runFor(11_000);
    await sayOf(page, 'The EHR did not answer after you signed in.');
  });

  test('M1 two launch parameters, and one launch handle used twice', async ({ page, ehr }) => {
    const url = ehr.launchUrl({ patient: RUTH });
    await page.goto(`${url}&launch=another`);
    await sayOf(page, 'The address that opened the app says the same thing twice.');
    await page.goto(url);
    await sayOf(page, ANSWER);
    await page.goto(url);
    await sayOf(page, 'The EHR stopped the sign-in.');
    await expect(page.getByText(/launch is not known, was used before/)).toBeVisible();
  });

  test('M1 an EHR that names another token endpoint than its own host is stopped, and told how to enter it', async ({
    page,
    ehr,
  }) => {
    ehr.faults.add({
      ...DISCOVERY,
      action: rewriteBody((body) => ({ ...body, token_endpoint: 'https://auth.elsewhere.invalid/token' })),
    });
    await launch(page, ehr);
    await sayOf(page, 'The EHR’s sign-in address is on another server than its charts.');
    await expect(page.getByText(/issuers\[\]\.tokenEndpoint/)).toBeVisible();
  });
});

test.describe('M1 an EHR that sends the app elsewhere', () => {
  test.use({ provoked: true });

  // fhirclient follows the Location of an empty 201: the policy of the page does not.
  test('M1 by the Location of an empty answer about its sign-in: nobody there hears of it', async ({ page, ehr }) => {
    await withListener(async (origin, requests) => {
      ehr.faults.add({
        ...DISCOVERY,
        action: status(201, '', { 'content-type': 'application/json', location: `${origin}/configuration` }),
      });
      await launch(page, ehr);
      await sayOf(page, 'The EHR did not say how to sign in.');
      await expect(
        page.getByText(`stopped by the Content-Security-Policy of this page: connect-src ${origin}`),
      ).toBeVisible();
      expect(requests()).toBe(0);
    });
  });
});

test.describe('M1 a code that comes a second time', () => {
  test.use({ replayed: true });

  test('M1 an address that is used a second time opens nothing new', async ({ page, context, ehr, watched }) => {
    let back = '';
    page.on('request', (request) => {
      if (request.url().includes('/index.html?') && request.url().includes('code=')) back = request.url();
    });
    await launch(page, ehr);
    await sayOf(page, ANSWER);
    const before = ehr.requests.length;
    // In the same tab the chart is there already: the code is not used again.
    await page.goto(back);
    await sayOf(page, ANSWER);
    expect(tokenRequests(ehr, before)).toBe(0);
    expect(new URL(page.url()).searchParams.has('code')).toBe(false);
    // In another tab nobody knows the launch.
    const other = await context.newPage();
    await other.goto(back);
    await sayOf(other, 'This window does not know the chart that its address names.');
    // Nor in another browser.
    const elsewhere = await context.browser()?.newContext();
    if (elsewhere === undefined) throw new Error('there is a browser');
    await watched(elsewhere);
    const stranger = await elsewhere.newPage();
    await stranger.goto(back);
    await sayOf(stranger, 'This window does not know the chart that its address names.');
    await elsewhere.close();
    expect(tokenRequests(ehr, before)).toBe(0);
  });

  test('M1 a code of another launch is not accepted: its verifier is not here', async ({ page, ehr }) => {
    // Routes see no redirect of the EHR's: the code is taken from the first page and put into the address of the second.
    const back = page.waitForRequest((request) => request.url().includes('code='));
    await launch(page, ehr, { patient: 'colon3-patient' });
    const stolen = new URL((await back).url()).searchParams.get('code') ?? '';
    await sayOf(page, /suggested/);
    await page.route('**/assets/app-*.js', (route) => route.abort());
    const next = page.waitForRequest((request) => request.url().includes('code='));
    await launch(page, ehr);
    const address = new URL((await next).url());
    await page.unroute('**/assets/app-*.js');
    address.searchParams.set('code', stolen);
    await page.goto(address.href);
    await sayOf(page, 'The EHR did not accept this sign-in.');
  });
});

test.describe('M1 a frame that keeps nothing', () => {
  const blockFrames = (): void => {
    if (window.top === window) return;
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('blocked', 'SecurityError');
      },
    });
  };

  test('M1 says so and leads on in a window of its own, with the same launch', async ({ page, context, ehr }) => {
    await context.addInitScript(blockFrames);
    const app = await openFromChart(page, ehr, RUTH);
    await expect(app.getByRole('heading', { name: /does not let the app keep its session/ })).toBeVisible();
    const opened = context.waitForEvent('page');
    await app.getByRole('link', { name: 'Open in a window of its own' }).click();
    const tab = await opened;
    await sayOf(tab, ANSWER);
    expect(await tab.evaluate(() => window.opener)).toBeNull();
  });

  test('M1 where windows are not let open, the frame stays and says what to do', async ({ page, context, ehr }) => {
    await context.addInitScript(blockFrames);
    await page.goto(ehr.chartUrl({ patient: RUTH }));
    await page.evaluate(
      (src) => {
        const frame = document.createElement('iframe');
        frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms');
        frame.src = src;
        document.querySelector('main')?.replaceChildren(frame);
      },
      ehr.launchUrl({ patient: RUTH }),
    );
    const app = page.frameLocator('iframe');
    await app.getByRole('link', { name: 'Open in a window of its own' }).click();
    await expect(app.getByText('If nothing opens, the EHR blocks new windows: tell your IT desk.')).toBeVisible();
    expect(context.pages()).toHaveLength(1);
  });

  test('M1 an EHR whose sign-in does not open in frames: the same, before anything is asked of it', async ({
    page,
    context,
  }) => {
    const ehr = await ehrWith({
      site: (site) => ({
        ...site,
        issuers: (site['issuers'] as object[]).map((issuer) => ({ ...issuer, ownWindow: true })),
      }),
    });
    try {
      const app = await openFromChart(page, ehr, RUTH);
      await expect(app.getByRole('heading', { name: /needs a window of its own/ })).toBeVisible();
      expect(ehr.requests.filter(({ path }) => path.includes('smart-configuration'))).toEqual([]);
      const opened = context.waitForEvent('page');
      await app.getByRole('link', { name: 'Open in a window of its own' }).click();
      await sayOf(await opened, ANSWER);
    } finally {
      await ehr.stop();
    }
  });
});
