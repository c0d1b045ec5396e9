import styled from '@emotion/styled';
import type { ReactNode } from 'react';
import { Small } from './Text.tsx';

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

const Json = styled.pre({ margin: 0, fontSize: '0.8125rem', lineHeight: 1.45, overflowWrap: 'normal' });

const Scroll = styled.section({
  margin: '0.25rem 0 0',
  padding: '0.5rem 0.75rem',
  maxHeight: '20rem',
  overflow: 'auto',
  border: '1px solid var(--line)',
  borderRadius: 4,
  background: 'var(--surface)',
});
