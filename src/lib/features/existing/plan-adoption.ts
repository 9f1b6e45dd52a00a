import { createHash } from 'node:crypto';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { canonicalJson, type JsonValue } from '../../base/json.js';
import type { Notice } from '../../base/notice.js';
import { ownValue } from '../../base/own-value.js';
import type { Integration, Organization } from '../../clients/genesys/model.js';
import type { Change, Plan, Refusal } from '../../engine/change/model.js';
import {
  addAdoptedRules,
  adoptionTags,
  isOurs,
  markOf,
  newerMarksNotice,
  ownerInWords,
  TagKey,
  tagRoomRefusal,
  typedStep,
} from '../../engine/kinds/index.js';
import type { Declared } from '../../engine/targets/declared.js';
import type { Config } from '../../language/config/model.js';
import { busArn, nameOfArn } from '../../language/names/arn.js';
import { routeOfRuleName } from '../../language/names/rule-names.js';
import type { BusContent, BusRule } from './model.js';
import { newerMarksOnBus } from './newer-marks.js';
import { routeNames } from './route-names.js';
import { stackRefusal } from './stack-tags.js';
import { whyLeftOut } from './takeable.js';
import type { TakenThings } from './taken-things.js';

/** What is to be adopted; everything is known to be there. */
export interface AdoptionChoice {
  /** Names. */
  readonly rules: readonly string[];
  /** ARNs. */
  readonly topics: readonly string[];
  /** ARNs. */
  readonly queues: readonly string[];
  /** The route of the rules, where it is not the one called like the rule. */
  readonly route?: string;
  /** Names of rules that the file has no route for, and that are left alone for it. */
  readonly passedOver?: readonly string[];
  /** CloudFormation stacks that a person says these things left. Absent: none. */
  readonly leftStacks?: readonly string[];
}

/** What an adoption is planned from; values only. */
export interface AdoptionMaterial {
  readonly config: Config;
  readonly organization: Organization;
  readonly content: BusContent;
  readonly declared: Declared;
  readonly choice: AdoptionChoice;
  /** The integration's part of the plan; undefined where it is not to be adopted. */
  readonly integration?: { readonly change?: Change; readonly refusal?: Refusal };
  /** The organization's integrations, as far as they were read. */
  readonly integrations?: readonly Integration[];
  /** Other things of the file, each with the change that puts the mark on it. Absent: none. */
  readonly taken?: TakenThings;
  readonly sandbox: boolean;
}

/** One thing's part of the plan. */
interface Part {
  readonly change?: Change;
  readonly warning?: Notice;
  readonly refusal?: Refusal;
}

const NOTHING_ELSE = 'only its tags are written';

/** Pure: the plan that puts what people made under the project's mark. It writes tags, and a record in the integration's notes. */
export function planAdoption(material: AdoptionMaterial): Plan {
  const { config, content, choice, organization } = material;
  const rules = rulesOf(material);
  const adopted = rules.flatMap(({ change }) => (change?.action === 'adopt' ? [change.name] : []));
  const record = recordChange(material, adopted);
  const parts: readonly Part[] = [
    ...(material.integration === undefined ? [] : [material.integration]),
    ...(record === undefined ? [] : [{ change: record }]),
    ...choice.queues.map((arn) => receiverPart(material, 'sqs', arn)),
    ...choice.topics.map((arn) => receiverPart(material, 'sns', arn)),
    ...rules.map((part) =>
      part.change === undefined || record === undefined
        ? part
        : { ...part, change: { ...part.change, after: [record.id] } },
    ),
  ];
  const changes = [...parts.flatMap(({ change }) => change ?? []), ...(material.taken?.changes ?? [])];
  const newerMarks = newerMarksOnBus(config, content, material.integrations);
  const count = (action: Change['action']) => changes.filter((each) => each.action === action).length;
  return {
    schemaVersion: 1,
    intent: 'apply',
    subject: {
      file: config.file,
      project: config.project,
      environment: config.environment,
      genesys: {
        organizationId: organization.id,
        organizationName: organization.name,
        environment: config.genesys.environment,
      },
      aws: { account: config.aws.account, region: config.aws.region, bus: content.bus },
      sandbox: material.sandbox,
    },
    changes,
    counts: {
      create: 0,
      update: count('update'),
      replace: 0,
      delete: 0,
      adopt: count('adopt'),
      none: count('none'),
    },
    ...(newerMarks.length === 0 ? {} : { newerMarks }),
    warnings: [
      ...newerMarksNotice(newerMarks),
      ...parts.flatMap(({ warning }) => warning ?? []),
      ...passedOver(choice),
    ],
    pending: [],
    refusals: [...parts.flatMap(({ refusal }) => refusal ?? []), ...(material.taken?.refusals ?? [])],
    digest: digestOf(changes),
  };
}

/** The route that each rule that can be adopted is of, by the rule's name. */
export function adoptionRoutes(
  config: Config,
  content: Pick<BusContent, 'rules'>,
): ReadonlyMap<string, string> {
  const mark = markOf(config);
  const takeable = content.rules.filter((rule) => whyLeftOut(rule, mark) === undefined);
  const names = routeNames(takeable, (rule) => isOurs(rule.tags, mark));
  // A rule that gcx made, and that was released since, still has the name that gcx gave it.
  const made = takeable.flatMap(({ name, tags }) => {
    const route = isOurs(tags, mark) ? undefined : routeOfRuleName(config, name);
    return route === undefined ? [] : [[name, route] as const];
  });
  return new Map([...names, ...made]);
}

