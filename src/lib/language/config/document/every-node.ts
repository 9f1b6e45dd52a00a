import { type Document, isCollection, isNode, isPair, type Node } from 'yaml';

/**
 * All nodes of a YAML document in the order of the text, a collection before what it holds. `visit` of the library copies the
 * ancestors of each node, which takes seconds where a text opens hundreds of brackets and closes none.
 */
export function* everyNode({ contents }: Document.Parsed): Generator<Node> {
  const waiting: unknown[] = [contents];
  while (waiting.length > 0) {
    const item = waiting.pop();
    if (isPair(item)) waiting.push(item.value, item.key);
    if (!isNode(item)) continue;
    yield item;
    if (isCollection(item)) for (const member of item.items.toReversed()) waiting.push(member);
  }
}
