import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { didYouMean, nearName } from '../../../base/name-difference.js';
import { orList } from '../../../base/words.js';
import {
  type ParsedTemplate,
  type Placeholder,
  PREDEFINED,
  parseJsonPath,
  parseTemplate,
  rightTemplate,
  riskOf,
  type ShapeSource,
  shapeAt,
  type TemplateRisk,
  type ValueShape,
} from '../../events/input/index.js';
import type { Problem } from '../document/problems.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { fillingFix, templateText } from './input-problems.js';

/** A template that PutTargets takes, and what fills it. */
interface FilledTemplate {
  readonly template: ParsedTemplate;
  /** Of its placeholders. */
  readonly paths: ReadonlyMap<string, string>;
  /** Whose events reach the target; none: nobody's. */
  readonly sources: readonly ShapeSource[];
}

/** Warns of placeholders with which events do not arrive, each with the template that is right. */
export function checkFilledInput(
  context: CheckContext,
  input: ConfigPath,
  { text, paths, sources }: Omit<FilledTemplate, 'template'> & { readonly text: string },
): void {
  const spaceFirst = /^\s+\{/.test(text);
  const template = parseTemplate(spaceFirst ? text.trimStart() : text);
  const filled = { template, paths, sources };
  const at = [...input, 'template'];
  const told = new Set<string>();
  for (const placeholder of template.placeholders) {
    const risk = worstRisk(placeholder, filled);
    const written = `<${placeholder.name}>`;
    if (risk === undefined || told.has(written)) continue;
    told.add(written);
    context.problems.atPart(at, written, riskProblem(risk, placeholder, filled));
  }
  if (spaceFirst) {
    context.problems.at(at, {
      severity: 'warning',
      code: 'template-space',
      message:
        'Whether AWS takes a template for an object that begins with white space is not known; if it does not, no text in it has quotes.',
      fix: 'Begin the template with {.',
    });
  }
  for (const [name, path] of paths) {
    if (!template.placeholders.some((each) => each.name === name)) continue;
    checkFoundPath(context, [...input, 'paths', name], path, sources, `<${name}> is empty for every event`);
  }
}

/** Warns of a path that finds nothing in any event that reaches the target. */
export function checkFoundPath(
  context: CheckContext,
  at: ConfigPath,
  path: string,
  sources: readonly ShapeSource[],
  effect: string,
): void {
  const steps = parseJsonPath(path);
  if (steps === undefined || sources.length === 0) return;
  const shapes = sources.map((source) => shapeAt(steps, source));
  const [first] = shapes;
  if (first?.kind !== 'nothing' || shapes.some(({ kind }) => kind !== 'nothing')) return;
  const names = sources.flatMap(({ eventType }) => eventType?.name ?? []);
  context.problems.at(at, {
    severity: 'warning',
    code: 'path-finds-nothing',
    message: `${names.length === 0 ? 'The events have' : `The events of ${orList(names)} have`} nothing at ${path}: ${effect}.`,
    fix:
      first.list === undefined
        ? nearPath(context, path, sources)
        : `"${first.list}" is a list: write ${first.list}[0] for its first element or ${first.list}[*] for all, and the path in quotes.`,
  });
}

/** The paths that events have which reach a target, as far as they are documented. */
export function knownPaths(
  { catalogue }: Pick<CheckContext, 'catalogue'>,
  sources: readonly ShapeSource[],
): readonly string[] {
  const known = sources.flatMap(({ eventType }) =>
    eventType === undefined
      ? []
      : catalogue.fields(eventType).map((field) => `$.detail.eventBody.${field.path}`),
  );
  const top = ['$.id', '$.time', '$.account', '$.region', '$.source', '$.detail-type', '$.detail'];
  const detail = ['topicName', 'version', 'timestamp', 'metadata', 'eventBody'].map(
    (each) => `$.detail.${each}`,
  );
  return [...new Set([...top, ...detail, ...known])];
}

function nearPath(context: CheckContext, path: string, sources: readonly ShapeSource[]): string {
  const all = knownPaths(context, sources);
  const last = path.split('.').at(-1)?.toLowerCase() ?? '';
  const same = all.filter((each) => each.split('.').at(-1)?.toLowerCase() === last);
  const near = nearName(path, all);
  const meant = near.difference === undefined && same.length > 0 ? { names: same.slice(0, 3) } : near;
  if (meant.names.length > 0) return didYouMean(meant, (name) => name);
  const shown = sources.find(({ eventType }) => eventType !== undefined)?.eventType?.name;
  return shown === undefined
    ? `Look at an event: "${gcxCommand('tail')}" prints them.`
    : `"${gcxCommand('event-type show', shown)}" lists the fields below $.detail.eventBody.`;
}

/** From the worst down. */
const BY_WEIGHT = [
  'breaks',
  'may-break',
  'breaks-where-absent',
  'unknown-may-break',
  'stays-as-written',
] as const satisfies readonly TemplateRisk[];

function worstRisk(
  placeholder: Placeholder,
  { template, paths, sources }: FilledTemplate,
): TemplateRisk | undefined {
  const steps = stepsOf(placeholder, paths);
  if (steps === undefined) return riskOf(template, placeholder, undefined, true);
  const risks = sources.map((source) =>
    riskOf(template, placeholder, shapeAt(steps, source), isAlwaysThere(paths.get(placeholder.name) ?? '')),
  );
  return BY_WEIGHT.find((risk) => risks.includes(risk));
}

function stepsOf({ name }: Placeholder, paths: ReadonlyMap<string, string>) {
  const path = paths.get(name);
  return path === undefined ? undefined : parseJsonPath(path);
}

/** What every event has: its envelope. Of the detail gcx does not know it. */
function isAlwaysThere(path: string): boolean {
  return /^\$(?:\.(?:version|id|detail-type|source|account|time|region|resources|detail))?$/.test(path);
}

function riskProblem(risk: TemplateRisk, placeholder: Placeholder, filled: FilledTemplate): Problem {
  const { template, paths, sources } = filled;
  const { name, quoted } = placeholder;
  const nested = (each: Placeholder): boolean => {
    const steps = stepsOf(each, paths);
    if (steps === undefined) return each.name.startsWith('aws.events.event') && !each.name.endsWith('-time');
    return sources.some((source) => isNested(shapeAt(steps, source), each.alone));
  };
  const right = rightTemplate(template, nested);
  const shown = right === undefined ? undefined : templateText(right);
  const fix =
    shown === undefined
      ? 'Send an object, {"name": <name>}, in which AWS writes each value as JSON.'
      : `Write ${shown}.`;
  const path = paths.get(name);
  const severity = 'warning';
  switch (risk) {
    case 'breaks':
      if (path === undefined && !PREDEFINED.includes(name))
        return {
          code: 'placeholder',
          message: `Nothing fills <${name}>, so the result is not JSON: no event arrives.`,
          fix: fillingFix(name),
        };
      return {
        severity,
        code: 'template-breaks',
        message: quoted
          ? `<${name}> is an object or a list, which AWS writes into the quotes as it is; that is not JSON, and no event arrives.`
          : `Outside an object AWS writes <${name}> without quotes; that is not JSON, and no event arrives.`,
        fix,
      };
    case 'may-break':
      return {
        severity,
        code: 'template-may-break',
        message: `AWS escapes nothing in this template: an event does not arrive where <${name}> has a quote, a backslash or a line break.`,
        fix,
      };
    case 'unknown-may-break':
      return {
        severity,
        code: 'template-may-break',
        message: `AWS escapes nothing in this template, and gcx does not know what ${path ?? name} holds: an event does not arrive where it has a quote, a backslash or a line break.`,
        fix,
      };
    case 'breaks-where-absent':
      return {
        severity,
        code: 'template-may-break',
        message: `Outside an object AWS writes nothing for a <${name}> that an event does not have; that event does not arrive.`,
        fix,
      };
    case 'stays-as-written':
      return {
        severity,
        code: 'placeholder',
        message: `Nothing fills <${name}>: it is sent as it is written here.`,
        fix: fillingFix(name),
      };
  }
}

/** Whether a value may be an object or list; what is not known is taken for one where a text would do as well. */
function isNested({ kind }: ValueShape, alone: boolean): boolean {
  return kind === 'object' || kind === 'list' || (kind === 'unknown' && alone);
}
