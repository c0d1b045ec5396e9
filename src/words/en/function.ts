import type { FunctionStatements, WeightConfounder } from '../../domain/statements/function.ts';
import { sayWhen } from './dates.ts';
import { recorded, SCALES } from './phrases.ts';
import type { Words } from './phrases.ts';

/** "6.7 %" without its sign: "lost" or "gained" says it. */
function percent(value: number): string {
  return `${Math.round(Math.abs(value) * 10) / 10}%`;
}

function change(value: number): string {
  if (value === 0) return 'Weight unchanged';
  return value < 0 ? `Weight down ${percent(value)}` : `Weight up ${percent(value)}`;
}

const CONFOUNDERS: Readonly<Record<WeightConfounder, (name: string) => string>> = {
  drug: (name) => `may be the effect of ${name}`,
  'bariatric-surgery': (name) => `may be the effect of ${name}`,
  fluid: (name) => `may be fluid (${name})`,
  'high-index': () => 'from a high weight, and nothing else speaks of poor nutrition',
};

export const FUNCTION: Words<FunctionStatements> = {
  'performance-status-poor': ({ scale, value, when, earlier, earlierWhen }) =>
    `${SCALES[scale]} ${value}, ${sayWhen(when)}${earlier !== null && earlierWhen !== null ? ` (was ${earlier} on ${sayWhen(earlierWhen)})` : ''}`,
  'performance-status-is': ({ scale, value, when }) => `${SCALES[scale]} ${value}, ${sayWhen(when)}`,
  'performance-status-which': ({ scale, value, when }) => `${SCALES[scale]} "${value}" on ${sayWhen(when)}: which?`,
  'performance-status-jump': ({ scale, value, when, earlier, earlierWhen }) =>
    `${SCALES[scale]} ${value} on ${sayWhen(when)} after ${earlier} on ${sayWhen(earlierWhen)}: please confirm`,
  'performance-status-stale': ({ when }) => `Performance status not recorded since ${sayWhen(when)}`,
  'performance-status-undated': () => 'Performance status recorded without a date',
  'performance-status-never': () => 'No performance status found',
  'performance-scales-disagree': () => 'Two readings of one day disagree; the worse one is used',
  'performance-status-other-tumor': ({ scale, value, when }) =>
    `${SCALES[scale]} ${value} on ${sayWhen(when)} was recorded for another tumor: please confirm`,
  'poor-function-coded': ({ name, when }) => `${name}${recorded(when)}: what is the performance status?`,
  'performance-status-fell': ({ scale, value, when, earlier, earlierWhen }) =>
    `${SCALES[scale]} ${earlier} on ${sayWhen(earlierWhen)}, ${value} on ${sayWhen(when)}`,
  'performance-status-not-falling': ({ scale, value, when, earlier, earlierWhen }) =>
    `${SCALES[scale]} ${value} on ${sayWhen(when)}, no worse than ${earlier} on ${sayWhen(earlierWhen)}`,
  'performance-status-one-reading': ({ when }) =>
    `Fewer than two performance-status readings to compare; the latest is of ${sayWhen(when)}`,
  'weight-lost': ({ percent: value, from, to }) => `${change(value)} from ${sayWhen(from)} to ${sayWhen(to)}`,
  'weight-lost-low-index': ({ percent: value, from, to, index }) =>
    `${change(value)} from ${sayWhen(from)} to ${sayWhen(to)}, body mass index ${index}`,
  'weight-stable': ({ percent: value, from, to }) => `${change(value)} from ${sayWhen(from)} to ${sayWhen(to)}`,
  'weight-never': () => 'No weight found',
  'weight-stale': ({ when }) => `Weight not recorded since ${sayWhen(when)}`,
  'weight-without-unit': ({ when }) => `Weight of ${sayWhen(when)} cannot be read: which value, in which unit?`,
  'weight-undated': () => 'Weight recorded without a date',
  'weight-one-only': ({ when, days }) => `Fewer than two weights ${days} days apart; the latest is of ${sayWhen(when)}`,
  'weight-which': ({ value, when, other, otherWhen }) =>
    `Weight ${value} on ${sayWhen(when)} and ${other} on ${sayWhen(otherWhen)}: which?`,
  'weight-baseline-short': ({ days }) => `Compared over ${days} days; no weight of six months before`,
  'weight-loss-confounded': ({ percent: value, from, to, by, name }) =>
    `${change(value)} from ${sayWhen(from)} to ${sayWhen(to)}: ${CONFOUNDERS[by](name ?? 'another cause')}. Confirm`,
  'wasting-coded': ({ name, when }) => `${name}${recorded(when)}`,
  'wasting-undated': ({ name }) => `${name}, date not recorded: since when?`,
};
