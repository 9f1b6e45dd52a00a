import type { Notice } from '../../../base/notice.js';
import type { FieldChange } from '../../change/model.js';
import type { PlanInput } from '../door/kind.js';
import type { SendersRead } from './senders.js';

/** What one contributor wants of one statement in the policy of an SNS topic, SQS queue or Lambda function. */
export interface Contribution<Statement> {
  /** ARN of the topic, queue or function (with its qualifier, where the policy is one of a qualifier). */
  readonly on: string;
  /** No other contributor has this `Sid`. */
  readonly sid: string;
  /** Null: it is ours, and nobody sends by it any more. */
  readonly statement: Statement | null;
  /**
   * The statement until those who send no more are gone: it lets in all whom the wanted and the live one let in. Absent:
   * the wanted one from the start.
   */
  readonly meanwhile?: Statement;
  /** Shown where it changes: whom it lets in. */
  readonly field: FieldChange;
  /** Why it goes, after "our statement:". */
  readonly gone: string;
}

/** What one contributor wants in the documents of a kind. */
export interface Contributed<Statement> {
  readonly statements: readonly Contribution<Statement>[];
  readonly warnings?: readonly Notice[];
}

/**
 * One of those who want something in the documents of a kind. Pure. It says for each of its own statements what it is to
 * be, those that are live and that nobody needs included; it knows nothing of the others.
 */
export type Contributor<Statement> = (input: PlanInput<SendersRead>) => Contributed<Statement>;
