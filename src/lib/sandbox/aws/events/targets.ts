import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { arnOf, parseArn } from '../arn.js';
import { validationError } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import type { Context, Operations } from '../context.js';
import type { RuleRecord, TargetRecord } from '../event-records.js';
import { integer, list, object, objects, text, textMap, texts } from '../input.js';
import { pageOf } from '../pages.js';
import { checkInput } from './check-input.js';
import { checkParameters } from './check-parameters.js';
import { checkHttpParameters, isDestinationArn } from './connections/http-parameters.js';
import { readDeadLetterQueue } from './dead-letter-queue.js';
import { NAME_PATTERN, ruleOf } from './names.js';
import { limitExceeded, refuseManaged } from './rules.js';

/** Targets that let EventBridge in by a policy of their own, in the account of the rule (recorded). */
const POLICY_SERVICES: readonly string[] = ['sns', 'sqs', 'lambda'];
/** Targets that need no role in any account: an API's method can be open to all. */
const ROLE_OPTIONAL: readonly string[] = ['execute-api'];
/** Targets that take no role: only a resource policy lets EventBridge in (recorded). */
const ROLE_REFUSED: readonly string[] = ['logs'];

function putTargets(input: JsonObject, context: Context): JsonObject {
  const entries = objects(input, 'Targets');
  checkShape(entries);
  const rule = ruleOf(input, context, 'Rule');
  refuseManaged(rule, false);
  for (const entry of entries) checkTarget(entry, rule, context);
  const targets = new Map(rule.targets.map((target) => [target.Id, target]));
  for (const entry of entries) {
    const Id = text(entry, 'Id') ?? '';
    targets.set(Id, { ...entry, Id, Arn: text(entry, 'Arn') ?? '' });
  }
  if (targets.size > Limits.targetsPerRule) throw limitExceeded();
  rule.targets = [...targets.values()];
  return { FailedEntryCount: 0, FailedEntries: [] };
}

function checkShape(entries: readonly JsonObject[]): void {
  const constraints = new Constraints();
  constraints.count('targets', `[${entries.map(() => 'Target').join(', ')}]`, entries.length, {
    min: 1,
    max: Limits.targetEntriesPerRequest,
  });
  for (const [index, entry] of entries.entries()) {
    const path = `targets.${index + 1}.member`;
    const transformer = object(entry, 'InputTransformer');
    const retry = object(entry, 'RetryPolicy');
    constraints
      .text(`${path}.id`, text(entry, 'Id'), {
        required: true,
        min: 1,
        max: Limits.targetIdCharacters,
        pattern: NAME_PATTERN,
      })
      .text(`${path}.arn`, text(entry, 'Arn'), { required: true, min: 1, max: 1_600 })
      .text(`${path}.roleArn`, text(entry, 'RoleArn'), { min: 1, max: 1_600 })
      .text(`${path}.input`, text(entry, 'Input'), { max: Limits.targetInputCharacters })
      .text(`${path}.sqsParameters.messageGroupId`, messageGroupOf(entry), {
        max: Limits.targetMessageGroupCharacters,
      })
      .text(`${path}.inputPath`, text(entry, 'InputPath'), { max: Limits.targetInputPathCharacters });
    checkHttpParameters(`${path}.httpParameters`, object(entry, 'HttpParameters'), constraints);
    if (transformer !== undefined) {
      const paths = textMap(transformer, 'InputPathsMap') ?? {};
      constraints
        .text(`${path}.inputTransformer.inputTemplate`, text(transformer, 'InputTemplate'), {
          required: true,
          min: 1,
          max: Limits.inputTemplateCharacters,
        })
        .count(`${path}.inputTransformer.inputPathsMap`, JSON.stringify(paths), Object.keys(paths).length, {
          max: Limits.inputTemplatePaths,
        })
        .map(`${path}.inputTransformer.inputPathsMap`, paths, {
          keyMax: Limits.targetInputPathCharacters,
          keyPattern: '[A-Za-z0-9\\_\\-]+',
          valueMax: Limits.targetInputPathCharacters,
        });
    }
    if (retry !== undefined) {
      constraints
        .range(
          `${path}.retryPolicy.maximumRetryAttempts`,
          integer(retry, 'MaximumRetryAttempts'),
          0,
          Limits.retryAttempts,
        )
        .range(
          `${path}.retryPolicy.maximumEventAgeInSeconds`,
          integer(retry, 'MaximumEventAgeInSeconds'),
          Limits.retryMaxAgeSecondsMin,
          Limits.retryMaxAgeSecondsMax,
        );
    }
  }
  constraints.check();
}

function messageGroupOf(target: JsonObject): string | undefined {
  const parameters = object(target, 'SqsParameters');
  return parameters === undefined ? undefined : text(parameters, 'MessageGroupId');
}

