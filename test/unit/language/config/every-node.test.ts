import { expect, it } from 'vitest';
import { type Node, parseDocument, visit } from 'yaml';
import { everyNode } from '../../../../src/lib/language/config/document/every-node.js';

it.each([
  'a: 1',
  'a: { b: [c, "d", { e: f }], g: }\nh:\n  - i\n  - &j k\n  - *j\n',
  `a: ${'[{ b: '.repeat(300)}c`,
  '- [a, {b: c}\n- "d',
  '',
])('goes through a document as the library does: %s', (text) => {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  const visited: Node[] = [];
  visit(document, { Node: (_, node) => void visited.push(node) });
  const walked = [...everyNode(document)];
  expect(walked.length).toBe(visited.length);
  expect(walked.every((node, index) => node === visited[index])).toBe(true);
});
