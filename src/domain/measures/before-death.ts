/** EOM-2 and EOM-3: hospice, and treatment, before a death. Of the living nothing is said but what the measures count. */
import { isTreatmentRead } from '../chart/exposures.ts';
import type { SourceId } from '../chart/source.ts';
import type { When } from '../logic/when.ts';
import { unreadTreatment } from './candidate.ts';
import { episodeOf } from './episode.ts';
import { judged, unread, type Judged, type MeasureInput } from './judged.ts';
import { said } from './lens-says.ts';
import { isGiven } from './visits.ts';

/** The day of a death that is in an episode as far as one can be estimated, or why nothing can be told of it. */
function deathInEpisode({ chart, treatment, numbers }: MeasureInput): When | Judged {
  const died = chart.patient.deceased?.on ?? null;
  if (died === null || died.lo !== died.hi) return judged('cannot-tell', said('death-undated', {}));
  const episode = episodeOf(treatment, died.lo, numbers);
  if (episode !== null && episode.days !== null) return died;
  return isTreatmentRead(chart)
    ? judged('cannot-tell', said('death-outside-episode', { died: died.lo }))
    : judged('cannot-tell', said('not-read', { sources: unreadTreatment(chart) }));
}

/** EOM-2. */
export function hospiceBeforeDeath(input: MeasureInput): Judged {
  const { chart, numbers } = input;
  if (chart.patient.deceased === null) return judged('not-in-denominator', said('alive-hospice', {}));
  const died = deathInEpisode(input);
  if ('outcome' in died) return died;
  const hospice = chart.enrolments.filter(
    ({ service, weak, when, end }) =>
      service === 'hospice' && !weak && (when === null || when.lo <= died.lo) && (end === null || end.hi >= died.lo),
  );
  const exact = hospice.flatMap((one) =>
    one.when !== null && one.when.lo === one.when.hi ? [{ one, day: one.when.lo }] : [],
  );
  const first = exact.toSorted((a, b) => a.day - b.day)[0];
  if (first !== undefined && died.lo - first.day >= numbers.hospiceDays)
    return judged('met', said('hospice-before-death', { days: died.lo - first.day }, [first.one]));
  // An earlier one may stand without its day, or where it was not read.
  const missing = unread(chart, HOSPICE_SOURCES);
  if (missing.length > 0) return judged('cannot-tell', said('not-read', { sources: missing }));
  if (first === undefined || exact.length < hospice.length) return judged('cannot-tell', said('hospice-not-seen', {}));
  return judged('not-met', said('hospice-short', { days: died.lo - first.day }, [first.one]));
}

/** Enrolments with a service over time come from these. */
const HOSPICE_SOURCES: readonly SourceId[] = ['EpisodeOfCare', 'Coverage'];

/** EOM-3. */
export function treatmentBeforeDeath(input: MeasureInput): Judged {
  const { chart, treatment, numbers } = input;
  if (chart.patient.deceased === null) return judged('not-in-denominator', said('alive-treatment', {}));
  const died = deathInEpisode(input);
  if ('outcome' in died) return died;
  const from = died.lo - numbers.lastTreatmentDays;
  const late = treatment.exposures.findLast((one) => isGiven(one) && one.start.lo >= from && one.start.hi <= died.lo);
  if (late !== undefined)
    return judged('met', said('treated-before-death', { drug: late.drug, on: late.start }, late.evidence));
  if (!isTreatmentRead(chart)) return judged('cannot-tell', said('not-read', { sources: unreadTreatment(chart) }));
  const unsure = treatment.exposures.some((one) => one.kind === 'antineoplastic' && one.lastDay >= from);
  return treatment.undated.length > 0 || unsure
    ? judged('cannot-tell', said('treatment-unclear', { days: numbers.lastTreatmentDays }))
    : judged('cannot-tell', said('not-treated-before-death', { days: numbers.lastTreatmentDays }));
}
