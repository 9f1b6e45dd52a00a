import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { catalogue } from './catalogue.js';
import type { EventType } from './model.js';

/**
 * The event type that a command was given by short name, template or alias.
 * @throws GcxError with what was probably meant, or why a name from a tutorial is none.
 */
export function requireEventType(text: string): EventType {
  const { findLoosely, tutorial, suggest } = catalogue();
  const found = findLoosely(text);
  if (found !== undefined) return found;
  const what = `There is no event type "${text.slice(0, 200)}".`;
  const listed = `To list all event types: ${gcxCommand('event-type list')}`;
  const meant = tutorial(text);
  if (meant !== undefined) {
    throw new GcxError({
      code: 'unknown-event-type',
      what,
      why: meant.explanation,
      fix: meant.instead.length === 0 ? listed : `Use ${meant.instead.join(' or ')}.`,
    });
  }
  const near = suggest(text);
  throw new GcxError({
    code: 'unknown-event-type',
    what,
    fix: near.length === 0 ? listed : `Did you mean ${near.map(({ name }) => name).join(' or ')}?`,
  });
}
