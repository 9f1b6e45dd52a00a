import type { BusTarget } from '../../language/config/model.js';
import { busArn } from '../../language/names/arn.js';
import type { TargetKind, TargetScope } from './kind.js';
import { REPLAY_INSTEAD } from './send-ways.js';

/**
 * Another event bus that exists, perhaps in another region or account: a role, which gcx makes where the target names
 * none, lets EventBridge put events there. Even within one account AWS takes none without a role (recorded 2026-09-15).
 */
export const busTarget: TargetKind<BusTarget> = {
  kind: 'bus',
  arn: ({ busName, ...place }, scope) => busArn(scope, busName, place),
  roleActions: ['events:PutEvents'],
  inWords: ({ busName }) => ({ what: 'event bus', called: busName }),
  drawing: { shape: 'stadium', one: 'event bus', all: 'event buses' },
  inFile: (target, scope) => ({ bus: { existing: inFile(target, scope) } }),
  choices: [
    {
      word: 'bus',
      offered: 'Existing event bus',
      description: 'Rules of others take the events from there.',
      by: 'name',
      makes: false,
      // A partner's bus takes events of its partner only.
      existing: async ({ events }) =>
        (await events.busNames()).filter((name) => !name.startsWith('aws.partner/')),
      listedBy: { action: 'events:ListEventBuses', things: 'event buses' },
      inFile: (name) => ({ bus: { existing: name } }),
    },
  ],
  isOf: ({ service, resource, region, account }) =>
    service === 'events' && region !== '' && account !== '' && /^event-bus\/.+$/.test(resource),
  nameOf: ({ resource }) => resource.replace(/^event-bus\//, ''),
  read: ({ common, parts }) => ({
    ...common,
    kind: 'bus',
    busName: parts.resource.replace(/^event-bus\//, ''),
    account: parts.account,
    region: parts.region,
  }),
  wayBack: () => ({
    kind: 'none',
    why: `gcx puts no dead letters on event buses, where each rule would see them: ${REPLAY_INSTEAD}`,
  }),
};

/** The name of one in the file's account and region, else the ARN. */
function inFile({ busName, account, region }: BusTarget, scope: TargetScope): string {
  const isHere = account === scope.aws.account && region === scope.aws.region;
  return isHere ? busName : busArn(scope, busName, { account, region });
}
