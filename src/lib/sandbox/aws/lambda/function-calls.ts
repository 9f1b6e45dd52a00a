import type { JsonObject } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { AwsError } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import type { Context } from '../context.js';
import { object, text, textMap } from '../input.js';
import type { DeployedCode, FunctionRecord } from '../processor-records.js';
import { checkTags } from '../tags.js';
import { checkExecutionRole, checkRoleOfSettings } from './execution-role.js';
import { checkVisibility, readArchitecture, readFunctionSettings, wrong } from './function-settings.js';
import { functionName, functionOf, makeFunction, shownFunction } from './functions.js';
import { readKeptSettings, readReservation } from './kept-settings.js';
import { codeFileName } from './run/code-store.js';
import { isUnsettled, settlesAt } from './settling.js';

/** CreateFunction. @throws AwsError */
export async function createFunction(input: JsonObject, context: Context): Promise<JsonObject> {
  const given = text(input, 'FunctionName');
  new Constraints()
    .text('functionName', given, {
      required: true,
      min: 1,
      max: 140,
      pattern:
        '(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?',
    })
    .check();
  const settings = readFunctionSettings(input, true);
  const architecture = readArchitecture(input) ?? 'x86_64';
  const { arn } = functionName(given ?? '', context);
  const name = arn.split(':').at(-1) ?? '';
  if (name.length > Limits.lambdaFunctionNameCharacters) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to ${Limits.lambdaFunctionNameCharacters}`,
    );
  }
  const taken = () =>
    new AwsError('ResourceConflictException', `Function already exist: ${name}`, { status: 409 });
  if (context.state.functions.has(arn)) throw taken();
  const tags = textMap(input, 'Tags') ?? {};
  checkTags(tags, {}, wrong);
  checkExecutionRole(settings.role ?? '', context);
  const kept = readKeptSettings(input);
  checkRoleOfSettings(settings.role ?? '', kept, context);
  const code = await readCode(object(input, 'Code') ?? {}, context);
  if (context.state.functions.has(arn)) throw taken();
  const now = context.now();
  const record = makeFunction(name, { tags }, context);
  record.deployed = {
    ...code,
    role: settings.role ?? '',
    runtime: settings.runtime ?? '',
    handler: settings.handler ?? '',
    description: settings.description ?? '',
    timeoutSeconds: settings.timeoutSeconds ?? 3,
    memoryMb: settings.memoryMb ?? 128,
    environment: settings.environment ?? {},
    kept,
    architecture,
    modified: now,
    unsettled: { kind: 'creating', until: settlesAt(now) },
    runs: 0,
  };
  return shownFunction({ record, qualifier: '' });
}

async function readCode(input: JsonObject, context: Context): Promise<Pick<DeployedCode, 'sha256' | 'size'>> {
  const zip = text(input, 'ZipFile');
  if (zip === undefined) {
    if (text(input, 'S3Bucket') !== undefined) {
      throw wrong('The sandbox has no Amazon S3: give the code as ZipFile.');
    }
    throw wrong('Please provide a source for function code.');
  }
  const bytes = new Uint8Array(Buffer.from(zip, 'base64'));
  return { sha256: await context.functions.code.keep(bytes), size: bytes.length };
}

/** Code that can be changed now. @throws AwsError where there is no such function, or a change is under way */
function changeable(name: string, context: Context): { record: FunctionRecord; deployed: DeployedCode } {
  const { record } = functionOf(name, undefined, context);
  const { deployed } = record;
  if (deployed === undefined) {
    throw wrong(
      `Function ${record.name} was there before the sandbox and has no code that could be changed.`,
    );
  }
  if (isUnsettled(deployed, context.now())) {
    const what =
      deployed.unsettled?.kind === 'creating'
        ? 'The function is currently in the following state: Pending'
        : `An update is in progress for resource: ${record.arn}`;
    throw new AwsError(
      'ResourceConflictException',
      `The operation cannot be performed at this time. ${what}`,
      { status: 409 },
    );
  }
  return { record, deployed };
}

function changed(record: FunctionRecord, deployed: DeployedCode, context: Context): JsonObject {
  const now = context.now();
  deployed.modified = Math.max(now, deployed.modified + 1);
  deployed.unsettled = { kind: 'updating', until: settlesAt(now) };
  record.revision += 1;
  return shownFunction({ record, qualifier: '' });
}

/** UpdateFunctionCode. @throws AwsError */
export async function updateCode(name: string, input: JsonObject, context: Context): Promise<JsonObject> {
  changeable(name, context);
  const architecture = readArchitecture(input);
  const code = await readCode(input, context);
  const { record, deployed } = changeable(name, context);
  Object.assign(deployed, code, architecture === undefined ? {} : { architecture });
  return changed(record, deployed, context);
}

/** UpdateFunctionConfiguration. @throws AwsError */
export function updateConfiguration(name: string, input: JsonObject, context: Context): JsonObject {
  const { record, deployed } = changeable(name, context);
  const changes = readFunctionSettings(input, false);
  if (changes.role !== undefined) checkExecutionRole(changes.role, context);
  for (const { queueArn, functionArn } of context.state.mappings.values()) {
    if (functionArn === record.arn) checkVisibility(record, queueArn, changes.timeoutSeconds, context);
  }
  const kept = { ...deployed.kept, ...readKeptSettings(input) };
  checkRoleOfSettings(changes.role ?? deployed.role, kept, context);
  Object.assign(deployed, changes, { kept });
  return changed(record, deployed, context);
}

/** PutFunctionConcurrency; without an input: DeleteFunctionConcurrency. @throws AwsError */
export function reserve(name: string, input: JsonObject | undefined, context: Context): JsonObject {
  const { record } = functionOf(name, undefined, context);
  if (input === undefined) delete record.reserved;
  else record.reserved = readReservation(input);
  context.functions.look();
  return getConcurrency(name, context);
}

/** GetFunctionConcurrency. @throws AwsError */
export function getConcurrency(name: string, context: Context): JsonObject {
  const { reserved } = functionOf(name, undefined, context).record;
  return reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved };
}

/** DeleteFunction; its event source mappings stay, as on AWS. @throws AwsError */
export function deleteFunction(name: string, context: Context): void {
  const { record } = functionOf(name, undefined, context);
  context.state.functions.delete(record.arn);
  context.functions.drop(record);
}

/** A function as read: what is under way shows once. */
export function readConfiguration(name: string, qualifier: string | undefined, context: Context): JsonObject {
  const named = functionOf(name, qualifier, context);
  const { deployed } = named.record;
  if (deployed?.unsettled !== undefined && !isUnsettled(deployed, context.now()))
    settle(named.record, deployed);
  const shown = shownFunction(named);
  if (deployed?.unsettled !== undefined) settle(named.record, deployed);
  return shown;
}

/** What was under way is done, which gives the function another revision (recorded 2026-09-13). */
function settle(record: FunctionRecord, deployed: DeployedCode): void {
  delete deployed.unsettled;
  record.revision += 1;
}

/** GetFunction. @throws AwsError */
export function getFunction(name: string, qualifier: string | undefined, context: Context): JsonObject {
  const { record } = functionOf(name, qualifier, context);
  const { tags, deployed, reserved } = record;
  const file = deployed === undefined ? record.name : codeFileName(deployed.sha256);
  return {
    Configuration: readConfiguration(name, qualifier, context),
    Code: { RepositoryType: 'S3', Location: `${context.origin}/code/${file}` },
    ...(Object.keys(tags).length === 0 ? {} : { Tags: { ...tags } }),
    ...(reserved === undefined ? {} : { Concurrency: { ReservedConcurrentExecutions: reserved } }),
  };
}
