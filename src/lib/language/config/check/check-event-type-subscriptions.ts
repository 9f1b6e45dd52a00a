import { entriesOf, nodeAt, textOf } from '../document/source-node.js';
import { PER_EVENT_TYPE } from '../schema/gateway-format.js';
import type { CheckContext } from './check-context.js';
import { declaredFormats, formatOfFile, formatOfRoute } from './format-of-route.js';

/**
 * Checks subscriptions per event type: what goes with them, and that some route waits for what they bring.
 * @param others the file's environments that subscribe at the same gateway
 */
export function checkEventTypeSubscriptions(
  { root, problems }: CheckContext,
  others: readonly string[],
): void {
  const genesys = nodeAt(root, ['genesys']);
  if (genesys?.kind !== 'map') return;
  const chosen = textOf(nodeAt(genesys, ['subscriptions']));
  if (chosen !== PER_EVENT_TYPE) {
    if (nodeAt(genesys, ['exclusive']) === undefined) return;
    problems.atKey(['genesys', 'exclusive'], {
      code: 'misplaced-key',
      message:
        '"exclusive" says something of subscriptions per event type only; of an integration gcx never removes what it did not add.',
      fix: `Remove it, or add subscriptions: ${PER_EVENT_TYPE}.`,
    });
    return;
  }
  if (nodeAt(genesys, ['integration']) !== undefined) {
    problems.atKey(['genesys', 'integration'], {
      code: 'conflict',
      message: `Event types are subscribed by an integration, or one by one (subscriptions: ${PER_EVENT_TYPE}), not both.`,
      fix: 'Remove one of the two.',
    });
    return;
  }
  if (nodeAt(root, ['aws'])?.kind === 'map' && nodeAt(root, ['aws', 'bus']) === undefined) {
    problems.atKey(['aws'], {
      code: 'missing-key',
      message: `With subscriptions: ${PER_EVENT_TYPE}, the event bus that the gateway uses is required: there is no "aws.bus".`,
      fix: 'Name it: aws: { bus: NAME }',
    });
  }
  const exclusive = nodeAt(genesys, ['exclusive']);
  if (exclusive?.kind === 'scalar' && exclusive.value === true && others.length > 0) {
    problems.at(['genesys', 'exclusive'], {
      severity: 'warning',
      code: 'exclusive-shared',
      message: `"exclusive" says that the gateway is this environment's alone, and ${others.join(', ')} of this file ${others.length === 1 ? 'subscribes' : 'subscribe'} at the gateway of the same organization: an apply here disables the event types that only ${others.length === 1 ? 'it needs' : 'they need'}.`,
      fix: 'Remove "exclusive", unless they reach gateways of their own (GENESYSCLOUD_GATEWAY_HOST).',
    });
  }
  const declared = declaredFormats(root);
  const ofFile = formatOfFile(root, declared).format;
  const routes = [...entriesOf(nodeAt(root, ['routes'])).keys()];
  const formats = routes.map((route) => formatOfRoute(root, route, declared).format);
  if (ofFile === undefined || routes.length === 0) return;
  if (formats.some((format) => format === undefined || format.name === ofFile.name)) return;
  problems.atKey(['genesys', 'subscriptions'], {
    severity: 'warning',
    code: 'no-subscriptions',
    message: `No route has the format ${ofFile.name} of the gateway's events, so no event type is subscribed.`,
    fix: 'Name the format of its events in genesys.format; routes in it need no format of their own.',
  });
}
