import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isJsonObject, type JsonValue } from '../base/json.js';
import type { EventFormat } from '../language/events/formats/model.js';
import type { Identities } from './aws/authorization/identity.js';
import { createAwsCloud } from './aws/index.js';
import type { AwsCloud, AwsCloudOptions, AwsSeed } from './aws/model.js';
import { existingSeed } from './existing-seed.js';
import {
  createGenesysCloud,
  type GenesysCloud,
  type OfferedEventType,
  type OrganizationState,
  organizationSchema,
  sourceName,
} from './genesys/index.js';
import type { Tenant } from './model.js';
import type { Seed } from './seed-schema.js';
import { integrationBehindBus, seededOrganization } from './seeded-organization.js';
import { organizationOfClient } from './tenant-credentials.js';

const tenantSchema = z.strictObject({
  organization: z.string(),
  account: z.string(),
  region: z.string(),
  existing: z.strictObject({
    topics: z.array(z.string()),
    queues: z.array(z.string()),
    keys: z.array(z.string()).exactOptional(),
    functions: z.array(z.string()),
    secrets: z
      .array(
        z.strictObject({
          arn: z.string(),
          genesys: z.boolean(),
          members: z.array(z.string()).exactOptional(),
        }),
      )
      .exactOptional(),
    roles: z.array(z.string()).exactOptional(),
    senderRoles: z.array(z.string()).exactOptional(),
    logGroups: z.array(z.string()).exactOptional(),
    receivers: z.array(z.string()).exactOptional(),
    targetBuses: z.array(z.string()).exactOptional(),
    rulesPerBus: z.number().exactOptional(),
    buses: z.array(z.string()),
    sources: z.array(z.string()).exactOptional(),
    eventTypes: z.array(z.string()),
    relays: z
      .array(
        z.strictObject({
          bus: z.string(),
          format: z.custom<EventFormat>(isJsonObject),
          eventTypes: z.array(z.string()),
          subscribed: z.boolean(),
        }),
      )
      .exactOptional(),
  }),
});

const snapshotSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tenants: z.array(tenantSchema),
  organizations: z.array(organizationSchema),
  clouds: z.array(z.strictObject({ account: z.string(), region: z.string(), state: z.json() })),
  clockAhead: z.number().exactOptional(),
});

/** Checks what a client of the sandbox's server sends as tenant. */
export function parseTenant(value: unknown): Tenant {
  return tenantSchema.parse(value);
}

/** What a world is made of. */
export interface WorldOptions {
  /** What goes with the sandbox's OAuth clients and access keys. */
  readonly secret: string;
  /** The time around the sandbox, epoch ms; its own may be ahead. */
  readonly now: () => number;
  /** For requests that do not say whose they are. */
  readonly home: Omit<Tenant, 'existing'>;
  /** What a new organization or account begins with; asked each time. */
  readonly seed: () => Seed | undefined;
  readonly eventTypes: () => readonly OfferedEventType[];
  readonly activationError: () => string | undefined;
  /** How the functions of its accounts run. */
  readonly functions?: Pick<AwsCloudOptions, 'code' | 'origin' | 'loseAnswer' | 'changed' | 'deliveryFault'>;
  /** Who the users of its accounts are. Absent: one, who may do everything. */
  readonly identities?: Identities;
  /** What stands for hosts of HTTP endpoints; nothing where left out. */
  readonly outside?: AwsCloudOptions['outside'];
  /** Folder of the DynamoDB tables of its accounts; in memory without one. */
  readonly tables?: string;
}

/** Everything that exists in a sandbox: organizations and AWS accounts, each made when it is first asked for. */
export class World {
  readonly genesys: GenesysCloud;
  private readonly organizations = new Map<string, OrganizationState>();
  private readonly clouds = new Map<string, AwsCloud>();
  private tenants: Tenant[] = [];
  private clockAhead = 0;

  constructor(private readonly options: WorldOptions) {
    this.genesys = createGenesysCloud({
      organizationOf: (clientId) =>
        this.organization(organizationOfClient(clientId) ?? options.home.organization),
      clientSecret: options.secret,
      eventTypes: options.eventTypes,
      activationError: options.activationError,
      sources: {
        create: (account, region, name) => this.cloud(account, region).partner.createSource(name),
        delete: (account, region, name) => this.cloud(account, region).partner.deleteSource(name),
      },
    });
  }

  /** An organization of the sandbox. */
  organization(id: string): OrganizationState {
    const known = this.organizations.get(id);
    if (known !== undefined) return known;
    const place = this.tenants.find((tenant) => tenant.organization === id) ?? this.options.home;
    const made = seededOrganization(id, this.options.seed(), place);
    this.organizations.set(id, made);
    for (const { source } of made.integrations) this.offer(source);
    return made;
  }

  /** An AWS account's region of the sandbox. */
  cloud(account: string, region: string): AwsCloud {
    const key = `${account}/${region}`;
    const known = this.clouds.get(key);
    if (known !== undefined) return known;
    const { functions, tables, secret, identities, outside } = this.options;
    const made = createAwsCloud({
      account,
      region,
      now: () => this.now(),
      neighbor: (other) => this.cloud(account, other),
      secret,
      ...functions,
      ...(identities === undefined ? {} : { identities }),
      ...(outside === undefined ? {} : { outside }),
      ...(tables === undefined ? {} : { tables: join(tables, account) }),
    });
    this.clouds.set(key, made);
    return made;
  }

  /** The account's region that a request is for. */
  cloudOf(place: { readonly account?: string; readonly region?: string }): AwsCloud {
    const { home } = this.options;
    return this.cloud(place.account ?? home.account, place.region ?? home.region);
  }

