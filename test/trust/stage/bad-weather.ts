import type { SandboxResponse } from '../../../src/lib/sandbox/http.js';
import type { Chance } from './chance.js';
import { Newborns } from './newborns.js';
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

/** A weather in which a fifth of the calls fails, each in one of the ways of services and networks, the same for a seed. */
export class BadWeather {
  /** What was met, for who looks into a failure. */
  readonly met: string[] = [];
  readonly #times = new Map<string, number>();
  readonly #answers = new Map<string, { readonly at: number; readonly response: SandboxResponse }>();
  readonly #newborns = new Newborns(LAG_MS, 'made');

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
        const [kind] = this.#newborns.met(call, stage.clock.now());
        return kind === undefined ? undefined : answered(this.#newborns.failure(call, kind, stage));
      }
      case 'stale': {
        const before = write || isGenesys ? undefined : this.#answers.get(text);
        if (before === undefined || stage.clock.now() - before.at > LAG_MS) return undefined;
        return answered(before.response);
      }
    }
  }

  #remember(call: StageCall, text: string, response: SandboxResponse, at: number): void {
    this.#newborns.remember(call, response, at);
    if (response.status < 300 && !call.write) this.#answers.set(text, { at, response });
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
