import { z } from 'zod';
import { Limits } from '../../base/limits.js';

/** Who holds a lease, and for what, in the words of the one who took it. */
export interface Holder {
  /** A random id of the run. */
  readonly owner: string;
  readonly user: string;
  readonly host: string;
  /** Where its CI run is shown. Absent: it is none that gcx knows. */
  readonly run?: string;
  /** The command, such as `apply`. */
  readonly command: string;
  /** When it was taken: ISO 8601 in UTC, by AWS's clock where it told it. */
  readonly since: string;
  readonly project: string;
  readonly environment: string;
}

/** The version that a write followed. */
export interface Followed {
  readonly version: number;
  /** The attempt that wrote it; empty where no gcx did. */
  readonly attempt: string;
}

/**
 * What stands in the parameter of a lease. A parameter has no conditional overwrite: two that saw version 5 can both
 * write, and get 6 and 7. So each says which version it followed: version 7 "after 5" was written by one who lost, and
 * everyone who reads it can tell.
 */
export interface LeaseValue {
  readonly state: 'held' | 'free';
  /** A random id of this write: it is found by it where the answer was lost. */
  readonly attempt: string;
  /** Absent: it made the parameter. */
  readonly after?: Followed;
  /** Who holds it, or held it last. */
  readonly holder?: Holder;
}

const FORMAT = 1;

/** Names of people and machines are cut: Parameter Store takes {@link Limits.ssmParameterBytes} bytes. */
const WORD_CHARACTERS = 200;

const word = z.string().max(1_000);
const schema = z.object({
  format: z.literal(FORMAT),
  state: z.enum(['held', 'free']),
  attempt: word,
  after: z.object({ version: z.number(), attempt: word }).optional(),
  holder: z
    .object({
      owner: word,
      user: word,
      host: word,
      run: word.optional(),
      command: word,
      since: word,
      project: word,
      environment: word,
    })
    .optional(),
});

/** A value as it is kept. */
export function leaseText({ holder, ...value }: LeaseValue): string {
  const cut =
    holder === undefined
      ? {}
      : { holder: Object.fromEntries(Object.entries(holder).map(([key, text]) => [key, cutWord(text)])) };
  return JSON.stringify({ format: FORMAT, ...value, ...cut });
}

function cutWord(text: string): string {
  return text.length > WORD_CHARACTERS ? `${text.slice(0, WORD_CHARACTERS - 1)}…` : text;
}

/** A value as it was read; undefined where no gcx, or a newer one, wrote it. */
export function parseLease(text: string): LeaseValue | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { success, data } = schema.safeParse(document);
  if (!success) return undefined;
  const { state, attempt, after, holder } = data;
  return {
    state,
    attempt,
    ...(after === undefined ? {} : { after }),
    ...(holder === undefined ? {} : { holder: known(holder) }),
  };
}

function known({ run, ...holder }: NonNullable<z.infer<typeof schema>['holder']>): Holder {
  return { ...holder, ...(run === undefined ? {} : { run }) };
}
