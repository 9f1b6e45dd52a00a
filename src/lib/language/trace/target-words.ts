import { nameOfArn, parseArn } from '../names/arn.js';
import type { TraceTarget } from './model.js';

/** Names a target by its ARN: `sqs crm-inbox`, `states audit`. */
export function traceTarget({
  arn,
  target,
}: {
  readonly arn: string;
  readonly target?: string;
}): TraceTarget {
  const parts = parseArn(arn);
  return {
    service: parts?.service ?? 'arn',
    name: parts === undefined ? arn : shortName(parts.service, nameOfArn(arn)),
    arn,
    ...(target === undefined ? {} : { target }),
  };
}

/** What an ARN says in front of a name (`stateMachine:`, `event-bus/`) tells nothing beside the service. */
function shortName(service: string, name: string): string {
  return service === 'states' || service === 'events' ? name.replace(/^[A-Za-z-]+[:/]/, '') : name;
}
