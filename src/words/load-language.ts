/** Changes the language that the screen speaks. */
import { speak, type LanguageId } from './language.ts';

/** The last choice wins, whichever file arrives last. */
let choice = 0;

/**
 * English is there at once; Spanish comes as a file of its own and is spoken when it is there. Rejects when the file does not come:
 * the language stays as it is, and choosing again asks for the file again.
 */
export async function chooseLanguage(id: LanguageId): Promise<void> {
  choice += 1;
  const mine = choice;
  if (id === 'en') {
    speak('en', null);
    return;
  }
  const { es } = await import('./es/es.ts');
  if (mine === choice) speak(id, es);
}
