import type { Config } from '@oclif/core';
import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { calledAs } from '../../base/hints/called-as.js';
import { callGcx, callOfGcx, gcxCommand, gcxLine } from '../../base/hints/gcx-command.js';
import { shellWord } from '../../base/hints/shell-words.js';
import { canAsk, createAsker } from '../../base/terminal/asker.js';
import type { Style } from '../../base/terminal/style.js';
import type { LoadedConfig } from '../../language/config/model.js';
import { makeDemoFolder } from './demo-folder.js';
import { createNarrator } from './narrator.js';
import { commandRunner } from './run-command.js';
import { tellShortStory } from './short-story.js';
import { tellStory } from './story.js';

/** What a person asked of the demo. */
export interface DemoFlags {
  readonly full: boolean;
  readonly step: boolean;
  readonly keep: boolean;
  readonly open: boolean;
}

/** What the demo needs of its command. */
export interface DemoHost {
  readonly oclif: Config;
  readonly style: Style;
  readonly print: (text: string) => void;
  readonly notice: (text: string) => void;
  readonly exitWith: (code: ExitCode) => void;
  /** Loads the file of the current folder. */
  readonly loadConfig: () => Promise<LoadedConfig>;
  readonly openInBrowser: (page: string) => Promise<void>;
}

/**
 * Runs the demo: on one screen, or the whole story with the page that it ends with.
 * @throws GcxError (exit code 64) where it is to stop between chapters and there is no terminal
 */
export async function runDemo(flags: DemoFlags, host: DemoHost): Promise<object> {
  const { print, style } = host;
  const full = flags.full || flags.step || flags.open;
  const narrator = createNarrator(print, style, flags.step ? await waitForEnter() : undefined);
  const started = performance.now();
  const from = process.cwd();
  const call = callOfGcx();
  const project = await makeDemoFolder(host.oclif.root);
  process.chdir(project.folder);
  // What the story shows is typed in its folder.
  callGcx(callFrom(project.folder));
  const loaded = await host.loadConfig();
  const tell = full ? tellStory : tellShortStory;
  await tell({ run: commandRunner(host.oclif), narrator, project, loaded });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const there = callOfGcx();
  process.chdir(from);
  callGcx(call);
  if (!flags.keep) await project.leaveThePage();
  for (const claim of narrator.broken) host.notice(`Unexpected result, this did not hold: ${claim}.`);
  if (narrator.broken.length > 0) host.exitWith(ExitCode.error);
  const held = narrator.checked - narrator.broken.length;
  print(`\n${held} of ${narrator.checked} steps had the expected result, in ${seconds} s.`);
  if (full) print(`The page is in ${project.page}`);
  if (flags.open) await host.openInBrowser(project.page);
  if (flags.keep) print(goOn(project.folder, there));
  else if (full) print(`Next: ${gcxLine('init --sandbox')}, for a file of your own to try.`);
  else {
    print(`Next: ${gcxLine('demo --full')}, for the whole story, or`);
    print(`      ${gcxLine('init --sandbox')}, for a file of your own to try.`);
  }
  return { schemaVersion: 1, broken: narrator.broken };
}

/** Has somebody press Enter before a chapter. @throws GcxError where there is nobody */
async function waitForEnter(): Promise<(title: string) => Promise<void>> {
  if (!canAsk()) {
    throw new GcxError(
      {
        code: 'no-terminal',
        what: 'There is no terminal: --step waits for Enter between the chapters.',
        fix: `${gcxCommand('demo', '--full')} tells them all without a stop.`,
      },
      ExitCode.usage,
    );
  }
  const asker = await createAsker();
  return async (title) => {
    await asker.text(`Enter for ${title}`);
  };
}

/** How the folder is gone on in: commands that run there as they stand. */
function goOn(folder: string, call: string): string {
  const place = '--env production --sandbox';
  return [
    'Go on in its folder:',
    `  cd ${shellWord(folder)}`,
    ...['status', 'plan', 'apply'].map((name) => `  ${call} ${name} ${place}`),
  ].join('\n');
}

function callFrom(folder: string): string {
  return calledAs({ program: process.argv[1], env: process.env, cwd: folder, platform: process.platform });
}
