import type { EhrPort, Who } from '../ehr/port.ts';

export interface UserStore {
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until name and role have been read. */
  readonly view: () => Who['user'];
}

/** The signed-in user, whose name and role are read beside the chart and may come after the answer. */
export function startUser(port: EhrPort): UserStore {
  let { user } = port.who();
  const listeners = new Set<() => void>();
  void port.whenUserRead().then(() => {
    ({ user } = port.who());
    for (const listener of listeners) listener();
  });
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    view: () => user,
  };
}
