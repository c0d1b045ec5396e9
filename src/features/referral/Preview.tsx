import styled from '@emotion/styled';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useState, type ReactNode } from 'react';
import { useReferral, type WriteTexts } from '../../session/useReferral.ts';
import { screen } from '../../words/en-screen.ts';
import type { Draftable } from './draftable.ts';
import { useLetter } from './useWriteTexts.ts';

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
  if (preview?.via.channel === 'manual') {
    return (
      <div>
        <Title id="preview">{screen.referral.previewManual}</Title>
        <Paper as="section" tabIndex={0} aria-labelledby="preview">
          {letter?.(draft, decisionId)}
        </Paper>
      </div>
    );
  }
  return (
    <section aria-labelledby="preview">
      <Title id="preview">{screen.referral.preview}</Title>
      <Tabs
        value={shown}
        onChange={(_event, next: View) => setShown(next)}
        aria-labelledby="preview"
        selectionFollowsFocus
      >
        <Tab value="words" label={screen.referral.words} id="preview-words" aria-controls="preview-panel" />
        <Tab value="fhir" label={screen.referral.fhir} id="preview-fhir" aria-controls="preview-panel" />
      </Tabs>
      <Paper role="tabpanel" id="preview-panel" aria-labelledby={`preview-${shown}`} tabIndex={0} data-view={shown}>
        {shown === 'words' ? write?.(draft, decisionId).note : (preview?.resource ?? screen.referral.fhirWaiting)}
      </Paper>
    </section>
  );
}

const Title = styled.h3({ fontSize: '0.9375rem', fontWeight: 600 });

const Paper = styled.div({
  marginTop: '0.375rem',
  padding: '0.75rem',
  maxHeight: '18rem',
  overflow: 'auto',
  border: '1px solid var(--line)',
  borderRadius: 6,
  background: 'var(--surface)',
  fontSize: '0.8125rem',
  whiteSpace: 'pre-wrap',
  '&[data-view="fhir"]': { whiteSpace: 'pre', overflowWrap: 'normal', fontFamily: 'ui-monospace, Consolas, monospace' },
});
