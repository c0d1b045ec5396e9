/** Looks a SNOMED CT code up in the derived list of cancers, without unpacking more of it than the block it would stand in. */
import type { CancerConcept } from '../../domain/chart/cancer.ts';
import { CANCER_CODES, CANCER_GROUPS } from './cancer-codes.ts';
import { conceptOf } from './cancer-groups.ts';
import { snomedCode, snomedId } from './snomed-id.ts';

/** What is to be added to the number before (in base 36; nothing is one), and the group. */
const ENTRY = /([0-9a-z]*)([A-U]|[V-Z][A-Z])/g;
const HEAD = /^[0-9a-z]+/;
/** Groups with a name of one letter. */
const ONE_LETTER = 21;

interface Block {
  readonly first: number;
  readonly packed: string;
  unpacked: ReadonlyMap<number, CancerConcept | null> | null;
}

const blocksOf = new Map<string, readonly Block[]>();
const concepts = new Map<string, CancerConcept | null>();

/** Undefined when the code is not listed; null when it is listed as no cancer for the rules. */
export function listedCancer(code: string): CancerConcept | null | undefined {
  const id = snomedId(code);
  if (id === null) return undefined;
  const block = blockOf(id.namespace, id.item);
  if (block === undefined) return undefined;
  block.unpacked ??= unpack(block.packed);
  return block.unpacked.get(id.item);
}

/** Every code of the list with what it says; for the rulebook, never while a chart is read. */
export function listedCodes(): ReadonlyMap<string, CancerConcept | null> {
  const all = new Map<string, CancerConcept | null>();
  for (const [namespace, blocks] of Object.entries(CANCER_CODES))
    for (const block of blocks)
      for (const [item, concept] of unpack(block)) all.set(snomedCode({ item, namespace }), concept);
  return all;
}

/** The last block of a namespace whose first number is not above this one. */
function blockOf(namespace: string, item: number): Block | undefined {
  let blocks = blocksOf.get(namespace);
  if (blocks === undefined) {
    blocks = (Object.hasOwn(CANCER_CODES, namespace) ? (CANCER_CODES[namespace] ?? []) : []).map((packed) => ({
      first: parseInt(HEAD.exec(packed)?.[0] ?? '', 36),
      packed,
      unpacked: null,
    }));
    blocksOf.set(namespace, blocks);
  }
  return blocks.findLast(({ first }) => first <= item);
}

function unpack(block: string): ReadonlyMap<number, CancerConcept | null> {
  const all = new Map<number, CancerConcept | null>();
  let item = 0;
  for (const [, more = '', letters = ''] of block.matchAll(ENTRY)) {
    item += more === '' ? 1 : parseInt(more, 36);
    all.set(item, conceptNamed(letters));
  }
  return all;
}

function conceptNamed(letters: string): CancerConcept | null {
  const known = concepts.get(letters);
  if (known !== undefined) return known;
  const first = letters.charCodeAt(0) - 65;
  const place = letters.length === 1 ? first : ONE_LETTER + (first - ONE_LETTER) * 26 + letters.charCodeAt(1) - 65;
  const concept = conceptOf(CANCER_GROUPS[place] ?? 'none');
  concepts.set(letters, concept);
  return concept;
}
