/** Words of the sections below the answer: rules, sources, version. */
import type { Language } from '../language.ts';
import { theDate } from './dates.ts';
import { counted, numeral } from './numbers.ts';

/** "0.4 s", "12 s", "1 min 20 s". */
function lasted(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${String(whole)} s`;
  const rest = whole % 60;
  return `${String(Math.floor(whole / 60))} min${rest === 0 ? '' : ` ${String(rest)} s`}`;
}

export const basis: Language['basis'] = {
  sections: {
    label: 'Secciones de esta página',
    why: 'Por qué',
    sources: 'Fuentes',
    course: 'Evolución',
    care: 'Atención y objetivos',
    levels: 'Qué significa la respuesta',
    about: 'Acerca de',
    print: 'Imprimir esta página',
  },

  outcome: {
    met: 'Se cumple',
    'not-assessable': 'No se puede saber',
    'not-met': 'No se cumple',
    'not-applicable': 'No corresponde',
  },

  strength: { major: 'basta por sí sola', supporting: 'cuenta junto con otras' },

  notCounted: 'por sí sola no cuenta',

  certainty: { definite: '', probable: 'probable', attested: 'dato ingresado por personal clínico' },

  trigger: {
    'metastatic-solid-tumor': 'Cáncer sólido metastásico',
    'new-advanced-poor-prognosis': 'Cáncer avanzado reciente en el que se aconsejan cuidados paliativos tempranos',
    'low-survival-cancer': 'Cáncer en el que se aconsejan cuidados paliativos tempranos',
    'progression-after-second-line': 'Progresión a pesar de la segunda línea de tratamiento',
    'recent-disease-progression': 'Progresión reciente',
    'cns-metastases': 'Metástasis cerebrales o leptomeníngeas',
    'spinal-cord-compression': 'Compresión de la médula espinal o de la cauda equina',
    'malignant-obstruction-or-effusion': 'Derrame maligno, ascitis, obstrucción o síndrome de vena cava superior',
    'malignant-hypercalcemia': 'Hipercalcemia con cáncer activo',
    'relapsed-refractory-heme': 'Cáncer de la sangre en recaída o refractario',
    'poor-performance-status': 'Necesita mucha ayuda en la vida diaria (ECOG 3 o 4)',
    'declining-performance-status': 'Descenso del estado funcional',
    'severe-physical-symptom': 'Síntoma físico grave',
    'persistent-moderate-symptoms': 'Síntomas moderados (repetidos) o malestar emocional moderado',
    'severe-emotional-distress': 'Malestar emocional grave',
    delirium: 'Delirium',
    'cachexia-weight-loss': 'Pérdida de peso importante o caquexia',
    'adverse-prognostic-labs': 'Albúmina baja o LDH alta',
    'recent-unplanned-admission': 'Hospitalización no programada en los últimos 30 días',
    'repeat-unplanned-admissions': 'Dos o más hospitalizaciones no programadas en 90 días',
    'frequent-ed-use': 'Visitas repetidas a urgencias o a observación',
    'prolonged-or-icu-stay': 'Hospitalización larga o en cuidados intensivos',
    'systemic-therapy-change': 'Inicio de una línea de tratamiento nueva',
    'treatment-with-poor-function': 'Tratamiento sistémico en curso con mal estado funcional',
    'anticancer-treatment-stopped': 'No se planea más tratamiento oncológico (según consta)',
    'acp-gap': 'No consta planificación anticipada de la atención',
    'patient-or-family-request': 'La persona o su familia pide cuidados de apoyo',
    'clinician-attested-need': 'Criterio clínico',
    'caregiver-strain': 'Sobrecarga de la persona cuidadora',
    'early-phase-trial': 'Participa en un ensayo de fase temprana',
    'serious-comorbidity': 'Otra enfermedad grave',
    'pathological-fracture': 'Fractura patológica',
  },

  why: {
    title: 'Por qué',
    counts: (met, unclear) =>
      `${counted(met, 'se cumple', 'se cumplen')}${unclear > 0 ? `, ${numeral(unclear)} sin aclarar` : ''}`,
    reading: (count) => `${counted(count, 'regla espera', 'reglas esperan')} el resto de la historia clínica.`,
    found: 'Se halló',
    nothingFound: 'No consta nada que tenga que ver con esta regla.',
    rule: 'La regla',
    ruleVersion: (version) => `Versión de la regla: ${version}`,
    lookedAt: 'Se revisó',
    lookedAtLine: (what, since, newest) =>
      `${what}${since === null ? '' : ` desde ${theDate(since)}`}${newest === null ? '' : `, lo más reciente ${newest}`}`,
    missing: 'Falta',
    caveats: 'Para tener en cuenta',
    citations: 'Por qué importa',
    enter: 'Ingresarlo',
    enterFor: (rule) => `Ingresarlo: ${rule}`,
  },

  sources: {
    title: 'Fuentes',
    askedLess:
      'El EHR no concedió algunos de los permisos que pidió esta aplicación, así que se le pidieron menos. Lo que por eso no se puede leer dice “sin permiso” abajo.',
    counts: (read, all) => `${numeral(read)} de ${numeral(all)}`,
    from: (host) => `De ${host}`,
    name: {
      Patient: 'Datos de la persona',
      Encounter: 'Encuentros clínicos',
      Condition: 'Diagnósticos',
      CarePlan: 'Planes de cuidados',
      Observation: 'Observaciones',
      Procedure: 'Procedimientos',
      ServiceRequest: 'Derivaciones y órdenes',
      MedicationRequest: 'Órdenes de medicamentos',
      MedicationAdministration: 'Medicamentos administrados',
      MedicationStatement: 'Listas de medicamentos',
      MedicationDispense: 'Medicamentos dispensados',
      Medication: 'Detalles de los medicamentos',
      QuestionnaireResponse: 'Cuestionarios',
      DocumentReference: 'Documentos',
      Consent: 'Consentimientos y directivas',
      Goal: 'Objetivos',
      CareTeam: 'Equipos de atención',
      Coverage: 'Seguro médico',
      Appointment: 'Citas',
      Location: 'Unidades y lugares',
      Task: 'Tareas y decisiones',
      EpisodeOfCare: 'Inscripciones',
      ResearchSubject: 'Ensayos clínicos',
    },
    counted: {
      Patient: (n) => counted(n, 'registro de la persona', 'registros de la persona'),
      Encounter: (n) => counted(n, 'encuentro clínico', 'encuentros clínicos'),
      Condition: (n) => counted(n, 'diagnóstico', 'diagnósticos'),
      CarePlan: (n) => counted(n, 'plan de cuidados', 'planes de cuidados'),
      Observation: (n) => counted(n, 'observación', 'observaciones'),
      Procedure: (n) => counted(n, 'procedimiento', 'procedimientos'),
      ServiceRequest: (n) => counted(n, 'derivación u orden', 'derivaciones y órdenes'),
      MedicationRequest: (n) => counted(n, 'orden de medicamento', 'órdenes de medicamentos'),
      MedicationAdministration: (n) => counted(n, 'administración', 'administraciones'),
      MedicationStatement: (n) => counted(n, 'entrada de medicamento', 'entradas de medicamentos'),
      MedicationDispense: (n) => counted(n, 'dispensación', 'dispensaciones'),
      Medication: (n) => counted(n, 'medicamento', 'medicamentos'),
      QuestionnaireResponse: (n) => counted(n, 'cuestionario', 'cuestionarios'),
      DocumentReference: (n) => counted(n, 'documento', 'documentos'),
      Consent: (n) => counted(n, 'consentimiento', 'consentimientos'),
      Goal: (n) => counted(n, 'objetivo', 'objetivos'),
      CareTeam: (n) => counted(n, 'equipo de atención', 'equipos de atención'),
      Coverage: (n) => counted(n, 'cobertura', 'coberturas'),
      Appointment: (n) => counted(n, 'cita', 'citas'),
      Location: (n) => counted(n, 'lugar', 'lugares'),
      Task: (n) => counted(n, 'tarea', 'tareas'),
      EpisodeOfCare: (n) => counted(n, 'inscripción', 'inscripciones'),
      ResearchSubject: (n) => counted(n, 'ensayo', 'ensayos'),
    },
    state: {
      loaded: 'lectura completa',
      partial: 'lectura parcial',
      failed: 'no se pudo leer',
      forbidden: 'sin permiso',
      unsupported: 'este EHR no lo ofrece',
      'not-asked': 'no se pidió',
    },
    reading: 'en lectura',
    noneFound: 'no consta ninguno',
    found: (count) => numeral(count),
    mayBeIncomplete: (lists) =>
      lists === 1
        ? 'De una de estas listas, el EHR advierte que puede no estar completa.'
        : `De ${lists} de estas listas, el EHR advierte que pueden no estar completas.`,
    newest: (date) => `lo más reciente ${date}`,
    all: (read, asked, records, newest, took) =>
      [
        `${numeral(read)} de ${counted(asked, 'clase', 'clases')} de datos con lectura completa`,
        counted(records, 'registro', 'registros'),
        ...(newest === null ? [] : [`lo más reciente ${newest}`]),
        ...(took === null ? [] : [`en ${lasted(took)}`]),
      ].join(', '),
    took: (milliseconds) => `tardó ${lasted(milliseconds)}`,
    waited: (seconds) =>
      `desde hace más de ${seconds < 60 ? counted(seconds, 'segundo', 'segundos') : lasted(seconds * 1000)}`,
    meanwhile:
      'El EHR tarda. Mientras tanto se puede usar lo que ya se leyó; no se concluye nada de lo que sigue en lectura.',
    technical: 'Líneas técnicas de todas las fuentes',
    copyTechnical: 'Copiar las líneas técnicas de todas las fuentes',
    group: { none: 'Con lectura completa, no consta ninguno', 'not-asked': 'No se pidió' },
    several: (names) => names.join(', '),
    retry: (source) => `Leer de nuevo: ${source}`,
    retryShort: 'Leer de nuevo',
    retrying: 'leyendo de nuevo',
    forbiddenTodo:
      'El equipo de su EHR puede dar el permiso a esta aplicación. Hasta entonces no se concluye nada de su ausencia.',
    unsupportedTodo: 'No se concluye nada de su ausencia.',
    unreadable: (count) => `${counted(count, 'registro quedó', 'registros quedaron')} fuera`,
    unreadableReason: {
      'no-status': 'sin un estado utilizable',
      'no-code': 'sin código y sin palabras',
      'wrong-shape': 'no se puede leer como FHIR',
      'no-subject': 'no dice de quién es el registro',
      'other-patient': 'registro de otra persona',
      'after-as-of': 'con fecha futura',
      'entered-in-error': 'ingresado por error',
    },
    originName: (origin, ehr) => (origin === 'ehr' ? ehr : origin),
  },

  footer: {
    basis: 'Alongside repite lo que consta y dice por qué. La decisión es de usted.',
    version: (version, catalogue, profile) => `Versión ${version}, reglas ${catalogue}, perfil ${profile}`,
    readAt: (day, time) => `Lectura ${day}, ${time}`,
  },
};
