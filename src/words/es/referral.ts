/** Words of the referral: the form, the look for others, and what has become of it. */
import type { CarriedBy } from '../../domain/referral/said-since.ts';
import type { Language } from '../language.ts';
import { inOneLine, unbroken } from '../lines.ts';
import { theDate } from './dates.ts';
import { counted, numeral } from './numbers.ts';
import { capital, sayWithin } from './phrases.ts';

/** From when on what is said at the visit is not in it. */
const SINCE: Readonly<Record<CarriedBy, string>> = {
  referral: 'Desde que se envió',
  prepared: 'Desde que se preparó',
  letter: 'Desde que se escribió la carta',
  'own-order': 'Desde que se escribió la carta',
  perhaps: 'Desde que se intentó enviar',
};

/** What says it all the same, and what to do. */
const STILL: Readonly<Record<CarriedBy, (says: string) => string>> = {
  referral: (says) => `La derivación todavía ${says}: avise al equipo.`,
  prepared: (says) => `Lo que se preparó todavía ${says}: corríjalo antes de que se firme.`,
  letter: (says) => `La carta todavía ${says}: avise al equipo.`,
  'own-order': (says) => `La carta todavía ${says}. Si la orden también, corríjala en la historia clínica.`,
  perhaps: (says) => `Si llegó, todavía ${says}: avise al equipo.`,
};

const NAMED: Readonly<Record<CarriedBy, string>> = {
  referral: 'la derivación',
  prepared: 'la derivación',
  letter: 'la carta',
  'own-order': 'la carta',
  perhaps: 'la derivación',
};

const onBehalfOf = (name: string | null): string => (name === null ? '' : `, de parte de ${name}`);

const NO_SIGNATURE = 'No es una orden, y nadie la firma.';

