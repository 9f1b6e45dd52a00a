import * as z from 'zod';
import { ExitCode } from '../../../base/exit-codes.js';
import { GcxError, withCause } from '../../../base/gcx-error.js';
import { gcxCommand } from '../../../base/hints/gcx-command.js';
import type { JsonObject } from '../../../base/json.js';
import {
  type Integration,
  type IntegrationConfigInput,
  VersionConflict,
} from '../../../clients/genesys/model.js';
import { POLL_MS, poll } from '../door/poll.js';
import type { RunContext } from '../door/run-context.js';
import { jsonObject, type StepOf, stepDoor, texts } from '../door/step-door.js';
import { findHalfMade, requireConfigured, requireMade, SHOWN_MS, whileNew } from './find-integration.js';
import { recordFromJson, writeRecord } from './record.js';
import { withoutStop } from './reported-problem.js';
import { isUntouchedHalf } from './untouched-half.js';

/** ms after which gcx stops waiting for Genesys to activate an integration. */
const ACTIVATION_TIMEOUT_MS = 180_000;
/** ms after which an integration that was told to try again, and still reports the same ERROR, is taken at its word. [?] */
const STALE_ERROR_MS = 30_000;
/** Times that the integration is asked for, where nobody can say whether it was created. */
const CREATE_ATTEMPTS = 4;
/** Looks for an integration that may have been created before it is asked for once more. */
const LOOKS_FOR_CREATED = 3;
/** Times that a configuration is read and written again after somebody else changed it. */
const VERSION_ATTEMPTS = 5;

/** What a configuration is to get. */
export interface ConfigureIntegration {
  readonly call: 'genesys.configureIntegration';
  readonly suffix: string;
  readonly name: string;
  readonly addEventTypes: readonly string[];
  readonly removeEventTypes: readonly string[];
  /** The project's record in the notes; null removes it. */
  readonly record: JsonObject | null;
}

const EDIT = 'integrations:integration:edit';

const bySuffix = { suffix: z.string() };

/** What Genesys Cloud holds is never taken for somebody else's here: the integration is found by its suffix and our record. */
const noSubject = () => undefined;

/** The calls on the integration. */
export const integrationSteps = [
  stepDoor(
    'genesys.createIntegration',
    { name: z.string(), ...bySuffix },
    {
      does: 'POST integrations',
      permission: 'integrations:integration:add',
      subject: noSubject,
      run: ({ name, suffix }, context) => createOnce(name, suffix, context),
    },
  ),
  stepDoor(
    'genesys.configureIntegration',
    {
      ...bySuffix,
      name: z.string(),
      addEventTypes: texts,
      removeEventTypes: texts,
      /** The project's record in the notes; null removes it. */
      record: jsonObject.nullable(),
    },
    {
      does: 'PUT integration config',
      permission: EDIT,
      subject: noSubject,
      run: (step, context) => configure(step, context),
    },
  ),
  stepDoor('genesys.enableIntegration', bySuffix, {
    does: 'PATCH integration ENABLED',
    permission: EDIT,
    subject: noSubject,
    async run({ suffix }, context) {
      const { id, reportedState } = await requireConfigured(suffix, context);
      await whileNew(context, () => context.genesys.integrations.setState(id, 'ENABLED'));
      await waitUntilActive(id, suffix, reportedState, context);
    },
  }),
  stepDoor('genesys.disableIntegration', bySuffix, {
    does: 'PATCH integration DISABLED',
    permission: EDIT,
    subject: noSubject,
    async run({ suffix }, context) {
      const { id } = await requireConfigured(suffix, context);
      await whileNew(context, () => context.genesys.integrations.setState(id, 'DISABLED'));
      await waitUntilInactive(id, suffix, context);
    },
  }),
  stepDoor('genesys.deleteIntegration', bySuffix, {
    does: 'DELETE integration',
    permission: 'integrations:integration:delete',
    subject: noSubject,
    async run({ suffix }, context) {
      const { id } = await requireConfigured(suffix, context);
      await context.genesys.integrations.delete(id);
      await waitUntilGone(id, suffix, context);
    },
  }),
  stepDoor(
    'genesys.deleteHalfMadeIntegration',
    { id: z.string(), ...bySuffix },
    {
      does: 'DELETE integration',
      permission: 'integrations:integration:delete',
      subject: noSubject,
      async run({ id, suffix }, context) {
        const live = await context.genesys.integrations.get(id);
        if (live === undefined) return;
        if (!isUntouchedHalf(live, context.mark, suffix)) throw touchedMeanwhile(live);
        await context.genesys.integrations.delete(id);
        await waitUntilGone(id, suffix, context);
      },
    },
  ),
] as const;

/** A call on the integration. */
export type IntegrationStep = StepOf<typeof integrationSteps>;

/**
 * Creates the integration, and never a second one: where nobody can say whether Genesys Cloud carried it out, because the
 * answer was lost or an error of its own, it is looked for by its name before it is tried again.
 */
async function createOnce(name: string, suffix: string, context: RunContext): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    if ((await findHalfMade(suffix, context)) !== undefined) return;
    try {
      await context.genesys.integrations.create(name);
      return;
    } catch (error) {
      if (!isRetryable(error) || attempt >= CREATE_ATTEMPTS) throw error;
    }
    // A list can lag behind what was created. [?]
    for (let look = 1; look <= LOOKS_FOR_CREATED; look += 1) {
      await context.sleep(POLL_MS * look);
      if ((await findHalfMade(suffix, context)) !== undefined) return;
    }
  }
}

