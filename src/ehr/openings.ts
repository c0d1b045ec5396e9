/**
 * When the services have a free time, where the EHR keeps schedules for them, and which of them its directory lists as not in use: two
 * searches and a read for each service when the form is opened, within limits. Whatever fails is "could not be looked up", never
 * "nothing free", and never "not in use".
 */
import type { FreeTime, Openings, ServiceOpenings } from '../domain/allocation/openings.ts';
import type { Json } from '../fhir/read/json.ts';
import { freeTimeOf, readSchedule, scheduleOf, type ScheduleRead, type SlotZones } from '../fhir/read/slot.ts';
import { offsetOf } from '../fhir/time-zone.ts';
import type { Site } from '../site/site.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { Caps } from './gateway/search.ts';
import type { OpeningsAsked } from './port.ts';
import type { GrantedScopes } from './sources/scopes.ts';

interface Parts {
  readonly gateway: Gateway;
  readonly granted: GrantedScopes;
  readonly site: Site;
  readonly now: () => number;
}

/** The earliest free times are enough: a list of a year's slots helps nobody. */
const CAPS: Caps = { pages: 3, resources: 300, milliseconds: 8000 };
const MOST_SCHEDULES = 20;
const MOST_SERVICES = 20;
/** Of each service: so many may pass while the form stays open. */
const MOST_TIMES = 30;

/** Types that may own a Schedule in FHIR R4 and stand in `site.json` as a service. */
const HAS_SCHEDULE = /^(HealthcareService|PractitionerRole)\//;

interface Named extends OpeningsAsked {
  readonly reference: string;
}

/** Of services without a reference of that kind nothing is said: the EHR keeps no schedule for them. */
export async function lookForOpenings(asked: readonly OpeningsAsked[], parts: Parts): Promise<Openings> {
  const { services } = parts.site.referral;
  const named = asked.flatMap(({ serviceId, timeZone }) => {
    const { reference } = services.find(({ id }) => id === serviceId) ?? {};
    return reference !== undefined && HAS_SCHEDULE.test(reference) ? [{ serviceId, reference, timeZone }] : [];
  });
  if (named.length === 0) return {};
  const [times, unused] = await Promise.all([freeTimes(named, parts), notInUse(named, parts)]);
  return { ...times, ...unused };
}

/** Reads are for services that are said to be closed: one that could not be read is taken as the site has it. */
async function notInUse(named: readonly Named[], { gateway, granted }: Parts): Promise<Openings> {
  if (granted.can('r', 'HealthcareService').granted === 'no') return {};
  const looked = await Promise.all(
    named
      .filter(({ reference }) => reference.startsWith('HealthcareService/'))
      .slice(0, MOST_SERVICES)
      .map(async ({ serviceId, reference }) => {
        const found = await gateway.read(reference);
        const isClosed = found.ok && found.value.resourceType === 'HealthcareService' && found.value.active === false;
        return isClosed ? [[serviceId, NOT_IN_USE] as const] : [];
      }),
  );
  return Object.fromEntries(looked.flat());
}

async function freeTimes(named: readonly Named[], { gateway, granted, site, now }: Parts): Promise<Openings> {
  const all = (openings: ServiceOpenings): Openings =>
    Object.fromEntries(named.map(({ serviceId }) => [serviceId, openings]));
  if (['Schedule', 'Slot'].some((type) => granted.can('s', type).granted === 'no')) return all(UNSEEN);

  const here = offsetOf(site.timeZone);
  const actors = [...new Set(named.map(({ reference }) => reference))];
  const found = await gateway.search('Schedule', { actor: actors.join(',') }, CAPS);
  const schedules = found.resources
    .flatMap((one) => readSchedule(one as unknown as Json, here) ?? [])
    .filter((one) => one.actors.some((actor) => actors.includes(local(gateway, actor))))
    .slice(0, MOST_SCHEDULES);
  const partly = ['Schedule', 'Slot'].some((type) => granted.can('s', type).granted === 'part');
  const schedulesWhole = found.incomplete === null && !partly && found.resources.length <= MOST_SCHEDULES;
  if (schedules.length === 0) return schedulesWhole ? {} : all(UNSEEN);

  const slots = await gateway.search(
    'Slot',
    {
      schedule: schedules.map(({ reference }) => reference).join(','),
      status: 'free',
      start: `ge${new Date(now()).toISOString()}`,
      _sort: 'start',
    },
    CAPS,
  );
  const isWhole = schedulesWhole && slots.incomplete === null;
  const resources = slots.resources.map((one) => one as unknown as Json);
  return Object.fromEntries(
    named.flatMap(({ serviceId, reference, timeZone }) => {
      const own = schedules.filter((one) => one.actors.some((actor) => local(gateway, actor) === reference));
      if (own.length === 0) return schedulesWhole ? [] : [[serviceId, UNSEEN] as const];
      const there = timeZone === null ? here : offsetOf(timeZone);
      const zones: SlotZones = { here, there, name: timeZone === site.timeZone ? null : timeZone };
      return [[serviceId, openingsOf(own, resources, zones, isWhole, gateway)] as const];
    }),
  );
}

const UNSEEN: ServiceOpenings = { is: 'unseen' };
const NOT_IN_USE: ServiceOpenings = { is: 'not-in-use' };

/** A reference as it stands on this server; a server may write its own address before it. */
const local = (gateway: Gateway, reference: string): string => gateway.localReference(reference) ?? reference;

function openingsOf(
  schedules: readonly ScheduleRead[],
  slots: readonly Json[],
  zones: SlotZones,
  isWhole: boolean,
  gateway: Gateway,
): ServiceOpenings {
  const own = new Set(schedules.map(({ reference }) => reference));
  const read = slots
    .filter((one) => own.has(local(gateway, scheduleOf(one) ?? '')))
    .map((one) => freeTimeOf(one, zones));
  const isRead = isWhole && !read.includes('unreadable');
  const times = read
    .filter((one): one is FreeTime => one !== null && one !== 'unreadable')
    .toSorted((a, b) => a.start - b.start);
  // A schedule without an end, among others that have one, may show more than they do.
  const ends = schedules.map(({ until }) => until);
  const until = ends.every((one) => one !== null) ? Math.min(...ends) : null;
  if (times.length > 0) {
    const knowsAll = isRead && times.length <= MOST_TIMES;
    return { is: 'free', times: times.slice(0, MOST_TIMES), until: knowsAll ? until : null };
  }
  return isRead ? { is: 'none', until } : UNSEEN;
}
