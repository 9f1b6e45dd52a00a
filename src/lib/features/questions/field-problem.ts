import { z } from 'zod';
import type { JsonValue } from '../../base/json.js';
import { NameRules, nameProblem } from '../../language/config/index.js';
import type { ConfigPath } from '../../language/config/model.js';
import { fileSchema } from '../../language/config/schema/schema.js';

/**
 * What the file's own schema says against a value at a path of the file; undefined where it takes it. What a person types at
 * a question is checked with the schema of the field that it goes to, so that no answer fails later for its form.
 * @example fieldProblem(['aws', 'account'], '123') // 'This is not an AWS account id; … Copy it from …'
 */
export function fieldProblem(path: ConfigPath, value: JsonValue): string | undefined {
  const schema = schemaAt(fileSchema, path);
  if (schema === undefined) throw new Error(`the file has no ${path.join('.')}`);
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  if (issue === undefined) return undefined;
  const fix = issue.code === 'custom' ? issue.params?.['fix'] : undefined;
  return typeof fix === 'string' ? `${issue.message} ${fix}` : issue.message;
}

/** What is wrong with a name that the file gives to a route, a target or an environment, or that is taken already. */
export function keyProblem(
  kind: keyof typeof NameRules,
  text: string,
  taken: Iterable<string> = [],
): string | undefined {
  const problem = nameProblem(NameRules[kind], text);
  if (problem !== undefined) return `${problem.message} ${problem.fix}`;
  return [...taken].includes(text) ? `The name ${text} is already in use. Choose another name.` : undefined;
}

/** The schema of the value at a path; of the variants of a value, the first that has the path. */
function schemaAt(schema: z.core.$ZodType, path: ConfigPath): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional) return schemaAt(schema.unwrap(), path);
  const [step, ...rest] = path;
  if (step === undefined) return schema instanceof z.ZodType ? schema : undefined;
  if (schema instanceof z.ZodUnion) {
    for (const option of schema.options) {
      const found = schemaAt(option, path);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const below =
    schema instanceof z.ZodObject
      ? schema.shape[step]
      : schema instanceof z.ZodRecord
        ? schema.valueType
        : schema instanceof z.ZodArray
          ? schema.element
          : undefined;
  return below === undefined ? undefined : schemaAt(below, rest);
}
