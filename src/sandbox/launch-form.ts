/** The folded form of the chart page that lets a trainer launch the app under other circumstances. */
import { markup } from './html.ts';
import type { Markup } from './html.ts';
import { DEFAULT_USER, USERS } from './launches.ts';
import type { LaunchOptions } from './launches.ts';

const WITHHOLD: readonly (readonly [value: string, label: string])[] = [
  ['Encounter', 'Withhold encounters'],
  ['ServiceRequest.create', 'Withhold ordering'],
];

/** Options that the form has no field for are kept in hidden fields, so that a page opened with them keeps them. */
export function optionsForm(options: LaunchOptions): Markup {
  const withheld = options.withhold ?? [];
  const others = withheld.filter((entry) => !WITHHOLD.some(([value]) => value === entry));
  const user = options.user ?? DEFAULT_USER;
  const users = user in USERS ? Object.entries(USERS) : [...Object.entries(USERS), [user, user] as const];
  const error = options.error ?? '';
  const life = options.expiresIn;
  const messaging = options.webMessaging ?? 'on';
  return markup`<details>
<summary>Launch options for training</summary>
<form id="launch-options">
<fieldset><legend>Signed in as</legend>
${users.map(([id, label]) => markup`<label><input type="radio" name="user" value="${id}"${checked(id === user)}> ${label}</label>`)}
</fieldset>
<fieldset><legend>Open in</legend>
<label><input type="radio" name="display" value="frame"${checked(options.display !== 'tab')}> A frame on this page</label>
<label><input type="radio" name="display" value="tab"${checked(options.display === 'tab')}> A new tab</label>
</fieldset>
<fieldset><legend>Circumstances</legend>
${WITHHOLD.map(([value, label]) => markup`<label><input type="checkbox" name="withhold" value="${value}"${checked(withheld.includes(value))}> ${label}</label>`)}
<label><input type="checkbox" name="expiresIn" value="${life ?? 60}"${checked(life !== undefined)}> Session of ${life ?? 60} seconds</label>
<label><input type="checkbox" name="consent" value="ask"${checked(options.consent === 'ask')}> Ask for consent</label>
<label><input type="checkbox" name="error" value="${error || 'access_denied'}"${checked(error !== '')}> Deny${error === '' || error === 'access_denied' ? '' : ` (${error})`}</label>
<label><input type="checkbox" name="noPatient" value="1"${checked(options.noPatient === true)}> No patient in context</label>
<label><input type="checkbox" name="webMessaging" value="${messaging}"${checked(options.webMessaging !== undefined)}> Web messaging with an order cart${messaging === 'on' ? '' : ` (${messaging})`}</label>
</fieldset>
${others.map((entry) => markup`<input type="hidden" name="withhold" value="${entry}">`)}
${options.encounter === undefined ? '' : markup`<input type="hidden" name="encounter" value="${options.encounter ?? 'none'}">`}
</form>
</details>`;
}

function checked(yes: boolean): Markup {
  return yes ? markup` checked` : markup``;
}
