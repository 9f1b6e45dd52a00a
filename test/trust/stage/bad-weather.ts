import type { SandboxResponse } from '../../../src/lib/sandbox/http.js';
import type { Chance } from './chance.js';
import type { Ending, StageCall } from './outlet.js';
import type { Stage, Weather } from './stage.js';

/** Share of the calls that meet something. */
const SHARE = 0.2;

/** How long after a change reads may still show what was before, and calls about a new thing may miss it, in ms. */
const LAG_MS = 2_000;

/** How long gcx waits for an answer, in virtual ms. */
const ANSWER_MS = 30_000;

/** What a call can meet, with how often it is so. What does not fit a call is another thing: then it is tried again. */
const EFFECTS = [
  ['500', 12],
  ['503', 12],
  ['throttled', 10],
  ['throttled for a while', 8],
  ['reset', 12],
  ['answer lost', 10],
  ['cut', 10],
  ['timeout', 0.5],
  ['done, but timeout', 0.5],
  ['failed entries', 20],
  ['in use', 6],
  ['version conflict', 20],
  ['not there yet', 20],
  ['stale', 20],
] as const;
type Effect = (typeof EFFECTS)[number][0];

const CODES = ['ConcurrentModificationException', 'ThrottlingException', 'InternalFailure'] as const;

/** What names a thing where it is made. */
const NAME = /"?\b(?:Name|QueueName|FunctionName|RoleName|logGroupName|TableName)"?[=:]\s*"?([\w./%-]+)/;

/** What names the thing that a call is about. */
const ABOUT =
  /"?\b(?:Name|QueueName|QueueUrl|TopicArn|FunctionName|RoleName|logGroupName|TableName|Rule|EventBusName|[rR]esourceA(?:rn|RN))"?[=:]\s*"?([^"&]+)/g;

/** Lists that are empty where there is nothing, and calls that make a thing. */
const NEVER_MISSES =
  /^(?:Create|Delete|ListSubscriptions|ListRules|DescribeLogGroups|DescribeAlarms|PutMetric)/;

/** A weather in which a fifth of the calls fails, each in one of the ways of services and networks, the same for a seed. */
export class BadWeather {
  /** What was met, for who looks into a failure. */
  readonly met: string[] = [];
  readonly #times = new Map<string, number>();
  readonly #answers = new Map<string, { readonly at: number; readonly response: SandboxResponse }>();
  readonly #made = new Map<string, number>();

  constructor(private readonly chance: Chance) {}

  readonly weather: Weather = async (call, carryOut, stage) => {
    const text = textOf(call);
    const time = this.#times.get(text) ?? 0;
    this.#times.set(text, time + 1);
    const words = [text, time] as const;
    const done = async (): Promise<SandboxResponse> => {
      const response = await carryOut();
      this.#remember(call, text, response, stage.clock.now());
      return response;
    };
    if (this.chance.at('meets', ...words) >= SHARE) return answered(await done());
    for (let draw = 0; draw < 20; draw += 1) {
      const effect = this.#draw(draw, words);
      const ending = await this.#meet(effect, call, text, done, stage);
      if (ending === undefined) continue;
      this.met.push(`${call.action}: ${effect}`);
      return ending;
    }
    return answered(await done());
  };

  #draw(draw: number, words: readonly (string | number)[]): Effect {
    const total = EFFECTS.reduce((sum, [, weight]) => sum + weight, 0);
    let at = this.chance.at('effect', draw, ...words) * total;
    for (const [effect, weight] of EFFECTS) {
      at -= weight;
      if (at < 0) return effect;
    }
    return '503';
  }

  /** What becomes of a call with an effect; undefined where it does not fit the call. */
  async #meet(
    effect: Effect,
    call: StageCall,
    text: string,
    done: () => Promise<SandboxResponse>,
    stage: Stage,
  ): Promise<Ending | undefined> {
    const { service, action, request, write } = call;
    const isGenesys = service === 'genesys';
    switch (effect) {
      case '500':
        return answered(stage.failure(request, { kind: 'status', status: 500 }));
      case '503':
        return answered(stage.failure(request, { kind: 'status', status: 503 }));
      case 'throttled': {
        const response = stage.failure(request, { kind: 'throttle' });
        const { 'retry-after': _, ...headers } = response.headers;
        return answered({ ...response, headers });
      }
      case 'throttled for a while': {
        const response = stage.failure(request, { kind: 'throttle' });
        return answered({ ...response, headers: { ...response.headers, 'retry-after': '3' } });
      }
      case 'reset':
        return { kind: 'reset' };
      case 'answer lost':
        await done();
        return { kind: 'reset' };
      case 'cut':
        return { kind: 'cut', response: await done() };
      case 'timeout':
        await stage.clock.sleep(ANSWER_MS);
        return { kind: 'silence' };
      case 'done, but timeout':
        await done();
        await stage.clock.sleep(ANSWER_MS);
        return { kind: 'silence' };
      case 'failed entries':
        if (!/^(?:Put|Remove)Targets$/.test(action)) return undefined;
        return answered(
          stage.failure(request, { kind: 'failed-entries', code: this.chance.pick(CODES, 'code', text) }),
        );
      case 'in use':
        if (!write || isGenesys || /^(?:Create|Tag|Untag)/.test(action)) return undefined;
        return answered(stage.failure(request, { kind: 'in-use' }));
      case 'version conflict': {
        const [, id] = /^\/api\/v2\/integrations\/([^/]+)\/config\/current$/.exec(request.path) ?? [];
        if (request.method !== 'PUT' || id === undefined) return undefined;
        stage.touchIntegration(id);
        return answered(await done());
      }
      case 'not there yet': {
        if (isGenesys || NEVER_MISSES.test(action)) return undefined;
        const now = stage.clock.now();
        const about = [request.path, ...[...decoded(request.body).matchAll(ABOUT)].map(([, name]) => name)];
        const isNew = [...this.#made].some(
          ([made, at]) => now - at <= LAG_MS && about.some((name) => name?.split(/[/:]/).at(-1) === made),
        );
        return isNew ? answered(stage.failure(request, { kind: 'not-found' })) : undefined;
      }
      case 'stale': {
        const before = write || isGenesys ? undefined : this.#answers.get(text);
        if (before === undefined || stage.clock.now() - before.at > LAG_MS) return undefined;
        return answered(before.response);
      }
    }
  }

  #remember(
    { action, request, write }: StageCall,
    text: string,
    response: SandboxResponse,
    at: number,
  ): void {
    if (response.status >= 300) return;
    if (!write) this.#answers.set(text, { at, response });
    // A rule that is put may have been there.
    if (!action.startsWith('Create')) return;
    const [, name] = NAME.exec(decoded(request.body)) ?? [];
    if (name !== undefined) this.#made.set(name.split(/[/:]/).at(-1) ?? name, at);
  }
}

function decoded(body: string): string {
  try {
    return decodeURIComponent(body.replaceAll('+', ' '));
  } catch {
    return body;
  }
}

function answered(response: SandboxResponse): Ending {
  return { kind: 'answered', response };
}

/** What a call asks, without what is drawn for each: the same in each run of a seed. */
function textOf({ action, request: { method, path, query, body } }: StageCall): string {
  return [action, method, path, query, body]
    .join(' ')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')
    .replaceAll(/127\.0\.0\.1(?::|%3A)\d+/g, '')
    .replaceAll(/"(?:ZipFile|ClientRequestToken|ClientToken)":"[^"]*"/g, '');
}
