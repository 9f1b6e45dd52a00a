import type { ProcessorSettings } from '../contract/settings.js';
import { readInvocation } from '../runtime/delivery.js';
import { eventFilter } from '../runtime/event-filter.js';
import { runPipeline } from '../runtime/event-pipeline.js';
import type { Handler, HandlerMetrics } from '../runtime/handler.js';
import type { ContextOf } from '../runtime/handler-tools.js';
import { InvocationTime } from '../runtime/invocation-time.js';
import type { LambdaContext } from '../runtime/lambda-context.js';
import { InvocationMetrics } from '../runtime/metrics.js';
import type { Pipeline } from '../runtime/pipeline.js';
import { type Recognise, recogniser } from '../runtime/recognise.js';
import { handledHere } from './handled-here.js';
import type { LocalCall, LocalResult } from './local-call.js';
import { localTools } from './local-tools.js';
import { ToldLog } from './told-log.js';

/**
 * A processor on this machine: the pipeline that events go through in AWS, one event at a time. What it would write there is
 * kept here: which events were handled, dead letters, metrics.
 */
export class LocalProcessor {
  private readonly passes: Pipeline['passes'];
  private readonly handleOnce: Pipeline['handleOnce'];
  private recognise: Promise<Recognise> | undefined;
  private contextOf: ContextOf | undefined;

  /** @param now epoch ms */
  constructor(
    private readonly settings: ProcessorSettings,
    private readonly handler: Handler,
    private readonly now: () => number = () => Date.now(),
  ) {
    const { only, deduplicate } = settings;
    this.passes = eventFilter(only);
    this.handleOnce = deduplicate === undefined ? undefined : handledHere(deduplicate.forSeconds, this.now);
  }

  /** Gets ready for events. @throws Error where a secret cannot be read */
  async prepare(call: Extract<LocalCall, { kind: 'prepare' }>): Promise<void> {
    this.contextOf = await localTools(this.settings, call, this.now);
  }

  /** Handles an event, as it was published. @throws Error where it was not prepared */
  async handle(event: unknown, context: LambdaContext): Promise<LocalResult> {
    const { settings, passes, now, handleOnce, contextOf } = this;
    const [delivery] = readInvocation([event]).deliveries;
    if (contextOf === undefined || delivery === undefined) throw new Error('There is nothing to begin with.');
    this.recognise ??= recogniser(settings.formats);
    const log = new ToldLog(settings.processor, now);
    const counted = new Map<string, number>();
    const run: { from?: number; to?: number } = {};
    const handler: Handler = async (parsed, given) => {
      run.from = now();
      try {
        await this.handler(parsed, given);
      } finally {
        run.to = now();
      }
    };
    const { outcome, eventType } = await runPipeline(
      {
        settings,
        handler,
        passes,
        recognise: await this.recognise,
        ...(handleOnce === undefined ? {} : { handleOnce }),
        queues: {
          sendDeadLetter: (_body, letter) => {
            log.deadLettered(letter);
            return Promise.resolve();
          },
          comeAgainIn: () => Promise.resolve(),
        },
        time: new InvocationTime(context),
        log,
        metrics: new InvocationMetrics(settings.processor),
        contextOf: (own) => contextOf({ ...own, metrics: counting(own.metrics, counted) }),
        warnedOf: new Set(),
        now,
        random: Math.random,
      },
      delivery,
    );
    return {
      outcome,
      eventType,
      // What ran out of time goes on, as it does in AWS.
      ...(run.from === undefined ? {} : { handlerMilliseconds: (run.to ?? now()) - run.from }),
      ...log.told(),
      ...(counted.size === 0 ? {} : { counted: Object.fromEntries(counted) }),
    };
  }
}

/** Metrics that are also added up here, once the runtime has taken them. */
function counting(metrics: HandlerMetrics, counted: Map<string, number>): HandlerMetrics {
  return {
    count: (name, value = 1) => {
      metrics.count(name, value);
      counted.set(name, (counted.get(name) ?? 0) + value);
    },
    milliseconds: (name, value) => metrics.milliseconds(name, value),
  };
}
