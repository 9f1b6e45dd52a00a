import type { Interfaces } from '@oclif/core';
import { ExitCode } from '../base/exit-codes.js';
import { continueRun, gcxCommand, plainCommands } from '../base/hints/gcx-command.js';
import type { Asker } from '../base/terminal/asker.js';
import { wrapText } from '../base/terminal/wrap-text.js';
import { printable } from '../base/unprintable.js';
import type { Sides } from '../features/access/index.js';
import type { Access, Init, InitGround } from '../features/init/index.js';
import { secretNotes } from '../features/questions/secret-note.js';
import type { Config } from '../language/config/model.js';
import type { initFlags } from './init-flags.js';
import { askWhatNow } from './init-next.js';

type InitFlags = Interfaces.InferredFlags<typeof initFlags>;

/** What `gcx init` needs of its command. */
export interface InitCommandHost {
  readonly json: boolean;
  readonly print: (text: string) => void;
  readonly notice: (text: string) => void;
  readonly exitWith: (code: ExitCode) => void;
  readonly close: () => Promise<void>;
  /** Opens both sides; `close` closes them, and the end of the command does. */
  readonly open: (config: Config, access: Access) => Promise<Sides>;
}

/** What a person should know before the first question. */
const INTRODUCTION = [
  'This wizard asks a few questions and writes a file.',
  'It changes nothing in Genesys Cloud or AWS.',
  'Press Enter to accept a suggestion, Esc to go back one question,',
  'or Ctrl-C to cancel without writing anything.',
  '',
].join('\n');

/** Runs `gcx init`: asks on a terminal, else lets the flags say it all. */
export async function init(flags: InitFlags, host: InitCommandHost): Promise<object> {
  const [{ runInit }, { canAsk, createAsker }] = await Promise.all([
    import('../features/init/index.js'),
    import('../base/terminal/asker.js'),
  ]);
  const asker = canAsk() && !host.json ? await createAsker(undefined, { back: true }) : undefined;
  if (asker !== undefined) host.notice(INTRODUCTION);
  const made = await runInit(
    { flags, file: flags.config, overwrite: flags.overwrite, env: process.env },
    {
      ...(asker === undefined ? {} : { asker }),
      open: host.open,
      connected: groundText,
      say: host.notice,
    },
  );
  if (asker === undefined && made.kind === 'written') host.notice(groundText(made.ground));
  switch (made.kind) {
    case 'declined':
      host.print('Nothing was written.');
      return { schemaVersion: 1, written: false };
    case 'ended':
      if (made.access.sandbox) continueRun({ sandbox: true });
      host.print(endedText(made));
      host.exitWith(ExitCode.interrupted);
      return { schemaVersion: 1, written: false };
    case 'written':
      return written(made, flags, host, asker);
  }
}

async function written(
  made: Init & { readonly kind: 'written' },
  flags: InitFlags,
  host: InitCommandHost,
  asker: Asker | undefined,
): Promise<object> {
  const { answers, access, handlers } = made;
  const [environment] = answers.environments;
  continueRun({
    sandbox: access.sandbox,
    ...(environment === undefined ? {} : { env: environment.name }),
  });
  const next = gcxCommand('plan');
  const lines = [
    `Wrote ${flags.config}.`,
    ...handlers.map((path) => `Wrote ${path}.`),
    ...new Set(answers.routes.flatMap(({ targets }) => targets.flatMap(({ inFile }) => secretNotes(inFile)))),
    ...(asker === undefined
      ? []
      : [...schemaLines(made.schema), ...accessLines(access), ...sameLines(made.same)]),
  ];
  host.print([...lines, `Next: ${next}`].join('\n'));
  if (asker !== undefined) {
    // The commands that are offered open the sandbox themselves, and one at a time may.
    await host.close();
    await askWhatNow(asker, { answers, access, config: flags.config });
  }
  return { schemaVersion: 1, written: true, file: made.file, next };
}

function groundText({ genesys, aws }: InitGround): string {
  const name = printable(genesys.organizationName);
  return [
    `Genesys  ${name}, ${genesys.environment}`,
    `         organization ${genesys.organization}`,
    `AWS      ${aws.account}, ${aws.region}`,
  ].join('\n');
}

function endedText({ goOn, left, access }: Init & { readonly kind: 'ended' }): string {
  const ended = 'Canceled. Nothing was written.';
  if (goOn === undefined) return ended;
  return [
    `${ended} To continue from your answers, run:`,
    `  ${gcxCommand('init', ...goOn)}`,
    ...(left.length === 0
      ? []
      : [
          'This command does not include these answers, because you had not finished that part:',
          ...left.map(({ question, answer }) => `  - ${printable(question)}: ${printable(answer)}`),
        ]),
    ...accessLines(access),
  ].join('\n');
}

/** How the editor comes to complete the file, where its first line could not name a schema. */
function schemaLines(schema: 'local' | 'none'): readonly string[] {
  if (schema === 'local') return [];
  return wrapText(
    plainCommands(
      `For completion in your editor, run ${gcxCommand('schema')} > genesysrc.schema.json, and make "# yaml-language-server: $schema=./genesysrc.schema.json" the first line of the file.`,
    ),
    78,
  );
}

function sameLines(words: readonly string[]): readonly string[] {
  return ['To create the same file without questions:', `  ${gcxCommand('init', ...words)}`];
}

/** What the next command needs in the shell, where credentials were typed here: they are written nowhere. */
function accessLines({ env, profile }: Access): readonly string[] {
  const set = [
    ...Object.entries(env).map(([name, value]) =>
      /SECRET|TOKEN/.test(name) ? `${name} (not shown)` : `${name} (${value})`,
    ),
    ...(profile === undefined ? [] : [`AWS_PROFILE (${profile})`]),
  ];
  if (set.length === 0) return [];
  return [
    'Your credentials were not written to any file. Set these in your shell before the next command:',
    ...set.map((each) => `  ${each}`),
  ];
}
