import type { Language } from '../language.ts';
import { counted } from './numbers.ts';

const NOT_NOW = {
  'action-not-priority': 'Otros problemas van primero',
  'limited-time': 'No hay tiempo en esta consulta',
  'wrong-time-workflow': 'Conviene más otra consulta',
  'need-more-info': 'Antes hace falta más información',
  'service-not-available': 'No hay un servicio disponible',
  'patient-ineligible': 'No es adecuado para esta persona',
};

const PATIENT = {
  'prefers-alternative': 'Prefiere otro tipo de apoyo',
  'cultural-religious-reason': 'Motivos culturales o religiosos',
  'too-costly-uncovered': 'Costo o cobertura',
  'inadequate-support': 'El viaje, o poca ayuda en casa',
};

export const decide: Language['decide'] = {
  title: {
    'our-team': 'Lo hará nuestro equipo',
    'not-now': 'Ahora no',
    'patient-declined': 'La persona prefiere que no',
    'already-receiving': 'Ya los recibe',
    'comfort-plan-not-current': 'El plan de medidas de confort no está vigente',
  },
  lead: {
    'our-team': 'Lo que su equipo asume, según lo encontrado. Se pregunta de nuevo el día de abajo.',
    'not-now':
      'Los hallazgos siguen a la vista. La pregunta vuelve el día de abajo, o cuando se encuentre algo nuevo y grave.',
    'patient-declined':
      'No se le pregunta de nuevo antes del día de abajo, se encuentre lo que se encuentre; usted lo sigue viendo. Nada le impide hablarlo usted.',
    'already-receiving': 'Quién da ahora cuidados de apoyo y paliativos a esta persona.',
    'comfort-plan-not-current': 'El plan sigue en la historia clínica. Ya no detiene la respuesta.',
  },
  close: 'Cerrar sin guardar',
  reason: 'Por qué',
  reasonOptional: 'Por qué, si la persona lo dice',
  noReason: 'No da motivo',
  notNow: NOT_NOW,
  patient: PATIENT,
  askAgain: 'Preguntar de nuevo',
  askAgainOn: 'Preguntar de nuevo el',
  inDays: (days, date) =>
    `En ${days % 7 === 0 && days < 84 ? counted(days / 7, 'semana', 'semanas') : counted(days, 'día', 'días')}, ${date}`,
  otherDay: 'Otro día',
  doNotAskAgain: '«Por favor, no me lo pregunten más»',
  by: 'Quién los da',
  byHint: 'Por ejemplo, el nombre del equipo o del consultorio',
  since: 'Desde (si se sabe)',
  items: 'Su equipo asume',
  others: 'Parte de toda lista',
  item: {
    pain: 'Dolor',
    dyspnea: 'Falta de aire',
    nausea: 'Náuseas',
    constipation: 'Estreñimiento',
    diarrhea: 'Diarrea',
    appetite: 'Apetito',
    fatigue: 'Cansancio',
    drowsiness: 'Somnolencia',
    sleep: 'Sueño',
    depression: 'Ánimo bajo',
    anxiety: 'Ansiedad',
    function: 'Actividad diaria',
    weight: 'Peso y nutrición',
    delirium: 'Confusión',
    'symptom-review': 'Preguntar por todos los síntomas',
    'distress-screen': 'Preguntar por el malestar emocional',
    understanding: 'Lo que la persona entiende y espera',
    planning: 'Planificación anticipada de la atención',
    caregiver: 'Cómo está quien cuida',
  },
  hint: {
    pain: 'Dónde, cuánto, qué le impide; qué toma y si le sirve. Con un opioide, algo para el intestino desde el primer día (ASCO 2022).',
    dyspnea:
      'Tratar lo tratable; ventilador hacia la cara, técnicas de respiración y relajación antes que fármacos (ASCO 2021).',
    nausea: 'Buscar la causa: tratamiento, opioide, estreñimiento, metabólica, obstrucción (MASCC/ESMO 2023).',
    constipation:
      'Preguntar por la última evacuación; descartar obstrucción; laxante con horario si hay opioide (MASCC 2020).',
    diarrhea:
      'Pensar en el tratamiento, la colitis inmunomediada y la infección antes que en fármacos sintomáticos (ESMO 2018).',
    appetite:
      'Preguntar qué significa comer para la persona y la familia; nutricionista; qué puede y qué no puede un fármaco (ASCO 2020, 2023).',
    fatigue: 'Primero las causas tratables; el ejercicio y la terapia cognitivo-conductual ayudan (ASCO-SIO 2024).',
    drowsiness: 'Revisar opioides, benzodiacepinas y otros sedantes, y calcio, infección y cerebro.',
    sleep:
      'Dolor, corticoides por la tarde, preocupación; terapia cognitivo-conductual para el insomnio antes que fármacos (ESMO 2023).',
    depression:
      'Preguntar por el ánimo y el interés; primero tratamiento psicológico; si es más grave, con un fármaco (ASCO 2023).',
    anxiety: 'Preguntar cuál es la preocupación; primero tratamiento psicológico (ASCO 2023).',
    function: 'Qué ha cambiado y por qué; fisioterapia y terapia ocupacional, ayudas en casa (NCCN).',
    weight: 'Peso en cada consulta; nutricionista; causas reversibles: boca, náuseas, intestino, ánimo (ASCO 2020).',
    delirium: 'Buscar fármacos, infección, calcio, retención, estreñimiento; ambiente tranquilo, familia (ESMO 2018).',
    'symptom-review': 'Con un cuestionario breve en cada consulta, para poder comparar con el siguiente (Basch 2017).',
    'distress-screen':
      'Termómetro de malestar o la pregunta propia del equipo; trabajo social o psicooncología si es 4 o más (NCCN Distress Management).',
    understanding:
      '«¿Qué entiende de su enfermedad?» y «¿Qué es lo que más le importa ahora?», antes de hacer planes (ASCO 2017, 2024).',
    planning: 'Quién habla por la persona si no puede; qué querría y qué no; dónde está escrito (ASCO 2017).',
    caregiver: 'Quién ayuda, cómo está, a quién llama de noche (ASCO 2024).',
  },
  hintSource: 'Indicaciones en nuestras palabras, según las guías nombradas. No las sustituyen ni dan dosis.',
  takenOn: (items: readonly string[], others: number) =>
    `El equipo se ha encargado de: ${[...items, ...(others === 0 ? [] : [`${counted(others, 'punto', 'puntos')} de una versión posterior de Alongside`])].join('; ')}.`,
  comment: 'En sus propias palabras (opcional)',
  commentHint: 'La persona puede leerlo en el portal.',
  saveFor: (what, patient) => `Guardar para ${patient}: ${what}`,
  where: {
    task: 'Se guarda en la historia clínica. No se ordena nada ni se pide nada a nadie.',
    note: 'Este EHR no acepta tareas de Alongside: se guarda como nota en la historia clínica. No se ordena nada.',
    'not-allowed':
      'Con su acceso no se puede registrar esto en la historia clínica, así que no se recordará. Cópielo en su propia nota.',
    nowhere: 'Este EHR no acepta ni tareas ni notas de Alongside: no se recordará. Cópielo en su propia nota.',
    asking: 'Buscando dónde se puede guardar.',
    'could-not-ask': 'No se pudo preguntar dónde se puede guardar. Inténtelo de nuevo en un momento.',
  },
  lookAgain: 'Buscar de nuevo dónde se puede guardar',
  gap: {
    'no-reason': 'Elija por qué.',
    'no-day': 'Elija cuándo preguntar de nuevo.',
    'day-passed': 'El día de preguntar de nuevo debe ser posterior a hoy.',
    'day-too-far': 'El día de preguntar de nuevo está a más de un año.',
    'no-service-named': 'Diga quién los da.',
    'by-too-long': 'El nombre es demasiado largo: 200 caracteres como máximo.',
    'comment-too-long': 'Sus palabras son demasiado largas: 500 caracteres como máximo.',
    'no-item': 'Elija al menos uno.',
    'day-ahead': 'El día desde el que los recibe aún no ha llegado.',
  },
  outcome: {
    saving: 'Guardando, a la espera del EHR.',
    recorded: (what, as) =>
      `${what}: guardado en la historia clínica${as === 'task' ? '' : ' como nota'}. No se pide nada a nadie con ello.`,
    recordedNotFound: (what, as) =>
      `${what}: guardado en la historia clínica${as === 'task' ? '' : ' como nota'}, pero Alongside no pudo volver a encontrarlo allí. No cuente con que se recuerde: la próxima vez puede verse la misma pregunta.`,
    staged: (what) => `${what}: el EHR lo ha tomado para revisión. Aún no está en la historia clínica.`,
    unknown: (what) =>
      `No pudimos confirmar si se guardó: «${what}». Mire en la historia clínica antes de ingresarlo allí.`,
    refused: (reason) => `El EHR no lo aceptó: ${reason}`,
    notSaved: (reason) => `No se guardó: ${reason}`,
    notRemembered: (what) =>
      `${what}: no se guardó ni se recordará. La próxima vez se verá la misma pregunta. Cópielo en su propia nota.`,
  },
  copy: 'Copiar el texto',
  checkAgain: 'Comprobar de nuevo',
  notThere: 'No está en la historia clínica: guardarlo otra vez…',
  done: 'Cerrar',
  takeBack: {
    title: {
      'patient-declined': 'El «no» ya no vale',
      'decision-recorded': 'La decisión ya no vale',
      'under-specialist-care': '«Ya los recibe» ya no vale',
    },
    lead: 'Se cambia el registro en la historia clínica, y la pregunta queda abierta de nuevo. No se ordena nada.',
    asking: 'Mirando si se puede cambiar aquí.',
    which: 'Qué pasó',
    kind: {
      mistake: 'Fue un error',
      'no-longer': 'Ya no vale',
    },
    kindHint: {
      mistake: 'Un clic equivocado, o la persona equivocada. El registro se marca como ingresado por error.',
      'no-longer': 'Fue así, y terminó. El registro queda, como terminado.',
    },
    who: 'Quién lo dice',
    by: {
      patient: 'Lo dice la persona',
      clinician: 'La levanto yo',
    },
    onlyThePatient:
      'Solo la palabra de la persona lo levanta. Sin ella puede derivar de todos modos: una derivación le pregunta de nuevo.',
    note: 'En pocas palabras',
    noteHelp: 'Queda en el registro. La persona puede leerlo en el portal.',
    noteNoName:
      'Queda en este registro: no nombre a otra persona. Si correspondía a otra, escríbalo en la historia clínica de ella.',
    gap: {
      'no-kind': 'Elija qué pasó.',
      'no-one': 'Diga de quién es la palabra.',
      'no-words': 'Diga por qué, en pocas palabras.',
      'too-long': 'La nota es demasiado larga: como máximo 500 caracteres.',
    },
    saveFor: (patient) => `Retirarla de ${patient}`,
    close: 'Dejarla como está',
    mayNot: {
      'not-granted': 'El EHR no ha permitido a esta aplicación cambiar este registro.',
      'not-advertised': 'Este EHR no acepta cambios de este registro desde aplicaciones.',
      'switched-off': 'En este sitio están desactivados los cambios de este registro desde esta aplicación.',
      'could-not-ask': 'No se pudo averiguar si el EHR acepta un cambio de este registro.',
      'no-version': 'El EHR no dice qué versión del registro es esta, así que no se cambia desde aquí.',
      'not-there': 'El registro ya no está en lo que se leyó. Lea de nuevo la historia clínica.',
    },
    inTheEhr: {
      task: 'En la historia clínica: abra la tarea de Alongside que registra la decisión y cancélela, o márquela como ingresada por error.',
      note: 'En la historia clínica: abra la nota de Alongside que registra la decisión y márquela como ingresada por error, o escriba un anexo.',
    },
    stillRefer: 'Aún se puede derivar: el botón está arriba.',
    outcome: {
      saving: 'Escribiéndolo. Deje esta página abierta.',
      looking: 'Buscándolo en el EHR.',
      done: 'Retirada: consta en la historia clínica. La respuesta de arriba es la de la historia sin ella.',
      notReadBack: 'El EHR lo dijo; todavía no se pudo leer de nuevo.',
      planStays: 'Un plan de cuidados que se guardó con ella queda como está: termínelo en la historia clínica.',
      staged: 'El EHR ha tomado el cambio para revisión. Hasta entonces la decisión vale.',
      conflict: (status) =>
        `Alguien cambió el registro entretanto${status === null ? '' : `: su estado es ahora «${status}»`}. No se escribió nada encima. Mire de nuevo y decida después.`,
      refused: (reason) => `El EHR no lo aceptó: ${reason}`,
      notDone: (reason) => `No se cambió nada: ${reason}`,
      notDoneBecause: {
        changed: 'lo que consta en la historia clínica ya no es lo que se mostraba. Mire de nuevo.',
        'not-kept': 'este navegador no puede guardar una nota de lo que se cambia.',
        ending: 'la sesión con el EHR está por terminar. Abra Alongside de nuevo desde la historia clínica.',
      },
      unknown: 'No pudimos confirmar si se retiró. Mire en la historia clínica. Nada se envía de nuevo por sí solo.',
      asBefore: 'Cuando se miró, el registro estaba como antes. Lo que está en camino aún puede llegar.',
      tryAgain: 'Intentar de nuevo',
    },
  },
  carePlan: {
    saved: 'La lista está en la historia clínica como plan de cuidados.',
    staged: 'El EHR ha tomado la lista para revisión, como plan de cuidados.',
    unknown: 'No pudimos confirmar si la lista se guardó como plan de cuidados.',
    refused: (reason) =>
      `La lista no se guardó como plan de cuidados: ${reason}. Consta en el registro de la decisión.`,
    none: 'Este EHR no acepta planes de cuidados de Alongside: la lista consta en el registro de la decisión.',
  },
};
