import { GLOBAL_REGION, parseArn } from '../arn.js';
import type { Context } from '../context.js';
import { functionName } from '../lambda/functions.js';
import type { TagMap } from '../tag-map.js';

/** The tags of what an ARN names, wherever in the account it lies; none where there is no such thing. */
export function tagsOf(arn: string, context: Context): TagMap {
  const parsed = parseArn(arn);
  if (parsed === undefined) return {};
  const { service, region, resource } = parsed;
  const { state } = context.elsewhere(region === '' ? GLOBAL_REGION : region);
  const among = (things: Iterable<{ readonly arn: string; readonly tags: TagMap }>): TagMap =>
    [...things].find((thing) => thing.arn === arn)?.tags ?? {};
  switch (service) {
    case 'events':
      return resource.startsWith('rule/') ? among(state.rules.values()) : among(state.buses.values());
    case 'sns':
      return state.topics.get(arn)?.tags ?? {};
    case 'sqs':
      return state.queues.get(arn)?.tags ?? {};
    case 'lambda': {
      const [kind, name = ''] = resource.split(':');
      if (kind === 'event-source-mapping') return state.mappings.get(name)?.tags ?? {};
      // A version or alias has its function's tags.
      return state.functions.get(functionName(arn, context).arn)?.tags ?? {};
    }
    case 'iam':
      return among(state.roles.values());
    case 'dynamodb':
      return among(state.tables.values());
    case 'cloudwatch':
      return among(state.alarms.values());
    case 'logs': {
      const [kind, name = ''] = resource.split(':');
      if (kind === 'log-group') return state.logGroups.get(name)?.tags ?? {};
      return among([
        ...state.deliverySources.values(),
        ...state.deliveryDestinations.values(),
        ...state.logDeliveries.values(),
      ]);
    }
    default:
      return {};
  }
}
