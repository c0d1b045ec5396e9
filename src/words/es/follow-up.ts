/** Words of the section "Referrals": what has become of each, who acts next, and changing one that is on record. */
import type { PatientAgrees } from '../../domain/referral/draft.ts';
import type { Language } from '../language.ts';
import { unbroken } from '../lines.ts';
import { counted, listed } from './numbers.ts';
import { SOURCE_NAMES, sayWithin } from './phrases.ts';

const NOT_ON_RECORD = 'Aquí no consta si se le preguntó a la persona y si está de acuerdo.';

const AGREED: Readonly<Record<PatientAgrees, string>> = {
  yes: 'la persona sabe de esta derivación y está de acuerdo',
  'not-yet-asked': 'todavía no se le había preguntado a la persona',
  no: 'la persona no la desea por ahora',
};

export const followUp: Language['followUp'] = {
  title: 'Derivaciones',
  reading: 'Leyendo en qué quedaron.',
  notLoaded:
    'No se pudo cargar un archivo de la aplicación, así que aquí no se pueden mostrar las derivaciones. Mire en Órdenes de la historia clínica.',
  none: 'En lo que pudimos leer no consta ninguna derivación a cuidados paliativos ni a hospicio.',
  cannotTell: (sources) =>
    `Aquí no se ve ninguna derivación. No se puede saber si hay alguna; no se leyó por completo: ${listed(sources)}.`,
  mayBeMore: (sources) => `Puede haber más; no se leyó por completo: ${listed(sources)}.`,
  source: {
    ServiceRequest: SOURCE_NAMES.ServiceRequest,
    Task: SOURCE_NAMES.Task,
    Appointment: SOURCE_NAMES.Appointment,
    Encounter: SOURCE_NAMES.Encounter,
    DocumentReference: SOURCE_NAMES.DocumentReference,
    Communication: 'mensajes',
  },
  teamWrote: (by, on) => `Nota del equipo${on === null ? '' : ` del ${on}`}${by === null ? '' : ` (${by})`}:`,
  teamWroteLately: (on) => `El equipo de cuidados paliativos escribió el ${on}.`,
  readIt: 'Leer la nota',
  cut: 'Continúa: el texto completo está en la historia clínica.',
  noteElsewhere:
    'La acompaña una nota del equipo. Aquí no se pudo leer: búsquela entre las notas de la historia clínica.',
  questions: {
    title: 'Preguntas al equipo de cuidados paliativos',
    earlier: (count) => `Anteriores: ${counted(count, 'pregunta', 'preguntas')}`,
    asked: (kind, on, by, to) =>
      `${kind === 'tell' ? 'Novedades' : 'Pregunta'}${on === null ? '' : ` del ${on}`}${by === null ? '' : ` de ${by}`}${to === null ? '' : ` para ${to}`}.`,
    became: {
      waits: {
        task: 'Aquí no se ve ninguna respuesta.',
        message: 'Enviada como mensaje; aquí no se ve si fue respondida.',
        note: 'Archivada como nota en la historia clínica, que no avisa a nadie; aquí no se ve si fue respondida.',
      },
      answered: 'Respondida.',
      declined: 'El equipo no la aceptó.',
      ended: 'Se retiró, o no pudo responderse.',
      'not-known': 'No se sabe qué ha sido de ella.',
    },
    ours: (phone) =>
      `Sigue: nuestro equipo, para decidir qué más ayuda${phone === null ? '' : ` o llamar al servicio, ${unbroken(phone)}`}.`,
    call: (phone) => `Si no puede esperar, llame al ${unbroken(phone)}.`,
  },
  again: 'Mirar de nuevo',
  looking: 'Mirando de nuevo.',
  earlier: (count) => `Anteriores, ya concluidas: ${counted(count, 'derivación', 'derivaciones')}`,

  state: {
    prepared: 'Preparada, espera una firma',
    sent: 'Enviada',
    received: 'Recibida por el equipo',
    accepted: 'Aceptada por el equipo',
    declined: 'El equipo no la aceptó',
    scheduled: 'Visita reservada',
    'in-progress': 'En curso',
    'on-hold': 'En espera',
    completed: 'Completada',
    cancelled: 'Cancelada',
    failed: 'No se pudo llevar a cabo',
    'task-cancelled': 'Se canceló su tarea; la derivación sigue vigente',
    'no-answer': 'Enviada, aún sin respuesta',
    filed: 'Carta archivada; una carta no avisa a nadie',
    'not-known': 'En vigor; aquí no se ve en qué quedó',
  },
  since: (date) => `desde ${date}`,
  reason: (words) => `Motivo indicado: ${words}`,
  takenBack: (on, by, why) =>
    `Cancelada${on === null ? '' : ` el ${on}`}${by === null ? '' : ` por ${by}`}${why === null ? '' : `: ${why}`}.`,
  takenBackFor: {
    'patient-prefers-not': 'la persona prefiere que no',
    'already-receiving': 'ya recibe cuidados de apoyo y paliativos',
    'service-declined': 'el servicio no la aceptó',
    'ordered-already': 'hay otra derivación en curso',
    'not-now': 'por ahora no',
    other: null,
  },
  serviceNo: {
    declined: 'El servicio no la había aceptado.',
    failed: 'El servicio no pudo realizarla.',
  },
  to: (name) => `Para ${name}`,
  by: (name) => `La pide ${name}`,
  forSignature: (name) => `Nombra a ${name} como quien la pide`,
  priority: {
    routine: 'ordinaria',
    urgent: 'urgente',
    asap: 'lo antes posible',
    stat: 'de inmediato',
  },
  withPriority: (priority) => `Prioridad: ${priority}`,
  visitBy: (day, days, isPast) => {
    const past = isPast ? '; esa fecha ya pasó' : '';
    return days === null
      ? `visita con fecha límite ${day}${past}`
      : `visita ${sayWithin(days)} (fecha límite: ${day}${past})`;
  },
  teamTask: 'La tarea del equipo para esta derivación',
  weak: 'Solo sus palabras dicen que es para este servicio.',

  overdue: (due) => (due === null ? 'Con retraso.' : `Con retraso: se pidió una visita con fecha límite ${due}.`),
  waitsLong: (days, within) =>
    days === null
      ? `Espera una firma desde hace más de ${counted(within, 'día', 'días')}.`
      : `Espera una firma desde hace ${counted(days, 'día', 'días')}; se espera en ${within}.`,
  noAnswer: (days, within) =>
    days === null
      ? `Nadie respondió en más de ${counted(within, 'día', 'días')}.`
      : `Nadie respondió en ${counted(days, 'día', 'días')}; se espera en ${within}.`,
  visitPast: 'El día de la visita ya pasó, y nada de lo que se ve aquí dice que tuvo lugar.',
  mayBeOverdue: 'No se puede saber si está con retraso.',
  notSeen: (sources) => `No se leyó por completo: ${listed(sources)}.`,

  visit: (when, how) => `Visita: ${when}${how === null ? '' : `, ${how}`}.`,
  visitUndated: 'el día no consta',
  visitAt: (day, time) => `${day}, ${time}`,
  modality: { virtual: 'por video', home: 'en casa', clinic: 'en la clínica' },
  joins: (names) => `Con ${listed(names)}.`,
  night: (phone) => `De noche, número para llamar: ${unbroken(phone)}.`,
  notLinked: 'El registro no dice que esta visita corresponda a esta derivación.',

  next: {
    oncologist: 'Sigue: oncología',
    'palliative-team': 'Sigue: el equipo de cuidados paliativos',
    'clinic-staff': 'Sigue: el personal de la clínica',
    nobody: 'Nadie tiene que actuar',
  },
  readNote: 'Sigue: nuestro equipo, para leer la nota del equipo de cuidados paliativos',
  toDo: {
    sign: 'para firmarla, cambiarla o descartarla',
    decide: 'para decidir qué otra cosa ayuda',
    referElsewhere: 'para cancelarla y derivar a otro servicio, o decidir qué más ayuda',
    call: (phone) => (phone === null ? 'para llamar al servicio' : `para llamar al servicio, ${unbroken(phone)}`),
    answer: 'para responder y reservar la visita',
    book: 'para reservar la visita',
    see: 'para la visita',
  },

  leftBefore: {
    task: (on) => `Derivación solicitada${on === null ? '' : ` el ${on}`}, sin orden.`,
    message: (on) => `Mensaje sobre una derivación enviado${on === null ? '' : ` el ${on}`}, sin orden.`,
    letter: (on) => `Carta de derivación archivada${on === null ? '' : ` el ${on}`}, sin orden.`,
  },

  gate: {
    declined: 'El servicio no la aceptó; la orden sigue vigente.',
    failed: 'El servicio no pudo realizarla; la orden sigue vigente.',
    now: (state, since) => `${state}${since === null ? '' : `, ${since}`}.`,
    toAsk: (service, phone) => `Para preguntar por ella: ${service === null ? '' : `${service}, `}${unbroken(phone)}.`,
    short: {
      declined: 'El servicio no la aceptó.',
      failed: 'El servicio no pudo realizarla.',
      'task-cancelled': 'Se canceló su tarea.',
      overdue: 'Está con retraso.',
    },
    'task-cancelled': 'Se canceló su tarea; la orden sigue vigente.',
    questionBack: 'La pregunta vuelve en cuanto se cancele esta derivación: no lleva a ninguna visita.',
    todo: 'Cancele primero esta: después derive a otro servicio, o dé otra respuesta (lo hará nuestro equipo, ahora no, la persona prefiere que no).',
    noAnswer: (days) =>
      days === null
        ? 'Está con retraso; aquí no se ve ninguna respuesta.'
        : `Se envió hace ${counted(days, 'día', 'días')}; aquí no se ve ninguna respuesta.`,
    noVisit: (days) =>
      days === null
        ? 'Está con retraso; el equipo la tiene, y aquí no se ve ninguna visita.'
        : `Se envió hace ${counted(days, 'día', 'días')}; el equipo la tiene, y aquí no se ve ninguna visita.`,
    call: (service, phone) =>
      `Por hacer: llamar ${service === null ? 'al servicio' : `a ${service}`}${phone === null ? '' : `, ${unbroken(phone)}`}.`,
  },

  plan: {
    put: 'Poner en el plan de cuidados',
    what: 'La visita, quién participa y el número para la noche, para que la persona lo lea.',
    there: 'La visita está en el plan de cuidados.',
    unread: 'Los planes de cuidados no se leyeron por completo: no se sabe si la visita está en uno.',
    sending: 'Escribiéndolo. Deje esta página abierta.',
    looking: 'Buscándolo en el EHR.',
    written: 'Guardado: la visita está en un plan de cuidados propio.',
    added: 'Guardado: la visita se añadió al plan de cuidados de su equipo.',
    thereAlready: 'Ya estaba en el plan de cuidados: no se escribió nada.',
    staged: 'El EHR lo ha tomado para revisión. Hasta entonces no está en el plan de cuidados.',
    conflict: 'Alguien cambió el plan de cuidados entretanto. No se escribió nada encima. Intente de nuevo.',
    unchecked: 'no se sabe si la visita ya está en un plan de cuidados.',
    unknown:
      'No pudimos confirmar si se guardó. Mire en los planes de cuidados de la historia clínica. Nada se envía de nuevo por sí solo.',
  },

  open: {
    sign: 'Firmar…',
    change: 'Cambiar o añadir una nota…',
    discard: 'Descartar…',
    cancel: 'Cancelar…',
    'wrong-patient': 'Persona equivocada…',
  },
  mayNot: {
    'not-granted':
      'El EHR no permitió a esta aplicación cambiar derivaciones: firme, cambie o cancele en Órdenes de la historia clínica.',
    'not-advertised':
      'Este EHR no acepta de las aplicaciones cambios de derivaciones: firme, cambie o cancele en Órdenes de la historia clínica.',
    'switched-off':
      'En este sitio los cambios desde esta aplicación están desactivados: firme, cambie o cancele en Órdenes de la historia clínica.',
    'could-not-ask':
      'No se pudo averiguar si el EHR acepta cambios: firme, cambie o cancele en Órdenes de la historia clínica.',
    'no-version':
      'El EHR no dice qué versión es, así que no se cambia desde aquí: hágalo en Órdenes de la historia clínica.',
    'not-a-request': 'No es una orden y no se cambia desde aquí: llame al servicio para cambiarla o retirarla.',
  },
  notSigner: 'La firma quien puede prescribir: aquí, o en Órdenes de la historia clínica.',
  call: (phone) => `Llame al ${unbroken(phone)}.`,

  panel: {
    title: {
      sign: 'Firmar la derivación',
      change: 'Cambiar la derivación',
      discard: 'Descartar la derivación',
      cancel: 'Cancelar la derivación',
      'wrong-patient': 'Ingresada para la persona equivocada',
    },
    about: {
      sign: 'Pasa a ser una orden a nombre de usted, tal como está aquí.',
      change: 'El plazo, y una línea para el equipo. No cambia nada más.',
      discard: 'No se enviará. El registro queda, como cancelado.',
      cancel:
        'Aún no se ha cancelado nada: lo hace el botón de abajo. Quien ya empezó a actuar quizá no lo vea enseguida: avise al servicio.',
      'wrong-patient':
        'Se marcará como ingresada por error. Eso solo no detiene a nadie que ya la haya visto: llame al servicio ahora, y mire la historia clínica de la persona a la que correspondía.',
    },
    sooner: (day) => `La visita se pide entonces para el ${day} como tarde.`,
    otherwise: 'Para otro servicio, u otras palabras: descártela y derive de nuevo.',
    otherRequester: (name) => `Nombra a ${name} como quien la pide. Al firmar, la pide usted.`,
    text: 'Lo que dice',
    agrees: 'Se le preguntó y está de acuerdo.',
    agreesNow: 'Se le preguntó después de prepararla, y está de acuerdo.',
    agreed: (answer) => (answer === null ? NOT_ON_RECORD : `Al prepararla: ${AGREED[answer]}.`),
    looking: 'Buscando otras derivaciones.',
    accept: {
      open: 'La vi y quiero firmar también esta.',
      similar: 'La vi y quiero firmar esta.',
      'could-not-check': 'Sé que no se pudo comprobar, y quiero firmar de todos modos.',
    },
    gate: (sentence) => `${sentence} Quiero firmarla de todos modos.`,
    gateStops: 'Este sitio no permite firmar nada aquí mientras esto conste.',
    priority: 'Plazo',
    why: 'Por qué',
    whyOption: {
      'patient-prefers-not': 'Se le preguntó y prefiere que no',
      'already-receiving': 'Ya los recibe',
      'service-declined': 'El servicio no la aceptó',
      'ordered-already': 'Ya hay otra derivación',
      'not-now': 'Ahora no',
      other: 'Otra cosa',
    },
    note: 'Nota',
    noteHelp: 'Queda en el registro. Puede leerse en el portal.',
    noteNoName: 'Queda en este registro: no nombre a la otra persona.',
    gap: {
      'no-reason': 'Elija por qué.',
      'no-words': 'Diga por qué, en pocas palabras.',
      'nothing-changed': 'Todavía no cambió nada.',
      'patient-not-asked': 'Pregunte primero; después marque la línea de arriba.',
      'too-long': 'La nota es demasiado larga.',
    },
    acknowledgeFirst: 'Primero lea y marque lo que está arriba.',
    verb: {
      sign: 'Firmar la derivación',
      change: 'Cambiar la derivación',
      discard: 'Descartar la derivación',
      cancel: 'Cancelar la derivación',
      'wrong-patient': 'Marcar la derivación como ingresada por error',
    },
    close: 'Dejarla como está',
  },

  sending: 'Escribiendo. Mantenga abierta esta página.',
  done: {
    sign: 'Firmada: la derivación ya es una orden.',
    change: 'Cambiada.',
    discard: 'Descartada: no se envió.',
    cancel: 'Cancelada.',
    'wrong-patient': 'Marcada como ingresada por error. Llame al servicio ahora, si todavía no llamó.',
  },
  notReadBack: 'El EHR lo dijo; todavía no se pudo leer de vuelta.',
  tellService: 'Avise al servicio.',
  staged: 'El EHR recibió el cambio para revisión. Antes de eso no está en vigor.',
  refused: (reason) => `El EHR no lo aceptó: ${reason}`,
  notDone: (reason) => `No se cambió nada: ${reason}`,
  notDoneBecause: {
    changed: 'lo que está en la historia clínica ya no es lo que se mostró. Mire de nuevo.',
    duplicate: 'se encontró otra derivación que usted no había visto. Léala abajo y decida.',
    unchecked: 'no se puede saber si hay otra derivación abierta. Lea lo que está encima del botón y decida.',
    'not-kept': 'este navegador no puede guardar una nota de lo que se cambia.',
    elsewhere:
      'otra ventana de este navegador está escribiendo en la misma historia clínica. Espere tres minutos e inténtelo de nuevo.',
    ending: 'la sesión con el EHR está por terminar. Abra Alongside de nuevo desde la historia clínica.',
    'draft-invalid': 'falta algo que se necesita.',
  },
  unknown: {
    sign: 'No pudimos confirmar si se firmó',
    change: 'No pudimos confirmar si se cambió',
    discard: 'No pudimos confirmar si se descartó',
    cancel: 'No pudimos confirmar si se canceló',
    'wrong-patient': 'No pudimos confirmar si se marcó como ingresada por error',
  },
  unknownTodo: 'Mire en Órdenes de la historia clínica. Nada se envía de nuevo por sí solo.',
  asBefore: 'Cuando se buscó, el registro estaba como antes. Lo que va en camino todavía puede llegar.',
  checkAgain: 'Comprobar de nuevo',
  checking: 'Buscándolo en el EHR.',
  tryAgain: 'Intentar de nuevo',

  conflict: 'Alguien cambió esta derivación mientras tanto. No se escribió nada encima.',
  conflictAsk: 'Lea lo que dice ahora y decida de nuevo.',
  conflictUnsaid: 'Lo que usted quería hacer no está en ella.',
  conflictAsMeant: 'Esta derivación cambió y ahora está como usted quería.',
  conflictByWhom: 'No se pudo saber si fue por usted o por otra persona. Nada se vuelve a enviar por sí solo.',
  field: {
    status: 'Estado',
    intent: 'Clase',
    priority: 'Plazo',
    requester: 'Quién la pide',
    to: 'Para quién',
    window: 'Cuándo',
    what: 'Qué',
    reasons: 'Por qué',
    note: 'Última nota',
    other: 'También cambió',
  },
  fieldName: 'Qué difiere',
  yours: 'Lo suyo',
  theirs: 'En la historia clínica ahora',
  nothingThere: 'nada',
};
