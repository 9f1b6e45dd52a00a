import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Interfaces } from '@oclif/core';
import { gcxCommand } from '../base/hints/gcx-command.js';
import type { Connection } from '../features/access/connect.js';
import type { Config } from '../language/config/model.js';
import type { initFlags } from './init-flags.js';

type InitFlags = Interfaces.InferredFlags<typeof initFlags>;

/** What `gcx init` needs of its command. */
export interface InitHost {
  readonly json: boolean;
  readonly print: (text: string) => void;
  readonly notice: (text: string) => void;
  readonly connect: (config: Config) => Promise<Connection>;
}

/**
 * Asks what no flag says, shows the file and writes it. Throws GcxError where something is missing without a terminal, where
 * the file is there, and what both sides throw.
 */
export async function runInit(flags: InitFlags, host: InitHost): Promise<object> {
  const [init, { canAsk, createAsker }] = await Promise.all([
    import('../features/init/index.js'),
    import('../base/terminal/asker.js'),
  ]);
  const asker = canAsk() && !host.json ? await createAsker() : undefined;
  const given = init.flagsOf(flags, process.env);
  if (asker === undefined) init.requireFlags(given);
  const file = resolve(flags.config);
  const overwrite =
    flags.overwrite ||
    (existsSync(file) &&
      (await asker?.confirm(`${basename(file)} is there already. Overwrite it?`, false)) === true);
  if (existsSync(file) && !overwrite) throw init.fileExists(file);
  const place = await init.askPlace(given, asker);
  const connection = await host.connect(init.groundConfig(given, place, flags.config));
  const ground = await init.readGround(given, place, connection, basename(process.cwd()));
  host.notice(
    `Genesys  ${ground.genesys.organizationName}, ${ground.genesys.environment}, organization ${ground.genesys.organization}`,
  );
  host.notice(`AWS      ${ground.aws.account}, ${ground.aws.region}`);
  const { text } = await init.checkedFileText(
    await init.collectAnswers(given, ground, connection.genesys, asker),
  );
  if (asker !== undefined) {
    host.notice(`\n${text}`);
    if (!(await asker.confirm(`Write this to ${flags.config}?`, true)))
      return { schemaVersion: 1, written: false };
  }
  await init.writeNewFile(file, text, overwrite);
  const next = gcxCommand('plan');
  host.print(`Wrote ${flags.config}.\nNext: ${next}`);
  return { schemaVersion: 1, written: true, file, next };
}
