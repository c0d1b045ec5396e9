import { Component, type ReactNode } from 'react';
import { screen } from '../words/screen.ts';
import { ActionButton } from './ActionButton.tsx';
import { CopyButton } from './CopyButton.tsx';
import { Note } from './Note.tsx';
import { safeLines } from './technical-lines.ts';
import { Technical } from './TechnicalLines.tsx';

export interface ErrorBoundaryProps {
  /** What stopped, for the technical lines: the name of a part of the page. */
  readonly part: string;
  /** The whole page, or one part of it. */
  readonly whole?: boolean;
  /** What is shown: the message with what has to stay in reach, or nothing for a detail that can be left out. */
  readonly render?: (message: ReactNode) => ReactNode;
  readonly children: ReactNode;
}

interface State {
  readonly lines: string | null;
}

/**
 * Catches what should not happen, in one part of the page. The message of an error may quote the patient's data, so only its
 * name and the places in the code are shown.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { lines: null };

  static getDerivedStateFromError(error: unknown): State {
    return { lines: safeLines(error) };
  }

  override render(): ReactNode {
    const { lines } = this.state;
    if (lines === null) return this.props.children;
    const { whole = false, part, render = (message) => message } = this.props;
    return render(<Message whole={whole} technical={`part: ${part}\n${lines}`} />);
  }
}

function Message({ whole, technical }: { readonly whole: boolean; readonly technical: string }): ReactNode {
  return (
    <Note tone="look" role="alert">
      <strong>{whole ? screen.crash.whole : screen.crash.title}</strong>
      <p>{whole ? screen.crash.wholeMore : screen.crash.more}</p>
      <ActionButton look="outlined" onClick={() => window.location.reload()}>
        {screen.crash.reload}
      </ActionButton>
      <Technical>{technical}</Technical>
      <CopyButton look="quiet" label={screen.problem.copyTechnical} text={technical} />
    </Note>
  );
}
