import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Integration } from '../../clients/genesys/model.js';
import type { Change, Refusal } from '../../engine/change/model.js';
import {
  belongsTo,
  findRecord,
  integrationName,
  isOfIdentity,
  markOf,
  readRecords,
  recordJson,
  typedStep,
} from '../../engine/kinds/index.js';
import type { Config } from '../../language/config/model.js';
import { genesysEventTypes } from '../../language/events/index.js';

/** What adopting the integration depends on. */
export interface IntegrationState {
  readonly config: Config;
  readonly suffix: string;
  readonly integrations: readonly Integration[];
  /** Whether the partner event bus is there and carries no mark. */
  readonly busOfOthers: boolean;
}

/** The part of an adoption that is about the integration: a record in its notes, and nothing else of it. */
export function adoptIntegration(state: IntegrationState): {
  readonly change?: Change;
  readonly refusal?: Refusal;
} {
  const { config, suffix, integrations } = state;
  const base = {
    id: `integration:${suffix}`,
    kind: 'integration',
    name: suffix,
    group: { kind: 'integration', name: suffix },
    fields: [],
    after: [],
  } as const;
  const refuse = (message: string, fix: string) => ({
    refusal: { code: 'not-adoptable', change: base.id, message, fix },
  });
  const settings = config.genesys.integration;
  if (settings?.suffix !== suffix || settings.manage === false) {
    return refuse(
      `In the file, gcx does not manage an integration ${suffix}.`,
      `Write  integration: { suffix: ${suffix} }  under genesys.`,
    );
  }
  const identity = { account: config.aws.account, region: config.aws.region, suffix };
  const mark = markOf(config);
  const found = integrations.filter((each) => isOfIdentity(each, identity));
  const ours = found.find((each) => findRecord(each.config?.notes ?? '', mark) !== undefined);
  if (ours !== undefined) return { change: { ...base, action: 'none', notes: ['already owned'], steps: [] } };
  const [live] = found;
  if (live === undefined) {
    return refuse(
      `The organization has no integration with suffix ${suffix} that publishes to account ${identity.account}, ${identity.region}.`,
      `Correct the suffix, or let gcx create one: ${gcxCommand('apply')}.`,
    );
  }
  const maker = readRecords(live.config?.notes ?? '').find((record) => record.created);
  if (maker !== undefined) {
    return refuse(
      `The integration "${live.name}" is not this project and environment's: ${belongsTo(maker, mark)}.`,
      `Use it beside that project: ${gcxCommand('apply', '--adopt')}, or  manage: false  in the file.`,
    );
  }
  const needed = new Set(Object.values(config.routes).flatMap(genesysEventTypes));
  const record = recordJson({
    ...mark,
    created: false,
    adoptedBus: state.busOfOthers,
    added: [],
    used: (live.config?.eventFilter ?? []).filter((eventType) => needed.has(eventType)),
  });
  return {
    change: {
      ...base,
      action: 'adopt',
      reason: 'only a record in its notes is written; gcx never deletes it',
      notes: [],
      steps: [
        typedStep({
          call: 'genesys.configureIntegration',
          suffix,
          name: integrationName(mark, suffix),
          addEventTypes: [],
          removeEventTypes: [],
          record,
        }),
      ],
    },
  };
}
