/**
 * What many rules ask of one list or one chart is worked out once: the answer for the thing that was asked about last is
 * kept. Charts are judged one after the other, so one is enough, and nothing piles up.
 */
export function onceForEach<Thing extends object, Value>(workOut: (thing: Thing) => Value): (thing: Thing) => Value {
  let last: { readonly thing: Thing; readonly value: Value } | null = null;
  return (thing) => {
    if (last === null || last.thing !== thing) last = { thing, value: workOut(thing) };
    return last.value;
  };
}
