/**
 * What this is, what it does not decide, what it rests on (clinical reference 8.1). The attributes are those that 45 CFR
 * 170.315(b)(11)(iv)(A) asks of evidence-based decision support.
 */
import type { Language } from '../language.ts';

export const about: Language['about'] = {
  title: 'Acerca de Alongside',
  uses: {
    title: 'Para qué es',
    items: [
      'Ayuda a oncología y a su personal a notar cuándo una persona con cáncer puede beneficiarse de los cuidados de apoyo y paliativos, en qué medida y en qué plazo, y a derivarla.',
      'Lee la historia clínica que está abierta, trabaja solo en este navegador y no envía nada a ninguna parte más que al EHR.',
      'Es para personas adultas con cáncer, en clínicas y hospitales, y la usa quien puede valorar por su cuenta la historia clínica.',
    ],
  },
  limits: {
    title: 'Lo que no decide',
    items: [
      'No hace diagnósticos, no da pronóstico ni puntaje, y no predice ningún fallecimiento. El pronóstico queda a su criterio.',
      'No dice que haya que hacer algo hoy. Las líneas de seguridad repiten lo que consta y remiten a su propio protocolo; nadie las vigila y no dan ninguna alarma.',
      'No habla por la persona: alguien pregunta si desea una derivación.',
      'No ordena a las personas por riesgo; y la edad, el sexo, la raza, el pagador y el costo no intervienen en ninguna respuesta.',
    ],
  },
  evidence: {
    title: 'Con qué certeza',
    items: [
      'Sus hallazgos siguen criterios de derivación publicados; cada regla nombra su fuente en Por qué. La forma de combinarlos es una decisión de diseño, cercana a lo que han hecho los ensayos.',
      'Ningún ensayo ha probado este conjunto completo de reglas. Sí algunas partes: las consultas tempranas con especialistas mejoraron la calidad de vida y el ánimo (Temel 2010), las consultas escalonadas no fueron peores (Temel 2024), una derivación por defecto elevó las consultas del 8 al 44 por ciento sin cambiar cómo se sentían las personas (Parikh 2025), la atención solo de enfermería no ayudó (Schenker 2021).',
      'Conoce lo que se registró y se le dio. No ve lo que no consta, lo que está en papeles escaneados o en otro hospital; lo dice junto a la respuesta.',
      'Los registros pobres la hacen prudente, y son más pobres los de las personas que acuden menos. Una respuesta que falta se trata como una pregunta, nunca como un “no”.',
    ],
  },
  data: {
    title: 'Qué usa de la persona',
    use: 'Para qué se usa',
    rows: [
      ['Fecha de nacimiento', 'Con menos de 18 años no dice nada. No interviene de otra forma en ninguna respuesta.'],
      ['Sexo', 'Se muestra en el encabezado y en la carta. No interviene en ninguna respuesta.'],
      ['Idioma, intérprete', 'Se pone en una derivación. No interviene en ninguna respuesta.'],
      ['Raza, etnia', 'No se lee para ninguna respuesta.'],
      ['Orientación sexual, identidad de género', 'No se lee.'],
      ['Necesidades sociales', 'No se lee para ninguna respuesta.'],
      [
        'Seguro médico',
        'Se lee para la inscripción en hospicio y para el panel Gestión. El pagador y el costo no intervienen en ninguna respuesta.',
      ],
      ['Función, síntomas, malestar emocional', 'Lo central: puntuaciones y estado funcional con sus fechas.'],
    ],
  },
  versions: {
    title: 'Versiones y autoría',
    engine: (version, catalogue, profile) => `Alongside ${version}, reglas ${catalogue}, perfil ${profile}.`,
    items: [
      'Hecho por los autores de Alongside, como código abierto con la licencia Apache 2.0, sin financiación de fabricantes de medicamentos o dispositivos.',
      'Las reglas tienen fecha y número; el cambio de una regla consta en el registro de cambios. El centro puede cambiar los umbrales, y entonces la respuesta dice “+site”.',
      'No se han examinado en la práctica diferencias entre grupos de personas. Se pide a los centros que miren con qué frecuencia no se puede saber, por idioma, edad, distancia y grupo.',
    ],
  },
  notices: {
    title: 'Avisos',
    items: [
      'SNOMED CT es propiedad de SNOMED International. LOINC tiene derechos de autor de Regenstrief Institute, Inc. No incluye ningún código ni texto de CPT.',
      'Las escalas se nombran y se preguntan con palabras propias: no se reproduce el texto de ningún cuestionario.',
    ],
  },
};
