/** What a worker is started with. */
export interface WorkerStart {
  /** URLs under which the handler's module may lie: the first that exists is taken. */
  readonly modules: readonly string[];
  /** The handler's file, as errors call it. */
  readonly file: string;
  readonly exported: string;
}

/** What a worker is told. */
export interface WorkerCall {
  readonly requestId: string;
  /** JSON. */
  readonly payload: string;
  /** Epoch milliseconds of the sandbox's clock, at which the time is up. */
  readonly deadline: number;
  /** What the sandbox's clock is ahead of this machine's, in milliseconds. */
  readonly clockAhead: number;
  readonly context: {
    readonly functionName: string;
    readonly functionVersion: string;
    readonly invokedFunctionArn: string;
    readonly memoryLimitInMB: string;
    readonly logGroupName: string;
    readonly logStreamName: string;
  };
}

/** An error as Lambda answers it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** What a worker says. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'output'; readonly text: string }
  /** One entry of the log, however many lines. */
  | { readonly kind: 'entry'; readonly text: string }
  | { readonly kind: 'answer'; readonly requestId: string; readonly payload: string }
  /** `requestId` is absent where the module could not be loaded. */
  | { readonly kind: 'error'; readonly requestId?: string; readonly error: FunctionError };

/**
 * The program of a worker, as text: it has to run beside a bundle as well as beside TypeScript sources. It does what
 * Lambda's runtime for Node.js does: loads the handler's module once, calls the handler, and writes what `console` is
 * given with time, request and level.
 */
export const WORKER_SOURCE = `'use strict';
const { parentPort, workerData } = require('node:worker_threads');
const { existsSync } = require('node:fs');
const { fileURLToPath } = require('node:url');
const { format } = require('node:util');
const say = (message) => parentPort.postMessage(message);
const RealDate = Date;
let requestId = 'undefined';
let clockAhead = 0;

class SandboxDate extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + clockAhead);
    else super(...parts);
  }
  static now() {
    return RealDate.now() + clockAhead;
  }
}

for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk, encoding, done) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    say({ kind: 'output', text });
    const after = typeof encoding === 'function' ? encoding : done;
    if (typeof after === 'function') process.nextTick(after);
    return true;
  };
}
const LEVELS = { trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' };
for (const [name, level] of Object.entries(LEVELS)) {
  console[name] = (...args) => {
    const time = new Date().toISOString();
    say({ kind: 'entry', text: [time, requestId, level, format(...args)].join('\\t') });
  };
}

function asError(thrown) {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: format(thrown) };
  const trace = (thrown.stack ?? '').split('\\n');
  return { errorType: thrown.name, errorMessage: thrown.message, trace };
}

async function load() {
  const { modules, file, exported } = workerData;
  const url = modules.find((each) => existsSync(fileURLToPath(each)));
  if (url === undefined) {
    throw { errorType: 'Runtime.ImportModuleError', errorMessage: "Error: Cannot find module '" + file + "'" };
  }
  const loaded = await import(url);
  const handler = loaded[exported] ?? loaded.default?.[exported];
  if (typeof handler === 'function') return handler;
  throw {
    errorType: 'Runtime.HandlerNotFound',
    errorMessage: file + '.' + exported + ' is undefined or not exported',
  };
}

function run(handler, event, context) {
  return new Promise((resolve, reject) => {
    const answer = handler(event, context, (error, value) => (error ? reject(error) : resolve(value)));
    if (handler.length < 3 || typeof answer?.then === 'function') resolve(answer);
  });
}

const loading = load().then(
  (handler) => {
    say({ kind: 'ready' });
    return handler;
  },
  (error) => {
    const known = error?.errorType !== undefined && !(error instanceof Error);
    say({ kind: 'error', error: known ? error : asError(error) });
    process.exit(1);
  },
);

parentPort.on('message', async (call) => {
  const handler = await loading;
  requestId = call.requestId;
  clockAhead = call.clockAhead;
  if (clockAhead !== 0) globalThis.Date = SandboxDate;
  const context = {
    ...call.context,
    awsRequestId: call.requestId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, call.deadline - clockAhead - RealDate.now()),
  };
  try {
    const value = await run(handler, JSON.parse(call.payload), context);
    say({ kind: 'answer', requestId: call.requestId, payload: JSON.stringify(value) ?? 'null' });
  } catch (thrown) {
    const error = asError(thrown);
    console.error('Invoke Error', '\\t' + JSON.stringify({ ...error, trace: undefined, stack: error.trace }));
    say({ kind: 'error', requestId: call.requestId, error });
  }
});
`;
