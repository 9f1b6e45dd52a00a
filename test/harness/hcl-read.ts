/** A block of Terraform, as far as the tests read it. */
export interface HclRead {
  /** `resource "aws_sqs_queue" "inbox"`, `import`, `lifecycle`. */
  readonly head: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly blocks: readonly HclRead[];
}

/**
 * Reads the blocks of a text of Terraform. It knows lines only: a block or a value of several lines ends with the bracket
 * that stands as far in as its beginning. Throws an Error for a line that is none of this.
 */
export function readHcl(text: string): readonly HclRead[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  let at = 0;
  const read = (indent: string): readonly HclRead[] => {
    const blocks: HclRead[] = [];
    while (at < lines.length) {
      const block = /^( *)([a-z_]+(?: "[^"]*")*) \{(\})?$/.exec(lines[at] ?? '');
      if (block === null || block[1] !== indent) return blocks;
      at += 1;
      blocks.push(inner(block[2] ?? '', indent));
    }
    return blocks;
  };
  const inner = (head: string, indent: string): HclRead => {
    const attributes = new Map<string, string>();
    const blocks: HclRead[] = [];
    while (lines[at] !== `${indent}}`) {
      const line = lines[at];
      if (line === undefined) throw new Error(`${head} does not end`);
      const attribute = /^ +("[^"]*"|[A-Za-z_][\w-]*) += (.*)$/.exec(line);
      if (attribute === null) {
        const found = read(`${indent}  `);
        if (found.length === 0) throw new Error(`not Terraform: ${line}`);
        blocks.push(...found);
        continue;
      }
      const [, key = '', first = ''] = attribute;
      const value = [first];
      at += 1;
      if (/[[{(]$/.test(first)) {
        while (lines[at] !== undefined && !(lines[at] ?? '').startsWith(`${indent}  ${closing(first)}`)) {
          value.push(lines[at] ?? '');
          at += 1;
        }
        value.push(lines[at] ?? '');
        at += 1;
      }
      attributes.set(key, value.join('\n'));
    }
    at += 1;
    return { head, attributes, blocks };
  };
  const all = read('');
  if (at < lines.length) throw new Error(`not Terraform: ${lines[at]}`);
  return all;
}

function closing(first: string): string {
  return first.endsWith('[') ? ']' : '}';
}
