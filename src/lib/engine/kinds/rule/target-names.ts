import { catalogue } from '../../../language/events/index.js';

/**
 * What the file calls a rule's target. That of a live one is read from its id, which gcx makes of the name: a topic for
 * each event type is `NAME/EVENT-TYPE` in the file and in all that gcx says, and a slash is no character of an id.
 * @param target the name, where it is known
 */
export function targetNameOf(id: string, target?: string): string {
  if (target !== undefined) return target;
  // No name of a target holds a dot, and every event type's does.
  for (let at = id.indexOf('-'); at !== -1; at = id.indexOf('-', at + 1)) {
    const rest = id.slice(at + 1);
    if (rest.includes('.') && catalogue().find(rest)?.name === rest) return `${id.slice(0, at)}/${rest}`;
  }
  return id;
}
