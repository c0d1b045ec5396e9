import type { ReactNode } from 'react';
import { Small } from './Text.tsx';
import { dressed } from './dressed.ts';
import css from './FhirRecord.module.css';

/** A FHIR resource as it was received: always text, whatever it holds. Scrolls by itself, by key too. */
export function FhirRecord({ title, json }: { readonly title: string; readonly json: string }): ReactNode {
  return (
    <figure>
      <Small as="figcaption">{title}</Small>
      <Scroll tabIndex={0} aria-label={title}>
        <Json>{json}</Json>
      </Scroll>
    </figure>
  );
}

const Json = dressed('pre', css.json);

const Scroll = dressed('section', css.scroll);
