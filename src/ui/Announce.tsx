import styled from '@emotion/styled';
import { hidden } from './Hidden.tsx';

/** Read out when its words change, and not seen. */
export const Announce = styled.output(hidden);
