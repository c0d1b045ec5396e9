import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Hidden } from '../../ui/Hidden.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import type { LanguageId } from '../../words/language.ts';
import { LANGUAGE_MARKS, LANGUAGE_NAMES, languages } from '../../words/languages.ts';
import { chooseLanguage } from '../../words/load-language.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './LanguageSwitch.module.css';

interface LanguageSwitchProps {
  /** What the site offers. With one there is nothing to switch. */
  readonly offered: readonly LanguageId[];
}

/** Which language the screen speaks, beside the patient: small buttons, each named in its own language. */
export function LanguageSwitch({ offered }: LanguageSwitchProps): ReactNode {
  const spoken = useLanguage();
  const [coming, setComing] = useState<LanguageId | null>(null);
  const [failed, setFailed] = useState(false);
  const latest = useRef(0);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => void (gone.current = true);
  }, []);

  const choose = async (id: LanguageId): Promise<void> => {
    latest.current += 1;
    const mine = latest.current;
    setFailed(false);
    setComing(id);
    const came = await chooseLanguage(id).then(
      () => true,
      () => false,
    );
    // What was pressed later has the last word.
    if (mine !== latest.current || gone.current) return;
    setComing(null);
    setFailed(!came);
  };

  if (offered.length < 2) return null;
  return (
    <Group aria-label={languages.label} data-print="never">
      {offered.map((id) => (
        <Button
          key={id}
          type="button"
          lang={id}
          aria-pressed={id === spoken}
          aria-busy={id === coming}
          onClick={() => void choose(id)}
        >
          {/* What is seen is part of the name, so that it can be pressed by saying it. */}
          {LANGUAGE_MARKS[id]} <Hidden>{LANGUAGE_NAMES[id]}</Hidden>
        </Button>
      ))}
      <Hidden as="output">{coming === null ? '' : languages.loading}</Hidden>
      <Failed as="output">{failed ? languages.failed : ''}</Failed>
    </Group>
  );
}

const Group = dressed('fieldset', css.group);

const Button = dressed('button', css.button);

const Failed = dressed('span', css.failed);
