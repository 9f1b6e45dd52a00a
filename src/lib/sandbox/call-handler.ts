import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { awsCallOf, refuseStranger } from './aws/index.js';
import type { AwsCloud } from './aws/model.js';
import type { Fault, FaultBox } from './faults.js';
import type { CallDescription, SandboxRequest, SandboxResponse, WireRequest } from './http.js';
import type { JournalEntry } from './model.js';
import { placeOfRequest } from './tenant-credentials.js';
import type { World } from './world.js';

/** How a call ends on the wire. */
export type CallOutcome =
  | { readonly kind: 'answer'; readonly response: SandboxResponse }
  /** The connection is reset without an answer. */
  | { readonly kind: 'reset' }
  /** Nothing is ever sent. */
  | { readonly kind: 'silence' };

/** What the calls of a sandbox go through. */
export interface CallHandlerOptions {
  readonly world: World;
  readonly faults: FaultBox;
  /** What AWS's requests must be signed with. */
  readonly secret: string;
  /** Milliseconds that each call takes, about; 0 for none. */
  readonly latencyMs: number;
  readonly record: (entry: JournalEntry) => void;
  /** Told after each call that may have changed something. */
  readonly changed: () => void;
}

/** Answers the calls to the sandbox's services: slows them down, makes them fail, writes them down. */
export class CallHandler {
  constructor(private readonly options: CallHandlerOptions) {}

  async handle(request: WireRequest): Promise<CallOutcome> {
    const { world, faults, latencyMs, changed, secret } = this.options;
    if (latencyMs > 0) await wait(latencyMs * (0.5 + Math.random()));
    world.advance(world.now());
    const genesys = world.genesys.describe(request);
    // Before all else: who is not let in makes no account, meets no fault and stops no worker.
    const refusal =
      genesys === undefined ? refuseStranger(request, secret, [Date.now(), world.now()]) : undefined;
    if (refusal !== undefined) {
      this.#record(request, { ...awsCallOf(request), write: false }, refusal);
      return { kind: 'answer', response: refusal };
    }
    const cloud = world.cloudOf(placeOfRequest(request));
    const call = genesys ?? cloud.describe(request);
    const worker = request.headers['x-amz-security-token'] ?? '';
    const cloudOfWorker = world.cloudOfWorker(worker);
    const fault = faults.take(call, cloudOfWorker !== undefined);
    const contextId = randomUUID();
    const target: Target = genesys === undefined ? { kind: 'aws', cloud } : { kind: 'genesys', contextId };
    const kill = async (): Promise<void> => cloudOfWorker?.killWorker(worker);
    const outcome = await this.outcome(request, target, fault, kill);
    const response = outcome.kind === 'answer' ? outcome.response : undefined;
    this.#record(request, call, response, {
      ...(genesys === undefined ? {} : { requestId: contextId }),
      ...(fault === undefined ? {} : { fault: fault.text }),
    });
    if (call.write || call.service === 'sqs') changed();
    return outcome;
  }

  #record(
    { method, path }: SandboxRequest,
    { service, action, write }: CallDescription,
    response: SandboxResponse | undefined,
    more: { readonly requestId?: string; readonly fault?: string } = {},
  ): void {
    this.options.record({
      time: new Date().toISOString(),
      service,
      action,
      write,
      status: response?.status ?? 0,
      requestId: requestIdOf(response),
      method,
      path,
      ...more,
    });
  }

  private async outcome(
    request: SandboxRequest,
    target: Target,
    fault: Fault | undefined,
    killWorker: () => Promise<void>,
  ): Promise<CallOutcome> {
    const carryOut = async (): Promise<SandboxResponse> =>
      target.kind === 'aws'
        ? target.cloud.handle(request)
        : this.options.world.genesys.handle(request, target.contextId);
    if (fault === undefined) return { kind: 'answer', response: await carryOut() };
    const { effect } = fault;
    switch (effect.kind) {
      case 'activation-error':
        return { kind: 'answer', response: await carryOut() };
      case 'timeout':
        return { kind: 'silence' };
      case 'reset':
        return { kind: 'reset' };
      case 'kill':
        if (effect.moment === 'after') await carryOut();
        await killWorker();
        return { kind: 'reset' };
      case 'other-writer': {
        const other = target.kind === 'aws' ? target.cloud.otherWriter(request) : undefined;
        if (effect.moment === 'before') other?.write();
        const response = await carryOut();
        if (effect.moment === 'after') other?.write();
        return { kind: 'answer', response };
      }
      case 'lost':
        await carryOut();
        return { kind: 'reset' };
      case 'throttle':
      case 'deny':
      case 'unauthorized':
      case 'status':
      case 'not-found':
      case 'in-use':
      case 'failed-entries': {
        const response =
          target.kind === 'aws'
            ? target.cloud.fault(request, effect)
            : this.options.world.genesys.fault(request, effect, target.contextId);
        return { kind: 'answer', response };
      }
    }
  }
}

type Target =
  | { readonly kind: 'aws'; readonly cloud: AwsCloud }
  | { readonly kind: 'genesys'; readonly contextId: string };

function requestIdOf(response: SandboxResponse | undefined): string {
  for (const [name, value] of Object.entries(response?.headers ?? {})) {
    if (/^x-amzn?-request-?id$/i.test(name)) return value;
  }
  return '';
}
