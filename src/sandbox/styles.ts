/** The EHR's own looks (`smart_style_url`): a warm light one, as hospitals have, and one for the night. */
import { json, text } from './http.ts';
import type { Answer, Incoming } from './http.ts';

const STYLES = {
  sand: {
    color_background: '#edeae3',
    color_error: '#9e2d2d',
    color_highlight: '#69b5ce',
    color_modal_backdrop: '#303030',
    color_success: '#498e49',
    color_text: '#303030',
    dim_border_radius: '2px',
    dim_font_size: '16px',
    dim_spacing_size: '20px',
    font_family_body: "Georgia, 'Times New Roman', serif",
    font_family_heading: "'Helvetica Neue', Helvetica, Arial, sans-serif",
  },
  night: {
    color_background: '#10182b',
    color_error: '#ff8a80',
    color_highlight: '#82b1ff',
    color_modal_backdrop: '#000000',
    color_success: '#a5d6a7',
    color_text: '#e8eaf0',
    dim_border_radius: '10px',
    dim_font_size: '15px',
    dim_spacing_size: '16px',
    font_family_body: "'Segoe UI', Arial, sans-serif",
    font_family_heading: "'Segoe UI', Arial, sans-serif",
  },
} as const;

export type StyleName = keyof typeof STYLES;

export function isStyleName(name: string): name is StyleName {
  return Object.hasOwn(STYLES, name);
}

export const stylePath = (name: StyleName): string => `/style/${name}.json`;

export function styleAnswer({ path, method }: Incoming): Answer {
  const name = /^\/style\/(\w+)\.json$/.exec(path)?.[1] ?? '';
  if (method !== 'GET' || !isStyleName(name)) return text('There is no such look.', 404);
  return json(STYLES[name], 200, { 'cache-control': 'max-age=3600' });
}
