/** The one line beside the answer: what the patient said, and what holds if the heart stops. Nothing where nothing is on record. */
import type { Chart } from './chart/chart.ts';
import { agentsOf, codeStatusOf, differ, planningOf } from './chart/planning.ts';
import { CLINICIAN } from './visit/visit.ts';
import type { When } from './logic/when.ts';

export interface Matters {
  /** The newest goal in the words of the patient, else of a relative. */
  readonly goal: { readonly words: string; readonly saidBy: 'patient' | 'relative'; readonly when: When | null } | null;
  /** The newest words on resuscitation. `says` null: only that there is an order or a document. `differs`: not all on record say the same. */
  readonly codeStatus: { readonly says: string | null; readonly when: When | null; readonly differs: boolean } | null;
  /** The health care agent by name, where the record names one. */
  readonly agent: string | null;
}

/** Speaks only when the agent cannot: named in the section, and not beside the answer. */
const ALTERNATE = /alternate|successor|second/i;

export function mattersOf(chart: Chart): Matters | null {
  const { goals } = planningOf(chart);
  const own = goals.find(({ saidBy }) => saidBy === 'patient') ?? goals.find(({ saidBy }) => saidBy === 'relative');
  // What was entered at this visit stands beside the answer already; a word that is on record is not hidden by one that says less.
  const facts = codeStatusOf(chart).filter(({ evidence }) => evidence.origin !== CLINICIAN);
  const newest = facts.find(({ says }) => says !== null) ?? facts[0];
  const agent = agentsOf(chart).find(({ name, role }) => name !== null && !ALTERNATE.test(role ?? ''))?.name ?? null;
  if (own === undefined && newest === undefined && agent === null) return null;
  return {
    goal:
      own === undefined
        ? null
        : { words: own.text, saidBy: own.saidBy === 'patient' ? 'patient' : 'relative', when: own.when },
    codeStatus:
      newest === undefined
        ? null
        : { says: newest.says, when: newest.evidence.when, differs: differ(facts) || newest !== facts[0] },
    agent,
  };
}
