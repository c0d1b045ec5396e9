/** Words of the check page, for whoever connects a site: what was found, and what to do or whom to ask for what. */
import type { ChannelId, WhyNot } from '../../domain/referral/channel.ts';
import type { SiteCheckWords, Verdict } from '../../domain/site-check.ts';
import { SOURCE_NAMES } from './phrases.ts';

type Words = { readonly [Code in keyof SiteCheckWords]: (params: SiteCheckWords[Code]) => string };

const CHANNEL: Readonly<Record<ChannelId, string>> = {
  'fhir-create': 'an order (ServiceRequest)',
  task: 'a request in a work list (Task)',
  communication: 'a message (Communication)',
  note: 'a letter filed in the chart (DocumentReference)',
  'web-messaging': 'an unsigned order in the cart',
};

const WHY: Readonly<Record<WhyNot, string>> = {
  'switched-off': 'site.json switches it off',
  'not-granted': 'the EHR does not list the scope for it',
  'not-advertised': 'the EHR does not offer it to apps',
  'could-not-ask': 'the EHR could not be asked what it offers',
  'no-recipient': 'no service in site.json names a work list or readers',
  'no-encounter': 'it needs an open visit',
};

const names = (sources: readonly (keyof typeof SOURCE_NAMES)[]): string =>
  sources.map((source) => SOURCE_NAMES[source]).join(', ');

const what: Words = {
  'file-good': ({ ehrs, services }) =>
    `site.json is valid: ${ehrs} ${ehrs === 1 ? 'EHR' : 'EHRs'}, ${services} ${services === 1 ? 'service' : 'services'}.`,
  'file-problem': ({ field, message }) => `${field} ${message}`,
  'headers-good': () => 'This page is served with the headers that keep it to your EHRs.',
  'headers-missing': ({ names }) => `This page is served without its protection: ${names.join(', ')}.`,
  registration: ({ clientId, launch, redirect, origin }) =>
    `Registered at the EHR: client id ${clientId}, launch address ${launch}, redirect address ${redirect}, origin ${origin}.`,
  'discovery-good': ({ style }) =>
    `The EHR says how to sign in, with PKCE (S256). Scopes are asked for in version ${style === 'v2' ? '2' : '1'}.`,
  'discovery-problem': ({ detail }) => `How to sign in could not be found out: ${detail}.`,
  'reads-good': ({ host }) => `This page may read answers of ${host} (CORS).`,
  'reads-blocked': ({ host }) => `This page may not read answers of ${host}: the browser gives none.`,
  'policy-blocked': ({ host }) => `This page’s own Content-Security-Policy does not let it talk to ${host}.`,
  'header-good': ({ header, isSent }) => `${header} goes through${isSent ? ', and is sent' : ', and is not sent'}.`,
  'header-blocked': ({ header, isSent }) =>
    isSent ? `${header} does not go through.` : `${header} does not go through. It is not sent, so nothing is lost.`,
  'ehr-by-site': ({ name }) => `site.json says which EHR it is: ${name}.`,
  'ehr-by-server': ({ name }) => `The server calls itself “${name}”.`,
  'ehr-unknown': ({ why }) => `Which EHR it is could not be found out${why === '' ? '' : `: ${why}`}.`,
  'scopes-good': ({ count }) => `All ${count} scopes that are asked for are on the EHR’s list.`,
  'scopes-untold': ({ count }) => `The EHR does not list the scopes that it knows; ${count} are asked for.`,
  'scopes-missing': ({ scopes, isNeeded }) =>
    `${isNeeded ? 'Without these there is no answer' : 'Not on the EHR’s list'}: ${scopes.join(' ')}`,
  'sources-good': ({ sources }) => `Offered: ${names(sources)}.`,
  'sources-missing': ({ sources }) => `Not offered, or not what we need under that name: ${names(sources)}.`,
  'sources-left-out': ({ source, why }) => `Offered in part: ${SOURCE_NAMES[source]}. The EHR leaves out ${why}.`,
  'way-open': ({ channel, isBest }) =>
    isBest ? `A referral leaves as ${CHANNEL[channel]}.` : `Else it can leave as ${CHANNEL[channel]}.`,
  'way-closed': ({ channel, why }) => `Not as ${CHANNEL[channel]}: ${WHY[why]}.`,
  'way-left-out': ({ channel, scope }) => `Not as ${CHANNEL[channel]}: issuers[].withoutScopes leaves out ${scope}.`,
  'way-by-hand': () => 'No referral can be sent. The letter is copied or printed.',
  'order-code': ({ codes }) => `Orders carry your code ${codes.join(', ')}.`,
  'order-code-none': () => 'Orders carry no code of yours, only SNOMED CT 306237005.',
};

