import type { JsonValue } from '../../base/json.js';
import type { Config } from '../../language/config/model.js';
import {
  catalogue,
  eventTypeName,
  eventTypePath,
  formatsInUse,
  namesGenesysEventTypes,
  PARTNER_FORMAT,
  partnerFormat,
  queueLocation,
} from '../../language/events/index.js';
import { partnerBusName } from '../../language/names/partner-bus.js';
import type { CompileNames } from '../compile/index.js';

/** The full name of the bus that the file's rules are on: `aws.bus`, else that of the integration's event source. */
export function busOf(config: Config): string {
  const suffix = config.genesys.integration?.suffix;
  if (config.aws.bus !== undefined) return config.aws.bus;
  return suffix === undefined ? 'default' : partnerBusName(config.genesys.organization, suffix);
}

/**
 * What every rule's pattern wants of an event's `source`: the integration's own, else (a bus that others feed) any
 * source of the file's organization.
 */
export function sourceOf(config: Config): readonly JsonValue[] {
  const suffix = config.genesys.integration?.suffix;
  if (suffix !== undefined) return [partnerBusName(config.genesys.organization, suffix)];
  const bus = config.aws.bus ?? '';
  return bus.startsWith('aws.partner/')
    ? [bus]
    : [{ prefix: partnerBusName(config.genesys.organization, '') }];
}

/** What compile must know of the bus and of event types. */
export function compileNames(config: Config, taken: ReadonlySet<string>): CompileNames {
  const events = catalogue();
  return {
    bus: busOf(config),
    source: sourceOf(config),
    taken,
    eventType(template, format) {
      if (format !== undefined && !namesGenesysEventTypes(format))
        return { name: template, queue: queueLocation(format, template) };
      const known = events.find(template);
      if (known !== undefined && format !== undefined)
        return { name: known.name, queue: queueLocation(format, template) };
      return known ?? { name: eventTypeName(template), queue: 'none' };
    },
    isList(template, field, format) {
      if (format !== undefined && !namesGenesysEventTypes(format)) return true;
      const known = events.find(template);
      return known === undefined ? undefined : events.field(known, field)?.array;
    },
    mayBeList: mayBeListIn(config),
  };
}

/**
 * Fields of the payloads of the file's relays: of Genesys's bodies those that are arrays, of others all beside what
 * patterns know to be one value.
 */
function mayBeListIn(config: Config): (path: string) => boolean {
  const events = catalogue();
  const formats = formatsInUse(Object.values(config.routes)).filter(
    ({ format }) => format.name !== PARTNER_FORMAT,
  );
  const single = new Set(
    [partnerFormat(), ...formats.map(({ format }) => format)].flatMap((format) => [
      eventTypePath(format),
      format.places.queueId,
      format.places.topicName,
    ]),
  );
  const isArray = (template: string, field: string): boolean => {
    const known = events.find(template);
    return known !== undefined && events.field(known, field)?.array === true;
  };
  return (path) =>
    !single.has(path) &&
    formats.some(({ format, eventTypes }) => {
      const payload = `${format.places.payload}.`;
      if (!path.startsWith(payload)) return false;
      const field = path.slice(payload.length);
      return !namesGenesysEventTypes(format) || [...eventTypes].some((type) => isArray(type, field));
    });
}
