import type { ErrorReport } from '../../base/gcx-error.js';
import type { LocalError, LocalResult } from '../../processor/local/local-call.js';
import type { TailEvent, TailObserver, TailOutcome, TailStart } from '../tail/index.js';

/** What became of an event: as the processor tells it, or the code exited, ran out of memory, or never came back. */
export type DevelopmentResult =
  | (Omit<LocalResult, 'error' | 'eventType'> & { readonly error?: DevelopmentError })
  | { readonly outcome: 'died'; readonly error: DevelopmentError };

/** How an event can end. */
export type DevelopmentEnd = DevelopmentResult['outcome'];

/** What failed. */
export interface DevelopmentError extends Pick<LocalError, 'name' | 'message'> {
  /** Place in the sources of the project, such as `handlers/sales.ts:12:7`; absent where it is not known. */
  readonly place?: string;
}

/** What a person works on. */
export interface DevelopmentStart extends TailStart {
  readonly processor: string;
  /** As the file has it. */
  readonly handler: string;
  /** Source files that are watched. */
  readonly files: number;
  readonly sandbox: boolean;
  /** Whether the processor has secrets, and whether they are read. */
  readonly secrets: 'none' | 'read' | 'withheld';
}

/** Code that was loaded again. */
export interface Reload {
  /** Changed files, from the folder of the file. Empty: the process of the handler had ended. */
  readonly files: readonly string[];
  readonly milliseconds: number;
}

/** Who shows what happens. */
export interface DevelopmentObserver extends Pick<TailObserver, 'swept' | 'warning' | 'ending' | 'left'> {
  started(start: DevelopmentStart): void;
  loaded(reload: Reload): void;
  /** The code cannot be built, or cannot start: events wait until it is corrected. */
  broken(report: ErrorReport): void;
  /** The file itself changed, which is not read again. */
  fileChanged(): void;
  /** An event arrived; absent personal data, unless asked for. */
  event(event: TailEvent, queueName: string | undefined): void;
  /** A line that the handler logged. */
  log(line: string): void;
  /** The event is over. */
  handled(event: TailEvent, queueName: string | undefined, result: DevelopmentResult): void;
}

/** How it ended. */
export interface DevelopmentOutcome extends TailOutcome {
  /** Events by how they ended; only those that there were. */
  readonly counts: Readonly<Partial<Record<DevelopmentEnd, number>>>;
}
