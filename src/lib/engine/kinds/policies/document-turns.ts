import type { JsonObject } from '../../../base/json.js';

/** The statements that a run wants in a document, by `Sid`; null: it must not be there. */
export type OwnStatements = Map<string, JsonObject | null>;

/**
 * One writer a document within a run: two changes that read a policy at once and write it one after the other would
 * lose the first one's statement, as SNS and SQS compare nothing (facts/aws.md).
 */
export class DocumentTurns {
  private readonly turns = new Map<string, Promise<void>>();
  private readonly statements = new Map<string, OwnStatements>();

  /** Does work on a document once all that came before is over; throws what the work throws. */
  take<T>(document: string, work: () => Promise<T>): Promise<T> {
    const before = this.turns.get(document) ?? Promise.resolve();
    const result = before.then(work);
    this.turns.set(
      document,
      result.then(
        () => {},
        () => {},
      ),
    );
    return result;
  }

  /** What this run has put into a document so far: a read that lags behind must not lose it. */
  ownStatements(document: string): OwnStatements {
    const known = this.statements.get(document) ?? new Map();
    this.statements.set(document, known);
    return known;
  }
}
