import { useId, useState, type ReactNode } from 'react';
import type { Evidence } from '../domain/chart/evidence.ts';
import { CLINICIAN } from '../domain/visit/visit.ts';
import type { Day } from '../domain/logic/when.ts';
import { screen } from '../words/screen.ts';
import { ago, sayWhen } from '../words/say.ts';
import { ActionButton } from './ActionButton.tsx';
import { FhirRecord } from './FhirRecord.tsx';
import { Quiet, Whole } from './Text.tsx';
import { dressed } from './dressed.ts';
import css from './EvidenceLine.module.css';

export interface EvidenceLineProps {
  readonly evidence: Evidence;
  readonly asOf: Day;
  /** Name of the server it came from, where more than one was read. */
  readonly origin?: string | undefined;
  /** Said after the label: the status of a referral. */
  readonly remark?: string | undefined;
  /** What has to be decided about it: before the way to the record. */
  readonly decide?: ReactNode;
  /** What else can be done with it, beside opening the record. */
  readonly more?: ReactNode;
  readonly record: (evidence: Evidence) => { readonly title: string; readonly json: string } | null;
}

/** One thing of the record: value, words, date, where it came from, and the record itself behind a button. */
export function EvidenceLine({ evidence, asOf, origin, remark, decide, more, record }: EvidenceLineProps): ReactNode {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { label, value, when } = evidence;
  // No server holds what a clinician has entered here: it has no record to open.
  const isEntered = evidence.origin === CLINICIAN;
  const found = open ? record(evidence) : null;
  return (
    <div>
      <Line>
        <span id={id}>
          {label}
          {value !== null && (
            <>
              : <strong>{value}</strong>
            </>
          )}
          {remark !== undefined && `, ${remark}`}
        </span>
        {when === null ? (
          <Quiet>{screen.record.dateNotRecorded}</Quiet>
        ) : (
          <span>
            <Whole>{sayWhen(when)}</Whole> <Quiet>{ago(when, asOf)}</Quiet>
          </span>
        )}
        {origin !== undefined && <Quiet>{screen.record.from(origin)}</Quiet>}
        {isEntered && <Quiet>{screen.visit.mark}</Quiet>}
        {decide}
        {!isEntered && (
          <ActionButton look="quiet" aria-expanded={open} aria-describedby={id} onClick={() => setOpen(!open)}>
            {open ? screen.record.close : screen.record.open}
          </ActionButton>
        )}
        {more}
      </Line>
      {open && (found === null ? <p>{screen.record.gone}</p> : <FhirRecord title={found.title} json={found.json} />)}
    </div>
  );
}

const Line = dressed('div', css.line);
