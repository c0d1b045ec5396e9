/** Words of the course of the disease: lanes, marks, and what was not read. */
import type { DecisionRecord, ObservationRecord, ReferralRecord, SymptomItem } from '../../domain/chart/records.ts';
import type { CareKind, StayKind, What } from '../../domain/course/item.ts';
import type { Language } from '../language.ts';
import { sayWhen, theDate } from './dates.ts';
import { counted, listed, numeral } from './numbers.ts';
import { capital, SCALES, SOURCE_NAMES } from './phrases.ts';

const SYMPTOMS: Readonly<Record<Exclude<SymptomItem, 'other'>, string>> = {
  pain: 'dolor',
  dyspnea: 'falta de aire',
  nausea: 'náuseas',
  fatigue: 'cansancio',
  appetite: 'falta de apetito',
  constipation: 'estreñimiento',
  drowsiness: 'somnolencia',
  diarrhea: 'diarrea',
  sleep: 'dificultad para dormir',
  wellbeing: 'falta de bienestar',
  depression: 'ánimo bajo',
  anxiety: 'ansiedad',
};

const STATUS: Readonly<Record<Extract<ObservationRecord, { kind: 'disease-status' }>['status'], string>> = {
  improved: 'Mejoría de la enfermedad',
  stable: 'Enfermedad estable',
  worsened: 'Progresión',
  remission: 'Remisión',
  undetermined: 'Estado de la enfermedad sin determinar',
  unclear: 'Estado de la enfermedad, en palabras que no se entienden',
};

const STAYS: Readonly<Record<StayKind, string>> = {
  ed: 'Visita a urgencias',
  observation: 'Estancia en observación',
  unplanned: 'Hospitalización no programada',
  'presumed-unplanned': 'Hospitalización, no consta como programada',
  planned: 'Hospitalización programada',
  unknown: 'Visita de tipo desconocido',
};

const CARE: Readonly<Record<CareKind, string>> = {
  palliative: 'Cuidados paliativos',
  hospice: 'Cuidados de hospicio',
  'comfort-care': 'Medidas de confort',
};

const DECISIONS: Readonly<Record<DecisionRecord['decision'], string>> = {
  refer: 'Decisión: derivar',
  'not-now': 'Decisión: ahora no',
  'our-team': 'Decisión: lo hará nuestro equipo',
  'patient-declined': 'La persona prefiere que no',
  'already-receiving': 'Ya recibe cuidados de apoyo',
  'navigator-contact': 'Contacto de enfermería de cuidados de apoyo',
  'comfort-plan-not-current': 'Plan de medidas de confort que, según se dijo, no está vigente',
  'ask-again': 'Por preguntar de nuevo',
  'not-understood': 'Decisión que esta versión no conoce',
};

const REFERRALS: Readonly<Record<ReferralRecord['status'], string>> = {
  draft: 'preparada, sin firmar',
  active: 'abierta',
  'on-hold': 'en pausa',
  completed: 'completada',
  revoked: 'cancelada',
  other: 'estado sin aclarar',
};

const DISTRESS = {
  'distress-thermometer': 'Termómetro de malestar emocional',
  'phq-9': 'PHQ-9',
  'gad-7': 'GAD-7',
} as const;

const UNCLEAR = 'sin certeza';

/** "a, b", without what is empty. */
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');

function symptom(item: SymptomItem, name: string): string {
  return item === 'other' ? name : SYMPTOMS[item];
}

/** What it is, without its value. */
function name(what: What): string {
  switch (what.is) {
    case 'diagnosis':
      return what.again ? `Recidiva: ${what.name}` : what.name;
    case 'stage':
      return 'Estadio';
    case 'm-category':
      return 'Categoría M';
    case 'metastasis':
    case 'effusion':
      return what.name;
    case 'spread-sign':
      return `Signo de extensión: ${what.name}`;
    case 'disease-status':
      return STATUS[what.status];
    case 'death':
      return 'Fallecimiento';
    case 'line':
      return what.estimated ? `Línea ${String(what.number)} (estimada)` : `Línea ${String(what.number)}`;
    case 'treatment':
      return what.drug === null ? what.name : capital(what.drug);
    case 'radiotherapy':
      return 'Radioterapia';
    case 'transplant':
      return what.name;
    case 'planned-treatment':
      return `Tratamiento planeado o en pausa: ${what.name}`;
    case 'stay':
      return STAYS[what.kind];
    case 'performance':
      return SCALES[what.scale];
    case 'asking':
      return what.physical ? 'Peor síntoma' : 'Ánimo y bienestar';
    case 'symptom-unclear':
      return capital(symptom(what.item, what.name));
    case 'distress':
      return DISTRESS[what.instrument];
    case 'weight':
      return 'Peso';
    case 'referral':
      return what.fromPalliative
        ? 'Orden del equipo de cuidados paliativos'
        : `Derivación: ${CARE[what.to].toLowerCase()}`;
    case 'care':
      return what.how === 'standing' ? `${CARE[what.of]}, permanentes` : CARE[what.of];
    case 'appointment':
      return what.ahead ? 'Consulta programada' : 'Hubo una consulta programada';
    case 'decision':
      return DECISIONS[what.decision];
    default:
      return what satisfies never;
  }
}

