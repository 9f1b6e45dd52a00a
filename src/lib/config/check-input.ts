import { Limits } from '../limits.js';
import type { CheckContext } from './check-context.js';
import type { ConfigPath } from './model.js';
import type { Problem } from './problems.js';
import { entriesOf, nodeAt, textOf, toJson } from './source-node.js';

const INPUT_KINDS = ['template', 'path', 'constant'] as const;
/** What AWS itself fills in (AWS: EventBridge, "Input transformation"). */
const RESERVED_PLACEHOLDER = /^aws\.events\.(rule-arn|rule-name|event|event\.json|event\.ingestion-time)$/;
const PLACEHOLDER = /<([A-Za-z0-9_.-]+)>/g;
/** `$`, then members and elements; EventBridge takes no filters and no `..`. */
export const JSON_PATH = /^\$(\.[A-Za-z0-9_-]+|\[(\d+|\*|'[^']+'|"[^"]+")\])*$/;

/** Checks what is sent instead of the event, against AWS's limits and itself. */
export function checkInput({ problems, root }: CheckContext, target: ConfigPath): void {
  const path = [...target, 'input'];
  const input = nodeAt(root, path);
  if (input?.kind !== 'map') return;
  const kinds = INPUT_KINDS.filter((kind) => nodeAt(input, [kind]) !== undefined);
  if (kinds.length !== 1) {
    problems.atKey(kinds.length === 0 ? path : [...path, kinds[1] ?? ''], {
      code: 'input-kind',
      message:
        kinds.length === 0
          ? 'This does not say what is sent.'
          : `One thing is sent, but this says ${kinds.join(' and ')}.`,
      fix: 'Give template (with paths), path or constant.',
    });
    return;
  }
  const template = textOf(nodeAt(input, ['template']));
  const pathText = textOf(nodeAt(input, ['path']));
  if (template !== undefined) checkTemplate(template);
  if (pathText !== undefined && pathText !== '') checkJsonPath([...path, 'path'], pathText);
  if (nodeAt(input, ['template']) === undefined && nodeAt(input, ['paths']) !== undefined) {
    problems.atKey([...path, 'paths'], {
      code: 'misplaced-key',
      message: '"paths" belongs to a template, and there is none.',
      fix: 'Add template, or remove paths.',
    });
  }
  const constant = nodeAt(input, ['constant']);
  if (constant !== undefined) {
    const size = JSON.stringify(toJson(constant)).length;
    tooLong([...path, 'constant'], size, 'targetInputCharacters', 'A constant');
  }

  function checkTemplate(text: string): void {
    const at = [...path, 'template'];
    tooLong(at, text.length, 'inputTemplateCharacters', 'A template');
    const paths = entriesOf(nodeAt(root, [...path, 'paths']));
    const used = new Set([...text.matchAll(PLACEHOLDER)].map(([, placeholder = '']) => placeholder));
    for (const placeholder of used) {
      if (paths.has(placeholder) || RESERVED_PLACEHOLDER.test(placeholder)) continue;
      problems.atPart(at, `<${placeholder}>`, placeholderWithoutPath(placeholder, [...paths.keys()]));
    }
    if (paths.size > Limits.inputTemplatePaths) {
      problems.atKey([...path, 'paths'], {
        code: 'too-many',
        message: `A template has at most ${Limits.inputTemplatePaths} paths (inputTemplatePaths); these are ${paths.size}.`,
        fix: 'Send a larger part of the event with one path.',
      });
    }
    for (const [key, entry] of paths) {
      const each = [...path, 'paths', key];
      if (!/^[A-Za-z0-9_-]+$/.test(key) || /^aws\./i.test(key)) {
        problems.atKey(each, {
          code: 'name-invalid',
          message: `"${key}" cannot be a placeholder's name.`,
          fix: 'Use letters, digits, - and _.',
        });
      } else if (!used.has(key)) {
        problems.atKey(each, {
          severity: 'warning',
          code: 'unused-path',
          message: `The template does not use <${key}>.`,
          fix: `Write <${key}> into the template, or remove the path.`,
        });
      }
      const value = textOf(entry.value);
      if (value !== undefined) checkJsonPath(each, value);
    }
    if (!looksLikeBrokenJson(text)) return;
    problems.at(at, {
      severity: 'warning',
      code: 'template-json',
      message: 'The template begins like JSON but is none once its placeholders are filled in.',
      fix: 'A placeholder stands without quotes where a whole value goes: {"conversation": <id>}.',
    });
  }

  function checkJsonPath(at: ConfigPath, text: string): void {
    tooLong(at, text.length, 'targetInputPathCharacters', 'A path');
    if (JSON_PATH.test(text)) return;
    problems.at(at, {
      code: 'form',
      message: `"${text}" is no path into the event.`,
      fix: text.startsWith('$')
        ? 'A path looks like $.detail.eventBody.conversationId.'
        : `A path begins with $: $.${text.replace(/^\./, '')}`,
    });
  }

  function tooLong(at: ConfigPath, length: number, limit: keyof typeof Limits, what: string): void {
    if (length <= Limits[limit]) return;
    problems.at(at, {
      code: 'too-long',
      message: `${what} has at most ${Limits[limit]} characters (${limit}); this one has ${length}.`,
      fix: `Shorten it by ${length - Limits[limit]}.`,
    });
  }
}

function placeholderWithoutPath(placeholder: string, known: readonly string[]): Problem {
  const paths = known.length === 0 ? 'there are no paths' : `paths has ${known.join(', ')}`;
  return {
    code: 'placeholder',
    message: `The template uses <${placeholder}>, but ${paths}.`,
    fix: `Add it: paths: { ${placeholder.replaceAll('.', '-')}: $.detail.eventBody.… }`,
  };
}

/** A placeholder may stand for any value, or within a string for its text. */
function looksLikeBrokenJson(template: string): boolean {
  if (!/^\s*[{[]/.test(template)) return false;
  try {
    JSON.parse(
      template.replaceAll(/"(?:[^"\\]|\\.)*"|<[A-Za-z0-9_.-]+>/g, (part) =>
        part.startsWith('<') ? 'null' : part,
      ),
    );
    return false;
  } catch {
    return true;
  }
}
