/** The panel as plain text, for whoever reports the practice's measures. */
import type { Lens } from '../../domain/measures/lens.ts';
import { MEASURES, MODEL_SOURCE, type MeasureId, type SourceNote } from '../../domain/measures/model.ts';
import type { TriggerId, TriggerResult } from '../../domain/triggers/trigger.ts';
import type { SiteProblem } from '../../site/site.ts';
import { lens as words, sayOfLens } from '../../words/lens.ts';
import { nameRule } from '../../words/say-rule.ts';
import { sayDay, sayWhen } from '../../words/say.ts';

export function inModelOf({ candidate: { may } }: Lens): string {
  const { yes, no, unclear } = words.candidate;
  return may === null ? unclear : may ? yes : no;
}

export function definitionOf(id: MeasureId): string {
  return sourceOf(words.definition[id], MEASURES[id].source);
}

export function modelDefinition(): string {
  return sourceOf(words.candidate.definition, MODEL_SOURCE);
}

function sourceOf(name: string, { asOf, certainty }: SourceNote): string {
  return words.source(name, sayDay(asOf), words.certainty[certainty]);
}

export function namesOf(ids: readonly TriggerId[], triggers: readonly TriggerResult[]): string {
  return triggers
    .filter(({ id }) => ids.includes(id))
    .map(({ id, rule }) => nameRule(id, rule))
    .join('; ');
}

export function lensText(
  lens: Lens,
  problems: readonly SiteProblem[],
  patient: { readonly name: string; readonly mrn: string | null },
  triggers: readonly TriggerResult[],
): string {
  const { candidate, episode, measures, gaps, activities, carePlanParts, billing } = lens;
  const { payer, cancer, therapy, episode: episodeTitle } = words.candidate;
  const adds = (does: boolean): string => (does ? `; ${words.activities.adds}` : '');
  const lines = [
    `${words.title}: ${words.summary}`,
    [patient.name, ...(patient.mrn === null ? [] : [`MRN ${patient.mrn}`])].join(', '),
    words.made(sayDay(lens.asOf)),
    words.lead,
    '',
    inModelOf(lens),
    ...(lens.ended === null ? [] : [sayOfLens({ code: 'model-ended', params: { modelEnds: lens.ended } })]),
    `${payer}: ${sayOfLens(candidate.payer.says)}`,
    `${cancer}: ${sayOfLens(candidate.cancer.says)}`,
    `${therapy}: ${sayOfLens(candidate.therapy.says)}`,
    ...(episode === null || candidate.may === false ? [] : [`${episodeTitle}: ${sayOfLens(episode.says)}`]),
    modelDefinition(),
    MODEL_SOURCE.url,
    ...(gaps.length === 0 ? [] : ['', words.gaps.title, words.gaps.lead]),
    ...gaps.map((gap) => `- ${words.gap[gap]}`),
    ...(candidate.may === true ? [] : ['', words.wouldCount]),
    ...measures.flatMap(({ id, outcome, says, findings }) => [
      '',
      words.measure[id].name,
      `${words.outcome[outcome]} (${words.better[MEASURES[id].better]}, ${words.reach[MEASURES[id].reach]})`,
      ...says.map((one) => sayOfLens(one.says)),
      ...says.flatMap(({ evidence }) =>
        evidence.map(({ label, when }) => `- ${label}${when === null ? '' : `, ${sayWhen(when)}`}`),
      ),
      // What leaves the chart says nothing of a living person beside measures that count deaths.
      ...(findings.length === 0 || MEASURES[id].reach === 'warning-only'
        ? []
        : [words.touched(namesOf(findings, triggers))]),
      `${words.measure[id].counts} ${definitionOf(id)}`,
      MEASURES[id].source.url,
    ]),
    '',
    words.activities.title,
    words.activities.lead,
    ...activities.map(({ id, shown, adds: does }) => `- ${words.activity[id]}: ${words.shown[shown]}${adds(does)}`),
    ...(carePlanParts.length === 0 ? [] : ['', words.parts.title, words.parts.lead]),
    ...carePlanParts.map(({ part, shown, adds: does }) => `- ${words.part[part]}: ${words.shown[shown]}${adds(does)}`),
    '',
    words.billing.title,
    ...(billing === null
      ? [
          problems.length > 0
            ? words.billing.wrong(problems.map(({ field, message }) => `${field} ${message}`).join('; '))
            : words.billing.none,
        ]
      : [
          words.billing.lead(sayDay(billing.asOf)),
          ...(billing.options.length === 0 ? [words.billing.empty] : []),
          ...billing.options.map(
            ({ name, codes, because, note, source, certainty }) =>
              `- ${[name, ...codes].join(', ')}: ${[
                ...because.map(({ occasion, is }) => words.billing[is](words.occasion[occasion])),
                ...(note === null ? [] : [note]),
                words.billing.source(source, words.certainty[certainty]),
              ].join('; ')}`,
          ),
        ]),
  ];
  return lines.join('\n');
}
