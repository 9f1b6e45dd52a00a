import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../../src/lib/base/json.js';
import { withLikelyMissing } from '../../../src/lib/engine/plan/index.js';
import { targetChoices } from '../../../src/lib/engine/targets/list.js';
import { diagnose } from '../../../src/lib/features/doctor/index.js';
import { whoHolds } from '../../../src/lib/features/lease/index.js';
import {
  type EXTRA_COMMANDS,
  type NeededRight,
  neededPermissions,
} from '../../../src/lib/features/permissions/index.js';
import { existingNames } from '../../../src/lib/features/questions/existing-names.js';
import { openRules } from '../../../src/lib/features/rules/open-rules.js';
import { readStatus } from '../../../src/lib/features/status/index.js';
import { explainConversation } from '../../../src/lib/features/why/index.js';
import type { Asked } from '../../../src/lib/sandbox/aws/authorization/asked.js';
import { judgeWith } from '../../../src/lib/sandbox/aws/authorization/judge-identity.js';
import { bundleOnce } from '../../harness/bundle-once.js';
import { TRIAL_ALLOWS } from '../../harness/trial.js';
import type { Course } from './courses.js';
import { errorText, requireAllowed, requireNone, undone } from './expectations.js';
import {
  changeByHand,
  deadLetterByHand,
  rolesByHand,
  WORKING_ROLE,
  workingRoleByHand,
} from './other-hands.js';
import type { StageFiles } from './projects.js';
import { type Moment, Stage, type StageGcx, type StageProject } from './stage.js';

type ExtraCommand = (typeof EXTRA_COMMANDS)[number];

/** A command, from where it begins, as which role. */
export interface Step {
  readonly name: string;
  readonly role: 'read' | 'write';
  readonly project: StageProject;
  /** Whose rights it has. Absent: those of its own file. */
  readonly rightsOf?: readonly StageProject[];
  /** The commands whose rights it has beside those of its role. */
  readonly commands?: readonly ExtraCommand[];
  /** The role as whose session it works. Absent: as a user. */
  readonly asRole?: string;
  /** Actions without which it says nothing, with the reason. */
  readonly silent?: Readonly<Record<string, string>>;
  readonly at: Moment;
  readonly course: Course;
  /** What others do before it. */
  before?(gcx: StageGcx): Promise<void>;
  /** What it says; throws where it does not do its work. */
  run(gcx: StageGcx, stage: Stage): Promise<unknown>;
}

/** One action of a right of `gcx permissions`: what can be taken away alone. */
export interface Entry {
  readonly action: string;
  readonly right: NeededRight;
}

/** All that the roles are for: plan, drift, doctor, status and why; apply, change and destroy. */
export function stepsOf(
  { first, changed, further, pared = first, changesReceivers }: StageFiles,
  courses: readonly Course[],
  conversation: string,
): readonly Step[] {
  const [create, change] = courses;
  if (create === undefined || change === undefined) return [];
  const { project } = create;
  const looking = { role: 'read', project, at: create.after, course: create } as const;
  return [
    ...courses.map(
      (course): Step => ({
        name: `plan of ${course.name}`,
        role: 'read',
        project: course.project,
        at: course.base,
        course,
        // As the command does.
        run: async (gcx) => [
          await whoHolds((await gcx.load()).config, gcx.aws),
          await gcx.plan(course.intent),
        ],
      }),
    ),
    { ...looking, name: 'doctor', run: doctor },
    ...(changesReceivers === undefined
      ? []
      : [
          {
            ...looking,
            name: 'doctor of the changed file',
            project: change.project,
            at: change.after,
            course: change,
            run: doctor,
          } as const,
        ]),
    { ...looking, name: 'status', before: deadLetterByHand, run: status },
    { ...looking, name: 'why', before: deadLetterByHand, run: (gcx, stage) => why(gcx, stage, conversation) },
    ...courses.map(
      (course): Step => ({
        name: course.name,
        role: 'write',
        project: course.project,
        at: course.base,
        course,
        run: writing(course.intent),
      }),
    ),
    // What left the file is deleted by the rights of the file that had it.
    {
      ...looking,
      role: 'write',
      name: 'change back',
      project: pared,
      rightsOf: [pared, changed],
      at: change.after,
      run: writing('apply'),
    },
    ...(further === undefined
      ? []
      : [
          {
            ...looking,
            role: 'write',
            name: 'change further',
            project: further,
            rightsOf: [further, changed],
            at: change.after,
            run: writing('apply'),
          } as const,
        ]),
    { ...looking, name: 'targets to choose from', run: ({ aws }) => existingTargets(aws) },
    { ...looking, role: 'write', name: 'mend', before: changeByHand, run: writing('apply') },
    {
      ...looking,
      name: 'plan where roles of its names are there',
      at: create.base,
      before: rolesByHand,
      run: (gcx) => gcx.plan(),
    },
    {
      ...looking,
      role: 'write',
      name: 'plan that a user is to apply',
      at: create.base,
      run: likely,
      silent: UNASKED,
    },
    {
      ...looking,
      role: 'write',
      name: 'plan that a role is to apply',
      at: create.base,
      asRole: WORKING_ROLE,
      before: workingRoleByHand,
      run: likely,
      silent: UNASKED,
    },
  ];
}

/** What a plan says nothing of where it may not ask IAM's simulator. */
const UNASKED = {
  'iam:SimulatePrincipalPolicy':
    'a plan claims nothing where it may not ask; test/harness/permissions has what it says',
  'iam:GetRole': 'then the role is taken for one without a path',
};

/** As `plan` does for who is to apply it. */
async function likely(gcx: StageGcx): Promise<unknown> {
  return withLikelyMissing(await gcx.plan(), (await gcx.load()).config, gcx.aws);
}

