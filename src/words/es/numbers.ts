/** Numbers and lists as the Spanish of the United States writes them. */

/** "1 encuentro", "14 encuentros". */
export function counted(count: number, one: string, many: string): string {
  return `${numeral(count)} ${count === 1 ? one : many}`;
}

export function numeral(count: number): string {
  return count.toLocaleString('es-US');
}

/** "y" is "e" before the sound of i: "dolor e insomnio", but "cobre y hierro". */
export function and(next: string): 'y' | 'e' {
  return /^[^\p{L}\p{N}]*h?[ií](?![aeou])/iu.test(next) ? 'e' : 'y';
}

/** "hospitalizaciones, diagnósticos y planes de cuidados". */
export function listed(items: readonly string[]): string {
  const last = items.at(-1);
  if (last === undefined || items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${and(last)} ${last}`;
}
