import {
  ADVANCE_DIRECTIVE,
  CARE_PREFERENCES,
  CODE_STATUS_LOINC,
  HEALTH_CARE_AGENT,
  PORTABLE_ORDERS,
} from '../../fhir/terminology/palliative.ts';
import { LOINC } from '../../fhir/terminology/systems.ts';
import { ofPatient, type SearchSource } from './source.ts';

/** Types of documents about advance care planning. */
const PLANNING = [ADVANCE_DIRECTIVE, CARE_PREFERENCES, CODE_STATUS_LOINC, HEALTH_CARE_AGENT, PORTABLE_ORDERS]
  .flatMap(({ system, codes }) => codes.map((code) => `${system}|${code}`))
  .join(',');

/** The category that US Core gives advance directive information (clinical 5.6). */
const CATEGORY = `${LOINC}|42348-3`;

const LEFT_OUT = 'documents of other types than advance care planning';

/**
 * All current documents, for hospitals name an advance directive in their own codes. Where the server demands a type or a
 * category, those of advance care planning; then the others were not received, and the source says so.
 */
export const documentReferenceSource: SearchSource<'DocumentReference'> = {
  how: 'search',
  id: 'DocumentReference',
  needs: 's',
  // Only lists of documents are read, never what is in them; a long history has many hundreds. [DESIGN]
  caps: { pages: 20, resources: 2000 },
  lookBack: { all: null },
  queries: (about) => {
    const params = ofPatient(about);
    const current = { ...params, status: 'current' };
    return [
      {
        params: current,
        fallbacks: [
          { params, leavesOut: null },
          { params: { ...current, type: PLANNING }, leavesOut: LEFT_OUT },
          { params: { ...params, type: PLANNING }, leavesOut: LEFT_OUT },
          { params: { ...params, category: CATEGORY }, leavesOut: LEFT_OUT },
        ],
      },
    ];
  },
};
