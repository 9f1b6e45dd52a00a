import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import { badRequest, GenesysFault } from './errors.js';
import type { IntegrationState } from './state.js';

/** The integration type that sends events to Amazon EventBridge. */
export const EVENTBRIDGE_TYPE = 'amazon-eventbridge-source';

/** What the platform stores for an empty text, and gives back as it is. */
const EMPTY_STRING = 'node_dynamodb_empty_string';

/** An event type as the sandbox organization offers it. */
export interface OfferedEventType {
  readonly template: string;
  readonly description: string;
  readonly transports: readonly string[];
}

/** The parts of a complete EventBridge configuration. */
export interface EventBridgeProperties {
  readonly awsAccountId: string;
  readonly awsAccountRegion: string;
  readonly eventSourceSuffix: string;
  readonly eventFilter: readonly string[];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** The properties of a configuration where they are complete; undefined for one that was never configured. */
export function eventBridgeProperties(integration: IntegrationState): EventBridgeProperties | undefined {
  const { awsAccountId, awsAccountRegion, eventSourceSuffix, eventFilter } = integration.config.properties;
  if (!isText(awsAccountId) || !isText(awsAccountRegion) || !isText(eventSourceSuffix)) return undefined;
  if (!Array.isArray(eventFilter) || !eventFilter.every(isText)) return undefined;
  return { awsAccountId, awsAccountRegion, eventSourceSuffix, eventFilter };
}

function invalid(field: string, rule: string): GenesysFault {
  return new GenesysFault(
    400,
    'invalid.configuration',
    `The integration configuration is not valid: ${field} ${rule}.`,
    {
      field,
    },
  );
}

/** Refuses properties that the platform would not take for an EventBridge integration. */
function checkProperties(properties: JsonObject, offered: readonly OfferedEventType[]): void {
  const { awsAccountId, awsAccountRegion, eventSourceSuffix, eventFilter } = properties;
  if (!isText(awsAccountId) || !/^\d{12}$/.test(awsAccountId))
    throw invalid('awsAccountId', 'must be 12 digits');
  if (!isText(awsAccountRegion) || !/^[a-z]{2,}(-[a-z]+)+-\d$/.test(awsAccountRegion)) {
    throw invalid('awsAccountRegion', 'must be an AWS region');
  }
  const suffix = new RegExp(`^[A-Za-z0-9._-]{1,${Limits.eventSourceSuffixCharacters}}$`);
  if (!isText(eventSourceSuffix) || !suffix.test(eventSourceSuffix)) {
    throw invalid(
      'eventSourceSuffix',
      `must be 1 to ${Limits.eventSourceSuffixCharacters} of A-Z a-z 0-9 . - _`,
    );
  }
  if (!Array.isArray(eventFilter) || !eventFilter.every(isText))
    throw invalid('eventFilter', 'must be a list of topics');
  const transports = new Map(offered.map((type) => [type.template, type.transports]));
  for (const template of eventFilter) {
    const offers = transports.get(template);
    if (offers === undefined) throw invalid('eventFilter', `holds an unknown topic: ${template}`);
    if (offers.length > 0 && !offers.includes('EventBridge') && !offers.includes('All')) {
      throw invalid('eventFilter', `holds a topic that is not available on EventBridge: ${template}`);
    }
  }
}

/** Refuses a `version` that is not the current one, in one of the two ways the platform has been seen to use. */
function checkVersion(sent: JsonValue | undefined, current: number, status: 400 | 409): void {
  if (sent === current) return;
  const text = `The version ${JSON.stringify(sent)} does not match the current version ${current}.`;
  if (status === 400) throw badRequest(text, { version: String(current) });
  throw new GenesysFault(409, 'version.conflict', text, { version: String(current) });
}

/**
 * The configuration that a `PUT …/config/current` leaves behind.
 * @throws GenesysFault where a field is missing, the version is stale or a property is not valid.
 */
export function replaceConfig(
  integration: IntegrationState,
  body: JsonValue,
  offered: readonly OfferedEventType[],
  versionConflictStatus: 400 | 409,
): IntegrationState['config'] {
  if (!isJsonObject(body)) throw badRequest('The request body must be an object.');
  for (const field of ['name', 'version', 'properties', 'advanced', 'notes', 'credentials']) {
    if (body[field] === undefined || body[field] === null) {
      throw badRequest(`The request body is missing the required field ${field}.`, { field });
    }
  }
  const { name, properties, advanced, notes, credentials } = body;
  if (!isText(name) || name.trim() === '')
    throw badRequest('The field name must be a text.', { field: 'name' });
  if (!isText(notes)) throw badRequest('The field notes must be a text.', { field: 'notes' });
  if (!isJsonObject(properties) || !isJsonObject(advanced) || !isJsonObject(credentials)) {
    throw badRequest('The fields properties, advanced and credentials must be objects.');
  }
  checkVersion(body['version'], integration.config.version, versionConflictStatus);
  if (integration.type === EVENTBRIDGE_TYPE) checkProperties(properties, offered);
  return { name, version: integration.config.version + 1, properties, advanced, notes, credentials };
}

/** A configuration as it is read back: the event types in another order than sent, empty notes as the store's own word. */
export function configView(integration: IntegrationState): JsonObject {
  const { config } = integration;
  const known = eventBridgeProperties(integration);
  const properties = JSON.parse(JSON.stringify(config.properties)) as JsonObject;
  return {
    id: integration.id,
    name: config.name,
    version: config.version,
    properties:
      known === undefined
        ? properties
        : { ...properties, eventFilter: [...known.eventFilter].sort().reverse() },
    advanced: JSON.parse(JSON.stringify(config.advanced)) as JsonObject,
    notes: config.notes === '' ? EMPTY_STRING : config.notes,
    credentials: JSON.parse(JSON.stringify(config.credentials)) as JsonObject,
    selfUri: `/api/v2/integrations/${integration.id}/config/current`,
  };
}
