import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { nearName } from '../../base/name-difference.js';
import { ownValue } from '../../base/own-value.js';
import { askSeveral } from '../../base/terminal/ask-several.js';
import { canAsk } from '../../base/terminal/asker.js';
import type { Plan } from '../../engine/change/model.js';
import { kindLabel } from '../../engine/kinds/index.js';
import type { Config, LoadedConfig } from '../../language/config/model.js';
import { isArn, queueArn, topicArn } from '../../language/names/arn.js';
import type { Connection } from '../access/connect.js';
import {
  type Adoptable,
  adoptIntegration,
  adoptionRoutes,
  type Candidate,
  candidatesOf,
  planAdoption,
  readAdoptable,
} from './index.js';
import { readTakenThings, type TakenThings } from './taken-things.js';

/** The flags of `gcx adopt`. */
export interface AdoptFlags {
  readonly rule?: readonly string[] | undefined;
  readonly topic?: readonly string[] | undefined;
  readonly queue?: readonly string[] | undefined;
  readonly integration?: string | undefined;
  readonly all: boolean;
  readonly route?: string | undefined;
  readonly 'left-stack'?: readonly string[] | undefined;
  readonly json?: boolean | undefined;
}

/** The words of a command line that name the same. */
export function adoptWords({
  rule,
  topic,
  queue,
  integration,
  all,
  route,
  ...flags
}: AdoptFlags): readonly string[] {
  const each = (flag: string, names: readonly string[] = []) => names.flatMap((name) => [flag, name]);
  return [
    ...(all ? ['--all'] : []),
    ...each('--rule', rule),
    ...each('--topic', topic),
    ...each('--queue', queue),
    ...each('--integration', integration === undefined ? [] : [integration]),
    ...each('--route', route === undefined ? [] : [route]),
    ...each('--left-stack', flags['left-stack']),
  ];
}

/** The plan of what the flags name, or what a person chooses from a list. */
export async function adoptionPlan(
  loaded: LoadedConfig,
  connection: Pick<Connection, 'genesys' | 'aws' | 'sandbox'>,
  flags: AdoptFlags,
): Promise<Plan> {
  const { config } = loaded;
  const leftStacks = flags['left-stack'] ?? [];
  const topics = (flags.topic ?? []).map((name) => arnFor(name, () => topicArn(config, name)));
  const queues = (flags.queue ?? []).map((name) => arnFor(name, () => queueArn(config, name)));
  const named = (flags.rule ?? []).length + topics.length + queues.length > 0;
  if (flags.all && (named || flags.integration !== undefined)) throw allAndMore();
  if (!named && !flags.all && flags.integration === undefined && (!canAsk() || flags.json === true))
    throw nothingNamed();
  const adoptable = await readAdoptable(config, connection, [...topics, ...queues]);
  const isOpen = !named && flags.integration === undefined;
  const taken = isOpen
    ? await readTakenThings(loaded, connection, leftStacks)
    : { changes: [], refusals: [] };
  const candidates = [
    ...candidatesOf(config, adoptable),
    ...taken.changes.map((change): Candidate => ({ kind: 'other', change })),
  ];
  const chosen = !isOpen
    ? []
    : flags.all
      ? candidates.filter((each) => isOfFile(config, adoptable, each, flags.route))
      : await choose(candidates);
  const passedOver = flags.all
    ? candidates.flatMap((each) => (each.kind === 'rule' && !chosen.includes(each) ? [each.name] : []))
    : [];
  const choice = {
    rules: [...(flags.rule ?? []), ...chosen.flatMap((each) => (each.kind === 'rule' ? [each.name] : []))],
    topics: [...topics, ...chosen.flatMap((each) => (each.kind === 'topic' ? [each.arn] : []))],
    queues: [...queues, ...chosen.flatMap((each) => (each.kind === 'queue' ? [each.arn] : []))],
    ...(flags.route === undefined ? {} : { route: flags.route }),
    passedOver,
    leftStacks,
  };
  checkThere(config, adoptable, choice);
  const suffix =
    flags.integration ?? chosen.flatMap((each) => (each.kind === 'integration' ? [each.suffix] : []))[0];
  return planAdoption({
    config,
    ...adoptable,
    choice,
    ...(suffix === undefined ? {} : { integration: adoptIntegration({ config, suffix, ...adoptable }) }),
    taken: ofChosen(taken, chosen),
    sandbox: connection.sandbox,
  });
}

