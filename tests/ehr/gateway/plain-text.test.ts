import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/ehr/gateway/operation-outcome.ts';

describe('plain text', () => {
  it('has no markup and no more than a line or two', () => {
    expect(plainText('a <b>bold</b> word')).toBe('a bold word');
    expect(plainText('x'.repeat(5000))).toHaveLength(300);
    expect(plainText(7)).toBe('');
  });

  it('takes no longer for a hostile text', () => {
    const before = performance.now();
    plainText('<'.repeat(400_000));
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
