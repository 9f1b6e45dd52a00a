import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GcxError, withCause } from '../../../src/lib/base/gcx-error.js';
import { framesOf, redactedCause, withoutSecrets } from '../../../src/lib/base/redacted-cause.js';

const SECRET = fc.stringMatching(/^[A-Za-z0-9]{20,40}$/);
/** How a secret stands in messages of services, proxies and clients. */
const FORMS: readonly ((secret: string) => string)[] = [
  (secret) => `Authorization: Bearer ${secret}`,
  (secret) => `authorization: Basic ${secret}==`,
  (secret) => `AWS4-HMAC-SHA256 Credential=${secret}/20261128/eu-west-1, Signature=${secret}`,
  (secret) => `https://s3.example.com/x?X-Amz-Security-Token=${secret}&X-Amz-Signature=${secret}`,
  (secret) => `{"access_token":"${secret}","client_secret": "${secret}"}`,
  (secret) => `aws_secret_access_key = ${secret}`,
  (secret) => `connect to http://user:${secret}@proxy:8080 failed`,
];

describe('the cause that an error keeps', () => {
  test('shows no credential, wherever in the chain it stands', () => {
    fc.assert(
      fc.property(
        SECRET,
        fc.constantFrom(...FORMS),
        fc.nat({ max: 4 }),
        fc.string(),
        (secret, form, depth, around) => {
          let cause: Error = new Error(`${around} ${form(secret)} ${around}`);
          for (let level = 0; level < depth; level++) cause = new Error(`level ${level}`, { cause });
          const error = new GcxError({ code: 'x', what: 'It failed.' }, undefined, cause);
          for (let each: unknown = error.cause; each instanceof Error; each = each.cause) {
            expect(each.message + (each.stack ?? '')).not.toContain(secret);
          }
        },
      ),
    );
    expect(withoutSecrets('AKIAIOSFODNN7EXAMPLE is no key')).toBe('[secret] is no key');
  });

  test('has name, message, places and causes, and nothing that clients hang on errors', () => {
    const inner = Object.assign(new TypeError('inner'), { $response: { body: 'hunter2' } });
    const outer = Object.assign(new Error('two\nlines', { cause: inner }), {
      request: { headers: 'hunter2' },
    });
    outer.name = 'AccessDenied';
    const kept = redactedCause(outer);
    expect([kept.name, kept.message]).toEqual(['AccessDenied', 'two\nlines']);
    expect(framesOf(kept)).toEqual(framesOf(outer));
    expect(framesOf(kept)[0]).toContain('redacted-cause.test.ts');
    expect(kept.cause).toMatchObject({ name: 'TypeError', message: 'inner' });
    expect(Object.keys(kept).sort()).toEqual(
      ['name', 'stack'].filter((key) => Object.keys(kept).includes(key)),
    );
    expect(JSON.stringify([kept, { ...kept }])).not.toContain('hunter2');
  });

  test('ends in a chain that goes in circles, and takes whatever was thrown', () => {
    const circle = new Error('round');
    circle.cause = circle;
    let depth = 0;
    for (let each: unknown = redactedCause(circle); each instanceof Error; each = each.cause) depth += 1;
    expect(depth).toBeLessThan(12);
    expect(redactedCause('Bearer abcdefghijklmnop').message).toBe('Bearer [secret]');
    expect(redactedCause(undefined).message).toBe('undefined');
    expect(redactedCause(new AggregateError([new Error('first')], 'all')).cause).toMatchObject({
      message: 'first',
    });
  });

  test('an error of gcx is kept as it is', () => {
    const inner = new GcxError({ code: 'inner', what: 'Inner.' });
    expect(withCause(new GcxError({ code: 'outer', what: 'Outer.' }), inner).cause).toBe(inner);
  });
});
