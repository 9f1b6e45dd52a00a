import type { Random } from './random.js';

/** What is typed into a text: marks of YAML and JSON, what means something to gcx, and what hides. */
const TOKENS: readonly [string, ...string[]] = [
  '\t',
  ' ',
  '\n',
  '\r',
  '"',
  "'",
  '`',
  '[',
  ']',
  '{',
  '}',
  ':',
  ': ',
  ',',
  '- ',
  ' #',
  '\n? ',
  '\n---\n',
  '\n...\n',
  '%YAML 9.9\n',
  '| \n',
  '>-\n',
  '&a ',
  '*a',
  '<<: *a\n',
  '!!binary ',
  '!!js/function ',
  '!',
  '${',
  '${x}',
  '${x:-',
  '$${',
  '{eventType}',
  '*',
  '**',
  'no',
  'null',
  '~',
  '.nan',
  '.inf',
  '0o17',
  '0x1F',
  '911',
  '-1',
  '1e999',
  '2026-01-01',
  '__proto__: ',
  'constructor',
  '\u0000',
  '\u001b[2J',
  '\u009b',
  '\u202e',
  '\u2028',
  '\ufeff',
  '\ud800',
  '🛒',
  'é',
];

/** A long, a deep, or a self-multiplying piece. */
function large(random: Random): string {
  const size = random.pick([300, 5_000, 60_000]);
  return random.pick<() => string>([
    () => 'a'.repeat(size),
    () => 'word '.repeat(size / 5),
    () => '['.repeat(size / 10),
    () => '{a: '.repeat(size / 20),
    () => '${'.repeat(size / 10),
    () => '(a|aa)+'.repeat(size / 50),
    () => '*'.repeat(size / 10),
    () => '\n'.repeat(size / 10),
    () => `${'\u202e'.repeat(size / 10)}x`,
    () => `"${'\\'.repeat(size / 10)}"`,
    () => Array.from({ length: size / 20 }, (_, index) => `\nk${index}: v`).join(''),
    () => Array.from({ length: size / 20 }, (_, index) => `\n- i${index}`).join(''),
    laughs,
  ])();
}

/** Aliases of aliases: a few bytes that mean billions of nodes. */
function laughs(): string {
  const names = 'bcdefghij'.split('');
  return `\na: &a [x, x, x, x, x, x, x, x, x]${names
    .map((name, index) => {
      const alias = `*${names[index - 1] ?? 'a'}`;
      return `\n${name}: &${name} [${Array(9).fill(alias).join(', ')}]`;
    })
    .join('')}\n`;
}

function once(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const length = 1 + random.below(random.pick([3, 30, 400]));
  const before = text.slice(0, at);
  const after = text.slice(at);
  switch (random.below(9)) {
    case 0:
      return before + after.slice(length);
    case 1:
    case 2:
      return before + random.pick(TOKENS) + after;
    case 3:
      return before + random.pick(TOKENS) + after.slice(1);
    case 4:
      return before + after.slice(0, length).repeat(2 + random.below(random.pick([2, 2, 2, 300]))) + after;
    case 5:
      return random.below(4) === 0 ? before : before + after.slice(length);
    case 6:
      return random.below(3) === 0 ? before + large(random) + after : before + random.pick(TOKENS) + after;
    case 7: {
      const lines = text.split('\n');
      const [line = ''] = lines.splice(random.below(lines.length), 1);
      lines.splice(random.below(lines.length + 1), 0, line);
      return lines.join('\n');
    }
    default: {
      const lines = text.split('\n');
      const index = random.below(lines.length);
      const line = lines[index] ?? '';
      lines[index] = random.below(2) === 0 ? ` ${line}` : line.replace(/^ /, '');
      return lines.join('\n');
    }
  }
}

/** A text with one to five pieces of it done otherwise. */
export function mutateText(text: string, random: Random): string {
  let mutated = text;
  for (let left = 1 + random.below(5); left > 0; left -= 1) mutated = once(mutated, random);
  return mutated;
}

/** The bytes of a text, at times with one of them changed, as what is no UTF-8 at all. */
export function mutateBytes(text: string, random: Random): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length > 0 && random.below(20) === 0) bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
}
