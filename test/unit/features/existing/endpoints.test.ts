import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ConnectionAuth } from '../../../../src/lib/clients/aws/http-model.js';
import type { RuleTarget } from '../../../../src/lib/clients/aws/rule-model.js';
import { declaredByFile } from '../../../../src/lib/engine/plan/index.js';
import type { FoundEndpoint } from '../../../../src/lib/features/existing/found-endpoint.js';
import { exportConfig } from '../../../../src/lib/features/existing/index.js';
import { httpArn } from '../../../../src/lib/language/names/arn.js';
import { destinationNameOf, shortHttpName } from '../../../../src/lib/language/names/http-names.js';
import { fileOf, NAMES } from '../../engine/compile/file-builder.js';

const { config } = fileOf([]);
const ID = '0f4c3c0e-0000-4000-8000-000000000000';
const PATTERN = { source: ['crm'] };

const awsName = fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/);
/** Half of them as gcx would call them. */
const named = fc.oneof(
  awsName,
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/).map((name) => destinationNameOf(config, { name })),
);
const texts = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.stringMatching(/^[a-z]{0,5}$/), {
  maxKeys: 2,
  noNullPrototype: true,
});
const auth: fc.Arbitrary<ConnectionAuth> = fc.oneof(
  fc.record({ kind: fc.constant('apiKey' as const), header: fc.constantFrom('X-Key', 'Key') }),
  fc.record({ kind: fc.constant('basic' as const), user: fc.constantFrom('gcx', 'genesys') }),
  fc.record({
    kind: fc.constant('oauth' as const),
    tokenUrl: fc.constant('https://login.example.com'),
    method: fc.constantFrom('GET', 'POST', 'PUT'),
    clientId: fc.constant('gcx'),
    headers: texts,
    query: texts,
    body: texts,
  }),
);
const endpoint = fc.record({
  name: named,
  connection: fc.nat({ max: 1 }),
  parts: fc.array(fc.constantFrom('calls', '*', 'v1'), { maxLength: 3 }),
  method: fc.constantFrom('POST', 'GET', 'DELETE'),
  rate: fc.constantFrom(1, 50, 300),
  headers: texts,
});
const world = fc.record({
  connections: fc.uniqueArray(fc.record({ name: named, auth }), {
    selector: ({ name }) => name,
    minLength: 2,
    maxLength: 2,
  }),
  endpoints: fc.uniqueArray(endpoint, { selector: ({ name }) => name, minLength: 1, maxLength: 3 }),
});

it('HTTPS endpoints that people made are exported as they are, whatever their names, and shared connections stay shared', () => {
  fc.assert(
    fc.property(world, ({ connections, endpoints }) => {
      const all = endpoints.map(({ parts, headers, ...settings }) => {
        const { name, auth: by } = connections[settings.connection] ?? { name: '', auth: undefined };
        const arn = `${httpArn(config, 'api-destination', settings.name)}/${ID}`;
        const connectionArn = `${httpArn(config, 'connection', name)}/${ID}`;
        const url = ['https://crm.example.com', ...parts].join('/');
        const found: Exclude<FoundEndpoint, { readonly kind: 'kept' }> = {
          kind: 'free',
          destination: { ...settings, arn, connectionArn, endpoint: url, description: '', state: 'ACTIVE' },
          connection: {
            name,
            arn: connectionArn,
            description: '',
            state: 'AUTHORIZED',
            ...(by === undefined ? {} : { auth: by }),
          },
        };
        const path = parts.filter((part) => part === '*').map((_, index) => `$.detail.part${index % 2}`);
        const http = { path, headers, query: {} };
        const isPlain = path.length + Object.keys(headers).length === 0;
        const target: RuleTarget = {
          id: settings.name.slice(0, 40),
          arn,
          roleArn: 'arn:aws:iam::111122223333:role/x',
          ...(isPlain ? {} : { http }),
        };
        return { found, target, url };
      });
      const exported = exportConfig({
        config: { ...config, targets: {}, routes: {} },
        content: {
          bus: NAMES.bus,
          tags: {},
          topics: new Map(),
          queues: new Map(),
          endpoints: new Map(all.map(({ found, target }) => [target.arn, found])),
          rules: [
            {
              bus: NAMES.bus,
              name: 'crm',
              arn: 'arn:aws:events:eu-west-1:111122223333:rule/crm',
              tags: {},
              enabled: true,
              pattern: PATTERN,
              unmanaged: [],
              targets: all.map(({ target }) => target),
            },
          ],
        },
        queues: [],
        names: NAMES,
        create: true,
      });
      expect(exported.leftOut).toEqual([]);
      // A target that is called as a number comes first in the file.
      const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
      const declared = declaredByFile(exported.config).endpoints.toSorted(byName);
      expect(
        declared.map(({ name, connection, endpoint: url, target }) => {
          const { secret: _, ...by } = target.auth;
          return { name, connection, url, method: target.method, rate: target.rate ?? 300, auth: by };
        }),
      ).toEqual(
        all
          .map(({ found, url }) => {
            const { destination, connection } = found;
            const { name, method, rate } = destination;
            return { name, connection: connection.name, url, method, rate, auth: connection.auth };
          })
          .toSorted(byName),
      );
      // One connection has one secret, and no other has it.
      const secrets = new Map(declared.map(({ connection, target }) => [connection, target.auth.secret]));
      for (const { connection, target } of declared)
        expect(target.auth.secret).toEqual(secrets.get(connection));
      expect(new Set([...secrets.values()].map((each) => JSON.stringify(each))).size).toBe(secrets.size);
    }),
    { numRuns: 60 },
  );
});

it('a name that gcx gives is told by its target, and no other', () => {
  fc.assert(
    fc.property(named, (name) => {
      const target = shortHttpName(config, name);
      if (target !== undefined) expect(destinationNameOf(config, { name: target })).toBe(name);
      else expect(name.startsWith(`${config.project}-`) && !name.includes('.')).toBe(false);
    }),
  );
});