  /** Brings what a file calls existing, where it is missing. What exists stays as it is. */
  prepare(tenant: Tenant): void {
    const first = !this.tenants.some((known) => sameTenant(known, tenant));
    this.tenants = [...this.tenants.filter((known) => !sameTenant(known, tenant)), tenant];
    const organization = this.organization(tenant.organization);
    const cloud = this.cloud(tenant.account, tenant.region);
    if (tenant.existing.rulesPerBus !== undefined) cloud.rulesPerBus = tenant.existing.rulesPerBus;
    for (const bus of [...tenant.existing.buses, ...(tenant.existing.sources ?? [])]) {
      const integration = integrationBehindBus(organization.id, bus, tenant.existing.eventTypes, tenant);
      if (integration === undefined || isThere(organization, bus)) continue;
      organization.integrations.push(integration);
      this.offer(integration.source);
    }
    // The seed first: it says more of a thing (its attributes, its policy) than the file, which only names it.
    const aws: AwsSeed | undefined = first ? this.options.seed()?.aws : undefined;
    const existing = existingSeed(
      tenant,
      this.options.secret,
      (bus) => cloud.partner.sourceState(bus) !== undefined,
    );
    for (const seed of aws === undefined ? [existing] : [aws, existing]) {
      cloud.seed(seed);
    }
    for (const arn of tenant.existing.targetBuses ?? []) {
      const [, , , region = '', account = '', resource = ''] = arn.split(':');
      if (account !== tenant.account) continue;
      this.cloud(account, region).seed({ buses: [{ name: resource.replace(/^event-bus\//, '') }] });
    }
  }

  /** The sandbox's clock, epoch ms. */
  now(): number {
    return this.options.now() + this.clockAhead;
  }

  /** Moves the clock on: what was hidden or due for a time comes back as if one had waited. */
  passTime(milliseconds: number): void {
    this.clockAhead += milliseconds;
    this.advance(this.now());
    this.wake();
  }

  /** Has queues polled: functions can reach the sandbox now, or something has changed. */
  wake(): void {
    for (const cloud of this.clouds.values()) cloud.wake();
  }

  /** Ends the workers of a function (name or ARN), or all: what they run fails. */
  async killWorkers(functionName?: string): Promise<void> {
    await Promise.all([...this.clouds.values()].map((cloud) => cloud.killWorkers(functionName)));
  }

  /** The account whose worker has a name, the session token of its requests. */
  cloudOfWorker(name: string): AwsCloud | undefined {
    return [...this.clouds.values()].find((cloud) => cloud.hasWorker(name));
  }

  /** Forgets code that no function has any more. */
  forgetUnusedCode(): void {
    const used = [...this.clouds.values()].flatMap((cloud) => cloud.codeInUse());
    this.options.functions?.code?.clear(new Set(used));
  }

  /** Ends all workers; nothing is polled any more. */
  async close(): Promise<void> {
    await Promise.all([...this.clouds.values()].map((cloud) => cloud.close()));
  }

  /** Carries out what was due in Genesys Cloud. */
  advance(now: number): void {
    for (const organization of this.organizations.values())
      this.genesys.integrations(organization).advance(now);
  }

  /** Whether an integration is on its way to another state. */
  hasPending(): boolean {
    return [...this.organizations.values()].some(({ integrations }) =>
      integrations.some(({ pending }) => pending !== undefined),
    );
  }

  /** Resolves when every event is delivered. */
  async settleDeliveries(): Promise<void> {
    // An event crosses from one region to another once at most.
    for (const _ of ['where it was put', 'where it was forwarded to'])
      for (const cloud of this.clouds.values()) await cloud.settle();
  }

  /** Back to the beginning, for all tenants. */
  async reset(): Promise<void> {
    await this.close();
    const { tenants } = this;
    this.options.functions?.code?.clear();
    if (this.options.tables !== undefined) rmSync(this.options.tables, { recursive: true, force: true });
    this.organizations.clear();
    this.clouds.clear();
    this.clockAhead = 0;
    this.tenants = [];
    for (const tenant of tenants) this.prepare(tenant);
  }

  /** All of it, to be written as JSON at once: parts of it are those that live on. */
  snapshot(): unknown {
    const clouds = [...this.clouds].map(([key, cloud]) => {
      const [account = '', region = ''] = key.split('/');
      return { account, region, state: cloud.snapshot() };
    });
    const organizations = [...this.organizations.values()];
    const clock = this.clockAhead === 0 ? {} : { clockAhead: this.clockAhead };
    return { schemaVersion: 1, tenants: this.tenants, organizations, clouds, ...clock };
  }

  /**
   * Takes on a snapshot.
   * @throws Error where it is not one of this version
   */
  restore(value: JsonValue): void {
    const snapshot = snapshotSchema.parse(value);
    this.tenants = snapshot.tenants;
    this.clockAhead = snapshot.clockAhead ?? 0;
    for (const organization of snapshot.organizations) this.organizations.set(organization.id, organization);
    for (const { account, region, state } of snapshot.clouds)
      this.cloud(account, region).restore(state as JsonValue);
  }

  private offer(source: OrganizationState['integrations'][number]['source']): void {
    if (source !== undefined) this.cloud(source.account, source.region).partner.createSource(source.name);
  }
}

/** Whether an organization has the integration behind an event source, active or not. */
function isThere({ id, integrations }: OrganizationState, source: string): boolean {
  return integrations.some((each) => {
    const suffix = each.config.properties['eventSourceSuffix'];
    return each.source?.name === source || (typeof suffix === 'string' && sourceName(id, suffix) === source);
  });
}

function sameTenant(a: Tenant, b: Tenant): boolean {
  return a.organization === b.organization && a.account === b.account && a.region === b.region;
}
