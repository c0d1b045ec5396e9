/** How a form goes to the token server: no cookie, no cache, no referrer, and no redirect, which could take it elsewhere. */
export const FORM_POST = {
  method: 'POST',
  cache: 'no-store',
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  redirect: 'error',
} as const;
