/** EOM-1: hospital stays and emergency visits after outpatient treatment. */
import type { Episode as Stay } from '../chart/acute-care-episodes.ts';
import type { Exposure } from '../chart/exposures.ts';
import type { When } from '../logic/when.ts';
import { isInWindow, judged, unread, withoutTreatment, type Judged, type MeasureInput } from './judged.ts';
import { said } from './lens-says.ts';
import { isGiven } from './visits.ts';

/** A stay that is seen counts; that none is seen says little, for other hospitals' are not here. */
export function staysAfterTreatment(input: MeasureInput): Judged {
  const { chart, cancers, care, treatment, numbers } = input;
  const since = chart.asOf - numbers.lookBackDays;
  const given = treatment.exposures.filter(
    (one) => isGiven(one) && isInWindow(one, since) && !care.episodes.some((stay) => isDuring(one, stay)),
  );
  const none = withoutTreatment(input, given);
  if (none !== null) return none;
  const after = care.episodes.flatMap((stay) => {
    const before = given.filter((one) => isAfter(stay.start, one.start, numbers.stayAfterDays));
    const last = before.at(-1);
    return last === undefined || stay.planned === 'yes' ? [] : [{ stay, treated: last.start }];
  });
  const counted = after.filter(({ stay }) => stay.op35 === true);
  const unsure = after.filter(({ stay }) => stay.op35 === null);
  const says = [
    ...counted.map(({ stay, treated }) =>
      said('stay-after-treatment', { kind: stay.kind, on: stay.start, after: treated }, stay.encounters),
    ),
    ...unsure.map(({ stay, treated }) =>
      said('stay-cause-unclear', { on: stay.start, after: treated }, stay.encounters),
    ),
  ];
  const leukemia = cancers.find(({ site }) => site === 'leukemia');
  if (leukemia !== undefined)
    return judged('cannot-tell', said('leukemia-left-out', { cancer: leukemia.name }, leukemia.evidence), ...says);
  if (counted.length > 0) return judged('met', ...says);
  const missing = unread(chart, ['Encounter']);
  return judged(
    'cannot-tell',
    ...says,
    missing.length > 0
      ? said('not-read', { sources: missing })
      : said('stay-none-seen', { days: numbers.stayAfterDays, since }),
  );
}

/** Given in hospital, where the measure counts what is given to outpatients: on a later day of a stay, or on the first of a planned one. */
function isDuring({ start }: Exposure, stay: Stay): boolean {
  if (stay.kind !== 'inpatient' || stay.end === null) return false;
  const from = stay.planned === 'yes' ? stay.start.lo : stay.start.hi + 1;
  return start.lo >= from && start.hi <= stay.end.lo;
}

/** On the day of treatment or so many days after it, as far as both days are known. */
function isAfter(stay: Stay['start'], treated: When, days: number): boolean {
  return stay.lo >= treated.hi && stay.hi <= treated.lo + days;
}
