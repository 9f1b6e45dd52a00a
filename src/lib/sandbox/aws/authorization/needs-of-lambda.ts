import { isJsonObject } from '../../../base/json.js';
import { arnOf, parseArn } from '../arn.js';
import { text, textMap } from '../input.js';
import { functionName } from '../lambda/functions.js';
import {
  all,
  anywhere,
  type Call,
  type Conditions,
  type Needs,
  type NeedsOfCalls,
  on,
  taggedWith,
  where,
  withoutKeys,
} from './asked.js';
import { passRole } from './pass-role.js';

const LAMBDA = 'lambda.amazonaws.com';

/** The function that the path names, with the version or alias that the call is about. */
function target({ segments, query, context }: Call): string {
  const { arn, qualifier } = functionName(segments[0] ?? '', context);
  const wanted = query.get('Qualifier') ?? qualifier;
  return wanted === '' || wanted === '$LATEST' ? arn : `${arn}:${wanted}`;
}

const newFunction = ({ input, context }: Call): string =>
  functionName(text(input, 'FunctionName') ?? '', context).arn;

const mapping = ({ segments, context }: Call): string =>
  arnOf('lambda', context, `event-source-mapping:${segments[0] ?? ''}`);

/** One that is being made has no id yet; refusals name it so. */
const newMapping = ({ context }: Call): string => arnOf('lambda', context, 'event-source-mapping:*');

function ofMapping({ segments, context }: Call): Conditions {
  const found = context.state.mappings.get(segments[0] ?? '');
  return found === undefined ? {} : { 'lambda:FunctionArn': found.functionArn };
}

const ofNewMapping = (call: Call): Conditions => ({
  'lambda:FunctionArn': newFunction(call),
  ...newTags(call),
});
const newTags = ({ input }: Call): Conditions => taggedWith(textMap(input, 'Tags') ?? {});
const hasTags = ({ input }: Call): boolean => Object.keys(textMap(input, 'Tags') ?? {}).length > 0;

/** What Lambda's calls about tags name in their path. */
const tagged = ({ segments, context }: Call): string => {
  const given = segments[0] ?? '';
  return parseArn(given) === undefined ? functionName(given, context).arn : given;
};

function ofSettings({ input }: Call): Conditions {
  const vpc = input['VpcConfig'];
  const ids = (name: string): readonly string[] => {
    const values = isJsonObject(vpc) ? vpc[name] : undefined;
    return Array.isArray(values) ? values.map(String) : [];
  };
  const layers = Array.isArray(input['Layers']) ? input['Layers'].map(String) : [];
  return Object.fromEntries(
    (
      [
        ['lambda:Layer', layers],
        ['lambda:SubnetIds', ids('SubnetIds')],
        ['lambda:SecurityGroupIds', ids('SecurityGroupIds')],
      ] as const
    ).filter(([, values]) => values.length > 0),
  );
}

/** A function's layers are read by who uses them (Lambda Developer Guide, "Working with Lambda layers"). */
const layersOf: Needs = ({ input }) =>
  (Array.isArray(input['Layers']) ? input['Layers'] : []).map((arn) => ({
    action: 'lambda:GetLayerVersion',
    resource: String(arn),
  }));

/** Who puts a function into a VPC looks its subnets and security groups up (Lambda developer guide, VPCs). */
const vpcOf: Needs = (call) =>
  Object.hasOwn(ofSettings(call), 'lambda:SubnetIds')
    ? ['DescribeSecurityGroups', 'DescribeSubnets', 'DescribeVpcs'].map((name) => ({
        action: `ec2:${name}`,
        resource: '*',
      }))
    : [];

const letIn = ({ input }: Call): Conditions => ({ 'lambda:Principal': text(input, 'Principal') ?? '' });

function onFunction(action: string, conditions?: (call: Call) => Conditions): Needs {
  return on(`lambda:${action}`, target, conditions);
}

/** What the calls of AWS Lambda need. */
export const needsOfLambda: NeedsOfCalls = {
  AddPermission: onFunction('AddPermission', letIn),
  CreateEventSourceMapping: all(
    anywhere('lambda:CreateEventSourceMapping', ofNewMapping),
    where(hasTags, on('lambda:TagResource', newMapping, newTags)),
  ),
  CreateFunction: all(
    on('lambda:CreateFunction', newFunction, (call) => ({ ...newTags(call), ...ofSettings(call) })),
    where(hasTags, on('lambda:TagResource', newFunction, newTags)),
    ({ input }) => passRole(text(input, 'Role'), LAMBDA),
    layersOf,
    vpcOf,
  ),
  DeleteEventSourceMapping: on('lambda:DeleteEventSourceMapping', mapping, ofMapping),
  DeleteFunction: onFunction('DeleteFunction'),
  DeleteFunctionConcurrency: onFunction('DeleteFunctionConcurrency'),
  GetEventSourceMapping: on('lambda:GetEventSourceMapping', mapping, ofMapping),
  GetFunction: onFunction('GetFunction'),
  GetFunctionCodeSigningConfig: onFunction('GetFunctionCodeSigningConfig'),
  GetFunctionConcurrency: onFunction('GetFunctionConcurrency'),
  GetFunctionConfiguration: onFunction('GetFunctionConfiguration'),
  GetPolicy: onFunction('GetPolicy'),
  Invoke: onFunction('InvokeFunction'),
  ListEventSourceMappings: anywhere('lambda:ListEventSourceMappings'),
  ListFunctions: anywhere('lambda:ListFunctions'),
  ListTags: on('lambda:ListTags', tagged),
  ListVersionsByFunction: onFunction('ListVersionsByFunction'),
  PutFunctionConcurrency: onFunction('PutFunctionConcurrency'),
  RemovePermission: onFunction('RemovePermission'),
  TagResource: on('lambda:TagResource', tagged, newTags),
  UntagResource: on('lambda:UntagResource', tagged, ({ query }) => withoutKeys(query.getAll('tagKeys'))),
  UpdateEventSourceMapping: on('lambda:UpdateEventSourceMapping', mapping, ofMapping),
  UpdateFunctionCode: onFunction('UpdateFunctionCode'),
  UpdateFunctionConfiguration: all(
    onFunction('UpdateFunctionConfiguration', ofSettings),
    ({ input }) => passRole(text(input, 'Role'), LAMBDA),
    layersOf,
    vpcOf,
  ),
};
