/** From here on the sheet stands beside the answer; below it takes the whole page. Said again in `app/ChartPage.module.css`. */
export const SHEET_BESIDE = '(min-width: 56rem)';
