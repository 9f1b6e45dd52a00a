import type { JsonValue } from '../base/json.js';
import type { Delivery } from './aws/model.js';
import { emit } from './emit.js';
import { clearJournal, readJournal } from './journal.js';
import type { EmitReport, EmitRequest, JournalEntry, JournalFilter, SandboxClock, Tenant } from './model.js';
import { rememberGiven } from './remember-given.js';
import type { World } from './world.js';

/** What can be done with a sandbox beside calling its services; the same in process and through a server. */
export interface SandboxControl {
  /** Takes on a file's account and organization, and brings what it calls existing. */
  prepare(tenant: Tenant): Promise<void>;
  emit(tenant: Tenant, request: EmitRequest): Promise<EmitReport>;
  /** Takes it that these events happened, though none is published: their conversations can be asked for. */
  happened(tenant: Tenant, events: readonly JsonValue[]): Promise<void>;
  deliveries(tenant: Tenant): Promise<readonly Delivery[]>;
  journal(filter: JournalFilter): Promise<readonly JournalEntry[]>;
  reset(): Promise<void>;
  settle(): Promise<void>;
  /** Moves the sandbox's clock on, without waiting. */
  passTime(milliseconds: number): Promise<void>;
  /** Ends the workers of a Lambda function at once: what they run fails, as if the machine had died. */
  killWorkers(functionName: string): Promise<void>;
}

/** How often it is looked whether Genesys Cloud has done what it was about to do, in ms. */
const SETTLE_POLL_MS = 10;

/** The control of a world in this process. `changed` is told whenever something may have changed. */
export function localControl(
  world: World,
  journalPath: string,
  changed: () => void,
  clock: SandboxClock,
): SandboxControl {
  return {
    async prepare(tenant) {
      world.prepare(tenant);
      changed();
    },
    async emit(tenant, request) {
      world.advance(world.now());
      const report = await emit(world, tenant, request, world.now());
      changed();
      return report;
    },
    async happened(tenant, events) {
      rememberGiven(world.organization(tenant.organization), tenant, events, world.now());
      changed();
    },
    async deliveries(tenant) {
      return world.cloud(tenant.account, tenant.region).deliveries();
    },
    async journal(filter) {
      return readJournal(journalPath, filter);
    },
    async reset() {
      await world.reset();
      clearJournal(journalPath);
      changed();
    },
    async settle() {
      for (world.advance(world.now()); world.hasPending(); world.advance(world.now()))
        await clock.sleep(SETTLE_POLL_MS);
      await world.settleDeliveries();
      changed();
    },
    async passTime(milliseconds) {
      world.passTime(milliseconds);
      changed();
    },
    killWorkers: (functionName) => world.killWorkers(functionName),
  };
}
