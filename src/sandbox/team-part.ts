/** What the inbox says of a request's way through the team, and the buttons and forms that fit where it stands. */
import { concept, describe } from './describe.ts';
import type { EhrClock } from './ehr-clock.ts';
import { lookUp } from './arrival-rows.ts';
import { records, string } from './fhir-types.ts';
import { markup } from './html.ts';
import type { Markup } from './html.ts';
import type { Store } from './store.ts';
import type { Case, Standing, Step } from './team-case.ts';
import type { StepOrder } from './team-desk.ts';
import { JOINING, MODALITIES, SEEN_BY, usualVisit } from './team-records.ts';
import type { Joining, Modality, SeenBy, Visit } from './team-records.ts';
import { whoIsBehind } from './who-did-it.ts';

const WORDS: Readonly<Record<Standing, string>> = {
  'not-an-order': 'Not an order until it is signed. There is nothing to do here yet.',
  waiting: 'New. Nobody has taken it up yet.',
  received: 'Received.',
  accepted: 'Accepted. No visit is scheduled yet.',
  declined: 'Declined. It is back with who asked.',
  scheduled: 'A visit is scheduled.',
  'in-progress': 'The visit is under way.',
  completed: 'Completed.',
  'on-hold': 'On hold. The team waits.',
  cancelled: 'Cancelled',
  failed: 'It could not be done.',
  'entered-in-error': 'Entered in error',
  elsewhere: '',
};

export const STEP_NAMES: Readonly<Record<Step, string>> = {
  receive: 'Receive',
  accept: 'Accept',
  decline: 'Decline',
  schedule: 'Schedule',
  start: 'Start visit',
  complete: 'Complete',
};

const MODALITY_NAMES: Readonly<Record<Modality, string>> = { virtual: 'Video', clinic: 'Clinic', home: 'Home' };
const SEEN_BY_NAMES: Readonly<Record<SeenBy, string>> = {
  physician: 'Physician',
  nurse: 'Nurse',
  both: 'Physician and nurse',
};
const JOINING_NAMES: Readonly<Record<Joining, string>> = { requester: 'Who asked', caregiver: 'Family or caregiver' };

const SEEN: Readonly<Record<string, string>> = {
  'in-progress': 'the visit is under way',
  finished: 'the visit took place',
};

/** `key`: unique on the page; the card's heading has the id `order-<key>`. */
export async function teamPart(store: Store, state: Case, key: string, clock: EhrClock): Promise<Markup> {
  const said = await standingWords(store, state);
  const what = await progress(store, state, clock);
  const [first] = state.offers;
  const simple = state.offers.filter((step) => step === 'receive' || step === 'accept' || step === 'start');
  const folded = state.offers.filter((step) => step === 'decline' || step === 'schedule' || step === 'complete');
  if (said === '' && what.length === 0) return markup``;
  return markup`<div class="team">
${said === '' ? '' : markup`<p class="standing"><strong>${said}</strong></p>`}
${what.length === 0 ? '' : markup`<dl>${what.map(([label, text]) => markup`<dt>${label}</dt><dd class="letter">${text}</dd>`)}</dl>`}
${
  simple.length === 0
    ? ''
    : markup`<div class="actions">${simple.map(
        (step) => markup`<form method="post" action="/orders">
${hidden(state, step)}
<button id="${step}-${key}" aria-describedby="order-${key}"${step === first ? '' : markup` class="second"`}>${STEP_NAMES[step]}</button>
</form>`,
      )}</div>`
}
${folded.map(
  (step) => markup`<details id="${step}-${key}">
<summary aria-describedby="order-${key}">${STEP_NAMES[step]}…</summary>
<form method="post" action="/orders">
${hidden(state, step)}
${fieldsOf(step, clock)}
<p><button id="send-${step}-${key}" aria-describedby="order-${key}"${step === 'decline' ? markup` class="second"` : ''}>${STEP_NAMES[step]}</button></p>
</form>
</details>`,
)}
</div>`;
}

/** What a form of the page asks for; a sentence for the person who sent it when it cannot be read. */
export function stepFrom(form: URLSearchParams): StepOrder | string {
  const of = <T extends string>(name: string, known: readonly T[]): T | undefined =>
    known.find((one) => one === form.get(name));
  const step = form.get('step') ?? '';
  switch (step) {
    case 'receive':
    case 'accept':
    case 'start':
      return { step };
    case 'decline': {
      const reason = [form.get('reason'), form.get('detail')].map((part) => part?.trim() ?? '').filter(Boolean);
      return { step, reason: reason.join(': ') };
    }
    case 'complete':
      return { step, note: form.get('note') ?? '' };
    case 'schedule': {
      const modality = of('modality', MODALITIES);
      const seenBy = of('seenBy', SEEN_BY);
      if (!modality || !seenBy) return 'Choose where the visit takes place and who sees the patient.';
      const visit: Visit = {
        day: form.get('day') ?? '',
        time: form.get('time') ?? '',
        minutes: Number.parseInt(form.get('minutes') ?? '', 10) || 0,
        modality,
        seenBy,
        joins: JOINING.filter((one) => form.getAll('joins').includes(one)),
      };
      return { step, visit };
    }
    default:
      return 'The form does not say what to do.';
  }
}

