/** site.json, all of it at once: what the launch page, the app, the form and the command line each check a part of. */
import type { Finding } from '../../../domain/site-check.ts';
import { allocationOf } from '../../../site/allocation.ts';
import { ruleProblems } from '../../../site/rules.ts';
import { parseSite, type Site, type SiteProblem } from '../../../site/site.ts';

export interface CheckedFile {
  /** Null where nothing can be asked of anybody with this file. */
  readonly site: Site | null;
  readonly findings: readonly Finding[];
}

/** `text`: the file as it was read. Never throws. */
export function checkFile(text: string): CheckedFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { site: null, findings: [problem({ field: '', message: `is not JSON: ${placeOf(error, text)}` })] };
  }
  const parsed = parseSite(json);
  if (!parsed.ok) return { site: null, findings: parsed.problems.map(problem) };
  const { site } = parsed;
  const problems = [...ruleProblems(site), ...allocationOf(site).problems];
  if (problems.length > 0) return { site, findings: problems.map(problem) };
  const { services } = site.referral;
  return {
    site,
    findings: [
      {
        verdict: 'works',
        says: { code: 'file-good', params: { ehrs: site.issuers.length, services: services.length } },
      },
    ],
  };
}

const problem = ({ field, message }: SiteProblem): Finding => ({
  verdict: 'blocked',
  says: { code: 'file-problem', params: { field: field === '' ? 'site.json' : field, message } },
});

/** Where the text stops being JSON, as an editor counts. Browsers say it each in their own way, some by position alone. */
function placeOf(error: unknown, text: string): string {
  const said = error instanceof Error ? error.message : '';
  const position = /position (\d+)/.exec(said)?.[1];
  if (position === undefined) return said;
  const before = text.slice(0, Number.parseInt(position, 10)).split('\n');
  return `look at line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}
