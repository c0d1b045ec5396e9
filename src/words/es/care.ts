/** Words of the section on care and goals. What is not visible is never said to be not done. */
import type { Language } from '../language.ts';
import { theDate } from './dates.ts';
import { counted, listed, numeral } from './numbers.ts';
import { capital } from './phrases.ts';

const unread = (sources: readonly string[]): string => `Sin lectura completa: ${listed(sources)}.`;

export const care: Language['care'] = {
  title: 'Atención y objetivos',

  group: {
    wishes: 'Lo que importa',
    planning: 'Planificación anticipada de la atención',
    codeStatus: 'Indicación sobre reanimación',
    agents: 'Quién habla por la persona',
    contacts: 'A quién llamar',
    carePlans: 'Planes de cuidados vigentes',
    careTeams: 'Equipo de atención',
    palliative: 'Cuidados paliativos',
    hospice: 'Cuidados de hospicio',
  },

  inList: {
    wishes: 'objetivos y preferencias',
    planning: 'planificación anticipada de la atención',
    codeStatus: 'indicación sobre reanimación',
    agents: 'quién habla por la persona',
    contacts: 'a quién llamar',
    carePlans: 'planes de cuidados vigentes',
    careTeams: 'equipo de atención',
    palliative: 'cuidados paliativos',
    hospice: 'cuidados de hospicio',
  },

  reading: 'El resto de la historia clínica está en lectura.',
  none: 'En lo que se leyó no se ve nada.',
  cannotTell: (sources) => `No se puede saber. ${unread(sources)}`,
  notRead: unread,
  mayBeMore: (sources) => `Puede haber más. ${unread(sources)}`,
  noneOf: 'Con lectura completa, no se ve nada',
  untold: 'No se puede saber',
  untoldLine: (groups, sources) => `${capital(listed(groups))}. ${unread(sources)}`,
  groups: (groups) => capital(listed(groups)),

  said: {
    patient: 'Dicho por la persona',
    relative: 'Dicho por un familiar',
    team: 'Escrito por el equipo de atención',
    preference: 'Preferencia sobre la atención',
  },
  speakerNotRecorded: 'No consta quién lo dijo',
  saidBy: (who, name) => (name === null ? who : `${who}, ${name}`),
  quoted: (words) => `“${words}”`,
  cut: 'Las palabras siguen en el registro FHIR.',

  acp: {
    todo: (sentence) => `Por hacer: preguntar. ${sentence}.`,
    gap: (sentence) => `${sentence}.`,
    kind: {
      'health-care-agent': 'representante para decisiones de salud',
      'advance-directive': 'directiva anticipada',
      'portable-orders': 'órdenes médicas portátiles',
      'code-status': 'indicación sobre reanimación',
      conversation: 'conversación sobre los objetivos de la atención',
      preference: 'preferencias sobre la atención',
    },
    answeredNo: 'se preguntó, la respuesta fue no',
    inside: 'Aquí no se lee lo que dicen los documentos por dentro.',
  },

  codeStatus: {
    differ: 'Consta con palabras distintas, lo más reciente primero. Pregunte cuál vale.',
    inRecord: 'lo que dice está en el registro FHIR',
  },

  agent: {
    told: {
      directive: 'Nombre en una directiva',
      document: 'el nombre está dentro del documento',
      reading: '',
      contact: 'Así consta entre los contactos',
      'care-team': 'Así consta en el equipo de atención',
    },
    nameNotRecorded: 'El nombre no consta',
    contactsAreNone: 'Un contacto no decide por la persona, salvo que aquí se diga.',
  },

  contact: {
    role: {
      emergency: 'contacto de emergencia',
      'next-of-kin': 'familiar más cercano',
      guardian: 'tutela legal',
      'health-care-agent': 'representante para decisiones de salud',
    },
    nameNotRecorded: 'El nombre no consta',
    noPhone: 'no consta ningún número de teléfono',
    from: 'De los datos de la persona',
  },

  plan: {
    onHold: 'en pausa',
    byPatient: 'escrito por la persona o un familiar',
  },

  team: {
    nameNotRecorded: 'El nombre no consta',
    nobody: 'No se nombra a ningún miembro.',
    onBehalfOf: (who) => `por ${who}`,
    notListed: (count) => `Hay ${counted(count, 'miembro más', 'miembros más')} en el registro FHIR.`,
  },

  palliative: {
    involved: (date) => `Participa. Último registro: ${date}.`,
    nextVisit: (date) => `Próxima consulta programada: ${date}.`,
    undated: 'Participa, la fecha no consta.',
    comfortCare: (since) =>
      since === null ? 'Constan medidas de confort.' : `Medidas de confort desde ${theDate(since)}.`,
    possible: 'Puede ser el equipo de cuidados paliativos, o el trabajo de usted. Pregunte:',
    none: (days) =>
      `En lo que se leyó no se ve ningún contacto en los últimos ${counted(days, 'día', 'días')} ni una atención permanente.`,
  },

  hospice: {
    since: (date) => (date === null ? 'Consta, sin fecha registrada.' : `Consta desde ${theDate(date)}.`),
    contact: (date) => (date === null ? 'Consta un contacto, sin fecha.' : `Consta un contacto, ${date}.`),
    left: (date) => (date === null ? 'Terminó, la fecha no consta.' : `Terminó: ${date}.`),
    possible: 'Habla de hospicio sin decir que sea así. Pregunte:',
    none: (days) =>
      `En lo que se leyó no se ve ninguna inscripción, ni un contacto en los últimos ${counted(days, 'día', 'días')}.`,
  },

  showAll: 'Mostrar todo',
  showLess: 'Mostrar menos',
  more: (count) => `${numeral(count)} más`,
};
