/**
 * Typefaces that an EHR may ask for. By name, from a list of those that are made for reading: many computers have symbol fonts,
 * in which a chart would be unreadable. Nothing is downloaded; what a computer does not have is passed over.
 */
const FONTS = [
  'Aptos',
  'Arial',
  'Atkinson Hyperlegible',
  'Calibri',
  'Cambria',
  'Candara',
  'Cantarell',
  'Charter',
  'Constantia',
  'Corbel',
  'DejaVu Sans',
  'Fira Sans',
  'Frutiger',
  'Geneva',
  'Georgia',
  'Gill Sans',
  'Helvetica',
  'Helvetica Neue',
  'HelveticaNeue',
  'HelveticaNeue-Light',
  'IBM Plex Sans',
  'Inter',
  'Lato',
  'Liberation Sans',
  'Lucida Grande',
  'Lucida Sans',
  'Lucida Sans Unicode',
  'Merriweather',
  'Myriad Pro',
  'Noto Sans',
  'Noto Serif',
  'Nunito Sans',
  'Open Sans',
  'Optima',
  'Palatino',
  'Public Sans',
  'Roboto',
  'Segoe UI',
  'Source Sans 3',
  'Source Sans Pro',
  'Source Serif Pro',
  'Tahoma',
  'Times',
  'Times New Roman',
  'Trebuchet MS',
  'Ubuntu',
  'Univers',
  'Verdana',
] as const;

/** Words of CSS, which stand without quotes. */
const GENERIC = ['sans-serif', 'serif', 'system-ui', 'ui-sans-serif', 'ui-serif', '-apple-system'] as const;

const WRITTEN: ReadonlyMap<string, string> = new Map([
  ...FONTS.map((name) => [name.toLowerCase(), `"${name}"`] as const),
  ...GENERIC.map((name) => [name, name] as const),
]);

const FAMILY = /^(?:"([\w -]{1,40})"|'([\w -]{1,40})'|([A-Za-z-][\w -]{0,40}))$/;

/** Those of a list of families that are known, in our own spelling; null when it is no such list or none is. */
export function fontsIn(list: string | undefined): string | null {
  const families = (list ?? '').split(',').map((one) => FAMILY.exec(one.trim()));
  if (families.some((one) => one === null)) return null;
  const known = families.flatMap((one) => {
    const name = one?.slice(1).find((part) => part !== undefined);
    return WRITTEN.get(name?.toLowerCase() ?? '') ?? [];
  });
  return known.length === 0 ? null : [...new Set([...known, 'system-ui', 'sans-serif'])].join(', ');
}
