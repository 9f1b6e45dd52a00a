import { ExitCode } from '../../../base/exit-codes.js';
import { GcxError } from '../../../base/gcx-error.js';
import type { Aws } from '../../../clients/aws/model.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import { busArn } from '../../../language/names/arn.js';
import { type Reading, type ReadScope, readEach } from '../door/reading.js';

/** The event buses of the account, with their tags: they say which rules of people a project adopted. */
export interface BusTagsRead {
  /** By name, `default` included. */
  readonly busTags: ReadonlyMap<string, Tags>;
}

/** Lists the event buses of the account and reads their tags. */
export const busTagsReading: Reading<BusTagsRead> = {
  name: 'busTags',
  waitsFor: [],
  unread: {
    live: { busTags: new Map() },
    of: 'the tags of event buses',
    kinds: ['bus', 'rule', 'archive'],
    codes: /^bus/,
  },
  read: async (scope, _needs, { aws }) => ({ busTags: await readBusTags(scope, aws) }),
  // Of the buses that a plan works on, the tags are with the buses.
  digest: () => ({}),
};

/**
 * The tags of every event bus of the account, by name.
 * @throws GcxError where `aws.bus` does not exist, and what the client throws
 */
export async function readBusTags(
  scope: Pick<ReadScope, 'config' | 'bus'>,
  aws: Aws,
): Promise<BusTagsRead['busTags']> {
  const names = await aws.events.busNames();
  if (scope.config.aws.bus !== undefined && !names.includes(scope.bus)) throw busMissing(scope);
  return readEach(names, (name) => aws.events.ruleTags(busArn(scope.config, name)));
}

function busMissing(scope: Pick<ReadScope, 'config' | 'bus'>): GcxError {
  return new GcxError(
    {
      code: 'bus-missing',
      what: `There is no event bus ${scope.bus} in account ${scope.config.aws.account}, region ${scope.config.aws.region}.`,
      why: '`aws.bus` names a bus that exists; gcx uses it and never creates it.',
      fix: 'Correct aws.bus, create the bus, or leave aws.bus out and give genesys.integration: then gcx makes the partner event bus.',
    },
    ExitCode.error,
  );
}
