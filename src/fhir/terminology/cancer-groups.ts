import {
  invasive,
  type CancerConcept,
  type CancerSite,
  type CancerTrait,
  type Lineage,
  type MetastaticSite,
  type StageGroup,
} from '../../domain/chart/cancer.ts';

/** One letter a trait, in the names of the groups. `m`, `t` and `r` are remission, treated in remission and relapse. */
const TRAIT_LETTERS: Readonly<Record<CancerTrait, string>> = {
  'low-survival': 'L',
  'low-survival-possible': 'P',
  'liver-cell': 'H',
  ampulla: 'V',
  'small-cell': 'S',
  'site-unspecified': 'U',
  'acute-leukemia': 'A',
  indolent: 'I',
  'not-in-remission': 'N',
  relapse: 'R',
  'germ-cell': 'G',
  uveal: 'E',
  'driver-mutation': 'D',
  spine: 'B',
  thoracic: 'T',
};
const TRAITS = Object.entries(TRAIT_LETTERS) as [CancerTrait, string][];

/** The name under which codes of one meaning are listed in `cancer-codes.ts`: all of a concept in a few letters. */
export function groupOf(concept: CancerConcept | null): string {
  if (concept === null) return 'none';
  switch (concept.kind) {
    case 'invasive':
      return [
        'invasive',
        concept.site,
        concept.lineage,
        concept.stage ?? '-',
        flags([concept.remission, 'm'], [concept.treatedInRemission, 't'], [concept.relapse, 'r']) +
          TRAITS.flatMap(([trait, letter]) => (concept.traits.includes(trait) ? [letter] : [])).join(''),
      ].join(':');
    case 'secondary':
      return [
        'secondary',
        concept.spread,
        concept.site ?? '-',
        flags([concept.centralNervousSystem, 'c'], [concept.thoracic, 't'], [concept.unknownPrimary, 'u']),
      ].join(':');
    case 'possible':
      return ['possible', concept.why, concept.site ?? '-', concept.myeloid ?? '-'].join(':');
    case 'malignant-effusion':
    case 'history':
      return concept.kind;
    default:
      return concept satisfies never;
  }
}

function flags(...named: readonly (readonly [boolean, string])[]): string {
  return named.flatMap(([is, letter]) => (is ? [letter] : [])).join('');
}

/** The concept that a group name stands for; null for codes that are listed because they are no cancer for our rules. */
export function conceptOf(group: string): CancerConcept | null {
  const [kind, a = '-', b = '-', c = '-', d = ''] = group.split(':');
  switch (kind) {
    case 'invasive':
      return invasive(a as CancerSite, b as Lineage, {
        stage: c === '-' ? null : (c as StageGroup),
        remission: d.includes('m'),
        treatedInRemission: d.includes('t'),
        relapse: d.includes('r'),
        traits: TRAITS.flatMap(([trait, letter]) => (d.includes(letter) ? [trait] : [])),
      });
    case 'secondary':
      return {
        kind,
        spread: a as 'distant' | 'nodal',
        site: b === '-' ? null : (b as MetastaticSite),
        centralNervousSystem: c.includes('c'),
        thoracic: c.includes('t'),
        unknownPrimary: c.includes('u'),
        probable: false,
      };
    case 'possible':
      return {
        kind,
        why: a as 'in-situ',
        ...(b === '-' ? {} : { site: b as CancerSite }),
        ...(c === '-' ? {} : { myeloid: c as 'indolent' | 'other' }),
      };
    case 'malignant-effusion':
      return { kind, probable: false };
    case 'history':
      return { kind };
    case undefined:
    default:
      return null;
  }
}
