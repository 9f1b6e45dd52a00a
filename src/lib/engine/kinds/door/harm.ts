import type { JsonObject, JsonValue } from '../../../base/json.js';
import type { SendRequest } from '../policies/lets-in.js';

/** Something live that the file speaks of, as findings about it are told and accepted. */
export interface Thing {
  /** Names of the file's targets that it belongs to; empty where it is nobody's in particular, as a bus. */
  readonly targets: readonly string[];
  /** `made`: by gcx. `adopted`: by people, and put under gcx with what they had set. `used`: people's. */
  readonly provenance: 'made' | 'adopted' | 'used';
  /** Id of the plan's change that is about it. */
  readonly change: string;
  /** Of a topic, queue or bus: what is sent there is looked up by it. */
  readonly arn?: string;
  /** ARNs of all that the file names. */
  readonly named: ReadonlySet<string>;
}

/** What a rule of harm may look at beside the value. */
export interface HarmContext {
  readonly thing: Thing;
  /** All that the service answered about the thing. */
  readonly answer: JsonObject;
  /** The part of it that holds the attribute; the same where it is no part's. */
  readonly beside: JsonObject;
  /** What of the file wants to send there. */
  readonly requests: readonly SendRequest[];
}

/** What the value of an attribute does, and what to do about it. */
export interface Harm {
  /** One or two sentences: what becomes of events, or of what else the file asks for. */
  readonly does: string;
  /** A sentence with a command, or whom to ask. */
  readonly mend: string;
}

/** Pure: says whether an attribute harms with the value that it has; undefined: it does not. */
export type HarmRule = (value: JsonValue, context: HarmContext) => Harm | undefined;

/** A rule for what gcx made: what people set before they had it adopted, or on what is theirs, they meant. */
export function onMade(rule: HarmRule): HarmRule {
  return (value, context) => (context.thing.provenance === 'made' ? rule(value, context) : undefined);
}

/** A rule for a number, as services write it: a number or its text. */
export function onNumber(rule: (value: number, context: HarmContext) => Harm | undefined): HarmRule {
  return (value, context) => {
    const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
    return Number.isNaN(number) ? undefined : rule(number, context);
  };
}
