import { resolve } from 'node:path';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Config, ProcessorTarget } from '../../language/config/model.js';
import type { ProcessorBundle } from '../../processor/build/index.js';
import type { LocalCall } from '../../processor/local/local-call.js';
import { type PreparedProcessor, prepareProcessor } from '../processors/build-processor.js';
import { type LogShown, logShown } from '../processors/logs/index.js';
import { isNoise } from '../processors/logs/log-line.js';
import { placeInSources } from '../processors/place-in-sources.js';
import { serviceEnvironment } from '../processors/service-environment.js';
import type { FileQueuesHost } from '../queues/file-queues.js';
import { type KeptFunction, keepFunction } from '../sandbox/index.js';
import { runTail, type TailOptions } from '../tail/index.js';
import { resultOf } from './development-result.js';
import { LiveCode } from './live-code.js';
import type { DevelopmentEnd, DevelopmentObserver, DevelopmentOutcome } from './model.js';
import { ownAccess } from './own-access.js';
import { marksOf } from './source-marks.js';

/** How a processor is run on this machine. */
export interface DevelopmentOptions
  extends Pick<
    TailOptions,
    'loaded' | 'genesys' | 'aws' | 'records' | 'seconds' | 'count' | 'showPersonalData' | 'signal'
  > {
  readonly processor: string;
  readonly host: FileQueuesHost;
  readonly sandbox: boolean;
  /** Read the secrets of the processor in AWS too; those of the sandbox are always read. */
  readonly withSecrets: boolean;
  readonly observer: DevelopmentObserver;
}

/**
 * Has the handler of a processor handle events on this machine as they arrive, by the rules of the routes that send to the
 * processor, until the time is over or the signal aborts. The deployed processor handles them as ever.
 * @throws GcxError where the handler cannot be built or started at the beginning, and what a tail throws
 */
export async function runDevelopment(options: DevelopmentOptions): Promise<DevelopmentOutcome> {
  const { processor, host, loaded, observer, signal } = options;
  const prepared = await prepareProcessor(host, processor);
  const counts: Partial<Record<DevelopmentEnd, number>> = {};
  const run = new LocalRun(options, prepared);
  const code = new LiveCode({
    folder: prepared.folder,
    build: async (seen) => (await import('../../processor/build/index.js')).bundleLocal(prepared, seen),
    start: (bundle, sources) => run.start(bundle, sources),
    observer,
  });
  await code.open();
  const file = resolve(loaded.config.file);
  const noted = (await marksOf([file])).get(file);
  let isOld = false;
  let until = Number.POSITIVE_INFINITY;
  try {
    const outcome = await runTail({
      ...options,
      request: { target: processor, queues: [], eventTypes: [] },
      observer: {
        swept: (swept) => observer.swept(swept),
        warning: (text) => observer.warning(text),
        ending: () => observer.ending(),
        left: (left) => observer.left(left),
        started: (start) => {
          until = start.ends.getTime();
          observer.started({
            ...start,
            processor,
            handler: prepared.target.handler,
            files: code.files,
            sandbox: options.sandbox,
            secrets: run.secrets,
          });
        },
        event: async (event, queueName, _routes, received) => {
          if (!isOld && (await marksOf([file])).get(file) !== noted) {
            isOld = true;
            observer.fileChanged();
          }
          await code.work({ signal, until }, async (kept) => {
            observer.event(event, queueName);
            const result = await run.handle(kept, received.event);
            // What was broken off has no end.
            if (result === undefined) return;
            counts[result.outcome] = (counts[result.outcome] ?? 0) + 1;
            observer.handled(event, queueName, result);
          });
        },
      },
    });
    return { ...outcome, counts };
  } finally {
    await code.close();
  }
}

/** The processor's code on this machine, with what it shows. */
class LocalRun {
  private shown: LogShown | undefined;

  constructor(
    private readonly options: DevelopmentOptions,
    private readonly prepared: PreparedProcessor,
  ) {}

  get secrets(): 'none' | 'read' | 'withheld' {
    if (Object.keys(this.prepared.settings.secrets).length === 0) return 'none';
    return this.options.sandbox || this.options.withSecrets ? 'read' : 'withheld';
  }

  /** @throws GcxError where it cannot start, or a secret cannot be read */
  async start(bundle: ProcessorBundle, sources: readonly string[]): Promise<KeptFunction> {
    const { loaded, sandbox, observer, showPersonalData } = this.options;
    const { target } = this.prepared;
    const { config } = loaded;
    const access = sandbox ? undefined : ownAccess(config, process.env);
    // What the handler was written to say changes with it.
    this.shown = await logShown(config, target, showPersonalData, sources);
    const environment = {
      ...target.environment,
      ...(await serviceEnvironment(config, target, { sandbox })),
      ...access?.environment,
    };
    const kept = await keepFunction({
      zip: bundle.zip,
      handler: bundle.handler,
      functionName: environment['AWS_LAMBDA_FUNCTION_NAME'] ?? target.name,
      memoryMb: target.memoryMb,
      timeoutMs: target.timeoutSeconds * 1_000,
      environment,
      log: (line) => {
        // What was thrown is told in the end.
        if (isNoise(line) || /\tERROR\tInvoke Error \t/.test(line)) return;
        observer.log(this.shown?.line(line) ?? line);
      },
    });
    if ('failure' in kept) throw await cannotStart(target, config, kept.failure, bundle.zip);
    const prepare: LocalCall = {
      kind: 'prepare',
      secrets: this.secrets === 'withheld' ? 'withheld' : 'read',
      ...(access === undefined ? {} : { genesys: access.genesys }),
    };
    const execution = await kept.run(JSON.stringify(prepare));
    if (execution.kind === 'answered') return kept;
    await kept.end();
    throw await cannotStart(target, config, execution.error, bundle.zip);
  }

  /** What became of an event; undefined where it was broken off. */
  async handle(kept: KeptFunction, event: unknown) {
    const { signal } = this.options;
    const breakOff = () => void kept.end();
    signal.addEventListener('abort', breakOff, { once: true });
    const call: LocalCall = { kind: 'event', event: event as object };
    try {
      const execution = await kept.run(JSON.stringify(call));
      return signal.aborted ? undefined : resultOf(execution, this.shown);
    } finally {
      signal.removeEventListener('abort', breakOff);
    }
  }
}

async function cannotStart(
  target: ProcessorTarget,
  config: Config,
  {
    errorType,
    errorMessage,
    trace = [],
  }: { errorType: string; errorMessage: string; trace?: readonly string[] },
  zip: Uint8Array,
): Promise<GcxError> {
  const place = await placeInSources(trace, zip);
  return new GcxError({
    code: 'processor-cannot-start',
    what: `The processor ${target.name} cannot start: ${errorType}: ${errorMessage}`,
    where: place ?? target.handler,
    fix: /^The secret /.test(errorMessage)
      ? `Correct targets.${target.name}.processor.secrets in ${config.file}, or give your AWS credentials secretsmanager:GetSecretValue.`
      : `Correct the file. ${gcxCommand('processor build', target.name, '--try-start')} shows the same error.`,
  });
}
