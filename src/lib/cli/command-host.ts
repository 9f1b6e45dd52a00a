import type { ExitCode } from '../base/exit-codes.js';
import type { Style } from '../base/terminal/style.js';
import type { LoadedConfig } from '../language/config/model.js';

/** What a command lends to the code that does its work; each as GcxCommand has it. */
export interface CommandHost {
  readonly json: boolean;
  readonly print: (text: string) => void;
  readonly notice: (text: string) => void;
  readonly exitWith: (code: ExitCode) => void;
  readonly interruptSignal: () => AbortSignal;
  readonly style: Style;
  readonly loadConfig: () => Promise<LoadedConfig>;
}
