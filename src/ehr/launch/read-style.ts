/** Fetches the EHR's look (`smart_style_url`, SMART App Launch 2.2): values as they were written, of the documented names only. */

/** https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html, "Styling". */
export const STYLE_KEYS = [
  'color_background',
  'color_error',
  'color_highlight',
  'color_modal_backdrop',
  'color_success',
  'color_text',
  'dim_border_radius',
  'dim_font_size',
  'dim_spacing_size',
  'font_family_body',
  'font_family_heading',
] as const;

export type StyleKey = (typeof STYLE_KEYS)[number];
export type StyleDocument = Readonly<Partial<Record<StyleKey, string>>>;

/** The page must not change under somebody who has begun to read. */
const TIMEOUT_MS = 3000;
/** The document has eleven short values. */
const MAX_BYTES = 16_384;
const MAX_VALUE = 200;

/**
 * `address`: on a configured host (`token-response.ts`). Without token, cookies or referrer, and never to another address than
 * this one. Null for whatever is no style document, at once or after three seconds: nobody has to know why.
 */
export async function readStyle(address: string, get: typeof fetch): Promise<StyleDocument | null> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
  try {
    const response = await get(address, {
      headers: { Accept: 'application/json' },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      signal: controller.signal,
    });
    const isJson = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(response.headers.get('Content-Type') ?? '');
    const text = response.status === 200 && isJson ? await shortText(response) : null;
    if (text !== null) return documented(JSON.parse(text));
    controller.abort();
    return null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** The body, or null as soon as it is longer than any style document. */
async function shortText(response: Response): Promise<string | null> {
  const reader = response.body?.getReader();
  if (reader === undefined) return null;
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > MAX_BYTES) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function documented(json: unknown): StyleDocument | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  const said = new Map<string, unknown>(Object.entries(json));
  const values = STYLE_KEYS.flatMap((key) => {
    const value = said.get(key);
    return typeof value === 'string' && value.length <= MAX_VALUE ? [[key, value] as const] : [];
  });
  return Object.fromEntries(values);
}
