import type { Interfaces } from '@oclif/core';
import { gcxCommand } from '../base/hints/gcx-command.js';
import { printable } from '../base/unprintable.js';
import type { Connection } from '../features/access/connect.js';
import type { Config } from '../language/config/model.js';
import type { initFlags } from './init-flags.js';

type InitFlags = Interfaces.InferredFlags<typeof initFlags>;

/** What `gcx init` needs of its command. */
export interface InitCommandHost {
  readonly json: boolean;
  readonly print: (text: string) => void;
  readonly notice: (text: string) => void;
  readonly connect: (config: Config) => Promise<Connection>;
}

/** Runs `gcx init`: asks on a terminal, else lets the flags say it all. */
export async function init(flags: InitFlags, host: InitCommandHost): Promise<object> {
  const [{ runInit }, { canAsk, createAsker }] = await Promise.all([
    import('../features/init/index.js'),
    import('../base/terminal/asker.js'),
  ]);
  const made = await runInit(
    { flags, file: flags.config, overwrite: flags.overwrite },
    {
      ...(canAsk() && !host.json ? { asker: await createAsker() } : {}),
      connect: host.connect,
      connected({ genesys, aws }) {
        host.notice(
          `Genesys  ${printable(genesys.organizationName)}, ${genesys.environment}, organization ${genesys.organization}`,
        );
        host.notice(`AWS      ${aws.account}, ${aws.region}`);
      },
      drafted: (text) => host.notice(`\n${text}`),
    },
  );
  if (made.kind === 'declined') return { schemaVersion: 1, written: false };
  const next = gcxCommand('plan');
  host.print(`Wrote ${flags.config}.\nNext: ${next}`);
  return { schemaVersion: 1, written: true, file: made.file, next };
}
