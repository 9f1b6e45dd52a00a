import { GcxError } from '../../../base/gcx-error.js';
import { awsCommand, gcxCommand } from '../../../base/hints/gcx-command.js';
import { poll, SOURCE_TIMEOUT_MS } from '../door/poll.js';
import type { RunContext } from '../door/run-context.js';

/** ms after which a source whose bus was just made, and that is still PENDING, is activated by a call. */
const SETTLING_MS = 5_000;

/**
 * Waits until the partner event source shows on AWS. Whether it shows with the configuration or with ENABLED is not
 * documented (facts/genesys.md), so it is polled.
 * @throws GcxError where it does not within {@link SOURCE_TIMEOUT_MS}
 */
export async function waitForPartnerSource(name: string, context: RunContext): Promise<void> {
  const found = await poll(context, SOURCE_TIMEOUT_MS, async () => {
    const source = await context.aws.events.partnerSource(name);
    return source !== undefined && source.state !== 'DELETED' ? source : undefined;
  });
  if (found !== undefined) return;
  throw new GcxError({
    code: 'source-not-there',
    what: `The event source ${name} did not appear in AWS within ${SOURCE_TIMEOUT_MS / 1000} s.`,
    why: 'Genesys Cloud creates it when the integration is configured and enabled.',
    fix: `Look at the integration in Genesys Cloud (Admin, Integrations), then run ${gcxCommand('apply')} again: it continues where it stopped.`,
  });
}

/**
 * Waits until the source of a bus is ACTIVE, and activates one that is PENDING; before that AWS drops its events. A bus
 * that was just made makes its source ACTIVE itself (EventBridge API reference), perhaps not at once [?].
 * @throws GcxError where it is not ACTIVE within {@link SOURCE_TIMEOUT_MS}
 */
export async function activateSource(
  { name, fresh }: { readonly name: string; readonly fresh: boolean },
  context: RunContext,
): Promise<void> {
  let next = context.now() + (fresh ? SETTLING_MS : 0);
  let state: string | undefined;
  const active = await poll(context, SOURCE_TIMEOUT_MS, async () => {
    state = (await context.aws.events.partnerSource(name))?.state;
    if (state === 'ACTIVE') return true;
    if (state === 'PENDING' && context.now() >= next) {
      next = context.now() + SETTLING_MS;
      await context.aws.events.activateSource(name);
    }
    return undefined;
  });
  if (active === true) return;
  throw new GcxError({
    code: 'source-not-active',
    what: `The event source ${name} is ${state ?? 'not there'} after ${SOURCE_TIMEOUT_MS / 1000} s: AWS drops every event that Genesys sends.`,
    ...(state === 'PENDING'
      ? {
          fix: `Activate it (${awsCommand`events activate-event-source --name ${name}`}), then run ${gcxCommand('apply')} again.`,
        }
      : {
          why: 'Genesys Cloud deleted the event source, and did not create it again when the integration was enabled.',
          fix: `Delete the integration in Genesys Cloud (Admin, Integrations), then run ${gcxCommand('apply')}: it creates the integration again, with the event source.`,
        }),
  });
}
