/** Words of the switch between languages, and beside what is said in another one. */
import type { Language } from '../language.ts';

export const languages: Language['languages'] = {
  label: 'Idioma de la pantalla',
  loading: 'Cargando el idioma.',
  failed: 'El idioma no se pudo cargar. Inténtelo de nuevo.',
  review: 'Traducción pendiente de revisión clínica. Lo que se escribe en la historia clínica está en inglés.',
};
