import type { CancerStatements } from '../../domain/statements/cancer.ts';
import { sayWhen } from './dates.ts';
import { on, recorded } from './phrases.ts';
import type { Words } from './phrases.ts';

export const CANCER: Words<CancerStatements> = {
  'conditions-not-loaded': () => 'Diagnoses could not be read completely',
  'one-visit-diagnosis': ({ name, when }) => `One visit diagnosis of ${name}${on(when)}: confirm`,
  'cancer-suspected': ({ name, when }) => `${name}${on(when)}, not confirmed`,
  'cancer-in-words-only': ({ name, when }) => `"${name}"${on(when)}, in words without a code`,
  'cancer-uncertain-behavior': ({ name, when }) =>
    `${name}${on(when)}: whether it is treated as a cancer is not visible here`,
  'remission-not-checked': ({ name, when }) =>
    `${name}${on(when)}: recorded in remission, but a newer disease status could not be read`,
  'remission-treatment-unseen': ({ name, when }) => `${name}${on(when)}: whether treatment goes on is not visible here`,
  'history-recorded-since': ({ name, when }) =>
    `${name}${on(when)}; a code of past cancer of this site was recorded since`,
  'old-visit-diagnosis': ({ name, when }) => `${name}${on(when)}, from a visit long ago`,
  'record-after-death': () => 'The record holds a cancer dated after the recorded death',
  'in-remission': ({ since }) => (since === null ? 'In remission' : `In remission since ${sayWhen(since)}`),
  'no-active-cancer': () => 'No active cancer is recorded in what we could read',
  'cancer-status-unclear': () => 'Cancer status unclear',
  'not-advanced': () => 'The cancer is not recorded as advanced',
  'stage-not-recorded': () => 'Stage not recorded',
  'stage-not-recorded-of': ({ name }) => `Stage not recorded: ${name}`,
  'stage-not-read': () => 'Stage could not be read',
  'stage-of-which-cancer': ({ stage, when }) => `Stage ${stage}${recorded(when)}: of which cancer?`,
  'advanced-unclear': () => 'Whether the disease is advanced cannot be told from what is recorded',
  'finding-needs-advanced': ({ name, when }) =>
    `${name}${recorded(when)}: counts with advanced disease, which cannot be told from what is recorded`,
  'spread-decides': ({ name }) => `Whether it has spread decides here, and cannot be told from the stage: ${name}`,
  'advanced-not-told': () => 'Whether the disease is advanced cannot be told: stage not recorded',
  'advanced-not-read': () => 'Whether the disease is advanced cannot be told: stage could not be read',
  'metastasis-recorded': ({ name, when }) => `${name}${recorded(when)}`,
  'm1-recorded': ({ when }) => `Distant metastasis (M1)${recorded(when)}`,
  'm0-recorded': ({ when }) => `No distant metastasis (M0)${recorded(when)}`,
  'stage-recorded': ({ stage, when }) => `Stage ${stage}${recorded(when)}`,
  'stage-not-metastatic': ({ stage, when }) => `Stage ${stage}${recorded(when)}; no distant metastasis on record`,
  'stage-four-without-m': ({ stage, when }) =>
    `Stage ${stage}${recorded(when)}, which at this site may be without metastasis: confirm M category`,
  'metastasis-possible': ({ name, when }) => `${name}${recorded(when)}: are there distant metastases?`,
  'metastasis-not-a-solid-cancer': () => 'Not a solid cancer outside the brain',
  'effusion-stage-not-told': () => 'Malignant effusion or ascites recorded, distant spread not: confirm stage',
  'nodes-recorded-stage-not': () => 'Nodes recorded, stage not: confirm stage',
  'cns-metastasis-recorded': ({ name, when }) => `${name}${recorded(when)}`,
  'cns-metastasis-older': ({ days }) => `First recorded more than ${days} days ago, no progression on record`,
  'cns-metastasis-ended': ({ when }) => `A brain metastasis is on record as resolved${on(when)}`,
  'no-cns-metastasis-code': () => 'No brain metastasis code. Not excluded',
  'date-imprecise': () => 'The date is not exact enough to be sure',
  'words-only': () => 'Told by words in the record, not by a code',
  'advanced-since': ({ name, when }) =>
    when === null
      ? `${name}: date of advanced disease not recorded`
      : `${name}: advanced, by what is recorded since ${sayWhen(when)}`,
  'advanced-longer': ({ days, when }) => `Advanced disease first recorded more than ${days} days ago${on(when)}`,
  'advanced-date-not-recorded': () => 'Date of advanced diagnosis not recorded',
  'metastasis-of-which-cancer': () => 'Several cancers are on record: the metastasis may be of another one',
  'driver-mutation-recorded': ({ when }) => `EGFR, ALK or ROS1 change on record${on(when)}`,
  'cancer-on-record': ({ name, when }) => `${name}${recorded(when)}`,
  'resection-on-record': ({ name, when }) => `Resection on record: ${name}${on(when)}`,
  'adjuvant-treatment-on-record': ({ name, when }) => `Adjuvant treatment on record: ${name}${on(when)}`,
  'site-or-histology-not-specific': ({ name, when }) =>
    `Cancer site or histology not specific enough to tell: ${name}${recorded(when)}`,
  'stage-decides': ({ name }) => `Stage not recorded, and it decides here: ${name}`,
  'stage-decides-not-read': ({ name }) => `Stage could not be read, and it decides here: ${name}`,
  'lung-histology-not-in-code': () => 'Whether a lung cancer is of small cell type does not show in most codes',
  'not-a-listed-cancer': () => 'Not one of the cancers that this rule lists',
  'progression-recorded': ({ when }) => `Progression${recorded(when)}`,
  'progression-date-not-recorded': () => 'Progression recorded, its date not',
  'metastasis-date-not-recorded': ({ name }) => `${name}: date not recorded`,
  'no-progression-recorded': ({ days }) => `No progression recorded in ${days} days`,
  'disease-status-unclear': ({ value, when }) => `Disease status "${value}"${on(when)}: progression or not?`,
  'primary-not-recorded': () => 'The primary cancer is not on record',
  'remission-taken-back': ({ name, when }) =>
    `${name}${recorded(when)}, and a newer disease status speaks of active disease: relapse?`,
  'no-disease-status': () => 'No disease status is on record; it rarely is',
  'no-cord-compression-code': () => 'No cord-compression code. Not excluded; this app does not detect emergencies',
  'no-obstruction-code': () => 'No code for malignant effusion, ascites, obstruction or SVC syndrome. Not excluded',
  'relapse-recorded': ({ name, when }) =>
    /relaps|recurr|refractory/i.test(name)
      ? `${name}${recorded(when)}`
      : `${name}, recorded as relapsed or refractory${when === null ? '' : `; first recorded ${sayWhen(when)}`}`,
  'line-of-therapy-started': ({ number, when }) => `Estimated line ${number} of treatment${on(when)}`,
  'no-remission-after-induction': ({ name, days }) =>
    `${name}: no remission recorded more than ${days} days after treatment began`,
  'slow-blood-cancer': () => 'A blood cancer with a slow course',
  'relapse-not-coded': () => 'Relapse status not coded',
  'no-relapse-recorded': () => 'No relapse recorded',
  'not-a-blood-cancer': () => 'Not a blood cancer',
  'blood-treatment-not-available': () => 'Blood cancer treatment history not available',
  'blood-treatment-incomplete': () => 'Blood cancer treatment history incomplete: lines of treatment cannot be told',
  'trial-phase-not-told': () => 'The phase of the trial is not recorded here',
  'no-trial-recorded': () => 'No clinical trial recorded',
  'no-comorbidity-code': () => 'No such illness recorded',
  'no-fracture-code': () => 'No pathological fracture recorded',
  'finding-recorded': ({ name, when }) => `${name}${recorded(when)}`,
  'finding-older': ({ name, when, days }) => `${name}${recorded(when)}, more than ${days} days ago`,
  'finding-date-not-recorded': ({ name }) => `${name}: date not recorded`,
  'finding-not-confirmed': ({ name, when }) => `${name}${on(when)}, not confirmed`,
  'finding-cause-unclear': ({ name, when }) => `${name}${recorded(when)}: is it from the cancer?`,
  'finding-needs-stage': ({ name, when }) =>
    `${name}${recorded(when)}: counts with advanced disease, stage not recorded`,
};