export const referral: Language['referral'] = {
  title: 'Derivación',
  to: (name) => `Derivación para ${name}`,
  close: 'Cerrar',
  closeHint: 'Al cerrar se conserva el borrador.',
  service: 'A quién',
  modality: {
    clinic: 'consulta presencial',
    virtual: 'por video',
    home: 'en el domicilio',
    inpatient: 'en el hospital',
  },
  noService: 'No hay ningún servicio configurado para este centro. Se puede entregar la carta.',
  // Never how urgent the patient's condition is (clinical 8.1).
  urgency: 'En qué plazo se pide al equipo que vea a la persona',
  urgencyOption: (days) => capital(sayWithin(days)),
  reasons: 'Por qué',
  noReasons: 'No consta ningún hallazgo de las reglas. Diga abajo qué pide.',
  question: 'Qué les pide',
  questionHelp: 'Con sus propias palabras. La persona puede leerlo en el portal.',
  counter: (used, limit) => `${numeral(used)} de ${numeral(limit)} caracteres`,
  agrees: 'La persona lo sabe y está de acuerdo',
  nurseCall:
    'Se sugiere una llamada de enfermería, no una consulta con especialistas. Aquí no hay ningún servicio de enfermería configurado.',
  agreesOption: { yes: 'Sí', 'not-yet-asked': 'Todavía no se ha preguntado', no: 'No' },
  interpreter: 'Intérprete',
  interpreterOption: { yes: 'Hace falta', no: 'No hace falta', 'not-recorded': 'No consta' },
  language: 'Idioma',
  languageOnRecord: (language) => `Idioma que consta: ${language}.`,
  caregiver: 'A quién invitar también',
  caregiverHelp: 'Por ejemplo, su pareja, con un número de teléfono. Puede quedar vacío.',
  sentAs: (priority, from, to) =>
    `Sale como “${priority}”, para una primera consulta entre ${theDate(from)} y ${theDate(to)}.`,
  preview: 'Lo que se enviará',
  previewManual: 'La carta',
  words: 'Palabras',
  fhir: 'FHIR',
  fhirWaiting: 'Se está preparando el recurso.',
  checking: 'Buscando otras derivaciones antes de que se pueda enviar algo.',
  stopped: 'No se puede enviar nada.',
  waiting: 'No se puede enviar nada antes de leer toda la historia clínica.',
  checkAgain: 'Comprobar de nuevo',
  lookUnderOrders: 'Mire primero entre las órdenes.',
  whyNot: 'Por qué, y qué hacer',
  check: {
    none: (searched) =>
      `No se halló ninguna otra derivación abierta; se ${
        searched === 1 ? 'revisó' : 'revisaron'
      } ${counted(searched, 'derivación u orden', 'derivaciones y órdenes')}.`,
    open: 'Ya hay abierta una derivación que pide lo mismo.',
    similar: 'Consta una derivación parecida.',
    'could-not-check': 'No se pudo comprobar si ya hay una derivación abierta.',
  },
  acknowledge: {
    open: 'La he visto y quiero enviar también esta.',
    similar: 'La he visto y quiero enviar esta.',
    'could-not-check': 'Sé que no se pudo comprobar, y quiero enviarla de todos modos.',
  },
  acknowledgeGate: (headline, hospice) =>
    `${headline}${hospice ? ' Hable primero con el equipo de hospicio.' : ''} Quiero enviar esta derivación de todos modos.`,
  portal: 'Es posible que la persona pueda leer esto en el portal. Hable primero con ella.',
  ending:
    'La sesión está por terminar: ya no se puede enviar nada. Abra Alongside de nuevo desde la historia clínica; lo que escribió sigue aquí para copiarlo.',
  acknowledgeFirst: 'Marque primero la línea de arriba.',
  signer: 'De parte de qué profesional',
  signerWhy: {
    prepared: () => 'Usted la prepara. Es una orden cuando esa persona la haya firmado.',
    sent: (name) => `Se envía en el acto, a nombre de usted${onBehalfOf(name)}. ${NO_SIGNATURE}`,
    filed: (name) => `Se archiva en el acto, a nombre de usted${onBehalfOf(name)}. ${NO_SIGNATURE}`,
    byHand: (name) => `La carta va a nombre de usted${onBehalfOf(name)}. ${NO_SIGNATURE}`,
  },
  signersComing: 'Buscando quién atiende a esta persona.',
  signersNotSeen: 'No se pudo buscar quién atiende a esta persona.',
  signersNotAllSeen: 'No se pudo buscar en todas partes quién atiende a esta persona: puede haber más.',
  signerOpen: 'Otra persona: queda abierto quién',
  gap: {
    'no-service': 'Elija un servicio.',
    'service-gone': 'El servicio elegido ya no se ofrece aquí. Elija otro.',
    'no-signer': 'Diga de parte de qué profesional es.',
    'no-reason-and-no-question': 'Marque un motivo, o diga qué pide.',
    'question-too-long': 'La pregunta es demasiado larga.',
    'caregiver-too-long': 'La línea sobre a quién invitar es demasiado larga.',
    'language-too-long': 'La línea sobre el idioma es demasiado larga.',
    'patient-not-answered': 'Diga si la persona lo sabe y está de acuerdo.',
    'patient-declined': 'La persona no está de acuerdo, así que no se puede enviar.',
  },
  verb: {
    order: 'Enviar derivación',
    proposal: 'Preparar derivación',
    task: 'Enviar solicitud',
    communication: 'Enviar mensaje',
    note: 'Archivar carta',
    'web-messaging': 'Poner orden en el carrito',
  },
  button: (verb, name, born) => `${verb} para ${name}${born === null ? '' : `, ${born}`}`,
  makes: {
    order: 'Será una orden, creada a nombre de usted.',
    proposal: 'Se preparará en la historia clínica. No es una orden hasta que se firme.',
    notAsked: 'Se preparará, sin ordenarse. Fírmela en la historia clínica después de hablar con la persona.',
    staged: 'El EHR la recibirá para revisión. Antes de eso no es una orden.',
    task: (service) => `Será una solicitud en la lista de trabajo de ${service}. No se creará ninguna orden.`,
    communication: (service) => `Será un mensaje a ${service}. No se creará ninguna orden.`,
    note: 'La carta se archivará en la historia clínica. No se creará ninguna orden, y nadie recibe aviso por ello.',
    'web-messaging': 'Se pondrá en su carrito una orden sin firmar. Fírmela en el EHR.',
  },
  notBest: {
    'not-granted': 'El EHR no ha permitido que esta aplicación escriba órdenes.',
    'not-advertised': 'Este EHR no acepta órdenes de aplicaciones.',
    'switched-off': 'Las órdenes de esta aplicación están desactivadas en este centro.',
    'could-not-ask': 'No se pudo averiguar si el EHR acepta órdenes.',
    'no-recipient': 'El servicio elegido no tiene aquí una lista de trabajo.',
    'no-encounter': 'No se pudo ver ninguna visita abierta en la que archivar una carta.',
  },
  sending: 'Enviando. Mantenga abierta esta página.',
  manual: {
    'not-granted':
      'El EHR no ha permitido que esta aplicación escriba derivaciones, así que desde aquí no se puede enviar ninguna.',
    'not-advertised': 'Este EHR no acepta derivaciones de aplicaciones, así que desde aquí no se puede enviar ninguna.',
    'switched-off':
      'El envío está desactivado en este centro, así que desde aquí no se puede enviar ninguna derivación.',
    'could-not-ask':
      'No se pudo averiguar si el EHR acepta derivaciones, así que ahora no se puede enviar ninguna desde aquí.',
    'no-recipient':
      'El servicio elegido no acepta derivaciones de esta aplicación, así que desde aquí no se puede enviar ninguna.',
    'no-encounter':
      'No se pudo ver ninguna visita abierta en la que archivar la carta, así que desde aquí no se puede enviar ninguna.',
  },
  byLetter: {
    'not-granted':
      'Con su acceso no se puede crear aquí una derivación. Lo que complete será una carta: cópiela o imprímala más abajo.',
    'not-advertised':
      'Este EHR no acepta derivaciones de aplicaciones. Lo que complete será una carta: cópiela o imprímala más abajo.',
    'switched-off':
      'En este centro no se envían derivaciones desde aquí. Lo que complete será una carta: cópiela o imprímala más abajo.',
  },
  manualTodo: (orderName) =>
    orderName === null
      ? 'Entregue la carta, o cree la orden en la historia clínica.'
      : `Cree la orden “${orderName}” en la historia clínica, o entregue la carta.`,
  placedIt: 'Creé la orden en la historia clínica',
  handedOn: 'Entregué la carta',
  handOnFirst: 'Antes de entregar la carta:',
  declined: 'La persona no está de acuerdo. Descarte el borrador y escriba su deseo en la nota de la consulta.',
  asFiled: {
    Communication: 'mensaje enviado, sin orden; aquí no se ve si alguien ha actuado',
    DocumentReference: 'carta archivada, sin orden; una carta no avisa a nadie',
  },
  mayHaveLeft:
    'Usted dijo que un intento anterior no estaba. Puede haber llegado después: mire en la historia clínica antes de seguir.',
  alsoOrder: (orderName) => `Para ordenarla, cree “${orderName}” en la historia clínica.`,
  by: (name) => `por ${name}`,
  handOver: (how) => `El servicio recibe: ${how}`,
  keptNoChart: 'La historia clínica no se puede leer, así que no se puede enviar nada. Esto es lo que usted escribió:',
  copyWords: 'Copiar lo que escribió',
  copyLetter: 'Copiar la carta',
  printLetter: 'Imprimir la carta',
  discard: 'Descartar el borrador',
  discardSure: '¿Descartar lo que escribió?',
  discardYes: 'Descartarlo',
  discardNo: 'Conservarlo',
  expired:
    'La sesión ha terminado, así que no se puede enviar nada. Lo que escribió está abajo: copie la carta, o abra Alongside de nuevo desde la historia clínica.',
  refused: (reason) => `El EHR no lo aceptó: ${reason}`,
  notSent: 'No se envió nada.',
  refusedTodo: 'Lo que escribió sigue aquí.',
};

