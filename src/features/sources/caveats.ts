import type { SourceState } from '../../domain/chart/source.ts';
import type { Statement } from '../../domain/statement.ts';

/** What an EHR says with nearly every list is told once, above them all: beside each it would be read as news. */
const STANDING = 'vendor-may-be-incomplete';

const caveatsOf = (state: SourceState): readonly Statement[] => (state.state === 'loaded' ? state.caveats : []);

/** What is said of this list alone. */
export function ownCaveats(state: SourceState): readonly Statement[] {
  return caveatsOf(state).filter(({ code }) => code !== STANDING);
}

/** Does the EHR say of this list what it says of nearly every one? */
export function hasStandingNotice(state: SourceState): boolean {
  return caveatsOf(state).some(({ code }) => code === STANDING);
}
