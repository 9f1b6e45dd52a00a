import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { EventLog } from '../runtime/event-log.js';
import type { DeadLetterReason } from '../runtime/sqs-queues.js';
import type { LocalError, LocalResult } from './local-call.js';

/**
 * The log of an event on this machine. What the handler logs goes to stdout, as in AWS; what the runtime says of the end of
 * the event is kept for the result, so that it is told once.
 */
export class ToldLog extends EventLog {
  private failure: LocalError | undefined;
  private letter: LocalResult['deadLetter'];

  constructor(processor: string, now: () => number) {
    super((line) => process.stdout.write(`${line}\n`), now, { processor });
  }

  override error(_message: string, fields: JsonObject = {}): void {
    const { error, at } = fields;
    const { name, message } = isJsonObject(error) ? error : {};
    this.failure = { name: String(name), message: String(message), at: textsIn(at) };
  }

  override warn(message: string, fields?: JsonObject): void {
    if (this.letter === undefined) super.warn(message, fields);
  }

  /** Keeps why the event is given up. */
  deadLettered({ reason, detail }: DeadLetterReason): void {
    this.letter = { reason, detail };
  }

  /** What was kept. */
  told(): Pick<LocalResult, 'error' | 'deadLetter'> {
    return {
      ...(this.failure === undefined ? {} : { error: this.failure }),
      ...(this.letter === undefined ? {} : { deadLetter: this.letter }),
    };
  }
}

function textsIn(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
