import { didYouMean, meantName } from '../../../base/name-difference.js';
import { type InputRefusal, PREDEFINED, parseJsonPath, refusalsOf } from '../../events/input/index.js';
import type { Problem } from '../document/problems.js';

/** Characters of a template that a fix shows whole; a longer one would bury the sentence. */
const SHOWN_TEMPLATE = 160;

/** A template as the file writes it. */
export function templateText(template: string): string | undefined {
  if (template.length > SHOWN_TEMPLATE) return undefined;
  // A line break needs YAML's double quotes, in which JSON's escapes are YAML's.
  return template.includes('\n')
    ? `template: ${JSON.stringify(template)}`
    : `template: '${template.replaceAll("'", "''")}'`;
}

/**
 * What is wrong with a path; undefined where nothing is.
 * @param known the paths that events have which reach the target
 */
export function pathProblem(path: string, known: readonly string[] = []): Problem | undefined {
  if (parseJsonPath(path) !== undefined) return undefined;
  const [refusal] = refusalsOf({ kind: 'path', path });
  if (refusal?.certain === false)
    return {
      severity: 'warning',
      code: 'form',
      message: `Whether AWS takes the path "${path}" is not known: it names letters, digits, - _ and / for the members of a path.`,
      fix: 'Send the object around it with a path that ends before.',
    };
  const meant = path.startsWith('$') ? [] : pathsTo(path, known);
  const [first] = meant;
  return {
    code: 'form',
    message: `"${path}" is not a path into the event, and AWS refuses it.`,
    ...(first === undefined || meant.length > 1 ? {} : { replacement: first }),
    fix:
      first !== undefined
        ? meant.length > 1
          ? didYouMean({ names: meant }, (each) => each)
          : `Write ${first}.`
        : !path.startsWith('$')
          ? `A path begins with $: $.${path.replace(/^\./, '')}`
          : /['"]/.test(path)
            ? 'Write members without brackets and quotes: $.detail.eventBody.conversationId. One whose name has a dot cannot be reached.'
            : /\[[^\]]*[-:]/.test(path)
              ? 'Elements are counted from 0, from the start: $.detail.eventBody.transcripts[0]; [*] takes all of a list.'
              : 'A path looks like $.detail.eventBody.conversationId; elements of a list are [0] or [*].',
  };
}

/** Paths that are told at most. */
const TOLD_PATHS = 3;

/** The paths that end in what was written; one of the body itself is the one that was meant. */
function pathsTo(written: string, known: readonly string[]): readonly string[] {
  const end = `.${written.replace(/^\./, '')}`.toLowerCase();
  const meant = known.filter((each) => each.toLowerCase().endsWith(end));
  const own = meant.find((each) => each.toLowerCase() === `$.detail.eventbody${end}`);
  return own === undefined ? meant.slice(0, TOLD_PATHS) : [own];
}

/** A problem of a template, and the part of it to point at. */
export interface TemplateProblem {
  readonly part?: string;
  readonly problem: Problem;
}

/**
 * What is wrong with a template that PutTargets refuses.
 * @param known names that have a path
 */
export function refusalProblem(
  refusal: Exclude<InputRefusal, { kind: 'name' | 'path' }>,
  template: string,
  known: readonly string[],
): TemplateProblem {
  const { severity, may } = refusal.certain
    ? ({ severity: 'error', may: 'AWS refuses' } as const)
    : ({ severity: 'warning', may: 'AWS may refuse' } as const);
  switch (refusal.kind) {
    case 'constant':
      return { problem: { code: 'constant-json', message: 'AWS refuses a constant that is not JSON.' } };
    case 'placeholder':
      return refusal.certain
        ? { part: `<${refusal.name}>`, problem: placeholderWithoutPath(refusal.name, known) }
        : {
            part: `<${refusal.name}>`,
            problem: {
              severity,
              code: 'placeholder',
              message: `AWS may take <${refusal.name}> for a placeholder, and refuse it.`,
              fix: 'Write \\u003c for a < that is one: in quotes JSON reads it as such.',
            },
          };
    case 'event-outside-object':
      return {
        part: `<${refusal.name}>`,
        problem: {
          severity,
          code: 'template-event',
          message: `${may} <${refusal.name}> in a template that is not an object.`,
          fix: `Write template: '{"event": <${refusal.name}>}'.`,
        },
      };
    case 'key': {
      const { name, start, end } = refusal.placeholder;
      return {
        part: template.slice(start, end),
        problem: {
          severity,
          code: 'template-key',
          message: `${may} a placeholder ${refusal.certain ? 'as' : 'in'} the key of an object.`,
          fix: `Give it its own key: {"${name}": <${name}>}.`,
        },
      };
    }
    case 'template':
      return { problem: notJson(template) };
  }
}

function placeholderWithoutPath(placeholder: string, known: readonly string[]): Problem {
  const paths = known.length === 0 ? 'there are no paths' : `paths has ${known.join(', ')}`;
  return {
    code: 'placeholder',
    message: `The template uses <${placeholder}>, but ${paths}.`,
    fix: fillingFix(placeholder),
  };
}

/** What to do about a placeholder that nothing fills. */
export function fillingFix(name: string): string {
  const add = `Add it: paths: { ${name.replaceAll('.', '-')}: $.detail.eventBody.… }`;
  return name.startsWith('aws.') ? meantName(name, PREDEFINED, add, (each) => `<${each}>`) : add;
}

function notJson(template: string): Problem {
  const quoted = `"${template.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
  const right = /^\s*[{["<]/.test(template) ? undefined : templateText(quoted);
  return {
    code: 'template-json',
    message: 'AWS refuses this template: it is not JSON once its placeholders are filled in.',
    fix:
      right === undefined
        ? 'In an object a placeholder stands without quotes where a whole value goes: {"conversation": <id>}; a text stands in quotes.'
        : `A text is in its own quotes: ${right}.`,
  };
}
