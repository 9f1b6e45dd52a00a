import type { JsonObject } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { arnOf } from '../arn.js';
import { AwsError, validationError } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import type { Context, Operations } from '../context.js';
import { flag, integer, objects, text } from '../input.js';
import { pageOf } from '../pages.js';
import type { ParameterRecord, ParameterVersion } from '../processor-records.js';

/** What a parameter's name is made of (API reference, PutParameter). */
const NAME = /^[a-zA-Z0-9_.\-/]+$/;

const TYPES = ['String', 'StringList', 'SecureString'];

/** Refuses names that Parameter Store does not take, in its words. */
function checkName(name: string): void {
  const isPath = name.split('/').length > 2;
  const first = name.replace(/^\//, '').toLowerCase();
  if (isPath && first.startsWith('aws'))
    throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  if (first.startsWith('aws') || first.startsWith('ssm'))
    throw validationError(
      isPath
        ? 'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_'
        : 'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).',
    );
  if (!NAME.test(name) || name.includes('//') || name.endsWith('/'))
    throw validationError(
      'Parameter name must be a fully qualified name: sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  if (name.includes('/') && !name.startsWith('/'))
    throw validationError('Parameter name must be a fully qualified name.');
  if (name.split('/').length - 1 > Limits.ssmParameterLevels)
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      `Hierarchy level limit is ${Limits.ssmParameterLevels}.`,
    );
}

/** A parameter's name as a call gives it: the name, or its ARN. */
function nameOf(given: string): string {
  const inArn = /^arn:aws[a-z-]*:ssm:[^:]*:[^:]*:parameter(\/.*)$/.exec(given)?.[1];
  return inArn ?? given;
}

function notFound(name: string): AwsError {
  return new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
}

function latestOf({ versions }: ParameterRecord): ParameterVersion {
  const latest = versions.at(-1);
  if (latest === undefined) throw new Error('A parameter without a version.');
  return latest;
}

function arnOfParameter(name: string, context: Context): string {
  return arnOf('ssm', context, `parameter${name.startsWith('/') ? '' : '/'}${name}`);
}

/** What PutParameter does; see its reference for each refusal. */
function put(input: JsonObject, context: Context): JsonObject {
  const name = nameOf(text(input, 'Name') ?? '');
  const value = text(input, 'Value');
  const type = text(input, 'Type');
  const overwrite = flag(input, 'Overwrite') === true;
  const tags = objects(input, 'Tags');
  new Constraints()
    .text('name', text(input, 'Name'), { required: true, min: 1, max: 2_048 })
    .text('value', value, { required: true, min: 1 })
    .text('description', text(input, 'Description'), { max: 1_024 })
    .text('type', type, { oneOf: TYPES })
    .check();
  if (overwrite && tags.length > 0)
    throw validationError(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  checkName(name);
  if (Buffer.byteLength(value ?? '') > Limits.ssmParameterBytes)
    throw validationError(
      `Standard tier parameters support a maximum parameter value of ${Limits.ssmParameterBytes} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html`,
    );
  const found = context.state.parameters.get(name);
  if (found === undefined && type === undefined)
    throw validationError('A parameter type is required when you create a parameter.');
  if (found !== undefined && !overwrite)
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  if (found !== undefined && type !== undefined && type !== found.type)
    throw new AwsError(
      'HierarchyTypeMismatchException',
      'The parameter already exists with a different type: Parameter Store does not change it.',
    );
  const record = found ?? { name, type: type ?? 'String', versions: [] };
  const oldest = record.versions[0];
  if (oldest !== undefined && record.versions.length >= Limits.ssmParameterVersions) {
    if ((oldest.labels ?? []).length > 0)
      throw new AwsError(
        'ParameterMaxVersionLimitExceeded',
        `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. Version ${oldest.version}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
      );
    record.versions.shift();
  }
  const version = found === undefined ? 1 : latestOf(found).version + 1;
  const description = text(input, 'Description') ?? record.versions.at(-1)?.description;
  record.versions.push({
    version,
    value: value ?? '',
    modified: context.now(),
    by: context.caller,
    ...(description === undefined ? {} : { description }),
  });
  context.state.parameters.set(name, record);
  return { Version: version, Tier: 'Standard' };
}

/** GetParameter takes `NAME`, `NAME:VERSION` and `NAME:LABEL`. */
function get(input: JsonObject, context: Context): JsonObject {
  const given = text(input, 'Name') ?? '';
  new Constraints().text('name', text(input, 'Name'), { required: true, min: 1, max: 2_048 }).check();
  const [, name = '', selector] = /^(.*?)(?::([^:]+))?$/.exec(nameOf(given)) ?? [];
  const record = context.state.parameters.get(name);
  if (record === undefined) throw notFound(given);
  const found =
    selector === undefined
      ? latestOf(record)
      : record.versions.find(({ version, labels = [] }) =>
          /^\d+$/.test(selector) ? String(version) === selector : labels.includes(selector),
        );
  if (found === undefined)
    throw new AwsError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`,
    );
  return {
    Parameter: {
      Name: name,
      Type: record.type,
      Value: found.value,
      Version: found.version,
      ...(selector === undefined ? {} : { Selector: `:${selector}` }),
      LastModifiedDate: found.modified / 1_000,
      ARN: arnOfParameter(name, context),
      DataType: 'text',
    },
  };
}

/** The calls of AWS Systems Manager's Parameter Store on parameters of the type String; nothing is encrypted. */
export const parameterOperations: Operations = {
  PutParameter: put,
  GetParameter: get,
  DeleteParameter: (input, context) => {
    new Constraints().text('name', text(input, 'Name'), { required: true, min: 1, max: 2_048 }).check();
    const name = nameOf(text(input, 'Name') ?? '');
    if (!context.state.parameters.delete(name)) throw notFound(name);
    return {};
  },
  GetParameterHistory: (input, context) => {
    new Constraints()
      .text('name', text(input, 'Name'), { required: true, min: 1, max: 2_048 })
      .range('maxResults', integer(input, 'MaxResults'), 1, 50)
      .check();
    const name = nameOf(text(input, 'Name') ?? '');
    const record = context.state.parameters.get(name);
    if (record === undefined) throw notFound(name);
    const page = pageOf(record.versions, integer(input, 'MaxResults') ?? 50, text(input, 'NextToken'));
    return {
      Parameters: page.items.map(({ version, value, modified, by, description, labels = [] }) => ({
        Name: name,
        Type: record.type,
        Value: value,
        Version: version,
        LastModifiedDate: modified / 1_000,
        LastModifiedUser: by,
        Labels: labels,
        Tier: 'Standard',
        Policies: [],
        DataType: 'text',
        ...(description === undefined ? {} : { Description: description }),
      })),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
  LabelParameterVersion: (input, context) => {
    const name = nameOf(text(input, 'Name') ?? '');
    const record = context.state.parameters.get(name);
    if (record === undefined) throw notFound(name);
    const wanted = integer(input, 'ParameterVersion') ?? latestOf(record).version;
    const version = record.versions.find((each) => each.version === wanted);
    if (version === undefined)
      throw new AwsError(
        'ParameterVersionNotFound',
        `Systems Manager could not find version ${wanted} of ${name}. Verify the version and try again.`,
      );
    const labels = Array.isArray(input['Labels']) ? input['Labels'].map(String) : [];
    version.labels = [...new Set([...(version.labels ?? []), ...labels])];
    return { InvalidLabels: [], ParameterVersion: wanted };
  },
};
