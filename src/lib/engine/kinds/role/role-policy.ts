import { canonicalJson, type JsonObject, type JsonValue } from '../../../base/json.js';
import type { Config } from '../../../language/config/model.js';
import { logGroupArn } from '../../../language/names/arn.js';
import type { DeclaredProcessor } from '../../targets/declared-processor.js';
import { normalStatement, statementsOf } from '../policies/policy.js';

const VERSION = '2012-10-17';

/** Name of the inline policy that gcx looks after; those of other names are left alone. */
export const OWN_POLICY = 'gcx';

/** What Lambda does in a VPC in the name of a role; EC2 takes no other resource for all of them (AWSLambdaVPCAccessExecutionRole). */
const NETWORK_ACTIONS: readonly string[] = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/** How the `Sid` of each statement of the file's begins. */
export const PERMISSION_SID = 'Permission';

/** Who may run as a processor's role: AWS Lambda. */
export const LAMBDA_TRUST: JsonObject = {
  Version: VERSION,
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** What a processor's function must be able to do, and nothing more. */
export function rolePolicy(config: Pick<Config, 'aws'>, processor: DeclaredProcessor): JsonObject {
  const { target, names } = processor;
  const secrets = [...new Set(Object.values(target.secrets).flatMap(secretResources))].sort();
  const statements: readonly JsonValue[] = [
    allow(
      'Receive',
      ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      processor.queueArn,
    ),
    allow('DeadLetter', ['sqs:SendMessage'], processor.deadLetterQueueArn),
    ...(target.deduplicate === undefined
      ? []
      : [
          allow(
            'Deduplicate',
            ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
            processor.tableArn,
          ),
        ]),
    allow('Log', ['logs:CreateLogStream', 'logs:PutLogEvents'], `${logGroupArn(config, names.logGroup)}:*`),
    ...(secrets.length === 0 ? [] : [allow('Secrets', ['secretsmanager:GetSecretValue'], secrets)]),
    ...(target.vpc === undefined ? [] : [allow('Network', NETWORK_ACTIONS, '*')]),
    // X-Ray has no resources (AWS X-Ray developer guide, AWSXRayDaemonWriteAccess).
    ...(target.tracing === 'active'
      ? [allow('Trace', ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], '*')]
      : []),
    ...secretKeyStatements(config, target.secretKeys ?? []),
    ...(target.permissions ?? []).map(({ actions, resources }, index) =>
      allow(`${PERMISSION_SID}${index + 1}`, [...new Set(actions)].sort(), [...new Set(resources)].sort()),
    ),
  ];
  return { Version: VERSION, Statement: statements };
}

/**
 * Decrypting secrets under keys of people's, and nothing else of these keys (Secrets Manager user guide, "Permissions for
 * the KMS key").
 */
function secretKeyStatements({ aws }: Pick<Config, 'aws'>, keys: readonly string[]): readonly JsonObject[] {
  if (keys.length === 0) return [];
  const via = { StringEquals: { 'kms:ViaService': `secretsmanager.${aws.region}.amazonaws.com` } };
  return [{ ...allow('SecretKeys', ['kms:Decrypt'], [...keys].sort()), Condition: via }];
}

/**
 * A secret as a policy names it. Secrets Manager ends an ARN with six characters of its own, which people leave out:
 * the ARN without them finds the secret, but allows nothing in a policy.
 */
function secretResources(arn: string): readonly string[] {
  const end = /-([A-Za-z0-9]{6})$/.exec(arn)?.[1];
  const open = `${arn}-??????`;
  if (end === undefined) return [open];
  // A word of six small letters may be the end of the name itself.
  return /^[a-z]+$/.test(end) ? [arn, open] : [arn];
}

/** How a live policy must change, so that nothing that runs meanwhile lacks a right. */
export interface PolicyMove {
  /** The policy to put first: the wanted one with what the live one allows beside it. Absent: nothing is added. */
  readonly widened?: JsonObject;
  /** Whether rights go: then the wanted policy is put once nobody needs them. */
  readonly narrows: boolean;
}

/** Compares two policies, statement by statement. */
export function policyMove(live: JsonObject | undefined, wanted: JsonObject): PolicyMove {
  const before = bySense(live);
  const after = bySense(wanted);
  const isIn = (policy: ReadonlyMap<string, JsonObject>, sense: string, statement: JsonObject) =>
    policy.has(sense) || [...policy.values()].some((each) => allowsAll(each, statement));
  const gone = [...before].flatMap(([sense, statement]) =>
    isIn(after, sense, statement) ? [] : [statement],
  );
  const comes = [...after].some(([sense, statement]) => !isIn(before, sense, statement));
  const kept = gone.map(({ Sid: _, ...statement }): JsonObject => statement);
  return {
    narrows: gone.length > 0,
    ...(comes ? { widened: { Version: VERSION, Statement: [...after.values(), ...kept] } } : {}),
  };
}

/** Whether a statement is another one with the same or more actions and resources: then nothing goes with the other. */
function allowsAll(statement: JsonObject, other: JsonObject): boolean {
  const { Sid: _, Action: actions, Resource: resources, ...rest } = statement;
  const { Sid: __, Action: otherActions, Resource: otherResources, ...otherRest } = other;
  const holds = (all: JsonValue | undefined, some: JsonValue | undefined): boolean =>
    list(some).every((each) => list(all).includes(each));
  return (
    rest['Effect'] === 'Allow' &&
    canonicalJson(rest) === canonicalJson(otherRest) &&
    holds(actions, otherActions) &&
    holds(resources, otherResources)
  );
}

/** Whether two policy documents mean the same. */
export function samePolicy(left: JsonObject | undefined, right: JsonObject): boolean {
  return canonicalJson(senseOf(left)) === canonicalJson(senseOf(right));
}

/** What a policy document means, in a form that is the same for all that mean it. */
export function senseOf(document: JsonObject | undefined): readonly string[] {
  return [...bySense(document).keys()].sort();
}

/** The rights of a policy in words, one for each action and resource. */
export function rightsIn(document: JsonObject | undefined): readonly string[] {
  return [...bySense(document).values()]
    .flatMap(({ Action, Resource }) =>
      list(Action).flatMap((action) => list(Resource).map((resource) => `${action} on ${resource}`)),
    )
    .sort();
}

function allow(sid: string, actions: readonly string[], resource: JsonValue): JsonObject {
  return { Sid: sid, Effect: 'Allow', Action: actions, Resource: resource };
}

function bySense(document: JsonObject | undefined): ReadonlyMap<string, JsonObject> {
  const statements = document === undefined ? [] : statementsOf(JSON.stringify(document));
  return new Map(statements.map((statement) => [normalStatement(statement), statement]));
}

function list(value: JsonValue | undefined): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
}
