import { createInterface } from 'node:readline';
import type { AskerStreams } from './asker-streams.js';
import { questionText } from './question-text.js';
import { WentBack } from './went-back.js';

/** What inquirer throws on Ctrl-C, by its name. */
class EndedByPerson extends Error {
  override name = 'ExitPromptError';
}

/**
 * Asks for a text of several lines, such as a list that is pasted: an empty line ends it. inquirer takes the first of
 * several lines that come at once and drops the others, so this reads them itself.
 * @param options.back Esc throws
 * @param options.standard lines that an empty first one keeps: shown before it
 * @throws EndedByPerson on Ctrl-C and where the input ends; WentBack on Esc
 */
export function askLines(
  { input, output }: AskerStreams,
  message: string,
  { back, standard }: { readonly back: boolean; readonly standard: readonly string[] },
): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    output.write(`? ${questionText(message)}\n${keptText(standard)}`);
    const lines: string[] = [];
    const reader = createInterface({ input, output, terminal: true, prompt: '  ' });
    const end = (finish: () => void): void => {
      input.removeListener('keypress', onKey);
      // Its own listeners stay: they let go of the keys, which the next question reads.
      reader.removeListener('close', ended);
      reader.close();
      finish();
    };
    const onKey = (_: unknown, pressed: { readonly name?: string } | undefined): void => {
      if (back && pressed?.name === 'escape') end(() => reject(new WentBack()));
    };
    reader.on('line', (line) => {
      if (line.trim() !== '') {
        lines.push(line);
        reader.prompt();
      } else end(() => resolve(lines.length === 0 ? standard : lines));
    });
    const ended = (): void => end(() => reject(new EndedByPerson('The questions were ended.')));
    reader.on('SIGINT', ended);
    reader.on('close', ended);
    input.on('keypress', onKey);
    reader.prompt();
  });
}

/** What an empty first line keeps, in lines; nothing where there is nothing to keep. */
function keptText(standard: readonly string[]): string {
  if (standard.length === 0) return '';
  const text = `Press Enter to keep what you entered before: ${standard.join('; ')}`;
  return `  ${questionText(text)}\n`;
}
