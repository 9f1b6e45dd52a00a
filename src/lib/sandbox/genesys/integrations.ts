import { randomUUID } from 'node:crypto';
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import type { SandboxRequest } from '../http.js';
import { badRequest, GenesysFault, notFound } from './errors.js';
import {
  configView,
  EVENTBRIDGE_TYPE,
  eventBridgeProperties,
  type OfferedEventType,
  replaceConfig,
} from './integration-config.js';
import { view } from './integration-views.js';
import { page } from './paging.js';
import type { IntegrationState, OrganizationState } from './state.js';

/** How long the platform takes to activate or deactivate an integration here, in ms. */
const ACTIVATION_MS = 150;
/** How long an integration that failed still shows why, after it was told to try again, in ms. [?] */
const STALE_ERROR_MS = 120;
/** How long a deleted integration can still be read, in ms. */
const DELETION_MS = 50;

/** Where integrations make and remove partner event sources: EventBridge's partner side. */
export interface PartnerSources {
  create(account: string, region: string, name: string): void;
  delete(account: string, region: string, name: string): void;
}

/** Name of the partner event source of an organization and suffix. */
export function sourceName(organization: string, suffix: string): string {
  return `aws.partner/genesys.com/cloud/${organization}/${suffix}`;
}

/** The integrations of one sandbox organization: their calls, and what happens to them as time passes. */
export class Integrations {
  constructor(
    private readonly state: OrganizationState,
    private readonly offered: () => readonly OfferedEventType[],
    private readonly sources: PartnerSources,
    private readonly activationError: () => string | undefined,
  ) {}

  /** Carries out what was due: activation, deactivation, the end of a deletion. */
  advance(now: number): void {
    for (const integration of [...this.state.integrations]) {
      // One thing that was due may have made another due since: nobody may have looked for long.
      for (
        let { pending } = integration;
        pending !== undefined && pending.at <= now;
        { pending } = integration
      ) {
        delete integration.pending;
        if (pending.code === 'ACTIVATING') this.beginActivation(integration, pending.at);
        else if (pending.code === 'ACTIVE') this.activate(integration);
        else if (pending.code === 'INACTIVE') integration.reported = { code: 'INACTIVE' };
        else this.state.integrations.splice(this.state.integrations.indexOf(integration), 1);
      }
    }
  }

  /** `GET /api/v2/integrations`. */
  list(request: SandboxRequest): JsonObject {
    const type = request.query.get('integrationType');
    const expanded = expands(request, 'config.current');
    const found = this.state.integrations.filter((integration) => type === null || integration.type === type);
    return page(
      request,
      found.map((integration) => view(integration, expanded)),
      { defaultSize: 25, maxSize: 100 },
    );
  }

  /** `GET /api/v2/integrations/{integrationId}`. */
  get(id: string, request: SandboxRequest): JsonObject {
    return view(this.find(id), expands(request, 'config.current'));
  }

  /** `GET /api/v2/integrations/{integrationId}/config/current`. */
  config(id: string): JsonObject {
    return configView(this.find(id));
  }

  /** `POST /api/v2/integrations`: names are not unique, and the new one is not configured yet. */
  create(body: JsonValue): JsonObject {
    const type =
      isJsonObject(body) && isJsonObject(body['integrationType']) ? body['integrationType']['id'] : undefined;
    if (!isJsonObject(body) || typeof type !== 'string') {
      throw badRequest('The request body is missing the required field integrationType.id.', {
        field: 'integrationType',
      });
    }
    if (type !== EVENTBRIDGE_TYPE) throw notFound('integration type', type);
    const existing = this.state.integrations.filter((integration) => integration.type === type).length;
    if (existing >= this.state.maxInstances) {
      throw new GenesysFault(
        400,
        'integration.max.instances.exceeded',
        `The organization already has the maximum number of integrations of this type: ${this.state.maxInstances}.`,
        { maxInstances: String(this.state.maxInstances) },
      );
    }
    const name =
      typeof body['name'] === 'string' && body['name'] !== '' ? body['name'] : 'Amazon EventBridge Source';
    const integration: IntegrationState = {
      id: randomUUID(),
      name,
      type,
      intendedState: 'DISABLED',
      reported: { code: 'INACTIVE' },
      config: { name, version: 1, properties: {}, advanced: {}, notes: '', credentials: {} },
    };
    this.state.integrations.push(integration);
    return view(integration, true);
  }

  /** `PUT /api/v2/integrations/{integrationId}/config/current`. */
  configure(id: string, body: JsonValue, now: number): JsonObject {
    const integration = this.find(id);
    integration.config = replaceConfig(integration, body, this.offered(), this.state.versionConflictStatus);
    integration.name = integration.config.name;
    const wanted = this.wantedSource(integration);
    const moved = integration.source !== undefined && integration.source.name !== wanted?.name;
    const elsewhere =
      integration.source !== undefined &&
      (integration.source.account !== wanted?.account || integration.source.region !== wanted?.region);
    const failed = integration.reported.code === 'ERROR';
    if (integration.intendedState === 'ENABLED' && (moved || elsewhere || failed))
      this.tryAgain(integration, now);
    return configView(integration);
  }

