/** Words of "To whom": the services as they are ranked for one patient. */
import type { InPersonFor } from '../../domain/allocation/needs.ts';
import type { Day } from '../../domain/logic/when.ts';
import type { Language } from '../language.ts';
import { sayDay } from './dates.ts';
import { counted } from './numbers.ts';

const IN_PERSON: Readonly<Record<InPersonFor, string>> = {
  delirium: 'consta delirio',
  dementia: 'consta demencia',
  'hearing-loss': 'consta pérdida de audición',
  'low-vision': 'consta baja visión',
};

const miles = (count: number): string => counted(count, 'milla', 'millas');
const inLanguage = (language: string | null): string => (language === null ? '' : ` (${language})`);

const onDay = (on: Day | null): string => (on === null ? '' : ` el ${sayDay(on)}`);
const quoted = (reason: string | null): string => (reason === null ? '' : ` («${reason}»)`);

export const allocation: Language['allocation'] = {
  reasons: {
    'in-time': (by) => `a tiempo (hasta el ${sayDay(by)})`,
    'home-for-function': (ecog) => `en el domicilio, por ECOG ${ecog}`,
    'in-person-for': (inPersonFor) => `presencial, porque ${IN_PERSON[inPersonFor]}`,
    'speaks-language': (language) => `se habla el idioma (${language})`,
    'brings-interpreter': (language) => `cuenta con intérprete${inLanguage(language)}`,
    near: (count) => `a unas ${miles(count)}`,
    'where-the-patient-is': () => 'la persona está ahora en el hospital',
    declined: (no) => `no aceptó a esta persona${onDay(no.on)}${quoted(no.reason)}`,
    'not-carried-out': (no) => `no pudo llevar a cabo una derivación${onDay(no.on)}${quoted(no.reason)}`,
    'too-late': (by) => `después de lo pedido (${sayDay(by)})`,
    'journey-for-function': (ecog) => `ECOG ${ecog}: conviene más una visita en el domicilio`,
    'cannot-travel': (ecog) =>
      `ECOG ${ecog}: todo el día en cama o en una silla, un desplazamiento no conviene aunque sea antes`,
    'video-for': (inPersonFor) => `${IN_PERSON[inPersonFor]}: conviene más una visita presencial`,
    'no-interpreter': (language) => `sin intérprete${inLanguage(language)}`,
    'not-in-the-hospital': () => 'la persona está ahora en el hospital y el servicio no acude allí',
    far: (count) => `a unas ${miles(count)}`,
    'start-unknown': () => 'cuándo puede ver a una persona nueva',
    'capacity-unknown': () => 'cuántas personas nuevas acepta',
    'languages-unknown': (language) => `si hay intérprete${inLanguage(language)}`,
    'address-unknown': () => 'si atiende donde vive la persona: no consta una dirección utilizable',
    'area-unknown': () => 'dónde hace visitas a domicilio',
    'free-times-unseen': () => 'sus horas libres: no se pudieron consultar',
    'nothing-free': (until) =>
      until === null
        ? 'su próxima hora libre: su agenda no muestra ninguna'
        : `su próxima hora libre: su agenda no muestra ninguna hasta el ${sayDay(until)}`,
    'not-reachable': () => 'si es posible el video: no consta teléfono ni correo electrónico',
    'takes-nobody': () => 'ahora no acepta personas nuevas',
    'not-in-use': () => 'el directorio indica que no está en funcionamiento',
    'outside-area': (place) => `no atiende en ${place}`,
    'not-this-urgency': () => 'no acepta derivaciones para ese plazo',
    'not-this-level': () => 'no acepta personas con este nivel de necesidad',
    'not-an-inpatient': () => 'solo atiende en el hospital',
  },
  looking: 'Buscando horas libres.',
  freeTime: (day, clock, zone) =>
    `Hora libre: ${day}, ${clock}${zone === null ? '' : ` (${zone})`}. Según lo leído; con ella no se reserva nada.`,
  expected: (day) => `Previsto desde el ${day}, según el plazo que indica el centro`,
  noStart: 'No se sabe la primera fecha posible',
  hours: (hours) => `Horario: ${hours}`,
  favors: 'A favor',
  against: 'En contra',
  open: 'No se sabe',
  notFor: (whom) => `No es para: ${whom}`,
  ranked: 'Ordenados para esta persona por plazo, tipo de visita, idioma y distancia. Usted decide.',
  excluded: (count) =>
    count === 1 ? '1 servicio no acepta a esta persona' : `${count} servicios no aceptan a esta persona`,
  nobody: 'Ningún servicio de este centro acepta a esta persona, según lo que consta.',
  nobodyTodo:
    'Llame a uno de ellos: los datos o la configuración pueden estar desactualizados. Si acepta, elíjalo abajo; si no, se puede entregar la carta.',
  bridge: (by) => `No se conoce ninguna visita con especialistas hasta el ${sayDay(by)}.`,
  earliest: (name, on, wait) => `La primera: ${name}, ${sayDay(on)} (dentro de ${counted(wait, 'día', 'días')}).`,
  bridgeTo: (name, phone, hours) =>
    `Mientras tanto, pida a ${name} que empiece en un plazo de ${counted(hours, 'hora', 'horas')}${phone === null ? '' : `: ${phone}`}. Se pide por teléfono; desde aquí no se le envía nada.`,
  bridgeNobody:
    'Ninguna línea de enfermería de este centro acepta a esta persona: pida a su propio equipo que llame mientras tanto.',
  chosenLate: 'El servicio elegido no puede ver a la persona en ese plazo, según lo que se sabe.',
  chosenDeclined: 'El servicio elegido no aceptó a esta persona: llame antes de volver a enviar.',
  chosenExcluded: 'El servicio elegido no acepta a esta persona, según lo que consta.',
  nurse: (name, phone) =>
    `Se sugiere una llamada de enfermería, no una consulta con especialistas. ${phone === null ? `Pídala a ${name}.` : `Llame a ${name}: ${phone}.`} Desde aquí no se le envía nada; lo que escribe este formulario va a los especialistas.`,
  alwaysOpen: 'atiende de día y de noche',
  siteProblem: 'No se pudieron usar algunos ajustes de los servicios:',
};
