import { quoted, scalar, yamlText } from '../document/flow-text.js';
import type { Problem } from '../document/problems.js';
import type { ScalarNode, SourceNode } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';

/** A list where one text is expected. */
export function listForText(path: ConfigPath, node: SourceNode & { readonly kind: 'list' }): Problem {
  const names = node.items.map((item) =>
    item.kind === 'scalar' ? item.written.replaceAll(/^["']|["']$/g, '') : '…',
  );
  const each = eachByItself(path, names);
  if (each !== undefined) return each;
  const inQueues = path.at(-2) === 'queues';
  return {
    code: 'list-as-text',
    message: `[${names.join(', ')}] in square brackets is a list; ${inQueues ? 'one queue' : 'one string'} is expected here.`,
    replacement: yamlText(names.join(', ')),
    fix: inQueues
      ? `For ${names.length === 1 ? 'the queue' : `${names.length} queues`} write a "- " line for each name; for one queue of that name put it in quotes: "${names.join(', ')}" or "[${names.join(', ')}]".`
      : `For one text put it in quotes: "${names.join(', ')}".`,
  };
}

/** `{ name: [a, b] }` among queues, `{ email: [a, b] }` among subscribers: each is one of its own. */
function eachByItself(path: ConfigPath, names: readonly string[]): Problem | undefined {
  const key = String(path.at(-1));
  const list = path.at(-3);
  if ((list !== 'queues' && list !== 'subscribers') || names.length === 0) return undefined;
  return {
    code: 'list-as-text',
    message: `[${names.join(', ')}] is a list; one ${key} is expected here.`,
    fix: `Write one item for each: ${names.map((name) => `{ ${key}: ${scalar(name)} }`).join(', ')}.${
      list === 'queues' ? ` For one queue of that name put it in quotes: "${names.join(', ')}".` : ''
    }`,
  };
}

/** One text where a list is expected, with the list that was meant. */
export function textForList(node: ScalarNode, path: ConfigPath): Problem {
  if (node.style === 'plain' && node.written.startsWith('-')) {
    return {
      code: 'dash-without-space',
      message: 'A space is required after the "-" of a list item; without it this is one string.',
      fix: `Write ${node.written
        .split(/\s+(?=-)/)
        .map((item) => `- ${item.replace(/^-+/, '')}`)
        .join(' and ')}, each on its own line.`,
    };
  }
  return {
    code: 'wrong-type',
    message: `Expected a list here, found ${found(node)}.`,
    ...listOf(node, path),
  };
}

/** The list that was meant where one string stands for it. */
function listOf(node: ScalarNode, path: ConfigPath): { readonly fix: string; readonly replacement?: string } {
  if (path.at(-1) === 'queues' && /^(all|any|every|\*)$/i.test(String(node.value)))
    return {
      fix: 'For the events of all queues remove "queues"; for a queue of that name write it as a list.',
    };
  const text = String(node.value);
  const lines = node.style === 'plain' ? node.written.trim().split(/\r?\n\s*/) : [];
  if (lines.length > 1) {
    const items = lines.map((line) => line.replace(/^(-+|[•·‣▪●◦*+]|\d+[.)])\s+|\s*[,;]$/g, '').trim());
    const list = `[${items.map((item) => quoted(item.replaceAll(/^["']|["']$/g, ''))).join(', ')}]`;
    return { fix: `Begin each line with "- ", or write ${String(path.at(-1))}: ${list}.`, replacement: list };
  }
  const parts = text.split(/\s*[,;]\s*/).filter((part) => part !== '');
  const key = path.at(-1);
  const items =
    key === 'subscribers'
      ? parts.map((part) => receiverOf(part) ?? part)
      : parts.length > 1
        ? parts.map((part) => (key === 'queues' ? quoted(part) : scalar(part)))
        : [node.written];
  const list = `[${items.join(', ')}]`;
  return { fix: `Write ${String(key)}: ${list}, or a "- " line for each item.`, replacement: list };
}

/** A subscriber that is written as its address alone. */
export function receiverOf(text: string): string | undefined {
  if (/^https?:\/\//.test(text)) return `{ https: ${JSON.stringify(text)} }`;
  if (text.includes('@')) return `{ email: ${text} }`;
  return undefined;
}

/** What stands there, in words. */
export function found(node: SourceNode): string {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'map') return 'a map';
  if (typeof node.value === 'string')
    return node.style === 'quoted' ? `the string ${node.written}` : `the string "${node.value}"`;
  return typeof node.value === 'number' ? `the number ${node.written}` : node.written;
}
