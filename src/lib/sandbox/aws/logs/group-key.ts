import type { JsonObject } from '../../../base/json.js';
import type { Context, Operations } from '../context.js';
import { text } from '../input.js';
import { groupOf, invalidLogParameter } from './groups.js';
import { usableKey } from './usable-key.js';

/** The log group that a call about its key names; query results, which can be encrypted too, the sandbox does not have. */
function keyedGroup(input: JsonObject, context: Context) {
  const given = text(input, 'logGroupName') ?? text(input, 'resourceIdentifier');
  if (given === undefined)
    throw invalidLogParameter('Either logGroupName or resourceIdentifier must be given.');
  return groupOf({ logGroupIdentifier: given }, context);
}

/** The calls of Amazon CloudWatch Logs that concern the key of a log group. */
export const groupKeyOperations: Operations = {
  AssociateKmsKey: (input, context) => {
    const group = keyedGroup(input, context);
    group.key = usableKey(text(input, 'kmsKeyId') ?? '', group.arn, context);
    return {};
  },
  DisassociateKmsKey: (input, context) => {
    delete keyedGroup(input, context).key;
    return {};
  },
};
