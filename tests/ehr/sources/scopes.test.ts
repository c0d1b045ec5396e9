import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SOURCE_IDS } from '../../../src/domain/chart/source.ts';
import { PLAN, SOURCES } from '../../../src/ehr/sources/plan.ts';
import { parseScopes, type Operation } from '../../../src/ehr/sources/scopes.ts';
import { requested, testSite } from '../support/site.ts';

const OPERATIONS: readonly Operation[] = ['c', 'r', 'u', 'd', 's'];
const LABS = 'category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory';

describe('granted scopes', () => {
  it.each([
    ['patient/Observation.read', 'r s'],
    ['patient/Observation.write', 'c u d'],
    ['patient/Observation.*', 'c r u d s'],
    ['patient/*.read', 'r s'],
    ['user/*.*', 'c r u d s'],
    ['system/Observation.rs', 'r s'],
    ['patient/Observation.r', 'r'],
    ['patient/Observation.cruds', 'c r u d s'],
    ['patient/Observation.c patient/Observation.s', 'c s'],
    ['patient/Condition.rs', ''],
    ['patient/Observation.sr', ''], // letters have an order
    ['patient/Observation.', ''],
    ['patient/observation.read', ''],
    ['patient/ObservationDefinition.read', ''],
    ['launch openid fhirUser launch/patient offline_access', ''],
    ['', ''],
  ])('%s allows %s', (scope, allowed) => {
    const granted = parseScopes(scope);
    expect(OPERATIONS.filter((operation) => granted.can(operation, 'Observation').granted === 'yes').join(' ')).toBe(
      allowed,
    );
  });

  it('a grant with parameters is a part', () => {
    const granted = parseScopes(`patient/Observation.rs?${LABS}`);
    expect(granted.can('s', 'Observation')).toEqual({ granted: 'part', only: [LABS] });
    expect(granted.can('c', 'Observation')).toEqual({ granted: 'no' });
  });

  it('a whole grant beside it makes it whole', () => {
    expect(parseScopes(`patient/Observation.rs?${LABS} patient/*.rs`).can('s', 'Observation')).toEqual({
      granted: 'yes',
    });
  });

  const type = fc.constantFrom('Patient', 'Observation', 'Condition', 'ServiceRequest', '*');
  const level = fc.constantFrom('patient', 'user', 'system');
  const letters = fc.subarray(['c', 'r', 'u', 'd', 's'] as const, { minLength: 1 }).map((some) => some.join(''));
  const permission = fc.oneof(letters, fc.constantFrom('read', 'write', '*'));
  const query = fc.option(fc.constantFrom(LABS, 'category=a|b'), { nil: null });
  const scope = fc.record({ level, type, permission, query });
  const written = (one: { level: string; type: string; permission: string; query: string | null }): string =>
    `${one.level}/${one.type}.${one.permission}${one.query === null ? '' : `?${one.query}`}`;
  const meaning: Record<string, string> = { read: 'rs', write: 'cud', '*': 'cruds' };

  it('grants what some scope says and nothing else, whatever the mixture', () => {
    fc.assert(
      fc.property(
        fc.array(scope, { maxLength: 6 }),
        fc.array(fc.constantFrom('launch', 'openid', 'x/y.z', 'patient/Task.q')),
        (scopes, noise) => {
          const granted = parseScopes([...scopes.map(written), ...noise].join(' '));
          for (const operation of OPERATIONS) {
            for (const asked of ['Patient', 'Observation', 'Task']) {
              const fitting = scopes.filter(
                (one) =>
                  (one.type === '*' || one.type === asked) &&
                  (meaning[one.permission] ?? one.permission).includes(operation),
              );
              const expected = fitting.length === 0 ? 'no' : fitting.some((one) => one.query === null) ? 'yes' : 'part';
              expect(granted.can(operation, asked).granted).toBe(expected);
            }
          }
        },
      ),
    );
  });

  it('one more scope never takes anything away', () => {
    const rank = { no: 0, part: 1, yes: 2 };
    fc.assert(
      fc.property(fc.array(scope, { maxLength: 5 }), scope, (scopes, more) => {
        const before = parseScopes(scopes.map(written).join(' '));
        const after = parseScopes([...scopes, more].map(written).join(' '));
        for (const operation of OPERATIONS) {
          expect(rank[after.can(operation, 'Observation').granted]).toBeGreaterThanOrEqual(
            rank[before.can(operation, 'Observation').granted],
          );
        }
      }),
    );
  });
});

/** What the test site can write: orders and letters, decisions, and facts that the clinician supplies. */
const WRITTEN: readonly string[] =
  'ServiceRequest DocumentReference CarePlan Observation QuestionnaireResponse Task'.split(' ');

