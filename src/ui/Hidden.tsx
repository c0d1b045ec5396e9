import styled from '@emotion/styled';

/** Out of sight, and there for readers of the screen. */
export const hidden = {
  position: 'absolute',
  width: 1,
  height: 1,
  margin: -1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;

/** Heard, not seen. */
export const Hidden = styled.span(hidden);
