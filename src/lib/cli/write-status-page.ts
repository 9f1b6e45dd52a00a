import { resolve } from 'node:path';
import { readFileIfThere, writeFileAsAsked } from '../base/atomic-file.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxVersion } from '../base/gcx-version.js';
import { localTime } from '../base/local-time.js';
import type { Aws } from '../clients/aws/model.js';
import type { Genesys } from '../clients/genesys/model.js';
import type { Plan } from '../engine/change/model.js';
import { diagnose } from '../features/doctor/index.js';
import { pipeGraph } from '../features/graph/index.js';
import { driftOf } from '../features/plans/drift.js';
import { everyQueueRoutes } from '../features/queue-routes/index.js';
import type { PipeStatus, Verdict } from '../features/status/index.js';
import type { LoadedConfig } from '../language/config/model.js';
import type { CommandHost } from './command-host.js';
import { fileParts } from './file-parts.js';
import { openInBrowser } from './open-in-browser.js';
import type { Examination } from './render/status-page/model.js';
import { statusPage } from './render/status-page/status-page.js';

/** What a page is made of. */
export interface PageSource {
  readonly loaded: LoadedConfig;
  readonly pipe: PipeStatus;
  readonly verdict: Verdict;
  readonly genesys: () => Genesys;
  readonly aws: Aws;
  readonly sandbox: boolean;
}

/** Where a page goes. */
export interface PageWish {
  readonly file: string;
  /** Whether it is opened in a browser. */
  readonly open: boolean;
  /** Whether the ids of dead letters' conversations were asked for. */
  readonly withIds: boolean;
}

/**
 * Writes a status as a page, with what doctor finds and what drifted. What of it cannot be read is said, and the page is there
 * without it.
 */
export async function writeStatusPage(source: PageSource, wish: PageWish, host: CommandHost): Promise<void> {
  const { loaded, pipe, verdict } = source;
  const queues = await queuesOf(source, host);
  const examination = await examine(source, host);
  const text = readFileIfThere(resolve(loaded.config.file)) ?? '';
  const page = statusPage({
    status: pipe,
    verdict,
    graph: pipeGraph(loaded.config),
    ...(queues === undefined ? {} : { queues }),
    ...(examination === undefined ? {} : { examination }),
    fileParts: fileParts(loaded, text),
    withIds: wish.withIds,
    gcxVersion: gcxVersion(),
    time: localTime(),
  });
  writeFileAsAsked(wish.file, page);
  host.notice(`The page is in ${wish.file}.`);
  if (wish.open) await openInBrowser(resolve(wish.file), host.notice);
}

async function queuesOf({ loaded, genesys, aws }: PageSource, host: CommandHost) {
  return unlessUnknown('which routes take which queues', host, () =>
    everyQueueRoutes(loaded, genesys(), aws),
  );
}

/** What the numbers do not tell: both sides are read once for all of it. */
async function examine(
  { loaded, genesys, aws, sandbox }: PageSource,
  host: CommandHost,
): Promise<Examination | undefined> {
  return unlessUnknown('what stops events, nor what drifted', host, async () => {
    const plans: Plan[] = [];
    const onPlan = (plan: Plan) => plans.push(plan);
    const diagnosis = await diagnose({ loaded, genesys: genesys(), aws, sandbox, onPlan });
    const [plan] = plans;
    if (plan === undefined) throw new Error('doctor looked at no plan');
    return { diagnosis, drift: driftOf(plan), pending: plan.pending };
  });
}

async function unlessUnknown<T>(
  what: string,
  host: CommandHost,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof GcxError)) throw error;
    host.notice(`The page does not tell ${what}: ${error.report.what}`);
    return undefined;
  }
}
