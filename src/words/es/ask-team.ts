import type { Language } from '../language.ts';

export const askTeam: Language['askTeam'] = {
  title: {
    ask: 'Preguntar al equipo de cuidados paliativos',
    tell: 'Informar al equipo de cuidados paliativos de lo nuevo',
  },
  lead: {
    ask: 'Una pregunta, no una derivación: no se pide consulta y no se ordena nada.',
    tell: 'Un mensaje al equipo de cuidados paliativos, no una derivación: no se ordena nada.',
  },
  waiting: (count, on) =>
    count === 1
      ? `Consta una pregunta${on === null ? '' : ` del ${on}`} y no se ve ninguna respuesta: véase abajo, en Derivaciones.`
      : `Constan ${count} preguntas${on === null ? '' : ` (la última, del ${on})`} y no se ve ninguna respuesta: véase abajo, en Derivaciones.`,
  close: 'Cerrar sin enviar',
  to: 'Para',
  findings: {
    ask: 'Hallazgos que la acompañan',
    tell: 'Hallazgos que lo acompañan. Marcado: lo que puede ser nuevo para el equipo',
  },
  told: 'dicho por usted',
  text: {
    ask: 'Lo que pregunta',
    tell: 'Qué más deben saber, o qué pregunta',
  },
  textHint: 'Se envía tal como lo escribe. La persona puede leerlo en el portal.',
  phone: 'Devolver la llamada a',
  where: {
    message: 'Se envía como mensaje a quienes leen los mensajes de este servicio.',
    task: 'Se pone en la lista de trabajo de este servicio como pregunta abierta. No se crea una orden.',
    note: 'Se archiva en la historia clínica como nota. El servicio no recibe aviso: llame.',
    nowhere: 'Este EHR no recibe preguntas de Alongside. No se envía nada: copie el texto o llame.',
    asking: 'Se mira cómo se puede enviar.',
    'could-not-ask': 'No se pudo consultar cómo se puede enviar. Intente de nuevo en un momento, o llame.',
  },
  lookAgain: 'Mirar de nuevo cómo se puede enviar',
  call: (service, phone) => `${service}: ${phone}`,
  noPhone: (service) => `${service}: no hay un teléfono configurado.`,
  sendFor: {
    message: (patient) => `Enviar mensaje sobre ${patient}`,
    task: (patient) => `Enviar pregunta sobre ${patient}`,
    note: (patient) => `Archivar nota sobre ${patient}`,
  },
  gap: {
    'no-service': 'Elija a quién pregunta.',
    'nothing-said': 'Escriba lo que pregunta, o marque un hallazgo.',
    'text-too-long': 'El texto es demasiado largo: como máximo 2,000 caracteres.',
    'phone-too-long': 'El número de teléfono es demasiado largo: como máximo 60 caracteres.',
  },
  outcome: {
    sending: 'Enviando, a la espera del EHR.',
    sent: {
      message: (service) => `Mensaje enviado a ${service}. No se hizo ninguna derivación.`,
      task: (service) => `En la lista de trabajo de ${service}. No se hizo ninguna derivación.`,
      note: (service) => `Archivada en la historia clínica como nota. ${service} no recibe aviso: llame.`,
    },
    staged: 'El EHR la recibió, sin confirmar la entrega. Llame si no puede esperar.',
    unknown: 'No pudimos confirmar si se envió. Mire en la historia clínica, o llame, antes de enviar de otra manera.',
    refused: (reason) => `El EHR no lo aceptó: ${reason}`,
    notSent: (reason) => `Sin enviar: ${reason}`,
  },
  copy: 'Copiar el texto',
  checkAgain: 'Comprobar de nuevo',
  notThere: 'No está ahí: enviarlo otra vez…',
  done: 'Cerrar',
};