function checkTarget(target: JsonObject, rule: RuleRecord, context: Context): void {
  const id = text(target, 'Id') ?? '';
  const arnText = text(target, 'Arn') ?? '';
  const arn = parseArn(arnText);
  if (
    arn === undefined ||
    (arn.service === 'logs' && arn.resource.includes(':log-stream:')) ||
    (arn.resource.startsWith('api-destination/') && !isDestinationArn(arnText))
  ) {
    throw validationError(
      `Parameter ${arnText} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  }
  const isBus = arn.service === 'events' && arn.resource.startsWith('event-bus/');
  if (isBus) checkBus(target, arnText, arn, rule, context);
  if (!isBus && arn.region !== '' && arn.region !== context.region) {
    throw validationError(
      `Parameter ${arnText} is not valid. Reason: Provided Arn is not in the same region as the rule.`,
    );
  }
  checkRole(target, arnText, arn, context);
  if (arn.service === 'sqs' && arn.resource.endsWith('.fifo')) {
    if (!messageGroupOf(target)) {
      throw validationError(`Parameter(s) SqsParameters must be specified for target: ${id}.`);
    }
  }
  checkParameters(target, arn.service);
  readDeadLetterQueue(target, context);
  checkInput(target, id, isBus ? 'bus' : arn.service === 'logs' ? 'log-group' : 'other');
}

/** What the name of an AWS region looks like: PutTargets refuses a bus of a region that there is not (recorded). */
const REGION =
  /^(?:[a-z]{2}|us-gov|eusc-de|us-isob?|us-isof|eu-isoe)-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d$/;

/** Refuses what PutTargets refuses of an event bus, in the words recorded in September 2026. */
function checkBus(
  target: JsonObject,
  arnText: string,
  arn: { readonly region: string },
  rule: RuleRecord,
  context: Context,
): void {
  if (!REGION.test(arn.region)) {
    throw validationError(
      `Parameter ${arnText} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  }
  if (arnText === arnOf('events', context, `event-bus/${rule.bus}`))
    throw validationError('Source EventBus and Target EventBus must not be the same.');
  if (object(target, 'RetryPolicy') !== undefined)
    throw validationError('Retry policy is not supported for Event bus targets.');
}

function checkRole(
  target: JsonObject,
  arnText: string,
  { service, account }: { readonly service: string; readonly account: string },
  context: Context,
): void {
  if (ROLE_REFUSED.includes(service)) {
    if (text(target, 'RoleArn') === undefined) return;
    throw validationError(`RoleArn is not supported for target ${arnText}.`);
  }
  if (text(target, 'RoleArn') !== undefined || ROLE_OPTIONAL.includes(service)) return;
  if (POLICY_SERVICES.includes(service) && account === context.account) return;
  throw validationError(`RoleArn is required for target ${arnText}.`);
}

function removeTargets(input: JsonObject, context: Context): JsonObject {
  const ids = texts(input, 'Ids');
  const constraints = new Constraints();
  constraints.count('ids', `[${ids.join(', ')}]`, ids.length, {
    min: 1,
    max: Limits.targetEntriesPerRequest,
  });
  for (const [index, id] of ids.entries()) {
    constraints.text(`ids.${index + 1}.member`, id, {
      min: 1,
      max: Limits.targetIdCharacters,
      pattern: NAME_PATTERN,
    });
  }
  constraints.check();
  const rule = ruleOf(input, context, 'Rule');
  refuseManaged(rule, input['Force'] === true);
  // An id that the rule does not have is no failure (recorded 2026-09-13, control_plane.json).
  rule.targets = rule.targets.filter((target) => !ids.includes(target.Id));
  return { FailedEntryCount: 0, FailedEntries: [] };
}

/** The answer in which every entry of a call failed, as it comes of two changes at once. */
export function allEntriesFailed(action: string, input: JsonObject, code: string): JsonObject | undefined {
  const failure = { ErrorCode: code, ErrorMessage: ENTRY_FAILURES[code] ?? INTERNAL };
  if (action === 'PutTargets' || action === 'RemoveTargets') {
    const ids =
      action === 'RemoveTargets'
        ? texts(input, 'Ids')
        : objects(input, 'Targets').map((entry) => text(entry, 'Id') ?? '');
    return { FailedEntryCount: ids.length, FailedEntries: ids.map((TargetId) => ({ TargetId, ...failure })) };
  }
  if (action !== 'PutEvents') return undefined;
  // Events meet no change of the rule that they are for.
  const ofEvents = code === 'ConcurrentModificationException' ? 'InternalFailure' : code;
  const entries = (list(input, 'Entries') ?? []).map(() => ({
    ErrorCode: ofEvents,
    ErrorMessage: ENTRY_FAILURES[ofEvents] ?? INTERNAL,
  }));
  return { FailedEntryCount: entries.length, Entries: entries };
}

const INTERNAL = 'An internal error occurred.';
const ENTRY_FAILURES: Readonly<Record<string, string>> = {
  ConcurrentModificationException: 'Rule is being modified concurrently.',
  ThrottlingException: 'Rate exceeded',
};

function listTargets(input: JsonObject, context: Context): JsonObject {
  const limit = integer(input, 'Limit');
  new Constraints().range('limit', limit, 1, 100).check();
  const rule: RuleRecord = ruleOf(input, context, 'Rule');
  const page = pageOf<TargetRecord>(rule.targets, limit ?? 100, text(input, 'NextToken'));
  const Targets = page.items.filter(isJsonObject);
  return { Targets, ...(page.next === undefined ? {} : { NextToken: page.next }) };
}

/** The calls of EventBridge that concern targets. */
export const targetOperations: Operations = {
  PutTargets: putTargets,
  RemoveTargets: removeTargets,
  ListTargetsByRule: listTargets,
};
