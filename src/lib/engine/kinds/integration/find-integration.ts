import { GcxError } from '../../../base/gcx-error.js';
import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { GenesysCallError } from '../../../clients/genesys/index.js';
import type { Integration } from '../../../clients/genesys/model.js';
import { POLL_MS, poll } from '../door/poll.js';
import type { RunContext } from '../door/run-context.js';
import { isHalfMade, isOfIdentity } from './integration-identity.js';

/** ms for which Genesys Cloud may not show what was just made or configured. [?] */
export const SHOWN_MS = 10_000;

/** The integration of a suffix. @throws GcxError where it is not there for a while */
export function requireConfigured(suffix: string, context: RunContext): Promise<Integration> {
  return required(suffix, context, (all) => all.find((each) => isConfigured(each, suffix, context)));
}

/** The same, or one of ours that has no configuration yet. @throws GcxError where there is none for a while */
export function requireMade(suffix: string, context: RunContext): Promise<Integration> {
  return required(
    suffix,
    context,
    (all) =>
      all.find((each) => isConfigured(each, suffix, context)) ??
      all.find((each) => isHalfMade(each, context.mark, suffix)),
  );
}

/** One of ours that has no configuration yet. */
export async function findHalfMade(suffix: string, context: RunContext): Promise<Integration | undefined> {
  const integrations = await context.genesys.integrations.list();
  return integrations.find((each) => isHalfMade(each, context.mark, suffix));
}

/** Makes a call about an integration that was listed: again while Genesys Cloud says for a moment that it is not there. */
export async function whileNew<T>(context: RunContext, call: () => Promise<T>): Promise<T> {
  const end = context.now() + SHOWN_MS;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const isNew = error instanceof GenesysCallError && error.status === 404 && context.now() < end;
      if (!isNew) throw error;
    }
    await context.sleep(POLL_MS);
  }
}

async function required(
  suffix: string,
  context: RunContext,
  find: (integrations: readonly Integration[]) => Integration | undefined,
): Promise<Integration> {
  const found = await poll(context, SHOWN_MS, async () => find(await context.genesys.integrations.list()));
  if (found !== undefined) return found;
  throw new GcxError({
    code: 'gone-meanwhile',
    what: `The integration with suffix ${suffix} does not exist any more; it did when the plan was made.`,
    fix: `Run ${gcxCommand('plan')} again.`,
  });
}

function isConfigured(integration: Integration, suffix: string, { account, region }: RunContext): boolean {
  return isOfIdentity(integration, { account, region, suffix });
}
