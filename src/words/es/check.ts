import type { ChannelId, WhyNot } from '../../domain/referral/channel.ts';
import type { Language } from '../language.ts';
import { SOURCE_NAMES } from './phrases.ts';

const CHANNEL: Readonly<Record<ChannelId, string>> = {
  'fhir-create': 'orden (ServiceRequest)',
  task: 'solicitud en una lista de trabajo (Task)',
  communication: 'mensaje (Communication)',
  note: 'carta archivada en la historia (DocumentReference)',
  'web-messaging': 'orden sin firmar en el carrito',
};

const WHY: Readonly<Record<WhyNot, string>> = {
  'switched-off': 'site.json lo desactiva',
  'not-granted': 'el EHR no incluye el permiso (scope) necesario',
  'not-advertised': 'el EHR no lo ofrece a las aplicaciones',
  'could-not-ask': 'no se pudo preguntar al EHR qué ofrece',
  'no-recipient': 'ningún servicio de site.json nombra una lista de trabajo o destinatarios',
  'no-encounter': 'hace falta una consulta abierta',
};

const names = (sources: readonly (keyof typeof SOURCE_NAMES)[]): string =>
  sources.map((source) => SOURCE_NAMES[source]).join(', ');

export const check: Language['check'] = {
  title: 'Comprobación de este centro',
  lead: 'Lo que los EHR configurados permiten a esta aplicación, preguntado sin paciente y sin iniciar sesión. No se escribe nada.',
  asking: 'Preguntando a los EHR.',
  blocked: (count) =>
    count === 0
      ? 'Nada de lo que se probó está bloqueado.'
      : `${count} ${count === 1 ? 'punto está bloqueado' : 'puntos están bloqueados'}.`,
  file: 'site.json',
  verdict: {
    works: 'Funciona',
    'falls-back': 'Pasará a otra vía',
    blocked: 'Bloqueado',
    untried: 'Sin probar',
  },
  what: {
    'file-good': ({ ehrs, services }) => `site.json es válido: ${ehrs} EHR, servicios: ${services}.`,
    'file-problem': ({ field, message }) => `${field} ${message}`,
    'headers-good': () => 'Esta página se sirve con las cabeceras que la limitan a sus EHR.',
    'headers-missing': ({ names }) => `Esta página se sirve sin su protección: ${names.join(', ')}.`,
    registration: ({ clientId, launch, redirect, origin }) =>
      `Registrado en el EHR: client id ${clientId}, dirección de inicio ${launch}, dirección de retorno ${redirect}, origen ${origin}.`,
    'discovery-good': ({ style }) =>
      `El EHR indica cómo iniciar sesión, con PKCE (S256). Los permisos se piden en la versión ${style === 'v2' ? '2' : '1'}.`,
    'discovery-problem': ({ detail }) => `No se pudo averiguar cómo iniciar sesión: ${detail}.`,
    'reads-good': ({ host }) => `Esta página puede leer las respuestas de ${host} (CORS).`,
    'reads-blocked': ({ host }) =>
      `Esta página no puede leer las respuestas de ${host}: el navegador no entrega ninguna.`,
    'policy-blocked': ({ host }) => `La Content-Security-Policy de esta misma página no le permite hablar con ${host}.`,
    'header-good': ({ header, isSent }) => `${header} pasa${isSent ? ', y se envía' : ', y no se envía'}.`,
    'header-blocked': ({ header, isSent }) =>
      isSent ? `${header} no pasa.` : `${header} no pasa. No se envía, así que nada se pierde.`,
    'ehr-by-site': ({ name }) => `site.json dice qué EHR es: ${name}.`,
    'ehr-by-server': ({ name }) => `El servidor se llama a sí mismo “${name}”.`,
    'ehr-unknown': ({ why }) => `No se pudo averiguar qué EHR es${why === '' ? '' : `: ${why}`}.`,
    'scopes-good': ({ count }) => `Los permisos que se piden, ${count} en total, están en la lista del EHR.`,
    'scopes-untold': ({ count }) => `El EHR no enumera los permisos que conoce; se piden ${count}.`,
    'scopes-missing': ({ scopes, isNeeded }) =>
      `${isNeeded ? 'Sin estos no hay respuesta' : 'No están en la lista del EHR'}: ${scopes.join(' ')}`,
    'sources-good': ({ sources }) => `Se ofrece: ${names(sources)}.`,
    'sources-missing': ({ sources }) => `No se ofrece, o no es lo que necesitamos con ese nombre: ${names(sources)}.`,
    'sources-left-out': ({ source, why }) => `Se ofrece en parte: ${SOURCE_NAMES[source]}. El EHR omite: ${why}.`,
    'way-open': ({ channel, isBest }) =>
      isBest ? `Una derivación sale como ${CHANNEL[channel]}.` : `Si no, puede salir como ${CHANNEL[channel]}.`,
    'way-closed': ({ channel, why }) => `No como ${CHANNEL[channel]}: ${WHY[why]}.`,
    'way-left-out': ({ channel, scope }) => `No como ${CHANNEL[channel]}: issuers[].withoutScopes excluye ${scope}.`,
    'way-by-hand': () => 'No se puede enviar ninguna derivación. La carta se copia o se imprime.',
    'order-code': ({ codes }) => `Las órdenes llevan su código ${codes.join(', ')}.`,
    'order-code-none': () => 'Las órdenes no llevan ningún código suyo, solo SNOMED CT 306237005.',
  },
  todo: {
    'file-good': () => '',
    'file-problem': () => 'Cámbielo en site.json y cargue esta página de nuevo.',
    'headers-good': () => '',
    'headers-missing': () =>
      'Ponga junto a index.html las cabeceras que la compilación hizo para su servidor web: dist/_headers, o las de dist/headers.',
    registration: () =>
      'Compárelo letra por letra con lo que registró el equipo del EHR: desde aquí no se puede probar.',
    'discovery-good': () => '',
    'discovery-problem': () =>
      'Compare iss, letra por letra, con la dirección FHIR que le dio el equipo del EHR. Pregunte si sirve “.well-known/smart-configuration” a los navegadores, con S256.',
    'reads-good': () => '',
    'reads-blocked': ({ origin }) =>
      `Pida al equipo del EHR que permita el origen ${origin}, con las cabeceras Authorization, Content-Type y Accept. Si la dirección no responde en absoluto, revise iss y su red.`,
    'policy-blocked': () =>
      'Genere de nuevo las cabeceras (npm run headers, como explica el README) y póngalas en el servidor web.',
    'header-good': ({ setting, isSent }) =>
      setting === null || isSent ? '' : `issuers[].${setting} puede ponerse en true.`,
    'header-blocked': ({ header, setting, isSent }) =>
      setting === null
        ? `Desde aquí no se podrán cambiar, firmar ni cancelar derivaciones. Pida al equipo del EHR que permita la cabecera ${header}.`
        : isSent
          ? `Lo que la lleva no saldría: ponga issuers[].${setting} en false, o pida al equipo del EHR que permita la cabecera ${header}.`
          : '',
    'ehr-by-site': () => '',
    'ehr-by-server': ({ id }) =>
      `Escriba "vendor": "${id}" en este emisor: ahorra una consulta cada vez que se abre una historia, y vale cuando no se puede preguntar al servidor.`,
    'ehr-unknown': () =>
      'Escriba "vendor" en este emisor. Hasta entonces no se concluye nada de lo que algunos EHR omiten.',
    'scopes-good': () => 'Lo que se concede se ve con la primera historia, en Fuentes.',
    'scopes-untold': () => 'Lo que se concede se ve con la primera historia, en Fuentes.',
    'scopes-missing': ({ isNeeded }) =>
      isNeeded
        ? 'Pida al equipo del EHR que los registre para este cliente.'
        : 'Lo que traerían se muestra como no recibido. Pida al equipo del EHR que los registre, o nómbrelos, con esas letras, en issuers[].withoutScopes.',
    'sources-good': () => '',
    'sources-missing': () =>
      'De su ausencia no se concluye nada; las reglas que lo necesitan dicen que no se puede saber.',
    'sources-left-out': () => 'De lo que falta no se concluye nada.',
    'way-open': ({ isBest, channel }) =>
      !isBest || channel === 'fhir-create'
        ? ''
        : channel === 'note'
          ? 'La pantalla dice que no se crea ninguna orden, y nadie se entera por una carta archivada: indique services[].phone y services[].handOver, para que se sepa a quién llamar.'
          : 'La pantalla dice que no se crea ninguna orden.',
    'way-left-out': () => 'Excluya menos allí: un permiso (scope) puede nombrarse con las letras que no se quieren.',
    'way-closed': ({ why }) =>
      why === 'not-granted' ? 'Pida al equipo del EHR que registre el permiso para este cliente.' : '',
    'way-by-hand': () => 'Escriba referral.orderName y services[].handOver, para que se sepa qué hacer con la carta.',
    'order-code': () =>
      'Si el EHR archiva una orden con él no puede probarse sin crear una: envíe una con paciente de prueba.',
    'order-code-none': () =>
      'Pida al equipo del EHR el código de la derivación a cuidados paliativos y escríbalo en referral.orderCoding.',
  },
  next: 'Después abra una historia clínica de prueba: Fuentes muestra lo que da de verdad cada tipo de datos, y una derivación, lo que se escribe.',
  copy: 'Copiar toda la lista',
};
