import type { EventBus, PartnerEventSource } from '../../../clients/aws/model.js';
import { partnerBusName } from '../../../language/names/partner-bus.js';
import { changeId } from '../../change/change.js';
import { answeredBy } from '../door/attributes.js';
import { distinct, type Reading, readEach } from '../door/reading.js';
import type { IntegrationsRead } from '../integration/integrations-reading.js';
import { findRecord } from '../integration/record.js';
import { isOurs } from '../ownership/mark.js';
import { newerFormatOfTags } from '../ownership/mark-format.js';
import { thingOf } from '../ownership/thing.js';
import { busTable, eventSourceAttributes } from './bus-attributes.js';
import { busKeyTakenOut } from './bus-key.js';
import type { BusTagsRead } from './bus-tags-reading.js';

/** A partner event bus with its source. */
export interface LivePartnerBus {
  readonly name: string;
  readonly source?: PartnerEventSource;
  readonly bus?: EventBus;
}

/** The partner buses of the project. */
export interface BusesRead {
  /** Those that the file or our records speak of, by name. */
  readonly buses: ReadonlyMap<string, LivePartnerBus>;
  /** The bus that `aws.bus` names, where it is no partner's: people's. */
  readonly usedBus?: EventBus;
}

/** Reads the partner buses that the file or our records speak of, and their sources. */
export const busesReading: Reading<BusesRead, IntegrationsRead & BusTagsRead> = {
  name: 'buses',
  waitsFor: ['integrations', 'busTags'],
  unread: {
    live: { buses: new Map() },
    of: 'the event bus and its source',
    kinds: ['bus', 'integration'],
    codes: /^(?:source-|bus-|existing-missing)/,
  },
  async read({ config, mark, bus: own }, { integrations, busTags }, { aws }) {
    const recorded = integrations.flatMap((each) =>
      each.config !== undefined && findRecord(each.config.notes, mark) !== undefined
        ? [each.config.eventSourceSuffix]
        : [],
    );
    const suffixes = distinct([config.genesys.integration?.suffix ?? '', ...recorded]);
    const names = distinct([
      ...suffixes.map((suffix) => partnerBusName(mark.organization, suffix)),
      ...(own.startsWith('aws.partner/') ? [own] : []),
    ]);
    const used = !own.startsWith('aws.partner/') && busTags.has(own);
    const [usedBus, buses] = await Promise.all([
      used ? aws.events.bus(own, busTags.get(own)) : undefined,
      readEach(names, async (name) => {
        const known = busTags.get(name);
        const [bus, source] = await Promise.all([
          known === undefined ? undefined : aws.events.bus(name, known),
          aws.events.partnerSource(name),
        ]);
        return { name, ...(bus ? { bus } : {}), ...(source ? { source } : {}) };
      }),
    ]);
    return { buses, ...(usedBus === undefined ? {} : { usedBus }) };
  },
  digest: ({ buses }) => ({
    buses: [...buses.values()].map(({ name, bus, source }) => ({
      name,
      tags: bus?.tags ?? null,
      log: bus?.log ?? null,
      key: bus?.key ?? null,
      source: source?.state ?? null,
    })),
  }),
  answered: (input) => {
    const { buses, usedBus } = input.live;
    const isOfFile = (name: string) => name === input.bus;
    const { busKey } = input.config.aws;
    const tableOf = (name: string, bus?: EventBus) =>
      busTable({
        log: isOfFile(name) && input.config.logging !== undefined,
        key:
          isOfFile(name) &&
          bus !== undefined &&
          isOurs(bus.tags, input.mark) &&
          (busKey ?? busKeyTakenOut(bus, busKey)) !== undefined,
      });
    const thingIn = ({ name, tags }: EventBus) =>
      isOfFile(name) ? thingOf(input, tags, { targets: [], change: changeId('bus', name) }) : undefined;
    return [
      ...[...buses.values()].flatMap(({ name, bus, source }) => [
        ...answeredBy(`event bus ${name}`, bus, tableOf(name, bus), bus && thingIn(bus)),
        ...answeredBy(`event source ${name}`, source, eventSourceAttributes),
      ]),
      ...answeredBy(
        `event bus ${usedBus?.name}`,
        usedBus,
        tableOf(usedBus?.name ?? ''),
        usedBus && thingIn(usedBus),
      ),
    ];
  },
  // Also where it is another project's: it holds the record of the rules that were adopted on it.
  newerMarks: ({ buses }) =>
    [...buses.values()].flatMap(({ name, bus }) => newerFormatOfTags(`event bus ${name}`, bus?.tags ?? {})),
};
