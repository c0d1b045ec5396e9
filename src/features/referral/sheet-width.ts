/** From here on the sheet stands beside the answer; below it takes the whole page. */
export const SHEET_BESIDE = '(min-width: 56rem)';
/** Width of the sheet where it stands beside. */
export const SHEET_WIDTH = '29rem';
