/** The demo EHR in process: one for all schedules, with a new patient and new tokens for each. */
import { createHash, randomBytes } from 'node:crypto';
import type { Communication, DocumentReference, FhirResource, ServiceRequest, Task } from 'fhir/r4';
import type { Assessment } from '../../src/domain/assessment.ts';
import type { PatientRecord } from '../../src/domain/chart/records.ts';
import { incoming } from '../../src/sandbox/http.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { parseSite, type Site } from '../../src/site/site.ts';
import siteJson from '../../public/site.json' with { type: 'json' };
import { assessOf, chartOf, condition, ICD10, patient as patientOf, PATIENT_ID } from '../support/chart-of.ts';
// Fetched when first needed, by the product; here it must not take turns of the real event loop in the middle of a schedule.
import '../../src/ehr/referrals.ts';
import { BEGIN, atOnce, TODAY } from './clock.ts';
import type { Schedule } from './schedule.ts';

/** Without openid: signing an id_token needs a key, and making one takes a while. */
const SCOPES =
  'launch patient/*.rs patient/ServiceRequest.cruds patient/Task.cruds patient/Communication.c patient/DocumentReference.c patient/Provenance.c user/Practitioner.r';
export const USER = 'Practitioner/dir-oncologist';
/** Life of a token, in seconds: longer than any schedule, so that only a fault ends it. */
const TOKEN_LIFE = 12 * 3600;

export type Referral = ServiceRequest | Task | Communication | DocumentReference;

export interface Patient {
  readonly id: string;
  readonly record: PatientRecord;
  readonly assessment: Assessment;
}

export interface Token {
  readonly access: string;
  readonly scope: string;
  readonly expiresAt: number;
  revoked: boolean;
}

export interface Hospital {
  readonly sandbox: Sandbox;
  admit(): Promise<Patient>;
  launch(patient: Patient): Promise<Token>;
  revoke(token: Token): Promise<void>;
  /** Another clinician's order, written at the server itself. */
  orderedByColleague(patient: Patient): Promise<string>;
  /** What lies on the server, whatever an index or a fault hides. */
  referrals(patient: Patient): Promise<readonly Referral[]>;
  site(schedule: Schedule): Site;
}

const SNOMED = 'http://snomed.info/sct';
const LUNG = condition('C34.11', { id: 'lung', display: 'Malignant neoplasm of upper lobe, right bronchus or lung' });
const LIVER = condition('C78.7', { id: 'liver', display: 'Secondary malignant neoplasm of liver', system: ICD10 });
const NAME = { use: 'official', family: 'Ndlovu', given: ['Walter'] };

export async function openHospital(): Promise<Hospital> {
  const sandbox = await startSandbox({ scenarios: ['01a-lung-stage-4-since-120-days'], today: TODAY });
  const person = patientOf({ name: [NAME] });
  const model = { chart: chartOf([person, LUNG, LIVER]), assessment: assessOf([person, LUNG, LIVER]) };

  const ask = async (address: string, request: Parameters<typeof incoming>[1] = {}): ReturnType<Sandbox['handle']> =>
    await atOnce(() => sandbox.handle(incoming(address, request)));
  const form = (fields: Readonly<Record<string, string>>): NonNullable<Parameters<typeof incoming>[1]> => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
  const put = <R extends FhirResource>(resource: object): Promise<R> =>
    atOnce(() => sandbox.create(resource as never) as unknown as Promise<R>);

  return {
    sandbox,

    async admit() {
      const { id = '' } = await put({ ...person, id: undefined });
      const renamed = new Map([[`Patient/${PATIENT_ID}`, `Patient/${id}`]]);
      for (const one of [LUNG, LIVER]) {
        const made = await put({ ...one, id: undefined, subject: { reference: `Patient/${id}` } });
        renamed.set(`Condition/${one.id}`, `Condition/${made.id ?? ''}`);
      }
      // The engine is not what is tested here: its answer for one chart serves all, under each patient's own ids.
      const text = [...renamed].reduce(
        (all, [was, is]) => all.replaceAll(`"${was}"`, `"${is}"`),
        JSON.stringify(model.assessment),
      );
      const assessment = JSON.parse(text) as Assessment;
      return {
        id,
        record: { ...model.chart.patient, id },
        assessment: { ...assessment, patient: { ...assessment.patient, id } },
      };
    },

    async launch({ id }) {
      const verifier = randomBytes(32).toString('base64url');
      const launch = new URL(sandbox.launchUrl({ patient: id, encounter: null, expiresIn: TOKEN_LIFE })).searchParams;
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: 'alongside-demo',
        redirect_uri: `${sandbox.appUrl}/index.html`,
        scope: SCOPES,
        state: randomBytes(24).toString('base64url'),
        aud: sandbox.fhirUrl,
        launch: launch.get('launch') ?? '',
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      });
      const back = await ask(`${sandbox.ehrUrl}/auth/authorize?${query.toString()}`);
      const location = back === 'drop' ? '' : (back.headers['location'] ?? '');
      const code = location === '' ? '' : (new URL(location).searchParams.get('code') ?? '');
      const fields = {
        grant_type: 'authorization_code',
        code,
        redirect_uri: `${sandbox.appUrl}/index.html`,
        client_id: 'alongside-demo',
        code_verifier: verifier,
      };
      const answer = await ask(`${sandbox.ehrUrl}/auth/token`, form(fields));
      if (answer === 'drop' || answer.status !== 200) throw new Error(`no token for ${location}`);
      const told = JSON.parse(String(answer.body)) as { access_token: string; scope: string; expires_in: number };
      return {
        access: told.access_token,
        scope: told.scope,
        expiresAt: Date.now() + told.expires_in * 1000,
        revoked: false,
      };
    },

    async revoke(token) {
      token.revoked = true;
      await ask(`${sandbox.ehrUrl}/auth/revoke`, form({ token: token.access, client_id: 'alongside-demo' }));
    },

    async orderedByColleague({ id }) {
      const made = await put({
        resourceType: 'ServiceRequest',
        status: 'active',
        intent: 'order',
        code: { coding: [{ system: SNOMED, code: '306237005', display: 'Referral to palliative care service' }] },
        subject: { reference: `Patient/${id}` },
        requester: { reference: 'Practitioner/dir-nurse' },
        authoredOn: new Date(BEGIN).toISOString(),
      });
      return `ServiceRequest/${made.id ?? ''}`;
    },

    async referrals({ id }) {
      const types = ['ServiceRequest', 'Task', 'Communication', 'DocumentReference'] as const;
      const found = await atOnce(() => Promise.all(types.map((type) => sandbox.search(type, { patient: id }))));
      return found.flat();
    },

    site(schedule) {
      const [issuer] = siteJson.issuers;
      const { conditionalCreate, preferRepresentation, channel } = schedule;
      const services = siteJson.referral.services.map((one, index) =>
        index === 0
          ? { ...one, taskOwner: 'HealthcareService/dir-palliative-clinic', messageTo: ['Organization/dir-palliative'] }
          : one,
      );
      const parsed = parseSite({
        ...siteJson,
        issuers: [{ ...issuer, iss: sandbox.fhirUrl, conditionalCreate, preferRepresentation }],
        referral: { ...siteJson.referral, channels: [channel], services },
      });
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      return parsed.site;
    },
  };
}
