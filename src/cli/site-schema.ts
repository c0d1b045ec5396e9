/** `npm run -s schema > public/site.schema.json`, after a change of the schema in `site/site.ts`. */
import { siteJsonSchema } from '../site/json-schema.ts';

process.stdout.write(`${JSON.stringify(siteJsonSchema(), null, 2)}\n`);
