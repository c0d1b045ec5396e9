/** Numbers and lists as English writes them. */

/** "1 encounter", "14 encounters". */
export function counted(count: number, one: string, many: string): string {
  return `${numeral(count)} ${count === 1 ? one : many}`;
}

export function numeral(count: number): string {
  return count.toLocaleString('en-US');
}

/** "hospital stays, diagnoses and care plans". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
