/** Words of closing the chart: what it does, and what is not finished. */
import type { Language } from '../language.ts';

export const closing: Language['closing'] = {
  close: 'Cerrar Alongside',
  what: 'Termina la sesión y vacía esta ventana. La historia clínica sigue abierta en el EHR.',
  unfinished: {
    sending: 'Se está enviando algo. Espere la respuesta.',
    'may-have-left':
      'Es posible que haya llegado algo de lo enviado, y el EHR no lo ha mostrado. Al cerrar se guarda una nota de ello en esta ventana durante 30 minutos, para que no se envíe dos veces.',
  },
  notSent: {
    referral: 'Se comenzó una derivación y no se ha enviado.',
    said: 'Lo que usted ingresó o marcó como incorrecto no está en la historia clínica.',
    decision: 'Se comenzó una respuesta distinta de una derivación y no se ha guardado.',
    question: 'Se comenzó una pregunta al equipo paliativo y no se ha enviado.',
    change: 'Lo que usted escribió sobre una derivación registrada no se ha enviado.',
    'take-back': 'Lo que usted escribió sobre una respuesta registrada no se ha guardado.',
  },
  discards: 'Al cerrar se descarta.',
  anyway: 'Cerrar de todos modos',
  discard: 'Descartarla y cerrar',
  back: 'Seguir con la historia clínica',
};
