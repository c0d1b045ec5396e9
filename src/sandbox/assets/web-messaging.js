// SMART Web Messaging 1.0, the EHR's side (https://hl7.org/fhir/uv/smart-web-messaging). Nothing of the page is touched here:
// the page says which frame may speak, keeps the cart, and shows it. Which `messaging/` scopes were granted is not asked: without
// `messaging/scratchpad` there is no handle.

const refusal = (status, diagnostics) => ({
  status,
  outcome: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'processing', diagnostics }] },
});

/**
 * A listener for `message` events that answers one opening of the app, and nobody else.
 * frame, origin: the app's frame and the only origin it may speak from. handle, mode: from the answer of POST /launch.
 * patient, fhirUrl: whose chart it is. cart: Map of location to resource, which outlives the opening. changed: called when it
 * has changed. review: called when the app asks for the cart to be looked at.
 */
export function listenerFor(host) {
  return (event) => {
    const message = event.data;
    // A frame that was taken away has no window, and an event that a script made up has no source: both are null.
    if (event.source === null || event.source !== host.frame.contentWindow || event.origin !== host.origin) return;
    if (typeof message !== 'object' || message === null || message.messagingHandle !== host.handle) return;
    if (typeof message.messageId !== 'string' || typeof message.messageType !== 'string') return;
    const payload = answerTo(message.messageType, message.payload ?? {}, host);
    if (payload === undefined) return;
    const reply = {
      messageId: crypto.randomUUID(),
      responseToMessageId: message.messageId,
      additionalResponsesExpected: false,
      payload,
    };
    event.source.postMessage(reply, event.origin);
  };
}

/** Undefined = no answer at all. */
function answerTo(type, payload, host) {
  switch (type) {
    case 'status.handshake':
      return {};
    case 'scratchpad.create':
      return create(payload.resource, host);
    case 'scratchpad.read':
      return read(payload.location, host.cart);
    case 'ui.launchActivity':
      return launch(payload, host);
    default:
      return refusal('501 Not Implemented', 'The demo EHR has no ' + type + '.');
  }
}

function create(resource, host) {
  if (host.mode === 'refuses') return refusal('403 Forbidden', 'You may not put orders into the cart.');
  if (resource?.resourceType !== 'ServiceRequest' || resource.status !== 'draft') {
    return refusal('422 Unprocessable Entity', 'The cart takes a ServiceRequest that is a draft.');
  }
  const about = resource.subject?.reference;
  const whose = 'Patient/' + host.patient;
  if (about !== whose && about !== host.fhirUrl + '/' + whose) {
    return refusal('403 Forbidden', 'The order is not about the patient of this chart.');
  }
  const id = crypto.randomUUID();
  const location = 'ServiceRequest/' + id;
  host.cart.set(location, { ...resource, id });
  host.changed();
  return host.mode === 'silent' ? undefined : { status: '201 Created', location };
}

function read(location, cart) {
  if (location === undefined) return { status: '200 OK', scratchpad: [...cart.values()] };
  const resource = cart.get(location);
  return resource ? { status: '200 OK', resource } : refusal('404 Not Found', 'The cart has no ' + location + '.');
}

function launch({ activityType, activityParameters }, host) {
  if (activityType !== 'order-review') {
    return { status: 'error', statusDetail: { text: 'The demo EHR has no activity ' + activityType + '.' } };
  }
  const named = activityParameters?.draftOrderLocations;
  const missing = (Array.isArray(named) ? named : []).filter((location) => !host.cart.has(location));
  if (missing.length > 0) return { status: 'error', statusDetail: { text: 'Not in the cart: ' + missing.join(', ') } };
  host.review();
  return { status: 'success', statusDetail: { text: 'The cart is shown for review.' } };
}
