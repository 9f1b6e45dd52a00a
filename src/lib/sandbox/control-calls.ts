import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import type { JsonValue } from '../base/json.js';
import type { Delivery } from './aws/model.js';
import { isEqualSecret } from './equal-secret.js';
import { jsonResponse, type SandboxRequest, type SandboxResponse } from './http.js';
import { postLocally } from './local-call.js';
import type { EmitReport, EmitRequest, JournalEntry, JournalFilter, Tenant } from './model.js';
import type { SandboxControl } from './sandbox-control.js';
import type { ServerRecord } from './server-record.js';
import { parseTenant } from './world.js';

/** Where a server takes what is not a call of a service. */
const PREFIX = '/_gcx/';
const TOKEN_HEADER = 'x-gcx-token';

/** What the two ends of a control call say to each other. */
interface ControlBody {
  readonly tenant?: unknown;
  readonly request?: EmitRequest;
  readonly events?: readonly JsonValue[];
  readonly filter?: JournalFilter;
  readonly milliseconds?: number;
  readonly functionName?: string;
}

/** Whether a request is a control call. */
export function isControlCall(request: SandboxRequest): boolean {
  return request.path.startsWith(PREFIX);
}

/** Answers a control call. Only those get through who could read server.json: a web page cannot. */
export async function answerControlCall(
  request: SandboxRequest,
  token: string,
  control: SandboxControl,
  stop: () => void,
): Promise<SandboxResponse> {
  if (!isEqualSecret(request.headers[TOKEN_HEADER] ?? '', token))
    return jsonResponse(403, { message: 'Wrong token.' });
  const body: ControlBody = request.body === '' ? {} : (JSON.parse(request.body) as ControlBody);
  try {
    const result = await carryOut(request.path.slice(PREFIX.length), body, control, stop);
    return jsonResponse(200, { result: JSON.parse(JSON.stringify(result ?? null)) as JsonValue });
  } catch (error) {
    if (!(error instanceof GcxError)) throw error;
    return jsonResponse(422, {
      report: JSON.parse(JSON.stringify(error.report)) as JsonValue,
      exitCode: error.exitCode,
    });
  }
}

async function carryOut(
  call: string,
  body: ControlBody,
  control: SandboxControl,
  stop: () => void,
): Promise<unknown> {
  switch (call) {
    case 'health':
      return true;
    case 'prepare':
      return control.prepare(parseTenant(body.tenant));
    case 'emit':
      return control.emit(parseTenant(body.tenant), body.request ?? {});
    case 'happened':
      return control.happened(parseTenant(body.tenant), body.events ?? []);
    case 'deliveries':
      return control.deliveries(parseTenant(body.tenant));
    case 'journal':
      return control.journal(body.filter ?? {});
    case 'reset':
      return control.reset();
    case 'settle':
      return control.settle();
    case 'pass-time':
      return control.passTime(body.milliseconds ?? 0);
    case 'kill-workers':
      return control.killWorkers(body.functionName ?? '');
    case 'stop':
      return stop();
    default:
      throw new GcxError({ code: 'sandbox-call', what: `The sandbox's server does not know "${call}".` });
  }
}

async function ask(server: ServerRecord, call: string, body: ControlBody): Promise<unknown> {
  let answer: { result?: unknown; report?: GcxError['report']; exitCode?: GcxError['exitCode'] };
  try {
    const { body: text } = await postLocally(server.port, `${PREFIX}${call}`, {
      headers: { [TOKEN_HEADER]: server.token, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    answer = JSON.parse(text) as typeof answer;
  } catch (error) {
    throw new GcxError(
      {
        code: 'sandbox-server-gone',
        what: `The sandbox's server (process ${server.pid}, port ${server.port}) does not answer any more.`,
        fix: gcxCommand('sandbox start'),
      },
      undefined,
      error,
    );
  }
  if (answer.report !== undefined) throw new GcxError(answer.report, answer.exitCode);
  return answer.result;
}

/** The control of a server in another process. */
export function remoteControl(server: ServerRecord): SandboxControl {
  return {
    prepare: async (tenant: Tenant) => void (await ask(server, 'prepare', { tenant })),
    emit: async (tenant, request) => (await ask(server, 'emit', { tenant, request })) as EmitReport,
    happened: async (tenant, events) => void (await ask(server, 'happened', { tenant, events })),
    deliveries: async (tenant) => (await ask(server, 'deliveries', { tenant })) as readonly Delivery[],
    journal: async (filter) => (await ask(server, 'journal', { filter })) as readonly JournalEntry[],
    reset: async () => void (await ask(server, 'reset', {})),
    settle: async () => void (await ask(server, 'settle', {})),
    passTime: async (milliseconds) => void (await ask(server, 'pass-time', { milliseconds })),
    killWorkers: async (functionName) => void (await ask(server, 'kill-workers', { functionName })),
  };
}

/** Asks a server to end. */
export async function askToStop(server: ServerRecord): Promise<void> {
  await ask(server, 'stop', {});
}
