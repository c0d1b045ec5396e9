/**
 * Dosing profiles as data (clinical reference 4.2, "Profiles"). A site picks one by name in `site.json`, or copies one and
 * changes values. Every profile keeps gates, notices and "one major is enough for a specialist visit".
 */
import type { CancerSite } from '../chart/cancer.ts';
import type { Urgency } from './recommendation.ts';

export interface Profile {
  readonly name: string;
  /** Supporting findings that make a specialist visit in metastatic disease (`stageIvFactorCount`). */
  readonly supportingWhenMetastatic: number;
  /** The same for disease that is advanced by stage III of lung or pancreas. */
  readonly supportingWhenStageThree: number;
  /** The same for disease that is advanced otherwise. */
  readonly supportingWhenAdvanced: number;
  /** What an unplanned stay in metastatic disease leads to. */
  readonly metastaticUnplannedStay: 'specialist' | 'navigator';
  /** Whether counting supporting findings can lead to a specialist at all; without it they lead to the navigator. */
  readonly specialistByCount: boolean;
  /** Metastatic, or relapsed or refractory blood cancer, is enough for a routine specialist visit. */
  readonly specialistForAllAdvanced: boolean;
  /** At these sites fewer findings are enough; null: at none. After the combination of the BE-a-PAL trial. */
  readonly fewerFactorsAt: {
    readonly sites: readonly CancerSite[];
    readonly stageFour: number;
    readonly stageThree: number;
  } | null;
  /** While a stay goes on, one criterion of Adelson 2017 is enough for a specialist visit. */
  readonly oneCriterionInHospital: boolean;
  /** Whether the level "goals-of-care conversation" is given. */
  readonly hospiceConversation: boolean;
  /** Days after the first diagnosis or the start of first-line treatment in which function alone never leads to it. */
  readonly hospiceConversationNotBeforeDays: number;
  /** A cancer first recorded within so many days is newly diagnosed. */
  readonly newlyDiagnosedDays: number;
  /** A discharge within so many days makes a nurse call urgent. */
  readonly recentDischargeDays: number;
  /** Function and symptoms known so lately, and both good, let metastatic disease stay with the oncology team. */
  readonly wellDays: number;
  /** ECOG up to which function is good. */
  readonly wellEcog: number;
  /** A first metastasis older than this, without progression in as many days, with good function, is an indolent course. */
  readonly indolentDays: number;
  /** Days within which the supportive team is asked to act, by urgency (4.3); the urgent ones of the nurse are working days. */
  readonly visitDays: Readonly<Record<'specialist' | 'navigator', Readonly<Record<Urgency, number>>>>;
  /** Days until the next look before anything was decided, by level and urgency. */
  readonly reviewDays: {
    readonly specialist: Readonly<Record<Urgency, number>>;
    readonly navigator: Readonly<Record<Urgency, number>>;
    readonly 'oncology-team': number;
    readonly watch: number;
  };
  /** Days between looks once a decision or contact is on record (stepped schedule, clinical reference 4.4). */
  readonly steppedDays: Readonly<
    Record<'specialist' | 'navigator' | 'oncology-team' | 'watch' | 'hospice-conversation', number>
  >;
  /** Days after a discharge in which to look again. */
  readonly afterDischargeDays: number;
  /** A finding that leaves the window of its rule is looked at then, but not before so many days. */
  readonly windowCloseDays: number;
  /** End-of-life checkpoint: days in which a joint review follows a new sign of decline (4.4). */
  readonly checkpointDays: number;
  /** Signs of decline that, with poor function in metastatic disease, ask for a goals-of-care conversation (4.2 item 2 c). */
  readonly declineSigns: number;
  /** Not-assessable rules among 11, 13, 15, 18 and 26 that ask for a complete assessment. */
  readonly incompleteFrom: number;
  /** Safety lines (clinical reference 4.3). */
  readonly notices: { readonly recordedDays: number; readonly calciumDays: number; readonly selfHarmDays: number };
}

/** The default [DESIGN, anchored in clinical reference 4.2]. */
export const NEEDS_V1: Profile = {
  name: 'needs-v1',
  supportingWhenMetastatic: 2,
  supportingWhenStageThree: 2,
  supportingWhenAdvanced: 3,
  metastaticUnplannedStay: 'specialist',
  specialistByCount: true,
  specialistForAllAdvanced: false,
  fewerFactorsAt: null,
  oneCriterionInHospital: false,
  hospiceConversation: true,
  hospiceConversationNotBeforeDays: 90,
  newlyDiagnosedDays: 180,
  recentDischargeDays: 14,
  wellDays: 90,
  wellEcog: 1,
  indolentDays: 365,
  visitDays: {
    specialist: { urgent: 3, soon: 14, routine: 28 },
    navigator: { urgent: 2, soon: 7, routine: 7 },
  },
  reviewDays: {
    specialist: { urgent: 3, soon: 14, routine: 28 },
    navigator: { urgent: 3, soon: 7, routine: 7 },
    'oncology-team': 30,
    watch: 90,
  },
  steppedDays: { specialist: 42, navigator: 14, 'oncology-team': 30, watch: 90, 'hospice-conversation': 7 },
  afterDischargeDays: 14,
  windowCloseDays: 7,
  checkpointDays: 7,
  declineSigns: 2,
  incompleteFrom: 4,
  notices: { recordedDays: 14, calciumDays: 7, selfHarmDays: 60 },
};

export const PROFILES = {
  'needs-v1': NEEDS_V1,
  'early-referral': { ...NEEDS_V1, name: 'early-referral', specialistForAllAdvanced: true },
  'stage-plus-factor': {
    ...NEEDS_V1,
    name: 'stage-plus-factor',
    // Lung, and cancers of the digestive tract other than colorectal.
    fewerFactorsAt: {
      sites: ['lung', 'esophagus', 'stomach', 'pancreas', 'liver', 'biliary'],
      stageFour: 1,
      stageThree: 2,
    },
  },
  inpatient: { ...NEEDS_V1, name: 'inpatient', oneCriterionInHospital: true },
  'capacity-limited': {
    ...NEEDS_V1,
    name: 'capacity-limited',
    specialistByCount: false,
    metastaticUnplannedStay: 'navigator',
  },
} as const satisfies Readonly<Record<string, Profile>>;

export type ProfileName = keyof typeof PROFILES;
