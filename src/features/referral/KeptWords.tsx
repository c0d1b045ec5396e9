import type { ReactNode } from 'react';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { referral } from '../../words/referral.ts';
import { say } from '../../words/say.ts';
import type { Draftable } from './draftable.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './KeptWords.module.css';

/** What was written, while the chart cannot be read: there is no patient to write to, but no word is lost. */
export function KeptWords({ submission: { draft } }: { readonly submission: Draftable }): ReactNode {
  const reasons = draft.reasons.filter(({ included }) => included).map((one) => `- ${say(one.say)}`);
  const text = [...reasons, draft.question].filter((line) => line !== '').join('\n');
  return (
    <Words>
      <p>{referral.keptNoChart}</p>
      <Text>{text}</Text>
      <CopyButton look="outlined" label={referral.copyWords} text={text} />
    </Words>
  );
}

const Words = dressed('div', css.words);

const Text = dressed('p', css.text);
