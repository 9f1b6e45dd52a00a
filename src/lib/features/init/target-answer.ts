import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { TargetAnswer } from './answers.js';

/** How `--target` is written. */
const targetSyntax =
  'sqs:NAME or sns:NAME (gcx creates it), existing-sqs:NAME, existing-sns:NAME, lambda:NAME, or an ARN';

/** Reads one `--target`. Throws GcxError with exit code 64 where it is none of {@link targetSyntax}. */
export function parseTarget(text: string): TargetAnswer {
  if (text.startsWith('arn:')) return { kind: 'arn', arn: text };
  const [kind = '', ...rest] = text.split(':');
  const name = rest.join(':');
  if (name !== '') {
    switch (kind) {
      case 'sqs':
      case 'sns':
        return { kind, provenance: 'create', name };
      case 'existing-sqs':
        return { kind: 'sqs', provenance: 'existing', name };
      case 'existing-sns':
        return { kind: 'sns', provenance: 'existing', name };
      case 'lambda':
        return { kind: 'lambda', name };
    }
  }
  throw new GcxError(
    { code: 'usage', what: `--target cannot be "${text}".`, fix: `Write ${targetSyntax}.` },
    ExitCode.usage,
  );
}

/** The name that a target has in the file: what it is called in AWS, in the characters that the file takes. */
export function targetKey(target: TargetAnswer): string {
  const name = target.kind === 'arn' ? (target.arn.split(/[:/]/).at(-1) ?? '') : target.name;
  return keyFrom(name.replace(/\.fifo$/, ''), 'target');
}

/** A text as a key of the file: lower case, dashes between words. */
export function keyFrom(text: string, fallback: string): string {
  const key = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return /^[a-z]/.test(key) ? key : key === '' ? fallback : `${fallback}-${key}`;
}
