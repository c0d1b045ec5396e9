// @vitest-environment happy-dom
import { act, screen as dom, waitFor, within } from '@testing-library/react';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import { SOURCE_IDS, type SourceId } from '../../src/domain/chart/source.ts';
import { problem } from '../../src/domain/problem.ts';
import { referLook } from '../../src/features/assessment/refer-look.ts';
import { saidSoFar } from '../../src/features/assessment/so-far.ts';
import { screen } from '../../src/words/screen.ts';
import { say } from '../../src/words/say.ts';
import { palliativeAppointment } from '../support/builders/planning.ts';
import { ago, chartOf, patient, STAGE_IV } from '../support/chart-of.ts';
import { demoSite } from '../support/demo-site.ts';
import { chartWithout, fixtureChart, SCENARIOS } from '../support/fixture-chart.ts';
import { LUNG, mount } from '../support/mount.tsx';

const answer = (name: string | RegExp): Promise<HTMLElement> => dom.findByRole('heading', { level: 1, name });

describe('the answer', () => {
  it('says what is suggested, why with value and date, what was not seen, and offers one decision', async () => {
    mount();
    await answer('A supportive & palliative care visit is suggested, within 2 weeks.');
    const reasons = within(dom.getByRole('list', { name: 'Reasons' })).getAllByRole('listitem');
    expect(reasons.map((one) => one.textContent)).toEqual([
      expect.stringMatching(/^Two hospital stays in 90 days, neither recorded as planned: .*30 Oct 2026/),
      expect.stringMatching(/^ECOG 1 on 8 Aug 2026, 2 on 5 Nov 2026/),
      // The context of the findings comes after them.
      expect.stringMatching(/^Bone metastases, recorded 20 Jan 2026/),
    ]);
    expect(dom.getByText('Not seen:')).toBeVisible();
    expect(dom.getByRole('button', { name: 'Refer…' })).toBeVisible();
  });

  it('names the patient above everything, with birth date, age, sex and record number', async () => {
    mount();
    const banner = await dom.findByRole('region', { name: 'Patient' });
    await waitFor(() => expect(banner).toHaveTextContent('Ruth Martin'));
    expect(banner).toHaveTextContent('femaleborn 3 May 1958 (68 y)MRN 00421');
  });

  it('keeps patient data out of the title of the document', async () => {
    mount();
    await answer(/suggested/);
    expect(document.title).not.toMatch(/Ruth|Martin|00421|1958/);
  });

  it('has one first heading, and reads out the settled answer only', async () => {
    const { port } = mount({ slow: true });
    expect(dom.getByRole('heading', { level: 1 })).toHaveTextContent('Reading the chart.');
    const spoken = (): string =>
      dom
        .getAllByRole('status')
        .map(({ textContent }) => textContent)
        .join('');
    act(() => port.progress({ chart: chartWithout(LUNG, ['Encounter']), pending: ['Encounter'] }));
    expect(dom.getAllByRole('heading', { level: 1 })).toHaveLength(1);
    expect(spoken()).toBe('');
    act(() => port.finish());
    await answer(/^A supportive/);
    expect(spoken()).toContain('A supportive & palliative care visit is suggested');
  });

  it('opens the line of what was not seen to all of it', async () => {
    const { user } = mount({
      chart: fixtureChart(LUNG, { Encounter: { state: 'failed', problem: problem('timeout', 'GET') } }),
    });
    const line = await dom.findByRole('button', { name: /Not seen:/ });
    expect(line).toHaveAttribute('aria-expanded', 'false');
    await user.click(line);
    expect(line).toHaveAttribute('aria-expanded', 'true');
    expect(dom.getByRole('list', { name: 'What could not be seen' })).toBeVisible();
  });
});

describe('the Refer button', () => {
  const look = (scenario: string): string | null => referLook(assess(fixtureChart(scenario)).recommendation);

  it('is the one filled button only where what it orders is what is suggested', () => {
    expect(look(LUNG)).toBe('filled');
    expect(look('lung-stage-4-planned-chemotherapy-stays')).toBe('outlined');
    expect(look('breast-stage-2-well')).toBe('outlined');
    expect(look('pancreas-hospice')).toBe('outlined');
    expect(look('lung-one-visit-diagnosis')).toBe('outlined');
    expect(look('ovary-referral-prepared')).toBe('sign');
    expect(look('breast-stage-4-referral-open')).toBeNull();
    const conversation = { ...assess(fixtureChart(LUNG)).recommendation, level: 'hospice-conversation' } as const;
    expect(referLook(conversation)).toBe('filled');
  });
});

