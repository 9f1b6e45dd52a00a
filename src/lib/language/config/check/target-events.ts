import type { ShapeSource } from '../../events/input/index.js';
import { entriesOf, itemsOf, nodeAt, textOf } from '../document/source-node.js';
import type { CheckContext } from './check-context.js';
import { declaredFormats, formatOfRoute } from './format-of-route.js';

/**
 * Whose events the routes send to a target: each event type once, and one that is not known where a route does not say.
 * Empty where no route sends there.
 */
export function eventsOfTarget({ root, catalogue }: CheckContext, target: string): readonly ShapeSource[] {
  const formats = declaredFormats(root);
  const found = new Map<string, ShapeSource>();
  for (const [name, { value }] of entriesOf(nodeAt(root, ['routes']))) {
    if (!itemsOf(nodeAt(value, ['targets'])).some((item) => textOf(item) === target)) continue;
    const { format } = formatOfRoute(root, name, formats);
    if (format === undefined) continue;
    const events = itemsOf(nodeAt(value, ['events'])).flatMap((item) => textOf(item) ?? []);
    const eventTypes = events.length === 0 ? [undefined] : events.map((event) => catalogue.find(event));
    for (const eventType of eventTypes)
      found.set(`${format.name} ${eventType?.template ?? ''}`, { format, eventType });
  }
  return [...found.values()];
}
