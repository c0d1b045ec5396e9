/** The rules in words, with the numbers in force. */
import type { RuleStatementParams } from '../../domain/statement.ts';
import type { StaysCounted } from '../../domain/statements/acute-care.ts';
import { counted, days as d, plural } from './phrases.ts';

/** What counts as unplanned, and which causes count: as the site has it. */
const unplanned = (choices: StaysCounted): string =>
  `Son programadas las hospitalizaciones para quimioterapia, radioterapia, trasplante o cirugía electiva, y las que constan como electivas; no lo es la que ingresó por urgencias o consta como urgencia, salvo que fuera para un tratamiento del cáncer; ${
    choices.countPresumedUnplanned
      ? 'la que no tiene ningún dato de que fuera programada cuenta como no programada'
      : 'solo cuenta la que consta como no programada'
  }. ${causes('Las hospitalizaciones', choices)}`;

const causes = (
  what: string,
  { countInjury, countPsychiatric }: Pick<StaysCounted, 'countInjury' | 'countPsychiatric'>,
): string =>
  `${what} solo por una lesión ${countInjury ? 'cuentan' : 'no cuentan'}; las psiquiátricas ${
    countPsychiatric ? 'cuentan' : 'no'
  }.`;

export const RULES: {
  readonly [Code in keyof RuleStatementParams]: (params: RuleStatementParams[Code]) => string;
} = {
  'rule-metastatic-solid-tumor': () =>
    'Consta una metástasis a distancia, la categoría M1 o el estadio IV de un cáncer sólido. Cuenta la estadificación más reciente; una metástasis entre los diagnósticos activos prevalece sobre un M0. Los ganglios linfáticos, un derrame maligno o una ascitis por sí solos no cuentan. Tampoco el estadio IV o IVA sin categoría M donde puede ser local: cabeza y cuello, tiroides, timo, esófago, estómago, vesícula y vía biliar, hígado, riñón, vejiga, próstata, cuello uterino, útero, vulva, pene, sarcoma. No se aplica a los cánceres de la sangre ni a los tumores cerebrales primarios. Se muestra como contexto y no cuenta.',
  'rule-cns-metastases': ({ days, treatedDays }) =>
    `Hay una metástasis en el cerebro, la médula espinal o las meninges en la lista de diagnósticos activos. Si se registró por primera vez o progresó en los últimos ${d(days)}, basta por sí sola; más antigua y estable, cuenta como apoyo. Una resuelta en los últimos ${d(treatedDays)} también cuenta como apoyo.`,
  'rule-new-advanced-poor-prognosis': ({ days, recurrenceDays, resectionDays }) =>
    `El primer registro de enfermedad avanzada es de los últimos ${d(days)}, en un cáncer para el que se aconsejan cuidados de apoyo tempranos por su localización o histología, o en un cáncer metastásico de pulmón, esófago, estómago, vía biliar, hígado, vejiga, partes blandas o hueso, melanoma uveal, de origen desconocido, o un cáncer de cabeza y cuello que volvió (metástasis ${d(recurrenceDays)} o más después). Una alteración de EGFR, ALK o ROS1 lo convierte en apoyo. Después de una resección (desde ${d(resectionDays)} antes del primer registro) cuenta el día de la extensión.`,
  'rule-low-survival-cancer': ({ days }) =>
    `En la lista hay un cáncer activo en el que se aconsejan cuidados de apoyo tempranos por su localización o histología: páncreas (no neuroendocrino), vía biliar y vesícula, mesotelioma de pleura o peritoneo, glioblastoma, tiroides anaplásico, pulmón de células pequeñas extendido; estómago o esófago metastásico; origen desconocido; enfermedad leptomeníngea; carcinoma hepatocelular en estadio avanzado; ampolla de Vater si está avanzado. Cuenta como apoyo después de una resección que puede haberlo curado (desde ${d(days)} antes del primer registro), o con tratamiento adyuvante.`,
  'rule-recent-disease-progression': ({ days, knownDays }) =>
    `En los últimos ${d(days)} el estado de la enfermedad se registró como peor, o se registró por primera vez una metástasis a distancia en un cáncer conocido desde hace ${d(knownDays)} o más.`,
  'rule-spinal-cord-compression': ({ days }) =>
    `La compresión de la médula espinal o de la cauda equina es un diagnóstico activo, con primer registro en los últimos ${d(days)}, con una metástasis en hueso o sistema nervioso, un tumor de la columna, o mieloma. La mielopatía en otra enfermedad (G99.2) no cuenta junto a una columna con desgaste.`,
  'rule-malignant-obstruction-or-effusion': ({ days, operationDays }) =>
    `Registro, hallazgo o tratamiento por primera vez en los últimos ${d(days)}. Bastan por sí solos: derrame maligno o ascitis maligna, o su drenaje; síndrome de vena cava superior con un cáncer en el tórax o linfoma. Con enfermedad avanzada o peritoneal basta por sí sola, y si no cuenta como apoyo: obstrucción intestinal, fuera de los ${d(operationDays)} siguientes a una operación abdominal. Solo con enfermedad avanzada: obstrucción o stent de la vía biliar o del uréter, nefrostomía, gastrostomía descompresiva.`,
  'rule-relapsed-refractory-heme': ({ lines, days, indolent }) =>
    `Un cáncer de la sangre consta en recaída o como refractario, o ha comenzado la línea ${lines} de su tratamiento desde el diagnóstico (no se cuenta cuando los medicamentos cambian por plan, en un ensayo, o con un cáncer sólido a la vez).${indolent ? ' Si el curso es lento, cuenta como apoyo.' : ''} Una leucemia aguda sin remisión más de ${d(days)} después del inicio del tratamiento cuenta como apoyo.`,
  'rule-early-phase-trial': ({ days }) =>
    `Participa en un ensayo clínico, o consta su participación en los últimos ${d(days)}.`,
  'rule-serious-comorbidity': () =>
    'Otra enfermedad grave es un diagnóstico activo: insuficiencia cardíaca, enfermedad pulmonar crónica, insuficiencia renal, cirrosis, demencia o enfermedad de la neurona motora.',
  'rule-pathological-fracture': ({ days }) =>
    `Una fractura a través de un tumor (M84.5) se registró por primera vez en los últimos ${d(days)}.`,
  'rule-progression-after-second-line': ({ lines, worsenedFrom, endocrine }) =>
    `El estado de la enfermedad se registró como peor el día en que comenzó la línea de tratamiento ${worsenedFrom} o después, o ha comenzado la línea ${lines}. Las líneas se estiman a partir de órdenes y tratamientos; cuentan las posteriores al paso a enfermedad avanzada, y todas, solo como probables, cuando ese día no se conoce. Las líneas de tratamiento hormonal solo ${endocrine ? 'también cuentan' : 'no cuentan'}.`,
  'rule-systemic-therapy-change': ({ days }) =>
    `Una línea de tratamiento estimada, la primera o una posterior, comenzó en los últimos ${d(days)}. Un ciclo nuevo, una renovación de receta o una pausa no son una línea nueva. Es un motivo para conversar y no cuenta.`,
  'rule-treatment-with-poor-function': ({ days }) =>
    `Tratamiento oncológico sistémico en los últimos ${d(days)}, mientras se cumple la regla sobre mucha ayuda en la vida diaria (ECOG, Karnofsky, PPS). Las hormonas, los medicamentos para los huesos y los esteroides no son de esos tratamientos. Se muestra y no cuenta.`,
  'rule-anticancer-treatment-stopped': ({ fromDays, toDays }) =>
    `Personal clínico ha ingresado que no se planea más tratamiento oncológico, y desde entonces no ha comenzado ninguno; o el último terminó hace entre ${fromDays} y ${d(toDays)} con el motivo registrado de sin respuesta, sin tolerancia o decisión de la persona, no siguió ni se planea otro, y la enfermedad es metastásica, progresa o ha pasado su segunda línea según las reglas para ello. Un final planificado, una pausa, la vigilancia o un traslado nunca cuentan.`,
  'rule-poor-performance-status': ({
    days,
    inpatientDays,
    ecog,
    karnofsky,
    jumpGrades,
    jumpDays,
    bedboundEcog,
    bedboundKarnofsky,
    bedboundApartDays,
  }) =>
    `El último estado funcional es ECOG ${ecog === 4 ? '4' : `${ecog} o peor`}, o Karnofsky o PPS de 10 a ${karnofsky}, de no más de ${d(days)} (${d(inpatientDays)} cuando se tomó en el hospital). En un intervalo, los dos extremos deben alcanzarlo; de los valores de un mismo día cuenta el peor. Un cambio de ${plural(jumpGrades, 'grado', 'grados')} de ECOG en menos de ${d(jumpDays)} se pregunta. ECOG ${bedboundEcog}, o Karnofsky o PPS de hasta ${bedboundKarnofsky}, se anota como en cama todo el día; y como duradero cuando se registró fuera de una hospitalización o dos veces, con ${d(bedboundApartDays)} de diferencia.`,
  'rule-declining-performance-status': ({
    days,
    inpatientDays,
    ecog,
    grades,
    percent: points,
    fromDays,
    toDays,
    jumpGrades,
    jumpDays,
  }) =>
    `El último estado funcional, de no más de ${d(days)} (${d(inpatientDays)} cuando se tomó en el hospital), es ECOG ${ecog} o peor y al menos ${plural(grades, 'grado', 'grados')} peor que el mejor de ${fromDays} a ${d(toDays)} antes en la misma escala; o Karnofsky o PPS ha bajado al menos ${points} en ese tiempo. Un cambio de ${plural(jumpGrades, 'grado', 'grados')} de ECOG en menos de ${d(jumpDays)} se pregunta.`,
  'rule-cachexia-weight-loss': (rule) =>
    `El peso ha bajado más del ${rule.lossPercent}% (más del ${rule.lowIndexLossPercent}% con un índice de masa corporal menor de ${rule.lowIndex}), o hay un código de caquexia en los últimos ${d(rule.cachexiaDays)} o de pérdida de peso anormal en los últimos ${d(rule.weightLossDays)}. El último peso, de no más de ${d(rule.latestDays)}, se compara con la mediana de ${rule.baselineToDays} a ${d(rule.baselineFromDays)} antes, o si no con el más antiguo de al menos ${d(rule.shortestDays)} antes. Un cambio de más del ${rule.errorPercent}% en ${d(rule.errorDays)} se toma por un error, y uno de más del ${rule.implausiblePercent}% en todo el tiempo se pregunta. Una pérdida se muestra y no cuenta cuando puede explicarla un medicamento que baja el peso, una cirugía bariátrica en los últimos ${d(rule.surgeryDays)}, un diurético nuevo, ascitis o una paracentesis, o un índice de masa corporal de ${rule.highIndex} o más sin otro signo de desnutrición en ${d(rule.nutritionDays)} (puntuación de apetito de ${rule.poorAppetite} o más, albúmina menor de ${rule.lowAlbumin} g/dL). Una caquexia codificada con ECOG ${rule.majorEcog} o peor, de no más de ${d(rule.ecogDays)}, basta por sí sola en la enfermedad avanzada.`,
  'rule-severe-physical-symptom': ({ days, severe, operationDays, freshDays }) =>
    `La última puntuación de un síntoma físico, de no más de ${d(days)}, es de ${severe} o más de 10 (la décima parte en escalas de 0 a 100; puntuaciones T de PROMIS: 60 como 4 y 70 como 7), o grave o muy grave según PRO-CTCAE. Las puntuaciones tomadas en atención aguda o en los ${d(operationDays)} siguientes a una operación solo cuentan cuando no hay ninguna otra. Una de no más de ${d(freshDays)} pide una consulta urgente.`,
  'rule-persistent-moderate-symptoms': (rule) =>
    `Un síntoma con ${rule.moderate} o más de 10 dos veces, con al menos ${d(rule.apartDays)} de diferencia en ${d(rule.days)}, incluida la última; o dos síntomas de ${rule.moderate} o más la última vez que se preguntó, uno de los cuales subió ${rule.rise} o más desde una puntuación de al menos ${d(rule.apartDays)} antes; o dolor de ${rule.moderate} o más en dos días mientras toma un opioide; o un termómetro de malestar emocional de ${rule.thermometer} a menos de ${rule.thermometerBelow} en los últimos ${d(rule.thermometerDays)}, PHQ-9 de ${rule.phq9} a menos de ${rule.phq9Below} o GAD-7 de ${rule.gad7} a menos de ${rule.gad7Below} en los últimos ${d(rule.screeningDays)}; o FACT-L, de no más de ${d(rule.screeningDays)}, ha bajado ${rule.factL} o FACT-G ${rule.factG} desde la primera medición. Las puntuaciones tomadas en atención aguda o en los ${d(rule.operationDays)} siguientes a una operación solo cuentan cuando no hay ninguna otra.`,
  'rule-severe-emotional-distress': (rule) =>
    `PHQ-9 de ${rule.phq9} o GAD-7 de ${rule.gad7} o más en los últimos ${d(rule.screeningDays)}; o ánimo bajo o ansiedad con ${rule.item} o más de 10, o un termómetro de malestar emocional de ${rule.thermometer} o más, en los últimos ${d(rule.itemDays)}. Las puntuaciones de ánimo bajo y ansiedad tomadas en atención aguda o en los ${d(rule.operationDays)} siguientes a una operación solo cuentan cuando no hay ninguna otra. Una respuesta sobre autolesión tiene su propia línea de seguridad y nunca es esta regla.`,
  'rule-delirium': ({ days, operationDays, freshDays }) =>
    `El delirium está codificado, o hallado con una evaluación de la confusión, con inicio o registro en los últimos ${d(days)}, también si ya se resolvió. La desorientación sola, el delirium con demencia, o el delirium en una hospitalización hasta ${d(operationDays)} después de una operación cuentan como apoyo. De no más de ${d(freshDays)} pide una consulta urgente.`,
  'rule-caregiver-strain': ({ days }) =>
    `El personal, un profesional clínico o un cuestionario registró sobrecarga de la persona cuidadora en los últimos ${d(days)}, y ninguna respuesta más reciente dice “no”.`,
  'rule-malignant-hypercalcemia': (rule) =>
    `En los últimos ${d(rule.days)}, calcio total corregido con una albúmina a no más de ${d(rule.albuminDays)} de diferencia (si no, como se midió): el último por encima de ${rule.severe} mg/dL, o dos valores por encima de ${rule.high} mg/dL con al menos ${d(rule.apartDays)} de diferencia; o el último calcio iónico por encima de ${rule.ionizedSevere} mmol/L. Un solo valor por encima de ${rule.high} mg/dL, un calcio iónico por encima de ${rule.ionizedHigh} mmol/L o un diagnóstico codificado cuentan como apoyo; también todo en el mieloma sin valor iónico, con paratiroides hiperactivas o con litio. Un valor posterior de hasta ${rule.normal} mg/dL pone fin a lo anterior cuando ya tiene más de ${d(rule.endsDays)}.`,
  'rule-adverse-prognostic-labs': (rule) =>
    `En los últimos ${d(rule.days)} al menos ${rule.score} de tres: albúmina menor de ${rule.lowAlbumin} g/dL, lactato deshidrogenasa por encima del límite que informa el laboratorio, ${rule.sites} o más localizaciones distintas de metástasis; o albúmina menor de ${rule.veryLowAlbumin} g/dL.`,
  'rule-recent-unplanned-admission': ({ days, ...choices }) =>
    `Una hospitalización no programada sigue en curso, o terminó en los últimos ${d(days)}. Los traslados forman una sola. ${unplanned(choices)}`,
  'rule-repeat-unplanned-admissions': ({ days, count, ...choices }) =>
    `${counted(count)} o más hospitalizaciones no programadas comenzaron en los últimos ${d(days)}. Los traslados forman una sola, y una visita a urgencias que acabó en hospitalización es parte de ella; volver después de un alta al domicilio es una nueva. ${unplanned(choices)}`,
  'rule-frequent-ed-use': ({ days, count, treatmentDays, ...choices }) =>
    `${counted(count)} o más visitas a urgencias o a observación que no acabaron en hospitalización comenzaron en los últimos ${d(days)}; o una de ellas, en los ${d(treatmentDays)} siguientes a un tratamiento oncológico, por una complicación de este (anemia, deshidratación, diarrea, vómitos, fiebre, náuseas, neutropenia, dolor, neumonía, sepsis). ${causes('Las visitas', choices)}`,
  'rule-prolonged-or-icu-stay': ({ days, stayDays, hours, ...choices }) =>
    `Una hospitalización u observación no programada que sigue en curso, o que terminó en los últimos ${d(days)}, duró más de ${d(stayDays)} o incluyó cuidados intensivos; o los cuidados intensivos después de una cirugía electiva duraron más de ${plural(hours, 'hora', 'horas')}. Las hospitalizaciones por trasplante y las de tratamiento de un cáncer de la sangre no se consideran largas. ${unplanned(choices)}`,
  'rule-acp-gap': ({ days }) =>
    `En el cáncer avanzado, en lo que se pudo leer no se ve ningún representante para decisiones de salud, directiva anticipada, orden médica portátil ni indicación sobre reanimación de cualquier fecha, ni una conversación sobre los objetivos de la atención en los últimos ${d(days)}. Es una tarea y no cuenta.`,
  'rule-patient-or-family-request': ({ days }) =>
    `La persona o su familia pide cuidados de apoyo, con registro en los últimos ${d(days)}. El estadio no importa.`,
  'rule-clinician-attested-need': ({ days }) =>
    `Un profesional clínico dice que los cuidados de apoyo serían de ayuda, con registro en los últimos ${d(days)}. El estadio no importa.`,
};
