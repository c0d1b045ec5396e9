import type { ScreeningTest } from '../../domain/measures/lens-says.ts';
import type { ModelGroup } from '../../domain/measures/model.ts';
import type { Language } from '../language.ts';
import { ofDay, sayDay, sayWhen } from './dates.ts';
import { counted, listed } from './numbers.ts';
import { SOURCE_NAMES } from './phrases.ts';

const GROUPS: Readonly<Record<ModelGroup, string>> = {
  breast: 'cáncer de mama',
  'chronic-leukemia': 'leucemia crónica',
  lung: 'cáncer de pulmón',
  lymphoma: 'linfoma',
  'multiple-myeloma': 'mieloma múltiple',
  prostate: 'cáncer de próstata',
  'small-intestine-colorectal': 'cáncer de intestino delgado, colon o recto',
};

const STAYS = {
  inpatient: 'Hospitalización',
  observation: 'Estancia en observación',
  ed: 'Visita a urgencias',
} as const;

const TESTS: Readonly<Record<ScreeningTest, string>> = { 'phq-9': 'PHQ-9', 'phq-2': 'PHQ-2' };

const screening = (test: ScreeningTest | null, score: number | null): string =>
  test === null || score === null ? 'Detección de depresión:' : `${TESTS[test]} de ${score}:`;

const ofVisits = (count: number): string => counted(count, 'visita', 'visitas');

const definition: Language['lens']['definition'] = {
  'EOM-1': 'CBE 3490 (OP-35), de la que se adaptó EOM-1; la adaptación no se leyó',
  'EOM-2': 'ayuda de Ontada iKnowMed, EOM-2',
  'EOM-3': 'ayuda de Ontada iKnowMed, EOM-3',
  'EOM-4a': 'CMS157 para 2026, las visitas que cuenta MIPS 143; la adaptación propia del modelo no se leyó',
  'EOM-4b': 'ayuda de Ontada iKnowMed, EOM-4b',
  'EOM-5': 'eCQI, CMS2v13; la adaptación propia del modelo no se leyó',
  'EOM-6': 'CMS, Enhancing Oncology Model; la encuesta misma no se leyó',
};

