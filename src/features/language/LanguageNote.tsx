import type { ReactNode } from 'react';
import { useLanguage } from '../../ui/useLanguage.ts';
import { languages } from '../../words/languages.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './LanguageNote.module.css';

/** Beside a translation: that it awaits a clinician's review, and which language goes into the chart. In English there is nothing to say. */
export function LanguageNote(): ReactNode {
  return useLanguage() === 'en' ? null : <Line aria-label={languages.label}>{languages.review}</Line>;
}

const Line = dressed('aside', css.line);
