/**
 * HCPCS J9xxx: which drug a code bills. Claims carry the code alone, and not every one of them is a treatment of the whole
 * body against cancer: BCG goes into the bladder, goserelin is endocrine, rituximab has other uses (clinical reference 3.4).
 * A code that is not here is an antineoplastic drug whose name is not known.
 *
 * Source: CMS HCPCS Level II long descriptions (release of 2020, as published); codes of later years, marked "later", from
 * knowledge [K].
 */
import type { CancerSite } from '../../domain/chart/cancer.ts';
import type { Drug } from '../../domain/chart/records.ts';
import { DRUGS, TREATED_BY_LOW_DOSE } from './drug-names.ts';

/** HCPCS J9000-J9999: antineoplastic drugs (clinical reference 5.7). */
export const ANTINEOPLASTIC_DRUG_HCPCS = /^J9\d{3}$/;

/** One line a drug, or drugs given as one: "drug+drug codes". */
const BILLED = `
doxorubicin J9000
alemtuzumab J9010
arsenic-trioxide J9017
asparaginase J9019 J9020 J9118 J9266
atezolizumab J9022
avelumab J9023
azacitidine J9025
clofarabine J9027
belinostat J9032
bendamustine J9033 J9034 J9036
bevacizumab J9035
blinatumomab J9039
bleomycin J9040
bortezomib J9041 J9044
brentuximab J9042
cabazitaxel J9043
carboplatin J9045
carfilzomib J9047
carmustine J9050
cetuximab J9055
cisplatin J9060
cladribine J9065
cyclophosphamide J9070
cytarabine J9098 J9100
cemiplimab J9119
dactinomycin J9120
dacarbazine J9130
daratumumab J9145
daunorubicin J9150 J9151
cytarabine+daunorubicin J9153
degarelix J9155
diethylstilbestrol J9165
docetaxel J9171
durvalumab J9173
elotuzumab J9176
epirubicin J9178
eribulin J9179
etoposide J9181
fludarabine J9185
fluorouracil J9190
gemcitabine J9199 J9201
floxuridine J9200
goserelin J9202
irinotecan J9205 J9206
ixabepilone J9207
ifosfamide J9208
idarubicin J9211
interferon-alfa J9212 J9213 J9214 J9215
leuprolide J9217 J9218 J9219
histrelin J9225 J9226
ipilimumab J9228
melphalan J9245
methotrexate J9260
nelarabine J9261
oxaliplatin J9263
nab-paclitaxel J9264
paclitaxel J9265 J9267
pentostatin J9268
pembrolizumab J9271
mitomycin J9280
mitoxantrone J9293
nivolumab J9299
obinutuzumab J9301
ofatumumab J9302
panitumumab J9303
pemetrexed J9305
pertuzumab J9306
pralatrexate J9307
ramucirumab J9308
polatuzumab J9309
rituximab J9310 J9311 J9312
romidepsin J9315
streptozocin J9320
temozolomide J9328
temsirolimus J9330
thiotepa J9340
topotecan J9351
trabectedin J9352
trastuzumab-emtansine J9354
trastuzumab J9355 J9356
vinblastine J9360
vincristine J9370 J9371
vinorelbine J9390
fulvestrant J9395
`;
/** Billed by 5 mg, as the low weekly dose of other diseases is. */
const METHOTREXATE_BY_5_MG = 'J9250';
/** BCG and valrubicin into the bladder; later: nadofaragene into the bladder, mitomycin into the renal pelvis. */
const LOCAL = ['J9030', 'J9031', 'J9357', 'J9029', 'J9281'];
/** Elliott's B solution, mesna, emapalumab, interferon gamma; later: efgartigimod, teplizumab. */
const NOT_AGAINST_CANCER = ['J9175', 'J9209', 'J9210', 'J9216', 'J9332', 'J9381'];
/** Later codes of drugs above. */
const LATER = `
cyclophosphamide J9071 J9075
fulvestrant J9393 J9394
`;

interface BilledDrug {
  readonly drugs: readonly Drug[];
  /** Does not reach the whole body. */
  readonly local: boolean;
  readonly weeklyForm: boolean;
}

const billed = unpack();

function unpack(): ReadonlyMap<string, BilledDrug> {
  const known = new Map<string, BilledDrug>();
  for (const line of `${BILLED}${LATER}`.trim().split(/\n+/)) {
    const [names = '', ...codes] = line.split(' ');
    const drugs = names.split('+').flatMap((name) => DRUGS.get(name) ?? []);
    for (const code of codes) known.set(code, { drugs, local: false, weeklyForm: false });
  }
  for (const code of LOCAL) known.set(code, { drugs: [], local: true, weeklyForm: false });
  for (const code of NOT_AGAINST_CANCER) known.set(code, { drugs: [], local: false, weeklyForm: false });
  const methotrexate = DRUGS.get('methotrexate');
  known.set(METHOTREXATE_BY_5_MG, {
    drugs: methotrexate === undefined ? [] : [methotrexate],
    local: false,
    weeklyForm: true,
  });
  return known;
}

/** What a J9xxx code bills; null when it is an antineoplastic drug whose name is not known. */
export function drugBilled(code: string): BilledDrug | null {
  return billed.get(code) ?? null;
}

/** Whether a code bills a treatment of the whole body against cancer; endocrine drugs are none here. */
export function billsAntineoplastic(code: string): boolean {
  if (!ANTINEOPLASTIC_DRUG_HCPCS.test(code)) return false;
  const known = billed.get(code);
  return known === undefined || (!known.local && known.drugs.some(({ kind }) => kind === 'antineoplastic'));
}

/** The cancers that a billed drug treats when it is given for other diseases too; empty when it treats cancer alone. */
export function treatedByBilled(code: string): readonly CancerSite[] {
  const known = billed.get(code);
  if (known === undefined) return [];
  return known.weeklyForm ? TREATED_BY_LOW_DOSE : known.drugs.flatMap(({ treats }) => treats);
}
