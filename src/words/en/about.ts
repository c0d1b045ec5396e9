/**
 * What this is, what it does not decide, what it rests on (clinical reference 8.1). The attributes are those that 45 CFR
 * 170.315(b)(11)(iv)(A) asks of evidence-based decision support.
 */
export const about = {
  title: 'About Alongside',
  uses: {
    title: 'What it is for',
    items: [
      'It helps oncologists and their staff to notice when a person with cancer may benefit from supportive & palliative care, how much, and how soon, and to refer.',
      'It reads the chart that is open, works in this browser only, and sends nothing anywhere but to the EHR.',
      'It is for adults with cancer, in clinics and hospitals, used by people who can judge the chart themselves.',
    ],
  },
  limits: {
    title: 'What it does not decide',
    items: [
      'It makes no diagnosis, gives no prognosis and no score, and predicts no death. Prognosis is your judgment.',
      'It does not say that anything has to be done today. Safety lines repeat what is recorded and point to your own protocol; it is not watched by anybody and raises no alarm.',
      'It does not speak for the patient: a person asks whether a referral is wished.',
      'It does not rank patients by risk, and age, sex, race, payer and cost have no part in any answer.',
    ],
  },
  evidence: {
    title: 'How sure it is',
    items: [
      'Its findings follow published criteria for referral; each rule names its source under Why. How they are put together is a design choice, kept close to what trials have done.',
      'No trial has tested this whole set of rules. Single parts have been: early specialist visits improved quality of life and mood (Temel 2010), stepped visits did no worse (Temel 2024), a default referral raised visits from 8 to 44 percent without changing how patients felt (Parikh 2025), nurse-led care alone did not help (Schenker 2021).',
      'It knows what was recorded and given to it. What was not recorded, stands in scanned papers or at another hospital, it does not see; it says so beside the answer.',
      'Poor records make it cautious, and records are poorer for people who come less often. A missing answer is treated as a question, never as “no”.',
    ],
  },
  data: {
    title: 'What of the person it uses',
    use: 'Used for',
    rows: [
      ['Date of birth', 'Under 18 it says nothing. No other part in any answer.'],
      ['Sex', 'Shown in the banner and the letter. No part in any answer.'],
      ['Language, interpreter', 'Filled into a referral. No part in any answer.'],
      ['Race, ethnicity', 'Not read for any answer.'],
      ['Sexual orientation, gender identity', 'Not read.'],
      ['Social needs', 'Not read for any answer.'],
      [
        'Insurance',
        'Read for hospice enrolment, and for the panel Operations. Payer and cost have no part in any answer.',
      ],
      ['Function, symptoms, distress', 'The heart of it: scores and performance status with their dates.'],
    ] as readonly (readonly [what: string, use: string])[],
  },
  versions: {
    title: 'Versions and makers',
    engine: (version: string, catalogue: string, profile: string) =>
      `Alongside ${version}, rules ${catalogue}, profile ${profile}.`,
    items: [
      'Made by the Alongside authors, as open source under the Apache License 2.0, without funding by a maker of drugs or devices.',
      'Rules are dated and numbered; a change of a rule is listed in the changelog. Thresholds can be changed by the site, and the answer then says “+site”.',
      'It has not been examined for differences between groups of patients in practice. Sites are asked to look at how often it cannot tell, by language, age, distance and group.',
    ],
  },
  notices: {
    title: 'Notices',
    items: [
      'SNOMED CT is the property of SNOMED International. LOINC is copyright Regenstrief Institute, Inc. No CPT code or text is part of it.',
      'Scales are named, and asked in words of our own: no text of a questionnaire is reproduced.',
    ],
  },
} as const;
