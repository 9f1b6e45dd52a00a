import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/lib/engine/change/model.js';
import { head } from '../e2e/gcx.js';
import { applied, type Trial, trial } from './trial.js';
import { killedAfterWrites } from './wire.js';

const AUTH = '{ apiKey: { header: X-Key, secret: { env: CRM_KEY } } }';
const CALLS = `http: { url: "https://crm.example.com/calls", name: CRM.calls, connection: CRM.prod, auth: ${AUTH} }`;
const CHATS = `http: { url: "https://crm.example.com/chats", name: CRM.chats, connection: CRM.prod, auth: ${AUTH} }`;

/** A file with these targets, beside one that stays. */
function file(targets: Readonly<Record<string, string>>): string {
  const all = { inbox: 'sqs: { create: shop-inbox }', ...targets };
  return `${head()}targets:
${Object.entries(all)
  .map(([name, text]) => `  ${name}: { ${text} }\n`)
  .join('')}routes:
  ended: { events: [conversation.acd.end], targets: [${Object.keys(all).join(', ')}] }
`;
}

function ofHttp({ changes }: Plan): readonly string[] {
  return changes.flatMap(({ action, kind, name }) =>
    action !== 'none' && /^(?:connection|api-destination)$/.test(kind) ? [`${action} ${kind} ${name}`] : [],
  );
}

async function names({ others: { http } }: Trial): Promise<readonly string[]> {
  return [...(await http.connectionNames()), ...(await http.destinationNames())];
}

async function opened(text: string): Promise<Trial> {
  const all = await trial(text);
  all.secrets.set('CRM_KEY', 'key-of-the-crm');
  await applied(all);
  return all;
}

describe('HTTPS endpoints with names of the file', () => {
  it('share a connection, which goes with the last of them', async () => {
    const all = await opened(file({ calls: CALLS, chats: CHATS }));
    expect(await names(all)).toEqual(['CRM.prod', 'CRM.calls', 'CRM.chats']);
    const connection = await all.others.http.connection('CRM.prod');
    const destination = await all.others.http.destination('CRM.chats');
    expect(destination?.connectionArn).toBe(connection?.arn);
    expect(ofHttp(await all.plan())).toEqual([]);

    // The connection is described by the one that stays.
    all.write(file({ chats: CHATS }));
    const less = await applied(all);
    expect([...ofHttp(less)].sort()).toEqual(['delete api-destination CRM.calls', 'update connection CRM.prod']);
    expect(ofHttp(await all.plan())).toEqual([]);
    expect((await all.others.http.connection('CRM.prod'))?.arn).toBe(connection?.arn);

    // In either order of the file: nothing is described again.
    all.write(file({ calls: CALLS, chats: CHATS }));
    expect(ofHttp(await applied(all))).toEqual(['create api-destination CRM.calls']);

    // What left the file is found, although its name does not begin with the project's; also where an apply is killed.
    all.write(file({}));
    all.wire.before = (action) => {
      if (action === 'DeleteConnection') all.wire.fateOf = killedAfterWrites(0);
    };
    await all.apply(await all.plan());
    all.wire.before = () => {};
    all.wire.fateOf = () => 'answered';
    expect(await names(all)).toEqual(['CRM.prod']);
    expect(ofHttp(await applied(all))).toEqual(['delete connection CRM.prod']);
    expect(await names(all)).toEqual([]);
    expect(ofHttp(await all.plan())).toEqual([]);
  });

  it('get others without an event missing them: the new ones are there before the rule, the old ones go after it', async () => {
    const all = await opened(file({ calls: CALLS }));
    const { http } = all.others;
    // Somebody else's is of no concern.
    await http.createConnection({
      name: 'theirs',
      description: '',
      auth: { kind: 'apiKey', header: 'X' },
      secret: 'x',
    });
    all.write(file({ calls: CALLS.replace('CRM.calls', 'CRM.ended').replace('CRM.prod', 'CRM.next') }));
    const plan = await applied(all);
    const order = plan.changes.flatMap(({ action, kind, name }) =>
      /^(?:connection|api-destination|rule)$/.test(kind) ? [`${action} ${kind} ${name}`] : [],
    );
    expect(order).toEqual([
      'create connection CRM.next',
      'create api-destination CRM.ended',
      'update rule shop-ended-1',
      'delete api-destination CRM.calls',
      'delete connection CRM.prod',
    ]);
    expect(await names(all)).toEqual(['CRM.next', 'theirs', 'CRM.ended']);

    // Another connection alone: the API destination lets go of the old one before that goes.
    all.write(file({ calls: CALLS.replace('CRM.calls', 'CRM.ended') }));
    expect(ofHttp(await applied(all))).toEqual([
      'create connection CRM.prod',
      'update api-destination CRM.ended',
      'delete connection CRM.next',
    ]);
    expect(ofHttp(await all.plan())).toEqual([]);
    expect(ofHttp(await applied(all, 'destroy'))).toEqual([
      'delete api-destination CRM.ended',
      'delete connection CRM.prod',
    ]);
    expect(await names(all)).toEqual(['theirs']);
  });
});
