import type { CodeBlock } from './code-blocks.js';

/**
 * Documents whose blocks are not all marked yet, each with the reason. A block of them without a mark is left out; all else is
 * held. Who marks a document takes it out.
 */
export const NOT_YET: Readonly<Record<string, string>> = {};

/** How a block is held; undefined where nothing says it. */
export function howHeld({ language, mark, text, file }: CodeBlock): How | undefined {
  if (mark?.kind === 'not run') return 'not run';
  if (mark?.kind === 'as') return mark.what;
  if (/^(ts|typescript)$/.test(language)) return 'types';
  if (language === 'json') return 'json';
  if (/^ya?ml$/.test(language)) {
    if (mark?.kind === 'in') return 'part of a file';
    return /^version: 1$/m.test(text) && /^project:/m.test(text) ? 'a file' : notYet(file);
  }
  if (/^(|sh|bash|shell|console)$/.test(language) && mark?.kind === 'in') return 'shell';
  return notYet(file);
}

/** What a block is held as. */
export type How =
  | 'not run'
  | 'not yet'
  | 'types'
  | 'json'
  | 'part of a file'
  | 'shell'
  | Extract<CodeBlock['mark'], { kind: 'as' }>['what'];

function notYet(file: string): 'not yet' | undefined {
  return Object.hasOwn(NOT_YET, file) ? 'not yet' : undefined;
}

/** A block's place, as editors take it. */
export function placeOf({ file, line }: CodeBlock): string {
  return `${file}:${line}`;
}
