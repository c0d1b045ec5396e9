import { useState, type ReactNode } from 'react';
import type { AttestationReason, PlanningElement } from '../../domain/chart/records.ts';
import type { Scale } from '../../domain/statements/shared.ts';
import {
  ENTERED_SITES,
  MOST_LINES,
  type EnteredContent,
  type EnteredKind,
  type EnteredSite,
  type EnteredSymptom,
} from '../../domain/visit/visit.ts';
import { useAssessment } from '../../session/useChart.ts';
import { Choice, ChoiceGroup } from '../../ui/Choice.tsx';
import { visitForm } from '../../words/visit-form.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './AddFacts.module.css';

interface FieldsProps {
  /** Hears of every change; null while something is missing. */
  readonly onChange: (content: EnteredContent | null) => void;
}

/** The values of each kind of fact. */
export const FACT_FIELDS: Readonly<Record<EnteredKind, (props: FieldsProps) => ReactNode>> = {
  performance: Performance,
  symptom: Symptom,
  distress: Distress,
  weight: Weight,
  stage: StageFields,
  metastases: Metastases,
  request: Request,
  planning: Planning,
  line: Line,
  judgment: Judgment,
  'no-further-therapy': NoFurtherTherapy,
  caregiver: Caregiver,
};

const ECOG: readonly number[] = [0, 1, 2, 3, 4];
const TENS: readonly number[] = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
const TO_TEN: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SCALES: readonly Scale[] = ['ecog', 'karnofsky', 'palliative-performance-scale'];

function Performance({ onChange }: FieldsProps): ReactNode {
  const [scale, setScale] = useState<Scale>('ecog');
  const [value, setValue] = useState<number | null>(null);
  const tell = (to: Scale, next: number | null): void => {
    setScale(to);
    setValue(next);
    onChange(next === null ? null : { is: 'performance', scale: to, value: next });
  };
  return (
    <>
      <Picked
        title={visitForm.scaleTitle}
        value={scale}
        options={SCALES.map((one) => [one, visitForm.scale[one]])}
        onChange={(to) => tell(to, null)}
      />
      {scale === 'ecog' ? (
        <ChoiceGroup title={visitForm.scale.ecog}>
          {ECOG.map((one) => (
            <Choice key={one} type="radio" name="ecog" checked={value === one} onChange={() => tell(scale, one)}>
              {visitForm.ecog[one]}
            </Choice>
          ))}
        </ChoiceGroup>
      ) : (
        <Numbers title={visitForm.value} value={value} options={TENS} onChange={(next) => tell(scale, next)} />
      )}
    </>
  );
}

function Symptom({ onChange }: FieldsProps): ReactNode {
  const [item, setItem] = useState<EnteredSymptom>('pain');
  const [score, setScore] = useState<number | null>(null);
  const tell = (of: EnteredSymptom, next: number | null): void => {
    setItem(of);
    setScore(next);
    onChange(next === null ? null : { is: 'symptom', item: of, score: next });
  };
  return (
    <>
      <Picked
        title={visitForm.symptomTitle}
        value={item}
        options={Object.entries(visitForm.symptom) as readonly (readonly [EnteredSymptom, string])[]}
        onChange={(of) => tell(of, null)}
      />
      <Numbers
        title={visitForm.score}
        value={score}
        options={TO_TEN}
        named={visitForm.scores}
        onChange={(next) => tell(item, next)}
      />
    </>
  );
}

function Distress({ onChange }: FieldsProps): ReactNode {
  const [score, setScore] = useState<number | null>(null);
  const tell = (next: number | null): void => {
    setScore(next);
    onChange(next === null ? null : { is: 'distress', score: next });
  };
  return <Numbers title={visitForm.score} value={score} options={TO_TEN} named={visitForm.scores} onChange={tell} />;
}

/** International avoirdupois pound, exactly (NIST Handbook 44, appendix C). */
const KILOGRAMS_IN_A_POUND = 0.45359237;

