/** Which shape a thing has. Shapes tell kinds apart; color never does alone. */
import type { LaneId, What } from '../../domain/course/item.ts';

export type Shape =
  | 'diagnosis'
  | 'stage'
  | 'spread'
  | 'progression'
  | 'status'
  | 'death'
  | 'line'
  | 'treatment'
  | 'radiotherapy'
  | 'planned'
  | 'ed'
  | 'unplanned'
  | 'plannedStay'
  | 'observation'
  | 'unclear'
  | 'reading'
  | 'otherScale'
  | 'mood'
  | 'setAside'
  | 'weight'
  | 'referral'
  | 'contact'
  | 'standing'
  | 'decision';

const STAYS = {
  ed: 'ed',
  observation: 'observation',
  unplanned: 'unplanned',
  'presumed-unplanned': 'unplanned',
  planned: 'plannedStay',
  unknown: 'unclear',
} as const;

export function shapeOf(what: What): Shape {
  switch (what.is) {
    case 'diagnosis':
      return what.standing === 'unclear' ? 'unclear' : 'diagnosis';
    case 'metastasis':
      return what.standing === 'unclear' ? 'unclear' : 'spread';
    case 'effusion':
      return 'spread';
    case 'spread-sign':
    case 'symptom-unclear':
      return 'unclear';
    case 'stage':
    case 'm-category':
      return 'stage';
    case 'disease-status':
      return what.status === 'worsened' ? 'progression' : what.status === 'unclear' ? 'unclear' : 'status';
    case 'death':
      return 'death';
    case 'line':
      return 'line';
    case 'treatment':
      return 'treatment';
    case 'radiotherapy':
    case 'transplant':
      return 'radiotherapy';
    case 'planned-treatment':
      return 'planned';
    case 'stay':
      return STAYS[what.kind];
    case 'performance':
      return !what.understood ? 'unclear' : what.scale === 'ecog' ? 'reading' : 'otherScale';
    case 'asking':
      return !what.physical ? 'mood' : what.setAside ? 'setAside' : 'reading';
    case 'distress':
      return 'mood';
    case 'weight':
      return what.kilograms === null ? 'unclear' : 'weight';
    case 'referral':
      return what.sure ? 'referral' : 'unclear';
    case 'care':
      return !what.sure ? 'unclear' : what.how === 'standing' ? 'standing' : 'contact';
    case 'appointment':
      return 'contact';
    case 'decision':
      return 'decision';
    default:
      return what satisfies never;
  }
}

/** Explained under each lane whether they are in the picture or not: what comes late moves nothing. */
export const LEGEND: Readonly<Record<LaneId, readonly Shape[]>> = {
  cancer: ['diagnosis', 'stage', 'spread', 'progression', 'status'],
  treatment: ['line', 'treatment', 'radiotherapy', 'planned'],
  hospital: ['ed', 'unplanned', 'plannedStay', 'observation', 'unclear'],
  function: ['reading', 'otherScale'],
  symptoms: ['reading', 'setAside', 'mood'],
  weight: ['weight'],
  care: ['referral', 'contact', 'standing', 'decision', 'unclear'],
};
