import { isOurs, type Mark, ownerInWords, TagKey } from '../../engine/kinds/index.js';
import { PREDEFINED, parseTemplate, readJsonValues } from '../../language/events/input/index.js';
import type { BusRule } from './model.js';

/** Why a rule can be neither exported nor adopted; undefined where it can. */
export function whyLeftOut(rule: BusRule, mark: Mark): string | undefined {
  if (rule.managedBy !== undefined) return `${rule.managedBy} manages it`;
  if (rule.tags[TagKey.project] !== undefined && !isOurs(rule.tags, mark))
    return ownerInWords(rule.tags, mark);
  if (rule.tags['genesys-gcx:tail'] !== undefined) return 'it is a temporary rule of gcx tail';
  if (rule.unmanaged.includes('ScheduleExpression')) return 'it runs on a schedule';
  if (rule.pattern === undefined) return 'its pattern cannot be read';
  const settings = [...rule.unmanaged, ...rule.targets.flatMap((target) => target.unmanaged ?? [])];
  if (settings.length > 0)
    return `it has settings that gcx does not keep: ${[...new Set(settings)].join(', ')}`;
  return rule.targets.map(whyInputIsLeftOut).find((why) => why !== undefined);
}

/** Why the file cannot say a target's input: AWS takes it, and no event arrives by it, or none as it was. */
function whyInputIsLeftOut({ input }: BusRule['targets'][number]): string | undefined {
  switch (input?.kind) {
    case 'constant': {
      const read = readJsonValues(input.json);
      return read.valid && read.values.length === 1
        ? undefined
        : `a target of it has an Input that is not one JSON value: ${JSON.stringify(input.json)}`;
    }
    case 'path':
      return input.path === '' ? 'a target of it has an empty InputPath, for which AWS sends {}' : undefined;
    case 'template': {
      const template = parseTemplate(input.template);
      const unfilled = template.placeholders.find(
        ({ name, quoted }) => !quoted && !Object.hasOwn(input.paths, name) && !PREDEFINED.includes(name),
      );
      return unfilled === undefined
        ? undefined
        : `the template of one of its targets delivers no event: nothing fills <${unfilled.name}>`;
    }
    case undefined:
      return undefined;
  }
}