function isRetryable(error: unknown): boolean {
  return error instanceof GcxError && error.report.retryable === true;
}

async function configure(step: ConfigureIntegration, context: RunContext): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const live = await requireMade(step.suffix, context);
    try {
      await whileNew(context, () =>
        context.genesys.integrations.configure(live.id, nextConfig(step, live, context)),
      );
      return;
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      if (attempt >= VERSION_ATTEMPTS) throw withCause(changedMeanwhile(step.suffix), error);
      await context.sleep(POLL_MS * attempt);
    }
  }
}

/** The configuration to write: what is there, with our event types and our record changed and nothing else. */
function nextConfig(
  step: ConfigureIntegration,
  live: Integration,
  context: RunContext,
): IntegrationConfigInput {
  const eventTypes = new Set([...(live.config?.eventFilter ?? []), ...step.addEventTypes]);
  for (const eventType of step.removeEventTypes) eventTypes.delete(eventType);
  const record = step.record === null ? null : (recordFromJson(step.record) ?? null);
  return {
    name: live.config?.name ?? step.name,
    ...(live.config === undefined ? {} : { version: live.config.version, other: live.config.other }),
    awsAccountId: context.account,
    awsAccountRegion: context.region,
    eventSourceSuffix: step.suffix,
    eventFilter: [...eventTypes].sort(),
    notes: writeRecord(live.config?.notes ?? '', context.mark, record),
  };
}

/**
 * Waits for an end of the attempt that was just begun.
 * @param before What was reported before it: an ERROR that still says the same is of an earlier attempt, until the
 * integration was seen to try, or has said it for longer than an attempt takes to begin
 */
async function waitUntilActive(
  id: string,
  suffix: string,
  before: Integration['reportedState'],
  context: RunContext,
): Promise<void> {
  const stale = context.now() + STALE_ERROR_MS;
  const gone = context.now() + SHOWN_MS;
  let tried = false;
  const state = await poll(context, ACTIVATION_TIMEOUT_MS, async () => {
    const live = await context.genesys.integrations.get(id);
    if (live === undefined && context.now() < gone) return undefined;
    const { code, message } = live?.reportedState ?? { code: 'DELETED' };
    if (code === 'ACTIVE' || code === 'DELETED') return { code, message };
    const isNews = code !== before.code || message !== before.message;
    tried ||= isNews || context.now() >= stale;
    return code === 'ERROR' && tried ? { code, message } : undefined;
  });
  if (state?.code === 'ACTIVE') return;
  throw new GcxError({
    code: 'integration-not-active',
    what:
      state === undefined
        ? `The integration ${suffix} did not become ACTIVE within ${ACTIVATION_TIMEOUT_MS / 1000} s.`
        : `The integration ${suffix} is in ${state.code}${state.message === undefined ? '' : `: ${withoutStop(state.message)}`}.`,
    fix: `Fix what Genesys Cloud reports (Admin, Integrations), then run ${gcxCommand('apply')} again.`,
  });
}

/** What changes while an integration still stops sending would meet it half stopped. */
async function waitUntilInactive(id: string, suffix: string, context: RunContext): Promise<void> {
  const stopped = await poll(context, ACTIVATION_TIMEOUT_MS, async () => {
    const { code } = (await context.genesys.integrations.get(id))?.reportedState ?? { code: 'DELETED' };
    return code === 'ACTIVE' || code === 'DEACTIVATING' ? undefined : true;
  });
  if (stopped === true) return;
  throw new GcxError({
    code: 'integration-not-inactive',
    retryable: true,
    what: `The integration ${suffix} did not become INACTIVE within ${ACTIVATION_TIMEOUT_MS / 1000} s after it was disabled.`,
    fix: 'Run the same command again in a minute.',
  });
}

async function waitUntilGone(id: string, suffix: string, context: RunContext): Promise<void> {
  const gone = await poll(context, ACTIVATION_TIMEOUT_MS, async () =>
    (await context.genesys.integrations.get(id)) === undefined ? true : undefined,
  );
  if (gone === true) return;
  throw new GcxError({
    code: 'integration-not-gone',
    retryable: true,
    what: `Genesys Cloud did not finish deleting the integration ${suffix}.`,
    fix: 'Run the same command again in a minute.',
  });
}

/** Each time that gcx had read the configuration, somebody else wrote it before gcx did. */
function changedMeanwhile(suffix: string): GcxError {
  return new GcxError({
    code: 'changed-meanwhile',
    retryable: true,
    what: `Somebody else changed the configuration of integration ${suffix} ${VERSION_ATTEMPTS} times while gcx was about to write it: it was not written.`,
    why: 'A person, another program or another apply is at work on it.',
    fix: 'Find out who (Genesys Cloud: Admin, Audit Viewer, entity type Integrations), wait until that is done, then run the same command again.',
  });
}

function touchedMeanwhile({ id, name }: Integration): GcxError {
  return new GcxError(
    {
      code: 'taken-meanwhile',
      what: `The integration "${name}" (${id}) is not half made any more: somebody configured it since the plan was made. gcx does not change it.`,
      fix: `Run ${gcxCommand('plan')} again.`,
    },
    ExitCode.refused,
  );
}