/** Whoever did it is named only when a Provenance of just this version says so. */
async function standingWords(store: Store, { standing, request }: Case): Promise<string> {
  if (request.resourceType === 'Communication')
    return standing === 'waiting' ? 'Not read yet.' : standing === 'received' ? 'Read by the team.' : '';
  const words = WORDS[standing];
  if (standing !== 'cancelled' && standing !== 'entered-in-error') return words;
  const { changedBy } = await whoIsBehind(store, request);
  const who = changedBy.length === 0 ? '' : ` by ${changedBy.join(', ')}`;
  return `${words}${who}. ${standing === 'cancelled' ? 'Nothing more is to be done.' : 'Do not act on it.'}`;
}

async function progress(store: Store, state: Case, clock: EhrClock): Promise<(readonly [string, string])[]> {
  const { task, appointment, encounter, standing } = state;
  if (standing === 'elsewhere' || standing === 'not-an-order') return [];
  const rows: [string, string][] = [];
  const reason = concept(task?.['statusReason']);
  if (reason !== '') rows.push(['Reason', reason]);
  if (appointment) {
    const start = clock.inWords(string(appointment['start']) ?? '');
    rows.push(['Visit', `${string(appointment['description']) ?? concept(appointment['serviceType'])}\n${start}`]);
    const actors = records(appointment['participant']).flatMap(({ actor }) => records(actor));
    const people = await Promise.all(
      actors.map(async (actor) => {
        const found = await lookUp(store, string(actor['reference']));
        return found ? describe(found) : (string(actor['display']) ?? string(actor['reference']) ?? '');
      }),
    );
    rows.push(['With', people.filter(Boolean).join('\n')]);
  }
  if (encounter) {
    const status = string(encounter['status']) ?? '';
    rows.push(['Seen', `${SEEN[status] ?? status} (Encounter/${encounter.id})`]);
  }
  for (const output of records(task?.['output'])) {
    const found = await lookUp(store, string(records(output['valueReference'])[0]?.['reference']));
    if (found?.resourceType !== 'DocumentReference') continue;
    const data = string(records(records(found['content'])[0]?.['attachment'])[0]?.['data']) ?? '';
    rows.push(['Note of the team', Buffer.from(data, 'base64').toString('utf8')]);
  }
  // A Task that is the request itself is named in the card already.
  if (task && task.id !== state.request.id) rows.push(['Task', `${string(task['status']) ?? ''}, Task/${task.id}`]);
  return rows;
}

function hidden({ request, mark }: Case, step: Step): Markup {
  return markup`<input type="hidden" name="step" value="${step}">
<input type="hidden" name="reference" value="${request.resourceType}/${request.id}">
<input type="hidden" name="mark" value="${mark}">`;
}

function fieldsOf(step: Step, clock: EhrClock): Markup {
  if (step === 'decline')
    return markup`<p><label>Reason <select name="reason" required>
<option value="">Choose a reason</option>
${['No capacity in time', 'More information is needed', 'Another service fits better', 'Outside our area', 'Already followed by us'].map((reason) => markup`<option>${reason}</option>`)}
</select></label></p>
<p><label>What who asked should know or do <textarea name="detail" rows="2" maxlength="500"></textarea></label></p>`;
  if (step === 'complete')
    return markup`<p><label>Note to who asked <textarea name="note" rows="4" maxlength="4000" required></textarea></label></p>`;
  const usual = usualVisit(clock);
  return markup`<div class="fields">
<label>Day <input type="date" name="day" required min="${clock.today}" value="${usual.day}"></label>
<label>Time <input type="time" name="time" required value="${usual.time}"></label>
<label>Length <select name="minutes"><option value="30">30 minutes</option><option value="60" selected>60 minutes</option></select></label>
</div>
<fieldset><legend>Where</legend>
${MODALITIES.map((one) => markup`<label><input type="radio" name="modality" value="${one}"${checked(one === usual.modality)}> ${MODALITY_NAMES[one]}</label>`)}
</fieldset>
<fieldset><legend>Who sees the patient</legend>
${SEEN_BY.map((one) => markup`<label><input type="radio" name="seenBy" value="${one}"${checked(one === usual.seenBy)}> ${SEEN_BY_NAMES[one]}</label>`)}
</fieldset>
<fieldset><legend>Who joins</legend>
${JOINING.map((one) => markup`<label><input type="checkbox" name="joins" value="${one}"> ${JOINING_NAMES[one]}</label>`)}
</fieldset>`;
}

function checked(yes: boolean): Markup {
  return yes ? markup` checked` : markup``;
}
