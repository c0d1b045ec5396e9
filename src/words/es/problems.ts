/** What went wrong, in a sentence, and what a person can do about it. Technical lines stand apart and are for the integrator. */
import type { Language } from '../language.ts';

const IT_DESK = 'Si continúa, entregue las líneas técnicas a su soporte informático.';

export const problemWords: Language['problems'] = {
  network: {
    says: 'No llegó ninguna respuesta: se perdió la conexión, o el navegador la bloqueó.',
    todo: `Inténtelo de nuevo. ${IT_DESK}`,
  },
  timeout: { says: 'El EHR tardó demasiado en responder.', todo: `Inténtelo de nuevo en un minuto. ${IT_DESK}` },
  'session-expired': {
    says: 'La sesión con el EHR ha terminado.',
    todo: 'Abra Alongside de nuevo desde la historia clínica. Lo que escribió sigue aquí.',
  },
  forbidden: {
    says: 'El EHR no lo permite para su función o para esta aplicación.',
    todo: 'El equipo de su EHR puede dar el permiso. Hasta entonces, use la propia historia clínica.',
  },
  'not-found': {
    says: 'El EHR dice que esto no está ahí.',
    todo: `Abra Alongside de nuevo desde la historia clínica. ${IT_DESK}`,
  },
  invalid: {
    says: 'El EHR no aceptó el contenido.',
    todo: 'Si lo que dijo el EHR no es algo que usted pueda corregir aquí, cree la orden en la historia clínica o entregue la carta. Su soporte informático necesita las líneas técnicas.',
  },
  conflict: {
    says: 'Algo cambió en el EHR en el mismo momento.',
    todo: 'Mire las órdenes en la historia clínica y después inténtelo de nuevo.',
  },
  busy: { says: 'El EHR está ocupado.', todo: 'Espere un minuto y después inténtelo de nuevo.' },
  server: { says: 'El EHR tuvo un error propio.', todo: `Inténtelo de nuevo en unos minutos. ${IT_DESK}` },
  'not-supported': {
    says: 'Este EHR no lo ofrece.',
    todo: 'Use la propia historia clínica. Para una derivación, entregue la carta.',
  },
  'left-out': {
    says: 'Este EHR no da a las aplicaciones todo lo que tiene de este tipo.',
    todo: 'De lo que falta aquí no se concluye nada. Busque el resto en la propia historia.',
  },
  unreadable: { says: 'La respuesta no se pudo entender.', todo: `Inténtelo de nuevo. ${IT_DESK}` },
  'foreign-address': {
    says: 'El EHR señaló una dirección fuera de su propio servidor. No se envió nada allí.',
    todo: 'No se leyó lo que hay detrás de esa dirección. Entregue las líneas técnicas a su soporte informático.',
  },
  'too-much': {
    says: 'La historia es más larga de lo que se lee de una vez.',
    todo: 'No se revisó lo que queda más allá. Búsquelo en la propia historia clínica.',
  },
  'wrong-patient': {
    says: 'El EHR respondió con el registro de otra persona.',
    todo: 'No se envió nada. Cierre esta página y abra Alongside de nuevo desde la historia clínica.',
  },
  'patient-deceased': {
    says: 'En el EHR consta el fallecimiento de la persona.',
    todo: 'No se envió nada. Verifique la historia clínica antes de cualquier contacto.',
  },
  duplicate: {
    says: 'Justo antes de enviar, la búsqueda de otras derivaciones dio algo que usted no había visto.',
    todo: 'No se envió nada. Lea lo que dice encima del botón de enviar y después decida.',
  },
  unchecked: {
    says: 'No se pudo comprobar si ya hay una derivación abierta.',
    todo: 'No se envió nada. Lea lo que dice encima del botón de enviar y después decida.',
  },
  'too-large': {
    says: 'La derivación es demasiado grande para enviarse.',
    todo: 'No se envió nada. Acorte lo que pide, o entregue la carta.',
  },
  'taken-back': {
    says: 'El EHR muestra esta derivación como cancelada, o como ingresada por error.',
    todo: 'Lo que escribió sigue aquí. Si la envía de nuevo, será una derivación nueva.',
  },
  elsewhere: {
    says: 'Otra ventana de este navegador está enviando una derivación, una decisión o una pregunta para esta persona, o acaba de enviarla.',
    todo: 'Ahora no se envió nada. Mire la otra ventana. Ciérrela, o espere tres minutos, antes de intentarlo de nuevo.',
  },
  ending: {
    says: 'La sesión con el EHR está por terminar: una respuesta podría ya no llegar.',
    todo: 'No se envió nada. Abra Alongside de nuevo desde la historia clínica. Lo que escribió sigue aquí.',
  },
  changed: {
    says: 'Lo que se enviaría ha cambiado desde que se mostró.',
    todo: 'No se envió nada. Léalo de nuevo abajo y después envíelo.',
  },
  'not-kept': {
    says: 'Este navegador no puede conservar lo que usted escribe, así que no se envió nada.',
    todo: 'Cierre otras pestañas o ventanas del EHR e inténtelo de nuevo, o entregue la carta.',
  },
  'draft-invalid': {
    says: 'A la derivación le falta algo que necesita.',
    todo: 'No se envió nada. Complete el formulario y después envíela.',
  },
};