export const outcomeSentence: Language['outcome'] = {
  placed: 'Orden de derivación creada',
  prepared: 'Derivación preparada en la historia clínica. No es una orden hasta que se firme.',
  inCart: 'Orden sin firmar puesta en su carrito. Fírmela en el EHR.',
  filed: {
    task: (service) => `Solicitud enviada a la lista de trabajo de ${service}. No se creó ninguna orden.`,
    communication: (service) => `Mensaje enviado a ${service}. No se creó ninguna orden.`,
    note: () => 'Carta archivada. No se creó ninguna orden.',
  },
  theService: 'el servicio',
  staged: 'El EHR la recibió; allí espera revisión',
  unknown: {
    'fhir-create': 'No pudimos confirmar si se creó la orden',
    task: 'No pudimos confirmar si se envió la solicitud',
    communication: 'No pudimos confirmar si se envió el mensaje',
    note: 'No pudimos confirmar si se archivó la carta',
    'web-messaging': 'No pudimos confirmar si la orden está en su carrito',
  },
  manual: 'Desde aquí no se envió ninguna derivación',
  placedIt: 'Usted creó la orden en la historia clínica',
  handedOn: 'Usted entregó la carta',
  mayHaveLeft:
    'Un intento anterior desde aquí puede haber llegado de todos modos: mire en la historia clínica, y cancélelo allí si no se desea.',
  saidByYouAlone: 'Lo dijo usted.',
  saidByYou: 'Lo dijo usted; desde aquí no se envió nada.',
  takeBack: 'No fue así: volver al formulario',
  takeBackSeen: 'No fue así',
  userSees: {
    'fhir-create': 'Usted vio la orden en la historia clínica',
    task: 'Usted vio la solicitud en la lista de trabajo',
    communication: 'Usted vio el mensaje',
    note: 'Usted vio la carta en la historia clínica',
    'web-messaging': 'Usted vio la orden en su carrito',
  },
  userSeesMore: 'Lo dijo usted; el EHR no lo ha confirmado.',
  unknownTodo: {
    'fhir-create': 'Mire entre las órdenes de la historia clínica. Puede estar o no estar ahí.',
    task: 'Pregunte al servicio, o mire en su lista de trabajo. Puede estar o no estar ahí.',
    communication: 'Mire entre los mensajes de la historia clínica. Puede estar o no estar ahí.',
    note: 'Mire entre las notas de la historia clínica. Puede estar o no estar ahí.',
    'web-messaging': 'Mire en su carrito. Puede estar o no estar ahí.',
  },
  looking: 'Buscándola en el EHR.',
  again: 'Comprobar de nuevo',
  seesIt: {
    'fhir-create': 'Veo la orden',
    task: 'Veo la solicitud',
    communication: 'Veo el mensaje',
    note: 'Veo la carta',
    'web-messaging': 'Veo la orden',
  },
  notThere: 'No está ahí',
  notThereLater: 'Lo nuevo puede tardar un momento en mostrarse. En poco tiempo también podrá decir que no está ahí.',
  earlierWords:
    'Lo que llegó puede ser una versión anterior. Compárelo en la historia clínica con lo último que escribió.',
  copyUnsent: 'Copiar lo último que escribió',
  notReadBack: 'El EHR lo dijo; todavía no se pudo leer de vuelta.',
  at: (time) => `Envío a las ${time}`,
  filedAt: (time) => `Archivo a las ${time}`,
  triedAt: (time) => `Intento a las ${time}`,
  preparedNotAsked: (time) =>
    `Preparación a las ${time}. Fírmela en la historia clínica después de hablar con la persona.`,
  preparedToSign: (time) =>
    `Preparación a las ${time}. Fírmela en la historia clínica: antes de eso el servicio puede no actuar.`,
  preparedMore: (time) =>
    `Preparación a las ${time}. Avise a oncología: espera una firma. Antes de eso el servicio puede no actuar.`,
  noteMore: (service, phone, order) =>
    `Una carta archivada no avisa a nadie: llame a ${service ?? 'quien presta el servicio'}${phone === null ? '' : `, ${unbroken(phone)}`}, o cree la orden${order === null ? '' : ` “${order}”`} en la historia clínica.`,
  to: (service, soon) => `A ${service}. ${soon}.`,
  meantFor: (service, soon) => `Era para ${service}. ${soon}.`,
  next: (by, phone) =>
    `Se pide al servicio que programe la consulta y llame a la persona. Si no hay nada programado para ${theDate(by)}, ${phone === null ? 'llame al servicio' : `llame al ${unbroken(phone)}`}.`,
  nextNotAsked: (phone) =>
    `Se pide al servicio que llame a su equipo antes de contactar a la persona. Pregúntele a la persona, y luego avise al servicio${phone === null ? '' : `: ${unbroken(phone)}`}.`,
  night: (phone) => `Diga a la persona a quién llamar por la noche: ${unbroken(phone)}.`,
  since: {
    takenBack: (by, items) => `${SINCE[by]}, usted retiró: ${inOneLine(items)}. ${STILL[by]('lo dice')}`,
    putBack: (by, items) =>
      `${SINCE[by]}, usted volvió a contar: ${inOneLine(items)}. ${STILL[by]('lo da por incorrecto')}`,
    entered: (by, items) => `Ingresado desde entonces; no está en ${NAMED[by]}: ${inOneLine(items)}.`,
    leftOut: (by, items) => `Apartado por incorrecto desde entonces; ${NAMED[by]} no lo dice: ${inOneLine(items)}.`,
  },
  notRemembered: 'Esta aplicación no lo recordará cuando se abra de nuevo: escríbalo en la nota de la consulta.',
  reference: (reference) => `Registro ${reference}`,
  number: (decisionId) => `Número de derivación ${decisionId}`,
  alsoOpen: (others) =>
    others === 1
      ? 'Hay dos derivaciones activas: esta y otra. Cancele en la historia clínica la que no se desee.'
      : `Hay ${numeral(others + 1)} derivaciones activas: esta y otras ${numeral(others)}. Cancele en la historia clínica las que no se deseen.`,
  alsoSent: (others) =>
    others === 1
      ? 'También hay otra derivación: diga al servicio cuál vale.'
      : `También hay otras ${numeral(others)} derivaciones: diga al servicio cuál vale.`,
};
