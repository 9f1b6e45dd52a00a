/** An answer as it is kept: by names of choices, so that a list that is read again has it as well. */
export type Kept =
  | { readonly kind: 'text' | 'secret' | 'name'; readonly text: string }
  | { readonly kind: 'confirmed'; readonly yes: boolean }
  | { readonly kind: 'names'; readonly names: readonly string[] };

/** The answer as the person sees it; of a secret only that there is one. */
export function shownAnswer(kept: Kept): string {
  switch (kept.kind) {
    case 'secret':
      return '(given)';
    case 'confirmed':
      return kept.yes ? 'yes' : 'no';
    case 'names':
      return kept.names.join(', ');
    case 'text':
    case 'name':
      return kept.text;
  }
}

/**
 * What a question is recognized by when it comes again, though it says something else now: the text before what can change in
 * it, such as what was taken so far.
 * @example stemOf('Add another route? So far: sales') // 'Add another route'
 */
export function stemOf(question: string): string {
  return question.split(/[?:(]| in /)[0] ?? '';
}
