// @vitest-environment happy-dom
/** The language that the screen speaks: chosen beside the patient, said to await its review, and never in the way. */
import { act, render, screen as dom, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { App } from '../../src/app/App.tsx';
import { LanguageNote } from '../../src/features/language/LanguageNote.tsx';
import { LanguageSwitch } from '../../src/features/language/LanguageSwitch.tsx';
import { startSession } from '../../src/session/start-session.ts';
import { LANGUAGE_IDS } from '../../src/site/site.ts';
import { es } from '../../src/words/es/es.ts';
import { languageSpoken, speak, type Language } from '../../src/words/language.ts';
import { chooseLanguage } from '../../src/words/load-language.ts';
import { noteText } from '../../src/words/letter.ts';
import { demoSite } from '../support/demo-site.ts';
import { fakePort } from '../support/fake-port.ts';
import { fixtureChart } from '../support/fixture-chart.ts';
import { draftOf, LUNG, mount } from '../support/mount.tsx';

const SPANISH_FILE = '../../src/words/es/es.ts';

beforeEach(() => speak('en', null));
afterEach(() => {
  vi.doUnmock(SPANISH_FILE);
  act(() => speak('en', null));
});

/** What becomes of the file, decided by the test: `come` or `fail`. */
function slowFile(): { readonly come: () => void; readonly fail: () => void } {
  let come: () => void = () => {};
  let fail: () => void = () => {};
  const file = new Promise<{ readonly es: Language }>((resolve, reject) => {
    come = () => resolve({ es });
    fail = () => reject(new TypeError('Failed to fetch dynamically imported module'));
  });
  // Whoever asked for it hears of it; nobody may have.
  file.catch(() => {});
  vi.doMock(SPANISH_FILE, () => file);
  return { come, fail };
}

const show = (): ReturnType<typeof userEvent.setup> => {
  render(
    <StrictMode>
      <LanguageSwitch offered={LANGUAGE_IDS} />
      <LanguageNote />
    </StrictMode>,
  );
  return userEvent.setup();
};
const english = (): HTMLElement => dom.getByRole('button', { name: 'EN English' });
const spanish = (): HTMLElement => dom.getByRole('button', { name: 'ES Español' });

describe('the switch', () => {
  it('names each language in that language, and says which is spoken', () => {
    show();
    expect(dom.getByRole('group', { name: 'Language of the screen' })).toContainElement(spanish());
    expect(english()).toHaveAttribute('aria-pressed', 'true');
    expect(spanish()).toHaveAttribute('aria-pressed', 'false');
    expect(english()).toHaveAttribute('lang', 'en');
    expect(spanish()).toHaveAttribute('lang', 'es');
  });

  it('is not there where the site offers one language', () => {
    render(<LanguageSwitch offered={['en']} />);
    expect(dom.queryByRole('group')).toBeNull();
  });

  it('is worked by keyboard, there and back', async () => {
    const user = show();
    await user.tab();
    await user.tab();
    expect(spanish()).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(await dom.findByRole('group', { name: 'Idioma de la pantalla' })).toBeVisible();
    expect(spanish()).toHaveFocus();
    expect(spanish()).toHaveAttribute('aria-pressed', 'true');
    await user.keyboard('{Shift>}{Tab}{/Shift} ');
    expect(await dom.findByRole('group', { name: 'Language of the screen' })).toBeVisible();
    expect(languageSpoken()).toBe('en');
  });

  it('says that the language is loading, and English stays meanwhile', async () => {
    const { come } = slowFile();
    const user = show();
    await user.click(spanish());
    expect(dom.getAllByRole('status').map(({ textContent }) => textContent)).toContain('Loading the language.');
    expect(spanish()).toHaveAttribute('aria-busy', 'true');
    expect(english()).toHaveAttribute('aria-pressed', 'true');
    await act(async () => {
      come();
      await vi.dynamicImportSettled();
    });
    await waitFor(() => expect(spanish()).toHaveAttribute('aria-pressed', 'true'));
    expect(spanish()).toHaveAttribute('aria-busy', 'false');
  });

  it('when the file does not come says so, stays in English, and can be pressed again', async () => {
    const { fail } = slowFile();
    const user = show();
    await user.click(spanish());
    await act(async () => {
      fail();
      await vi.dynamicImportSettled();
    });
    expect(await dom.findByText('The language could not be loaded. Try again.')).toBeVisible();
    expect(languageSpoken()).toBe('en');
    expect(english()).toHaveAttribute('aria-pressed', 'true');
    vi.doUnmock(SPANISH_FILE);
    await user.click(spanish());
    await waitFor(() => expect(languageSpoken()).toBe('es'));
    expect(dom.queryByText(/could not be loaded|no se pudo cargar/)).toBeNull();
  });

  it('speaks what was chosen last, though the file comes later', async () => {
    const { come } = slowFile();
    const user = show();
    await user.click(spanish());
    await user.click(english());
    await act(async () => {
      come();
      await vi.dynamicImportSettled();
    });
    expect(languageSpoken()).toBe('en');
    expect(dom.getAllByRole('status').map(({ textContent }) => textContent)).not.toContain('Loading the language.');
  });
});

describe('choosing a language', () => {
  it('rejects when the file does not come, and leaves the language as it is', async () => {
    const { fail } = slowFile();
    const chosen = chooseLanguage('es');
    fail();
    await expect(chosen).rejects.toThrow();
    expect(languageSpoken()).toBe('en');
  });

  it('is English at once, without a file', async () => {
    await chooseLanguage('es');
    const chosen = chooseLanguage('en');
    expect(languageSpoken()).toBe('en');
    await chosen;
  });
});

describe('the line beside a translation', () => {
  it('is not there in English', () => {
    show();
    expect(dom.queryByText(/review|revisión/)).toBeNull();
  });

  it('says in Spanish that a clinician has not reviewed it, and that the chart is written in English', async () => {
    const user = show();
    await user.click(spanish());
    const line = await dom.findByText(/^Traducción pendiente de revisión clínica\./);
    expect(line).toHaveTextContent('Lo que se escribe en la historia clínica está en inglés.');
  });
});

/** The whole app: the page is drawn again from its top when another language is spoken. */
async function openApp(): Promise<void> {
  const port = fakePort({ chart: fixtureChart(LUNG) });
  const session = startSession(port, demoSite());
  const lens = { practiceRecords: () => port.practiceRecords(), billing: async () => null };
  await act(async () => {
    render(<App opening={Promise.resolve({ ok: true, session, lens })} />);
    await Promise.resolve();
  });
  await dom.findByRole('heading', { level: 1, name: /is suggested/ });
}

describe('the page in Spanish', () => {
  it('is drawn again whole, and the document says its language', async () => {
    await openApp();
    await act(() => chooseLanguage('es'));
    expect(dom.getByRole('heading', { level: 1 })).toHaveTextContent(
      'Se sugiere una consulta de cuidados de apoyo y paliativos, en un plazo de 2 semanas.',
    );
    expect(document.documentElement.lang).toBe('es');
    expect(dom.getByRole('region', { name: 'Paciente' })).toHaveTextContent('N.º de historia (MRN)');
    expect(await dom.findByRole('heading', { name: 'Por qué' })).toBeVisible();
    expect(dom.getByRole('button', { name: 'Derivar…' })).toBeVisible();
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  it('keeps what was being written, and the form speaks Spanish around it', async () => {
    await openApp();
    const user = userEvent.setup();
    await user.click(await dom.findByRole('button', { name: 'Refer…' }));
    await user.type(await dom.findByLabelText('What you ask of them'), ' Thank you.');
    await act(() => chooseLanguage('es'));
    expect(dom.getByLabelText<HTMLTextAreaElement>('Qué les pide').value).toMatch(/ Thank you\.$/);
    expect(dom.getByRole('heading', { name: 'Derivación para Ruth Martin' })).toBeVisible();
  });

  it('shows the letter in English, within a form in Spanish', async () => {
    await chooseLanguage('es');
    const { user } = mount({ via: { channel: 'manual', why: 'not-granted' } });
    await user.click(await dom.findByRole('button', { name: 'Derivar…' }));
    await dom.findByRole('heading', { name: 'Derivación para Ruth Martin' });
    await user.click(dom.getByRole('radio', { name: 'Sí' }));
    expect(await dom.findByText('The patient knows of this referral and agrees.', { exact: false })).toBeVisible();
  });

  it('writes into the chart in English all the same', async () => {
    const chart = fixtureChart(LUNG);
    const content = {
      draft: { ...draftOf(chart), patientAgrees: 'yes' as const },
      patient: chart.patient,
      service: null,
      site: demoSite(),
      requester: null,
      decisionId: 'abc',
    };
    const before = noteText(content);
    await chooseLanguage('es');
    expect(noteText(content)).toBe(before);
  });
});
