import type { Problem } from '../document/problems.js';
import { entriesOf, nodeAt, textOf } from '../document/source-node.js';
import type { CheckContext } from './check-context.js';

/** Characters of a tag's key and value, and tags in all (AWS: "Tag naming limits and requirements"). */
const KEY_CHARACTERS = 128;
const VALUE_CHARACTERS = 256;
/** AWS takes 50 tags on one resource; the rest holds what gcx itself records there. */
const MOST_TAGS = 30;
/** What the tags of every service take. */
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Checks the tags that everything gcx makes is given, against AWS's rules. */
export function checkTags({ root, problems }: CheckContext): void {
  const tags = entriesOf(nodeAt(root, ['tags']));
  if (tags.size > MOST_TAGS) {
    problems.atKey(['tags'], {
      code: 'too-many',
      message: `These are ${tags.size} tags; here ${MOST_TAGS} are the most, as AWS takes 50 on one resource and gcx needs some itself.`,
      fix: `Remove ${tags.size - MOST_TAGS}.`,
    });
  }
  checkKeysAlike({ root, problems }, [...tags.keys()]);
  for (const [key, { value }] of tags) {
    const problem = keyProblem(key);
    if (problem !== undefined) problems.atKey(['tags', key], problem);
    const text = textOf(value);
    if (text === undefined) continue;
    if (text.length > VALUE_CHARACTERS) {
      problems.at(['tags', key], {
        code: 'too-long',
        message: `A tag's value has at most ${VALUE_CHARACTERS} characters; this one has ${text.length}.`,
        fix: `Shorten it by ${text.length - VALUE_CHARACTERS}.`,
      });
    } else if (!ALLOWED.test(text)) problems.at(['tags', key], forbidden('value', text));
  }
}

/** To IAM keys that differ only in case are one: CreateRole and TagRole refuse both ("Duplicate tag keys found"). */
function checkKeysAlike(
  { root, problems }: Pick<CheckContext, 'root' | 'problems'>,
  keys: readonly string[],
): void {
  const made = [...entriesOf(nodeAt(root, ['targets'])).keys()].find(
    (target) =>
      (nodeAt(root, ['targets', target, 'processor'])?.kind === 'map' &&
        nodeAt(root, ['targets', target, 'processor', 'role']) === undefined) ||
      (['kinesis', 'firehose', 'stateMachine', 'bus', 'http'].some(
        (key) => nodeAt(root, ['targets', target, key])?.kind === 'map',
      ) &&
        nodeAt(root, ['targets', target, 'role']) === undefined),
  );
  if (made === undefined) return;
  const seen = new Map<string, string>();
  for (const key of keys) {
    const alike = seen.get(key.toLowerCase());
    if (alike === undefined) seen.set(key.toLowerCase(), key);
    else
      problems.atKey(['tags', key], {
        code: 'tag-keys-alike',
        message: `"${alike}" and "${key}" differ only in case. To IAM they are one key: it would refuse the role of target "${made}".`,
        fix: 'Keep one of them, or give each target of this kind a role of your own: role: ARN.',
      });
  }
}

function keyProblem(key: string): Problem | undefined {
  if (key === '') {
    return { code: 'name-empty', message: 'The key of a tag is empty.', fix: 'Give it a name.' };
  }
  if (/^aws:/i.test(key)) {
    return {
      code: 'tag-reserved',
      message: 'Keys that begin with "aws:" are AWS\'s own.',
      fix: 'Give the tag another key.',
    };
  }
  if (/^genesys-gcx:/i.test(key)) {
    return {
      code: 'tag-reserved',
      message: 'Keys that begin with "genesys-gcx:" are those by which gcx knows what is its own.',
      fix: 'Give the tag another key.',
    };
  }
  if (key.length > KEY_CHARACTERS) {
    return {
      code: 'name-too-long',
      message: `The key of a tag has at most ${KEY_CHARACTERS} characters; this one has ${key.length}.`,
      fix: `Shorten it by ${key.length - KEY_CHARACTERS}.`,
    };
  }
  return ALLOWED.test(key) ? undefined : forbidden('key', key);
}

function forbidden(what: string, text: string): Problem {
  const signs = [...new Set([...text].filter((sign) => !ALLOWED.test(sign)))].map((sign) => `"${sign}"`);
  return {
    code: 'name-invalid',
    message: `The ${what} of a tag cannot hold ${signs.join(' or ')}.`,
    fix: 'Use letters, digits, spaces and _ . : / = + - @',
  };
}
