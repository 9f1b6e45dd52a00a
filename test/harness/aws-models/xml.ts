/** An element of an answer of the query protocols: these have no attributes but name spaces, and no mixed content. */
export interface Element {
  readonly name: string;
  readonly children: readonly Element[];
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const TOKEN = /<\?[^>]*\?>|<(\/?)([\w.:-]+)[^>]*?(\/?)>|([^<]+)/g;

/** Reads a document. @throws Error where it is not well formed */
export function readXml(source: string): Element {
  const root = { name: '', children: [] as Element[], text: '' };
  const open = [root];
  for (const [token, close, name, empty, text] of source.matchAll(TOKEN)) {
    const top = open.at(-1) ?? root;
    if (text !== undefined) top.text += plain(text);
    else if (close === '/') {
      if (open.pop()?.name !== name) throw new Error(`${token} closes nothing`);
    } else if (name !== undefined) {
      const element = { name, children: [], text: '' };
      top.children.push(element);
      if (empty === '') open.push(element);
    }
  }
  const [document] = root.children;
  if (open.length !== 1 || document === undefined) throw new Error('The XML is not closed.');
  return document;
}

function plain(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (_, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? '';
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
}
