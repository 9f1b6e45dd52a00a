import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../../src/lib/base/terminal/diagnostic.js';
import { renderDiagnostics } from '../../../../src/lib/language/config/index.js';
import { fileWith, validateText } from './marked-file.js';

const AWS_KEY = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** Everything that is ever shown of the problems. */
function shown(diagnostics: readonly Diagnostic[]): string {
  return renderDiagnostics(diagnostics, { color: false }) + JSON.stringify(diagnostics);
}

/** A file whose target is called by its ARN with these parameters. */
const withParameters = (parameters: string): string =>
  fileWith({
    targets: `it: { arn: "arn:aws:execute-api:eu-west-1:111122223333:abc123/prod/POST/events", role: "arn:aws:iam::111122223333:role/a", parameters: { ${parameters} } }`,
  });

describe('a credential in the file is refused and never shown', () => {
  const keys = [
    'clientSecret',
    'client_secret',
    'secret',
    'password',
    'accessKeyId',
    'secretAccessKey',
    'access_token',
    'apiKey',
    'oauthClientId',
    'credentials',
  ];
  test.each(keys)('under the key %s', async (key) => {
    for (const value of ['hunter2', '"hunter2"', '{ nested: hunter2 }', '[hunter2]']) {
      const text = fileWith({
        genesys: `{ region: eu-west-1, organization: 6513270e-269e-4d37-b2a7-4de452e6b438, ${key}: ${value}, integration: { suffix: a } }`,
      });
      const { diagnostics, valid } = await validateText(text);
      expect(valid).toBe(false);
      expect(diagnostics.map(({ code }) => code)).toEqual(['credential']);
      expect(diagnostics[0]?.position).toMatchObject({ line: 3 });
      expect(diagnostics[0]?.fix).toMatch(/GENESYSCLOUD_OAUTHCLIENT_SECRET|AWS credentials/);
      expect(shown(diagnostics)).not.toContain('hunter2');
    }
  });

  test.each([
    'hunter2',
    '{ apiKey: hunter2 }',
    '{ basic: "me:hunter2" }',
    '{ basic: { user: me, password: hunter2 } }',
    '{ basic: { user: me, secret: hunter2 } }',
    '{ basic: { user: me, secret: { env: "hunter2-!" } } }',
    '{ basic: { user: me, secret: { value: hunter2 } } }',
    '{ apiKey: { header: X-Key, value: hunter2 } }',
    '{ oauth: { tokenUrl: "https://a.example", clientId: me, secret: { secretsManager: "hunter2 !" } } }',
  ])('where an HTTPS endpoint says how it is called: %s', async (auth) => {
    const text = fileWith({ targets: `it: { http: { url: "https://a.example", auth: ${auth} } }` });
    const { diagnostics } = await validateText(text);
    expect(diagnostics.map(({ code }) => code)).toContain('credential');
    expect(diagnostics.find(({ code }) => code === 'credential')?.fix).toContain('secret: { env: CRM_KEY }');
    expect(shown(diagnostics)).not.toContain('hunter2');
  });

  test.each([
    '{ apikey: hunter2 }',
    '{ apikey: { header: X-Key, value: hunter2 } }',
    '{ apikey: { header: X-Key, secret: hunter2 } }',
    '{ basic: { user: me, secrt: hunter2 } }',
    '{ apiKey: { apiKey: { a: hunter2 } } }',
    '{ basic: { user: me, secrt: { value: hunter2 } } }',
    '{ basic: { user: me, secrt: { env: "hunter2-!" } } }',
    '{ basic: { user: me, password: { value: hunter2 } } }',
    '{ basic: { user: me, secret: { kye: hunter2 } } }',
    '{ basic: { user: me, secret: { val: hunter2 } } }',
    '{ basic: { user: me, secret: { evn: "hunter2-!" } } }',
    '{ basic: { user: me, secret: { secretsManager: crm, value: hunter2 } } }',
    '{ basic: { user: me, secret: { secretsManager: crm, kye: { a: hunter2 } } } }',
    '{ oauth: { token_url: hunter2, clientId: me, secret: { env: A } } }',
  ])('nor where the key is mistyped, too: %s', async (auth) => {
    const text = fileWith({ targets: `it: { http: { url: "https://a.example", auth: ${auth} } }` });
    const { diagnostics } = await validateText(text);
    expect(diagnostics.map(({ code }) => code)).toContain('credential');
    expect(shown(diagnostics)).not.toContain('hunter2');
  });

  test.each([
    ['{ apikey: { header: X-Key, secret: { env: A } } }', 'apiKey'],
    ['{ api_key: { header: X-Key, secret: { env: A } } }', 'apiKey'],
    ['{ basic: { user: me, secret: { secretsManager: crm, kye: a } } }', 'key'],
    ['{ basic: { user: me, secret: { secretmanager: crm } } }', 'secretsManager'],
    ['{ basic: { user: me, password: { env: A } } }', 'secret'],
    ['{ oauth: { token_url: "https://a.example/token", clientId: me, secret: { env: A } } }', 'tokenUrl'],
  ])('a mistyped key above what says where it is, is none: %s', async (auth, meant) => {
    const text = fileWith({ targets: `it: { http: { url: "https://a.example", auth: ${auth} } }` });
    const { diagnostics } = await validateText(text);
    const problem = diagnostics.find(({ code }) => code === 'unknown-key');
    expect(diagnostics.map(({ code }) => code)).not.toContain('credential');
    expect(problem?.fix).toContain(`Did you mean "${meant}"?`);
    expect(problem?.edits?.[0]).toMatchObject({ text: meant });
  });

  test.each([
    'https://a.example/events?api_key=hunter2',
    'https://a.example/events?a=b&token=hunter2',
    'https://a.example/events?subscription-key=hunter2',
    'https://a.example/events?sig=hunter2&sv=1',
    'https://a.example/events?password=hunter2',
    'https://a.example/events?token=${CRM_PART:-hunter2}',
    '${CRM_BASE:-https://a.example}/events?token=hunter2',
  ])('in the query of an address: %s', async (url) => {
    const key = 'auth: { apiKey: { header: X, secret: { env: A } } }';
    const places = [
      `it: { http: { url: "${url}", ${key} } }`,
      `it: { http: { url: "https://a.example", auth: { oauth: { tokenUrl: "${url}", clientId: c, secret: { env: A } } } } }`,
      `it: { sns: { create: it }, subscribers: [{ https: "${url}" }] }`,
    ];
    for (const targets of places) {
      const { diagnostics } = await validateText(fileWith({ targets }));
      const problem = diagnostics.find(({ code }) => code === 'credential');
      expect(problem?.message).toContain('query');
      expect(shown(diagnostics)).not.toContain('hunter2');
    }
  });

  test.each(['?campaign=spring&keyword=a', '?code=abc', '?key=', '?page=token'])(
    'an address whose query holds none: %s',
    async (query) => {
      const { diagnostics } = await validateText(
        fileWith({
          targets: `it: { http: { url: "https://a.example/events${query}", auth: { apiKey: { header: X, secret: { env: A } } } } }`,
        }),
      );
      expect(diagnostics.map(({ code }) => code)).not.toContain('credential');
    },
  );

  test.each([
    ['env: crm-key', 'letters, digits and _'],
    ['env: 7CRM', 'letters, digits and _'],
    ['secretsManager: "crm key"', 'letters, digits and /_+=.@-'],
  ])('a name that is none is not shown, and the rule for names told: %s', async (secret, rule) => {
    const text = fileWith({
      targets: `it: { http: { url: "https://a.example", auth: { basic: { user: me, secret: { ${secret} } } } } }`,
    });
    const { diagnostics } = await validateText(text);
    const [problem] = diagnostics.filter(({ severity }) => severity === 'error');
    expect(problem?.message).toContain(rule);
    expect(problem?.message).not.toContain('is a credential');
    expect(shown(diagnostics)).not.toContain(secret.replace(/^.*: /, ''));
  });

  test.each([
    '{ Authorization: hunter2 }',
    '{ X-Api-Key: hunter2 }',
    '{ X-A: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.hunter2 }',
  ])('in the parameters of a target: %s', async (headers) => {
    const { diagnostics } = await validateText(
      withParameters(`HttpParameters: { HeaderParameters: ${headers} }`),
    );
    const [problem] = diagnostics.filter(({ severity }) => severity === 'error');
    expect(problem?.code).toBe('credential');
    expect(problem?.fix).toContain('http: { url: …, auth: … }');
    expect(shown(diagnostics)).not.toContain('hunter2');
  });

  test.each([
    ['an AWS key in a description', fileWith({ route: `description: key ${AWS_KEY}` }), AWS_KEY],
    [
      'an AWS secret as a profile',
      fileWith({ aws: `{ account: "111122223333", region: eu-west-1, profile: ${SECRET} }` }),
      SECRET,
    ],
    [
      'a password in an address',
      fileWith({
        targets: 'it: { sns: { create: it }, subscribers: [{ https: "https://me:hunter2@example.com" }] }',
      }),
      'hunter2',
    ],
    [
      'a token in a list of values',
      fileWith({
        route: `where: { conversationId: [a, eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc] }`,
      }),
      'eyJhbGciOiJIUzI1NiJ9',
    ],
  ])('%s', async (_, text, secret) => {
    const { diagnostics } = await validateText(text);
    expect(diagnostics.map(({ code }) => code)).toContain('credential');
    expect(shown(diagnostics)).not.toContain(secret);
  });

  test.each([
    ['an unclosed quote', 'clientSecret: "hunter2'],
    ['a tab', '\tclientSecret: hunter2'],
    ['a sign that YAML does not take', 'client_secret: @hunter2'],
    ['an alias', 'password: *hunter2'],
    ['a tag', 'password: !hunter2 x'],
    ['an unclosed quote after an address', 'url: "https://a.example/?api_key=hunter2'],
    ['a repeated key', 'password: hunter2\npassword: hunter2'],
    ['a colon', 'token: hunter2: hunter2'],
    ['a comment', `colour: red # ${AWS_KEY} hunter2`.replace(' hunter2', '')],
  ])('not even where YAML stumbles over it: %s', async (_, top) => {
    const { diagnostics, valid } = await validateText(fileWith({ top }));
    expect(valid).toBe(false);
    expect(shown(diagnostics)).not.toContain('hunter2');
    expect(shown(diagnostics)).not.toContain(AWS_KEY);
  });

  test.each([
    ['by its name', '${CRM_CLIENT_SECRET}', { GENESYS_GCX_VAR_CRM_CLIENT_SECRET: 'hunter2' }],
    ['by its value', '${PLAIN}', { GENESYS_GCX_VAR_PLAIN: SECRET }],
  ])('a variable that is a credential %s', async (_, written, env) => {
    const { diagnostics } = await validateText(fileWith({ route: `description: "${written}"` }), env);
    expect(diagnostics.map(({ code }) => code)).toEqual(['credential']);
    for (const value of Object.values(env)) expect(shown(diagnostics)).not.toContain(value);
  });

  test('names that only sound like one are fine', async () => {
    const text = fileWith({
      targets: 'token-events: { sqs: { create: genesys-DE-North-V2-CRM-Sync-EU-West-1-Prod-Q3 } }',
      route: 'where: { conversationId: [token] }',
    }).replace('targets: [inbox]', 'targets: [inbox, token-events]');
    expect((await validateText(text)).diagnostics).toEqual([]);
  });

  test.each([
    '/dev/shm/gcx-sandbox-Kx7Qz2/handled-in-order',
    '/opt/MyCompany/Apps/CRM-Sync/V2/config/Prod1.json',
    'calls/2026/Q3/Region-EU/Team-A1/raw-Events/in',
  ])('a path is none: %s', async (path) => {
    const text = fileWith({
      targets: `it: { processor: { handler: ./handlers/it.ts, environment: { OUT: ${path} } } }`,
    });
    const { diagnostics } = await validateText(text);
    expect(diagnostics.map(({ code }) => code)).not.toContain('credential');
  });

  test('random secrets of 40 characters are found wherever they stand', async () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
    // What a generator gives almost always; a rare run of one kind of letters is no proof either way.
    const secret = fc
      .array(fc.constantFrom(...letters), { minLength: 40, maxLength: 43 })
      .map((signs) => signs.join(''))
      .filter((text) => new Set(text).size > 20 && (text.match(/[0-9]/g) ?? []).length >= 4)
      .filter(
        (text) => [...text].filter((sign, index) => kind(sign) !== kind(text[index - 1] ?? sign)).length > 20,
      );
    await fc.assert(
      fc.asyncProperty(secret, async (text) => {
        const { diagnostics } = await validateText(fileWith({ route: `description: ${text}` }));
        expect(diagnostics.map(({ code }) => code)).toEqual(['credential']);
        expect(shown(diagnostics)).not.toContain(text);
      }),
      { numRuns: 50 },
    );
  });
});

function kind(sign: string): string {
  return /[a-z]/.test(sign) ? 'a' : /[A-Z]/.test(sign) ? 'A' : '0';
}

test('the ARN of a secret and a path into the event are no credentials in the parameters of a target', async () => {
  const redshift = fileWith({
    targets:
      'it: { arn: "arn:aws:redshift:eu-west-1:111122223333:cluster:dwh", role: "arn:aws:iam::111122223333:role/a", parameters: { RedshiftDataParameters: { Database: dev, Sql: select 1, SecretManagerArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:dwh-AbCdEf" } } }',
  });
  const header = withParameters(
    'HttpParameters: { HeaderParameters: { X-Token: $.detail.eventBody.conversationId } }',
  );
  for (const text of [redshift, header])
    expect((await validateText(text)).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
});
