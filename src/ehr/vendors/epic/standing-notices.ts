import { codes, text } from '../../../fhir/read/json.ts';
import type { Quirk } from '../vendor.ts';

/** "The search found nothing." "The answer holds what the user may see; the record may hold more." */
const FOUND_NOTHING = '4101';
const MAY_HOLD_MORE = '4119';
/** The app, or the user, may not see one kind of such records; `diagnostics` names it. */
const KIND_WITHHELD: readonly string[] = ['59204', '59205'];

/** Nothing but records of elsewhere is named. */
const OUTSIDE_ALONE = /- Outside Record\W*$/;
const FAILED: ReadonlySet<string> = new Set(['error', 'fatal']);

export const standingNotices: Quirk = {
  what: 'Beside nearly every answer stands that the record may hold more: a standing notice, no sign of a lost page. Records of other organizations that the user may not see are told of in the same way.',
  reference: 'interop 3.2; issues 4101, 4119, 59204 and 59205 as seen in May 2026',
  certainty: 'observed',
  changes: {
    remark(issue) {
      const found = codes(issue['details']).map(({ code }) => code);
      // What was kept back comes first: one issue may carry several codes.
      if (KIND_WITHHELD.some((code) => found.includes(code)))
        return OUTSIDE_ALONE.test(text(issue['diagnostics']) ?? '') ? 'outside-records-withheld' : 'less';
      if (!found.includes(FOUND_NOTHING) && !found.includes(MAY_HOLD_MORE)) return null;
      if (FAILED.has(text(issue['severity']) ?? '')) return 'less';
      return found.includes(FOUND_NOTHING) ? 'nothing' : 'may-hold-more';
    },
  },
};
