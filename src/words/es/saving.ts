/** Words beside an entry that can be written into the chart: the offer, and what became of it. */
import type { Language } from '../language.ts';

export const saving: Language['saving'] = {
  save: 'Guardar en la historia clínica',
  saveWhat: (what) => `Guardar en la historia clínica: ${what}`,
  saving: 'Guardando, a la espera del EHR',
  saved: 'Se guardó en la historia clínica',
  staged: 'El EHR lo recibió para revisión',
  refused: (reason) => `El EHR no lo aceptó: ${reason}`,
  notSaved: (reason) => `No se guardó: ${reason}`,
  unknown: 'No pudimos confirmar si se guardó.',
  lookInChart: 'Mire en la historia clínica antes de ingresarlo allí.',
  checkAgain: 'Comprobar de nuevo',
  checkAgainWhat: (what) => `Comprobar de nuevo: ${what}`,
  stays: 'El registro queda en la historia clínica y hay que corregirlo allí.',
};
