import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import { canAsk, createAsker } from '../base/terminal/asker.js';
import type { ConnectionFlagValues } from '../features/access/connection-choice.js';
import { withAws } from '../features/access/with-aws.js';
import {
  type Holder,
  holderText,
  type Locked,
  lockedBy,
  ownerOf,
  requireOwner,
  unlock,
} from '../features/lease/index.js';
import type { CommandHost } from './command-host.js';

/** What `gcx unlock` prints under `--json`. */
export interface UnlockDocument {
  readonly schemaVersion: 1;
  readonly outcome: 'not-held' | 'declined' | 'unlocked';
  /** What the lease was of, such as `integration prod`. Absent: nobody held it. */
  readonly of?: string;
  /** Who held it, as far as it said. */
  readonly holder?: Holder;
}

/** Runs `gcx unlock`. Exit codes: 0 free now, 1 declined, 5 another's lease than the one that was named, 64 nobody to ask. */
export async function unlockPipe(
  flags: ConnectionFlagValues & { readonly owner?: string | undefined },
  host: CommandHost,
): Promise<UnlockDocument> {
  const loaded = await host.loadConfig();
  return withAws(loaded, flags.sandbox === true, async (aws): Promise<UnlockDocument> => {
    const locked = await lockedBy(loaded.config, aws);
    if (locked === undefined) {
      host.print('Nobody is changing this pipe: there is nothing to unlock.');
      return { schemaVersion: 1, outcome: 'not-held' };
    }
    const document = {
      schemaVersion: 1,
      of: locked.place.what,
      ...(locked.holder === undefined ? {} : { holder: locked.holder }),
    } as const;
    host.print(lockedText(locked));
    if (!(await approved(locked, flags.owner, host))) {
      host.print('Nothing was changed.');
      host.exitWith(ExitCode.error);
      return { ...document, outcome: 'declined' };
    }
    await unlock(aws, locked);
    host.print(`The lease of ${locked.place.what} is free.`);
    return { ...document, outcome: 'unlocked' };
  });
}

function lockedText(locked: Locked): string {
  const run = locked.holder?.run;
  return [
    `${holderText(locked.holder)} is changing ${locked.place.what}.`,
    ...(run === undefined ? [] : [`CI run: ${run}`]),
    `Owner: ${ownerOf(locked)}`,
  ].join('\n');
}

async function approved(locked: Locked, owner: string | undefined, { json }: CommandHost): Promise<boolean> {
  if (owner !== undefined) {
    requireOwner(locked, owner);
    return true;
  }
  if (canAsk() && !json) {
    const asker = await createAsker();
    return asker.confirm(
      'Take the lease from it? Two at once leave a mixture: only where it is dead.',
      false,
    );
  }
  throw new GcxError(
    {
      code: 'approval-missing',
      what: `${holderText(locked.holder)} is changing ${locked.place.what}, and there is no terminal to ask on.`,
      fix: `Where that run is dead: ${gcxCommand('unlock', '--owner', ownerOf(locked))}`,
    },
    ExitCode.usage,
  );
}