/** The value that goes with it; empty where there is none. */
function value(what: What): string {
  switch (what.is) {
    case 'diagnosis':
    case 'metastasis':
      return joined(
        what.is === 'metastasis' && what.nodal ? 'ganglios linfáticos' : '',
        what.standing === 'present' ? '' : what.standing === 'past' ? 'consta como pasado' : UNCLEAR,
      );
    case 'stage':
      return what.text;
    case 'm-category':
      return what.metastasis ? 'M1' : 'M0';
    case 'effusion':
    case 'disease-status':
    case 'death':
    case 'transplant':
    case 'planned-treatment':
      return '';
    case 'spread-sign':
      return UNCLEAR;
    case 'line':
      return joined(
        what.drugs.length === 0 ? 'sin nombre de los medicamentos' : listed(what.drugs),
        what.endocrineOnly ? 'solo hormonas' : '',
        what.certainty === 'probable' ? 'probable' : '',
      );
    case 'treatment':
      return what.drug === null ? '' : 'no cuenta como línea';
    case 'radiotherapy':
      return counted(what.sessions, 'sesión registrada', 'sesiones registradas');
    case 'stay':
      return joined(
        what.name,
        what.throughEmergency ? 'con ingreso por urgencias' : '',
        what.intensiveCare ? 'con cuidados intensivos' : '',
        what.probable && what.kind !== 'unknown' ? 'tipo probable' : '',
      );
    case 'performance':
      return joined(what.understood ? what.value : `“${what.value}”`, what.counts ? '' : 'de otro tumor, no se cuenta');
    case 'asking': {
      const { item, name: called, score, scale } = what.worst;
      const of = scale === '0-10' ? '' : ` (${scale})`;
      return joined(
        `${symptom(item, called)} ${numeral(score)}${of}`,
        what.scores > 1 ? `de ${numeral(what.scores)} puntuaciones` : '',
        what.setAside ? 'en atención aguda o después de una operación' : '',
      );
    }
    case 'symptom-unclear':
      return joined(what.value === '' ? '' : `“${what.value}”`, 'puntuación que no se entiende');
    case 'distress':
      return what.score === null ? 'puntuación que no se entiende' : numeral(what.score);
    case 'weight':
      return what.kilograms === null
        ? joined(what.value, 'unidad que no se entiende')
        : `${numeral(what.kilograms)} kg`;
    case 'referral':
      return joined(REFERRALS[what.status], what.sure ? '' : UNCLEAR);
    case 'care':
      return joined(what.name, what.sure ? '' : UNCLEAR);
    case 'appointment':
      return joined(what.name, what.for === null ? '' : `para ${theDate(sayWhen(what.for))}`);
    case 'decision':
      return what.askAgain === null ? '' : `preguntar de nuevo ${theDate(sayWhen(what.askAgain))}`;
    default:
      return what satisfies never;
  }
}