  /** `PATCH /api/v2/integrations/{integrationId}`. */
  setState(id: string, body: JsonValue, now: number): JsonObject {
    const integration = this.find(id);
    const intended = isJsonObject(body) ? body['intendedState'] : undefined;
    if (intended === 'ENABLED') {
      if (eventBridgeProperties(integration) === undefined) {
        throw badRequest('The integration cannot be enabled: its configuration is not complete.', { id });
      }
      if (integration.intendedState !== 'ENABLED' || integration.reported.code === 'ERROR') {
        integration.intendedState = 'ENABLED';
        this.tryAgain(integration, now);
      }
    } else if (intended === 'DISABLED') {
      if (integration.intendedState !== 'DISABLED') {
        integration.intendedState = 'DISABLED';
        // What failed shows why for a while longer. [?]
        if (integration.reported.code !== 'ERROR') integration.reported = { code: 'DEACTIVATING' };
        integration.pending = { at: now + ACTIVATION_MS, code: 'INACTIVE' };
      }
    } else {
      throw badRequest('The field intendedState must be ENABLED or DISABLED.', { field: 'intendedState' });
    }
    return view(integration, false);
  }

  /** `DELETE /api/v2/integrations/{integrationId}`: still there for a moment, then 404. */
  delete(id: string, now: number): JsonObject {
    const integration = this.find(id);
    integration.intendedState = 'DELETED';
    integration.pending = { at: now + DELETION_MS, code: 'GONE' };
    this.removeSource(integration);
    return view(integration, false);
  }

  /** Integrations that publish an event type at this moment, and those that do not, with the reason. */
  publishers(template: string): readonly { integration: IntegrationState; whyNot?: string }[] {
    return this.state.integrations
      .filter(({ type }) => type === EVENTBRIDGE_TYPE)
      .map((integration) => {
        const whyNot = this.whyNotPublished(integration, template);
        return whyNot === undefined ? { integration } : { integration, whyNot };
      });
  }

  private whyNotPublished(integration: IntegrationState, template: string): string | undefined {
    const properties = eventBridgeProperties(integration);
    if (properties === undefined) return 'it is not configured';
    if (integration.reported.code !== 'ACTIVE') {
      const { code, message } = integration.reported;
      return message === undefined ? `its state is ${code}` : `its state is ${code}: ${message}`;
    }
    return properties.eventFilter.includes(template) ? undefined : 'it is not subscribed to that event type';
  }

  private find(id: string): IntegrationState {
    const found = this.state.integrations.find((integration) => integration.id === id);
    if (found === undefined) throw notFound('integration', id);
    return found;
  }

  private tryAgain(integration: IntegrationState, now: number): void {
    if (integration.reported.code === 'ERROR')
      integration.pending = { at: now + STALE_ERROR_MS, code: 'ACTIVATING' };
    else this.beginActivation(integration, now);
  }

  private beginActivation(integration: IntegrationState, now: number): void {
    integration.reported = { code: 'ACTIVATING' };
    integration.pending = { at: now + ACTIVATION_MS, code: 'ACTIVE' };
  }

  private activate(integration: IntegrationState): void {
    const wanted = this.wantedSource(integration);
    const taken = this.state.integrations.some(
      (other) =>
        other !== integration &&
        other.source !== undefined &&
        wanted !== undefined &&
        other.source.name === wanted.name &&
        other.source.account === wanted.account &&
        other.source.region === wanted.region,
    );
    const message = taken
      ? `The partner event source ${wanted?.name ?? ''} already exists in that account and region.`
      : this.activationError();
    if (message !== undefined || wanted === undefined) {
      integration.reported = { code: 'ERROR', message: message ?? 'The configuration is not complete.' };
      return;
    }
    const { source } = integration;
    const same =
      source?.name === wanted.name && source.account === wanted.account && source.region === wanted.region;
    if (!same) this.removeSource(integration);
    // Also where it is the same: AWS may have let it expire.
    this.sources.create(wanted.account, wanted.region, wanted.name);
    integration.source = wanted;
    integration.reported = { code: 'ACTIVE' };
  }

  private wantedSource(integration: IntegrationState): IntegrationState['source'] {
    const properties = eventBridgeProperties(integration);
    return properties === undefined
      ? undefined
      : {
          account: properties.awsAccountId,
          region: properties.awsAccountRegion,
          name: sourceName(this.state.id, properties.eventSourceSuffix),
        };
  }

  private removeSource(integration: IntegrationState): void {
    if (integration.source === undefined) return;
    this.sources.delete(integration.source.account, integration.source.region, integration.source.name);
    delete integration.source;
  }
}

function expands(request: SandboxRequest, what: string): boolean {
  return request.query.getAll('expand').some((value) => value.split(',').includes(what));
}
