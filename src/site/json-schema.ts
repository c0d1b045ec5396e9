/**
 * The shape of `site.json` as JSON Schema, so that an editor helps to write it: made of the schema from which types and checks come.
 * What JSON Schema cannot say (an IANA time zone, no id twice) the checks say.
 */
import { toJsonSchema } from '@valibot/to-json-schema';
import { siteSchema } from './site.ts';

export function siteJsonSchema(): object {
  return { title: 'site.json of Alongside', ...toJsonSchema(siteSchema, { errorMode: 'ignore' }) };
}
