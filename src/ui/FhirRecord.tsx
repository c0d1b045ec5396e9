import type { ReactNode } from 'react';
import { Small } from './Text.tsx';
import { dressed } from './dressed.ts';
import css from './FhirRecord.module.css';

/** A FHIR resource as it was received: always text, whatever it holds. Scrolls by itself, by key too. */
export function FhirRecord({ title, json }: { readonly title: string; readonly json: string }): ReactNode {
  return (
    <div>
      <Small as="p">{title}</Small>
      <Scroll tabIndex={0} aria-label={title}>
        <Json>{json}</Json>
      </Scroll>
    </div>
  );
}

const Json = dressed('pre', css.json);

/** No landmark: the same record may be open in two places. */
const Scroll = dressed('figure', css.scroll);
