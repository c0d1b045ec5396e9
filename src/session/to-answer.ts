/** A button that goes with what it has settled: the focus goes on to the answer, and is not lost. */
export function toAnswer(): void {
  document.getElementById('answer')?.focus();
}

/** The same for who pressed it by key; a pointer stays where it is, and sees the answer in small. */
export function toAnswerByKey({ detail }: { readonly detail: number }): void {
  if (detail === 0) toAnswer();
}
