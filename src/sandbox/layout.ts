/** The frame around every page of the demo EHR. */
import type { Addresses } from './capability.ts';
import { markup } from './html.ts';
import type { Markup } from './html.ts';
import { html } from './http.ts';
import type { Answer } from './http.ts';

interface PageParts {
  readonly title: string;
  readonly body: Markup;
  readonly at: Addresses;
  readonly status?: number;
  /** Pages of the authorization server leave out the navigation: they stand inside the app's frame. */
  readonly bare?: boolean;
  /** Its forms are only taken from itself: a browser says where a form comes from only under a policy that lets it. */
  readonly ownForms?: boolean;
}

export function page({ title, body, at, status = 200, bare = false, ownForms = false }: PageParts): Answer {
  const navigation = bare
    ? ''
    : markup`<nav aria-label="Demo EHR"><a href="/">Patients</a> · <a href="/orders">Referral inbox</a></nav>`;
  const document = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Demo EHR</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/ehr.css">
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header>
<p class="name">Demo EHR - Riverside Cancer Center</p>
<p class="demo">Demonstration only. All patients are synthetic.</p>
${navigation}
</header>
<main id="main">
${body}
</main>
<script type="module" src="/assets/ehr.js"></script>
</body>
</html>`;
  return html(document.text, status, {
    ...securityHeaders(at),
    ...(ownForms ? { 'referrer-policy': 'same-origin' } : {}),
  });
}

/** `form-action` names the app, because browsers apply it to the redirect that follows the consent form too. */
function securityHeaders(at: Addresses): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      'img-src data:',
      `frame-src 'self' ${at.appUrl}`,
      `form-action 'self' ${at.appUrl}`,
      "base-uri 'none'",
      "frame-ancestors 'self'",
    ].join('; '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
