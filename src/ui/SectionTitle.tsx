import styled from '@emotion/styled';

/** Title of a section of the page; links of the page's own list lead to its id. */
export const SectionTitle = styled.h2({
  fontSize: '1.0625rem',
  fontWeight: 600,
  lineHeight: 1.3,
  padding: '0 0.5rem 0.375rem',
});