/** Those of the other things that were chosen. */
function ofChosen({ changes, refusals }: TakenThings, chosen: readonly Candidate[]): TakenThings {
  const ids = new Set(chosen.flatMap((each) => (each.kind === 'other' ? [each.change.id] : [])));
  return {
    changes: changes.filter(({ id }) => ids.has(id)),
    refusals: refusals.filter(({ change = '' }) => ids.has(change)),
  };
}

function arnFor(name: string, make: () => string): string {
  return isArn(name) ? name : make();
}

/** Whether the file says it: what it says nothing of, a plan would want to delete once it is adopted. */
function isOfFile(
  config: Config,
  { content, declared }: Adoptable,
  candidate: Candidate,
  asked: string | undefined,
): boolean {
  switch (candidate.kind) {
    case 'rule': {
      const route = asked ?? adoptionRoutes(config, content).get(candidate.name);
      return route !== undefined && ownValue(config.routes, route) !== undefined;
    }
    case 'topic':
    case 'queue':
      return [...declared.topics, ...declared.queues].some(
        ({ arn, create }) => create && arn === candidate.arn,
      );
    case 'integration':
    case 'other':
      return true;
  }
}

/** What a person ticks. */
async function choose(candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
  if (candidates.length === 0) return [];
  return askSeveral(
    'What should gcx take ownership of? (Only tags and notes are written.)',
    candidates.map((value) => ({ value, ...labelOf(value) })),
  );
}

function labelOf(candidate: Candidate): { readonly name: string; readonly description?: string } {
  switch (candidate.kind) {
    case 'rule':
      return {
        name: `rule ${candidate.name}`,
        ...(candidate.description === undefined ? {} : { description: candidate.description }),
      };
    case 'topic':
      return { name: `SNS topic ${candidate.name}` };
    case 'queue':
      return { name: `SQS queue ${candidate.name}` };
    case 'integration':
      return { name: `integration ${candidate.suffix} ("${candidate.name}")` };
    case 'other':
      return { name: `${kindLabel(candidate.change.kind)} ${candidate.change.name}` };
  }
}

function checkThere(
  config: Config,
  { content }: Adoptable,
  choice: {
    readonly rules: readonly string[];
    readonly topics: readonly string[];
    readonly queues: readonly string[];
  },
): void {
  const names = content.rules.map(({ name }) => name);
  const missing = [
    ...choice.rules
      .filter((name) => !names.includes(name))
      .map((name) => {
        const { names: near, difference } = nearName(name, names);
        const how = difference === undefined ? '' : `, which differs ${difference}`;
        return `rule ${name} on event bus ${content.bus}${near.length > 0 ? `; perhaps ${near.join(' or ')}${how}` : ''}`;
      }),
    ...choice.topics.filter((arn) => !content.topics.get(arn)).map((arn) => `SNS topic ${arn}`),
    ...choice.queues.filter((arn) => !content.queues.get(arn)).map((arn) => `SQS queue ${arn}`),
  ];
  if (missing.length === 0) return;
  throw new GcxError({
    code: 'not-found',
    what: `In account ${config.aws.account}, ${config.aws.region}, there is no ${missing.length === 1 ? missing[0] : `such thing as ${missing.length} of those named`}.`,
    ...(missing.length > 1 ? { details: missing } : {}),
    fix: `${gcxCommand('rule list', '--live')} shows the rules; ${gcxCommand('adopt')} on a terminal lists what can be adopted.`,
  });
}

function allAndMore(): GcxError {
  return new GcxError(
    {
      code: 'usage',
      what: '--all includes everything; it cannot be used with names.',
      fix: 'Give either --all, or names.',
    },
    ExitCode.usage,
  );
}

function nothingNamed(): GcxError {
  return new GcxError(
    {
      code: 'adopt-nothing',
      what: 'There is no terminal to choose what to adopt.',
      fix: 'Name it with --rule, --topic, --queue or --integration, or adopt everything with --all.',
    },
    ExitCode.usage,
  );
}
