import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { fillInput, type TargetInput } from '../../../language/events/input/index.js';
import type { RuleRecord, TargetRecord } from '../event-records.js';
import { textMap } from '../input.js';

/** The input of a target as PutTargets was given it; undefined where it gets the whole event. */
export function inputOf(target: JsonObject): TargetInput | undefined {
  const { Input: constant, InputPath: path, InputTransformer: transformer } = target;
  if (typeof constant === 'string') return { kind: 'constant', json: constant };
  if (typeof path === 'string') return { kind: 'path', path };
  if (!isJsonObject(transformer)) return undefined;
  const template = transformer['InputTemplate'];
  const paths = textMap(transformer, 'InputPathsMap');
  return {
    kind: 'template',
    template: typeof template === 'string' ? template : '',
    ...(paths === undefined ? {} : { paths }),
  };
}

/** What a rule hands to a target for an event. */
export type Payload =
  | { readonly kind: 'sent'; readonly text: string }
  /** Nothing is sent, and nothing dead-lettered. */
  | { readonly kind: 'nothing'; readonly why: string }
  /** No JSON: the text goes to the dead-letter queue. */
  | { readonly kind: 'broken'; readonly text: string };

/** Fills a target's input from an event; the whole event where it has none. */
export function payloadFor(
  event: JsonObject,
  target: TargetRecord,
  rule: RuleRecord,
  ingested: number,
): Payload {
  const input = inputOf(target);
  if (input === undefined) return { kind: 'sent', text: JSON.stringify(event) };
  const filled = fillInput(input, event, { ruleArn: rule.arn, ruleName: rule.name, ingested });
  if (filled.kind !== 'nothing') return filled;
  const what =
    input.kind === 'template' ? `the template ${input.template} is empty for this event` : 'it is empty';
  return { kind: 'nothing', why: `the input of the target leaves nothing to send: ${what}` };
}