export const lens: Language['lens'] = {
  title: 'Gestión',
  summary: 'Enhancing Oncology Model (CMS), modelo de pago',
  records: (count) => counted(count, 'registro', 'registros'),
  lead: 'Lo que esta historia dice de las medidas de la consulta. No forma parte de la respuesta de esta aplicación ni es motivo para derivar o tratar.',
  loading: 'Consultando las medidas.',
  failed: 'No se pudo cargar una parte de la aplicación.',
  again: 'Intentar de nuevo',
  candidate: {
    title: 'En el modelo',
    yes: 'Puede estar en el modelo. La atribución la hace CMS por las facturas.',
    no: 'No está en el modelo, según lo que consta aquí.',
    unclear: 'No se puede saber si puede estar en el modelo.',
    payer: 'Seguro',
    cancer: 'Cáncer',
    therapy: 'Tratamiento',
    episode: 'Episodio',
    definition:
      'CMS, Enhancing Oncology Model, hoja informativa de la segunda cohorte; qué códigos pertenecen a cada grupo no se cotejó con la lista de CMS',
  },
  measures: 'Medidas',
  wouldCount: 'Lo que sigue es cómo contaría la historia si la persona estuviera en el modelo.',
  better: { higher: 'mejor cuanto mayor', lower: 'mejor cuanto menor' },
  measure: {
    'EOM-1': {
      name: 'EOM-1: Hospitalizaciones y urgencias durante la quimioterapia ambulatoria',
      counts:
        'Al menos una hospitalización o visita a urgencias por una de diez causas dentro de 30 días tras quimioterapia ambulatoria; de las facturas.',
    },
    'EOM-2': {
      name: 'EOM-2: Hospicio durante 3 días o más',
      counts: 'De los episodios que acabaron en fallecimiento: hospicio al menos los 3 días previos; de las facturas.',
    },
    'EOM-3': {
      name: 'EOM-3: Quimioterapia en los últimos 14 días',
      counts: 'De quienes fallecieron durante un episodio: quimioterapia en los 14 días previos; de las facturas.',
    },
    'EOM-4a': {
      name: 'EOM-4a: Intensidad del dolor medida',
      counts:
        'Visitas con quimioterapia en los 30 días previos y en los 30 siguientes, o en radioterapia, en que se puntuó el dolor; lo comunica la consulta. Allí solo cuentan las visitas con profesional; la historia no dice cuáles lo fueron.',
    },
    'EOM-4b': {
      name: 'EOM-4b: Plan de atención para el dolor',
      counts: 'De esas visitas con dolor mayor que 0: un plan el mismo día; lo comunica la consulta.',
    },
    'EOM-5': {
      name: 'EOM-5: Detección de depresión y plan de seguimiento',
      counts:
        'Desde los 12 años, con una visita: detección ese día o en los 14 días previos, y si es positiva un plan de seguimiento dentro de 2 días; lo comunica la consulta.',
    },
    'EOM-6': { name: 'EOM-6: Experiencia de la atención', counts: 'Una encuesta a pacientes.' },
  },
  definition,
  outcome: {
    met: 'En el numerador',
    'not-met': 'Cuenta, y no está en el numerador',
    'cannot-tell': 'No se puede saber',
    'not-in-denominator': 'Ahora no cuenta',
  },
  reach: {
    computed: 'calculada con esta historia',
    'partly-visible': 'visible en parte en esta historia',
    'warning-only': 'nunca se calcula antes del fallecimiento',
    'not-knowable': 'no se puede conocer aquí',
  },
  touched: (names) => `Hallazgos relacionados: ${names}.`,
  source: (name, day, sure) => `Definición: ${name}; con fecha ${day}; ${sure}.`,
  certainty: { read: 'se leyó allí', 'not-re-read': 'no se volvió a leer allí' },
  gaps: {
    title: 'Por revisar',
    lead: 'No se ve en esta historia. Puede constar en otro lugar.',
  },
  gap: {
    'score-pain': 'Puntuación de dolor en cada visita con tratamiento',
    'plan-for-pain': 'Plan para el dolor el mismo día de la visita: ver si consta en una nota',
    'screen-for-depression': 'Detección de depresión en torno a una visita',
    'plan-after-screening': 'Plan tras la detección positiva: ver si consta en otro lugar',
    'name-navigator': 'Navegación con nombre en el equipo de atención',
    'record-care-plan': 'Plan de cuidados codificado',
    'ask-symptoms': 'Cuestionario de síntomas respondido electrónicamente',
  },
  activities: {
    title: 'Actividades de rediseño',
    lead: 'Las obligaciones de la consulta en el modelo. Que no se vea aquí no significa que no se haga.',
    adds: 'una visita de cuidados paliativos aporta a ello',
  },
  activity: {
    'access-24-7': 'Profesional con acceso a la historia a cualquier hora',
    navigation: 'Navegación de pacientes',
    'care-plan': 'Plan de cuidados documentado',
    guidelines: 'Tratamiento según guías',
    'social-needs': 'Detección de necesidades sociales',
    'patient-reported-outcomes': 'Síntomas comunicados electrónicamente por la persona',
    'quality-improvement': 'Datos para mejorar la calidad',
    'certified-technology': 'Tecnología de EHR certificada',
  },
  shown: {
    seen: 'se ve en esta historia',
    'not-seen': 'no se ve en esta historia',
    'cannot-tell': 'no se puede saber: no se leyó por completo',
    'not-looked-for': 'esta aplicación no lo lee',
    'of-the-practice': 'de la consulta en su conjunto; ninguna historia lo muestra',
  },
  parts: {
    title: 'Partes del plan de cuidados',
    lead: 'Según el Instituto de Medicina; la lista no se volvió a leer en su fuente.',
  },
  part: {
    'patient-information': 'Información sobre la persona',
    diagnosis: 'Diagnóstico',
    prognosis: 'Pronóstico',
    'treatment-goals': 'Objetivos del tratamiento',
    'plan-and-duration': 'Plan de tratamiento y su duración',
    'expected-response': 'Respuesta esperada',
    'benefits-and-harms': 'Beneficios y daños',
    'quality-of-life': 'Calidad de vida',
    'who-is-responsible': 'Quién es responsable de cada atención',
    'advance-care-plans': 'Planificación anticipada',
    costs: 'Costos para la persona',
    'psychosocial-plan': 'Plan para necesidades psicosociales',
    'survivorship-plan': 'Plan para después del tratamiento',
  },
  billing: {
    title: 'Lo que se puede facturar',
    lead: (day) =>
      `Opciones que corresponden a lo documentado, sugerido o aún sin constar, con fecha ${day}. Solo información: no se factura nada, y reglas e importes deben consultarse para hoy.`,
    none: 'Aquí no hay lista de opciones de facturación.',
    empty: 'Ninguna de la lista corresponde a esta historia.',
    wrong: (lines) => `La lista de opciones de facturación no se puede leer: ${lines}`,
    documented: (occasions) => `documentado: ${occasions}`,
    suggested: (occasions) => `sugerido por la respuesta: ${occasions}`,
    missing: (occasions) => `no consta: ${occasions}`,
    estimated: (occasions) => `estimado: ${occasions}`,
    source: (name, sure) => `Fuente: ${name}; ${sure}.`,
  },
  occasion: {
    model: 'puede estar en el modelo',
    navigation: 'contacto con navegación',
    'care-management': 'cáncer activo',
    'advance-care-planning': 'planificación anticipada',
    hospice: 'atención de hospicio',
    visit: 'visita de cuidados de apoyo y paliativos',
  },
  what: {
    'model-ended': ({ modelEnds }) => `El modelo terminó el ${sayDay(modelEnds)}.`,
    'payer-ffs': ({ payer, withMedicaid, beside }) =>
      `Medicare original según consta: ${payer}${withMedicaid ? ', con Medicaid' : ''}.${
        beside.length === 0 ? '' : ` Además: ${listed(beside)}; no consta cuál paga primero.`
      }`,
    'payer-second': ({ payer, first }) =>
      `Consta Medicare original (${payer}) y lo que debe pagar antes: ${listed(first)}.`,
    'payer-not-ffs': ({ payers, advantage }) =>
      advantage
        ? `Consta Medicare Advantage, que no está en el modelo: ${listed(payers)}.`
        : `El seguro que consta no es Medicare original: ${listed(payers)}.`,
    'payer-both': ({ payers }) => `Constan a la vez Medicare original y Medicare Advantage: ${listed(payers)}.`,
    'payer-unclear': ({ payers }) => `No se puede saber por el registro qué tipo de seguro es: ${listed(payers)}.`,
    'payer-expired': ({ payers }) =>
      `El seguro que consta ha terminado: ${listed(payers)}. No consta qué vino después.`,
    'payer-none': () => 'No consta ningún seguro en lo que se leyó.',
    'cancer-in-model': ({ cancer, group, beside }) =>
      `${cancer}: ${GROUPS[group]}, en el modelo.${beside.length === 0 ? '' : ` Además: ${listed(beside)}.`}`,
    'cancer-not-in-model': ({ cancers }) => `No es un cáncer del modelo: ${listed(cancers)}.`,
    'cancer-unclear': ({ cancers }) =>
      `No se puede saber por su código si es un cáncer del modelo: ${listed(cancers)}.`,
    'cancer-none': () => 'No consta cáncer activo en lo que pudimos leer.',
    'therapy-seen': ({ drug, on }) => `Tratamiento sistémico según consta: ${drug ?? 'quimioterapia'}, ${sayWhen(on)}.`,
    'therapy-endocrine-only': ({ drug }) =>
      `Solo consta tratamiento hormonal${drug === null ? '' : ` (${drug})`}, que no inicia un episodio.`,
    'therapy-none': ({ days }) => `No consta tratamiento sistémico en ${counted(days, 'día', 'días')}.`,
    'therapy-undated': () => 'Consta un tratamiento, pero no su día.',
    'not-read': ({ sources }) => `Sin leer, o no por completo: ${listed(sources.map((one) => SOURCE_NAMES[one]))}.`,
    episode: ({ start, end, month }) =>
      `Episodio estimado: ${sayDay(start)} a ${sayDay(end)}; este es su mes ${month}. CMS cuenta por las facturas.`,
    'episode-past-end-of-model': ({ start, end, modelEnds }) =>
      `Episodio estimado: ${sayDay(start)} a ${sayDay(end)}, después del fin del modelo el ${sayDay(modelEnds)}. No se puede saber si CMS lo cuenta.`,
    'episode-over': ({ end }) => `El último episodio estimado terminó el ${sayDay(end)}.`,
    'episode-undated': () => 'No se puede estimar un episodio: un tratamiento que consta no tiene día exacto.',
    'no-treatment': ({ days }) => `Ningún tratamiento en ${counted(days, 'día', 'días')} que la medida cuente.`,
    'treatment-unclear': ({ days }) =>
      `El tratamiento de los últimos ${counted(days, 'día', 'días')} está ordenado; aquí no consta si se dio ni cuándo.`,
    'stay-after-treatment': ({ kind, on, after }) =>
      `${STAYS[kind]} ${ofDay(on)}, tras tratamiento ${ofDay(after)}, por una causa que la medida cuenta.`,
    'stay-cause-unclear': ({ on, after }) =>
      `Atención hospitalaria ${ofDay(on)}, tras tratamiento ${ofDay(after)}; no consta si su causa cuenta.`,
    'leukemia-left-out': ({ cancer }) =>
      `${cancer}: OP-35 deja fuera a quienes tienen leucemia; no se leyó si la medida propia del modelo también.`,
    'stay-none-seen': ({ days, since }) =>
      `Aquí no se ve ninguna que cuente dentro de ${counted(days, 'día', 'días')} tras un tratamiento desde ${sayDay(since)}. Otros hospitales no se ven.`,
    'alive-hospice': () => 'Cuenta solo episodios en que alguien falleció: si el hospicio empezó 3 días o más antes.',
    'alive-treatment': () => 'Cuenta solo a quienes fallecieron: si hubo quimioterapia en los 14 días previos.',
    'hospice-before-death': ({ days }) =>
      `Consta atención de hospicio ${counted(days, 'día', 'días')} antes del fallecimiento.`,
    'hospice-short': ({ days }) =>
      `Consta atención de hospicio desde ${counted(days, 'día', 'días')} antes del fallecimiento.`,
    'hospice-not-seen': () => 'Aquí no consta el día en que empezó el hospicio. Otros registros pueden tenerlo.',
    'treated-before-death': ({ drug, on }) => `Consta ${drug ?? 'quimioterapia'} administrada ${ofDay(on)}.`,
    'not-treated-before-death': ({ days }) =>
      `No consta aquí quimioterapia en los últimos ${counted(days, 'día', 'días')} antes del fallecimiento. El tratamiento en otros lugares no se ve.`,
    'death-undated': () => 'No consta el día del fallecimiento.',
    'death-outside-episode': ({ died }) =>
      `El fallecimiento del ${sayDay(died)} no cae en ningún episodio que se pueda estimar desde aquí; no se puede saber si cuenta.`,
    'no-visit': ({ since }) => `Ninguna visita que cuente desde ${sayDay(since)}.`,
    'visit-open': ({ visits, days }) =>
      `${ofVisits(visits)} puede contar o no: el tratamiento en los ${counted(days, 'día', 'días')} antes y después no es seguro, o no consta su día.`,
    'pain-asked': ({ visits, since }) =>
      `El dolor se puntuó en ${ofVisits(visits)} con tratamiento desde ${sayDay(since)}.`,
    'pain-not-asked': ({ without, visits, latest }) =>
      `Sin puntuación de dolor en ${without} de ${ofVisits(visits)} con tratamiento, la última ${sayDay(latest)}.`,
    'pain-unclear': ({ visits }) =>
      `En ${ofVisits(visits)} con tratamiento no hay una puntuación de dolor que se pueda leer.`,
    'pain-none': ({ visits }) => `Sin dolor en ${ofVisits(visits)} con tratamiento.`,
    'pain-planned': ({ visits }) => `Consta un plan el mismo día de ${ofVisits(visits)} con dolor.`,
    'pain-not-planned': ({ without, visits, latest, score }) =>
      `Sin plan codificado el mismo día de ${without} de ${ofVisits(visits)} con dolor, la última ${sayDay(latest)} (dolor ${score}/10). Lo que dice una nota no se lee.`,
    'screened-negative': ({ on, test, score }) => `${screening(test, score)} resultado negativo, ${sayWhen(on)}.`,
    'screened-positive': ({ on, test, score }) =>
      `${screening(test, score)} resultado positivo, ${sayWhen(on)}. Si se hizo un plan de seguimiento no se lee aquí: medicamentos para la depresión, derivación a otros.`,
    'screened-positive-referred': ({ on, test, score, referred }) =>
      `${screening(test, score)} resultado positivo, ${sayWhen(on)}; derivación a cuidados de apoyo y paliativos ${ofDay(referred)}, que puede contar como plan de seguimiento.`,
    'screened-apart': ({ on }) => `La detección ${ofDay(on)} no fue dentro de los 14 días previos a una visita.`,
    'not-screened': ({ since }) =>
      `Ninguna detección de depresión codificada desde ${sayDay(since)}: ni PHQ-9, ni PHQ-2, ni un resultado.`,
    'too-young': ({ years }) => `Menos de ${counted(years, 'año', 'años')}.`,
    'age-unknown': () => 'No consta la fecha de nacimiento.',
    bipolar: ({ words }) => `No cuenta con: ${words}.`,
    'bipolar-perhaps': ({ words }) => `Puede que no cuente, por las palabras de: ${words}.`,
    survey: () => 'Viene de una encuesta a pacientes, que no está en ninguna historia.',
  },
  copy: 'Copiar para el equipo de calidad',
  print: 'Imprimir este panel',
  made: (day) => `Con fecha ${day}. De una sola historia, en lo que se leyó.`,
};
