/** A message of Genesys Cloud's as part of a sentence of ours. */
export function withoutStop(message: string): string {
  return message.replace(/\.\s*$/, '');
}
