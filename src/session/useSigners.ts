import { useEffect, useState } from 'react';
import type { Signer } from '../domain/referral/draft.ts';
import { useEhr } from './ehr-context.ts';
import { valueOf } from './value-of.ts';

/** For whose signature staff can prepare a referral; null while it is being read. Asked once for each opening of the form. */
export function useSigners(wanted: boolean): readonly Signer[] | null {
  const { port } = useEhr();
  const [signers, setSigners] = useState<readonly Signer[] | null>(null);
  useEffect(() => {
    if (!wanted) return undefined;
    let gone = false;
    const read = async (): Promise<void> => {
      const found = await valueOf(
        () => port.signers(),
        (): readonly Signer[] => [],
      );
      if (!gone) setSigners(found);
    };
    void read();
    return () => {
      gone = true;
    };
  }, [port, wanted]);
  return signers;
}
