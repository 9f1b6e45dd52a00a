import { Limits } from '../../../base/limits.js';
import { NameRules } from '../document/name-rules.js';
import { nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkFoundPath, knownPaths } from './check-filled-input.js';
import { checkNamed, type NamedForm } from './check-named-target.js';
import { checkRoleArn } from './check-role.js';
import { pathProblem } from './input-problems.js';
import { eventsOfTarget } from './target-events.js';

const FORM: NamedForm = {
  key: 'kinesis',
  makes: false,
  name: NameRules.kinesisStream,
  resourceStart: 'stream/',
  isResource: (resource) => /^stream\/[A-Za-z0-9._-]{1,128}$/.test(resource),
};

/** Checks a Kinesis stream, which has to exist. */
export function checkKinesisTarget(context: CheckContext, target: ConfigPath): void {
  checkNamed(context, [...target, 'kinesis'], FORM);
  checkPartitionKey(context, target);
  checkRoleArn(context, [...target, 'role']);
}

/** EventBridge looks for the key in the event, whatever the target's input is (recorded 2026-09-19). */
function checkPartitionKey(context: CheckContext, target: ConfigPath): void {
  const { problems, root } = context;
  const at = [...target, 'kinesis', 'partitionKey'];
  const path = textOf(nodeAt(root, at));
  if (path === undefined || path === '') return;
  if (path.length > Limits.targetPartitionKeyPathCharacters) {
    problems.at(at, {
      code: 'too-long',
      message: `The path to a partition key has at most ${Limits.targetPartitionKeyPathCharacters} characters (targetPartitionKeyPathCharacters); this one has ${path.length}.`,
      fix: `Shorten it by ${path.length - Limits.targetPartitionKeyPathCharacters}.`,
    });
    return;
  }
  const sources = eventsOfTarget(context, String(target.at(-1)));
  const problem = pathProblem(path, knownPaths(context, sources));
  if (problem !== undefined) problems.at(at, problem);
  checkFoundPath(
    context,
    at,
    path,
    sources,
    'every record gets the partition key {} and one shard gets them all',
  );
}
