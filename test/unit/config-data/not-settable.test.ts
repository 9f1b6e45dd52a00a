import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** A part of the file's JSON schema, as far as a path goes through it. */
interface Part {
  readonly properties?: Readonly<Record<string, Part>>;
  readonly additionalProperties?: Part | boolean;
  readonly items?: Part;
  readonly anyOf?: readonly Part[];
  readonly oneOf?: readonly Part[];
}

const KEYS: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync('test/fixtures/settable-keys.json', 'utf8'),
).keys;
const SCHEMA: Part = JSON.parse(readFileSync('config/genesysrc.schema.json', 'utf8'));
const PAGE = readFileSync('docs/not-settable.md', 'utf8');

/** Why a parameter is not in the file, as the page calls the classes of reasons. */
const REASON = /^(?:gcx sets it|Does not apply|Not in the file(?: yet)?): \S/;

/** Said of a structure that gcx leaves out as a whole: then its keys need no rows. */
const LEFT_OUT = /^(?:Does not apply|Not in the file)/;

/** The rows of the page: call, parameter, and what is said of it. */
function rowsOf(
  page: string,
): readonly { readonly call: string; readonly key: string; readonly says: string }[] {
  return page
    .split(/^## /m)
    .slice(1)
    .flatMap((part) => {
      const [call = ''] = part.split('\n');
      return [...part.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(([, key = '', says = '']) => ({
        call,
        key,
        says,
      }));
    });
}

/** Whether a path leads through a schema; `NAME` is any key, and `[]` is an entry of a list. */
function leads(part: Part | undefined, path: readonly string[]): boolean {
  const [first, ...rest] = path;
  if (part === undefined) return false;
  if (first === undefined) return true;
  const found =
    first === '[]'
      ? part.items
      : (part.properties?.[first] ??
        (first === 'NAME' && typeof part.additionalProperties === 'object'
          ? part.additionalProperties
          : undefined));
  const others = [...(part.anyOf ?? []), ...(part.oneOf ?? [])];
  return (found !== undefined && leads(found, rest)) || others.some((each) => leads(each, path));
}

const stepsOf = (path: string) => path.replaceAll('[]', '.[]').split('.');

/** What is wrong with a page: parameters that it leaves out, names twice or invents, dead paths, and missing reasons. */
function faultsOf(page: string): readonly string[] {
  const rows = rowsOf(page);
  const missing = Object.entries(KEYS).flatMap(([call, keys]) =>
    keys
      .filter((key) => {
        const of = (name: string) => rows.filter((row) => row.call === call && row.key === name);
        const [structure = ''] = key.split('.');
        const isLeftOut = structure !== key && LEFT_OUT.test(of(structure)[0]?.says ?? '');
        return of(key).length !== (isLeftOut ? 0 : 1);
      })
      .map((key) => `${call} ${key}: not one row`),
  );
  const wrong = rows.flatMap(({ call, key, says }) => {
    if (KEYS[call]?.includes(key) !== true) return [`${call} ${key}: AWS has no such parameter`];
    const path = /^`([^`]+)`/.exec(says)?.[1];
    if (path !== undefined)
      return leads(SCHEMA, stepsOf(path)) ? [] : [`${call} ${key}: the file has no ${path}`];
    return REASON.test(says) ? [] : [`${call} ${key}: no reason`];
  });
  return [...missing, ...wrong];
}

it('the page of settings has each parameter that AWS takes, with its place in the file or the reason why there is none', () => {
  expect(faultsOf(PAGE)).toEqual([]);
  for (const call of Object.keys(KEYS)) {
    const says = rowsOf(PAGE).filter((row) => row.call === call);
    expect(says.length, call).toBeGreaterThan(10);
  }
});

it('finds what is missing, invented, without a place and without a reason', () => {
  const worse = PAGE.replace(/^\| `RedrivePolicy` \| `targets.*\n/m, '')
    .replace('`targets.NAME.sqs.delay`', '`targets.NAME.sqs.delays`')
    .replace('| `SignatureVersion` | Not in the file: ', '| `SignatureVersion` | ')
    .replace('| `DisplayName` |', '| `Display` |')
    .replace('`targets.NAME.subscribers[].raw`', '`targets.NAME.subscribers.raw`')
    .replace(/^\| `VpcConfig.Ipv6AllowedForDualStack` .*\n/m, '');
  expect(faultsOf(worse)).toEqual([
    'CreateQueue RedrivePolicy: not one row',
    'CreateTopic DisplayName: not one row',
    'CreateFunction VpcConfig.Ipv6AllowedForDualStack: not one row',
    'CreateQueue DelaySeconds: the file has no targets.NAME.sqs.delays',
    'CreateTopic Display: AWS has no such parameter',
    'CreateTopic SignatureVersion: no reason',
    'Subscribe RawMessageDelivery: the file has no targets.NAME.subscribers.raw',
  ]);
});
