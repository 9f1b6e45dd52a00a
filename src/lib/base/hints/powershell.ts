import { shellWords } from './shell-words.js';

/**
 * A line of words for a POSIX shell, as PowerShell takes it; where only blanks have to be quoted, cmd.exe takes it as well.
 * Source: Microsoft's about_Quoting_Rules and about_Parsing. Windows PowerShell 5.1 takes double quotes within an argument
 * of a program away whatever is written, and PowerShell 7.3 and later leaves them.
 * @param line words that {@link import('./shell-words.js').shellWord} wrote, and variables as `"NAME=${NAME:?}"`
 */
export function powershellLine(line: string): string {
  return shellWords(line).map(powershellWord).join(' ');
}

function powershellWord(word: string): string {
  const variable = /^"([^"$]*)\$\{(\w+):\?\}"$/.exec(word);
  if (variable !== null) return `"${variable[1]}$env:${variable[2]}"`;
  const text = unquoted(word);
  if (/^[\w./:\\+=-][\w./:\\%+=-]*$/.test(text)) return text;
  // Typographic quotes are quotes to PowerShell.
  if (/^[\w ./:\\@%+=,()*[\]{}#~-]+$/.test(text)) return `"${text}"`;
  return `'${text.replaceAll(/['‘’‚‛]/g, '$&$&')}'`;
}

/** The text that a POSIX shell makes of a quoted word. */
function unquoted(word: string): string {
  return word.replaceAll(
    /'([^']*)'|\\(.)/gs,
    (_, quoted?: string, escaped?: string) => quoted ?? escaped ?? '',
  );
}
