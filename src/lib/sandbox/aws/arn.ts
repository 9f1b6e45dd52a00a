/** The parts of an ARN. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All that follows the fifth colon. */
  readonly resource: string;
}

/** Takes an ARN apart; undefined where the text is none. */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, ...rest] = text.split(':');
  if (prefix !== 'arn' || !partition || !service || region === undefined || account === undefined) {
    return undefined;
  }
  const resource = rest.join(':');
  return resource === '' ? undefined : { partition, service, region, account, resource };
}

/** Where something lives. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** The region in which the sandbox keeps what belongs to an account as a whole: the roles of IAM. */
export const GLOBAL_REGION = 'aws-global';

/** The ARN of a thing in a place. */
export function arnOf(service: string, place: Place, resource: string): string {
  return `arn:aws:${service}:${place.region}:${place.account}:${resource}`;
}

/** The ARN of a rule: the default bus's carry no bus name. */
export function ruleArn(place: Place, bus: string, rule: string): string {
  return arnOf('events', place, bus === 'default' ? `rule/${rule}` : `rule/${bus}/${rule}`);
}
