import { ExitCode } from '../../base/exit-codes.js';
import { askSimulator, type SimulatorQuestion } from '../../engine/plan/index.js';
import type { Config } from '../../language/config/model.js';
import { type AccessSource, inspectAccess, openSides } from '../access/index.js';
import type { Access } from '../access/model.js';
import { type NeededRight, neededPermissions } from '../permissions/index.js';
import { awsSteps, type LikelyLacking } from './aws-steps.js';
import { genesysSteps } from './genesys-steps.js';
import type { ChecklistStep } from './model.js';

export type { ChecklistStep, StepState } from './model.js';

/** docs/start.md, ticked. */
export interface Checklist {
  readonly access: Access;
  readonly steps: readonly ChecklistStep[];
  /** That of {@link Access}; 3 where that is 0 and a step is missing. */
  readonly exitCode: ExitCode;
}

/** Asks both sides how far one is on the way to a first plan. Nothing that fails on one side hides the other. */
export async function inspectChecklist(source: AccessSource): Promise<Checklist> {
  const access = await inspectAccess(source);
  const { config, env, sandbox } = source;
  const needed = config && neededPermissions(config, { role: 'write' });
  const lacking =
    config === undefined ||
    needed === undefined ||
    access.aws.arn === undefined ||
    access.aws.wanted !== undefined
      ? undefined
      : await likelyLacking(source, config, needed.aws.required);
  const before = { env, sandbox, ...(config === undefined ? {} : { config }) };
  const steps = [
    ...genesysSteps(access.genesys, before, needed?.genesys.divisions ?? []),
    ...awsSteps(access.aws, before, lacking),
  ];
  const isMissing = steps.some(({ state }) => state === 'missing');
  return {
    access,
    steps,
    exitCode: access.exitCode === ExitCode.done && isMissing ? ExitCode.denied : access.exitCode,
  };
}

async function likelyLacking(
  source: AccessSource,
  config: Config,
  rights: readonly NeededRight[],
): Promise<LikelyLacking> {
  const sides = await openSides(source);
  try {
    return await askSimulator(rights.map(questionOf), config, sides.aws);
  } finally {
    await sides.close();
  }
}

/** A right as a question: of a pattern, one ARN that it means. */
function questionOf({ actions, on, when }: NeededRight): SimulatorQuestion {
  const context = Object.fromEntries(
    Object.values(when ?? {}).flatMap((keys) =>
      Object.entries(keys).map(([key, value]) => [key, oneOf([value].flat()[0] ?? '')]),
    ),
  );
  return { actions, on: on.map(oneOf), context };
}

function oneOf(pattern: string): string {
  return pattern === '*' ? pattern : pattern.replaceAll('*', 'gcx');
}
