import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { JsonObject } from '../../base/json.js';
import { counted } from '../../base/words.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { Config } from '../../language/config/model.js';
import { wasMasked } from '../../language/events/masking/masked.js';
import type { ReadEvent } from './read-events.js';

/** The values of {@link givenEventsFlags}. */
export interface GivenEventsFlagValues {
  readonly event?: string | undefined;
  readonly sample?: string | undefined;
  readonly format?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly conversation?: string | undefined;
  readonly last?: boolean | undefined;
  readonly queue?: string | undefined;
  readonly media?: string | undefined;
}

/** What reading events may need; each is asked for only where a flag does. */
export interface EventSourceHost {
  /** Whose events samples and rebuilt events are; absent: those of the examples. */
  readonly config?: Config;
  /** The queue of a name or an id. */
  findQueue(nameOrId: string): Promise<{ readonly id: string; readonly name?: string }>;
  /** Genesys Cloud, for conversations. Throws GcxError where there are no credentials. */
  genesys(): Promise<Genesys>;
}

/** How events came about, for `--json`. */
export interface EventProvenance {
  readonly origin: 'given' | 'sample' | 'rebuilt';
  /** Of rebuilt events. */
  readonly conversationId?: string;
}

/** Events, and how they came about where they are not simply given. */
export interface SourcedEvents {
  /** Such as `7 events rebuilt from analytics (not a capture)`. */
  readonly label?: string;
  readonly provenance: EventProvenance;
  readonly events: readonly ReadEvent[];
}

/**
 * Reads the events that the flags name.
 * @throws GcxError with exit code 64 where the flags do not go together, and what reading throws
 */
export async function sourceEvents(
  flags: GivenEventsFlagValues,
  host: EventSourceHost,
): Promise<SourcedEvents> {
  requireSource(flags);
  if (flags.event !== undefined) {
    const { readGivenEvents } = await import('./read-events.js');
    const events = await readGivenEvents(flags.event);
    const masked = events.filter(({ json }) => wasMasked(JSON.stringify(json))).length;
    return {
      provenance: { origin: 'given' },
      ...(masked === 0
        ? {}
        : {
            label: `${counted(masked, 'event')} saved with masked fields: conditions on these fields fail here`,
          }),
      events,
    };
  }
  const queue = flags.queue === undefined ? undefined : await host.findQueue(flags.queue);
  if (flags.sample === undefined) return rebuilt(flags, queue?.id, host);
  const event = await sampleFor(flags.sample, flags, queue, host.config);
  return { provenance: { origin: 'sample' }, events: [event] };
}

/**
 * A sample event of an event type, of the file's organization or that of the examples.
 * @throws GcxError for an unknown event type or field
 */
export async function sampleFor(
  type: string,
  { set = [], format }: Pick<GivenEventsFlagValues, 'set' | 'format'>,
  queue: { readonly id: string; readonly name?: string } | undefined,
  config: Config | undefined,
): Promise<ReadEvent> {
  const { formatForSample, sampleInFormat, sampleTime } = await import('../../language/events/index.js');
  const event = sampleInFormat(formatForSample(type, format, config), type, set, {
    ...(await originOf(config)),
    time: sampleTime(undefined),
    ...(queue === undefined ? {} : { queueId: queue.id }),
    ...(queue?.name === undefined ? {} : { queueName: queue.name }),
  });
  return traceable(event);
}

async function rebuilt(
  { conversation, media }: GivenEventsFlagValues,
  queueId: string | undefined,
  { config, genesys }: EventSourceHost,
): Promise<SourcedEvents> {
  const { rebuiltEvents } = await import('../conversation/index.js');
  const request =
    conversation === undefined
      ? ({
          kind: 'last',
          now: new Date(),
          ...(queueId === undefined ? {} : { queueId }),
          ...(media === undefined ? {} : { media }),
        } as const)
      : ({ kind: 'id', id: conversation } as const);
  const found = await rebuiltEvents(await genesys(), request, await originOf(config));
  const count = found.events.length;
  // Who asked for the last one does not know which it is.
  const which = conversation === undefined ? ` of conversation ${found.conversationId}` : '';
  return {
    provenance: { origin: 'rebuilt', conversationId: found.conversationId },
    label: `${counted(count, 'event')}${which} rebuilt from analytics (not a capture)`,
    events: await Promise.all(found.events.map(({ event }) => traceable(event))),
  };
}

async function traceable(json: JsonObject): Promise<ReadEvent> {
  const { eventOf } = await import('../../language/patterns/index.js');
  return { json, text: eventOf(json) };
}

/** Where the events of a file's organization come from; a bus that others feed says it itself. */
async function originOf(config: Config | undefined) {
  const { sampleOrigin } = await import('../../language/events/index.js');
  const origin = sampleOrigin(config);
  const suffix = /^aws\.partner\/genesys\.com\/cloud\/[^/]+\/(.+)$/.exec(config?.aws.bus ?? '')?.[1];
  return config?.genesys.integration !== undefined || suffix === undefined ? origin : { ...origin, suffix };
}

/**
 * Checks that the flags name one source, and go together.
 * @throws GcxError with exit code 64
 */
export function requireSource(flags: GivenEventsFlagValues): void {
  const sources = [
    ...(flags.event === undefined ? [] : ['--event']),
    ...(flags.sample === undefined ? [] : ['--sample']),
    ...(flags.conversation === undefined ? [] : ['--conversation']),
    ...(flags.last === true ? ['--last'] : []),
  ];
  const [source] = sources;
  if (source === undefined)
    throw usage('No event is given.', 'Give --event, --sample, --conversation or --last.');
  if (sources.length > 1)
    throw usage(`${sources.join(' and ')} cannot be used together.`, 'Give one of them.');
  const needs: readonly (readonly [string, boolean, readonly string[]])[] = [
    ['--set', flags.set !== undefined, ['--sample']],
    ['--format', flags.format !== undefined, ['--sample']],
    ['--queue', flags.queue !== undefined, ['--sample', '--last']],
    ['--media', flags.media !== undefined, ['--last']],
  ];
  for (const [flag, given, sourcesOfFlag] of needs) {
    if (!given || sourcesOfFlag.includes(source)) continue;
    throw usage(`${flag} does not go with ${source}.`, `It goes with ${sourcesOfFlag.join(' or ')}.`);
  }
}

function usage(what: string, fix: string): GcxError {
  return new GcxError({ code: 'usage', what, fix }, ExitCode.usage);
}
