/** sessionStorage without a browser. */
export function memoryStorage(entries: Record<string, string> = {}): Storage {
  const map = new Map(Object.entries(entries));
  return {
    get length() {
      return map.size;
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    clear: () => map.clear(),
  };
}

/** One that a browser has switched off. */
export function blockedStorage(): Storage {
  const refuse = (): never => {
    throw new DOMException('blocked', 'SecurityError');
  };
  return { length: 0, key: () => null, getItem: refuse, setItem: refuse, removeItem: refuse, clear: refuse };
}
