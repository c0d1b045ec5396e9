/** The form of the chart page: who is signed in and, folded, the circumstances under which a trainer launches the app. */
import { markup } from './html.ts';
import type { Markup } from './html.ts';
import { launchOptionsQuery } from './launch-options.ts';
import { DEFAULT_USER, USERS } from './launches.ts';
import type { LaunchOptions } from './launches.ts';
import { PERSONALITIES } from './personalities.ts';
import type { Personality } from './personality.ts';

const WITHHOLD: readonly (readonly [value: string, label: string])[] = [
  ['Encounter', 'Withhold encounters'],
  ['ServiceRequest.create', 'Withhold ordering'],
];
const LABORATORY = 'Observation?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory';
/** Options with fields of their own, of which the script names the patient. */
const FIELDS = [
  'patient',
  'user',
  'withhold',
  'narrow',
  'expiresIn',
  'consent',
  'error',
  'noPatient',
  'display',
  'webMessaging',
  'style',
];

/**
 * `names`: of the users whom the directory knows. Options that the form has no field for are kept in hidden fields, so that a page opened with
 * them keeps them.
 */
export function optionsForm(options: LaunchOptions, names: ReadonlyMap<string, string>): Markup {
  const withheld = options.withhold ?? [];
  const others = withheld.filter((entry) => !WITHHOLD.some(([value]) => value === entry));
  const user = options.user ?? DEFAULT_USER;
  const patient =
    options.patient === undefined ? [] : [[`Patient/${options.patient}`, 'The patient (is turned away)'] as const];
  const known = [...Object.entries(USERS).map(([id, { label }]) => [id, label] as const), ...patient];
  const users = known.some(([id]) => id === user) ? known : [...known, [user, user] as const];
  const narrow = options.narrow ?? [];
  const error = options.error ?? '';
  const life = options.expiresIn;
  const messaging = options.webMessaging ?? 'on';
  const style = options.style ?? 'sand';
  const kept = [
    ...others.map((entry) => ['withhold', entry] as const),
    ...narrow.filter((entry) => entry !== LABORATORY).map((entry) => ['narrow', entry] as const),
    ...[...launchOptionsQuery(options)].filter(([name]) => !FIELDS.includes(name)),
  ];
  const radio = ([id, label]: readonly [string, string]): Markup =>
    markup`<label><input type="radio" name="user" value="${id}"${checked(id === user)}> ${label}${withName(names.get(id))}</label>`;
  return markup`<form id="launch-options">
<fieldset><legend>Signed in as</legend>
${users.filter(([id]) => id in USERS).map(radio)}
</fieldset>
<details>
<summary>Launch options for training</summary>
<fieldset><legend>Signed in as somebody else</legend>
${users.filter(([id]) => !(id in USERS)).map(radio)}
</fieldset>
<fieldset><legend>Open in</legend>
<label><input type="radio" name="display" value="frame"${checked(options.display !== 'tab')}> A frame on this page</label>
<label><input type="radio" name="display" value="tab"${checked(options.display === 'tab')}> A new tab</label>
</fieldset>
<fieldset><legend>Circumstances</legend>
${WITHHOLD.map(([value, label]) => markup`<label><input type="checkbox" name="withhold" value="${value}"${checked(withheld.includes(value))}> ${label}</label>`)}
<label><input type="checkbox" name="narrow" value="${LABORATORY}"${checked(narrow.includes(LABORATORY))}> Only laboratory observations</label>
<label><input type="checkbox" name="expiresIn" value="${life ?? 60}"${checked(life !== undefined)}> Session of ${life ?? 60} seconds</label>
<label><input type="checkbox" name="consent" value="ask"${checked(options.consent === 'ask')}> Ask for consent</label>
<label><input type="checkbox" name="error" value="${error || 'access_denied'}"${checked(error !== '')}> Deny${error === '' || error === 'access_denied' ? '' : ` (${error})`}</label>
<label><input type="checkbox" name="noPatient" value="1"${checked(options.noPatient === true)}> No patient in context</label>
<label><input type="checkbox" name="webMessaging" value="${messaging}"${checked(options.webMessaging !== undefined)}> Web messaging with an order cart${messaging === 'on' ? '' : ` (${messaging})`}</label>
<label><input type="checkbox" name="style" value="${style}"${checked(options.style !== undefined)}> The EHR's own look${style === 'sand' ? '' : ` (${style})`}</label>
</fieldset>
${kept.map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`)}
</details>
</form>`;
}

/** Which EHR this one behaves like. A form of its own: it changes the EHR for every chart, not one launch. */
export function personalityForm(inForce: Personality, chart = ''): Markup {
  const options = Object.values(PERSONALITIES).map(
    ({ name, label }) =>
      markup`<option value="${name}"${name === inForce.name ? markup` selected` : ''}>${label}</option>`,
  );
  return markup`<details>
<summary>This EHR behaves like: ${inForce.label}</summary>
<form method="post" action="/personality">
<input type="hidden" name="chart" value="${chart}">
<p><label>Behave like <select name="personality">${options}</select></label>
<button type="submit">Change</button></p>
<p class="quiet">For every chart, from the next request on. Open charts are best opened again.</p>
</form>
</details>`;
}

function withName(name: string | undefined): string {
  return name === undefined ? '' : `, ${name}`;
}

function checked(yes: boolean): Markup {
  return yes ? markup` checked` : markup``;
}
