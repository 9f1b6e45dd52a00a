import { spawn } from 'node:child_process';
import { type Asker, endedByPerson, WentBack } from '../base/terminal/asker.js';
import type { Access, InitAnswers } from '../features/init/index.js';

/** What the questions after the file was written are about. */
interface Written {
  readonly answers: InitAnswers;
  readonly access: Access;
  /** The file, as the person named it. */
  readonly config: string;
}

/** A command to try, and how the list calls it. */
interface Trial {
  readonly name: string;
  readonly words: readonly string[];
}

/**
 * Offers to run what comes next, one after the other: the plan, and in the sandbox an apply, a test event and the status.
 * What it runs is printed as the person would type it. Esc and Ctrl-C end it.
 */
export async function askWhatNow(asker: Asker, written: Written): Promise<void> {
  const trials = trialsOf(written);
  for (let next = 0; ; ) {
    const offered = [
      ...trials.map((trial) => ({
        value: trial,
        name: trial.name,
        description: `gcx ${shown(trial.words)}`,
      })),
      { value: undefined, name: 'Nothing, exit' },
    ];
    const trial = await ended(() =>
      asker.choose<Trial | undefined>('What do you want to do next?', offered, trials[next]),
    );
    if (trial === undefined) return;
    await run(trial.words, written.access.env);
    next = trials.indexOf(trial) + 1;
  }
}

/** In the sandbox all of it; on the real services only what reads, as nothing here may change them. */
function trialsOf({ answers, access, config }: Written): readonly Trial[] {
  const [environment] = answers.environments;
  const place = [
    ...(config === '.genesysrc.yml' ? [] : ['--config', config]),
    ...(environment === undefined ? [] : ['--env', environment.name]),
  ];
  const sandbox = access.sandbox ? ['--sandbox'] : [];
  const plan = { name: 'Preview the changes (plan)', words: ['plan', ...place, ...sandbox] };
  const [route] = answers.routes;
  const event = route?.events[0];
  // The example organization has queues of its own: others are not there.
  if (!access.sandbox || event === undefined) return [plan];
  const queue = route?.queues.find((each) => !('glob' in each));
  const of = queue === undefined || 'glob' in queue ? [] : ['--queue', queue.name];
  return [
    plan,
    { name: 'Apply them in the sandbox', words: ['apply', '--auto-approve', ...place, '--sandbox'] },
    { name: 'Send a test event', words: ['sandbox', 'emit', event.name, ...of, ...place] },
    { name: 'Show the status', words: ['status', ...place, '--sandbox'] },
  ];
}

function shown(words: readonly string[]): string {
  return words.map((word) => (/^[\w./-]+$/.test(word) ? word : `"${word}"`)).join(' ');
}

async function ended<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WentBack || endedByPerson(error)) return undefined;
    throw error;
  }
}

/** Runs gcx once more, as the same program, on the same terminal; credentials that were typed go to it alone. */
function run(words: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const [, program = ''] = process.argv;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], {
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}
