import type { InstanceSource } from './source.ts';

/** The patient's own resource, by id: never a search, which could answer with somebody else. */
export const patientSource: InstanceSource<'Patient'> = { how: 'instance', id: 'Patient', needs: 'r' };
