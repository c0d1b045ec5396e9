import type { Quirk } from '../vendor.ts';

export const decisionsAreNotTasks: Quirk = {
  what: 'Tasks are those of community services: no decision of ours is kept or found among them. Decisions are kept as notes.',
  reference: 'interop 3.1; open.epic.com API list: Task.Update (Community Resource), no Task.Create',
  certainty: 'documented',
  changes: { notAsked: ['Task'] },
};
