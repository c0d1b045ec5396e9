/** Longest wait for discovery and for the token, in milliseconds. */
export const HANDSHAKE_TIMEOUT = 10_000;
