/**
 * SMART Web Messaging 1.0 (interop 3.6): the order goes as a message to the window of the EHR, which puts it, unsigned, into
 * the clinician's cart. The last of the electronic ways, and only where a site asks for it: no vendor is known to offer it.
 */
import type { FhirResource } from 'fhir/r4';
import { failure, problem, success, type Problem } from '../../domain/problem.ts';
import type { SubmissionOutcome } from '../../domain/referral/outcome.ts';
import { list, object, text, type Json } from '../../fhir/read/json.ts';
import { serviceRequest } from '../../fhir/write/service-request.ts';
import type { ChannelParts } from './by-post.ts';
import type { WriteChannel } from './channel.ts';
import { problemOf } from '../gateway/status.ts';
import { ORDER } from './fhir-create.ts';
import { isOfDecision } from './look-up.ts';

/** The window of the EHR, as `launch/` opens it. */
export interface Messenger {
  /** The payload of the reply; `replied: false` when none comes in time. Never rejects. */
  ask(
    type: 'status.handshake' | 'scratchpad.create' | 'scratchpad.read' | 'ui.launchActivity',
    payload: Json,
    milliseconds: number,
  ): Promise<{ readonly replied: true; readonly payload: Json } | { readonly replied: false }>;
}

/** An EHR that knows the protocol answers at once; one that does not, never (interop 3.5). */
const HANDSHAKE_MS = 2000;
const ANSWER_MS = 10_000;

const unknown = (why: Problem): SubmissionOutcome => ({ outcome: 'unknown', via: 'web-messaging', why });

/** `messenger`: null where the launch brought no handle. */
export function webMessaging(parts: ChannelParts, messenger: Messenger | null): WriteChannel {
  const { granted, gateway, patientId, site } = parts;
  const identity = { gateway, patientId, identifierSystem: site.referral.identifierSystem, kind: ORDER, staged: false };
  let handshake: Promise<boolean> | null = null;

  const isOurs = (resource: unknown, decisionId: string): boolean => {
    const one = object(resource);
    // What lies in a cart may have no id yet: its place in the cart is its name.
    return one !== null && isOfDecision({ id: 'in-cart', ...one } as unknown as FhirResource, identity, decisionId);
  };
  const inCart = (location: string): SubmissionOutcome => ({
    outcome: 'prepared',
    via: 'web-messaging',
    reference: location,
    readBack: false,
    alsoOpen: [],
  });

  return {
    id: 'web-messaging',
    async available() {
      if (messenger === null) return 'not-advertised';
      if (!granted.has('messaging/scratchpad')) return 'not-granted';
      handshake ??= messenger.ask('status.handshake', {}, HANDSHAKE_MS).then(({ replied }) => replied);
      if (await handshake) return null;
      // No reply is no "no": it is asked again with the next look.
      handshake = null;
      return 'could-not-ask';
    },
    // In a cart it waits for a signature, whoever puts it there.
    resourceOf: async (referral) => serviceRequest({ ...(await parts.input(referral)), standing: 'unsigned-order' }),
    async send(resource, _decisionId) {
      if (messenger === null) return refused(problem('not-supported', 'no messaging handle'));
      const answer = await messenger.ask('scratchpad.create', { resource }, ANSWER_MS);
      if (!answer.replied) return unknown(problem('timeout', 'scratchpad.create: no reply'));
      const location = text(answer.payload['location']);
      const status = statusIn(answer.payload);
      if (status === null) return unknown(problem('unreadable', 'scratchpad.create: a reply without a status'));
      if (status < 200 || status >= 300) {
        const said = list(object(answer.payload['outcome'])?.['issue']).flatMap((one) => saidIn(one));
        const why = problemOf(status, 'type', 'scratchpad.create', said);
        // An error on the EHR's side may come after it was put there.
        return status >= 500 && status !== 501 ? unknown(why) : refused(why);
      }
      if (location === null) return unknown(problem('not-found', 'scratchpad.create: no location'));
      // Opens the cart for the signature; where that fails, the words on the screen say where it lies.
      const order = { activityType: 'order-review', activityParameters: { draftOrderLocations: [location] } };
      void messenger.ask('ui.launchActivity', order, ANSWER_MS);
      return inCart(location);
    },
    async find(decisionId) {
      if (messenger === null) return failure(problem('not-supported', 'no messaging handle'));
      const answer = await messenger.ask('scratchpad.read', {}, ANSWER_MS);
      if (!answer.replied) return failure(problem('timeout', 'scratchpad.read: no reply'));
      const status = statusIn(answer.payload);
      if (status !== null && (status < 200 || status >= 300)) {
        return failure(problemOf(status, 'type', 'scratchpad.read', []));
      }
      const found = inCartOf(answer.payload).find((one) => isOurs(one, decisionId));
      if (found === undefined) return success(null);
      const { status: is, id } = found;
      if (is === 'entered-in-error' || is === 'revoked') {
        return success(refused(problem('taken-back', `in the cart with status ${is}`)));
      }
      return success(inCart(`ServiceRequest/${text(id) ?? ''}`.replace(/\/$/, '')));
    },
  };
}

/** What lies in the cart: a list of resources, one resource, or a collection of them. */
function inCartOf({ scratchpad, resource }: Json): readonly Json[] {
  const told: readonly unknown[] = [...(Array.isArray(scratchpad) ? list(scratchpad) : [scratchpad]), resource];
  return told.flatMap((one) => heldIn(object(one)));
}

function heldIn(one: Json | null): readonly Json[] {
  if (one === null) return [];
  if (one['resourceType'] !== 'Bundle') return [one];
  return list(one['entry']).flatMap((entry) => heldIn(object(entry['resource'])));
}

/** "201 Created": the number at its beginning. */
function statusIn(payload: Json): number | null {
  const digits = /^\s*(\d{3})\b/.exec(text(payload['status']) ?? '')?.[1];
  return digits === undefined ? null : Number.parseInt(digits, 10);
}

function saidIn(issue: Json): readonly string[] {
  const said = text(issue['diagnostics']) ?? text(object(issue['details'])?.['text']);
  return said === null ? [] : [said.slice(0, 500)];
}

const refused = (why: Problem): SubmissionOutcome => ({ outcome: 'refused', problems: [why] });
