import { counted } from '../../../base/words.js';
import type { Context } from '../context.js';
import type { RuleRecord, TargetRecord } from '../event-records.js';
import type { InvocationLog } from '../events/log/invocation-log.js';
import type { Delivery } from '../model.js';
import { bury, type Exhausted } from './bury.js';
import type { Failure } from './failure.js';
import type { Handover } from './queue-delivery.js';
import { LONGEST_WAIT_SECONDS, retryBudget } from './retry-budget.js';
import type { RoutedEvent } from './routed-event.js';
import { measureInvocation } from './rule-metrics.js';

/** What is to be delivered, and where. */
export interface Consignment {
  readonly routed: RoutedEvent;
  readonly rule: RuleRecord;
  readonly target: TargetRecord;
  /** What the target gets. */
  readonly text: string;
  readonly toBus: boolean;
  readonly log: InvocationLog | undefined;
}

/** What a delivery comes to, try by try: when to try again, and when it is over, with all that is written down of it. */
export class Trial {
  #retries = 0;
  /** Seconds that passed between tries, most of them only counted: time is compressed. */
  #ageSeconds = 0;
  readonly #budget: { readonly attempts: number; readonly ageSeconds: number };

  constructor(
    private readonly consignment: Consignment,
    private readonly context: Context,
  ) {
    this.#budget = retryBudget(consignment.target);
  }

  /** Before each try. */
  begins(): void {
    this.consignment.log?.attempt();
  }

  /** Lets time pass before a try. @returns false where the event is too old then, and given up */
  ages(seconds: number, sofar: Failure): boolean {
    if (this.#ageSeconds + seconds <= this.#budget.ageSeconds) {
      this.#ageSeconds += seconds;
      return true;
    }
    this.gaveUp(sofar, { condition: 'MaximumEventAgeInSeconds', retries: this.#retries });
    return false;
  }

  /** After each try. @returns the seconds after which to try again; undefined where it is over */
  next(handover: Handover): number | undefined {
    const { log } = this.consignment;
    switch (handover.kind) {
      case 'done':
      case 'unsent':
        this.#succeeded(handover);
        return undefined;
      case 'refused':
        log?.failed(handover, false);
        this.gaveUp(handover);
        return undefined;
      case 'lost':
        log?.succeeded();
        // EventBridge does not know that it is.
        this.#measured({ succeeded: true });
        this.#record({ outcome: 'dropped', why: handover.why });
        return undefined;
      case 'failed':
        return this.#again(handover);
    }
  }

  #again(handover: Extract<Handover, { kind: 'refused' | 'failed' | 'lost' }>): number | undefined {
    this.consignment.log?.failed(handover, true);
    if (this.#retries >= this.#budget.attempts) {
      this.gaveUp(handover, { condition: 'MaximumRetryAttempts', retries: this.#retries });
      return undefined;
    }
    const wait = Math.max(Math.min(2 ** this.#retries, LONGEST_WAIT_SECONDS), handover.retryAfter ?? 0);
    if (!this.ages(wait, handover)) return undefined;
    this.#retries += 1;
    return wait;
  }

  #succeeded(handover: Extract<Handover, { kind: 'done' | 'unsent' }>): void {
    this.consignment.log?.succeeded();
    this.#measured({ succeeded: true });
    if (handover.kind === 'unsent') {
      this.#record({ outcome: 'not-sent', why: handover.why });
      return;
    }
    const { how, unheard, received } = handover;
    const retried = this.#retries > 0;
    this.#record({
      outcome: retried ? 'retried' : 'delivered',
      why: retried ? `${how} after ${counted(this.#retries, 'retry', 'retries')}` : how,
      ...(retried ? { attempts: this.#retries + 1 } : {}),
      ...(unheard === undefined ? {} : { unheard }),
      ...(received === undefined ? {} : { received }),
    });
  }

  /** Nothing more is tried: into the dead-letter queue. @param tried False where nothing ever was. */
  gaveUp(failure: Failure, exhausted?: Exhausted, tried = true): void {
    const { routed, rule, target, text, log } = this.consignment;
    const undelivered = {
      body: text,
      failure,
      ...(exhausted === undefined ? {} : { exhausted }),
      ...(routed.trace === undefined ? {} : { trace: routed.trace }),
    };
    const buried = bury(rule, target, undelivered, this.context);
    log?.gaveUp(failure, buried?.kind === 'done');
    const sent = buried?.kind === 'done' ? 'sent' : 'not-sent';
    this.#measured({ succeeded: false, tried, ...(buried === undefined ? {} : { letter: sent }) });
    const retries = exhausted?.retries ?? 0;
    const letter = buried === undefined ? 'the target has no dead-letter queue' : buried.why;
    this.#record({
      outcome: buried?.kind === 'done' ? 'dead-lettered' : 'dropped',
      why: `${failure.why}; ${letter}`,
      ...(retries === 0 ? {} : { attempts: retries + 1 }),
    });
  }

  #measured(how: { succeeded: boolean; tried?: boolean; letter?: 'sent' | 'not-sent' }): void {
    const { rule, toBus, routed } = this.consignment;
    const waited = this.#ageSeconds * 1_000;
    const invoked = { toBus, tried: true, retries: this.#retries, ingested: routed.ingested, waited, ...how };
    measureInvocation(rule, invoked, this.context);
  }

  #record(what: Pick<Delivery, 'outcome' | 'why' | 'attempts' | 'unheard' | 'received'>): void {
    const { routed, rule, target } = this.consignment;
    const { id: eventId, bus } = routed;
    this.context.record({ eventId, bus, rule: rule.name, by: 'events', target: target.Arn, ...what });
  }
}
