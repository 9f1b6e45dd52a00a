import { nodeAt, textOf } from '../document/source-node.js';
import type { CheckContext } from './check-context.js';
import { checkKeyArn } from './check-key-arn.js';

/** EventBridge answers with the key that an alias stands for: compared with the alias, it would differ in each plan [?]. */
const NO_ALIAS = 'an alias is not possible here';
const BUS_KEY = ['aws', 'busKey'] as const;

/** Checks the KMS keys of the event bus and of its archive. */
export function checkStoreKeys(context: CheckContext): void {
  const { problems, root } = context;
  checkKeyArn(context, ['archive', 'key'], { thing: 'an archive', noAlias: NO_ALIAS });
  if (nodeAt(root, BUS_KEY) === undefined) return;
  checkKeyArn(context, BUS_KEY, { thing: 'an event bus', noAlias: NO_ALIAS });
  const bus = textOf(nodeAt(root, ['aws', 'bus']));
  if (bus === undefined && nodeAt(root, ['genesys', 'integration']) !== undefined) return;
  problems.atKey(BUS_KEY, {
    code: 'misplaced-key',
    message: `gcx sets the key of the event bus that it makes; it does not change ${bus === undefined ? 'one of others' : `${bus}, which exists`}.`,
    fix: 'Remove "busKey", and ask the owner of the event bus to set its key.',
  });
}
