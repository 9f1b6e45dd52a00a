import { Limits } from '../../../base/limits.js';
import { functionAndQualifier, parseWrittenArn } from '../../names/arn.js';
import { EVENT_TYPE_PLACEHOLDER, fillTopicName } from '../../names/event-type-topics.js';
import { processorNames } from '../../names/processor-names.js';
import {
  entriesOf,
  isNullOrMissing,
  itemsOf,
  nodeAt,
  type SourceNode,
  textOf,
} from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

/** A thing that a target stands for. */
interface Claim {
  readonly target: string;
  readonly path: ConfigPath;
  readonly provenance: 'create' | 'existing';
  /** How the name came about, where the file does not show it. */
  readonly via?: string;
  /** Of a processor's things: the name of its SQS queue. */
  readonly processor: string | undefined;
}

/** Checks that no two targets stand for the same SNS topic, SQS queue, function or log group, `{eventType}` filled in. */
export function checkSameThing(context: CheckContext): void {
  const { problems } = context;
  checkRoles(context);
  const claims = new Map<string, Claim>();
  for (const [target, { value }] of entriesOf(nodeAt(context.root, ['targets']))) {
    for (const kind of KINDS) {
      const made = madeForProcessor(context, target, kind, value);
      for (const { name, via, provenance, path: own } of [
        ...namesOf(context, target, kind, value),
        ...made,
      ]) {
        const processor = made[0]?.name;
        const key = `${kind}:${name}`;
        const path = own ?? ['targets', target, kind, provenance];
        const other = claims.get(key);
        if (other === undefined) {
          claims.set(key, { target, path, provenance, processor, ...(via === undefined ? {} : { via }) });
          continue;
        }
        if (other.target === target || (provenance === 'existing' && other.provenance === 'existing'))
          continue;
        // Two processors of one name are told by their function.
        if (kind === 'sqs' && processor !== undefined && processor === other.processor) continue;
        const what = `the ${WORDS[kind]} ${name}${via === undefined ? '' : ` (for ${via})`}`;
        problems.at(path, {
          code: 'same-thing',
          message:
            provenance === other.provenance
              ? `"${target}" and "${other.target}" would both create ${what}.`
              : `"${target}" and "${other.target}" are both ${what}: one creates it, one calls it existing.`,
          fix: 'Give one of them another name, or keep one target and name it wherever it is needed.',
        });
      }
    }
  }
}

const KINDS = ['sns', 'sqs', 'lambda', 'logGroup'] as const;

type Kind = (typeof KINDS)[number];

const WORDS: Readonly<Record<Kind, string>> = {
  sns: 'SNS topic',
  sqs: 'SQS queue',
  lambda: 'Lambda function',
  logGroup: 'log group',
};

/** IAM does not tell names by their case (IAM API reference, CreateRole), Lambda and SQS do. */
function checkRoles({ root, problems }: CheckContext): void {
  const roles = new Map<string, { readonly target: string; readonly name: string }>();
  for (const [target, { value }] of entriesOf(nodeAt(root, ['targets']))) {
    const processor = nodeAt(value, ['processor']);
    if (processor?.kind !== 'map' || nodeAt(processor, ['role']) !== undefined) continue;
    const own = textOf(nodeAt(processor, ['name']));
    const name = own ?? target;
    // A name of the file's own and one that gcx makes of project and target hardly meet.
    const key = `${own === undefined ? 'target' : 'name'}:${name.toLowerCase()}`;
    const other = roles.get(key);
    if (other !== undefined && other.name !== name) {
      problems.atKey(['targets', target, ...(own === undefined ? [] : ['processor', 'name'])], {
        code: 'same-thing',
        message: `The roles of "${target}" and "${other.target}" would differ by capital letters only, and IAM takes them for one.`,
        fix: 'Give one of them another name.',
      });
    }
    roles.set(key, { target, name });
  }
}

interface NamedThing {
  readonly name: string;
  readonly provenance: 'create' | 'existing';
  readonly via?: string;
  /** Where the file says it, if that is not simply the name of the target. */
  readonly path?: ConfigPath;
}

/**
 * What gcx makes of a kind for a processor. Its table, role and log group have the function's name, and are told with it; no
 * target creates a log group below /aws/lambda/, nor one where that of the event bus is.
 */
function madeForProcessor(
  { root, environment }: CheckContext,
  target: string,
  kind: Kind,
  node: SourceNode,
): readonly NamedThing[] {
  const processor = nodeAt(node, ['processor']);
  if (kind === 'sns' || kind === 'logGroup' || processor?.kind !== 'map') return [];
  const name = textOf(nodeAt(processor, ['name']));
  if (name === '') return [];
  const names = processorNames(
    { project: textOf(nodeAt(root, ['project'])) ?? '', environment },
    {
      name: target,
      ...(name === undefined ? {} : { physicalName: name }),
      ...(isNullOrMissing(nodeAt(processor, ['messageGroup'])) ? {} : { messageGroup: '' }),
    },
  );
  const path = ['targets', target, ...(name === undefined ? [] : ['processor', 'name'])];
  const made = kind === 'lambda' ? [names.function] : [names.queue, names.deadLetterQueue];
  return made.map((each) => ({ name: each, provenance: 'create', path }));
}

function namesOf(context: CheckContext, target: string, kind: Kind, node: SourceNode): readonly NamedThing[] {
  const create = kind === 'lambda' ? undefined : textOf(nodeAt(node, [kind, 'create']));
  if (create?.includes(EVENT_TYPE_PLACEHOLDER) === true)
    return kind === 'sns' ? expanded(context, target, create) : [];
  if (create !== undefined && create !== '') return [{ name: create, provenance: 'create' }];
  const existing = textOf(nodeAt(node, [kind, 'existing']));
  if (existing === undefined || existing === '') return [];
  const arn = parseWrittenArn(existing);
  const named = (text: string): string => {
    if (kind === 'lambda') return functionAndQualifier(text)[0];
    return kind === 'logGroup' ? text.replace(/^log-group:/, '').replace(/:\*$/, '') : text;
  };
  if (arn === undefined) return [{ name: named(existing), provenance: 'existing' }];
  return arn.account === context.account ? [{ name: named(arn.resource), provenance: 'existing' }] : [];
}

/** The topics of the event types of all routes that name the target. */
function expanded(context: CheckContext, target: string, create: string): readonly NamedThing[] {
  const names = new Map<string, string>();
  for (const [, { value: route }] of entriesOf(nodeAt(context.root, ['routes']))) {
    if (!itemsOf(nodeAt(route, ['targets'])).some((item) => textOf(item) === target)) continue;
    for (const event of itemsOf(nodeAt(route, ['events']))) {
      const eventType = context.catalogue.find(textOf(event) ?? '');
      if (eventType !== undefined) names.set(fillTopicName(create, eventType.name), eventType.name);
    }
  }
  for (const [name, via] of names) {
    if (name.length <= Limits.snsTopicNameCharacters) continue;
    context.problems.at(['targets', target, 'sns', 'create'], {
      code: 'name-too-long',
      message: `With ${EVENT_TYPE_PLACEHOLDER} filled in for ${via}, the name has ${name.length} characters; an SNS topic has at most ${Limits.snsTopicNameCharacters} (snsTopicNameCharacters).`,
      fix: `Shorten it by ${name.length - Limits.snsTopicNameCharacters}.`,
    });
  }
  return [...names].map(([name, via]) => ({ name, via, provenance: 'create' }));
}
