import type { ReactNode } from 'react';
import type { PlanningLine, Wish } from '../../domain/care-and-goals.ts';
import type { Evidence } from '../../domain/chart/evidence.ts';
import type { AgentFact, CodeStatusFact } from '../../domain/chart/planning.ts';
import type { CarePlanRecord, CareTeamMember, CareTeamRecord, ContactRecord } from '../../domain/chart/records.ts';
import { Quiet, Whole } from '../../ui/Text.tsx';
import { care } from '../../words/care.ts';
import { Folded } from './Folded.tsx';
import { LongText } from './LongText.tsx';
import { RecordLine } from './RecordLine.tsx';
import { dressed } from '../../ui/dressed.ts';
import css from './Groups.module.css';

/** How many of a group stand open; the rest is folded behind its count. */
const OPEN = { wishes: 5, planning: 4, codeStatus: 4, agents: 4, contacts: 4, carePlans: 3, careTeams: 3, members: 6 };

/** One resource may stand in a list twice: a panel of readings, a directive that names two people. */
export function keyOf({ origin, reference }: Evidence, index: number): string {
  return `${origin} ${reference} ${String(index)}`;
}

export function Wishes({ wishes }: { readonly wishes: readonly Wish[] }): ReactNode {
  return (
    <Folded open={OPEN.wishes}>
      {wishes.map((one, index) => (
        <li key={keyOf(one.evidence, index)} data-print="keep-together">
          <LongText words={one.words} quoted={one.saidBy === 'patient' || one.saidBy === 'relative'} />
          {one.note !== null && <LongText words={one.note} />}
          <RecordLine evidence={one.evidence} label={whoSaid(one)} />
          {one.isCut && <Quiet as="p">{care.cut}</Quiet>}
        </li>
      ))}
    </Folded>
  );
}

function whoSaid({ saidBy, speaker, words, evidence }: Wish): string {
  if (saidBy === null) return speaker ?? care.speakerNotRecorded;
  // The name of a preference is what was asked; where that is all there is, it stands above.
  if (saidBy === 'preference') return evidence.label === words ? care.said.preference : evidence.label;
  return saidBy === 'patient' ? care.said.patient : care.saidBy(care.said[saidBy], speaker);
}

export function Planning({ lines }: { readonly lines: readonly PlanningLine[] }): ReactNode {
  return (
    <>
      <Folded open={OPEN.planning}>
        {lines.map(({ evidence, what, answeredNo }, index) => (
          <li key={keyOf(evidence, index)}>
            <RecordLine
              evidence={evidence}
              remark={answeredNo ? care.acp.answeredNo : kindBeside(care.acp.kind[what], evidence)}
            />
          </li>
        ))}
      </Folded>
      <Quiet as="p">{care.acp.inside}</Quiet>
    </>
  );
}

/** What it is, where its own title does not say so. */
function kindBeside(kind: string, { label }: Evidence): string | undefined {
  return label.toLowerCase().includes(kind) ? undefined : kind;
}

export function CodeStatus({
  facts,
  differs,
}: {
  readonly facts: readonly CodeStatusFact[];
  readonly differs: boolean;
}): ReactNode {
  return (
    <>
      {differs && <p>{care.codeStatus.differ}</p>}
      <Folded open={OPEN.codeStatus}>
        {facts.map(({ evidence, says }, index) => (
          <li key={keyOf(evidence, index)}>
            <RecordLine evidence={evidence} remark={says === null ? care.codeStatus.inRecord : undefined} />
          </li>
        ))}
      </Folded>
    </>
  );
}

export function Agents({ agents }: { readonly agents: readonly AgentFact[] }): ReactNode {
  return (
    <Folded open={OPEN.agents}>
      {agents.map((one, index) => (
        <li key={keyOf(one.evidence, index)}>
          <Agent agent={one} />
        </li>
      ))}
    </Folded>
  );
}

function Agent({ agent }: { readonly agent: AgentFact }): ReactNode {
  const { name, role, evidence, told } = agent;
  const said = care.agent.told[told];
  if (told === 'reading') return <RecordLine evidence={evidence} />;
  if (told === 'document') return <RecordLine evidence={evidence} remark={said} />;
  return (
    <>
      <p>
        <Person name={name} /> {role !== null && <Quiet>{role}</Quiet>}
      </p>
      <RecordLine evidence={evidence} label={said} />
    </>
  );
}

