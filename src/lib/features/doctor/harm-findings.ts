import type { AnsweredAttribute } from '../../engine/change/answered-attribute.js';
import type { Plan } from '../../engine/change/model.js';
import type { Weight } from '../../engine/kinds/door/difference-harm.js';
import type { Config } from '../../language/config/model.js';
import type { Finding, Reach } from './model.js';
import { reachOfAll, reachOfSubscription, reachOfTargets } from './reach.js';

/** How hard it hits, by the attribute's own name; those that are not here hit some events. */
const WEIGHTS: Readonly<Record<string, (found: Harmful) => Weight>> = {
  ReservedConcurrentExecutions: ({ value }) => (value === 0 ? 'stops' : 'some'),
  Policy: ({ harm }) => (/ keeps | denies /.test(harm) ? 'stops' : / anybody/.test(harm) ? 'later' : 'some'),
  FilterPolicy: () => 'stops',
  InaccessibleEncryptionDateTime: () => 'stops',
  PolicyDocument: ({ harm }) => (/ denies/.test(harm) ? 'some' : 'later'),
  PolicyArn: () => 'later',
  'Layers.Arn': () => 'later',
  ApplicationLogLevel: () => 'later',
  LogGroup: () => 'later',
  logGroupClass: () => 'later',
  SqsManagedSseEnabled: () => 'later',
  State: () => 'later',
};

type Harmful = AnsweredAttribute & Required<Pick<AnsweredAttribute, 'harm' | 'mend' | 'about'>>;

/**
 * Pure: what people set beside what gcx asks for, and harms, in the words of each kind's table; without what the file
 * accepts. It is what the plan warns of.
 */
export function harmFindings(config: Config, { attributes = [], warnings }: Plan): readonly Finding[] {
  const told = new Set(
    warnings.flatMap(({ code, thing, finding }) =>
      code === 'harms-delivery' ? [`${thing ?? ''} ${finding ?? ''}`] : [],
    ),
  );
  const seen = new Set<string>();
  return attributes.filter(isHarmful).flatMap((found): readonly Finding[] => {
    const name = found.name.replace(/\[\d+\]/g, '');
    const key = `${found.of} ${name}`;
    if (!told.has(key) || seen.has(key)) return [];
    seen.add(key);
    const own = name.split('.').at(-1) ?? name;
    return [
      {
        code: 'set-by-people',
        weight: (WEIGHTS[name] ?? WEIGHTS[own])?.(found) ?? 'some',
        stops: reachOf(config, found.about),
        what: `${capital(found.of)}: people set ${name}${valueWords(found)}.`,
        why: found.harm,
        cure: found.mend,
        ...(/ may keep /.test(found.harm) ? { unsure: true } : {}),
      },
    ];
  });
}

function isHarmful(attribute: AnsweredAttribute): attribute is Harmful {
  return attribute.whose === 'people' && attribute.mend !== undefined && attribute.about !== undefined;
}

function reachOf(config: Config, { change, targets }: Harmful['about']): Reach {
  const [topic = ''] = targets;
  if (change.startsWith('sns-subscription:')) return reachOfSubscription(config, topic, change);
  const names = targets.filter((name) => Object.hasOwn(config.targets, name));
  return names.length === 0 ? reachOfAll(config) : reachOfTargets(config, names);
}

function valueWords({ value }: Harmful): string {
  return typeof value === 'number' || typeof value === 'boolean'
    ? ` to ${value}`
    : typeof value === 'string' && /^[\w./-]{1,40}$/.test(value)
      ? ` to ${value}`
      : '';
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
