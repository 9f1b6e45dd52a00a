import { readInput } from './read-input.js';

/**
 * The JSON that a flag gives: itself, where it starts with a brace or a bracket, else what {@link readInput} reads.
 * @throws GcxError where a file cannot be read.
 */
export async function readInline(given: string): Promise<string> {
  return /^\s*[{[]/.test(given) ? given : readInput(given);
}
