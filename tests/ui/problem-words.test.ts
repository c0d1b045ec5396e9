import { describe, expect, it } from 'vitest';
import { problemWords } from '../../src/words/problems.ts';
import { screen } from '../../src/words/screen.ts';
import { safeLines, technicalLines } from '../../src/ui/technical-lines.ts';
import { problem } from '../../src/domain/problem.ts';

describe('words of problems', () => {
  it.each(Object.entries(problemWords))('%s: a sentence, and what to do', (_kind, { says, todo }) => {
    expect(says).toMatch(/^[A-Z].*\.$/);
    expect(todo).toMatch(/^[A-Z].*\.$/);
    // No blame, no codes, no alarm.
    expect(`${says} ${todo}`).not.toMatch(/!|error \d|HTTP|OperationOutcome|invalid request|you (did|failed)/i);
  });
});

describe('technical lines', () => {
  it('hold kind, status and detail', () => {
    expect(technicalLines(problem('invalid', 'POST ServiceRequest', { status: 422, said: ['Ruth Martin'] }))).toBe(
      'problem: invalid\nstatus: 422\ndetail: POST ServiceRequest',
    );
  });

  it('never hold the message of an error', () => {
    const lines = safeLines(new RangeError('Ruth Martin, 00421'));
    expect(lines).toMatch(/^error: RangeError\nat problem-words\.test\.ts:\d+:\d+/);
    expect(lines).not.toMatch(/Ruth|00421/);
    expect(safeLines('Ruth Martin')).toBe('error: unknown');
  });
});

/** Every word that is shown, functions as they are written; not the names of rules that the words stand under. */
function wordsIn(words: unknown): readonly string[] {
  if (typeof words === 'object' && words !== null) return Object.values(words).flatMap(wordsIn);
  return [String(words)];
}

describe('words of the screens', () => {
  it('puts sentences into others without shouting, and leaves abbreviations alone', () => {
    expect(screen.answer.soFar('A visit is suggested.')).toBe('So far: a visit is suggested.');
    expect(screen.answer.soFar('ECOG 3.')).toBe('So far: ECOG 3.');
    expect(screen.answer.notSeenLine(['Stage not recorded', 'ECOG missing.'])).toBe(
      'stage not recorded; ECOG missing.',
    );
  });

  it('never uses the words that patients must not read by accident', () => {
    expect(wordsIn(screen).join('\n')).not.toMatch(
      /end of life|terminal|survival|mortality|risk of death|non-?compliant|patient refused|failed treatment/i,
    );
  });
});
