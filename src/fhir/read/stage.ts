import type { Stage, StageGroup } from '../../domain/chart/cancer.ts';
import { STAGE_VALUES } from '../terminology/observations.ts';
import { stageInWords } from '../terminology/cancer-display.ts';
import { codes, own, words } from './json.ts';

/** Values of http://cancerstaging.org and plain text: "IVA", "c3A", "4", "Stage IIIC". */
const WRITTEN = /^(?:stage\s*)?[cpya]*\s*(IV|III|II|I|[0-4])\s*([ABCD]\d?)?$/i;
const ARABIC: Readonly<Record<string, StageGroup>> = { '0': '0', '1': 'I', '2': 'II', '3': 'III', '4': 'IV' };

/** The stage group that a CodeableConcept states, by code, by an AJCC value or in words; null when it states none. */
export function stageOf(concept: unknown): Stage | null {
  for (const { code } of codes(concept)) {
    const bare = parse(own(STAGE_VALUES, code) ?? code);
    if (bare !== null) return bare;
  }
  const said = words(concept);
  if (said === null) return null;
  const bare = parse(said.trim());
  if (bare !== null) return bare;
  const group = stageInWords(said);
  return group === null ? null : { group, text: written(said) ?? group };
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
