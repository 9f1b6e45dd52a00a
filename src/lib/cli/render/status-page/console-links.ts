import { parseArn } from '../../../language/names/arn.js';

/** The page of a thing in AWS's console; undefined where gcx knows none. */
export function consoleLink(arn: string): string | undefined {
  const parts = parseArn(arn);
  if (parts === undefined || parts.partition !== 'aws') return undefined;
  const { service, region, account, resource } = parts;
  const at = `https://${region}.console.aws.amazon.com`;
  const name = encodeURIComponent(resource);
  switch (service) {
    case 'sns':
      return `${at}/sns/v3/home?region=${region}#/topic/${arn}`;
    case 'sqs': {
      const url = `https://sqs.${region}.amazonaws.com/${account}/${resource}`;
      return `${at}/sqs/v3/home?region=${region}#/queues/${encodeURIComponent(url)}`;
    }
    case 'lambda':
      return `${at}/lambda/home?region=${region}#/functions/${encodeURIComponent(resource.split(':')[1] ?? '')}`;
    case 'states':
      return `${at}/states/home?region=${region}#/statemachines/view/${arn}`;
    case 'logs':
      return `${at}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${name}`;
    default:
      return undefined;
  }
}

/** The page of a rule in AWS's console. */
export function ruleLink(region: string, bus: string, rule: string): string {
  return `https://${region}.console.aws.amazon.com/events/home?region=${region}#/eventbus/${encodeURIComponent(bus)}/rules/${encodeURIComponent(rule)}`;
}
