import styled from '@emotion/styled';

/** 13 px, for what stands beside the main words. */
export const Small = styled.span({ fontSize: '0.8125rem' });

/** Small and quieter: a second reading of what is already said. */
export const Quiet = styled.span({ fontSize: '0.8125rem', fontWeight: 400, color: 'var(--quiet)' });

/** A date or a number that must not be torn at the end of a line. */
export const Whole = styled.span({ whiteSpace: 'nowrap' });
