import type { Notice } from '../../base/notice.js';
import type { Organization } from '../../clients/genesys/model.js';
import type { Config } from '../../language/config/model.js';
import { PARTNER_FORMAT } from '../../language/events/index.js';
import { renamedQueueNotices } from '../../language/queues/renamed-queues.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import type { Plan } from '../change/model.js';
import { type Compiled, changeOrder, compileRules, overlaps } from '../compile/index.js';
import {
  type Allowed,
  type Live,
  markOf,
  newerMarksNotice,
  type PlanInput,
  type ProcessorCode,
  READINGS,
  readMade,
  type SecretState,
} from '../kinds/index.js';
import { declaredIn } from '../targets/declared-in.js';
import { answeredAttributes, unknownAttributeNotices } from './attributes.js';
import { busOf, compileNames } from './compile-context.js';
import { digestOf } from './digest.js';
import { type Findings, findingsOf, withNotes } from './findings.js';
import { leftEnvironments } from './left-environments.js';
import { withOrigins } from './origins.js';
import { planChanges } from './plan-changes.js';
import type { QueueNames } from './queue-names.js';
import { unsentPatterns } from './unsent-patterns.js';

/** Everything that a plan is made of, read and resolved. */
export interface PlanMaterial {
  readonly intent: 'apply' | 'destroy';
  readonly config: Config;
  readonly organization: Organization;
  /** Empty for `destroy`. */
  readonly queues: ResolvedQueues;
  readonly queueNames: QueueNames;
  readonly live: Live;
  readonly allow: Allowed;
  readonly sandbox: boolean;
  /** `YYYY-MM-DD`, in UTC: what the file accepts until a date, it accepts no more after it. */
  readonly today: string;
  /** What was found on the way that is to be told. Absent: nothing. */
  readonly notices?: readonly Notice[];
  /** Of the secrets of the file's HTTPS endpoints, by target. Absent: there are none. */
  readonly secrets?: ReadonlyMap<string, SecretState>;
  /** The code of the file's processors as built, by target; absent where there are none, and for `destroy`. */
  readonly code?: ReadonlyMap<string, ProcessorCode>;
}

/** What cannot be found without a right is not said to be gone. */
const UNSEARCHABLE: Notice = {
  code: 'tags-not-searchable',
  message:
    'These credentials may not search for tags (tag:GetResources): topics, queues, tables, log groups and functions that left the file, and that no rule names, are not found and stay.',
};

const NO_FINDINGS: Findings = { warnings: [], notes: new Map() };

const NO_RULES: Compiled = { rules: [], replaced: new Map(), warnings: [] };

/** Pure: compiles the routes and plans what makes the live side as the file says (or takes away what is ours). */
export function assemblePlan(material: PlanMaterial): Plan {
  const { intent, config, organization, queues, live, allow } = material;
  const bus = busOf(config);
  const liveHere = live.rules.filter((rule) => rule.bus === bus);
  const ours = new Set(liveHere.map((rule) => rule.name));
  const taken = new Set(live.rulesOnBus.map((rule) => rule.name).filter((name) => !ours.has(name)));
  const names = compileNames(config, taken);
  const apply = intent === 'apply';
  const compiled = apply ? compileRules(config, queues, liveHere, names) : NO_RULES;
  const made = readMade({ config, mark: markOf(config) }, live);
  const input: PlanInput<Live> = {
    intent,
    config,
    organization,
    mark: markOf(config),
    bus,
    rules: compiled.rules,
    replaced: compiled.replaced,
    declared: declaredIn(config, names),
    live,
    allowed: allow,
    queues,
    eventTypeName: (template) => names.eventType(template).name,
    queueName: material.queueNames.name,
    queueNote: material.queueNames.note,
    ...(made.entries === undefined ? {} : { listed: made.entries }),
    ...(material.secrets === undefined ? {} : { secrets: material.secrets }),
    ...(material.code === undefined ? {} : { code: material.code }),
  };
  const planned = planChanges(
    input,
    apply ? changeOrder(liveHere, compiled.rules, names) : { before: [], needs: [], lossy: [] },
  );
  const suffix = config.genesys.integration?.suffix;
  const whose = { mark: markOf(config), ...(suffix === undefined ? {} : { suffix }) };
  const newerMarks = READINGS.flatMap((reading) => reading.newerMarks?.(live, whose) ?? []);
  const attributes = answeredAttributes(input);
  const findings = apply
    ? findingsOf(attributes, config.accept ?? [], material.today, config.aws.account)
    : NO_FINDINGS;
  return {
    schemaVersion: 1,
    intent,
    subject: {
      file: config.file,
      project: config.project,
      environment: config.environment,
      genesys: {
        organizationId: organization.id,
        organizationName: organization.name,
        environment: config.genesys.environment,
      },
      aws: { account: config.aws.account, region: config.aws.region, bus },
      ...formatsOf(config),
      ...(config.variables === undefined ? {} : { variables: config.variables }),
      sandbox: material.sandbox,
    },
    ...planned,
    changes: withOrigins(config, withNotes(planned.changes, findings.notes), planned.refusals, made),
    ...(newerMarks.length === 0 ? {} : { newerMarks }),
    warnings: [
      ...newerMarksNotice(newerMarks),
      ...(material.notices ?? []),
      ...renamedQueueNotices(queues),
      ...(live.unsearchable === true ? [UNSEARCHABLE] : []),
      ...(apply ? leftEnvironments(config, live) : []),
      ...unknownAttributeNotices(attributes),
      ...findings.warnings,
      ...planned.warnings,
      ...compiled.warnings,
      ...(apply ? unsentPatterns(config, live, planned.changes) : []),
      ...(apply ? overlaps(config, queues, names) : []),
    ],
    attributes,
    made,
    digest: digestOf(material, live, queues, material.code),
  };
}

/** The formats of the routes, where one is not Genesys Cloud's own. */
function formatsOf(config: Config): Pick<Plan['subject'], 'formats'> {
  const names = new Set(Object.values(config.routes).map(({ format }) => format?.name ?? PARTNER_FORMAT));
  return [...names].every((name) => name === PARTNER_FORMAT) ? {} : { formats: [...names] };
}
