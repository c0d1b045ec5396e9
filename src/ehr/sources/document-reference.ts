import {
  ADVANCE_DIRECTIVE,
  CARE_PREFERENCES,
  CODE_STATUS_LOINC,
  HEALTH_CARE_AGENT,
  PORTABLE_ORDERS,
} from '../../fhir/terminology/palliative.ts';
import { CLINICAL_NOTE, PROGRESS_NOTE } from '../../fhir/terminology/notes.ts';
import { LOINC } from '../../fhir/terminology/systems.ts';
import { escapeToken } from '../escape-token.ts';
import { ofPatient, type SearchSource } from './source.ts';

/** Types of documents about advance care planning. */
const PLANNING = [ADVANCE_DIRECTIVE, CARE_PREFERENCES, CODE_STATUS_LOINC, HEALTH_CARE_AGENT, PORTABLE_ORDERS]
  .flatMap(({ system, codes }) => codes.map((code) => `${system}|${code}`))
  .join(',');

/** The category with which a note that holds a decision of ours is written. */
const NOTES = `${CLINICAL_NOTE.system}|${CLINICAL_NOTE.code}`;

/** The category that US Core gives advance directive information (clinical 5.6). */
const CATEGORY = `${LOINC}|42348-3`;

const LEFT_OUT = 'documents of other types than advance care planning and our own notes';
const NOTES_LEFT_OUT_TOO = 'documents of other types than advance care planning';

/**
 * All current documents, for hospitals name an advance directive in their own codes. Where the server demands a type or a
 * category, those of advance care planning and those that may hold a decision of ours; then the others were not received, and
 * the source says so.
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
    const { system, code } = about.noteType ?? PROGRESS_NOTE;
    const type = `${PLANNING},${escapeToken(system)}|${escapeToken(code)}`;
    return [
      {
        params: current,
        fallbacks: [
          { params, leavesOut: null },
          { params: { ...current, type }, leavesOut: LEFT_OUT },
          { params: { ...params, type }, leavesOut: LEFT_OUT },
          { params: { ...params, category: `${CATEGORY},${NOTES}` }, leavesOut: LEFT_OUT },
          { params: { ...params, category: CATEGORY }, leavesOut: NOTES_LEFT_OUT_TOO },
        ],
      },
    ];
  },
};
