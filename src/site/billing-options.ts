/** `billing-options.json`: what can be billed beside palliative care, as a dated list that a site can replace. Information, never a claim. */
import * as v from 'valibot';
import { parseWhen, type Day } from '../domain/logic/when.ts';
import { OCCASIONS, type BillingList } from '../domain/measures/billing.ts';
import { fields, problemsOf, text, type SiteProblem } from './site.ts';

const day = v.pipe(
  v.string('must be a day, for example "2026-11-23"'),
  v.check((value) => dayIn(value) !== null, 'must be a day, for example "2026-11-23"'),
  v.transform((value): Day => dayIn(value) ?? 0),
);

function dayIn(value: string): Day | null {
  const when = /^\d{4}-\d{2}-\d{2}$/.test(value) ? parseWhen(value) : null;
  return when === null ? null : when.lo;
}

const LONGEST = 400;
const said = (example: string) =>
  v.pipe(text(example), v.maxLength(LONGEST, `must be no longer than ${LONGEST} characters`));

/** No practice reads more, and no panel shows it. */
const MOST = 100;
const short = <Item extends v.GenericSchema>(item: Item, what: string) =>
  v.pipe(v.array(item, `must be ${what}`), v.maxLength(MOST, `must have no more than ${MOST} entries`));

const option = fields({
  /** In words, as a service is called. */
  name: said('Principal illness navigation'),
  /** HCPCS codes, or the site's own. */
  codes: v.optional(short(said('G0023'), 'a list of codes'), []),
  /** What it may be for; shown where that is documented or planned. */
  fits: v.pipe(
    short(
      v.picklist(OCCASIONS, `must be one of ${OCCASIONS.map((one) => `"${one}"`).join(', ')}`),
      'a list of occasions',
    ),
    v.minLength(1, 'must name at least one occasion, for example ["navigation"]'),
  ),
  note: v.optional(v.nullable(said('60 minutes in a month')), null),
  source: said('CMS, Physician Fee Schedule 2024'),
  /** Whether somebody has read it at its source. */
  certainty: v.picklist(['read', 'not-re-read'], 'must be "read" or "not-re-read"'),
  /** Last day on which it is known to be there. */
  until: v.optional(v.nullable(day), null),
});

const schema = fields({
  /** The day on which the list was put together. */
  asOf: day,
  options: short(option, 'a list of services'),
});

export type ParsedBilling =
  { readonly ok: true; readonly list: BillingList } | { readonly ok: false; readonly problems: readonly SiteProblem[] };

/** Checks what was read from `billing-options.json`. Never throws. */
export function parseBilling(json: unknown): ParsedBilling {
  const result = v.safeParse(schema, json);
  return result.success
    ? { ok: true, list: result.output }
    : { ok: false, problems: problemsOf(result.issues).map(named) };
}

const named = ({ field, message }: SiteProblem): SiteProblem => ({
  field,
  message: message.replace('site.json', 'billing-options.json'),
});
