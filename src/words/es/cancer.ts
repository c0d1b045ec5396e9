import type { CancerStatements } from '../../domain/statements/cancer.ts';
import { sinceDay, ofDay } from './dates.ts';
import { days, on, recorded } from './phrases.ts';
import type { Words } from './phrases.ts';

export const CANCER: Words<CancerStatements> = {
  'conditions-not-loaded': () => 'Los diagnósticos no se pudieron leer por completo',
  'one-visit-diagnosis': ({ name, when }) => `Un solo diagnóstico de visita de ${name}${on(when)}: confirmar`,
  'cancer-suspected': ({ name, when }) => `${name}${on(when)}, sin confirmar`,
  'cancer-in-words-only': ({ name, when }) => `“${name}”${on(when)}, en palabras y sin código`,
  'cancer-uncertain-behavior': ({ name, when }) => `${name}${on(when)}: aquí no se ve si se trata como cáncer`,
  'remission-not-checked': ({ name, when }) =>
    `${name}${on(when)}: consta en remisión, pero no se pudo leer un estado más reciente de la enfermedad`,
  'remission-treatment-unseen': ({ name, when }) => `${name}${on(when)}: aquí no se ve si el tratamiento continúa`,
  'history-recorded-since': ({ name, when }) =>
    `${name}${on(when)}; después se registró un código de cáncer pasado de esta localización`,
  'old-visit-diagnosis': ({ name, when }) => `${name}${on(when)}, de una visita de hace mucho tiempo`,
  'record-after-death': () => 'En la historia consta un cáncer con fecha posterior al fallecimiento registrado',
  'in-remission': ({ since }) => (since === null ? 'En remisión' : `En remisión ${sinceDay(since)}`),
  'no-active-cancer': () => 'En lo que pudimos leer no consta ningún cáncer activo',
  'cancer-status-unclear': () => 'No está claro el estado del cáncer',
  'not-advanced': () => 'El cáncer no consta como avanzado',
  'stage-not-recorded': () => 'El estadio no consta',
  'stage-not-recorded-of': ({ name }) => `El estadio no consta: ${name}`,
  'stage-not-read': () => 'No se pudo leer el estadio',
  'stage-of-which-cancer': ({ stage, when }) => `Estadio ${stage}${recorded(when)}: ¿de qué cáncer?`,
  'advanced-unclear': () => 'Por lo registrado no se puede saber si la enfermedad está avanzada',
  'finding-needs-advanced': ({ name, when }) =>
    `${name}${recorded(when)}: cuenta si la enfermedad está avanzada, y por lo registrado no se puede saber`,
  'spread-decides': ({ name }) => `Aquí lo decisivo es si se ha extendido, y por el estadio no se puede saber: ${name}`,
  'advanced-not-told': () => 'No se puede saber si la enfermedad está avanzada: el estadio no consta',
  'advanced-not-read': () => 'No se puede saber si la enfermedad está avanzada: no se pudo leer el estadio',
  'metastasis-recorded': ({ name, when }) => `${name}${recorded(when)}`,
  'm1-recorded': ({ when }) => `Metástasis a distancia (M1)${recorded(when)}`,
  'm0-recorded': ({ when }) => `Sin metástasis a distancia (M0)${recorded(when)}`,
  'stage-recorded': ({ stage, when }) => `Estadio ${stage}${recorded(when)}`,
  'stage-not-metastatic': ({ stage, when }) => `Estadio ${stage}${recorded(when)}; no constan metástasis a distancia`,
  'stage-four-without-m': ({ stage, when }) =>
    `Estadio ${stage}${recorded(when)}, que en esta localización puede ser sin metástasis: confirmar la categoría M`,
  'metastasis-possible': ({ name, when }) => `${name}${recorded(when)}: ¿hay metástasis a distancia?`,
  'metastasis-not-a-solid-cancer': () => 'No es un cáncer sólido de fuera del cerebro',
  'effusion-stage-not-told': () =>
    'Consta derrame maligno o ascitis maligna, pero no extensión a distancia: confirmar el estadio',
  'nodes-recorded-stage-not': () => 'Constan ganglios, pero no el estadio: confirmar el estadio',
  'cns-metastasis-recorded': ({ name, when }) => `${name}${recorded(when)}`,
  'cns-metastasis-older': ({ days: count }) => `Primer registro hace más de ${days(count)}, no consta progresión`,
  'cns-metastasis-ended': ({ when }) => `Una metástasis cerebral consta como resuelta${on(when)}`,
  'no-cns-metastasis-code': () => 'No consta ningún código de metástasis cerebral. No queda descartada',
  'date-imprecise': () => 'La fecha no es bastante exacta para tener certeza',
  'words-only': () => 'Lo dicen palabras del registro, no un código',
  'advanced-since': ({ name, when }) =>
    when === null
      ? `${name}: la fecha de la enfermedad avanzada no consta`
      : `${name}: enfermedad avanzada, según lo registrado ${sinceDay(when)}`,
  'advanced-longer': ({ days: count, when }) =>
    `Primer registro de enfermedad avanzada hace más de ${days(count)}${on(when)}`,
  'advanced-date-not-recorded': () => 'La fecha del diagnóstico de enfermedad avanzada no consta',
  'metastasis-of-which-cancer': () => 'Constan varios cánceres: la metástasis puede ser de otro',
  'driver-mutation-recorded': ({ when }) => `Consta una alteración de EGFR, ALK o ROS1${on(when)}`,
  'cancer-on-record': ({ name, when }) => `${name}${recorded(when)}`,
  'resection-on-record': ({ name, when }) => `Consta una resección: ${name}${on(when)}`,
  'adjuvant-treatment-on-record': ({ name, when }) => `Consta un tratamiento adyuvante: ${name}${on(when)}`,
  'site-or-histology-not-specific': ({ name, when }) =>
    `La localización o la histología del cáncer no es bastante específica: ${name}${recorded(when)}`,
  'stage-decides': ({ name }) => `El estadio no consta, y aquí es lo decisivo: ${name}`,
  'stage-decides-not-read': ({ name }) => `No se pudo leer el estadio, y aquí es lo decisivo: ${name}`,
  'lung-histology-not-in-code': () =>
    'La mayoría de los códigos no muestran si un cáncer de pulmón es de células pequeñas',
  'not-a-listed-cancer': () => 'No es uno de los cánceres de la lista de esta regla',
  'progression-recorded': ({ when }) => `Progresión${recorded(when)}`,
  'progression-date-not-recorded': () => 'Consta progresión, pero no su fecha',
  'metastasis-date-not-recorded': ({ name }) => `${name}: la fecha no consta`,
  'no-progression-recorded': ({ days: count }) => `No consta progresión en ${days(count)}`,
  'disease-status-unclear': ({ value, when }) => `Estado de la enfermedad “${value}”${on(when)}: ¿hay progresión o no?`,
  'primary-not-recorded': () => 'El cáncer primario no consta',
  'remission-taken-back': ({ name, when }) =>
    `${name}${recorded(when)}, y un estado más reciente habla de enfermedad activa: ¿hay recaída?`,
  'no-disease-status': () => 'No consta ningún estado de la enfermedad; pocas veces se registra',
  'no-cord-compression-code': () =>
    'No consta ningún código de compresión medular. No queda descartada; esta aplicación no detecta urgencias',
  'no-obstruction-code': () =>
    'No consta ningún código de derrame maligno, ascitis, obstrucción o síndrome de vena cava superior. No quedan descartados',
  'relapse-recorded': ({ name, when }) =>
    // The names stand in the chart's language, and may already say it.
    /relaps|recurr|refractory|recaíd|recidiv|refractari/i.test(name)
      ? `${name}${recorded(when)}`
      : `${name}, consta recaída o enfermedad refractaria${when === null ? '' : `; primer registro ${ofDay(when)}`}`,
  'line-of-therapy-started': ({ number, when }) => `Línea de tratamiento estimada ${number}${on(when)}`,
  'no-remission-after-induction': ({ name, days: count }) =>
    `${name}: no consta remisión más de ${days(count)} después de comenzar el tratamiento`,
  'slow-blood-cancer': () => 'Un cáncer de la sangre de curso lento',
  'relapse-not-coded': () => 'La recaída no está codificada',
  'no-relapse-recorded': () => 'No consta ninguna recaída',
  'not-a-blood-cancer': () => 'No es un cáncer de la sangre',
  'blood-treatment-not-available': () => 'El historial de tratamiento del cáncer de la sangre no está disponible',
  'blood-treatment-incomplete': () =>
    'El historial de tratamiento del cáncer de la sangre está incompleto: no se pueden contar las líneas',
  'trial-phase-not-told': () => 'La fase del ensayo no consta aquí',
  'no-trial-recorded': () => 'No consta ningún ensayo clínico',
  'no-comorbidity-code': () => 'No consta ninguna enfermedad de esa clase',
  'no-fracture-code': () => 'No consta ninguna fractura patológica',
  'finding-recorded': ({ name, when }) => `${name}${recorded(when)}`,
  'finding-older': ({ name, when, days: count }) => `${name}${recorded(when)}, hace más de ${days(count)}`,
  'finding-date-not-recorded': ({ name }) => `${name}: la fecha no consta`,
  'finding-not-confirmed': ({ name, when }) => `${name}${on(when)}, sin confirmar`,
  'finding-cause-unclear': ({ name, when }) => `${name}${recorded(when)}: ¿es por el cáncer?`,
  'finding-needs-stage': ({ name, when }) =>
    `${name}${recorded(when)}: cuenta si la enfermedad está avanzada, y el estadio no consta`,
};
