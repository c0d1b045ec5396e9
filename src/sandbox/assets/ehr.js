// The little script of the demo EHR's pages: opens the app in a frame, and keeps the inbox fresh.
import { cartBeside } from './order-cart.js';
import { listenerFor } from './web-messaging.js';

const form = document.querySelector('#launch-options');

/** Launch options of the form, as the server reads them. */
function optionsFor(patient) {
  const query = new URLSearchParams(form ? new FormData(form) : location.search);
  query.delete('patients');
  query.set('patient', patient);
  return query;
}

/** A launch handle is good once, so every opening mints a fresh one. */
async function openApp(button) {
  const status = document.querySelector('#status');
  const query = optionsFor(button.dataset.patient);
  if (query.get('display') === 'tab') {
    window.open('/launch?' + query, '_blank', 'noopener');
    status.textContent = 'Alongside was opened in a new tab.';
    return;
  }
  const response = await fetch('/launch', { method: 'POST', body: query });
  if (!response.ok) {
    status.textContent = 'The launch failed: ' + (await response.text());
    return;
  }
  const { url, messaging } = await response.json();
  const holder = document.querySelector('#' + button.dataset.holder);
  const show = () => {
    const frame = document.createElement('iframe');
    frame.title = 'Alongside for ' + button.dataset.name;
    frame.src = url;
    holder.replaceChildren(frame);
    talkTo(frame, messaging, holder, button.dataset);
  };
  frames.set(holder, show);
  if (locked) setLocked(false);
  else show();
  lock.hidden = false;
  holder.hidden = false;
  // As an EHR gives a tab of the chart the whole of its window. Side by side, the first one stays in view.
  if (button.dataset.auto === undefined) holder.scrollIntoView();
  status.textContent = 'Alongside is open below for ' + button.dataset.name + '.';
}

/** What puts a new frame into each holder, with the address of its launch. */
const frames = new Map();
let locked = false;
const lock = document.createElement('button');
lock.type = 'button';
lock.className = 'second';
lock.textContent = 'Screen lock';
lock.hidden = true;
lock.addEventListener('click', () => {
  setLocked(!locked);
  document.querySelector('#status').textContent = locked
    ? 'The screen is locked: what was open is gone from this page.'
    : 'The screen is unlocked: what was open is loaded anew.';
});
document.querySelector('#status')?.after(lock);

/** As some EHRs do: the frame goes at lock, and at unlock a new one gets the old address, whose launch handle is spent by then. */
function setLocked(now) {
  locked = now;
  lock.textContent = locked ? 'Unlock' : 'Screen lock';
  for (const [holder, show] of frames) {
    if (locked) holder.replaceChildren();
    else show();
  }
}

const hosts = new Map();

/** One cart a holder, for as long as the page is open; one listener, for the opening of the app that is in the frame now. */
function talkTo(frame, messaging, holder, { patient, name }) {
  const host = hosts.get(holder) ?? { cart: new Map() };
  removeEventListener('message', host.listener);
  delete host.listener;
  if (messaging) {
    host.list ??= cartBeside(holder, name);
    const changed = () => host.list.show([...host.cart.values()]);
    changed();
    host.listener = listenerFor({
      ...messaging,
      frame,
      origin: new URL(frame.src).origin,
      patient,
      fhirUrl: location.origin + '/fhir',
      cart: host.cart,
      changed,
      review() {
        host.list.intoView();
        document.querySelector('#status').textContent = 'Alongside asks you to review the unsigned orders in the cart.';
      },
    });
    addEventListener('message', host.listener);
  }
  hosts.set(holder, host);
}

const buttons = [...document.querySelectorAll('button[data-patient]')];
for (const button of buttons) {
  button.addEventListener('click', () => void openApp(button));
  button.disabled = false;
  if (button.dataset.auto !== undefined) void openApp(button);
}

const tabLink = document.querySelector('#open-in-tab');
if (form && tabLink) {
  const refresh = () => {
    tabLink.href = '/launch?' + optionsFor(tabLink.dataset.patient);
  };
  form.addEventListener('change', refresh);
  refresh();
}

// The page is loaded again when its content has changed: charts' text becomes markup in one place, on the server.
const inbox = document.querySelector('#inbox');
if (inbox) {
  const freshness = document.querySelector('#freshness');
  const problem = document.querySelector('#problem');
  const isFilled = (field) => {
    if (field.type === 'hidden') return false;
    if (field.type === 'radio' || field.type === 'checkbox') return field.checked !== field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    const usual = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(usual, 0);
  };
  const isHalfFilled = () => [...inbox.querySelectorAll('input, select, textarea')].some(isFilled);

  // Across the loading: where the keyboard is, and which forms are open.
  const load = () => {
    const open = [...inbox.querySelectorAll('details[open]')].map((one) => one.id);
    const active = document.activeElement;
    const focus = active?.id || active?.closest('details')?.id || '';
    history.replaceState({ open, focus }, '', '/orders');
    // The answer to a form is not sent for a second time.
    if (problem) location.replace('/orders');
    else location.reload();
  };
  const { open = [], focus = '' } = history.state ?? {};
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  const held = document.getElementById(focus);
  const named = document.getElementById(location.hash.slice(1));
  if (problem) problem.focus();
  else if (held) (held.matches('details') ? held.querySelector('summary') : held).focus({ preventScroll: true });
  else named?.focus();
  history.replaceState(null, '', '/orders');

  const refresh = async () => {
    const response = await fetch('/orders?part=mark').catch(() => undefined);
    if (!response?.ok || (await response.text()) === inbox.dataset.mark) return;
    if (problem || isHalfFilled())
      freshness.textContent = 'The inbox has changed. It is not refreshed while a form is filled in: press Refresh.';
    else load();
  };
  document.querySelector('#refresh').addEventListener('click', load);
  setInterval(() => void refresh(), 2000);
}