/** A name in any writing, or that there is none. */
function Person({ name }: { readonly name: string | null }): ReactNode {
  return name === null ? <Quiet>{care.contact.nameNotRecorded}</Quiet> : <Named>{name}</Named>;
}

export function Contacts({
  contacts,
  agentKnown,
}: {
  readonly contacts: readonly ContactRecord[];
  readonly agentKnown: boolean;
}): ReactNode {
  const [first] = contacts;
  if (first === undefined) return null;
  return (
    <>
      <Folded open={OPEN.contacts}>
        {contacts.map((one, index) => (
          <li key={keyOf(one, index)}>
            <Spaced>
              <Person name={one.name} />
              {whatTheyAre(one) !== '' && <span>{whatTheyAre(one)}</span>}
              {one.phone === null ? <Quiet>{care.contact.noPhone}</Quiet> : <Whole>{one.phone}</Whole>}
            </Spaced>
          </li>
        ))}
      </Folded>
      {!agentKnown && <Quiet as="p">{care.agent.contactsAreNone}</Quiet>}
      <RecordLine evidence={{ ...first, when: null }} label={care.contact.from} />
    </>
  );
}

/** The record's words, and what the codes add to them. */
function whatTheyAre({ relationship, roles }: ContactRecord): string {
  const own = relationship?.toLowerCase().replaceAll('-', ' ') ?? '';
  const added = roles.map((role) => care.contact.role[role]).filter((role) => !own.includes(role));
  return [...(relationship === null ? [] : [relationship]), ...added].join(', ');
}

export function CarePlans({ plans }: { readonly plans: readonly CarePlanRecord[] }): ReactNode {
  return (
    <Folded open={OPEN.carePlans}>
      {plans.map((one, index) => (
        <li key={keyOf(one, index)} data-print="keep-together">
          <RecordLine evidence={one} remark={remarkOf(one)} />
          {moreThanTitle(one) !== '' && (
            <Beside>
              <LongText words={moreThanTitle(one)} />
            </Beside>
          )}
        </li>
      ))}
    </Folded>
  );
}

function remarkOf({ status, byPatient }: CarePlanRecord): string | undefined {
  const remarks = [...(status === 'on-hold' ? [care.plan.onHold] : []), ...(byPatient ? [care.plan.byPatient] : [])];
  return remarks.length === 0 ? undefined : remarks.join(', ');
}

/** The text begins with the title, which stands above it. */
function moreThanTitle({ text, label }: CarePlanRecord): string {
  return text.startsWith(label) ? text.slice(label.length).replace(/^[.\s]+/, '') : text;
}

export function CareTeams({ teams }: { readonly teams: readonly CareTeamRecord[] }): ReactNode {
  return (
    <Folded open={OPEN.careTeams}>
      {teams.map((one, index) => (
        <li key={keyOf(one, index)}>
          <RecordLine evidence={one} />
          <Beside>
            {one.members.length === 0 ? (
              <Quiet>{care.team.nobody}</Quiet>
            ) : (
              <Folded open={OPEN.members}>
                {one.members.map((member, place) => (
                  <li key={place}>
                    <Member member={member} />
                  </li>
                ))}
              </Folded>
            )}
            {one.memberCount > one.members.length && (
              <Quiet as="p">{care.team.notListed(one.memberCount - one.members.length)}</Quiet>
            )}
          </Beside>
        </li>
      ))}
    </Folded>
  );
}

function Member({ member }: { readonly member: CareTeamMember }): ReactNode {
  const { name, role, onBehalfOf } = member;
  return (
    <Spaced>
      {name === null ? <Quiet>{care.team.nameNotRecorded}</Quiet> : <bdi>{name}</bdi>}
      {role !== null && <Quiet>{role}</Quiet>}
      {onBehalfOf !== null && <Quiet>{care.team.onBehalfOf(onBehalfOf)}</Quiet>}
    </Spaced>
  );
}

const Named = dressed('bdi', css.named);

const Spaced = dressed('div', css.spaced);

const Beside = dressed('div', css.beside);
