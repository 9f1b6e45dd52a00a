/** The parts of an ARN. */
export interface ArnParts {
  /** `aws`, `aws-us-gov`, `aws-cn`, … */
  readonly partition: string;
  readonly service: string;
  /** Empty for global services. */
  readonly region: string;
  /** 12 digits, or empty. */
  readonly account: string;
  /** Everything after the account, e.g. `function:crm-sync:live`. */
  readonly resource: string;
}

/** Splits an ARN that AWS gave, or a pattern of some; undefined where the text is none. */
export function parseArn(arn: string): ArnParts | undefined {
  const match = /^arn:([^:]+):([^:]*):([^:]*):([^:]*):(.+)$/.exec(arn);
  if (match === null) return undefined;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = match;
  return { partition, service, region, account, resource };
}

/** Splits an ARN that a person wrote; undefined where a part has characters that AWS never gives it. */
export function parseWrittenArn(text: string): ArnParts | undefined {
  const parts = parseArn(text);
  return parts !== undefined && /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}|):\S+$/.test(text)
    ? parts
    : undefined;
}

/**
 * The six parts of an ARN, or of a pattern of some, as policies hold it: what follows the fifth colon is one. Fewer where
 * there are fewer colons.
 */
export function partsOfArnPattern(pattern: string): readonly string[] {
  const parts = pattern.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** Whether a text is meant as an ARN, and not as a name. */
export function isArn(text: string): boolean {
  return text.startsWith('arn:');
}

/** The ARN of a resource that lies where another's does, of the same service. */
export function siblingArn(arn: string, resource: string): string {
  const [start = '', partition = '', service = '', region = '', account = ''] = partsOfArnPattern(arn);
  return [start, partition, service, region, account, resource].join(':');
}

/** The name of the SNS topic or SQS queue, or the function (without its qualifier), that an ARN is of. */
export function nameOfArn(arn: string): string {
  const parts = parseArn(arn);
  if (parts === undefined) return arn;
  return parts.service === 'lambda' ? (parts.resource.split(':')[1] ?? parts.resource) : parts.resource;
}

/** A function's name and its version or alias, of an ARN's resource or of what a person wrote for it. */
export function functionAndQualifier(text: string): readonly [name: string, qualifier: string | undefined] {
  const [name = '', qualifier] = text.replace(/^function:/, '').split(':');
  return [name, qualifier];
}

/** A state machine's name and its version or alias, of an ARN's resource or of what a person wrote for it. */
export function stateMachineAndQualifier(
  text: string,
): readonly [name: string, qualifier: string | undefined] {
  const [name = '', qualifier] = text.replace(/^stateMachine:/, '').split(':');
  return [name, qualifier];
}

/** A function's ARN without version or alias. */
export function unqualifiedFunctionArn(arn: string): string {
  return arn.split(':').slice(0, 7).join(':');
}

/** What follows a prefix in an ARN's resource, e.g. the name of a table (`table/`); the whole of one without it. */
export function partOfArn(arn: string, prefix: string): string {
  const resource = parseArn(arn)?.resource ?? '';
  return resource.startsWith(prefix) ? resource.slice(prefix.length) : resource;
}

/** What an ARN function needs of the file: the AWS account and region. */
interface Place {
  readonly aws: { readonly account: string; readonly region: string };
}

/** A place to show in an example of an ARN: the file's, as far as it says it. */
export function examplePlace(place: {
  readonly region?: string | undefined;
  readonly account?: string | undefined;
}): Place {
  return { aws: { region: place.region ?? 'eu-west-1', account: place.account ?? '111122223333' } };
}

/** The AWS partition of a region: `aws`, `aws-cn`, `aws-us-gov`, `aws-eusc`. */
function partition(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return 'aws';
}

/** ARN of something in the file's account and region, or a pattern of such ARNs. */
export function arnHere(config: Place, service: string, resource: string): string {
  return makeArn(config, service, config.aws.account, resource);
}

/** ARN of something in the file's region that AWS gives no account, such as a partner event source. */
export function arnOfNobody(config: Place, service: string, resource: string): string {
  return makeArn(config, service, '', resource);
}

function makeArn({ aws }: Place, service: string, account: string, resource: string): string {
  return `arn:${partition(aws.region)}:${service}:${aws.region}:${account}:${resource}`;
}

/** ARN of a rule: `rule/NAME` on the default bus, `rule/BUS/NAME` elsewhere (a partner bus's name holds slashes). */
export function ruleArn(config: Place, bus: string, name: string): string {
  const path = bus === 'default' ? name : `${bus}/${name}`;
  return makeArn(config, 'events', config.aws.account, `rule/${path}`);
}

/** ARN of an event bus, in the file's account and region where no others are given. */
export function busArn(
  config: Place,
  bus: string,
  { region = config.aws.region, account = config.aws.account }: Partial<Place['aws']> = {},
): string {
  return makeArn({ aws: { region, account } }, 'events', account, `event-bus/${bus}`);
}

/** ARN of an SNS topic in the file's region. */
export function topicArn(config: Place, topicName: string, account = config.aws.account): string {
  return makeArn(config, 'sns', account, topicName);
}

/** ARN of an SQS queue in the file's region. */
export function queueArn(config: Place, queueName: string, account = config.aws.account): string {
  return makeArn(config, 'sqs', account, queueName);
}

/** ARN of a Lambda function in the file's region, with its version or alias where one is given. */
export function functionArn(
  config: Place,
  functionName: string,
  account = config.aws.account,
  qualifier?: string,
): string {
  const suffix = qualifier === undefined ? '' : `:${qualifier}`;
  return makeArn(config, 'lambda', account, `function:${functionName}${suffix}`);
}

/** ARN of a Kinesis stream in the file's region. */
export function streamArn(config: Place, streamName: string, account = config.aws.account): string {
  return makeArn(config, 'kinesis', account, `stream/${streamName}`);
}

/** ARN of a Firehose stream in the file's account and region. */
export function firehoseArn(config: Place, streamName: string): string {
  return makeArn(config, 'firehose', config.aws.account, `deliverystream/${streamName}`);
}

/** ARN of a state machine in the file's account and region, with its version or alias where one is given. */
export function stateMachineArn(config: Place, machineName: string, qualifier?: string): string {
  const suffix = qualifier === undefined ? '' : `:${qualifier}`;
  return makeArn(config, 'states', config.aws.account, `stateMachine:${machineName}${suffix}`);
}

/**
 * ARN of an API destination or a connection in the file's account and region, without the id that AWS puts behind the
 * name when it makes one: nobody knows it before.
 */
export function httpArn(config: Place, kind: 'api-destination' | 'connection', name: string): string {
  return makeArn(config, 'events', config.aws.account, `${kind}/${name}`);
}

/** The name of the API destination that an ARN is of, with the id that AWS gave it or without; undefined: it is of none. */
export function nameOfApiDestination(arn: string): string | undefined {
  const { service, resource = '' } = parseArn(arn) ?? {};
  return service === 'events' ? /^api-destination\/([^/]+)(?:\/[^/]+)?$/.exec(resource)?.[1] : undefined;
}

/** The name of the connection that an ARN is of, with the id that AWS gave it or without. */
export function nameOfConnection(arn: string): string {
  return partOfArn(arn, 'connection/').replace(/\/.*$/, '');
}

/** An ARN without the id that AWS gave to an API destination; any other as it is. */
export function withoutDestinationId(arn: string): string {
  return arn.replace(/(:api-destination\/[^/]+)\/[^/]+$/, '$1');
}

/** ARN of an IAM role of the file's account: IAM knows no regions. The path begins and ends with a slash. */
export function roleArn({ aws }: Place, path: string, roleName: string): string {
  return `arn:${partition(aws.region)}:iam::${aws.account}:role${path}${roleName}`;
}

/** ARN of something of the file's account that is in no region, such as a policy of IAM. */
export function arnOfGlobal({ aws }: Place, service: string, resource: string): string {
  return `arn:${partition(aws.region)}:${service}::${aws.account}:${resource}`;
}

/** ARN of a KMS key or alias in the file's account and region; `resource` begins with `key/` or `alias/`. */
export function kmsArn(config: Place, resource: string): string {
  return makeArn(config, 'kms', config.aws.account, resource);
}

/** ARN of a secret of AWS Secrets Manager in the file's account and region; AWS ends names with a suffix of its own. */
export function secretArn(config: Place, nameWithSuffix: string): string {
  return makeArn(config, 'secretsmanager', config.aws.account, `secret:${nameWithSuffix}`);
}

/** ARN of an account itself, which policies hold where they name its number. */
export function accountArn(account: string): string {
  return `arn:aws:iam::${account}:root`;
}

/** ARN of a DynamoDB table in the file's account and region. */
export function tableArn(config: Place, tableName: string): string {
  return makeArn(config, 'dynamodb', config.aws.account, `table/${tableName}`);
}

/** ARN of a log group of CloudWatch in the file's account and region, without the `:*` of its streams. */
export function logGroupArn(config: Place, groupName: string): string {
  return makeArn(config, 'logs', config.aws.account, `log-group:${groupName}`);
}

/** ARN of a part of the delivery of logs. */
export function logDeliveryArn(
  config: Place,
  kind: 'delivery-source' | 'delivery-destination',
  name: string,
): string {
  return makeArn(config, 'logs', config.aws.account, `${kind}:${name}`);
}

/** ARN of an event source mapping in the file's account and region. */
export function eventSourceMappingArn(config: Place, uuid: string): string {
  return makeArn(config, 'lambda', config.aws.account, `event-source-mapping:${uuid}`);
}

/** ARN of an alarm of CloudWatch in the file's account and region. */
export function alarmArn(config: Place, alarmName: string): string {
  return makeArn(config, 'cloudwatch', config.aws.account, `alarm:${alarmName}`);
}
