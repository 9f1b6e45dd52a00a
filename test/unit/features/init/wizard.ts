import { type Asker, WentBack } from '../../../../src/lib/base/terminal/asker.js';
import { openSides, type Sides } from '../../../../src/lib/features/access/index.js';
import {
  type InitFlagValues,
  type InitGround,
  initSources,
} from '../../../../src/lib/features/init/index.js';
import { temporaryFolder } from '../../sandbox/temporary-folder.js';

/** Flags that say nothing. */
export const NO_FLAGS: InitFlagValues = {
  route: [],
  event: [],
  queue: [],
  'queue-glob': [],
  where: [],
  'no-where': false,
  target: [],
  subscriber: [],
  environment: [],
  'no-environment': false,
  'all-queues': false,
  'no-dead-letter': false,
};

/** What the wizard knows once it is connected. */
export const GROUND: InitGround = {
  genesys: {
    environment: 'mypurecloud.ie',
    organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
    organizationName: 'Acme',
    suffix: 'prod',
  },
  aws: { account: '111122223333', region: 'eu-west-1' },
  folder: 'Contact Center',
};

/** Both sides of a sandbox of its own, for as long as `work` takes. */
export async function inSandbox<T>(
  work: (given: {
    readonly folder: string;
    readonly sides: Sides;
    readonly sources: ReturnType<typeof initSources>;
  }) => Promise<T>,
): Promise<T> {
  const folder = temporaryFolder();
  const sides = await openSides({ sandbox: true, env: {}, cwd: folder });
  try {
    return await work({ folder, sides, sources: initSources({ genesys: sides.genesys(), aws: sides.aws }) });
  } finally {
    await sides.close();
  }
}

/** What a person may type, right or wrong. */
const TYPED = [
  'a b',
  '',
  'inbox',
  'inbox.fifo',
  'x'.repeat(90),
  'Sales*',
  'team@example.com',
  'nobody',
  'https://example.com/hook?route=a,b',
  'http://example.com',
  'arn:aws:states:eu-west-1:111122223333:stateMachine:audit',
  'arn:aws:iam::111122223333:role/events',
  '444455556666',
  '6513270e-269e-4d37-b2a7-4de452e6b438',
  'test',
  '${oops}',
  'no',
  '60000, 7',
];

/** Told each question, with what it offers. */
export interface Listener {
  readonly asked: (texts: {
    readonly message: string;
    readonly standard?: string;
    readonly choices?: readonly { readonly name: string; readonly description?: string }[];
  }) => void;
}

/** What ends the questions, as inquirer does on Ctrl-C. */
export class Interrupted extends Error {
  override name = 'ExitPromptError';
}

/** Questions after which a person who always takes what is suggested gives up: suggested answers may never fit together. */
const PATIENCE = 400;

/**
 * A person who answers as drawn numbers say: any choice, any text, back now and then; with none left, as is suggested.
 * @param ends true: with none left, the person presses Ctrl-C
 */
export function person(drawn: readonly number[], listener?: Listener, ends = false): Asker {
  let at = 0;
  const next = (): number | undefined => {
    const number = drawn[at++];
    if (number === undefined && (ends || at > drawn.length + PATIENCE)) throw new Interrupted();
    // One in eight goes back.
    if (number !== undefined && number % 8 === 7) throw new WentBack();
    return number === undefined ? undefined : Math.floor(number / 8);
  };
  const typed = (options: Parameters<Asker['text']>[1] = {}): string => {
    const { standard, problem } = options;
    // What is refused is asked again at once, as inquirer does.
    for (let tries = 0; tries < 5; tries++) {
      const number = next();
      const text =
        number === undefined ? (standard ?? '') : number % 2 === 0 ? (standard ?? '') : pick(TYPED, number);
      if (problem?.(text) === undefined) return text;
    }
    const last = [standard ?? '', ...TYPED].find((text) => problem?.(text) === undefined);
    if (last === undefined) throw new WentBack();
    return last;
  };
  const asked: Listener['asked'] = (texts) => listener?.asked(texts);
  return {
    text: async (message, options) => {
      asked({ message, ...(options?.standard === undefined ? {} : { standard: options.standard }) });
      return typed(options);
    },
    secret: async (message, options) => {
      asked({ message });
      return typed(options);
    },
    lines: async (message) => {
      asked({ message });
      return next() === undefined ? [] : ['Sales Support, Billing', 'support'];
    },
    confirm: async (message, standard) => {
      asked({ message, standard: 'Y/n' });
      const number = next();
      return number === undefined ? standard : number % 3 === 0;
    },
    choose: async (message, choices, standard) => {
      asked({ message, choices });
      const number = next();
      const first = standard ?? pick(choices, 0).value;
      // Whoever has nothing more to say leaves answers that do not fit together: suggested again, they would never fit.
      if (number === undefined && message.startsWith('Which answer'))
        return pick([...choices].reverse(), 0).value;
      // At the end a person writes.
      return number === undefined || message.startsWith('Write this') ? first : pick(choices, number).value;
    },
    several: async (message, choices, options) => {
      asked({ message, choices });
      const number = next() ?? 0;
      const taken = choices.filter((_each, index) => (number >> index) % 2 === 1).map(({ value }) => value);
      return taken.length === 0 && options?.atLeastOne === true ? [pick(choices, number).value] : taken;
    },
    search: async (message, source, standard) => {
      const all = source(undefined);
      asked({ message, choices: all });
      const number = next();
      if (number !== undefined) return pick(all, number).value;
      return (standard === undefined ? undefined : all.find(standard))?.value ?? pick(all, 0).value;
    },
  };
}

function pick<T>(all: readonly T[], number: number): T {
  const taken = all[number % all.length];
  if (taken === undefined) throw new Error('nothing to choose from');
  return taken;
}
