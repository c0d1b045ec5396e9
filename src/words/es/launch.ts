/**
 * Words of a launch that failed. `what` says what happened, `todo` what the reader can do; a clinician reads both, the technical
 * lines below are for whoever runs the EHR.
 */
import type { Language } from '../language.ts';

const AGAIN = 'Abra la aplicación de nuevo desde la historia clínica.';
const SUPPORT = 'Si vuelve a ocurrir, envíe las líneas técnicas de abajo a su soporte informático.';
const SEND = 'Envíe las líneas técnicas de abajo a su soporte informático.';
const SAFE = 'La aplicación se detuvo por seguridad.';
const FROM_CHART =
  'Esta aplicación se abre desde una historia clínica, no desde un marcador. Ábrala desde la historia clínica.';
const WHO_RUNS = 'Pida a quien administra la aplicación que';

export const launchWords: Language['launch'] = {
  title: 'Cuidados de apoyo y paliativos',
  opening: 'Abriendo la historia clínica…',
  failed: 'La aplicación no se pudo abrir',
  unknown: { what: 'La aplicación no se pudo abrir', todo: SUPPORT },
  nothing: 'No se leyó ningún dato de la persona.',
  technical: 'Líneas técnicas para su soporte informático',
  copy: 'Copiar las líneas técnicas',
  copied: 'Copiado',
  said: 'Lo que dijo el EHR',
  ownWindow: 'Abrir en una ventana propia',
  ownWindowBlocked: 'Si no se abre nada, el EHR bloquea las ventanas nuevas: avise a su soporte informático.',
  choose: {
    title: 'Abrir una historia clínica iniciando sesión',
    lead: 'Al iniciar sesión, usted elige a la persona. En el trabajo diario, abra la aplicación desde la historia clínica.',
    signIn: (ehr) => `Iniciar sesión en ${ehr}`,
  },
  steps: {
    parameters: 'Paso 1 de 6: cómo se abrió la aplicación',
    issuer: 'Paso 1 de 6: cómo se abrió la aplicación',
    site: 'Paso 2 de 6: configuración de la aplicación',
    discovery: 'Paso 3 de 6: preguntar al EHR cómo iniciar sesión',
    authorize: 'Paso 4 de 6: iniciar sesión',
    token: 'Paso 5 de 6: permiso para leer la historia clínica',
    context: 'Paso 6 de 6: de quién es la historia y quién la abre',
    user: 'Paso 6 de 6: de quién es la historia y quién la abre',
    session: 'Volver a una historia clínica abierta',
  },
  problems: {
    parameters: {
      'iss-missing': { what: 'El EHR no dijo qué servidor es.', todo: FROM_CHART },
      'launch-missing': { what: 'El EHR no dijo qué historia clínica abrir.', todo: FROM_CHART },
      repeated: {
        what: 'La dirección que abrió la aplicación dice lo mismo dos veces.',
        todo: `No se contactó con nadie. ${AGAIN} ${SUPPORT}`,
      },
      'not-standalone': {
        what: 'Aquí la aplicación se abre desde una historia clínica.',
        todo: 'Iniciar sesión sin una historia clínica no está configurado para este EHR. Abra la aplicación desde la historia clínica.',
      },
    },
    issuer: {
      'not-configured': {
        what: 'La aplicación no está configurada para este servidor del EHR.',
        todo: `No se le envió nada. ${WHO_RUNS} añada el servidor a site.json, exactamente como está escrito abajo.`,
      },
    },
    site: {
      'not-loaded': {
        what: 'No se pudo cargar la configuración propia de la aplicación.',
        todo: `Compruebe su conexión e inténtelo de nuevo. ${SUPPORT}`,
      },
      'not-json': {
        what: 'No se puede leer la configuración propia de la aplicación.',
        todo: `${WHO_RUNS} corrija site.json.`,
      },
      invalid: {
        what: 'La configuración propia de la aplicación tiene errores.',
        todo: `${WHO_RUNS} corrija estos campos de site.json.`,
      },
    },
    discovery: {
      'no-answer': {
        what: 'El EHR no dijo cómo iniciar sesión.',
        todo: `El EHR puede estar fuera de servicio, o puede no permitir esta aplicación. ${AGAIN} ${SUPPORT}`,
      },
      unreadable: { what: 'No se puede leer la respuesta del EHR sobre el inicio de sesión.', todo: SUPPORT },
      'endpoints-missing': { what: 'El EHR no nombró su dirección de inicio de sesión.', todo: SUPPORT },
      'endpoint-not-pinned': {
        what: 'El EHR nombra una dirección de inicio de sesión distinta de la configurada para él.',
        todo: `${SAFE} Pregunte a quien administra la aplicación si ha cambiado la dirección de inicio de sesión del EHR.`,
      },
      'endpoint-elsewhere': {
        what: 'La dirección de inicio de sesión del EHR está en un servidor distinto del de sus historias clínicas.',
        todo: `${SAFE} ${WHO_RUNS} ponga la dirección de abajo en site.json, si es correcta.`,
      },
      'endpoint-insecure': {
        what: 'La dirección de inicio de sesión del EHR no es segura.',
        todo: `${SAFE} ${SEND}`,
      },
      'no-pkce': {
        what: 'El EHR no ofrece el inicio de sesión seguro que esta aplicación necesita (PKCE).',
        todo: SEND,
      },
    },
    authorize: {
      denied: {
        what: 'No se permitió el acceso al iniciar sesión.',
        todo: `${AGAIN} Elija “permitir” cuando se le pregunte. Si no se le preguntó, es posible que su cuenta no tenga permiso para usar Alongside: envíe las líneas técnicas de abajo a su soporte informático.`,
      },
      'scope-refused': {
        what: 'El EHR no permite que esta aplicación lea lo que necesita.',
        todo: `${WHO_RUNS} registre en el EHR los permisos de abajo.`,
      },
      'less-next-time': {
        what: 'El EHR no concedió uno de los permisos que pidió esta aplicación.',
        todo: `${AGAIN} En esta ventana pedirá menos. ${WHO_RUNS} registre en el EHR los permisos de abajo, o que omita algunos.`,
      },
      refused: { what: 'El EHR detuvo el inicio de sesión.', todo: `${AGAIN} ${SUPPORT}` },
      'not-started': { what: 'No se pudo comenzar el inicio de sesión.', todo: `${AGAIN} ${SUPPORT}` },
      'own-window': {
        what: 'Para iniciar sesión en este EHR, la aplicación necesita una ventana propia.',
        todo: 'Ábrala con el enlace de abajo. La historia clínica que está detrás sigue abierta.',
      },
    },
    token: {
      'no-answer': { what: 'El EHR no respondió después de iniciar sesión.', todo: `${AGAIN} ${SUPPORT}` },
      refused: {
        what: 'El EHR no aceptó este inicio de sesión.',
        todo: `Un inicio de sesión se puede usar una vez y durante un minuto, más o menos. ${AGAIN}`,
      },
      unreadable: {
        what: 'No se puede leer la respuesta del EHR después de iniciar sesión.',
        todo: `${AGAIN} ${SUPPORT}`,
      },
      none: { what: 'El inicio de sesión no se completó.', todo: AGAIN },
    },
    context: {
      'no-patient': {
        what: 'No se eligió a ninguna persona.',
        todo: 'Abra una historia clínica y después abra la aplicación desde ella; o elija a la persona al iniciar sesión.',
      },
      'patient-unreadable': {
        what: 'La respuesta del EHR no dice con claridad de quién es la historia clínica.',
        todo: `${SAFE} ${SUPPORT}`,
      },
      'tenant-not-configured': {
        what: 'Esta historia clínica pertenece a una organización para la que la aplicación no está configurada.',
        todo: `${SAFE} ${WHO_RUNS} añada a site.json la organización de abajo.`,
      },
    },
    user: {
      'not-a-clinician': {
        what: 'Esta aplicación es para personal clínico.',
        todo: 'Usted inició sesión como paciente o familiar. Inicie sesión con una cuenta de personal clínico.',
      },
      'identity-unreadable': {
        what: 'La respuesta del EHR no dice con claridad quién inició sesión.',
        todo: `${AGAIN} ${SUPPORT}`,
      },
      'identity-for-another-app': {
        what: 'La respuesta del EHR era para otra aplicación.',
        todo: `${SAFE} ${AGAIN} ${SUPPORT}`,
      },
      'identity-expired': {
        what: 'El inicio de sesión ha caducado.',
        todo: `${AGAIN} Si vuelve a ocurrir, compruebe la fecha y la hora de esta computadora.`,
      },
    },
    session: {
      'not-launched': { what: 'No hay ninguna historia clínica abierta.', todo: FROM_CHART },
      'not-here': {
        what: 'Esta ventana no conoce la historia clínica que nombra su dirección.',
        todo: AGAIN,
      },
      expired: { what: 'La historia clínica se cerró porque no se usó durante 30 minutos.', todo: AGAIN },
      'open-elsewhere': {
        what: 'Esta historia clínica está abierta en otra ventana.',
        todo: 'Siga allí, o cierre esa ventana y vuelva a cargar esta.',
      },
      'site-changed': {
        what: 'La configuración de la aplicación ha cambiado desde que se abrió la historia clínica.',
        todo: AGAIN,
      },
      'storage-blocked': {
        what: 'El navegador no deja que la aplicación conserve su sesión.',
        todo: `Permita los datos del sitio para esta dirección, o abra la aplicación en una ventana propia. ${SUPPORT}`,
      },
      done: {
        what: 'Alongside está cerrado.',
        todo: 'La historia clínica sigue abierta en el EHR. Abra Alongside de nuevo desde ella cuando lo necesite.',
      },
      idle: {
        what: 'Alongside se cerró porque no se usó durante 30 minutos.',
        todo: 'Ábralo de nuevo desde la historia clínica, aquí en esta ventana. Si había comenzado una derivación, y el EHR dice quién es usted, se conserva durante 30 minutos más.',
      },
    },
  },
};
