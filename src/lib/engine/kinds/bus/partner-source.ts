import { awsCommand } from '../../../base/hints/gcx-command.js';
import type { Notice } from '../../../base/notice.js';
import { partnerBusName } from '../../../language/names/partner-bus.js';
import type { FieldChange } from '../../change/model.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import type { BusStep } from './bus-steps.js';
import type { BusesRead, LivePartnerBus } from './buses-reading.js';

type Input = PlanInput<BusesRead>;
type Planned = KindPlan<BusStep>;

/** What keeps the events of a partner source from its bus, which stands: AWS drops every one of them. */
export type SourceTrouble = 'PENDING' | 'DELETED' | 'gone';

/** What keeps events from a bus that stands; undefined where its source is ACTIVE, or there is no bus. */
function sourceTrouble({ bus, source }: LivePartnerBus): SourceTrouble | undefined {
  if (bus === undefined || source?.state === 'ACTIVE') return undefined;
  return source?.state ?? 'gone';
}

/**
 * Whether AWS has no event source of an integration (or a DELETED one): Genesys Cloud may show it as ACTIVE and notice
 * nothing. False where sources were not read.
 */
export function isSourceLost({ live, mark }: Pick<Input, 'live' | 'mark'>, suffix: string): boolean {
  const read = live.buses.get(partnerBusName(mark.organization, suffix));
  return read !== undefined && (read.source === undefined || read.source.state === 'DELETED');
}

/** What is to be done about a source: calls of gcx's own, or a line for people. */
export interface SourceMending {
  readonly fields: readonly FieldChange[];
  readonly steps: readonly BusStep[];
  readonly notices: Pick<Planned, 'warnings' | 'pending'>;
}

/**
 * Plans that events reach a bus that stands.
 * @param ours Whether the bus is for gcx to look after: a PENDING source is activated then. One that is DELETED comes
 * back only by the integration, where gcx looks after that.
 */
export function mendSource(input: Input, found: LivePartnerBus, ours: boolean): SourceMending {
  const { name } = found;
  const trouble = sourceTrouble(found);
  if (trouble === undefined) return { fields: [], steps: [], notices: {} };
  const { integration } = input.config.genesys;
  const managed = integration !== undefined && integration.manage !== false;
  const warnings = [warning(found, trouble)];
  if (trouble === 'PENDING' ? !ours : !managed)
    return { fields: [], steps: [], notices: { warnings, pending: [leftToPeople(name, trouble)] } };
  return {
    fields: [{ kind: 'value', field: 'event source', before: trouble, after: 'ACTIVE' }],
    steps: [{ call: 'events.activateSource', name, fresh: false }],
    notices: { warnings },
  };
}

function warning({ name, source }: LivePartnerBus, trouble: SourceTrouble): Notice {
  const expires =
    trouble === 'PENDING' && source?.expirationTime !== undefined
      ? ` AWS deletes it on ${new Date(source.expirationTime).toISOString().slice(0, 10)} unless it is activated.`
      : '';
  return {
    code: trouble === 'PENDING' ? 'source-pending' : 'source-deleted',
    message: `The event source ${name} is ${trouble === 'gone' ? 'no longer there' : trouble}, though its event bus is: AWS drops every event that Genesys sends.${expires}`,
  };
}

function leftToPeople(name: string, trouble: SourceTrouble): Notice {
  const suffix = name.slice(name.lastIndexOf('/') + 1);
  return trouble === 'PENDING'
    ? {
        code: 'source-pending',
        drift: true,
        message: `Ask the owner of event bus ${name} to activate its event source: ${awsCommand`events activate-event-source --name ${name}`}`,
      }
    : {
        code: 'source-deleted',
        drift: true,
        message: `Ask the owner of the integration ${suffix} in Genesys Cloud to disable and enable it, so that Genesys creates its event source again, or to create it again.`,
      };
}
