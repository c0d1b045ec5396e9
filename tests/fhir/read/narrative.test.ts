/** Narratives become plain text, whatever somebody put into them, in time that grows with their length alone. */
import { describe, expect, test } from 'vitest';
import { narrativeOf, textOfMarkup } from '../../../src/fhir/read/narrative.ts';
import { affirms } from '../../../src/fhir/read/mentions.ts';

describe('text of markup', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    [
      'tags go, words stay',
      '<div><p>Hospice team <b>visits</b></p><ul><li>daily</li></ul></div>',
      'Hospice team visits daily',
    ],
    [
      'the five entities, once',
      '<p>A &amp;lt; B &lt; C &gt; &quot;D&quot; &apos;E&apos;</p>',
      'A &lt; B < C > "D" \'E\'',
    ],
    ['other entities stay as written', '<p>a&nbsp;b &#60;</p>', 'a&nbsp;b &#60;'],
    ['scripts are no words', '<p>a</p><script>alert("hospice")</script><p>b</p>', 'a b'],
    ['styles neither', '<STYLE>p { color: red }</STYLE>text', 'text'],
    ['comments neither', 'a<!-- hospice > --> b', 'a b'],
    ['an open tag swallows the rest', 'a <img src=x onerror=alert(1) b', 'a'],
    ['an open script swallows the rest', 'a<script>b', 'a'],
    ['an open comment swallows the rest', 'a<!-- b', 'a'],
    ['no markup', 'plain', 'plain'],
    ['nothing', '', ''],
  ];
  for (const [name, markup, expected] of rows)
    test(name, () => {
      expect(textOfMarkup(markup)).toBe(expected);
    });

  test.each([
    ['words', 'word '.repeat(200_000)],
    ['open tags', '<'.repeat(1_000_000)],
    ['ampersands', '&'.repeat(1_000_000)],
    ['open scripts', '<script>'.repeat(125_000)],
    ['open comments', '<!--'.repeat(250_000)],
    ['nested tags', '<div>'.repeat(200_000)],
    ['blanks', ' '.repeat(1_000_000)],
  ])('1 MB of %s: bounded, and quick', (_, markup) => {
    const begun = performance.now();
    expect(textOfMarkup(markup).length).toBeLessThanOrEqual(4_000);
    expect(performance.now() - begun).toBeLessThan(500);
  });

  test.each([[{}], [{ text: null }], [{ text: { div: 7 } }], [{ text: [] }], [{ text: { div: ['x'] } }]])(
    'a narrative of the wrong shape is none: %j',
    (resource) => {
      expect(narrativeOf(resource)).toBe('');
    },
  );
});

describe('a mention that is not taken back', () => {
  const rows: readonly (readonly [string, boolean])[] = [
    ['Home hospice since May', true],
    ['Hospice', true],
    ['Patient declined hospice', false],
    ['Hospice was offered; declined', true],
    ['Hospice offered and declined', false],
    ['no hospice at this time', false],
    ['Not ready for hospice', false],
    ["doesn't want hospice", false],
    ['Declined hospice in March. Hospice admission 3 May', true],
    ['Revoked hospice', false],
    ['inhospitable', false],
    ['', false],
  ];
  for (const [text, expected] of rows)
    test(`"${text}"`, () => {
      expect(affirms(text, 'hospice')).toBe(expected);
    });
  test('a long text full of mentions is quick', () => {
    const begun = performance.now();
    affirms('no hospice '.repeat(400), 'hospice');
    expect(performance.now() - begun).toBeLessThan(200);
  });
});
