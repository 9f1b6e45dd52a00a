/** The parts of an ARN that gcx looks at. */
export interface ArnParts {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the account, e.g. `function:crm-sync:live`. */
  readonly resource: string;
}

/** Splits an ARN; undefined where the text is none. */
export function parseArn(arn: string): ArnParts | undefined {
  const match = /^arn:[^:]+:([^:]*):([^:]*):([^:]*):(.+)$/.exec(arn);
  if (match === null) return undefined;
  const [, service = '', region = '', account = '', resource = ''] = match;
  return { service, region, account, resource };
}

/** The name of the SNS topic or SQS queue, or the function (without its qualifier), that an ARN is of. */
export function nameOfArn(arn: string): string {
  const parts = parseArn(arn);
  if (parts === undefined) return arn;
  return parts.service === 'lambda' ? (parts.resource.split(':')[1] ?? parts.resource) : parts.resource;
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
