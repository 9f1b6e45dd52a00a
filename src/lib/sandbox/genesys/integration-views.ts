import type { JsonObject } from '../../base/json.js';
import { notFound } from './errors.js';
import { configView, EVENTBRIDGE_TYPE } from './integration-config.js';
import type { IntegrationState, OrganizationState } from './state.js';

/** `GET /api/v2/integrations/types/amazon-eventbridge-source`. */
export function integrationType(state: OrganizationState, id: string): JsonObject {
  if (id !== EVENTBRIDGE_TYPE) throw notFound('integration type', id);
  const self = `/api/v2/integrations/types/${EVENTBRIDGE_TYPE}`;
  return {
    id: EVENTBRIDGE_TYPE,
    name: 'Amazon EventBridge Source',
    description: 'Publishes Genesys Cloud events to Amazon EventBridge.',
    provider: 'clementine',
    category: 'Event Streaming',
    configPropertiesSchemaUri: `${self}/configschemas/properties`,
    configAdvancedSchemaUri: `${self}/configschemas/advanced`,
    nonInstallable: false,
    maxInstances: state.maxInstances,
    selfUri: self,
  };
}

/** `GET /api/v2/integrations/types/amazon-eventbridge-source/configschemas/{configType}`. */
export function configSchema(id: string, configType: string): JsonObject {
  if (id !== EVENTBRIDGE_TYPE) throw notFound('integration type', id);
  if (configType !== 'properties')
    return { $schema: 'http://json-schema.org/draft-04/schema#', type: 'object' };
  return {
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    required: ['awsAccountId', 'awsAccountRegion', 'eventSourceSuffix', 'eventFilter'],
    properties: {
      awsAccountId: { type: 'string', pattern: '^[0-9]{12}$' },
      awsAccountRegion: { type: 'string' },
      eventSourceSuffix: { type: 'string', minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9._-]+$' },
      eventFilter: { type: 'array', items: { type: 'string' }, uniqueItems: true },
    },
  };
}

/** An integration as Genesys Cloud answers with it; `expanded`: with its configuration. */
export function view(integration: IntegrationState, expanded: boolean): JsonObject {
  const { message, code } = integration.reported;
  return {
    id: integration.id,
    name: integration.name,
    integrationType: {
      id: integration.type,
      name: 'Amazon EventBridge Source',
      selfUri: `/api/v2/integrations/types/${integration.type}`,
    },
    notes: integration.config.notes,
    intendedState: integration.intendedState,
    config: {
      current: expanded
        ? configView(integration)
        : { id: integration.id, selfUri: `/api/v2/integrations/${integration.id}/config/current` },
    },
    reportedState: {
      code,
      ...(message === undefined
        ? {}
        : {
            detail: {
              localizableMessageCode: 'ACTIVATION_FAILED',
              message,
              messageWithParams: message,
              messageParams: {},
            },
          }),
    },
    attributes: {},
    selfUri: `/api/v2/integrations/${integration.id}`,
  };
}
