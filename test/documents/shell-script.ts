/** A command of a block, with the output that the document shows for it. */
export interface ShownCommand {
  /** As the shell gets it: of several lines where a line ends with a backslash, or for a here-document. */
  readonly command: string;
  /** What stands below it, where the block shows output (its commands begin with `$ `); undefined: nothing is said of it. */
  readonly output: string | undefined;
}

/**
 * Takes a shell block apart: with `$ ` before its commands it shows what they print, without all of it is commands.
 * Lines that are only a comment are none.
 */
export function shownCommands(text: string): readonly ShownCommand[] {
  const lines = text.split('\n');
  if (!lines.some((line) => line.startsWith('$ '))) {
    return commandsOf(lines).map((command) => ({ command, output: undefined }));
  }
  const shown: { command: string; output: string[] }[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.startsWith('$ ')) {
      let command = line.slice(2);
      while (command.endsWith('\\') && at + 1 < lines.length) command += `\n${lines[++at]}`;
      shown.push({ command, output: [] });
    } else shown.at(-1)?.output.push(line);
  }
  return shown.map(({ command, output }) => ({
    command,
    output: output.some((line) => line.trim() !== '') ? output.join('\n') : undefined,
  }));
}

function commandsOf(lines: readonly string[]): readonly string[] {
  const commands: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    let command = lines[at] ?? '';
    if (/^\s*(#|$)/.test(command)) continue;
    const until = /<<-?\s*['"]?(\w+)['"]?/.exec(command)?.[1];
    if (until !== undefined) {
      while (at + 1 < lines.length && lines[at]?.trim() !== until) command += `\n${lines[++at]}`;
    } else while (command.endsWith('\\') && at + 1 < lines.length) command += `\n${lines[++at]}`;
    commands.push(command);
  }
  return commands;
}
