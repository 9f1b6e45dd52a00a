import { parseJsonPath } from './json-path.js';
import { readJsonValues } from './json-values.js';
import type { TargetInput } from './model.js';
import { type ParsedTemplate, type Placeholder, parseTemplate, replacePlaceholders } from './template.js';

/**
 * Why PutTargets refuses an input. What is `certain` is recorded on AWS (radkawar/stackd, LocalStack and cdk-preflight,
 * 2024 to 2026); of the rest AWS's answer is not known [?], and no event may depend on it.
 */
export type InputRefusal = { readonly certain: boolean } & (
  | {
      /** A constant that is not JSON. */
      readonly kind: 'constant';
      readonly text: string;
      readonly offset: number;
    }
  | {
      /** A path that is none: the input's own, or that of a key of the InputPathsMap. */
      readonly kind: 'path';
      readonly path: string;
      readonly key?: string;
    }
  | {
      /** What cannot be a key of the InputPathsMap. */
      readonly kind: 'name';
      readonly name: string;
    }
  | {
      /** A placeholder that nothing fills. */
      readonly kind: 'placeholder';
      readonly name: string;
    }
  | {
      /** The event itself where the template is no object. */
      readonly kind: 'event-outside-object';
      readonly name: string;
    }
  | {
      /** A placeholder in the key of an object. */
      readonly kind: 'key';
      readonly placeholder: Placeholder;
    }
  | {
      /** A template that is not JSON with null for each placeholder. */
      readonly kind: 'template';
      readonly filled: string;
      readonly offset: number;
    }
);

/** What a key of the InputPathsMap may be: 1 to 256 of these characters (recorded). */
export const PLACEHOLDER_NAME = /^[A-Za-z0-9_-]{1,256}$/;

/** Placeholders that begin so are not looked up in the InputPathsMap (recorded). */
const OF_AWS = 'aws.events.';

/** Paths that are refused for no more than characters which AWS's user guide does not name. */
const UNUSUAL_PATH = /^\$(?:\.[^.[\]*'"]+|\[(?:\d+|\*)\])*$/;

/** All for which PutTargets refuses an input, what is certain first; none where it takes it. */
export function refusalsOf(input: TargetInput): readonly InputRefusal[] {
  switch (input.kind) {
    case 'constant': {
      const read = readJsonValues(input.json);
      return read.valid ? [] : [{ certain: true, kind: 'constant', text: input.json, offset: read.offset }];
    }
    case 'path':
      return input.path === '' ? [] : refusalsOfPath(input.path);
    case 'template':
      return [...refusalsOfTemplate(parseTemplate(input.template), input.paths)].sort(
        (a, b) => Number(b.certain) - Number(a.certain),
      );
  }
}

function refusalsOfPath(path: string, key?: string): readonly InputRefusal[] {
  if (parseJsonPath(path) !== undefined) return [];
  const certain = !UNUSUAL_PATH.test(path);
  return [{ certain, kind: 'path', path, ...(key === undefined ? {} : { key }) }];
}

function* refusalsOfTemplate(
  template: ParsedTemplate,
  paths: Readonly<Record<string, string>> | undefined,
): Generator<InputRefusal> {
  const { placeholders, odd, object } = template;
  for (const [name, path] of Object.entries(paths ?? {})) {
    if (!PLACEHOLDER_NAME.test(name)) yield { certain: true, kind: 'name', name };
    yield* refusalsOfPath(path, name);
  }
  if (paths !== undefined) {
    const unfilled = placeholders.filter(
      ({ name }) => !Object.hasOwn(paths, name) && !name.startsWith(OF_AWS),
    );
    for (const name of namesOf(unfilled)) yield { certain: true, kind: 'placeholder', name };
    // [?] Whether AWS takes it for a placeholder.
    for (const name of new Set(odd)) yield { certain: false, kind: 'placeholder', name };
  }
  if (!object) {
    // [?] Recorded of the whole event; of `<aws.events.event>` the user guide says only that it is a field's value.
    // Nor is it known of either where white space stands before the {.
    for (const name of namesOf(placeholders.filter((each) => isTheEvent(each.name))))
      yield {
        certain: name === WHOLE_EVENT && !/^\s+\{/.test(template.text),
        kind: 'event-outside-object',
        name,
      };
  }
  for (const placeholder of placeholders) {
    if (!placeholder.key) continue;
    // [?] A placeholder that is a part of the key: only one that is all of it is recorded.
    yield { certain: placeholder.alone || !placeholder.quoted, kind: 'key', placeholder };
  }
  const filled = replacePlaceholders(template, () => 'null');
  const read = readJsonValues(filled);
  if (!read.valid) yield { certain: true, kind: 'template', filled, offset: read.offset };
}

const WHOLE_EVENT = 'aws.events.event.json';

/** Whether a placeholder stands for the event, whole or without its detail. */
export function isTheEvent(name: string): boolean {
  return name === WHOLE_EVENT || name === 'aws.events.event';
}

function namesOf(placeholders: readonly Placeholder[]): ReadonlySet<string> {
  return new Set(placeholders.map(({ name }) => name));
}
