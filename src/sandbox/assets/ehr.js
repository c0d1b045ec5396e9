// The little script of the demo EHR's pages: opens the app in a frame, and keeps the inbox fresh.
'use strict';

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
  const { url } = await response.json();
  const frame = document.createElement('iframe');
  frame.title = 'Alongside for ' + button.dataset.name;
  frame.src = url;
  const holder = document.querySelector('#' + button.dataset.holder);
  holder.replaceChildren(frame);
  holder.hidden = false;
  // As an EHR gives a tab of the chart the whole of its window. Side by side, the first one stays in view.
  if (button.dataset.auto === undefined) holder.scrollIntoView();
  status.textContent = 'Alongside is open below for ' + button.dataset.name + '.';
}

const buttons = [...document.querySelectorAll('button[data-patient]')];
for (const button of buttons) {
  button.addEventListener('click', () => void openApp(button));
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
  const refresh = async () => {
    const response = await fetch('/orders?part=mark').catch(() => undefined);
    if (response && response.ok && (await response.text()) !== inbox.dataset.mark) location.reload();
  };
  document.querySelector('#refresh').addEventListener('click', () => location.reload());
  setInterval(() => void refresh(), 2000);
}
