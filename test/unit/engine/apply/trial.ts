import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAws } from '../../../../src/lib/clients/aws/index.js';
import type { Aws } from '../../../../src/lib/clients/aws/model.js';
import { createGenesys } from '../../../../src/lib/clients/genesys/index.js';
import { type ApplyReport, applyPlan } from '../../../../src/lib/engine/apply/index.js';
import { makePlan, type Plan } from '../../../../src/lib/engine/plan/index.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import { openSandbox, sandboxOptions } from '../../../../src/lib/sandbox/index.js';
import { afterThisTest } from '../../../clean-up.js';
import { testRuntime } from '../../base/net/test-server.js';
import { temporaryFolder } from '../../sandbox/temporary-folder.js';
import { openWire, type Wire } from './wire.js';

/** A file's project on a sandbox of its own, planned and applied in this process as the commands do. */
export interface Trial {
  /** What lies between gcx and AWS. */
  readonly wire: Wire;
  /** Another program on the same account, which the wire does not see. */
  readonly others: Aws;
  /** gcx's own, over the wire. */
  readonly aws: Aws;
  /** Works with another text of the file from now on. */
  write(file: string): void;
  plan(intent?: 'apply' | 'destroy'): Promise<Plan>;
  apply(plan: Plan): Promise<ApplyReport>;
}

/** Opens the sandbox of a file. Nothing waits for real: AWS's retries pass at once. */
export async function trial(file: string): Promise<Trial> {
  const cwd = temporaryFolder();
  const write = (text: string) => writeFileSync(join(cwd, '.genesysrc.yml'), text);
  write(file);
  const { config } = await loadConfig({ cwd, env: {} });
  const sandbox = await openSandbox({ ...sandboxOptions(config), folder: cwd });
  afterThisTest(() => sandbox.close());
  const wire = await openWire(sandbox.aws.endpoint ?? '', sandbox.aws.credentials?.secretAccessKey ?? '');
  afterThisTest(() => wire.close());
  const runtime = testRuntime();
  const aws = createAws({ ...sandbox.aws, endpoint: wire.endpoint }, { runtime });
  const genesys = createGenesys(sandbox.genesys);
  return {
    wire,
    aws,
    others: createAws(sandbox.aws, { runtime }),
    write,
    plan: async (intent = 'apply') =>
      makePlan({
        loaded: await loadConfig({ cwd, env: {} }),
        genesys,
        aws,
        sandbox: true,
        intent,
        allow: { adopt: false, force: true, eventLoss: false, releaseEventTypes: false },
      }),
    apply: (plan) => applyPlan({ plan, genesys, aws }),
  };
}