/** Empty: nothing is to be done. */
const todo: Words = {
  'file-good': () => '',
  'file-problem': () => 'Change it in site.json and load this page again.',
  'headers-good': () => '',
  'headers-missing': () =>
    'Put the headers that the build has made for your web server beside index.html: dist/_headers, or those in dist/headers.',
  registration: () =>
    'Compare it with what the EHR team has registered, letter by letter: it cannot be tried from here.',
  'discovery-good': () => '',
  'discovery-problem': () =>
    'Compare iss with the FHIR address that the EHR team gave you, letter by letter. Ask them whether it serves .well-known/smart-configuration to browsers, with S256.',
  'reads-good': () => '',
  'reads-blocked': ({ origin }) =>
    `Ask the EHR team to allow the origin ${origin}, with the request headers Authorization, Content-Type and Accept. If the address cannot be reached at all, check iss and your network.`,
  'policy-blocked': () => 'Make the headers anew (npm run headers, as the README says) and put them on the web server.',
  'header-good': ({ setting, isSent }) =>
    setting === null || isSent ? '' : `issuers[].${setting} may be set to true.`,
  'header-blocked': ({ header, setting, isSent }) =>
    setting === null
      ? `Referrals cannot be changed, signed or cancelled from here. Ask the EHR team to allow the request header ${header}.`
      : isSent
        ? `Requests that carry it would not leave: set issuers[].${setting} to false, or ask the EHR team to allow the request header ${header}.`
        : '',
  'ehr-by-site': () => '',
  'ehr-by-server': ({ id }) =>
    `Enter "vendor": "${id}" for this issuer: it saves a request each time a chart is opened, and holds when the server cannot be asked.`,
  'ehr-unknown': () => 'Enter "vendor" for this issuer. Until then nothing is concluded from what some EHRs leave out.',
  'scopes-good': () => 'What is granted is seen with the first chart, under Sources.',
  'scopes-untold': () => 'What is granted is seen with the first chart, under Sources.',
  'scopes-missing': ({ isNeeded }) =>
    isNeeded
      ? 'Ask the EHR team to register them for this client.'
      : 'What they would bring is told as not received. Ask the EHR team to register them, or name them, with those letters, in issuers[].withoutScopes.',
  'sources-good': () => '',
  'sources-missing': () => 'Nothing is concluded from its absence; the rules that need it say that they cannot tell.',
  'sources-left-out': () => 'Nothing is concluded from what is absent.',
  'way-open': ({ isBest, channel }) =>
    !isBest || channel === 'fhir-create'
      ? ''
      : channel === 'note'
        ? 'The screen says that no order is placed, and nobody is told by a filed letter: enter services[].phone and services[].handOver, so that people know whom to call.'
        : 'The screen says that no order is placed.',
  'way-left-out': () => 'Leave out less there: a scope may be named with the letters that are not wanted.',
  'way-closed': ({ why }) => (why === 'not-granted' ? 'Ask the EHR team to register the scope for this client.' : ''),
  'way-by-hand': () => 'Enter referral.orderName and services[].handOver, so that people know what to do with it.',
  'order-code': () =>
    'Whether the EHR files an order under it cannot be tried without placing one: send one for a test patient.',
  'order-code-none': () =>
    'Ask the EHR team for the code of “Ambulatory referral to palliative care” and enter it as referral.orderCoding.',
};

const verdict: Readonly<Record<Verdict, string>> = {
  works: 'Works',
  'falls-back': 'Will fall back',
  blocked: 'Blocked',
  untried: 'Not tried',
};

export const check = {
  title: 'Check of this site',
  lead: 'What the configured EHRs let this app do, asked without a patient and without signing in. Nothing is written.',
  asking: 'Asking the EHRs.',
  /** Above everything: how many things keep charts from opening. */
  blocked: (count: number) =>
    count === 0 ? 'Nothing that was tried is blocked.' : `${count} ${count === 1 ? 'thing is' : 'things are'} blocked.`,
  file: 'site.json',
  verdict,
  what,
  todo,
  next: 'Then open the chart of a test patient: Sources shows what each kind of data really gives, and a referral shows what is written.',
  copy: 'Copy the whole list',
};