describe('reasons', () => {
  it('say which of several dates was so long ago', async () => {
    mount();
    await answer(/suggested/);
    const [stays, , bone] = within(dom.getByRole('list', { name: 'Reasons' })).getAllByRole('listitem');
    expect(stays).toHaveTextContent(/30 Oct 2026, latest 13 days ago$/);
    expect(bone).toHaveTextContent(/recorded 20 Jan 2026 10 months ago$/);
  });
});

describe('gates', () => {
  it.each([
    ['lung-deceased', /^Recorded as deceased/, false],
    ['teenager-lymphoma', /^Under 18/, false],
    ['breast-stage-4-referral-open', /^Already referred/, false],
    ['ovary-referral-prepared', /^Referral prepared .*not an order until it is signed/, false],
    ['pancreas-hospice', /^Hospice care recorded since/, true],
    ['no-cancer', /^No active cancer is recorded in what we could read/, true],
    ['lung-one-visit-diagnosis', /^Cancer status unclear/, true],
  ])('%s: says it, and offers a referral only where one makes sense', async (scenario, sentence, refers) => {
    mount({ chart: fixtureChart(scenario) });
    await answer(sentence);
    expect(dom.queryAllByRole('button', { name: 'Refer…' })).toHaveLength(refers ? 1 : 0);
  });

  it('a first visit that is only booked is told as that, on the day of the visit; while much is unread, not as the first', async () => {
    const booked = palliativeAppointment(`${ago(-21)}T10:00:00Z`, { created: ago(3) });
    const chart = chartOf([patient(), ...STAGE_IV, booked]);
    const { port } = mount({ chart, slow: true });
    const unread = chartOf([patient(), ...STAGE_IV, booked], { states: { Encounter: 'not-asked' } });
    act(() => port.progress({ chart: unread, pending: ['Encounter'] }));
    const heading = (): HTMLElement => dom.getByRole('heading', { level: 1 });
    expect(heading()).toHaveTextContent('So far: supportive & palliative care visit booked: 3 Dec 2026.');
    act(() => port.finish());
    await answer('Supportive & palliative care visit booked: 3 Dec 2026.');
    expect(dom.getByRole('list', { name: 'On record' })).toHaveTextContent('Palliative medicine3 Dec 2026 in 21 days');
  });

  it('shows the referral that is on record, with its state and its record', async () => {
    const { user } = mount({ chart: fixtureChart('breast-stage-4-referral-open') });
    const list = await dom.findByRole('list', { name: 'On record' });
    expect(list).toHaveTextContent(/Referral to palliative care service, open/);
    await user.click(within(list).getByRole('button', { name: 'Open the FHIR record' }));
    expect(within(list).getByRole('figure', { name: /^ServiceRequest\// })).toHaveTextContent('"resourceType"');
  });
});

describe('safety lines', () => {
  const lines = (): readonly HTMLElement[] => {
    const list = dom.queryByRole('list', { name: 'Recorded, with a protocol of your site' });
    return list === null ? [] : within(list).getAllByRole('listitem');
  };
  const said = (): readonly (string | null)[] => lines().map((one) => one.textContent);

  it('stand above the answer, with day and value, in plain words', async () => {
    mount({ chart: fixtureChart('28a-breast-stage-4-hypercalcemia-3-days') });
    const heading = await answer(/visit is suggested/);
    const [line] = lines();
    expect(line).toHaveTextContent(
      /^Recorded 9 Nov 2026: corrected calcium \d+(\.\d)? mg\/dL\. If this is new, your local protocol comes first\.$/,
    );
    expect(heading.compareDocumentPosition(line ?? heading)).toBe(Node.DOCUMENT_POSITION_PRECEDING);
    // No alarm: nothing that a screen reader would interrupt with, no note in amber or red, no picture.
    expect(dom.queryByRole('alert')).toBeNull();
    expect(line?.querySelector('svg, strong')).toBeNull();
  });

  it('stand behind a gate too, also without a cancer', async () => {
    mount({ chart: fixtureChart('58-no-cancer-self-harm-item') });
    await answer(/^No active cancer is recorded/);
    expect(said()).toEqual(['PHQ-9 item 9 was answered above 0 on 5 Nov 2026. Follow your local protocol.']);
  });

  it('have the site’s own words beside them, as they are and as text; the others have none', async () => {
    const protocols = { 'self-harm-item': '<b>Page</b> psycho-oncology, 5-0100', svc: 'Not this one' };
    mount({ chart: fixtureChart('58-no-cancer-self-harm-item') }, { site: { ...demoSite(), protocols } });
    await answer(/^No active cancer is recorded/);
    expect(said()).toEqual([
      'PHQ-9 item 9 was answered above 0 on 5 Nov 2026. Follow your local protocol. Here: <b>Page</b> psycho-oncology, 5-0100',
    ]);
    expect(lines()[0]?.querySelector('b')).toBeNull();
  });

  it('stand as soon as they are found, before the whole chart is read', () => {
    const chart = chartWithout('58-no-cancer-self-harm-item', ['Encounter']);
    const { port } = mount({ chart, slow: true });
    act(() => port.progress({ chart, pending: ['Encounter'] }));
    expect(said()).toHaveLength(1);
  });

  it('say nothing of the dead, and take no place where there are none', async () => {
    const chart = fixtureChart('58-no-cancer-self-harm-item');
    const { deceased } = fixtureChart('lung-deceased').patient;
    mount({ chart: { ...chart, patient: { ...chart.patient, deceased } } });
    await answer(/^Recorded as deceased/);
    expect(lines()).toEqual([]);
  });
});

describe('a referral that is there already', () => {
  it('waiting for a signature: by whom, what to do, and no later day', async () => {
    const ovary = fixtureChart('ovary-referral-prepared');
    const referrals = ovary.referrals.map((one) => ({ ...one, requesterName: 'Lena Brandt, RN' }));
    mount({ chart: { ...ovary, referrals } });
    expect(await dom.findByRole('list', { name: 'On record' })).toHaveTextContent(
      'prepared, not signed, by Lena Brandt, RN',
    );
    expect(dom.getByText(/^To do: sign it, change it or discard it\./)).toBeVisible();
    expect(dom.queryByText(/^Look again on/)).toBeNull();
  });

  it('says who may sign it, though the EHR says who is signed in after the chart', async () => {
    let read = (): void => {};
    mount({
      chart: fixtureChart('ovary-referral-prepared'),
      userRead: new Promise((resolve) => (read = resolve)),
    });
    expect(await dom.findByRole('button', { name: 'Look at it' })).toBeVisible();
    read();
    // What is to be done stands where a referral would be begun.
    expect(await dom.findByRole('button', { name: 'Look at it and sign' })).toHaveAttribute('data-look', 'filled');
    expect(dom.queryByRole('button', { name: 'Look at it' })).toBeNull();
    expect(dom.queryByRole('button', { name: 'Refer…' })).toBeNull();
  });

  it('tells staff that it waits, and not to sign', async () => {
    mount({ chart: fixtureChart('ovary-referral-prepared'), role: 'staff' });
    expect(await dom.findByText(/^It waits for a signature\./)).toBeVisible();
    expect(dom.queryByText(/sign it, change it/)).toBeNull();
  });

  it('one that was signed is by whom it names, no more for their signature', async () => {
    const open = fixtureChart('breast-stage-4-referral-open');
    const named = { requesterName: 'Dr. Amara Osei', preparedBy: 'Lena Brandt, RN' };
    mount({ chart: { ...open, referrals: open.referrals.map((one) => ({ ...one, ...named })) } });
    const onRecord = await dom.findByRole('list', { name: 'On record' });
    expect(onRecord).toHaveTextContent('open, by Dr. Amara Osei');
    expect(onRecord).not.toHaveTextContent('for the signature of');
  });

  it('offers no signing where the site has it done in the EHR', async () => {
    const site = demoSite();
    const unsigned = { ...site, referral: { ...site.referral, statusPolicy: 'unsigned-order' as const } };
    mount({ chart: fixtureChart('ovary-referral-prepared') }, { site: unsigned });
    expect(await dom.findByRole('button', { name: 'Look at it' })).toBeVisible();
    expect(dom.queryByRole('button', { name: 'Look at it and sign' })).toBeNull();
  });

  it('beside a question that is being written, it is not the filled one', async () => {
    const { user } = mount({ chart: fixtureChart('ovary-referral-prepared') });
    await user.click(await dom.findByRole('button', { name: 'Ask the palliative team' }));
    expect(dom.getByRole('button', { name: 'Look at it and sign' })).toHaveAttribute('data-look', 'outlined');
  });

  it('open: what cannot be seen of it, and no day on which to look again', async () => {
    mount({ chart: fixtureChart('breast-stage-4-referral-open') });
    expect(await dom.findByText(/^What is visible of it stands under Referrals\./)).toBeVisible();
    // What is to be done is done now: no day on which to look at it again.
    expect(dom.queryByText(/^Look again on/)).toBeNull();
    expect(dom.getByText(/^The question comes back on .* also if the referral is still open then\.$/)).toBeVisible();
  });
});

describe('the banner', () => {
  it('has no running age for the dead, but the day of the death', async () => {
    mount({ chart: fixtureChart('lung-deceased') });
    const banner = await dom.findByRole('region', { name: 'Patient' });
    await waitFor(() => expect(banner).toHaveTextContent(/born \d+ \w+ \d{4}, died \d+ \w+ 2026/));
    expect(banner).not.toHaveTextContent(/\d+ y\)/);
  });

  it('holds cancer and stage at every width', async () => {
    mount();
    const banner = await dom.findByRole('region', { name: 'Patient' });
    await waitFor(() => expect(banner).toHaveTextContent(/stage IV/));
    const styles = readFileSync('src/features/patient-banner/PatientBanner.module.css', 'utf8');
    expect(styles).toMatch(/max-width: 48rem/);
    expect(styles).not.toMatch(/display: ?none/);
  });
});

describe('for readers of the screen', () => {
  it('names the region of the answer, and does not leave its sentence there twice', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    mount();
    await answer(/suggested/);
    const region = dom.getByRole('region', { name: 'Answer' });
    expect(within(region).getByRole('status')).toHaveTextContent('The answer: A supportive');
    act(() => void vi.advanceTimersByTime(5000));
    expect(within(region).getByRole('status')).toBeEmptyDOMElement();
    vi.useRealTimers();
  });
});

/** What may only be said of a whole chart. */
const REASSURING =
  /nothing recorded|no active cancer|too little|unclear|not met|does not apply|in remission|cannot tell|none on record|no other/i;

describe('before the whole chart has been read', () => {
  it('says so far what was found, and what is still being read', () => {
    const { port } = mount({ slow: true });
    const pending: readonly SourceId[] = ['Encounter', 'Observation', 'CarePlan', 'Procedure'];
    act(() => port.progress({ chart: chartWithout(LUNG, pending), pending }));
    expect(dom.getByRole('heading', { level: 1 })).toHaveTextContent('So far: 1 finding on record.');
    expect(dom.getByText('Still reading: encounters, observations, care plans and procedures.')).toBeVisible();
    expect(dom.queryByRole('button', { name: 'Refer…' })).toBeNull();
  });

  it('never shows a reassuring word on the page, whatever has arrived of whichever chart', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SCENARIOS),
        fc.subarray(
          SOURCE_IDS.filter((id) => id !== 'Patient'),
          { minLength: 1 },
        ),
        (scenario, pending) => {
          const { port, unmount } = mountOnce();
          const chart = chartWithout(scenario, pending);
          act(() => port.progress({ chart, pending }));
          const main = dom.getByRole('main').textContent ?? '';
          unmount();
          // The course repeats what a diagnosis is called ("myeloma in remission"): the record's words, not the page's.
          const ours = chart.conditions.reduce((said, { label }) => said.replaceAll(label, ''), main);
          expect(ours).not.toMatch(REASSURING);
          expect(main).toMatch(/Still reading|being read/);
        },
      ),
      { numRuns: 60 },
    );

    function mountOnce(): { port: ReturnType<typeof mount>['port']; unmount: () => void } {
      const mounted = mount({ slow: true });
      return { port: mounted.port, unmount: mounted.unmount };
    }
  });

  it('lets no sentence stand that rests on what is not there', () => {
    for (const scenario of SCENARIOS) {
      for (const source of SOURCE_IDS) {
        if (source === 'Patient') continue;
        const { recommendation } = assess(chartWithout(scenario, [source]), { pending: [source] });
        const said = saidSoFar(recommendation);
        if (said !== null) expect(say(said)).not.toMatch(REASSURING);
      }
    }
  });
});