function Weight({ onChange }: FieldsProps): ReactNode {
  const [text, setText] = useState('');
  const [unit, setUnit] = useState<'kg' | 'lb'>('kg');
  const tell = (typed: string, of: 'kg' | 'lb'): void => {
    setText(typed);
    setUnit(of);
    const amount = /^\s*\d{1,3}([.,]\d{1,2})?\s*$/.test(typed) ? Number.parseFloat(typed.replace(',', '.')) : null;
    const kilograms = amount === null ? null : amount * (of === 'kg' ? 1 : KILOGRAMS_IN_A_POUND);
    onChange(kilograms === null ? null : { is: 'weight', kilograms: Math.round(kilograms * 10) / 10 });
  };
  return (
    <>
      <Field>
        <span>{visitForm.weight}</span>
        <input inputMode="decimal" size={6} value={text} onChange={(event) => tell(event.target.value, unit)} />
      </Field>
      <Picked
        title={visitForm.unitTitle}
        value={unit}
        options={[
          ['kg', visitForm.unit.kg],
          ['lb', visitForm.unit.lb],
        ]}
        onChange={(of) => tell(text, of)}
      />
    </>
  );
}

const GROUPS = ['I', 'II', 'III', 'IV'] as const;
type Group = (typeof GROUPS)[number];

function StageFields({ onChange }: FieldsProps): ReactNode {
  const cancers = useActiveCancers();
  const [group, setGroup] = useState<Group | ''>('');
  const [cancer, setCancer] = useState('');
  const tell = (next: Group | '', of: string): void => {
    setGroup(next);
    setCancer(of);
    // With several cancers a stage has to say whose it is.
    const told = next !== '' && (cancers.length < 2 || of !== '');
    onChange(told ? { is: 'stage', group: next, cancer: of === '' ? null : of } : null);
  };
  return (
    <>
      <Picked
        title={visitForm.stageTitle}
        value={group}
        options={[['', visitForm.choose], ...GROUPS.map((one) => [one, one] as const)]}
        onChange={(next) => tell(next, cancer)}
      />
      {cancers.length > 1 && (
        <Picked
          title={visitForm.cancer}
          value={cancer}
          options={[['', visitForm.choose], ...cancers]}
          onChange={(of) => tell(group, of)}
        />
      )}
    </>
  );
}

/** The cancers that there are, each by its first record. */
function useActiveCancers(): readonly (readonly [string, string])[] {
  const cancers = useAssessment()?.facts.cancers ?? [];
  return cancers.flatMap(({ role, status, name, evidence: [first] }) =>
    role === 'primary' && status === 'active' && first !== undefined ? [[first.reference, name] as const] : [],
  );
}

function Metastases({ onChange }: FieldsProps): ReactNode {
  const [present, setPresent] = useState<boolean | null>(null);
  const [sites, setSites] = useState<readonly EnteredSite[]>([]);
  const tell = (there: boolean, where: readonly EnteredSite[]): void => {
    setPresent(there);
    setSites(where);
    onChange({ is: 'metastases', present: there, sites: there ? where : [] });
  };
  return (
    <>
      <ChoiceGroup title={visitForm.kind.metastases} inline>
        <Choice type="radio" name="metastases" checked={present === true} onChange={() => tell(true, sites)}>
          {visitForm.metastases.yes}
        </Choice>
        <Choice type="radio" name="metastases" checked={present === false} onChange={() => tell(false, [])}>
          {visitForm.metastases.no}
        </Choice>
      </ChoiceGroup>
      {present === true && (
        <ChoiceGroup title={visitForm.sitesTitle} inline>
          {ENTERED_SITES.map((site) => (
            <Choice
              key={site}
              type="checkbox"
              name={`site-${site}`}
              checked={sites.includes(site)}
              onChange={(on) => tell(true, on ? [...sites, site] : sites.filter((one) => one !== site))}
            >
              {visitForm.sites[site]}
            </Choice>
          ))}
        </ChoiceGroup>
      )}
    </>
  );
}

function Request({ onChange }: FieldsProps): ReactNode {
  return (
    <YesNo
      name="request"
      title={visitForm.kind.request}
      yes={visitForm.request.asks}
      no={visitForm.request.doesNot}
      onChange={(asks) => onChange({ is: 'request', asks })}
    />
  );
}

