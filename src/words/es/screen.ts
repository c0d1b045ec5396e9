/** Words of the first screen. Clinical findings and answers are sentences of `say`. */
import type { Language } from '../language.ts';
import { theDate } from './dates.ts';
import { counted, listed, numeral } from './numbers.ts';
import { SOURCE_NAMES } from './phrases.ts';

/** A sentence as a part of another one: "Se sugiere..." after "Hasta ahora:". Abbreviations ("ECOG 3") keep their capitals. */
function uncapital(sentence: string): string {
  const [first = '', second = ''] = sentence;
  return `${second === second.toLowerCase() ? first.toLowerCase() : first}${sentence.slice(1)}`;
}

/** What to do about it stands in the whole list: the line has room for what is missing. */
const firstSentence = (line: string): string => line.replace(/\. [\p{Lu}¿].*$/u, '').replace(/\.$/, '');

/** Without a user a draft is nobody's, and no other launch may find it. */
const NOT_KEPT = 'El EHR no dijo quién es usted: envíe o copie lo que escriba, porque después no se podrá encontrar.';
const KEPT = 'Lo que escriba se conserva.';

export const screen: Language['screen'] = {
  skip: 'Ir a la respuesta',

  launch: { opening: 'Abriendo la historia clínica' },

  sources: SOURCE_NAMES,

  banner: {
    label: 'Paciente',
    opening: 'Abriendo la historia clínica',
    notRead: 'No se leyeron los datos de la persona',
    sex: {
      female: 'sexo femenino',
      male: 'sexo masculino',
      other: 'otro sexo',
      unknown: 'sexo desconocido',
    },
    sexNotRecorded: 'el sexo no consta',
    born: (date) => `nacimiento: ${date}`,
    age: (years) => `${String(years)} ${years === 1 ? 'año' : 'años'}`,
    died: (date) => (date === null ? 'persona fallecida' : `fallecimiento: ${date}`),
    birthNotRecorded: 'la fecha de nacimiento no consta',
    mrn: (number) => `N.º de historia (MRN) ${number}`,
    noMrn: 'el n.º de historia (MRN) no consta',
    stage: (cancer, stage, metastaticSince) =>
      `${cancer}, estadio ${stage}${metastaticSince === null ? '' : `; metástasis desde ${theDate(metastaticSince)}`}`,
  },

  session: {
    ending: (minutes, sendable, isNamed) =>
      `La sesión termina en ${counted(minutes, 'minuto', 'minutos')}; ${
        sendable > 0
          ? `todavía se puede enviar una derivación durante ${counted(sendable, 'minuto', 'minutos')}`
          : 'ya no se puede enviar nada'
      }. ${isNamed ? KEPT : NOT_KEPT}`,
    bySignIn:
      'Usted eligió a esta persona al iniciar sesión. Verifique el nombre, la fecha de nacimiento y el n.º de historia (MRN).',
    trying: (isNamed) =>
      `El EHR no responde en este momento, así que no se puede enviar nada. Se le pregunta de nuevo de forma automática. ${isNamed ? KEPT : NOT_KEPT}`,
    over: 'La sesión ha terminado. Abra Alongside de nuevo desde la historia clínica.',
    overMore: (readAt) =>
      `Abajo está lo que se leyó a las ${readAt}. Desde esta página ya no se puede leer ni enviar nada.`,
  },

  away: {
    title: 'Página oculta, porque no se usó durante 15 minutos.',
    cameBack: 'Ha vuelto a una historia clínica que se abrió antes.',
    closing: 'Cerrando Alongside.',
    ended: 'La sesión ha terminado.',
    lead: (isNamed) =>
      `Los datos de la persona se leen de nuevo antes de mostrar la historia clínica. ${isNamed ? 'Lo que ha escrito se conserva.' : 'Lo que ha escrito está solo en esta ventana.'} Después de 30 minutos en total sin uso, Alongside se cierra.`,
    show: 'Mostrar de nuevo',
    checking: 'Leyendo de nuevo los datos de la persona.',
    over: 'Abra Alongside de nuevo desde la historia clínica, aquí en esta ventana: lo que ha escrito se conserva.',
    overUnnamed:
      'Abra Alongside de nuevo desde la historia clínica. El EHR no dijo quién es usted: lo que ha escrito no se podrá encontrar allí.',
    wrongPatient:
      'El registro del EHR no es el de la persona cuya historia se abrió, así que la historia clínica sigue oculta. Abra Alongside de nuevo desde la historia clínica.',
    failed:
      'Los datos de la persona no se pudieron leer de nuevo, así que la historia clínica sigue oculta. Inténtelo otra vez.',
  },

  answer: {
    region: 'Respuesta',
    reading: 'Leyendo la historia clínica.',
    readingMore: 'Todavía no se puede decir nada.',
    soFar: (sentence) => `Hasta ahora: ${uncapital(sentence)}`,
    stillReading: (sources) =>
      `Todavía en lectura: ${listed(sources.length > 5 ? [...sources.slice(0, 4), `${numeral(sources.length - 4)} más`] : sources)}.`,
    settled: (sentence) => `La respuesta: ${sentence}`,
    reasons: 'Motivos',
    remarks: 'Además',
    latest: (ago) => `lo último ${ago}`,
    against: { against: 'En contra:', 'not-counted': 'No se cuenta:' },
    notSeen: 'No se vio:',
    notSeenLine: (lines) => `${lines.map((line) => uncapital(firstSentence(line))).join('; ')}.`.replace('?.', '?'),
    notSeenMore: (count) => `${numeral(count)} más`,
    notSeenAll: 'Lo que no se pudo ver',
    safety: 'Consta, con un protocolo de su centro',
    protocol: (words) => `Aquí: ${words}`,
    task: {
      'add-stage': 'Por hacer: añadir el estadio a la historia clínica.',
      'confirm-cancer': 'Por hacer: confirmar el diagnóstico de cáncer.',
      'complete-assessment':
        'Por hacer: preguntar por las actividades diarias, los síntomas, el malestar emocional, el peso y la planificación anticipada de la atención.',
      'goals-of-care': 'Por hacer: conversar sobre los objetivos de la atención.',
      'tell-palliative-team': 'Por hacer: informar al equipo de cuidados paliativos de lo nuevo.',
      'new-line-talk': 'Por hacer: conversar sobre para qué es la línea de tratamiento nueva.',
      acp: 'Por hacer: planificación anticipada de la atención; no se ve ningún documento ni conversación.',
      'function-cause': 'Por hacer: buscar la causa del mal estado funcional.',
      'psycho-oncology': 'Por hacer: ofrecer psicooncología, trabajo social o atención primaria.',
    },
    askNow: 'Por hacer: preguntar en esta visita. Lo que añada cuenta de inmediato.',
    reviewOn: (date) => `Revisar de nuevo ${theDate(date)}.`,
    askedAgainOn: (date) => `La pregunta vuelve ${theDate(date)}, aunque la derivación siga abierta.`,
    preparedTodo: 'Por hacer: firmarla, cambiarla o descartarla.',
    preparedWaits: 'Espera una firma.',
    lookAndSign: 'Ver y firmar',
    lookAtIt: 'Ver',
    visitNotVisible: 'Lo que se ve de ella está en Derivaciones.',
    call: (phone) => `Llame al ${phone}.`,
    left: {
      placed: (today) => `Orden de derivación creada${today ? ' hoy' : ''}.`,
      prepared: (today) => `Derivación preparada${today ? ' hoy' : ''}, pendiente de firma.`,
      task: (today) => `Derivación solicitada${today ? ' hoy' : ''}, sin orden.`,
      communication: (today) => `Mensaje sobre una derivación enviado${today ? ' hoy' : ''}, sin orden.`,
      note: (today) => `Carta de derivación archivada${today ? ' hoy' : ''}, sin orden.`,
    },
    onRecord: 'Consta en la historia',
    unreadable: 'La historia clínica no se pudo leer, así que no hay respuesta.',
    again: 'Intentar de nuevo',
  },

  refer: {
    open: 'Derivar…',
    resume: 'Continuar la derivación…',
    keptNotSent: 'Se conserva un borrador. No se ha enviado nada.',
    loading: 'Abriendo el formulario',
  },

  askTeam: {
    ask: 'Preguntar al equipo de cuidados paliativos',
    tell: 'Informar al equipo de cuidados paliativos de lo nuevo',
  },

  decide: {
    label: 'Otras respuestas',
    'our-team': 'Lo hará nuestro equipo',
    'not-now': 'Ahora no',
    'patient-declined': 'La persona prefiere que no',
    'already-receiving': 'Ya los recibe',
    'comfort-plan-not-current': 'No, no está vigente',
    loading: 'Abriendo el formulario',
    takeBack: 'Esto ya no vale; cambiar la historia clínica…',
  },

  visit: {
    label: 'Dicho en esta consulta',
    add: 'Añadir lo que usted sabe',
    entered: 'Ingresado:',
    leftOut: 'Apartado por incorrecto, no se cuenta:',
    by: (who, time) => (who === null ? `a las ${time}` : `por ${who}, ${time}`),
    takeBack: 'Retirar',
    takeBackWhat: (what) => `Retirar: ${what}`,
    putBack: 'Contarlo de nuevo',
    putBackWhat: (what) => `Contarlo de nuevo: ${what}`,
    mark: 'dato ingresado por personal clínico',
    wrong: 'Esto es incorrecto',
    wrongWhat: (what) => `Esto es incorrecto: ${what}`,
    planned: 'Estaba programada',
    plannedWhat: (what) => `Estaba programada: ${what}`,
    confirmed: 'confirmado en esta visita',
    withoutEffect:
      'No cuenta: el registro ha cambiado desde entonces o no se leyó. Confírmelo de nuevo si sigue siendo así.',
    active: 'Es un cáncer activo',
    activeWhat: (what) => `Es un cáncer activo: ${what}`,
    noLonger: 'Dejar fuera en esta visita; la historia clínica no cambia',
    noLongerWhat: (what) => `Dejar fuera en esta visita; la historia clínica no cambia: ${what}`,
    loading: 'Abriendo la lista',
  },

  record: {
    open: 'Abrir el registro FHIR',
    close: 'Cerrar el registro FHIR',
    gone: 'El registro ya no está en la memoria. Abra Alongside de nuevo desde la historia clínica.',
    dateNotRecorded: 'la fecha no consta',
    from: (origin) => `de ${origin}`,
  },

  problem: {
    said: 'Lo que dijo el EHR',
    technical: 'Líneas técnicas',
    copyTechnical: 'Copiar las líneas técnicas',
  },

  copy: { copied: 'Copiado', failed: 'No se pudo copiar. Seleccione el texto y cópielo a mano.' },

  referralStatus: {
    draft: 'preparada, sin firmar',
    active: 'abierta',
    'on-hold': 'en pausa',
    completed: 'completada',
    revoked: 'cancelada',
    other: 'estado sin aclarar',
  },

  referralBy: (who) => `por ${who}`,
  referralFor: (who) => `para la firma de ${who}`,

  crash: {
    title: 'Esta parte de la página se ha detenido.',
    more: 'El resto sigue. Un borrador que haya escrito se conserva en esta pestaña.',
    whole: 'La página se ha detenido.',
    wholeMore:
      'Vuelva a cargarla, o abra Alongside de nuevo desde la historia clínica. Un borrador que haya escrito se conserva en esta pestaña.',
    reload: 'Volver a cargar la página',
  },
};
