/** Symptom scores, weights and blood values, as servers send them. */
import { coded, observation, PATIENT_ID, type More, type Resource } from '../chart-of.ts';

export function quantity(value: number, unit: string | null, more: More = {}): More {
  return {
    valueQuantity: {
      value,
      ...(unit === null ? {} : { unit, system: 'http://unitsofmeasure.org', code: unit }),
      ...more,
    },
  };
}

/** A local flowsheet row: only its name says what it is. */
export function flowsheet(name: string, value: number | string, when: string | null, more: More = {}): Resource {
  return observation('x', when, typeof value === 'number' ? { valueInteger: value } : { valueString: value }, {
    code: { coding: [{ system: 'urn:oid:1.2.840.114350.1.13', code: '3040100', display: name }], text: name },
    ...more,
  });
}

/** Pain by 0 to 10 verbal rating. */
export function pain(score: number, when: string | null, more: More = {}): Resource {
  return observation('72514-3', when, quantity(score, '{score}'), more);
}

/** One item of the ESAS, by name. */
export function esas(item: string, score: number, when: string | null, more: More = {}): Resource {
  return flowsheet(`ESAS-r ${item}`, score, when, more);
}

export function phq9(score: number, when: string | null): Resource {
  return observation('44261-6', when, quantity(score, '{score}'));
}

export function gad7(score: number, when: string | null): Resource {
  return observation('70274-6', when, { valueInteger: score });
}

export function thermometer(score: number, when: string | null): Resource {
  return flowsheet('NCCN Distress Thermometer', score, when);
}

export function weight(value: number, when: string | null, unit: string | null = 'kg', more: More = {}): Resource {
  return observation('29463-7', when, quantity(value, unit), more);
}

export function bodyMassIndex(value: number, when: string | null): Resource {
  return observation('39156-5', when, quantity(value, 'kg/m2'));
}

export function calcium(value: number, when: string | null, unit: string | null = 'mg/dL', more: More = {}): Resource {
  return observation('17861-6', when, quantity(value, unit), more);
}

export function ionizedCalcium(value: number, when: string | null, unit = 'mmol/L'): Resource {
  return observation('1995-0', when, quantity(value, unit));
}

export function albumin(value: number, when: string | null, unit: string | null = 'g/dL', more: More = {}): Resource {
  return observation('1751-7', when, quantity(value, unit), more);
}

/** LDH with the upper limit that the laboratory reports; `null` when it reports none. */
export function dehydrogenase(value: number, limit: number | null, when: string | null, more: More = {}): Resource {
  return observation('2532-0', when, quantity(value, 'U/L'), {
    ...(limit === null ? {} : { referenceRange: [{ high: { value: limit, unit: 'U/L', code: 'U/L' } }] }),
    ...more,
  });
}

let made = 0;

/** A completed questionnaire: items as they stand in it. */
export function questionnaire(items: readonly More[], authored: string | null, more: More = {}): Resource {
  made += 1;
  return {
    resourceType: 'QuestionnaireResponse',
    id: `questionnaire-${made}`,
    status: 'completed',
    subject: { reference: `Patient/${PATIENT_ID}` },
    ...(authored === null ? {} : { authored }),
    item: items,
    ...more,
  };
}

export function item(linkId: string, answer: More, text?: string): More {
  return { linkId, ...(text === undefined ? {} : { text }), answer: [answer] };
}

/** What is entered in the product itself. */
export function entered(linkId: string, answer: More, authored: string | null): Resource {
  return questionnaire([item(linkId, answer)], authored, {
    questionnaire: 'https://alongside.invalid/fhir/Questionnaire/entered|1.0',
  });
}

/** A panel: readings as components, by LOINC code or by name. */
export function panel(name: string, parts: readonly (readonly [code: string, value: More])[], when: string): Resource {
  return observation(
    'x',
    when,
    {},
    {
      code: { text: name },
      component: parts.map(([code, value]) => ({
        code: /^\d+-\d$/.test(code) ? coded(code) : { text: code },
        ...value,
      })),
    },
  );
}
