/**
 * Reads JSON as tsconfig.json has it: with comments, and commas after the last of a list.
 * @returns undefined where it is none
 */
export function parseJsonWithComments(text: string): unknown {
  const plain = text
    .replace(/^\uFEFF/, '')
    // Strings first, so that what looks like a comment in one stays.
    .replaceAll(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (piece) =>
      piece.startsWith('"') ? piece : ' ',
    )
    .replaceAll(/"(?:[^"\\\n]|\\.)*"|,(?=\s*[\]}])/g, (piece) => (piece === ',' ? '' : piece));
  try {
    return JSON.parse(plain);
  } catch {
    return undefined;
  }
}
