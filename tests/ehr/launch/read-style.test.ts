import { afterEach, describe, expect, it, vi } from 'vitest';
import { readStyle } from '../../../src/ehr/launch/read-style.ts';

const ADDRESS = 'https://ehr.example.org/style.json';

const answer = (
  body: string | ReadableStream | null,
  type: string | null = 'application/json',
  status = 200,
): Response => {
  const response = new Response(body, { status });
  response.headers.delete('Content-Type');
  if (type !== null) response.headers.set('Content-Type', type);
  return response;
};

const read = (response: Response) => readStyle(ADDRESS, () => Promise.resolve(response));

describe('the EHR’s look', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is its documented values, as they were written', async () => {
    const body = JSON.stringify({
      color_text: '#303030',
      dim_font_size: '13px',
      logo: 'x',
      color_error: 7,
      __proto__: 1,
    });
    expect(await read(answer(body))).toEqual({ color_text: '#303030', dim_font_size: '13px' });
    expect(await read(answer('{}', 'application/json; charset=utf-8'))).toEqual({});
    expect(await read(answer('{}', 'application/fhir+json'))).toEqual({});
  });

  it('is asked for without token, cookies or referrer, and not where that address leads on', async () => {
    const get = vi.fn(() => Promise.resolve(answer('{}')));
    await readStyle(ADDRESS, get);
    expect(get).toHaveBeenCalledExactlyOnceWith(
      ADDRESS,
      expect.objectContaining({
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        redirect: 'error',
        headers: { Accept: 'application/json' },
      }),
    );
  });

  it.each([
    ['a page', answer('{"color_text":"#303030"}', 'text/html')],
    ['a style sheet', answer('{"color_text":"#303030"}', 'text/css')],
    ['nothing that says what it is', answer('{"color_text":"#303030"}', null)],
    ['an error', answer('{"color_text":"#303030"}', 'application/json', 404)],
    ['no JSON', answer('{')],
    ['a list', answer('["color_text"]')],
    ['a word', answer('"color_text"')],
    ['null', answer('null')],
    ['no body', answer(null)],
    ['seventeen thousand characters', answer(JSON.stringify({ color_text: '#303030', x: 'x'.repeat(17_000) }))],
  ])('is not there when it is %s', async (_, response) => expect(await read(response)).toBeNull());

  it('is not read to the end of a document that has none', async () => {
    let sent = 0;
    let ended = false;
    const endless = new ReadableStream<Uint8Array>({
      pull(stream) {
        sent += 1024;
        stream.enqueue(new Uint8Array(1024).fill(32));
      },
      cancel() {
        ended = true;
      },
    });
    expect(await read(answer(endless))).toBeNull();
    expect(ended).toBe(true);
    expect(sent).toBeLessThan(40_000);
  });

  it('has no value that is too long', async () =>
    expect(await read(answer(JSON.stringify({ font_family_body: 'a, '.repeat(100), color_text: '#303030' })))).toEqual({
      color_text: '#303030',
    }));

  it('is not there when nobody answers, or somebody after three seconds', async () => {
    expect(await readStyle(ADDRESS, () => Promise.reject(new TypeError('failed')))).toBeNull();
    vi.useFakeTimers();
    const never: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      });
    const reading = readStyle(ADDRESS, never);
    await vi.advanceTimersByTimeAsync(3000);
    expect(await reading).toBeNull();
  });
});