function Caregiver({ onChange }: FieldsProps): ReactNode {
  return (
    <YesNo
      name="caregiver"
      title={visitForm.kind.caregiver}
      yes={visitForm.caregiver.strained}
      no={visitForm.caregiver.not}
      onChange={(strained) => onChange({ is: 'caregiver', strained })}
    />
  );
}

function Planning({ onChange }: FieldsProps): ReactNode {
  const [what, setWhat] = useState<PlanningElement | ''>('');
  const options = Object.entries(visitForm.planning) as readonly (readonly [PlanningElement, string])[];
  return (
    <Picked
      title={visitForm.planningTitle}
      value={what}
      options={[['', visitForm.choose], ...options]}
      onChange={(next) => {
        setWhat(next);
        onChange(next === '' ? null : { is: 'planning', what: next });
      }}
    />
  );
}

function Line({ onChange }: FieldsProps): ReactNode {
  const [number, setNumber] = useState<number | null>(null);
  const lines = Array.from({ length: MOST_LINES }, (_, index) => index + 1);
  return (
    <Numbers
      title={visitForm.lineTitle}
      value={number}
      options={lines}
      onChange={(next) => {
        setNumber(next);
        onChange(next === null ? null : { is: 'line', number: next });
      }}
    />
  );
}

function Judgment({ onChange }: FieldsProps): ReactNode {
  const [reason, setReason] = useState<AttestationReason | ''>('');
  const options = Object.entries(visitForm.reasons) as readonly (readonly [AttestationReason, string])[];
  return (
    <Picked
      title={visitForm.reasonTitle}
      value={reason}
      options={[['', visitForm.choose], ...options]}
      onChange={(next) => {
        setReason(next);
        onChange(next === '' ? null : { is: 'judgment', reason: next });
      }}
    />
  );
}

function NoFurtherTherapy({ onChange }: FieldsProps): ReactNode {
  const [told, setTold] = useState(false);
  return (
    <Choice
      type="checkbox"
      name="no-further-therapy"
      checked={told}
      onChange={(on) => {
        setTold(on);
        onChange(on ? { is: 'no-further-therapy' } : null);
      }}
    >
      {visitForm.noTherapy}
    </Choice>
  );
}

interface YesNoProps {
  readonly name: string;
  readonly title: string;
  readonly yes: string;
  readonly no: string;
  readonly onChange: (yes: boolean) => void;
}

function YesNo({ name, title, yes, no, onChange }: YesNoProps): ReactNode {
  const [said, setSaid] = useState<boolean | null>(null);
  const tell = (next: boolean): void => {
    setSaid(next);
    onChange(next);
  };
  return (
    <ChoiceGroup title={title} inline>
      <Choice type="radio" name={name} checked={said === true} onChange={() => tell(true)}>
        {yes}
      </Choice>
      <Choice type="radio" name={name} checked={said === false} onChange={() => tell(false)}>
        {no}
      </Choice>
    </ChoiceGroup>
  );
}

interface PickedProps<Value extends string> {
  readonly title: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value) => void;
}

function Picked<Value extends string>({ title, value, options, onChange }: PickedProps<Value>): ReactNode {
  return (
    <Field>
      <span>{title}</span>
      <select
        value={value}
        onChange={(event) => {
          const next = options.find(([one]) => one === event.target.value);
          if (next !== undefined) onChange(next[0]);
        }}
      >
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface NumbersProps {
  readonly title: string;
  readonly value: number | null;
  readonly options: readonly number[];
  /** What a number means, where it is not plain. */
  readonly named?: Readonly<Record<number, string>>;
  readonly onChange: (value: number | null) => void;
}

function Numbers({ title, value, options, named = {}, onChange }: NumbersProps): ReactNode {
  return (
    <Picked
      title={title}
      value={value === null ? '' : String(value)}
      options={[['', visitForm.choose], ...options.map((one) => [String(one), named[one] ?? String(one)] as const)]}
      onChange={(next) => onChange(next === '' ? null : Number.parseInt(next, 10))}
    />
  );
}

const Field = dressed('label', css.field);
