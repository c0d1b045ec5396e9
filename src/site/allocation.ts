/**
 * Whom a site's services take, where and when. Apart from `site.ts`, because the launch page and the answer need the one and must
 * not load the other. What a service does not say is null, never "no".
 */
import * as v from 'valibot';
import { ALLOCATION_NUMBERS, ALLOCATION_SOURCES, type AllocationNumbers } from '../domain/allocation/numbers.ts';
import type { ServiceOffer, Weekday } from '../domain/allocation/service.ts';
import { problemsOf, fields, isTimeZone, text, type Service, type Site, type SiteProblem } from './site.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const numberBetween = (least: number, most: number, what: string, example: number, whole = true) => {
  const message = `must be ${what} from ${least} to ${most}, for example ${example}`;
  return v.pipe(
    v.number(message),
    v.check((value) => value >= least && value <= most && (!whole || Number.isInteger(value)), message),
  );
};

const texts = (example: string) =>
  v.pipe(
    v.array(text(example), `must be a list of texts, for example ["${example}"]`),
    v.check((all) => all.length > 0, `must not be empty, for example ["${example}"]`),
  );

const listOf = <Value extends string>(allowed: readonly Value[], example: readonly Value[]) => {
  const named = allowed.map((one) => `"${one}"`).join(', ');
  return v.pipe(
    v.array(v.picklist(allowed, `must be one of ${named}`), `must be a list, for example ${JSON.stringify(example)}`),
    v.check((all) => all.length > 0, `must not be empty, for example ${JSON.stringify(example)}`),
  );
};

/** The beginning of a tag: a language, and perhaps a script or region (BCP 47). */
const LANGUAGE_TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

const allocation = fields({
  /** Absent: everywhere; for visits at home, not known. */
  area: v.optional(
    v.pipe(
      fields({
        postalCodes: v.optional(texts('430')),
        cities: v.optional(texts('Sampleton')),
        states: v.optional(texts('OH')),
      }),
      v.check(
        (area) => area.postalCodes !== undefined || area.cities !== undefined || area.states !== undefined,
        'must name postalCodes, cities or states, for example {"postalCodes": ["430"]}',
      ),
    ),
  ),
  /** Degrees; for the distance alone. */
  position: v.optional(
    fields({
      latitude: numberBetween(-90, 90, 'degrees', 40.1, false),
      longitude: numberBetween(-180, 180, 'degrees', -82.9, false),
    }),
  ),
  languages: v.optional(
    v.pipe(
      v.array(
        v.pipe(text('es'), v.regex(LANGUAGE_TAG, 'must be a language tag, for example "es"')),
        'must be a list of language tags, for example ["en", "es"]',
      ),
      v.check((all) => all.length > 0, 'must not be empty, for example ["en", "es"]'),
    ),
  ),
  interpreter: v.optional(v.boolean('must be true or false')),
  /** Days of the week on which new patients are seen; without it, Monday to Friday is assumed of nobody. */
  days: v.optional(listOf(DAYS, ['mon', 'wed'])),
  hours: v.optional(text('8:30 am to 4:30 pm')),
  /** Its phone is answered day and night. */
  alwaysOpen: v.optional(v.boolean('must be true or false')),
  timeZone: v.optional(
    v.pipe(text('America/Chicago'), v.check(isTimeZone, 'must be an IANA time zone, for example "America/Chicago"')),
  ),
  capacity: v.optional(fields({ newPatientsPerWeek: numberBetween(0, 1000, 'a whole number of patients', 4) })),
  leadTimeDays: v.optional(numberBetween(0, 365, 'a whole number of days', 7)),
  accepts: v.optional(
    fields({
      urgencies: v.optional(listOf(['urgent', 'soon', 'routine'], ['soon', 'routine'])),
      levels: v.optional(
        listOf(
          ['watch', 'oncology-team', 'navigator', 'specialist', 'hospice-conversation'],
          ['specialist', 'hospice-conversation'],
        ),
      ),
      /** Shown to the clinician: no rule can judge it. */
      notFor: v.optional(texts('Patients on a ventilator')),
    }),
  ),
});

const numbers = fields({
  homeFromEcog: optionalNumber('homeFromEcog', 'an ECOG grade'),
  farMiles: optionalNumber('farMiles', 'a whole number of miles'),
  bridgeWithinHours: optionalNumber('bridgeWithinHours', 'a whole number of hours'),
  declinedDays: optionalNumber('declinedDays', 'a whole number of days'),
});

function optionalNumber(name: keyof AllocationNumbers, what: string) {
  const { atLeast, atMost } = ALLOCATION_SOURCES[name];
  return v.optional(numberBetween(atLeast, atMost, what, ALLOCATION_NUMBERS[name]));
}

export interface Allocation {
  readonly numbers: AllocationNumbers;
  readonly offers: readonly ServiceOffer[];
  /** What is wrong in `site.json`: what it stands in counts as not said. */
  readonly problems: readonly SiteProblem[];
}

/** The services of a site as they can be ranked. Never throws; a part that is wrong is left out and named. */
export function allocationOf({ referral }: Pick<Site, 'referral'>): Allocation {
  const problems: SiteProblem[] = [];
  const read = <Schema extends v.GenericSchema>(
    schema: Schema,
    value: unknown,
    at: string,
  ): v.InferOutput<Schema> | null => {
    if (value === undefined) return null;
    const result = v.safeParse(schema, value);
    if (result.success) return result.output;
    problems.push(...problemsOf(result.issues, at));
    return null;
  };
  const changed = read(numbers, referral.allocation, 'referral.allocation');
  const offers = referral.services.map((service, index) =>
    offerOf(service, read(allocation, service.allocation, `referral.services[${index}].allocation`)),
  );
  return { numbers: { ...ALLOCATION_NUMBERS, ...withoutUndefined(changed ?? {}) }, offers, problems };
}

function withoutUndefined<Value extends object>(value: Value): { [Key in keyof Value]?: NonNullable<Value[Key]> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [Key in keyof Value]?: NonNullable<Value[Key]>;
  };
}

function offerOf(service: Service, said: v.InferOutput<typeof allocation> | null): ServiceOffer {
  const { id, name, kind = 'specialist', modality, phone = null, nightPhone = null } = service;
  const { area, position, accepts } = said ?? {};
  return {
    id,
    name,
    kind,
    modality,
    phone,
    nightPhone,
    area:
      area === undefined
        ? null
        : { postalCodes: area.postalCodes ?? [], cities: area.cities ?? [], states: area.states ?? [] },
    position: position ?? null,
    languages: said?.languages ?? null,
    interpreter: said?.interpreter ?? null,
    days: said?.days === undefined ? null : said.days.map((day) => DAYS.indexOf(day) as Weekday),
    hours: said?.hours ?? null,
    alwaysOpen: said?.alwaysOpen ?? false,
    timeZone: said?.timeZone ?? null,
    newPatientsPerWeek: said?.capacity?.newPatientsPerWeek ?? null,
    leadTimeDays: said?.leadTimeDays ?? null,
    accepts: {
      urgencies: accepts?.urgencies ?? null,
      levels: accepts?.levels ?? null,
      notFor: accepts?.notFor ?? [],
    },
  };
}