describe('when the patient cannot be read', () => {
  it('says what happened and what to do, and lets the reader try again', async () => {
    const { user, port } = mount({ unreadable: problem('timeout', 'GET Patient/{id}: 15 s') });
    await answer(screen.answer.unreadable);
    expect(dom.getByText(/The EHR took too long to answer/)).toBeVisible();
    await user.click(dom.getByRole('button', { name: 'Try again' }));
    expect(port.calls.load).toBe(2);
  });

  it('shows no patient, and offers no new try when it is another patient', async () => {
    mount({ unreadable: problem('wrong-patient', 'GET Patient/{id}') });
    await answer(screen.answer.unreadable);
    expect(dom.getByRole('region', { name: 'Patient' })).toHaveTextContent('Patient not read');
    expect(document.body).not.toHaveTextContent('Ruth Martin');
    expect(dom.queryByRole('button', { name: 'Try again' })).toBeNull();
  });
});

describe('text from the record', () => {
  it('is text, whatever it holds', async () => {
    const name = '<img src=x onerror=alert(1)> Martin';
    const chart = fixtureChart(LUNG);
    const label = '<script>alert(2)</script><div xmlns="http://www.w3.org/1999/xhtml">Brain</div>';
    mount({
      chart: {
        ...chart,
        patient: { ...chart.patient, name },
        conditions: chart.conditions.map((one) => (one.cancer === null ? one : { ...one, label })),
      },
    });
    await answer(/suggested/);
    expect(dom.getByRole('region', { name: 'Patient' })).toHaveTextContent(name);
    expect(document.querySelector('img, script')).toBeNull();
  });
});
