import { type ProcessorSettings, ProcessorVariable } from '../contract/settings.js';
import { eventFilter } from './event-filter.js';
import { EventLog, type WriteLine } from './event-log.js';
import { HandledEvents } from './handled-events.js';
import type { Handler } from './handler.js';
import { HandlerTools } from './handler-tools.js';
import { InvocationTime } from './invocation-time.js';
import type { LambdaContext } from './lambda-context.js';
import { InvocationMetrics } from './metrics.js';
import type { Pipeline } from './pipeline.js';
import { type Recognise, recogniser } from './recognise.js';
import { SqsQueues } from './sqs-queues.js';

/** What tests set. */
export interface RuntimeOptions {
  /** Epoch ms. */
  readonly now?: () => number;
  /** 0 to 1. */
  readonly random?: () => number;
  /** Takes the lines of the log and of metrics; else they go to stdout. */
  readonly write?: WriteLine;
}

/** A processor within a function's process: what is kept between invocations. */
export class Processor {
  readonly now: () => number;
  readonly random: () => number;
  readonly write: WriteLine;
  readonly queues: SqsQueues;
  private readonly log: EventLog;
  private readonly handled: HandledEvents | undefined;
  private readonly passes: Pipeline['passes'];
  private readonly tools: HandlerTools;
  private recognise: Promise<Recognise> | undefined;

  /** @param environment with the {@link ProcessorVariable}s */
  constructor(
    readonly settings: ProcessorSettings,
    private readonly handler: Handler,
    environment: NodeJS.ProcessEnv,
    options: RuntimeOptions,
  ) {
    this.now = options.now ?? (() => Date.now());
    this.random = options.random ?? Math.random;
    this.write = options.write ?? ((line) => process.stdout.write(`${line}\n`));
    const { processor, deduplicate } = settings;
    this.log = new EventLog(this.write, this.now, { processor });
    this.queues = new SqsQueues(processor, {
      queue: environment[ProcessorVariable.queueUrl],
      deadLetters: environment[ProcessorVariable.deadLetterQueueUrl],
    });
    this.handled =
      deduplicate === undefined
        ? undefined
        : new HandledEvents(environment[ProcessorVariable.table], processor, deduplicate.forSeconds);
    this.passes = eventFilter(settings.only);
    this.tools = new HandlerTools(settings, this.now, this.random);
  }

  /** What an invocation begins with. */
  begin(context: LambdaContext) {
    return {
      time: new InvocationTime(context),
      metrics: new InvocationMetrics(
        process.env['AWS_LAMBDA_FUNCTION_NAME'] ?? this.settings.processor,
        this.settings.metricsNamespace,
      ),
      log: this.log.with({ requestId: context.awsRequestId }),
      warnedOf: new Set<string>(),
    };
  }

  /**
   * All that the events of an invocation need.
   * @throws Error where a secret cannot be read
   */
  async pipeline(
    context: LambdaContext,
    begun: Pick<Pipeline, 'time' | 'metrics' | 'log' | 'warnedOf'>,
  ): Promise<Pipeline> {
    const { settings, handler, passes, queues, now, random, handled } = this;
    this.recognise ??= recogniser(settings.formats);
    const [recognise, contextOf] = await Promise.all([this.recognise, this.tools.load()]);
    const handleOnce = handled?.inInvocation(context);
    return {
      ...begun,
      ...(handleOnce === undefined ? {} : { handleOnce }),
      ...{ settings, handler, passes, queues, now, random, recognise, contextOf },
    };
  }
}
