import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { catalogue } from '../../language/events/index.js';
import type { RouteItem } from './add-items.js';
import { type FileContent, mapAt } from './file-content.js';

/**
 * Event types as the file names them.
 * @param flag how each was given: `--event`, or nothing where it is an argument
 * @throws GcxError with exit code 64 for one that gcx does not know, with the near ones
 */
export function eventItems(
  { content }: Pick<FileContent, 'content'>,
  names: readonly string[],
  flag: string,
): readonly RouteItem[] {
  const known = catalogue();
  // A relay's format may have names of its own; the file's checks judge them.
  const own = Object.keys(mapAt(content, 'formats')).length > 0 || 'format' in mapAt(content, 'genesys');
  return names.map((given) => {
    const name = known.findLoosely(given)?.name ?? (own ? given : undefined);
    if (name !== undefined) return { value: name, called: `event type ${name}`, flag: flagged(flag, given) };
    const tutorial = known.tutorial(given);
    const near = tutorial?.instead ?? known.suggest(given).map((each) => each.name);
    throw new GcxError(
      {
        code: 'event-type-unknown',
        what: `${flagged(flag, given)}: there is no such event type.`,
        ...(tutorial === undefined ? {} : { why: tutorial.explanation }),
        fix:
          near.length > 0
            ? `Did you mean ${near.slice(0, 3).join(' or ')}?`
            : `${gcxCommand('event-type list')} shows all of them.`,
      },
      ExitCode.usage,
    );
  });
}

/** A value with its flag, as typed. */
export function flagged(flag: string, value: string): string {
  const shown = /^[\w./:@%+=-]+$/.test(value) ? value : `"${value}"`;
  return flag === '' ? shown : `${flag} ${shown}`;
}
