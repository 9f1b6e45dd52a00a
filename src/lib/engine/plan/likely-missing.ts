import { gcxCommand } from '../../base/hints/gcx-command.js';
import { Limits } from '../../base/limits.js';
import type { SimulatedDecision } from '../../clients/aws/iam-model.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Config } from '../../language/config/model.js';
import { parseArn } from '../../language/names/arn.js';
import type { Change, Plan } from '../change/model.js';
import { doorOf, type RightScope, resourceKind, TagKey } from '../kinds/index.js';
import { askSimulator, type SimulatorQuestion } from './ask-simulator.js';
import { busOf } from './compile-context.js';
import { declaredByFile } from './declared-by-file.js';

/**
 * A plan with what these AWS credentials likely lack to carry it out, as IAM's policy simulator says. Where it may not be
 * asked, or is not sure, nothing is said: AWS tells for certain only when an action is tried.
 */
export async function withLikelyMissing(
  plan: Plan,
  config: Config,
  aws: Pick<Aws, 'identity' | 'iam'>,
): Promise<Plan> {
  const questions = questionsOf(plan, config);
  if (questions.length === 0) return plan;
  const lacking = (await askSimulator(questions, config, aws)) ?? [];
  if (lacking.length === 0) return plan;
  const code = 'aws-permission-likely-missing';
  return { ...plan, warnings: [...plan.warnings, { code, message: messageOf(lacking) }] };
}

/** Pure: what to ask of a plan, a question a service. */
function questionsOf({ changes }: Plan, config: Config): readonly SimulatorQuestion[] {
  const scope: RightScope = { config, declared: declaredByFile(config), bus: busOf(config) };
  const pairs = changes.flatMap((each) => pairsOf(each, scope));
  const byService = grouped(pairs, ({ action }) => action.slice(0, action.indexOf(':')));
  const tags = Object.fromEntries(
    ['Request', 'Resource'].map((which) => [`aws:${which}Tag/${TagKey.project}`, config.project]),
  );
  const { permissionsBoundary: boundary } = config.aws;
  const context = { ...tags, ...(boundary === undefined ? {} : { 'iam:PermissionsBoundary': boundary }) };
  return [...byService.values()].map((some) => questionOf(some, context));
}

interface Pair {
  readonly action: string;
  readonly arn: string;
}

function questionOf(pairs: readonly Pair[], context: SimulatorQuestion['context']): SimulatorQuestion {
  const on = [...new Set(pairs.map(({ arn }) => arn))].slice(0, Limits.simulatedResources);
  const asked = pairs.filter(({ arn }) => on.includes(arn));
  return {
    actions: [...new Set(asked.map(({ action }) => action))].sort(),
    on,
    meant: new Set(asked.map(({ action, arn }) => `${action} ${arn}`)),
    context,
  };
}

/** What a change calls, and on what; none where AWS alone knows the ARN, or it is another account's. */
function pairsOf(change: Change, scope: RightScope): readonly Pair[] {
  const key = change.id.slice(change.kind.length + 1);
  const arn = key.startsWith('arn:') ? key : resourceKind(change.kind)?.arnOf?.(change.name, scope);
  const parts = arn === undefined ? undefined : parseArn(arn);
  if (arn === undefined || parts === undefined || parts.account !== scope.config.aws.account) return [];
  return change.steps
    .map((step) => doorOf(step))
    .filter(({ onOther }) => onOther !== true)
    .map(({ does }) => does)
    .filter((does) => does.startsWith(`${parts.service}:`) && /:[A-Z][A-Za-z]+$/.test(does))
    .map((action) => ({ action, arn }));
}

function messageOf(lacking: readonly SimulatedDecision[]): string {
  const byAction = grouped(lacking, ({ action }) => action);
  const each = [...byAction].map(([action, on]) => {
    const [first] = on;
    const more = on.length > 1 ? ` and ${on.length - 1} more` : '';
    return `${action} on ${first?.resource ?? ''}${more}`;
  });
  return `These AWS credentials likely lack ${each.join('; ')}: IAM's policy simulator says so, and AWS tells for certain only when it is tried. ${gcxCommand('permissions')} shows all that the file needs.`;
}

function grouped<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