/** What `init` and `add` offer of what is there. */
function existingTargets(aws: StageGcx['aws']): Promise<unknown> {
  return Promise.all(targetChoices().map((choice) => existingNames(choice, aws)));
}

/** Carries a plan out as `apply` and `destroy` do. */
function writing(intent: 'apply' | 'destroy'): Step['run'] {
  return async (gcx) => {
    const carried = await gcx.run(intent, TRIAL_ALLOWS, async () => true);
    requireAllowed(carried.plan);
    if (carried.outcome !== 'carried-out') throw new Error(`Nothing was carried out: ${carried.outcome}`);
    requireNone('undone', undone(carried.report));
    return carried;
  };
}

async function doctor({ aws, genesys, load }: StageGcx, stage: Stage): Promise<unknown> {
  return diagnose({
    loaded: await load(),
    genesys,
    aws,
    sandbox: true,
    now: stage.clock.now,
    bundle: bundleOnce,
  });
}

async function status({ aws, genesys, load }: StageGcx, stage: Stage): Promise<unknown> {
  const source = { loaded: await load(), genesys: () => genesys, aws, sandbox: true, now: stage.clock.now };
  return readStatus({ ...source, letters: { ids: false } }, 86_400);
}

async function why({ aws, genesys, load }: StageGcx, stage: Stage, id: string): Promise<unknown> {
  const loaded = await load();
  const folder = mkdtempSync(join(tmpdir(), 'gcx-rules-'));
  const place = { folder, organization: loaded.config.genesys.organization, sandbox: true };
  try {
    const open = await openRules(
      {
        loaded,
        given: [],
        place,
        sandboxPlace: place,
        canAsk: true,
        genesys: async () => genesys,
        aws: async () => aws,
        notice: () => {},
      },
      { sandbox: true, offline: false, live: false },
    );
    return await explainConversation(
      { loaded, sandbox: true, open, genesys, aws },
      {
        conversation: { kind: 'id', id },
        now: stage.clock.now(),
        signal: new AbortController().signal,
        showPersonalData: false,
      },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `gcx permissions` says in its two lists, an action at a time. */
export type Entries = Readonly<Record<'required' | 'better', readonly Entry[]>>;

/** What `gcx permissions` says that a step needs. */
export async function entriesOf({
  project,
  rightsOf = [project],
  role,
  commands = [],
}: Omit<Step, 'name' | 'at' | 'course' | 'run'>): Promise<Entries> {
  const needed = await Promise.all(
    rightsOf.map(async (each) => neededPermissions((await Stage.load(each)).config, { role, commands }).aws),
  );
  const entries = (list: 'required' | 'better'): readonly Entry[] =>
    needed.flatMap((aws) => aws[list].flatMap((right) => right.actions.map((action) => ({ action, right }))));
  return { required: entries('required'), better: entries('better') };
}

const EVERYTHING: JsonObject = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** The policy that allows entries. */
function policyOf(entries: readonly Entry[]): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: entries.map(({ action, right: { on, when } }) => ({
      Effect: 'Allow',
      Action: action,
      Resource: on,
      ...(when === undefined ? {} : { Condition: when }),
    })),
  };
}

/** How a step went for somebody with some rights. */
export interface Went {
  /** What the step says, warnings included. */
  readonly said: string;
  /** Why it did not do its work. Absent: it did. */
  readonly failure?: string;
  /** All that its calls asked AWS for. */
  readonly asked: readonly Required<Asked>[];
  /** The calls that Genesys Cloud refused. */
  readonly refused: readonly string[];
}

/**
 * Runs a step as somebody who has only some rights.
 * @param entries those at AWS
 * @param permissions those in Genesys Cloud. Absent: all
 */
export async function went(
  step: Step,
  entries: readonly Entry[] | 'everything',
  permissions?: readonly string[],
): Promise<Went> {
  const stage = await Stage.open(step.project, { at: step.at, seed: step.course.files.seed });
  if (step.before !== undefined) await step.before(await stage.gcx());
  stage.bind('limited', {
    policies: [entries === 'everything' ? EVERYTHING : policyOf(entries)],
    ...(step.asRole === undefined ? {} : { role: step.asRole }),
  });
  if (permissions !== undefined) stage.grant(permissions);
  const asked: Required<Asked>[] = [];
  const refused = new Set<string>();
  try {
    const gcx = await stage.gcx({ user: 'limited' });
    gcx.weather = async (call, carryOut, at) => {
      if (entries !== 'everything') asked.push(...at.needs(call.request));
      const response = await carryOut();
      if (call.service === 'genesys' && response.status === 403) refused.add(call.action);
      return { kind: 'answered', response };
    };
    const met = () => ({ asked: distinct(asked), refused: [...refused] });
    const told = (result: unknown) =>
      JSON.stringify([result, gcx.warnings], (_key, value: unknown) =>
        value instanceof Error ? errorText(value) : value,
      );
    try {
      return { said: told(await step.run(gcx, stage)), ...met() };
    } catch (error) {
      return { said: told(null), failure: errorText(error), ...met() };
    }
  } finally {
    await stage.close();
  }
}

function distinct(asked: readonly Required<Asked>[]): readonly Required<Asked>[] {
  return [...new Map(asked.map((each) => [JSON.stringify(each), each])).values()];
}

/** Whether entries allow something: each names one action, without wildcards. */
export function allow(entries: readonly Entry[], asked: Required<Asked>): boolean {
  const identity = { policies: [policyOf(entries.filter(({ action }) => action === asked.action))] };
  const caller = 'arn:aws:iam::111122223333:user/limited';
  return judgeWith(identity, asked, asked.conditions, caller).decision === 'allowed';
}
