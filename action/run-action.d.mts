/** How a run of gcx ended. */
export interface GcxOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs gcx: its file, its arguments, the folder and the environment. */
export type StartGcx = (
  file: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
) => Promise<GcxOutcome>;

/** One step of a workflow; its exit code. */
export function runAction(
  env: Readonly<Record<string, string>>,
  host: { readonly write: (text: string) => void; readonly start: StartGcx },
): Promise<number>;
