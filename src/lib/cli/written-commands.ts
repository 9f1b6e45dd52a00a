import { plainCommands } from '../base/hints/gcx-command.js';

/** A document whose texts suggest commands, with these written for this run; all else as it is. */
export function withWrittenCommands(document: unknown): unknown {
  const text = JSON.stringify(document, (_, value: unknown) =>
    typeof value === 'string' ? plainCommands(value) : value,
  );
  return text === undefined ? document : JSON.parse(text);
}
