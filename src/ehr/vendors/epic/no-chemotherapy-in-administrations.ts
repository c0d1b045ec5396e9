import type { Quirk } from '../vendor.ts';

export const noChemotherapyInAdministrations: Quirk = {
  what: 'MedicationAdministration holds what is given through lines, drains and airways (LDAs), not chemotherapy: an empty answer does not mean that none was given.',
  reference: 'interop 3.2; open.epic.com API list',
  certainty: 'documented',
  changes: { notAsked: ['MedicationAdministration'] },
};
