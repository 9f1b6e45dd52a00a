import { randomUUID } from 'node:crypto';

/**
 * The name of the one system attribute that a sender of SQS can set. What it holds is not counted: "The trace header is
 * excluded from both Amazon SQS message size and message attribute quotas" (X-Ray developer guide, Amazon SQS).
 */
export const TRACE_HEADER = 'AWSTraceHeader';

/** What a note can be: nothing that would end a field of the header. */
const NOTE = /^[\w-]+$/;

/**
 * A trace header with one word of gcx, for a message that has no room for an attribute. SQS refuses one whose Root is
 * not of X-Ray's form; applications can add fields of their own (Elastic Load Balancing, request tracing: Syntax).
 * [?] Whether SQS takes each field was not recorded: it is known to take Lambda's `Lineage`. It is therefore written
 * only where SQS would refuse the message without it, too.
 */
export function traceNote(name: string, word: string): string {
  const seconds = Math.floor(Date.now() / 1_000).toString(16);
  const id = randomUUID().replaceAll('-', '').slice(0, 24);
  return `Root=1-${seconds.padStart(8, '0')}-${id};Sampled=0;${name}=${word}`;
}

/** The word that {@link traceNote} wrote under this name; undefined where it did not. */
export function noteInTrace(header: unknown, name: string): string | undefined {
  if (typeof header !== 'string') return undefined;
  const field = header.split(';').find((each) => each.startsWith(`${name}=`));
  const word = field?.slice(name.length + 1);
  return word !== undefined && NOTE.test(word) ? word : undefined;
}
