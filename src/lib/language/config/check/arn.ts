/** The parts of an ARN. */
export interface Arn {
  /** `aws`, `aws-us-gov`, `aws-cn`, … */
  readonly partition: string;
  readonly service: string;
  /** Empty for global services. */
  readonly region: string;
  /** 12 digits, or empty. */
  readonly account: string;
  readonly resource: string;
}

/** Takes an ARN apart; undefined where the text is none. */
export function splitArn(text: string): Arn | undefined {
  const match = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|):(\S+)$/.exec(text);
  if (match === null) return undefined;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = match;
  return { partition, service, region, account, resource };
}