export const course: Language['course'] = {
  title: 'Evolución',

  zoom: {
    label: 'Tiempo mostrado',
    all: 'Todo el registro',
    years2: '2 años',
    months6: '6 meses',
    days90: '90 días',
    move: 'Moverse en el tiempo',
    earlier: 'Antes',
    later: 'Después',
    shown: (from, to) => `${from} a ${to}`,
  },

  picture: (from, to) => `Evolución de la enfermedad, ${from} a ${to}`,
  keys: 'Con el teclado: las flechas van de marca en marca, el tabulador a aquello en que se basa una marca, Escape lo cierra; más y menos cambian el tiempo mostrado.',
  today: 'Hoy',
  reading: (sources) =>
    `Todavía en lectura: ${listed(sources.length > 5 ? [...sources.slice(0, 4), `${numeral(sources.length - 4)} más`] : sources)}. El dibujo no está completo.`,

  lane: {
    cancer: 'Cáncer',
    treatment: 'Tratamiento',
    hospital: 'Hospital',
    function: 'Función',
    symptoms: 'Síntomas',
    weight: 'Peso',
    care: 'Cuidados de apoyo',
  },

  name,
  value,
  /** "Stage IV", "ECOG 3", "Weight 68.8 kg": name and value as one. */
  whole: (what) => {
    const [called, is] = [name(what), value(what)];
    if (is === '') return called;
    return what.is === 'stage' || what.is === 'performance' || what.is === 'weight' || what.is === 'distress'
      ? `${called} ${is}`
      : `${called}: ${is}`;
  },
  /** The newest of a lane, beside its name. */
  short: (what) => {
    if (what.is === 'asking')
      return `${capital(symptom(what.worst.item, what.worst.name))} ${numeral(what.worst.score)}`;
    if (what.is === 'weight' && what.kilograms !== null) return `${numeral(what.kilograms)} kg`;
    const [called, is] = [name(what), value(what)];
    return what.is === 'line' ? `${called}: ${is}` : [called, is].join(' ').trim();
  },
  /** A mark for those who hear it: lane, what, when. */
  mark: (lane, whole, when) => `${lane}: ${whole}, ${when}`,
  several: (lane, count, when, wholes) =>
    `${lane}: ${numeral(count)} entradas, ${when}: ${[...wholes, ...(count > wholes.length ? [`${numeral(count - wholes.length)} más`] : [])].join('; ')}`,

  until: {
    recorded: (start, end) => (start === end ? start : `${start} a ${end}`),
    guessed: (start, end) => `${start} hasta cerca de ${end}, el final no consta`,
    'goes-on': (start) => `desde ${theDate(start)}`,
  },

  outside: {
    earlier: (count) => `${numeral(count)} antes`,
    later: (count) => `${numeral(count)} después`,
  },

  choose: 'Elija una marca para ver en qué se basa.',
  chosen: 'Elegido en el dibujo',
  close: 'Cerrar',
  entries: (count, when) => `${counted(count, 'entrada', 'entradas')}, ${when}`,
  moreEntries: (count) => counted(count, 'entrada más', 'entradas más'),
  moreRecords: (count) => counted(count, 'registro más', 'registros más'),
  noRecord: 'Lo dicen los datos de la propia persona.',

  legend: {
    diagnosis: 'diagnóstico',
    stage: 'estadio',
    spread: 'metástasis',
    progression: 'progresión',
    status: 'otro estado',
    death: 'fallecimiento',
    line: 'línea, estimada',
    treatment: 'fuera de las líneas',
    radiotherapy: 'radioterapia',
    planned: 'planeado',
    ed: 'urgencias',
    unplanned: 'no programada, o no consta como programada',
    plannedStay: 'programada',
    observation: 'observación',
    unclear: 'sin aclarar',
    reading: 'valor',
    otherScale: 'Karnofsky, PPS',
    mood: 'ánimo, malestar',
    setAside: 'en atención aguda',
    weight: 'peso',
    referral: 'derivación',
    contact: 'consulta o contacto',
    standing: 'permanentes',
    decision: 'decisión',
  },
  /** For how long a line is drawn after a reading. */
  holds: (days, inpatient) =>
    inpatient === null
      ? `La línea se mantiene ${counted(days, 'día', 'días')} después de un valor.`
      : `La línea se mantiene ${counted(days, 'día', 'días')} después de un valor, ${numeral(inpatient)} después de uno tomado en el hospital.`,

  estimated: 'Las líneas se estiman a partir de lo registrado.',
  linesUnclear: {
    'study-drug': 'Un medicamento en estudio puede ser una línea propia.',
    'planned-blocks': 'Los medicamentos cambiaron por plan: no se pueden distinguir las líneas.',
    'unknown-drug': 'Un medicamento no se conoce o no tiene fecha: puede haber más líneas.',
    'record-begins-late': 'El registro comienza tarde: puede haber habido líneas anteriores.',
    'not-loaded': 'No se leyó todo el tratamiento: puede haber más líneas.',
  },
  weightChange: (percent, from, to) =>
    `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${numeral(Math.abs(Math.round(percent * 10) / 10))}% desde ${theDate(from)} hasta ${theDate(to)}`,

  empty: 'En lo que se leyó no consta nada.',
  begins: (day) => `Primera entrada: ${day}.`,
  /** A fold: where each lane begins and ends. */
  reach: 'Hasta dónde llega cada carril',
  unread: {
    failed: (names) => `Sin dibujar, no se pudo leer: ${listed(names)}.`,
    forbidden: (names) => `Sin dibujar, sin permiso del EHR: ${listed(names)}.`,
    partial: (names) => `Cortado, pueden faltar entradas anteriores: ${listed(names)}.`,
    pending: (names) => `Todavía en lectura: ${listed(names)}.`,
    unsupported: (names) => `El EHR no lo ofrece: ${listed(names)}.`,
    'not-asked': (names) => `No se pidió: ${listed(names)}.`,
  },
  askedSince: (sources, since) =>
    `${capital(listed(sources.map((one) => SOURCE_NAMES[one])))}: solo se pidió desde ${theDate(since)}.`,
  atOrigin: (source, origin) => `${source} (${origin})`,

  undated: (count) => `Sin fecha (${numeral(count)})`,

  table: {
    title: 'Lo mismo en una tabla',
    date: 'Fecha',
    lane: 'Carril',
    what: 'Qué',
    value: 'Valor',
    record: 'Fuente',
    undated: 'sin fecha',
    records: (reference, more) => (more === 0 ? reference : `${reference} y ${numeral(more)} más`),
  },
};
