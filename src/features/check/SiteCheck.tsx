import type { ReactNode } from 'react';
import type { CheckedPart, Finding, Verdict } from '../../domain/site-check.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { dressed } from '../../ui/dressed.ts';
import { Shape } from '../../ui/Shape.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { check, sayFinding } from '../../words/check.ts';
import css from './SiteCheck.module.css';

/** What stands in the way first. */
const ORDER: readonly Verdict[] = ['blocked', 'falls-back', 'untried', 'works'];

/** What the configured EHRs let this app do, for whoever sets it up. `parts`: null while they are being asked. */
export function SiteCheck({ parts }: { readonly parts: readonly CheckedPart[] | null }): ReactNode {
  const blocked = (parts ?? []).flatMap(({ findings }) => findings).filter(({ verdict }) => verdict === 'blocked');
  return (
    <Main>
      <Title>{check.title}</Title>
      <p>{check.lead}</p>
      <output>{parts === null ? check.asking : check.blocked(blocked.length)}</output>
      {(parts ?? []).map(({ ehr, findings }) => (
        <Part key={ehr ?? ''} aria-label={ehr ?? check.file}>
          <h2>{ehr ?? check.file}</h2>
          <ul>
            {inOrder(findings).map((finding, index) => (
              <Row key={index}>
                <span>
                  <Shape outcome={SHAPES[finding.verdict]} /> {check.verdict[finding.verdict]}
                </span>
                <Said finding={finding} />
              </Row>
            ))}
          </ul>
        </Part>
      ))}
      {parts !== null && (
        <>
          <p>{check.next}</p>
          <span>
            <CopyButton look="outlined" label={check.copy} text={asText(parts)} />
          </span>
        </>
      )}
    </Main>
  );
}

const SHAPES = { works: 'met', 'falls-back': 'not-assessable', blocked: 'not-met', untried: 'not-assessable' } as const;

function Said({ finding }: { readonly finding: Finding }): ReactNode {
  const { what, todo } = sayFinding(finding.says);
  return (
    <div>
      <p>{what}</p>
      {todo !== '' && (
        <p>
          <Quiet>{todo}</Quiet>
        </p>
      )}
    </div>
  );
}

const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));

/** For a letter to the EHR team. */
function asText(parts: readonly CheckedPart[]): string {
  const lines = ({ findings }: CheckedPart): readonly string[] =>
    inOrder(findings).map(({ verdict, says }) => {
      const { what, todo } = sayFinding(says);
      return `${check.verdict[verdict]}: ${what}${todo === '' ? '' : ` ${todo}`}`;
    });
  return parts.flatMap((part) => [part.ehr ?? check.file, ...lines(part), '']).join('\n');
}

const Main = dressed('main', css.main);

const Title = dressed('h1', css.title);

const Part = dressed('section', css.part);

const Row = dressed('li', css.row);
