import { gcxCommand } from '../../../base/hints/gcx-command.js';
import type { Aws, PartnerEventSource } from '../../../clients/aws/model.js';
import type { Genesys, Integration } from '../../../clients/genesys/model.js';
import { isOfIdentity } from '../../../engine/kinds/index.js';
import type { Config } from '../../../language/config/model.js';
import { partnerBusName } from '../../../language/names/partner-bus.js';
import type { Stop } from '../model/evidence.js';
import { unlessDenied } from './unless-denied.js';

/** The way of events from Genesys Cloud to the event bus, as it is now. */
export interface PipeNow {
  /** What stands in the way of every event. */
  readonly stops: readonly Stop[];
  /** What does not, in words. */
  readonly well: readonly string[];
  /** The event types that Genesys Cloud sends, as templates. Absent: not known here. */
  readonly eventTypes?: ReadonlySet<string>;
  /** Permissions that are missing, a sentence each. */
  readonly missing: readonly string[];
}

/** Reads the integration and its event source; what these credentials may not read is said, and the rest read. */
export async function readPipeNow(
  config: Config,
  sides: { readonly genesys: Genesys; readonly aws: Aws },
): Promise<PipeNow> {
  const suffix = config.genesys.integration?.suffix;
  const source = suffix === undefined ? config.aws.bus : partnerBusName(config.genesys.organization, suffix);
  const [integrations, sourceNow] = await Promise.all([
    suffix === undefined ? undefined : unlessDenied(() => sides.genesys.integrations.list()),
    source?.startsWith('aws.partner/') === true
      ? unlessDenied(() => sides.aws.events.partnerSource(source))
      : undefined,
  ]);
  const missing = [integrations, sourceNow].flatMap((each) =>
    each?.kind === 'denied' ? [each.permission] : [],
  );
  const identity = { account: config.aws.account, region: config.aws.region, suffix: suffix ?? '' };
  const integration =
    integrations?.kind === 'read'
      ? integrations.value.find((each) => isOfIdentity(each, identity))
      : undefined;
  const found = [
    ...(integrations?.kind === 'read' ? [integrationNow(integration, suffix ?? '', config)] : []),
    ...(sourceNow?.kind === 'read' ? [sourceState(sourceNow.value, source ?? '')] : []),
  ];
  return {
    stops: found.flatMap((each) => (typeof each === 'string' ? [] : [each])),
    well: found.filter((each) => typeof each === 'string'),
    ...(integration?.config === undefined ? {} : { eventTypes: new Set(integration.config.eventFilter) }),
    missing,
  };
}

/** What stands in the way at the integration, or that nothing does. */
function integrationNow(
  integration: Integration | undefined,
  suffix: string,
  { genesys, aws }: Config,
): Stop | string {
  const stage = 'integration';
  const cure = genesys.integration?.manage === false ? undefined : gcxCommand('apply');
  const stop = (what: string): Stop => ({ stage, what, ...(cure === undefined ? {} : { cure }) });
  if (integration === undefined)
    return stop(
      `There is no integration ${suffix} that sends to account ${aws.account}, ${aws.region}: it was deleted, or never created.`,
    );
  const { intendedState, reportedState } = integration;
  if (intendedState !== 'ENABLED') return stop(`Integration ${suffix} is disabled in Genesys Cloud.`);
  const said = reportedState.message === undefined ? '' : `: ${reportedState.message.replace(/\.\s*$/, '')}`;
  if (reportedState.code === 'ERROR')
    return { stage, what: `Integration ${suffix} is in error in Genesys Cloud${said}.` };
  if (reportedState.code !== 'ACTIVE')
    return { stage, what: `Integration ${suffix} is enabled, but not active yet (${reportedState.code}).` };
  return `integration ${suffix} enabled and active`;
}

function sourceState(source: PartnerEventSource | undefined, name: string): Stop | string {
  const cure = gcxCommand('apply');
  const stage = 'source';
  if (source === undefined) return { stage, what: `The account has no partner event source ${name}.`, cure };
  switch (source.state) {
    case 'ACTIVE':
      return 'event source ACTIVE';
    case 'PENDING':
      return {
        stage,
        what: `Partner event source ${name} is PENDING: it has no event bus, and its events are lost.`,
        cure,
      };
    case 'DELETED':
      return { stage, what: `Partner event source ${name} was deleted by Genesys Cloud.`, cure };
  }
}
