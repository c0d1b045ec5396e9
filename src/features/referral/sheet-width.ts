/** From here on the sheet stands beside the answer; below it takes the whole page. */
export const SHEET_BESIDE = '(min-width: 56rem)';
/** Too low for a head, a form and a foot above each other: 640 px at 200 %, or a phone on its side. */
export const LOW_WINDOW = '@media (max-height: 30rem)';
/** Width of the sheet where it stands beside. */
export const SHEET_WIDTH = '29rem';
