/** Launch options as text: in the address of a chart page, in its form, and in the link that opens the app in a tab. */
import { WEB_MESSAGING } from './launches.ts';
import type { LaunchOptions } from './launches.ts';
import { isStyleName } from './styles.ts';

const USER = /^(?:(?:Patient|RelatedPerson)\/)?[A-Za-z0-9\-.]{1,64}$/;
const NARROW = /^[A-Z][A-Za-z]+\?[^=\s]+=\S+$/;

/** Anything that is not understood is left out. */
export function launchOptionsFrom(query: URLSearchParams): LaunchOptions {
  const get = (name: string): string | undefined => query.get(name) || undefined;
  const patient = get('patient');
  const encounter = get('encounter');
  const user = get('user');
  const error = get('error');
  const display = get('display');
  const webMessaging = WEB_MESSAGING.find((value) => value === get('webMessaging'));
  const seconds = Number.parseInt(get('expiresIn') ?? '', 10);
  const withhold = query
    .getAll('withhold')
    .flatMap((list) => list.split(','))
    .filter(Boolean);
  // One a field, not a list with commas: a comma is part of a search.
  const narrow = query.getAll('narrow').filter((entry) => NARROW.test(entry));
  const intent = get('intent');
  const tenant = get('tenant');
  const styleUrl = get('styleUrl');
  const style = get('style');
  const fhirContext = arrayIn(get('fhirContext'));
  return {
    ...(patient === undefined ? {} : { patient }),
    ...(encounter === undefined ? {} : { encounter: encounter === 'none' ? null : encounter }),
    ...(user === undefined || !USER.test(user) ? {} : { user }),
    ...(withhold.length > 0 ? { withhold } : {}),
    ...(narrow.length > 0 ? { narrow } : {}),
    ...(seconds > 0 ? { expiresIn: seconds } : {}),
    ...(get('consent') === 'ask' ? { consent: 'ask' as const } : {}),
    ...(error === undefined || !/^[a-z_]+$/.test(error) ? {} : { error }),
    ...(get('noPatient') === '1' ? { noPatient: true } : {}),
    ...(display === 'tab' || display === 'frame' ? { display } : {}),
    ...(webMessaging === undefined ? {} : { webMessaging }),
    ...(intent === undefined ? {} : { intent }),
    ...(tenant === undefined ? {} : { tenant }),
    ...(styleUrl === undefined ? {} : { styleUrl }),
    ...(style !== undefined && isStyleName(style) ? { style } : {}),
    ...(fhirContext === undefined ? {} : { fhirContext }),
    ...(get('needBanner') === '0' ? { needBanner: false } : {}),
    ...(get('signed') === 'none' ? { signed: 'none' as const } : {}),
    ...(get('noExpiry') === '1' ? { noExpiry: true } : {}),
    ...(get('noScope') === '1' ? { noScope: true } : {}),
  };
}

export function launchOptionsQuery(options: LaunchOptions): URLSearchParams {
  const query = new URLSearchParams();
  const { encounter, withhold, narrow, expiresIn, consent, noPatient, fhirContext } = options;
  const text = (...names: readonly ('patient' | 'user' | 'error' | 'display' | 'webMessaging' | Told)[]): void => {
    for (const name of names) if (options[name] !== undefined) query.set(name, options[name]);
  };
  text('patient');
  if (encounter !== undefined) query.set('encounter', encounter ?? 'none');
  text('user');
  if (withhold && withhold.length > 0) query.set('withhold', withhold.join(','));
  for (const one of narrow ?? []) query.append('narrow', one);
  if (expiresIn !== undefined) query.set('expiresIn', String(expiresIn));
  if (consent === 'ask') query.set('consent', 'ask');
  text('error');
  if (noPatient === true) query.set('noPatient', '1');
  text('display', 'webMessaging', 'intent', 'tenant', 'styleUrl', 'style');
  if (fhirContext !== undefined) query.set('fhirContext', JSON.stringify(fhirContext));
  if (options.needBanner === false) query.set('needBanner', '0');
  if (options.signed === 'none') query.set('signed', 'none');
  if (options.noExpiry === true) query.set('noExpiry', '1');
  if (options.noScope === true) query.set('noScope', '1');
  return query;
}

type Told = 'intent' | 'tenant' | 'styleUrl' | 'style';

function arrayIn(text: string | undefined): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
