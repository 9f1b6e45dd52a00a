import { resolve } from 'node:path';
import { readFileIfThere, writeFileAsAsked } from '../base/atomic-file.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxVersion } from '../base/gcx-version.js';
import { localTime } from '../base/local-time.js';
import type { Aws } from '../clients/aws/model.js';
import type { Genesys } from '../clients/genesys/model.js';
import { pipeGraph } from '../features/graph/index.js';
import { everyQueueRoutes } from '../features/queue-routes/index.js';
import type { PipeStatus, Verdict } from '../features/status/index.js';
import type { LoadedConfig } from '../language/config/model.js';
import type { CommandHost } from './command-host.js';
import { fileParts } from './file-parts.js';
import { openInBrowser } from './open-in-browser.js';
import { statusPage } from './render/status-page/status-page.js';

/** What a page is made of. */
export interface PageSource {
  readonly loaded: LoadedConfig;
  readonly pipe: PipeStatus;
  readonly verdict: Verdict;
  readonly genesys: () => Genesys;
  readonly aws: Aws;
}

/** Where a page goes. */
export interface PageWish {
  readonly file: string;
  /** Whether it is opened in a browser. */
  readonly open: boolean;
}

/** Writes a status as a page. Where queues cannot be read, the page is there without them, and it is said. */
export async function writeStatusPage(source: PageSource, wish: PageWish, host: CommandHost): Promise<void> {
  const { loaded, pipe, verdict } = source;
  const queues = await queuesOf(source, host);
  const text = readFileIfThere(resolve(loaded.config.file)) ?? '';
  const page = statusPage({
    status: pipe,
    verdict,
    graph: pipeGraph(loaded.config),
    ...(queues === undefined ? {} : { queues }),
    fileParts: fileParts(loaded, text),
    gcxVersion: gcxVersion(),
    time: localTime(),
  });
  writeFileAsAsked(wish.file, page);
  host.notice(`The page is in ${wish.file}.`);
  if (wish.open) await openInBrowser(resolve(wish.file), host.notice);
}

async function queuesOf({ loaded, genesys, aws }: PageSource, host: CommandHost) {
  try {
    return await everyQueueRoutes(loaded, genesys(), aws);
  } catch (error) {
    if (!(error instanceof GcxError)) throw error;
    host.notice(`The page does not tell which routes take which queues: ${error.report.what}`);
    return undefined;
  }
}