function rulesOf({ config, content, choice }: AdoptionMaterial): readonly Part[] {
  const mark = markOf(config);
  const ours = (rule: BusRule) => isOurs(rule.tags, mark);
  const routes = adoptionRoutes(config, content);
  return choice.rules.flatMap((name): readonly Part[] => {
    const rule = content.rules.find((each) => each.name === name);
    if (rule === undefined) return [];
    const route = choice.route ?? routes.get(name) ?? name;
    const base = { id: `rule:${name}`, kind: 'rule', name, group: { kind: 'route', name: route } } as const;
    const why = whyLeftOut(rule, mark);
    if (why !== undefined) return [{ refusal: notAdoptable('Rule', name, why, base.id) }];
    if (ours(rule) && (choice.route === undefined || rule.route === route))
      return [{ change: unchanged(base) }];
    const stacked = stackRefusal(`Rule ${name}`, base.id, rule.tags, choice.leftStacks);
    if (stacked !== undefined) return [{ refusal: stacked }];
    const tags = adoptionTags(mark, route);
    const refusal = tagRoomRefusal(`Rule ${name}`, base.id, Object.keys(rule.tags), [{ tags }]);
    if (refusal !== undefined) return [{ refusal }];
    const change: Change = {
      ...base,
      action: 'adopt',
      fields: [],
      reason: NOTHING_ELSE,
      notes: [],
      after: [],
      steps: [typedStep({ call: 'events.tag', arn: rule.arn, tags, remove: [] })],
    };
    return [
      {
        change,
        ...(ownValue(config.routes, route) === undefined
          ? { warning: notInFile(`route ${route}`, `rule ${name}`) }
          : {}),
      },
    ];
  });
}

/** The bus remembers the names of adopted rules: their names have no prefix to find them by. */
function recordChange({ config, content }: AdoptionMaterial, names: readonly string[]): Change | undefined {
  const tags = addAdoptedRules(content.tags, markOf(config), names);
  if (names.length === 0 || Object.keys(tags).length === 0) return undefined;
  return {
    id: `bus:${content.bus}`,
    kind: 'bus',
    name: content.bus,
    group: { kind: 'bus', name: content.bus },
    action: 'update',
    fields: [{ kind: 'value', field: 'tags', after: 'which rules the project adopted' }],
    notes: [],
    after: [],
    steps: [typedStep({ call: 'events.tag', arn: busArn(config, content.bus), tags, remove: [] })],
  };
}

function receiverPart(
  { config, content, declared, choice }: AdoptionMaterial,
  service: 'sns' | 'sqs',
  arn: string,
): Part {
  const mark = markOf(config);
  const name = nameOfArn(arn);
  const [live, what, kind] =
    service === 'sns'
      ? ([content.topics.get(arn), 'SNS topic', 'sns-topic'] as const)
      : ([content.queues.get(arn), 'SQS queue', 'sqs-queue'] as const);
  if (live === undefined || live === null) return {};
  const inFile = [...declared.topics, ...declared.queues].find((each) => each.arn === arn);
  const group = { kind: 'target', name: inFile?.target ?? name } as const;
  const base = { id: `${kind}:${arn}`, kind, name, group } as const;
  if (isOurs(live.tags, mark)) return { change: unchanged(base) };
  if (live.tags[TagKey.project] !== undefined)
    return { refusal: notAdoptable(what, name, ownerInWords(live.tags, mark), base.id) };
  const stacked = stackRefusal(`${what} ${name}`, base.id, live.tags, choice.leftStacks);
  if (stacked !== undefined) return { refusal: stacked };
  const tags = adoptionTags(mark);
  const notes =
    inFile?.create === false
      ? [`target ${inFile.target} says existing: write create there to let gcx manage it`]
      : [];
  const change: Change = {
    ...base,
    action: 'adopt',
    fields: [],
    reason: NOTHING_ELSE,
    notes,
    after: [],
    steps:
      service === 'sns'
        ? [typedStep({ call: 'sns.tag', arn, tags, remove: [] })]
        : [typedStep({ call: 'sqs.tag', name, tags, remove: [] })],
  };
  const refusal = tagRoomRefusal(`${what} ${name}`, base.id, Object.keys(live.tags), [{ tags }]);
  if (refusal !== undefined) return { refusal };
  return { change, ...(inFile === undefined ? { warning: notInFile('target', `${what} ${name}`) } : {}) };
}

function unchanged(base: Pick<Change, 'id' | 'kind' | 'name' | 'group'>): Change {
  return { ...base, action: 'none', fields: [], notes: ['already owned'], after: [], steps: [] };
}

function notAdoptable(what: string, name: string, why: string, change: string): Refusal {
  return {
    code: 'not-adoptable',
    change,
    message: `${what} ${name} cannot be adopted: ${why}.`,
    fix: 'Leave it out.',
  };
}

function notInFile(place: string, thing: string): Notice {
  return {
    code: 'not-in-file',
    message: `The file has no ${place} for ${thing}: after adoption, a plan would delete it, and refuses to without --force. ${gcxCommand('export', '--create')} writes a file that has it.`,
  };
}

function passedOver({ passedOver: names = [] }: AdoptionChoice): readonly Notice[] {
  if (names.length === 0) return [];
  const shown = names.length > 5 ? [...names.slice(0, 4), `${names.length - 4} more`] : names;
  const count = names.length === 1 ? '1 rule on the bus has' : `${names.length} rules on the bus have`;
  return [
    {
      code: 'rules-not-in-file',
      message: `${count} no route in the file, and ${names.length === 1 ? 'stays as it is' : 'stay as they are'}: ${shown.join(', ')}. ${gcxCommand('export', '--create')} writes a file with what gcx can manage.`,
    },
  ];
}

function digestOf(changes: readonly Change[]): string {
  const text = canonicalJson(JSON.parse(JSON.stringify(changes)) as JsonValue);
  return createHash('sha256').update(text).digest('hex');
}
