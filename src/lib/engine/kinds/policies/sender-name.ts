import { parseArn } from '../../../language/names/arn.js';

/** Who sends by a policy's statement, by the ARN (or its pattern) that the statement names: `rules shop-*`, `topic sales`. */
export function senderName(arn: string): string {
  const parts = parseArn(arn);
  if (parts?.service === 'events')
    return `rules ${parts.resource.slice(parts.resource.lastIndexOf('/') + 1)}`;
  return parts === undefined ? arn : `${parts.service === 'sns' ? 'topic' : parts.service} ${parts.resource}`;
}
