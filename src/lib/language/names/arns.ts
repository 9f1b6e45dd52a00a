/** What an ARN function needs of the file: the AWS account and region. */
interface Place {
  readonly aws: { readonly account: string; readonly region: string };
}

/** The AWS partition of a region: `aws`, `aws-cn`, `aws-us-gov`, `aws-eusc`. */
function partition(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return 'aws';
}

function arn({ aws }: Place, service: string, account: string, resource: string): string {
  return `arn:${partition(aws.region)}:${service}:${aws.region}:${account}:${resource}`;
}

/** ARN of a rule: `rule/NAME` on the default bus, `rule/BUS/NAME` elsewhere (a partner bus's name holds slashes). */
export function ruleArn(config: Place, bus: string, name: string): string {
  const path = bus === 'default' ? name : `${bus}/${name}`;
  return arn(config, 'events', config.aws.account, `rule/${path}`);
}

/** ARN of an event bus in the file's account and region. */
export function busArn(config: Place, bus: string): string {
  return arn(config, 'events', config.aws.account, `event-bus/${bus}`);
}

/** ARN of an SNS topic in the file's region. */
export function topicArn(config: Place, topicName: string, account = config.aws.account): string {
  return arn(config, 'sns', account, topicName);
}

/** ARN of an SQS queue in the file's region. */
export function queueArn(config: Place, queueName: string, account = config.aws.account): string {
  return arn(config, 'sqs', account, queueName);
}

/** ARN of a Lambda function in the file's region, with its version or alias where one is given. */
export function functionArn(
  config: Place,
  functionName: string,
  account = config.aws.account,
  qualifier?: string,
): string {
  const suffix = qualifier === undefined ? '' : `:${qualifier}`;
  return arn(config, 'lambda', account, `function:${functionName}${suffix}`);
}

/** ARN of an IAM role of the file's account: IAM knows no regions. The path begins and ends with a slash. */
export function roleArn({ aws }: Place, path: string, roleName: string): string {
  return `arn:${partition(aws.region)}:iam::${aws.account}:role${path}${roleName}`;
}

/** ARN of a DynamoDB table in the file's account and region. */
export function tableArn(config: Place, tableName: string): string {
  return arn(config, 'dynamodb', config.aws.account, `table/${tableName}`);
}

/** ARN of a log group of CloudWatch in the file's account and region, without the `:*` of its streams. */
export function logGroupArn(config: Place, groupName: string): string {
  return arn(config, 'logs', config.aws.account, `log-group:${groupName}`);
}

/** ARN of an event source mapping in the file's account and region. */
export function eventSourceArn(config: Place, uuid: string): string {
  return arn(config, 'lambda', config.aws.account, `event-source-mapping:${uuid}`);
}

/** ARN of an alarm of CloudWatch in the file's account and region. */
export function alarmArn(config: Place, alarmName: string): string {
  return arn(config, 'cloudwatch', config.aws.account, `alarm:${alarmName}`);
}
