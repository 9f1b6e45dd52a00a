import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Asker } from '../../base/terminal/asker.js';
import type { Config } from '../../language/config/model.js';
import type { Connection } from '../access/connect.js';
import { collectAnswers, type InitGround } from './collect-answers.js';
import { askPlace, groundConfig, readGround } from './ground.js';
import { flagsOf, type InitFlagValues, requireFlags } from './init-flags.js';
import { checkedFileText, fileExists, writeNewFile } from './new-file.js';

/** What making a first file is asked for. */
export interface InitRequest {
  readonly flags: InitFlagValues;
  /** The file to write, as the person named it. */
  readonly file: string;
  readonly overwrite: boolean;
}

/** Who is asked, and told. */
export interface InitHost {
  /** Absent: nobody can be asked, and the flags say it all. */
  readonly asker?: Asker;
  readonly connect: (config: Config) => Promise<Connection>;
  /** Told which organization and account it is about. */
  readonly connected: (ground: InitGround) => void;
  /** Told the file's text before it is asked whether to write it. */
  readonly drafted: (text: string) => void;
}

/** What became of it. */
export type Init = { readonly kind: 'declined' } | { readonly kind: 'written'; readonly file: string };

/**
 * Asks what no flag says, shows the file and writes it.
 * @throws GcxError where something is missing and nobody can be asked, where the file is there, and what both sides throw
 */
export async function runInit(request: InitRequest, host: InitHost): Promise<Init> {
  const { asker } = host;
  const given = flagsOf(request.flags, process.env);
  if (asker === undefined) requireFlags(given);
  const file = resolve(request.file);
  const overwrite =
    request.overwrite ||
    (existsSync(file) &&
      (await asker?.confirm(`${basename(file)} is there already. Overwrite it?`, false)) === true);
  if (existsSync(file) && !overwrite) throw fileExists(file);
  const place = await askPlace(given, asker);
  const connection = await host.connect(groundConfig(given, place, request.file));
  const ground = await readGround(given, place, connection, basename(process.cwd()));
  host.connected(ground);
  const { text } = await checkedFileText(await collectAnswers(given, ground, connection.genesys, asker));
  if (asker !== undefined) {
    host.drafted(text);
    if (!(await asker.confirm(`Write this to ${request.file}?`, true))) return { kind: 'declined' };
  }
  await writeNewFile(file, text, overwrite);
  return { kind: 'written', file };
}
