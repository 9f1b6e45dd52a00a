import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { isJsonObject } from '../../base/json.js';
import { GenesysCallError } from './call-error.js';
import type { EventBridgeStatus, Genesys } from './model.js';
import { EVENTBRIDGE_SCOPE } from './permissions.js';
import type { GenesysSdk } from './sdk.js';

/** Not part of Genesys Cloud's published API: some gateways in front of it offer it. */
const path = '/api/v2/platform/eventbridge';

const scope = EVENTBRIDGE_SCOPE.permission;

/** The keys under which an overall state may list event types, and under which an entry may name itself. */
const listKeys = ['events', 'eventTypes', 'subscriptions', 'entities'];
const nameKeys = ['eventType', 'name', 'id'];

/** Subscriptions event type by event type, as a gateway offers them. */
export function eventTypeSubscriptionsApi(sdk: GenesysSdk): Genesys['eventTypeSubscriptions'] {
  const call = async (method: 'GET' | 'PUT', of?: string, body?: object): Promise<unknown> => {
    try {
      return of === undefined
        ? await sdk.call(method, path)
        : await sdk.call(method, `${path}/events/{eventType}`, { eventType: of }, body);
    } catch (error) {
      throw error instanceof GenesysCallError && error.status === 403 ? scopeMissing(error) : error;
    }
  };
  return {
    async status() {
      return unlessUnknown(async () => readStatus(await call('GET')));
    },
    async get(eventType) {
      return unlessUnknown(async () => {
        const enabled = enabledOf(await call('GET', eventType));
        if (enabled === undefined) throw unreadable(eventType);
        return enabled;
      });
    },
    async set(eventType, enabled) {
      try {
        await call('PUT', eventType, { enabled });
      } catch (error) {
        throw isUnknown(error) ? eventTypeUnknown(eventType, error) : error;
      }
    },
  };
}

/** Undefined where the gateway knows no such thing (404). */
async function unlessUnknown<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isUnknown(error)) return undefined;
    throw error;
  }
}

function isUnknown(error: unknown): error is GenesysCallError {
  return error instanceof GenesysCallError && error.status === 404;
}

/** No document says what the overall state looks like: an on or off, and event types as a list or by name, are understood. */
function readStatus(read: unknown): EventBridgeStatus {
  const enabled = enabledOf(read);
  const eventTypes = eventTypesIn(read);
  return {
    ...(enabled === undefined ? {} : { enabled }),
    ...(eventTypes === undefined ? {} : { eventTypes }),
  };
}

function eventTypesIn(read: unknown): ReadonlyMap<string, boolean> | undefined {
  if (!isJsonObject(read)) return undefined;
  const listed = listKeys.map((key) => read[key]).find((each) => typeof each === 'object' && each !== null);
  if (listed === undefined) return undefined;
  const entries: readonly (readonly [unknown, unknown])[] = Array.isArray(listed)
    ? listed.map((each: unknown) => (typeof each === 'string' ? [each, true] : [nameOf(each), each]))
    : Object.entries(listed);
  return new Map(
    entries.flatMap(([name, state]) => {
      const enabled = enabledOf(state);
      return typeof name === 'string' && enabled !== undefined ? [[name, enabled] as const] : [];
    }),
  );
}

function nameOf(entry: unknown): unknown {
  return isJsonObject(entry)
    ? nameKeys.map((key) => entry[key]).find((each) => typeof each === 'string')
    : undefined;
}

function enabledOf(read: unknown): boolean | undefined {
  if (typeof read === 'boolean') return read;
  return isJsonObject(read) && typeof read['enabled'] === 'boolean' ? read['enabled'] : undefined;
}

function scopeMissing(error: GenesysCallError): GenesysCallError {
  const { where, why } = error.report;
  return new GenesysCallError(
    {
      code: 'genesys-scope-missing',
      what: `The Genesys Cloud credentials lack the OAuth scope ${scope}.`,
      ...(where === undefined ? {} : { where }),
      ...(why === undefined ? {} : { why }),
      fix: `Give the OAuth client, or the token, the scope ${scope}: subscriptions per event type take it.`,
    },
    ExitCode.denied,
    error.status,
    error,
  );
}

function eventTypeUnknown(eventType: string, error: GenesysCallError): GenesysCallError {
  const { where, why } = error.report;
  return new GenesysCallError(
    {
      code: 'event-type-not-available',
      what: `The gateway does not know the event type ${eventType}.`,
      ...(where === undefined ? {} : { where }),
      ...(why === undefined ? {} : { why }),
      fix: `Correct it in "events" of the routes, then run ${gcxCommand('plan')} again.`,
    },
    error.exitCode,
    error.status,
    error,
  );
}

function unreadable(eventType: string): GcxError {
  return new GcxError({
    code: 'genesys-subscription-unreadable',
    what: `The gateway does not say whether ${eventType} is enabled.`,
    where: `GET ${path}/events/${eventType}`,
    why: 'Its answer holds no "enabled" that is true or false.',
  });
}
