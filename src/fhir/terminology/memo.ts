/**
 * The same few codes come again and again, in one chart and in a whole practice: what they mean is worked out once. The
 * memory is bounded, so that no input can make it grow without end: when it is full it is emptied.
 */
export function remember<Value>(most: number, workOut: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, { readonly value: Value }>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found.value;
    if (known.size >= most) known.clear();
    const value = workOut(key);
    known.set(key, { value });
    return value;
  };
}
