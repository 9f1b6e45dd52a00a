import { GcxError } from '../base/gcx-error.js';
import { ownValue } from '../base/own-value.js';
import type { DeliveryFault } from './aws/model.js';
import type { CallDescription } from './http.js';

/** What happens to a call that a fault meets. */
export type FaultEffect =
  /** Throttled as the service does it: ThrottlingException, TooManyRequestsException, 429. */
  | { readonly kind: 'throttle' }
  /** Access denied, naming the permission or action. */
  | { readonly kind: 'deny' }
  /** The token, or the access key, is not accepted. */
  | { readonly kind: 'unauthorized' }
  /** Answered with that HTTP status and the service's error body. */
  | { readonly kind: 'status'; readonly status: number }
  /** Never answered; nothing is changed. */
  | { readonly kind: 'timeout' }
  /** The connection is reset; nothing is changed. */
  | { readonly kind: 'reset' }
  /** Carried out, but the connection is reset before the answer. */
  | { readonly kind: 'lost' }
  /** The Lambda worker that makes the call dies before, or after, it is carried out. Other callers do not meet it. */
  | { readonly kind: 'kill'; readonly moment: 'before' | 'after' }
  /**
   * Another program writes the policy too: before the call, or after it what it had read before it, so that what the
   * call wrote is gone. Calls that write no policy are just carried out.
   */
  | { readonly kind: 'other-writer'; readonly moment: 'before' | 'after' }
  /** Answered as if the thing were not there (yet): a part of the service that a creation has not reached. */
  | { readonly kind: 'not-found' }
  /** Refused as another change of the thing is under way. */
  | { readonly kind: 'in-use' }
  /** HTTP 200 with all entries failed, with this code (PutTargets, RemoveTargets, PutEvents). */
  | { readonly kind: 'failed-entries'; readonly code: string }
  /** Genesys: the integration goes to ERROR when it is activated. */
  | { readonly kind: 'activation-error' };

/** Services that EventBridge delivers to in a sandbox, as the action of a fault of `delivery`. */
const RECEIVERS = ['sqs', 'sns', 'lambda', 'kinesis', 'firehose', 'states', 'logs', 'events', 'http', '*'];

/** A fault as specified. */
export interface Fault {
  /** The specification's own text. */
  readonly text: string;
  /** `genesys`, an AWS service, or `*`. */
  readonly service: string;
  /** A call's name, with `*` anywhere in it. */
  readonly action: string;
  readonly effect: FaultEffect;
  /** Which of the calls that fit it meets. */
  readonly when:
    | { readonly kind: 'always' }
    | { readonly kind: 'first'; readonly calls: number }
    /** Only this one, counted from 1. */
    | { readonly kind: 'nth'; readonly call: number }
    | { readonly kind: 'share'; readonly share: number };
}

const SERVICES = [
  'genesys',
  'events',
  'sns',
  'sqs',
  'lambda',
  'kms',
  'sts',
  'tagging',
  'iam',
  'logs',
  'cloudwatch',
  'secretsmanager',
  'ssm',
  'dynamodb',
  'kinesis',
  'firehose',
  'states',
  'delivery',
  '*',
];
const WORDS: Readonly<Record<string, FaultEffect>> = {
  throttle: { kind: 'throttle' },
  deny: { kind: 'deny' },
  unauthorized: { kind: 'unauthorized' },
  timeout: { kind: 'timeout' },
  reset: { kind: 'reset' },
  lost: { kind: 'lost' },
  kill: { kind: 'kill', moment: 'before' },
  'kill-before': { kind: 'kill', moment: 'before' },
  'kill-after': { kind: 'kill', moment: 'after' },
  'other-writer': { kind: 'other-writer', moment: 'before' },
  overwritten: { kind: 'other-writer', moment: 'after' },
  'not-found': { kind: 'not-found' },
  'in-use': { kind: 'in-use' },
  'failed-entries': { kind: 'failed-entries', code: 'ConcurrentModificationException' },
  'throttled-entries': { kind: 'failed-entries', code: 'ThrottlingException' },
  'internal-entries': { kind: 'failed-entries', code: 'InternalFailure' },
  'activation-error': { kind: 'activation-error' },
};

function wrong(text: string, what: string): GcxError {
  return new GcxError({
    code: 'bad-fault',
    what: `The fault "${text}" is not understood: ${what}`,
    fix:
      'Write SERVICE:ACTION:EFFECT or SERVICE:ACTION:EFFECT:WHEN, for example events:PutTargets:throttle:0.3, ' +
      `genesys:*:503:2 or sns:CreateTopic:deny. Effects: ${Object.keys(WORDS).join(', ')} or an HTTP status; ` +
      'WHEN is a share such as 0.3, how many first calls, or #N for the Nth call alone.',
  });
}

/**
 * Reads a fault specification: `SERVICE:ACTION:EFFECT[:WHEN]`.
 * @example parseFault('events:PutTargets:throttle:0.3') meets about a third of the calls
 * @example parseFault('genesys:*:503:2') meets the first two
 * @example parseFault('dynamodb:UpdateItem:kill-before:#3') kills the worker that makes the third, before it is done
 * @example parseFault('lambda:answer:kill:1') kills the worker that has the first answer ready
 * @example parseFault('delivery:kinesis:throttle:2') meets the first two times that EventBridge delivers to a Kinesis stream
 * @throws GcxError where it is not understood
 */
