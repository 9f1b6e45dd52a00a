import type { JsonObject } from '../../../base/json.js';
import { type InputRefusal, refusalsOf } from '../../../language/events/input/index.js';
import { validationError } from '../aws-error.js';
import { inputOf } from '../delivery/target-input.js';

/** The forms of input of a target; PutTargets takes one of them. */
const FORMS = ['Input', 'InputPath', 'InputTransformer'] as const;

/**
 * Refuses what PutTargets refuses of a target's input, in the words recorded on AWS.
 * @param kind of target, as far as it matters
 * @throws AwsError ValidationException
 */
export function checkInput(target: JsonObject, id: string, kind: 'bus' | 'log-group' | 'other'): void {
  const given = FORMS.filter((name) => target[name] !== undefined);
  if (given.length > 1)
    throw validationError(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`,
    );
  if (kind === 'bus' && given.length > 0)
    throw validationError(`Modifying the input for target ${id} is not supported.`);
  if (kind === 'log-group' && given.some((name) => name !== 'InputTransformer'))
    throw validationError(
      `Input and InputPath are not valid forms of input for target ${id}. The only valid form of input is InputTransformer.`,
    );
  const input = inputOf(target);
  // What AWS may take is refused, too: a rehearsal is to be at least as strict.
  const [refusal] = input === undefined ? [] : refusalsOf(input);
  if (refusal !== undefined) throw validationError(wordsOf(refusal, id));
}

function wordsOf(refusal: InputRefusal, id: string): string {
  switch (refusal.kind) {
    case 'constant':
      return `JSON syntax error in input for target ${id}: ${sourceOf(refusal.text, refusal.offset)}`;
    case 'path':
      return `InputPath for target ${id} is invalid.`;
    case 'name':
      return `InputPathsMap for target ${id} contains invalid key ${refusal.name}.`;
    case 'placeholder':
      return `InputTemplate for target ${id} contains invalid placeholder ${refusal.name}.`;
    case 'event-outside-object':
      return `InputTemplate for target ${id} contains placeholder ${refusal.name} valid only for JSON template.`;
    case 'key':
      return `InputTemplate placeholder present as a JSON object key for target ${id}.`;
    case 'template':
      return `Invalid InputTemplate for target ${id} : ${sourceOf(refusal.filled, refusal.offset)}.`;
  }
}

/** A place in a text as AWS's JSON parser names it. */
function sourceOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `[Source: (String)"${text}"; line: ${lines.length}, column: ${(lines.at(-1) ?? '').length + 1}]`;
}
