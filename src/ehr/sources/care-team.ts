import { everything } from './source.ts';

/** All teams; where the server demands a status, those that are at work. One that has ended is nobody's care now. */
export const careTeamSource = everything('CareTeam', (params) => [
  { params: { ...params, status: 'active' }, leavesOut: null },
]);
