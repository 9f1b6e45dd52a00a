import type { JsonObject } from '../../../base/json.js';
import type { RunContext } from '../door/run-context.js';
import { findStatement, sameStatement, withStatement } from './policy.js';
import { writeAndReadBack } from './read-back.js';

/** A policy with several writers, as text. */
export interface PolicyText {
  /** As a sentence begins: `The policy of SNS topic ops`. */
  readonly what: string;
  /** Empty where there is none. */
  read(): Promise<string>;
  write(policy: string): Promise<void>;
}

/**
 * Puts statements into a policy, or takes away those of null, in one write, and looks whether they stay so. Statements of
 * others stay, and so do those that this run has put before: a read can lag behind. In the document's turn only.
 * @param statements by `Sid`
 * @throws GcxError `not-kept`, and what reading and writing throw
 */
export async function keepStatements(
  statements: Readonly<Record<string, JsonObject | null>>,
  document: string,
  text: PolicyText,
  { documents, sleep }: Pick<RunContext, 'documents' | 'sleep'>,
): Promise<void> {
  const ours = documents.ownStatements(document);
  const before = new Map(ours);
  for (const [sid, statement] of Object.entries(statements)) ours.set(sid, statement);
  try {
    await writeAndReadBack<string>(
      {
        what: text.what,
        without: withoutStatements(Object.values(statements)),
        read: () => text.read(),
        holds: (policy) => [...ours].every(([id, wanted]) => isAsWanted(policy, id, wanted)),
        write: (policy) =>
          text.write([...ours].reduce((next, [id, wanted]) => withStatement(next, id, wanted), policy)),
      },
      sleep,
    );
  } catch (error) {
    // What could not be written must not make the next write of this document fail.
    ours.clear();
    for (const [sid, statement] of before) ours.set(sid, statement);
    throw error;
  }
}

function isAsWanted(policy: string, sid: string, wanted: JsonObject | null): boolean {
  const found = findStatement(policy, sid);
  if (wanted === null) return found === undefined;
  return found !== undefined && sameStatement(found, wanted);
}

function withoutStatements(statements: readonly (JsonObject | null)[]): string {
  return statements.every((statement) => statement === null)
    ? 'It still allows senders that are no longer in the file.'
    : 'Without it, what is sent there is dropped, without notice.';
}
