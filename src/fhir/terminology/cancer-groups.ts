import type { CancerConcept, CancerSite, Lineage, MetastaticSite, StageGroup } from '../../domain/chart/cancer.ts';

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
        `${concept.remission ? 'm' : ''}${concept.treatedInRemission ? 't' : ''}${concept.relapse ? 'r' : ''}` || '-',
      ].join(':');
    case 'secondary':
      return ['secondary', concept.spread, concept.site ?? '-', concept.centralNervousSystem ? 'cns' : '-'].join(':');
    case 'possible':
      return `possible:${concept.why}`;
    case 'malignant-effusion':
    case 'history':
      return concept.kind;
    default:
      return concept satisfies never;
  }
}

/** The concept that a group name stands for; null for codes that are listed because they are no cancer for our rules. */
export function conceptOf(group: string): CancerConcept | null {
  const [kind, a = '-', b = '-', c = '-', d = '-'] = group.split(':');
  switch (kind) {
    case 'invasive':
      return {
        kind,
        site: a as CancerSite,
        lineage: b as Lineage,
        stage: c === '-' ? null : (c as StageGroup),
        remission: d.includes('m'),
        treatedInRemission: d.includes('t'),
        relapse: d.includes('r'),
        probable: false,
      };
    case 'secondary':
      return {
        kind,
        spread: a as 'distant' | 'nodal',
        site: b === '-' ? null : (b as MetastaticSite),
        centralNervousSystem: c === 'cns',
        probable: false,
      };
    case 'possible':
      return { kind, why: a as 'in-situ' };
    case 'malignant-effusion':
    case 'history':
      return { kind };
    case undefined:
    default:
      return null;
  }
}
