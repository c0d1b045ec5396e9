import { useEffect, useState } from 'react';
import type { FoundSigners } from '../domain/referral/draft.ts';
import { useEhr } from './ehr-context.ts';
import { valueOf } from './value-of.ts';

/** For whose signature staff can prepare a referral; null while it is being read. Asked once for each opening of the form. */
export function useSigners(wanted: boolean): FoundSigners | null {
  const { port } = useEhr();
  const [found, setFound] = useState<FoundSigners | null>(null);
  useEffect(() => {
    if (!wanted) return undefined;
    let gone = false;
    const read = async (): Promise<void> => {
      const answer = await valueOf(
        () => port.signers(),
        (): FoundSigners => ({ signers: [], whole: false }),
      );
      if (!gone) setFound(answer);
    };
    void read();
    return () => {
      gone = true;
    };
  }, [port, wanted]);
  return found;
}
