/** Which service somebody or something belongs to: palliative medicine or hospice, by code or only by name. */
import type { Code } from '../../domain/chart/evidence.ts';
import type { Told } from '../../domain/chart/records.ts';
import { anyIn } from '../terminology/code-set.ts';
import {
  HOSPICE_CARE,
  HOSPICE_ENCOUNTER_TYPES,
  HOSPICE_ORGANIZATION,
  PALLIATIVE_SPECIALTY,
  PALLIATIVE_TAXONOMY,
  SPECIALIST_PALLIATIVE,
} from '../terminology/palliative.ts';
import { NUCC } from '../terminology/systems.ts';
import { affirms } from './mentions.ts';

/** Specialist palliative care. A name alone ("Supportive care clinic") may be anybody's. */
export function palliativeService(concepts: readonly Code[], said: string): Told | null {
  if (anyIn(concepts, SPECIALIST_PALLIATIVE, PALLIATIVE_SPECIALTY) || concepts.some(isPalliativeTaxonomy))
    return 'coded';
  return affirms(said, 'palliative') || affirms(said, 'supportive care') ? 'words' : null;
}

export function hospiceService(concepts: readonly Code[], said: string): Told | null {
  if (anyIn(concepts, HOSPICE_CARE, HOSPICE_ENCOUNTER_TYPES, HOSPICE_ORGANIZATION)) return 'coded';
  return affirms(said, 'hospice') ? 'words' : null;
}

/** Provider taxonomy "Hospice and Palliative Medicine" of any basic specialty. */
function isPalliativeTaxonomy({ system, code }: Code): boolean {
  return system === NUCC && PALLIATIVE_TAXONOMY.test(code);
}
