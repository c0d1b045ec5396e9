/** The words that go with a referral. `words` writes them; whoever sends only carries them. */
export interface ReferralTexts {
  /** Note of the order: findings and what is asked, rule ids and version in its last line. */
  readonly note: string;
  /** The whole letter as plain text, with patient, service and referral number. */
  readonly letter: string;
  /** The same letter as an XHTML document, for EHRs that file no plain text. */
  readonly letterXhtml: string;
  /** One line each, for the reasons that have no resource of their own. */
  readonly reasons: readonly string[];
}
