/** The line beside the answer that says what matters to the patient. */
import type { Language } from '../language.ts';

export const matters: Language['matters'] = {
  label: 'Lo que importa:',
  goal: (words) => `“${words}”`,
  who: { patient: 'la persona', relative: 'la familia' },
  saidBy: (who, date) => `(${who}${date === null ? '' : `, ${date}`})`,
  codeStatus: (says, date, differs) => {
    const on = date === null ? '' : `, ${date}`;
    if (differs)
      return `Indicación sobre reanimación: los registros no coinciden${says === null ? '' : `; uno dice ${says}`}${on}`;
    return `${says === null ? 'Consta una indicación sobre reanimación' : `Indicación sobre reanimación: ${says}`}${on}`;
  },
  agent: (name) => `Representante para decisiones de salud: ${name}`,
  more: 'Más',
  moreName: 'Más sobre la atención y los objetivos',
};
