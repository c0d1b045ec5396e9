/**
 * Who made a written resource, with what, and from which evidence: FHIR R4 Provenance (interop 4.9), conformant with US Core
 * 6.1 and 7.0. Pure.
 */
import type { CodeableConcept, Provenance, ProvenanceAgent, Reference } from 'fhir/r4';
import type { Evidence } from '../../domain/chart/evidence.ts';
import { momentOf, some } from './parts.ts';
import { clinicianOf, isHere, referencesHere } from './references.ts';
import type { ReferralInput } from './referral-input.ts';

export interface ProvenanceInput {
  /** What was written, as the server names it: "ServiceRequest/12". */
  readonly target: string;
  /** The version that was written, where the server has told it. */
  readonly versionId: string | null;
  readonly at: ReferralInput['at'];
  /** Who is responsible for it. */
  readonly requester: ReferralInput['requester'];
  /** Who typed it, when it is somebody else. */
  readonly enterer: ReferralInput['requester'];
  readonly siteName: string;
  /** Name and versions of the software, rules included, as a person would quote them. */
  readonly software: string;
  /** What was done: it came to be, unless given. */
  readonly activity?: 'update';
  /** Why a referral was taken back, beside the patient's treatment. */
  readonly why?: CodeableConcept | null;
  readonly evidence: readonly Evidence[];
  readonly origin: string;
  readonly variant: ReferralInput['variant'];
}

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-provenance';

/** http://terminology.hl7.org/CodeSystem/provenance-participant-type: what an agent did. */
const PARTICIPATION = {
  author: { code: 'author', display: 'Author' },
  enterer: { code: 'enterer', display: 'Enterer' },
  assembler: { code: 'assembler', display: 'Assembler' },
} as const;
const PARTICIPANT_TYPE = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type';

/** HL7 v3 DataOperation: it came to be. */
const CREATE = { system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: 'CREATE', display: 'create' };

/** HL7 v3 DataOperation: one or more of its elements were changed. */
const UPDATE = { system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: 'UPDATE', display: 'revise' };

/** HL7 v3 ActReason: for the patient's treatment. */
const TREAT = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'TREAT', display: 'treatment' };

/** A version as FHIR writes it, the form of an id. https://hl7.org/fhir/R4/http.html#vread */
const VERSION = /^[A-Za-z0-9.-]{1,64}$/;

/** Null when the target is no address on this server: of anything else nothing can be said. */
export function provenance(input: ProvenanceInput): Provenance | null {
  if (!isHere(input.target)) return null;
  const full = input.variant === 'full';
  const sources = referencesHere(input.evidence, input.origin).map((what) => ({ role: 'source' as const, what }));
  const agents = agentsOf(input);

  return {
    resourceType: 'Provenance',
    ...(full ? { meta: { profile: [US_CORE] } } : {}),
    target: [targetOf(input)],
    recorded: momentOf(input),
    ...(full
      ? {
          reason: [{ coding: [TREAT] }, ...(input.why == null ? [] : [input.why])],
          activity: { coding: [input.activity === 'update' ? UPDATE : CREATE] },
        }
      : {}),
    // Oracle Health's older documentation allows one only. Whoever is responsible stands first.
    agent: full ? agents : agents.slice(0, 1),
    ...some('entity', sources),
  };
}

/** Oracle Health documents addresses without a version only. https://docs.oracle.com/en/industries/health/millennium-platform-apis/mfrap/op-provenance-post.html */
function targetOf({ target, versionId, variant }: ProvenanceInput): Reference {
  const versioned = variant === 'full' && versionId !== null && VERSION.test(versionId);
  return { reference: versioned ? `${target}/_history/${versionId}` : target };
}

function agentsOf(input: ProvenanceInput): ProvenanceAgent[] {
  const author = clinicianOf(input.requester);
  const enterer = clinicianOf(input.enterer);
  const typedByAnother = enterer !== null && enterer.reference !== author?.reference;
  return [
    ...(author === null ? [] : [agent('author', author, input)]),
    ...(typedByAnother ? [agent('enterer', enterer, input)] : []),
    agent('assembler', { display: input.software }, input),
  ];
}

/** US Core's provenance-1: a clinician or a device acts on behalf of an organization. Its name is all that a launch tells. */
function agent(as: keyof typeof PARTICIPATION, who: Reference, { siteName }: ProvenanceInput): ProvenanceAgent {
  return {
    type: { coding: [{ system: PARTICIPANT_TYPE, ...PARTICIPATION[as] }] },
    who,
    onBehalfOf: { display: siteName },
  };
}
