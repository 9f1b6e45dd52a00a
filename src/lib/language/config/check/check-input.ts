import { Limits } from '../../../base/limits.js';
import { PLACEHOLDER_NAME, parseTemplate, refusalsOf } from '../../events/input/index.js';
import { parseWrittenArn } from '../../names/arn.js';
import type { Problem } from '../document/problems.js';
import { entriesOf, nodeAt, textOf, toJson } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkFilledInput, checkFoundPath, knownPaths } from './check-filled-input.js';
import { pathProblem, refusalProblem } from './input-problems.js';
import { eventsOfTarget } from './target-events.js';
import { needsOf, needsOfKey } from './target-needs.js';

const INPUT_KINDS = ['template', 'path', 'constant'] as const;

/** Checks what is sent instead of the event: AWS's limits, what PutTargets refuses, and what no event would get through. */
export function checkInput(context: CheckContext, target: ConfigPath): void {
  const { problems, root } = context;
  const path = [...target, 'input'];
  const input = nodeAt(root, path);
  if (input?.kind !== 'map') return;
  const kinds = INPUT_KINDS.filter((kind) => nodeAt(input, [kind]) !== undefined);
  const [form] = kinds;
  if (form === undefined || kinds.length > 1) {
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
  checkKindOfTarget(context, target, form);
  const sources = eventsOfTarget(context, String(target.at(-1)));
  const template = textOf(nodeAt(input, ['template']));
  const pathText = textOf(nodeAt(input, ['path']));
  if (template !== undefined) checkTemplate(template);
  if (pathText !== undefined && pathText !== '') {
    checkPath([...path, 'path'], pathText);
    checkFoundPath(context, [...path, 'path'], pathText, sources, 'AWS sends {} for every event');
  }
  if (nodeAt(input, ['template']) === undefined && nodeAt(input, ['paths']) !== undefined) {
    problems.atKey([...path, 'paths'], {
      code: 'misplaced-key',
      message: '"paths" is for a template, and there is no template.',
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
    const paths = checkPaths(text);
    const refusals = refusalsOf({
      kind: 'template',
      template: text,
      ...(paths.size === 0 ? {} : { paths: Object.fromEntries(paths) }),
    });
    for (const refusal of refusals) {
      // Told at the key that they are of; and a key that is a placeholder is not JSON, too.
      if (refusal.kind === 'name' || refusal.kind === 'path') continue;
      if (refusal.kind === 'template' && refusals.some(({ kind }) => kind === 'key')) continue;
      const { part, problem } = refusalProblem(refusal, text, [...paths.keys()]);
      if (part === undefined) problems.at(at, problem);
      else problems.atPart(at, part, problem);
    }
    if (!refusals.some(({ certain }) => certain)) checkFilledInput(context, path, { text, paths, sources });
  }

  /** Checks the paths of a template by themselves; those that are texts. */
  function checkPaths(text: string): ReadonlyMap<string, string> {
    const entries = entriesOf(nodeAt(root, [...path, 'paths']));
    if (entries.size > Limits.inputTemplatePaths) {
      problems.atKey([...path, 'paths'], {
        code: 'too-many',
        message: `A template has at most ${Limits.inputTemplatePaths} paths (inputTemplatePaths); these are ${entries.size}.`,
        fix: 'Send a larger part of the event with one path.',
      });
    }
    const used = new Set(parseTemplate(text).placeholders.map(({ name }) => name));
    const paths = new Map<string, string>();
    for (const [key, entry] of entries) {
      const each = [...path, 'paths', key];
      if (!PLACEHOLDER_NAME.test(key)) {
        problems.atKey(each, {
          code: 'name-invalid',
          message: `"${key}" cannot be a placeholder's name.`,
          fix: 'Use letters, digits, - and _, at most 256.',
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
      if (value === undefined) continue;
      paths.set(key, value);
      checkPath(each, value);
    }
    return paths;
  }

  function checkPath(at: ConfigPath, text: string): void {
    tooLong(at, text.length, 'targetInputPathCharacters', 'A path');
    const problem = pathProblem(text, knownPaths(context, sources));
    if (problem !== undefined) problems.at(at, problem);
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

/** An event bus takes the event only, a log group a template only. */
function checkKindOfTarget(
  { problems, root }: CheckContext,
  target: ConfigPath,
  form: (typeof INPUT_KINDS)[number],
): void {
  const arn = parseWrittenArn(textOf(nodeAt(root, [...target, 'arn'])) ?? '');
  const [keyed] = [...entriesOf(nodeAt(root, target)).keys()].flatMap((key) => needsOfKey(key) ?? []);
  const needs = arn === undefined ? keyed : needsOf(arn);
  if (needs === undefined || needs.inputs.includes(form)) return;
  const { called, inputs } = needs;
  problems.atKey([...target, 'input'], inputs.length === 0 ? noInput(called) : onlyTemplate(called));
}

function noInput(called: string): Problem {
  return {
    code: 'input-of-bus',
    message: `${called.replace(/^a/, 'A')} gets the event as it is: AWS refuses an input there.`,
    fix: 'Remove "input", and give it to the targets of the rules on that bus.',
  };
}

function onlyTemplate(called: string): Problem {
  return {
    code: 'input-of-log-group',
    message: `AWS takes no input for ${called} but a template.`,
    fix: `Remove "input", or write template: '{"timestamp": <t>, "message": <m>}', with paths.`,
  };
}
