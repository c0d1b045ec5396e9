import type { Stage, StageGroup } from '../../domain/chart/cancer.ts';
import { STAGE_VALUES } from '../terminology/observations.ts';
import { mCategoryInWords, stageInWords, withoutOtherStages } from '../terminology/cancer-display.ts';
import { codes, own, words } from './json.ts';

/** Values of http://cancerstaging.org and plain text: "IVA", "c3A", "4", "Stage IIIC". No blank can be matched in two ways. */
const WRITTEN = /^(?:stage)?\s*(?:[cpya]+\s*)?(IV|III|II|I|[0-4])\s*([ABCD]\d?)?$/i;
const ARABIC: Readonly<Record<string, StageGroup>> = { '0': '0', '1': 'I', '2': 'II', '3': 'III', '4': 'IV' };

/** The stage group that a CodeableConcept states, by code, by an AJCC value or in words; null when it states none. */
export function stageOf(concept: unknown): Stage | null {
  for (const { code } of codes(concept)) {
    const bare = parse(own(STAGE_VALUES, code) ?? code);
    if (bare !== null) return withM(bare, words(concept));
  }
  const said = words(concept);
  if (said === null) return null;
  const bare = parse(said.trim());
  if (bare !== null) return bare;
  const group = stageInWords(said);
  if (group !== null) return withM({ group, text: written(withoutOtherStages(said)) ?? group }, said);
  // The Veterans' staging of small cell lung cancer: what it calls extensive is stage IV.
  return EXTENSIVE.test(said) && !/\b(not|no evidence|without)\b/i.test(said) ? EXTENSIVE_STAGE : null;
}

const EXTENSIVE = /\bextensive[- ](?:stage|disease)\b/i;
const EXTENSIVE_STAGE: Stage = { group: 'IV', text: 'IV', extensive: true };

function withM(stage: Stage, said: string | null): Stage {
  const m = said === null ? null : mCategoryInWords(said);
  return m === null ? stage : { ...stage, m };
}

/** The M category that the words of a CodeableConcept carry; null when they carry none. */
export function mCategoryIn(concept: unknown): boolean | null {
  const said = words(concept);
  return said === null ? null : mCategoryInWords(said);
}

function parse(value: string): Stage | null {
  const match = WRITTEN.exec(value);
  const found = match?.[1]?.toUpperCase();
  if (found === undefined) return null;
  const group = own(ARABIC, found) ?? (found as StageGroup);
  return { group, text: `${group}${(match?.[2] ?? '').toUpperCase()}` };
}

function written(display: string): string | null {
  const match = /\b(IV|III|II|I|[0-4])\s?([ABCD]\d?)?\b/i.exec(display.replace(/^.*stage/i, ''));
  const found = match?.[1]?.toUpperCase();
  if (found === undefined) return null;
  return `${own(ARABIC, found) ?? found}${(match?.[2] ?? '').toUpperCase()}`;
}
