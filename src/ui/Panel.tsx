import { useId, type ReactNode, type Ref } from 'react';
import { ActionButton } from './ActionButton.tsx';
import { dressed } from './dressed.ts';
import css from './Panel.module.css';

export interface PanelProps {
  readonly title: string;
  /** For the focus: whoever opens it says when it is led there. */
  readonly titleRef: Ref<HTMLHeadingElement>;
  readonly titleId?: string;
  /** What the button that closes it says, and does; null while it may not be left. */
  readonly close: { readonly label: string; readonly onClose: () => void } | null;
  readonly children: ReactNode;
}

/** A form that opens in place, below what it answers: the page above it stays in view. Not on paper. */
export function Panel({ title, titleRef, titleId, close, children }: PanelProps): ReactNode {
  const id = useId();
  return (
    <Frame aria-labelledby={titleId ?? id} data-print="never">
      <Head>
        <h2 id={titleId ?? id} tabIndex={-1} ref={titleRef}>
          {title}
        </h2>
        {close !== null && (
          <ActionButton look="quiet" onClick={close.onClose}>
            {close.label}
          </ActionButton>
        )}
      </Head>
      {children}
    </Frame>
  );
}

/** Its first child spans both columns, two `PanelPart`s stand side by side where there is room. */
export const PanelForm = dressed('div', css.form);

export const PanelPart = dressed('div', css.part);

/** A name, a control and its hint. `as="div"` where the name is a `label` of its own. */
export const PanelField = dressed('label', css.field);

export const PanelActions = dressed('div', css.actions);

/** What is still missing. */
export function PanelGaps({ gaps }: { readonly gaps: readonly string[] }): ReactNode {
  return (
    <div role="alert">
      <Gaps>
        {gaps.map((gap) => (
          <li key={gap}>{gap}</li>
        ))}
      </Gaps>
    </div>
  );
}

const Frame = dressed('section', css.panel);

const Head = dressed('div', css.head);

const Gaps = dressed('ul', css.gaps);
