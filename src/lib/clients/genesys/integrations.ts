import { answeredWith, answerOf } from '../../base/answers.js';
import { isJsonObject } from '../../base/json.js';
import { GenesysCallError } from './call-error.js';
import { type Genesys, type Integration, type IntegrationConfig, VersionConflict } from './model.js';
import type { GenesysSdk } from './sdk.js';

/** The integration type that pushes events to Amazon EventBridge. */
const integrationType = 'amazon-eventbridge-source';

const pageSize = 100;

type ConfigOptions = NonNullable<Parameters<GenesysSdk['integrations']['putIntegrationConfigCurrent']>[1]>;
type ConfigBody = NonNullable<ConfigOptions['body']>;

/** The properties of a configuration that gcx reads and writes by name. */
const ownProperties = ['awsAccountId', 'awsAccountRegion', 'eventSourceSuffix', 'eventFilter'];

/** The `amazon-eventbridge-source` integrations of the live organization. */
export function integrationsApi(sdk: GenesysSdk): Genesys['integrations'] {
  const api = sdk.integrations;
  return {
    async list() {
      const listed: unknown[] = [];
      for (let pageNumber = 1; ; pageNumber++) {
        const page = await api.getIntegrations({
          integrationType,
          expand: ['config.current'],
          pageSize,
          pageNumber,
        });
        const entities = page.entities ?? [];
        listed.push(...entities);
        const pages = page.pageCount ?? (entities.length < pageSize ? pageNumber : pageNumber + 1);
        if (pageNumber >= pages) break;
      }
      // Where the filter or the expansion was not honored, the answer says it.
      const own = listed.filter((each) => typeId(each) === undefined || typeId(each) === integrationType);
      return Promise.all(own.map((each) => withConfig(each)));
    },
    async get(id) {
      try {
        return await withConfig(await api.getIntegration(id, { expand: ['config.current'] }));
      } catch (error) {
        if (hasStatus(error, 404)) return undefined;
        throw error;
      }
    },
    async create(name) {
      return toIntegration(
        await api.postIntegrations({ body: { name, integrationType: { id: integrationType } } }),
      );
    },
    async configure(id, config) {
      const version = config.version ?? (await currentVersion(id));
      const body = {
        name: config.name,
        version,
        properties: {
          ...config.other?.properties,
          awsAccountId: config.awsAccountId,
          awsAccountRegion: config.awsAccountRegion,
          eventSourceSuffix: config.eventSourceSuffix,
          eventFilter: [...config.eventFilter],
        },
        advanced: config.other?.advanced ?? {},
        notes: config.notes,
        credentials: { ...config.other?.credentials } as ConfigBody['credentials'],
      };
      try {
        const written = toConfig(await api.putIntegrationConfigCurrent(id, { body }));
        return written ?? { ...config, version: version + 1, other: config.other ?? noOther };
      } catch (error) {
        if (isVersionConflict(error)) throw new VersionConflict(`integration ${id}, version ${version}`);
        throw error;
      }
    },
    async setState(id, state) {
      await api.patchIntegration(id, { body: { intendedState: state } });
    },
    async delete(id) {
      try {
        await api.deleteIntegration(id);
      } catch (error) {
        if (!hasStatus(error, 404)) throw error;
      }
    },
    async maxInstances() {
      return (await api.getIntegrationsType(integrationType)).maxInstances;
    },
  };

  async function withConfig(read: unknown): Promise<Integration> {
    const integration = toIntegration(read);
    if (integration.config !== undefined || integration.intendedState === 'DELETED') return integration;
    if (isJsonObject(read) && isJsonObject(read['config']) && isJsonObject(read['config']['current'])) {
      return integration;
    }
    try {
      const config = toConfig(await api.getIntegrationConfigCurrent(integration.id));
      return config === undefined
        ? integration
        : answeredWith({ ...integration, config }, answerOf(integration) ?? {});
    } catch (error) {
      if (hasStatus(error, 404)) return integration;
      throw error;
    }
  }

  /** The version of a configuration that was not read before; an integration that was never configured has one, too. */
  async function currentVersion(id: string): Promise<number> {
    const current: unknown = await api.getIntegrationConfigCurrent(id);
    return isJsonObject(current) && typeof current['version'] === 'number' ? current['version'] : 1;
  }
}

const noOther: IntegrationConfig['other'] = { properties: {}, advanced: {}, credentials: {} };

function typeId(read: unknown): unknown {
  return isJsonObject(read) && isJsonObject(read['integrationType'])
    ? read['integrationType']['id']
    : undefined;
}

function toIntegration(read: unknown): Integration {
  if (!isJsonObject(read) || typeof read['id'] !== 'string') {
    throw new Error('Genesys Cloud described an integration without an id.');
  }
  const info = isJsonObject(read['config']) ? read['config'] : {};
  const config = toConfig(info['current']);
  const integration = {
    id: read['id'],
    name: text(read['name']),
    intendedState: intendedState(read['intendedState']),
    reportedState: reportedState(read['reportedState']),
    ...(config === undefined ? {} : { config }),
  };
  return answeredWith(integration, read);
}

function intendedState(read: unknown): Integration['intendedState'] {
  return read === 'ENABLED' || read === 'DELETED' ? read : 'DISABLED';
}

function reportedState(read: unknown): Integration['reportedState'] {
  if (!isJsonObject(read)) return { code: 'UNKNOWN' };
  const code = text(read['code']) || 'UNKNOWN';
  const detail = isJsonObject(read['detail']) ? read['detail'] : {};
  const message = text(detail['messageWithParams']) || text(detail['message']);
  return message === '' ? { code } : { code, message };
}

/** Undefined where it was never configured: then the account is missing. */
function toConfig(read: unknown): IntegrationConfig | undefined {
  if (!isJsonObject(read) || !isJsonObject(read['properties'])) return undefined;
  const properties = read['properties'];
  if (text(properties['awsAccountId']) === '') return undefined;
  const filter = properties['eventFilter'];
  const notes = text(read['notes']);
  return {
    name: text(read['name']),
    version: typeof read['version'] === 'number' ? read['version'] : 1,
    awsAccountId: text(properties['awsAccountId']),
    awsAccountRegion: text(properties['awsAccountRegion']),
    eventSourceSuffix: text(properties['eventSourceSuffix']),
    eventFilter: Array.isArray(filter)
      ? filter.filter((each): each is string => typeof each === 'string')
      : [],
    // Genesys Cloud's store cannot hold an empty text and shows this instead.
    notes: notes === 'node_dynamodb_empty_string' ? '' : notes,
    other: {
      properties: Object.fromEntries(
        Object.entries(properties).filter(([key]) => !ownProperties.includes(key)),
      ),
      advanced: isJsonObject(read['advanced']) ? read['advanced'] : {},
      credentials: isJsonObject(read['credentials']) ? read['credentials'] : {},
    },
  };
}

/** Genesys Cloud shows a version that is not current as 409, as 408, or as 400 with a text. */
function isVersionConflict(error: unknown): boolean {
  if (!(error instanceof GenesysCallError)) return false;
  if (error.status === 409 || error.status === 408) return true;
  return error.status === 400 && /does not match the current version/i.test(error.report.what);
}

function hasStatus(error: unknown, status: number): boolean {
  return error instanceof GenesysCallError && error.status === status;
}

function text(read: unknown): string {
  return typeof read === 'string' ? read : '';
}
