import type { Aws } from '../../clients/aws/model.js';
import type { Genesys, Integration, Organization } from '../../clients/genesys/model.js';
import { TagKey } from '../../engine/kinds/index.js';
import { busOf, declaredByFile } from '../../engine/plan/index.js';
import type { Declared } from '../../engine/targets/declared.js';
import type { Config } from '../../language/config/model.js';
import { partnerBusName } from '../../language/names/partner-bus.js';
import type { BusContent } from './model.js';
import { readBus, readReceivers } from './read-bus.js';

/** Everything that an adoption looks at. */
export interface Adoptable {
  readonly organization: Organization;
  readonly content: BusContent;
  readonly declared: Declared;
  readonly integrations: readonly Integration[];
  /** Whether the integration's partner event bus is there and carries no mark. */
  readonly busOfOthers: boolean;
}

/** Reads the file's bus, what its rules and the file send to, and what is named beside. Throws GcxError where the bus is not there. */
export async function readAdoptable(
  config: Config,
  { aws, genesys }: { readonly aws: Aws; readonly genesys: Genesys },
  named: readonly string[],
): Promise<Adoptable> {
  const declared = declaredByFile(config);
  const suffix = config.genesys.integration?.suffix;
  const arns = [...declared.topics, ...declared.queues].map(({ arn }) => arn);
  const [organization, content, receivers, integrations, bus] = await Promise.all([
    genesys.organization(),
    readBus(aws, config, busOf(config)),
    readReceivers(aws, config, [...arns, ...named]),
    suffix === undefined ? [] : genesys.integrations.list(),
    suffix === undefined ? undefined : aws.events.bus(partnerBusName(config.genesys.organization, suffix)),
  ]);
  return {
    organization,
    declared,
    integrations,
    busOfOthers: bus !== undefined && bus.tags[TagKey.project] === undefined,
    content: {
      ...content,
      topics: new Map([...receivers.topics, ...content.topics]),
      queues: new Map([...receivers.queues, ...content.queues]),
    },
  };
}