export function parseFault(text: string): Fault {
  const [service, action, effect, when, ...rest] = text.split(':');
  if (
    service === undefined ||
    action === undefined ||
    effect === undefined ||
    action === '' ||
    rest.length > 0
  ) {
    throw wrong(text, 'it needs three or four parts, joined by colons.');
  }
  if (!SERVICES.includes(service))
    throw wrong(text, `there is no service "${service}" (${SERVICES.join(', ')}).`);
  const fault = { text, service, action, effect: parseEffect(text, effect), when: parseWhen(text, when) };
  if (service === 'delivery') checkDelivery(fault);
  return fault;
}

function checkDelivery({ text, action, effect }: Fault): void {
  if (!RECEIVERS.includes(action))
    throw wrong(text, `EventBridge delivers to ${RECEIVERS.join(', ')}, not to "${action}".`);
  if (deliveryFault(effect) !== undefined) return;
  throw wrong(text, 'a delivery can meet throttle, timeout, deny, not-found, or a status from 500.');
}

/** What a fault does to a delivery; undefined where it cannot meet one. */
function deliveryFault(effect: FaultEffect): DeliveryFault | undefined {
  switch (effect.kind) {
    case 'throttle':
    case 'timeout':
    case 'deny':
    case 'not-found':
      return effect;
    case 'status':
      return effect.status >= 500 ? effect : undefined;
    default:
      return undefined;
  }
}

function parseEffect(text: string, effect: string): FaultEffect {
  const word = ownValue(WORDS, effect);
  if (word !== undefined) return word;
  const status = Number(effect);
  if (Number.isInteger(status) && status >= 400 && status <= 599) return { kind: 'status', status };
  throw wrong(text, `there is no effect "${effect}".`);
}

function parseWhen(text: string, when: string | undefined): Fault['when'] {
  if (when === undefined || when === 'always') return { kind: 'always' };
  const nth = Number(/^#(\d+)$/.exec(when)?.[1] ?? 0);
  if (nth >= 1) return { kind: 'nth', call: nth };
  const value = Number(when);
  if (when !== '' && when.includes('.') && value >= 0 && value <= 1) return { kind: 'share', share: value };
  if (when !== '' && Number.isInteger(value) && value >= 1) return { kind: 'first', calls: value };
  throw wrong(text, `"${when}" is neither a share from 0.0 to 1.0 nor a number of calls, nor #N.`);
}

/** The faults of a running sandbox. Shares are drawn from a fixed sequence, so that a run can be repeated. */
export class FaultBox {
  private readonly met = new Map<Fault, number>();
  private seed = 0x9e3779b9;

  constructor(private readonly faults: readonly Fault[]) {}

  /**
   * The fault that this call meets, and counts it. Activation errors are asked for with {@link takeActivationError}.
   * @param byWorker Whether a Lambda worker makes it.
   */
  take(call: CallDescription, byWorker = false): Fault | undefined {
    return this.first(
      (fault) =>
        fault.effect.kind !== 'activation-error' &&
        (fault.effect.kind !== 'kill' || byWorker) &&
        fits(fault, call),
    );
  }

  /** Whether the worker dies that has a function's answer ready: a fault of the call `lambda:answer`, which is not one of AWS's. */
  takeLostAnswer(): boolean {
    const answer = { service: 'lambda', action: 'answer', write: false };
    return this.first((fault) => fault.effect.kind === 'kill' && fits(fault, answer)) !== undefined;
  }

  /** The fault that EventBridge meets when it delivers to a target of a service, or to an HTTPS endpoint (`http`): one of `delivery`, which is no call of a client. */
  takeDelivery(service: string): DeliveryFault | undefined {
    const delivery = { service: 'delivery', action: service, write: true };
    const fault = this.first((each) => each.service === 'delivery' && fits(each, delivery));
    return fault === undefined ? undefined : deliveryFault(fault.effect);
  }

  /** Whether the integration that is activated now fails. */
  takeActivationError(): boolean {
    return this.first((fault) => fault.effect.kind === 'activation-error') !== undefined;
  }

  private first(accepts: (fault: Fault) => boolean): Fault | undefined {
    return this.faults.find((fault) => accepts(fault) && this.isDue(fault));
  }

  private isDue(fault: Fault): boolean {
    switch (fault.when.kind) {
      case 'always':
        return true;
      case 'share':
        return this.draw() < fault.when.share;
      case 'first': {
        const met = this.met.get(fault) ?? 0;
        if (met >= fault.when.calls) return false;
        this.met.set(fault, met + 1);
        return true;
      }
      case 'nth': {
        const met = (this.met.get(fault) ?? 0) + 1;
        this.met.set(fault, met);
        return met === fault.when.call;
      }
    }
  }

  /** Mulberry32: a small generator of numbers from 0 to 1. */
  private draw(): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

function fits(fault: Fault, call: CallDescription): boolean {
  if (fault.service !== '*' && fault.service !== call.service) return false;
  const pattern = fault.action.split('*').map(literally).join('.*');
  return new RegExp(`^${pattern}$`, 'i').test(call.action);
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
