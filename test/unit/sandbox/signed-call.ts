/**
 * JavaScript of a function for code that runs in the sandbox without an SDK:
 * `signedCall(service, 'Prefix.Action', body)`, signed with the credentials of its environment, gives fetch's answer.
 */
export const SIGNED_CALL = `
import { createHash, createHmac } from 'node:crypto';

async function signedCall(service, target, body) {
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION } = process.env;
  const sha256 = (text) => createHash('sha256').update(text).digest('hex');
  const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
  const date = new Date().toISOString().replace(/[-:]|\\.\\d{3}/g, '');
  const headers = {
    host: new URL(AWS_ENDPOINT_URL).host,
    'x-amz-date': date,
    'x-amz-security-token': AWS_SESSION_TOKEN,
    'x-amz-target': target,
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => name + ':' + headers[name] + '\\n').join('');
  const request = ['POST', '/', '', lines, names.join(';'), sha256(body)].join('\\n');
  const scope = [date.slice(0, 8), AWS_REGION, service, 'aws4_request'];
  const key = scope.reduce(hmac, 'AWS4' + AWS_SECRET_ACCESS_KEY);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(request)].join('\\n')).toString('hex');
  const { host, ...sent } = headers;
  return await fetch(AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      ...sent,
      'content-type': 'application/x-amz-json-1.0',
      authorization: 'AWS4-HMAC-SHA256 Credential=' + [AWS_ACCESS_KEY_ID, ...scope].join('/') +
        ', SignedHeaders=' + names.join(';') + ', Signature=' + signature,
    },
    body,
  });
}
`;
