import styled from '@emotion/styled';
import type { ReactNode } from 'react';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { screen } from '../../words/en-screen.ts';
import { say } from '../../words/say.ts';
import type { Draftable } from './draftable.ts';

/** What was written, while the chart cannot be read: there is no patient to write to, but no word is lost. */
export function KeptWords({ submission: { draft } }: { readonly submission: Draftable }): ReactNode {
  const reasons = draft.reasons.filter(({ included }) => included).map((one) => `- ${say(one.say)}`);
  const text = [...reasons, draft.question].filter((line) => line !== '').join('\n');
  return (
    <Words>
      <p>{screen.referral.keptNoChart}</p>
      <Text>{text}</Text>
      <CopyButton look="outlined" label={screen.referral.copyWords} text={text} />
    </Words>
  );
}

const Words = styled.div({ display: 'grid', gap: '0.75rem', justifyItems: 'start' });

const Text = styled.p({ whiteSpace: 'pre-wrap' });
