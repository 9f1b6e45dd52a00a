import { expect, it } from 'vitest';
import { computeSignature } from '../../../../../src/lib/sandbox/aws/signature/compute-signature.js';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const DATE = '20150830T123600Z';

// What AWS publishes: its test suite's get-vanilla, and the example of "Create a signed AWS API request" (ListUsers).
it.each([
  {
    target: '/',
    service: 'service',
    headers: { host: 'example.amazonaws.com', 'x-amz-date': DATE },
    signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  {
    target: '/?Action=ListUsers&Version=2010-05-08',
    service: 'iam',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      host: 'iam.amazonaws.com',
      'x-amz-date': DATE,
    },
    signature: '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  },
])('gives the signature that AWS publishes for $service', ({ target, service, headers, signature }) => {
  const url = new URL(`http://x${target}`);
  const request = {
    method: 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: '',
    target,
    bytes: Buffer.alloc(0),
  };
  const given = {
    place: 'header' as const,
    credential: ['AKIDEXAMPLE', '20150830', 'us-east-1', service, 'aws4_request'],
    signedHeaders: Object.keys(headers),
    signature: '',
    date: DATE,
  };
  expect(computeSignature(request, given, SECRET)).toBe(signature);
});

it('goes by the body itself, whatever a header says of it', () => {
  const signatureOf = (body: string) =>
    computeSignature(
      {
        method: 'POST',
        path: '/',
        query: new URLSearchParams(),
        headers: { host: 'x', 'x-amz-date': DATE, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
        body,
        target: '/',
        bytes: Buffer.from(body),
      },
      {
        place: 'header',
        credential: ['AKIDEXAMPLE', '20150830', 'us-east-1', 'events', 'aws4_request'],
        signedHeaders: ['host', 'x-amz-content-sha256', 'x-amz-date'],
        signature: '',
        date: DATE,
      },
      SECRET,
    );
  expect(signatureOf('{"a":1}')).not.toBe(signatureOf('{"a":2}'));
});

it('keeps no key for another secret, day, region or service, however many there were', () => {
  const request = {
    method: 'GET',
    path: '/',
    query: new URLSearchParams(),
    headers: { host: 'x' },
    body: '',
    target: '/',
    bytes: Buffer.alloc(0),
  };
  const signatureOf = ([secret, day, region, service]: readonly [string, string, string, string]) => {
    const credential = ['AKIDEXAMPLE', day, region, service, 'aws4_request'];
    const given = {
      place: 'header' as const,
      credential,
      signedHeaders: ['host'],
      signature: '',
      date: DATE,
    };
    return computeSignature(request, given, secret);
  };
  const scopes = [
    ['a', '20150830', 'us-east-1', 'sns'],
    ['b', '20150830', 'us-east-1', 'sns'],
    ['a', '20150831', 'us-east-1', 'sns'],
    ['a', '20150830', 'eu-west-1', 'sns'],
    ['a', '20150830', 'us-east-1', 'sqs'],
  ] as const;
  const first = scopes.map((scope) => signatureOf(scope));
  expect(new Set(first).size).toBe(scopes.length);
  for (let day = 1; day <= 300; day++) signatureOf(['a', String(day), 'us-east-1', 'sns']);
  expect(scopes.map((scope) => signatureOf(scope))).toEqual(first);
});