describe('the scopes that are requested', () => {
  it.each(['v1', 'v2'] as const)('in %s allow what every source needs, and the create', (style) => {
    const granted = parseScopes(requested(style));
    for (const source of SOURCES) expect(granted.can(source.needs, source.id), source.id).toEqual({ granted: 'yes' });
    for (const id of SOURCE_IDS) {
      const wanted = PLAN[id] === 'not-asked' ? 'no' : 'yes';
      expect(granted.can('r', id), `nothing for what is not asked: ${id}`).toEqual({ granted: wanted });
      expect(granted.can('c', id), id).toEqual({ granted: WRITTEN.includes(id) ? 'yes' : 'no' });
    }
  });

  it('are of one style and hold `launch` as a word of its own', () => {
    expect(requested('v1')).not.toMatch(/\.[cruds]+( |$)/);
    expect(requested('v2')).not.toMatch(/\.(read|write)/);
    expect(requested('v2').split(' ')).toEqual([
      'launch',
      'openid',
      'fhirUser',
      'patient/Patient.r',
      'patient/Encounter.rs',
      'patient/Condition.rs',
      'patient/CarePlan.crus',
      'patient/Observation.crs',
      'patient/Procedure.rs',
      'patient/ServiceRequest.crus',
      'patient/MedicationRequest.rs',
      'patient/MedicationAdministration.rs',
      'patient/MedicationStatement.rs',
      'patient/Medication.r',
      'patient/QuestionnaireResponse.crs',
      'patient/DocumentReference.crus',
      'patient/Consent.rs',
      'patient/Goal.rs',
      'patient/CareTeam.rs',
      'patient/Coverage.rs',
      'patient/Appointment.rs',
      'patient/Location.r',
      'patient/Task.crus',
      'patient/Provenance.c',
      'user/Practitioner.r',
      'user/PractitionerRole.rs',
      'user/Organization.r',
      'user/Location.r',
      'user/HealthcareService.rs',
      'user/Schedule.rs',
      'user/Slot.rs',
      'online_access',
    ]);
  });

  it.each([
    ['a work list', { services: [service({ taskOwner: 'CareTeam/intake' })] }, 'patient/Task.crs', 'work'],
    ['messages', { services: [service({ messageTo: ['Group/intake'] })] }, 'patient/Communication.crs', 'work'],
    ['a cart', { channels: ['web-messaging'] }, 'messaging/scratchpad', 'all'],
  ] as const)('grow with %s', (_, referral, scope, measure) => {
    expect(requested('v2', testSite(), { measure }).split(' ')).not.toContain(scope);
    expect(requested('v2', testSite({ referral }), { measure }).split(' ')).toContain(scope);
  });

  it('shrink with what a site does not use: nothing that it will not write', () => {
    const work = { measure: 'work' } as const;
    expect(requested('v2', testSite({ referral: { channels: [] } }), work)).not.toMatch(/\.c|messaging/);
    const noLetters = testSite({ issuer: { creates: { DocumentReference: 'no', Provenance: 'no' } } });
    expect(requested('v2', noLetters, work).match(/patient\/\w+\.c\w*/g)).toEqual(['patient/ServiceRequest.crs']);
    expect(requested('v1', noLetters, work).match(/\w+\.write/g)).toEqual(['ServiceRequest.write']);
  });

  it('leave out what the site names: a type where it names no letters, else those letters alone', () => {
    const changed = (style: 'v1' | 'v2', withoutScopes: readonly string[]) => {
      const left = requested(style, testSite({ issuer: { withoutScopes } })).split(' ');
      const before = requested(style).split(' ');
      return [before.filter((one) => !left.includes(one)), left.filter((one) => !before.includes(one))];
    };
    const TASK = 'patient/Task.crus';
    expect(changed('v2', ['patient/Coverage.rs', 'patient/Task', 'user/Sl', 'fhirUser'])).toEqual([
      ['fhirUser', 'patient/Coverage.rs', TASK],
      [],
    ]);
    // To give up changing letters must not give up filing them.
    expect(changed('v2', ['patient/Task.u'])).toEqual([[TASK], ['patient/Task.crs']]);
    expect(changed('v2', [TASK])).toEqual([[TASK], []]);
    expect(changed('v2', ['patient/Task.write'])).toEqual([[TASK], ['patient/Task.rs']]);
    expect(changed('v1', ['patient/Coverage.rs', 'patient/Task.u'])).toEqual([['patient/Coverage.read'], []]);
    expect(changed('v1', ['patient/Task.cu'])).toEqual([['patient/Task.write'], []]);
  });

  it('hold what all rows need: M9 to M14 and M23', () => {
    const granted = parseScopes(requested('v2'));
    const needed =
      'c CarePlan, c Observation, c QuestionnaireResponse, u ServiceRequest, c Task, u Task, s Appointment';
    const directory = 's HealthcareService, s Schedule, s Slot, r Location, r Organization';
    for (const one of `${needed}, ${directory}`.split(', ')) {
      const [operation = '', type = ''] = one.split(' ');
      expect(granted.can(operation as Operation, type), one).toEqual({ granted: 'yes' });
    }
  });

  it('ask for a session that can be renewed only where the server knows it', () => {
    expect(requested('v2', testSite(), { online: false })).not.toContain('online_access');
    expect(requested('v2')).not.toContain('offline_access');
  });
});

function service(more: Record<string, unknown>): Record<string, unknown> {
  return { id: 'clinic', name: 'Supportive & Palliative Care Clinic', modality: 'clinic', ...more };
}
