import type { AwsSeed } from './aws/model.js';
import type { Tenant } from './model.js';

/** The last part of an ARN where the thing is of the tenant's own account, else the whole ARN: as AwsSeed wants it. */
function nameFor(tenant: Tenant, arn: string): string {
  const [, , , , account, ...name] = arn.split(':');
  if (account !== tenant.account) return arn;
  return name.join(':');
}

/** What a file calls existing, as a seed of its AWS account. `isSource`: whether a bus is of a partner source. */
export function existingSeed(tenant: Tenant, isSource: (bus: string) => boolean): AwsSeed {
  const { topics, queues, functions, buses } = tenant.existing;
  return {
    topics: topics.map((arn) => ({ name: nameFor(tenant, arn) })),
    queues: queues.map((arn) => ({ name: nameFor(tenant, arn) })),
    functions: functions.map((arn) => existingFunction(tenant, arn)),
    buses: buses
      .filter((name) => name !== 'default')
      .map((name) => (isSource(name) ? { name, source: name } : { name })),
  };
}

function existingFunction(tenant: Tenant, arn: string): { name: string; qualifiers?: string[] } {
  const parts = arn.split(':');
  const name = parts
    .slice(0, 7)
    .join(':')
    .replace(/^arn:[^:]+:lambda:[^:]*:(\d+):function:/, (prefix, account) =>
      account === tenant.account ? '' : prefix,
    );
  const qualifier = parts[7];
  return qualifier === undefined ? { name } : { name, qualifiers: [qualifier] };
}
