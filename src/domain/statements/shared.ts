/** A statement without values. */
export type None = Readonly<Record<string, never>>;

/** Why it cannot be told whether there is an active cancer. */
export type CancerDoubt =
  | 'one-visit'
  | 'suspected'
  | 'words-only'
  | 'uncertain-behavior'
  | 'remission'
  | 'history'
  | 'old-visit'
  | 'contradiction';

export type Scale = 'ecog' | 'karnofsky' | 'palliative-performance-scale';
