import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useState, type ReactNode } from 'react';
import { useReferral, type WriteTexts } from '../../session/useReferral.ts';
import { referral } from '../../words/referral.ts';
import type { Draftable } from './draftable.ts';
import { Letter } from './Letter.tsx';
import { useLetter } from './useWriteTexts.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './Preview.module.css';

type View = 'words' | 'fhir';

/** What will leave, before it leaves: the words, and the resource itself. Where nothing can leave, the letter. */
export function Preview({
  submission,
  write,
}: {
  readonly submission: Draftable;
  readonly write: WriteTexts | null;
}): ReactNode {
  const { preview } = useReferral();
  const letter = useLetter();
  const [shown, setShown] = useState<View>('words');
  const { draft, decisionId } = submission;
  // An order has a note; what is no order carries the whole letter.
  const way = preview?.via.channel ?? 'fhir-create';
  const asOrder = way === 'fhir-create' || way === 'web-messaging';
  if (way === 'manual') {
    return (
      <div>
        <Title id="preview">{referral.previewManual}</Title>
        <Paper as="section" tabIndex={0} aria-labelledby="preview">
          {letter !== null && <Letter blocks={letter(draft, decisionId)} level={4} />}
        </Paper>
      </div>
    );
  }
  return (
    <section aria-labelledby="preview">
      <Title id="preview">{referral.preview}</Title>
      <Tabs
        value={shown}
        onChange={(_event, next: View) => setShown(next)}
        aria-labelledby="preview"
        selectionFollowsFocus
      >
        <Tab value="words" label={referral.words} id="preview-words" aria-controls="preview-panel" />
        <Tab value="fhir" label={referral.fhir} id="preview-fhir" aria-controls="preview-panel" />
      </Tabs>
      <Paper role="tabpanel" id="preview-panel" aria-labelledby={`preview-${shown}`} tabIndex={0} data-view={shown}>
        {shown === 'fhir' && (preview?.resource ?? referral.fhirWaiting)}
        {shown === 'words' && asOrder && write?.(draft, decisionId).note}
        {shown === 'words' && !asOrder && letter !== null && <Letter blocks={letter(draft, decisionId)} level={4} />}
      </Paper>
    </section>
  );
}

const Title = dressed('h3', css.title);

const Paper = dressed('div', css.paper);
