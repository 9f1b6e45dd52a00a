import { ownValue } from '../../../base/own-value.js';
import { parseArn } from '../../../language/names/arn.js';
import { ProcessorVariable } from '../../../processor/contract/settings.js';
import type { AskedValue } from '../../change/asked.js';
import type { FieldChange, SetItem } from '../../change/model.js';
import type { DeclaredProcessor } from '../../targets/declared-processor.js';

/**
 * What differs between a function's environment variables and those that it should have: names only, values can be
 * sensitive. URLs of SQS queues are compared without their host, which is not the same at each start of a sandbox.
 */
export function environmentChanges(
  processor: DeclaredProcessor,
  live: Readonly<Record<string, string>>,
): readonly FieldChange[] {
  const wanted = wantedEnvironment(processor);
  const added = [...wanted.keys()].filter((name) => ownValue(live, name) === undefined);
  const removed = Object.keys(live).filter((name) => !wanted.has(name));
  const changed = [...wanted].filter(([name, isWanted]) => {
    const value = ownValue(live, name);
    return value !== undefined && !isWanted(value);
  });
  const items = (names: readonly string[]): readonly SetItem[] =>
    [...names].sort().map((value) => ({ value }));
  return [
    ...(added.length + removed.length === 0
      ? []
      : [
          {
            kind: 'set',
            field: 'environment',
            added: items(added),
            removed: items(removed),
          } as const,
        ]),
    ...changed.map(
      ([name]): FieldChange => ({
        kind: 'value',
        field: 'environment',
        after: `${name} changed`,
        // Of a value of the file's nothing is noted.
        ...(isOwn(name) ? {} : { origin: 'unknown' }),
      }),
    ),
  ];
}

/**
 * The environment as a setting: which variables there are, and the values of gcx's own. Of the values of the file's not
 * even a digest: they can be secret, and a short or likely one is found from its digest by trying, whatever the salt.
 */
export function askedEnvironment(
  processor: DeclaredProcessor,
  live: Readonly<Record<string, string>>,
): Readonly<Record<string, AskedValue>> {
  const wanted = wantedEnvironment(processor);
  return {
    environment: {
      wanted: [...wanted.keys()].sort().map((name) => [name, true]),
      live: Object.entries(live)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => [name, !isOwn(name) || wanted.get(name)?.(value) !== false]),
    },
  };
}

/** Whether a variable is gcx's own. */
function isOwn(name: string): boolean {
  return Object.values<string>(ProcessorVariable).includes(name);
}

/** The names of the file's environment variables, for a function that is made; none where there are none. */
export function environmentNames(environment: Readonly<Record<string, string>>): readonly FieldChange[] {
  const added = Object.keys(environment)
    .sort()
    .map((value) => ({ value }));
  return added.length === 0 ? [] : [{ kind: 'set', field: 'environment', added, removed: [] }];
}

/** The variables that a function should have, each with a test of its value. */
function wantedEnvironment(processor: DeclaredProcessor): ReadonlyMap<string, (value: string) => boolean> {
  const { target, names } = processor;
  const same = (wanted: string) => (value: string) => value === wanted;
  return new Map([
    ...Object.entries(target.environment).map(([name, value]) => [name, same(value)] as const),
    [ProcessorVariable.queueUrl, isUrlOf(processor.queueArn)] as const,
    [ProcessorVariable.deadLetterQueueUrl, isUrlOf(processor.deadLetterQueueArn)] as const,
    ...(target.deduplicate === undefined ? [] : [[ProcessorVariable.table, same(names.table)] as const]),
  ]);
}

/** Whether a text is the URL of an SQS queue, wherever SQS is. */
function isUrlOf(arn: string): (url: string) => boolean {
  const { account = '', resource = '' } = parseArn(arn) ?? {};
  return (url) => url.endsWith(`/${account}/${resource}`);
}
