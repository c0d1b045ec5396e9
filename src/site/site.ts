/**
 * One site's configuration: the shape of `public/site.json`, as a schema from which the type and the messages come.
 * An integrator reads the messages, so each says which field is wrong, what is wrong, and gives an example.
 */
import * as v from 'valibot';
import { CHANNELS } from '../domain/referral/channel.ts';
import { NOTICE_IDS } from '../domain/dosing/recommendation.ts';
import { TICKED_GATES } from '../domain/referral/gate-asks.ts';

/** Loopback hosts: the only ones for which plain http is allowed, for demonstration and tests. */
const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3})$/;

/**
 * What a Content-Security-Policy takes for a host (CSP 3, host-source), without the wildcard. Web addresses allow more: in
 * `https://*` and `https://a;sandbox` the star and the semicolon are part of the name, and would be rules of their own there.
 */
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/;

/** https, or plain http to this machine. */
export function isSecure({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

export const text = (example: string) =>
  v.pipe(
    v.string(`must be a text, for example "${example}"`),
    v.trim(),
    v.nonEmpty(`must not be empty, for example "${example}"`),
  );

const webAddress = (example: string) =>
  v.pipe(
    text(example),
    v.check((value) => {
      try {
        const url = new URL(value);
        return (
          isSecure(url) &&
          HOST.test(url.hostname) &&
          url.search === '' &&
          url.hash === '' &&
          url.username === '' &&
          url.password === ''
        );
      } catch {
        return false;
      }
    }, `must be an https address without query, its host of letters, digits, dashes and dots (plain http only for localhost), for example "${example}"`),
  );

/** A list is an object too, to a browser: it must not pass for one whose fields have names. */
const named = v.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object with named fields, in braces',
);

export const fields = <Entries extends v.ObjectEntries>(entries: Entries) => v.pipe(named, v.strictObject(entries));

const byName = <Value extends v.GenericSchema>(value: Value) => v.pipe(named, v.record(v.string(), value));

const coding = fields({
  system: text('http://snomed.info/sct'),
  code: text('306237005'),
  display: v.optional(text('Referral to palliative care service')),
});

const creates = v.optional(
  v.picklist(['as-advertised', 'yes', 'no', 'staged'], 'must be "as-advertised", "yes", "no" or "staged"'),
  'as-advertised',
);

/** Scheme, host and port alone: what a browser compares. */
const origin = (example: string) =>
  v.pipe(webAddress(example), v.check(isOrigin, `must be an address without a path, for example "${example}"`));

function isOrigin(value: string): boolean {
  try {
    return new URL(value).origin === value;
  } catch {
    return false;
  }
}

/** People as the EHR names them in `fhirUser`. */
const people = v.optional(
  v.array(
    v.pipe(
      text('Practitioner/123'),
      v.regex(
        /^(Practitioner|PractitionerRole)\/[A-Za-z0-9.-]{1,64}$/,
        'must be a relative reference, for example "Practitioner/123"',
      ),
    ),
    'must be a list of references',
  ),
  [],
);

/** Languages that the screen can speak; what is written into the chart is English. */
export const LANGUAGE_IDS = ['en', 'es'] as const;

/** EHRs whose oddities are known (`ehr/vendors`). */
export const VENDOR_IDS = ['generic', 'epic', 'oracle', 'meditech'] as const;
export type VendorId = (typeof VENDOR_IDS)[number];

const issuer = fields({
  /** FHIR base, byte for byte as the EHR sends it in `iss`. */
  iss: webAddress('https://fhir.example.org/r4'),
  label: text('Example EHR'),
  /** Which EHR it is; unless given, the server is asked when a chart is opened, which takes one request longer. */
  vendor: v.optional(v.picklist(VENDOR_IDS, 'must be "generic", "epic", "oracle" or "meditech"')),
  clientId: text('alongside-prod'),
  /** Pinned: when given, discovery must name exactly these. */
  authorizationEndpoint: v.optional(webAddress('https://auth.example.org/authorize')),
  tokenEndpoint: v.optional(webAddress('https://auth.example.org/token')),
  /** Where tokens are given back; needed only when it is not on the host of the token endpoint. */
  revocationEndpoint: v.optional(webAddress('https://auth.example.org/revoke')),
  /** Categories of Observation that are read beside laboratory, vital-signs, survey and social-history: where function and symptoms are kept. */
  observationCategories: v.optional(v.array(text('assessments'), 'must be a list of categories'), []),
  scopeStyle: v.optional(v.picklist(['auto', 'v1', 'v2'], 'must be "auto", "v1" or "v2"'), 'auto'),
  /** Scopes that are not asked for here: some servers refuse a request because of one. With letters those letters, else all of the type. */
  withoutScopes: v.optional(v.array(text('patient/Coverage.rs'), 'must be a list of scopes'), []),
  /** Ask for a session that can be renewed (`online_access`); unless given, where the server says that it knows it. */
  onlineAccess: v.optional(v.boolean('must be true or false')),
  /** Charts may be opened by signing in, without the EHR's chart: the patient is then chosen at sign-in. */
  standalone: v.optional(v.boolean('must be true or false'), false),
  /** The sign-in page does not open in a frame: a frame offers a window of its own instead. */
  ownWindow: v.optional(v.boolean('must be true or false'), false),
  /** Origins of the EHR's windows that may hold this app in a frame; that of `iss` unless given. */
  frameAncestors: v.optional(v.array(origin('https://ehr.example.org'), 'must be a list of origins')),
  /** Organizations (`tenant` of the token response) whose charts may be opened; all, unless given. */
  tenants: v.optional(v.array(text('riverside'), 'must be a list of texts')),
  /** Who may sign orders here, and who may not, where the EHR's roles do not tell. */
  prescribers: people,
  staff: people,
  /**
   * Overrides what the server advertises about creating. `staged`: it takes them, and what it took waits for review there
   * (interop 3.4).
   */
  creates: v.optional(
    fields({
      ServiceRequest: creates,
      Task: creates,
      Communication: creates,
      DocumentReference: creates,
      Provenance: creates,
      /** Facts that the clinician has entered. */
      Observation: creates,
      /** What the oncology team takes on. */
      CarePlan: creates,
    }),
    {},
  ),
  /** The same about changing what is there. */
  updates: v.optional(
    fields({
      /** Signing, changing and cancelling a referral (interop 4.8). */
      ServiceRequest: creates,
      /** Taking back a decision that is recorded as a task, or as a note. */
      Task: creates,
      DocumentReference: creates,
      /** Adding an agreed visit to a plan of the oncology team. */
      CarePlan: creates,
    }),
    {},
  ),
  /** Origin of the EHR's windows, for SMART Web Messaging; that of `iss` unless given. */
  webMessagingOrigin: v.optional(origin('https://ehr.example.org')),
  /** The server refuses elements that it does not know: only the plainest are sent. */
  minimalResources: v.optional(v.boolean('must be true or false'), false),
  /** Send If-None-Exist: only where CORS is known to let the header through. */
  conditionalCreate: v.optional(v.boolean('must be true or false'), false),
  /** Send Cache-Control: no-cache with what is read: only where CORS is known to let the header through. */
  noCacheHeader: v.optional(v.boolean('must be true or false'), false),
  /** Send Prefer: return=representation: only where CORS is known to let the header through. */
  preferRepresentation: v.optional(v.boolean('must be true or false'), false),
});

/** Who owns a Task in FHIR R4, never the patient or a relative. */
const owner = v.pipe(
  text('CareTeam/palliative-intake'),
  v.regex(
    /^(HealthcareService|Organization|PractitionerRole|Practitioner|CareTeam)\/[A-Za-z0-9.-]{1,64}$/,
    'must be a relative reference, for example "CareTeam/palliative-intake"',
  ),
);

/** Who reads a Communication; a pool of recipients is a Group on some EHRs. */
const recipient = v.pipe(
  text('Group/palliative-intake'),
  v.regex(
    /^(HealthcareService|Organization|PractitionerRole|Practitioner|CareTeam|Group)\/[A-Za-z0-9.-]{1,64}$/,
    'must be a relative reference, for example "Group/palliative-intake"',
  ),
);

const service = fields({
  id: v.pipe(
    text('palliative-clinic'),
    v.regex(/^[a-z0-9-]+$/, 'must be lower-case letters, digits and dashes, for example "palliative-clinic"'),
  ),
  name: text('Supportive & Palliative Care Clinic'),
  /** A navigator is called or messaged and never ordered from here; a specialist unless given. */
  kind: v.optional(v.picklist(['specialist', 'navigator'], 'must be "specialist" or "navigator"')),
  modality: v.picklist(
    ['clinic', 'virtual', 'home', 'inpatient'],
    'must be "clinic", "virtual", "home" or "inpatient"',
  ),
  /** Reference on the EHR's server: HealthcareService, Organization, PractitionerRole or CareTeam. */
  reference: v.optional(
    v.pipe(
      text('HealthcareService/123'),
      v.regex(
        /^(HealthcareService|Organization|PractitionerRole|CareTeam)\/[A-Za-z0-9.-]{1,64}$/,
        'must be a relative reference, for example "HealthcareService/123"',
      ),
    ),
  ),
  /** Whose work list takes referrals, where they cannot be ordered: owner of a Task. */
  taskOwner: v.optional(owner),
  /** Who reads messages, where there is no work list: recipients of a Communication. */
  messageTo: v.optional(v.array(recipient, 'must be a list of references')),
  phone: v.optional(text('+1 555 0100')),
  /** Whom the patient calls at night, printed in the letter. */
  nightPhone: v.optional(text('+1 555 0199')),
  /** How the service takes referrals when none can be sent electronically. */
  handOver: v.optional(text('Fax +1 555 0101, or order "Amb Referral to Palliative Care"')),
  /** Whom it takes, where and when: `site/allocation.ts` checks it, for the launch page does not need it. */
  allocation: v.optional(byName(v.unknown())),
});

export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const LONGEST_PROTOCOL = 300;
const protocolText = v.pipe(
  text('Page the spine service, 5-0199, at any hour'),
  v.maxLength(LONGEST_PROTOCOL, `must be no longer than ${LONGEST_PROTOCOL} characters`),
);
const optionalProtocol = v.optional(protocolText);

/** Numbers of the rules by trigger and name; `site/rules.ts` checks both against the catalogue. */
const thresholds = byName(byName(v.union([v.number(), v.boolean()], 'must be a number, or true or false')));

export const siteSchema = fields({
  $schema: v.optional(v.string('must be a text')),
  name: text('Riverside Cancer Center'),
  /** IANA zone of the facility; dates are compared in its calendar. */
  timeZone: v.pipe(
    text('America/New_York'),
    v.check(isTimeZone, 'must be an IANA time zone, for example "America/New_York"'),
  ),
  /** Which languages the screen offers; it begins with the first. */
  languages: v.optional(
    v.pipe(
      v.array(v.picklist(LANGUAGE_IDS, 'must be "en" or "es"'), 'must be a list of languages, for example ["en"]'),
      v.minLength(1, 'must name at least one language, for example ["en"]'),
    ),
    [...LANGUAGE_IDS],
  ),
  issuers: v.pipe(
    v.array(issuer, 'must be a list of EHR servers'),
    v.minLength(1, 'must name at least one EHR server'),
    v.check((all) => new Set(all.map(({ iss }) => iss)).size === all.length, 'must not name an iss twice'),
  ),
  thresholds: v.optional(thresholds, {}),
  /** Dosing profile: a name, or a copy with changes ({"basedOn": "needs-v1", "name": "riverside-v1", "metastaticUnplannedStay": "navigator"}). */
  profile: v.optional(
    v.union([v.string(), byName(v.unknown())], 'must be the name of a profile, or a copy with changes'),
    'needs-v1',
  ),
  /** Rules beside the 28 that are turned on or off: "pathological-fracture": true. */
  optionalTriggers: v.optional(byName(v.boolean('must be true or false')), {}),
  /** What to do here when a safety line stands above the answer: shown with it, as it is. */
  protocols: v.optional(
    fields(
      Object.fromEntries(NOTICE_IDS.map((id) => [id, optionalProtocol])) as Record<
        (typeof NOTICE_IDS)[number],
        typeof optionalProtocol
      >,
    ),
    {},
  ),
  /** Whether myelodysplastic and myeloproliferative diseases count as blood cancer. */
  myeloidAsBloodCancer: v.optional(v.boolean('must be true or false, for example false'), false),
  /** How a local code of Encounter.class or Encounter.type is to be read: "<system>|<code>" to a kind. */
  encounterClasses: v.optional(
    byName(
      v.picklist(
        ['inpatient', 'observation', 'ed', 'ambulatory', 'non-acute'],
        'must be "inpatient", "observation", "ed", "ambulatory" or "non-acute"',
      ),
    ),
    {},
  ),
  /** Answers other than a referral: "not now", "our team will do it". */
  decisions: v.optional(
    fields({
      /** How they may be kept in the chart, best first whatever the order here; none: they are not remembered. */
      recordAs: v.optional(v.array(v.picklist(['task', 'note'], 'must be "task" or "note"')), ['task', 'note']),
      /** Type of such a note, where LOINC's progress note is not mapped. */
      noteType: v.optional(coding),
    }),
    {},
  ),
  /** The panel "Operations": what the chart says of the CMS Enhancing Oncology Model. It has no part in any answer. */
  operations: v.optional(
    fields({
      shown: v.optional(v.boolean('must be true or false'), true),
      /** Also the parts of the care plan that the model asks for; their list was not read again at its source. */
      carePlanParts: v.optional(v.boolean('must be true or false'), false),
      /** How far back visits and stays are looked at. */
      lookBackDays: v.optional(v.picklist([90, 180, 365], 'must be 90, 180 or 365 days'), 180),
    }),
    {},
  ),
  referral: fields({
    /** What is written: a proposal for signature, or a signed order where the app may place one (interop 4.2). */
    statusPolicy: v.optional(
      v.picklist(
        ['proposal', 'unsigned-order', 'signed-order'],
        'must be "proposal", "unsigned-order" or "signed-order"',
      ),
      'proposal',
    ),
    /** PractitionerRole codes ("<system>|<code>") of people who may place signed orders; others only prepare. */
    signerRoles: v.optional(v.array(text('http://nucc.org/provider-taxonomy|207RH0003X')), []),
    /** The ways in which a referral may leave, best first whatever the order here. By hand is always possible. */
    channels: v.optional(
      v.array(v.picklist(CHANNELS, `must be one of ${CHANNELS.map((one) => `"${one}"`).join(', ')}`)),
      ['fhir-create', 'task', 'communication', 'note'],
    ),
    /** How the letter is filed, where it is. */
    note: v.optional(
      fields({
        type: v.optional(coding),
        /** "text" unless given. */
        format: v.optional(v.picklist(['text', 'xhtml'], 'must be "text" or "xhtml"')),
        /** Some EHRs file only final notes for an app; "preliminary" unless given. */
        docStatus: v.optional(v.picklist(['preliminary', 'final'], 'must be "preliminary" or "final"')),
        /** The EHR files notes only to an encounter: without an open one this way is closed. Not so unless given. */
        needsEncounter: v.optional(v.boolean('must be true or false')),
      }),
      {},
    ),
    /** Gates behind which nothing is sent, instead of asking: "hospice", "comfort-care-recorded", "patient-declined"... */
    stopAt: v.optional(v.array(v.picklist(TICKED_GATES, `must be one of ${TICKED_GATES.join(', ')}`)), []),
    /** Namespace of the referral's business identifier. */
    identifierSystem: webAddress('https://example.org/fhir/NamingSystem/palliative-referral'),
    /** Local order code, sent beside the SNOMED CT code. */
    orderCoding: v.optional(v.array(coding), []),
    /** Whom the receiving team calls back, printed in the letter and the note. */
    contactPhone: v.optional(text('+1 555 0110')),
    /** Name of the order in the EHR, for the letter when nothing can be sent. */
    orderName: v.optional(text('Amb Referral to Palliative Care')),
    /** Numbers by which services are ranked; `site/allocation.ts` checks them. */
    allocation: v.optional(byName(v.unknown())),
    services: v.pipe(
      v.array(service),
      v.check((all) => new Set(all.map((one) => one.id)).size === all.length, 'must not use an id twice'),
    ),
  }),
});

export type Site = v.InferOutput<typeof siteSchema>;
export type Issuer = Site['issuers'][number];
/** Types that this product writes. */
export type WrittenType = keyof Issuer['creates'];
export type Creates = Issuer['creates'][WrittenType];
export type Service = Site['referral']['services'][number];

export interface SiteProblem {
  /** Path of the field: `issuers[0].iss`. Empty for the file as a whole. */
  readonly field: string;
  readonly message: string;
}

export type ParsedSite =
  { readonly ok: true; readonly site: Site } | { readonly ok: false; readonly problems: readonly SiteProblem[] };

/** Checks what was read from `site.json`. Never throws; every problem says where it is and what would be right. */
export function parseSite(json: unknown): ParsedSite {
  const result = v.safeParse(siteSchema, json);
  if (result.success) return { ok: true, site: result.output };
  return { ok: false, problems: problemsOf(result.issues) };
}

/** What the schema found, as problems of fields; `under`: the path of what was looked at. */
export function problemsOf(issues: readonly v.BaseIssue<unknown>[], under = ''): readonly SiteProblem[] {
  return issues.map((issue) => ({ field: fieldOf(issue.path ?? [], under), message: messageOf(issue) }));
}

/** Problems as an integrator reads them, one a line. */
export function problemLines(problems: readonly SiteProblem[]): string {
  return problems.map(({ field, message }) => `${field || 'site.json'} ${message}`).join('\n');
}

function messageOf(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === 'schema' && issue.received === 'undefined') return 'is missing';
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'is not a field that site.json knows';
  // What has a shape of its own says so; a list or an object of ours does not know what would be right in it.
  if (!issue.message.startsWith('Invalid ')) return issue.message;
  return issue.type === 'array' ? 'must be a list, in square brackets' : issue.message;
}

function fieldOf(path: readonly { readonly key?: unknown }[], under: string): string {
  return path.reduce(
    (field, { key }) =>
      typeof key === 'number' ? `${field}[${key}]` : field === '' ? String(key) : `${field}.${String(key)}`,
    under,
  );
}

/** The issuer whose address equals `iss` exactly; a trailing slash or another case is another issuer. */
export function findIssuer(site: Site, iss: string): Issuer | null {
  return site.issuers.find((one) => one.iss === iss) ?? null;
}
