import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import { allowFlags } from './flags.js';

/** Throws GcxError (exit code 64) where flags are given beside a saved plan, which says all that itself. */
export function refuseOtherFlags(file: string, flags: object): void {
  const extra = ['config', 'env', 'var', 'sandbox', ...Object.keys(allowFlags)].filter((name) =>
    given(flags, name),
  );
  if (extra.length > 0) throw onlyThePlan(file, extra);
}

function given(flags: object, name: string): boolean {
  const value: unknown = Reflect.get(flags, name);
  return value !== undefined && value !== false;
}

function onlyThePlan(file: string, flags: readonly string[]): GcxError {
  return new GcxError(
    {
      code: 'usage',
      what: `A saved plan already contains this: ${flags.map((name) => `--${name}`).join(', ')} cannot be given with it.`,
      fix: `Leave them out, or make another plan with them: ${gcxCommand('plan', '--out', file)}`,
    },
    ExitCode.usage,
  );
}
