import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument, visit } from 'yaml';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { validateText } from './marked-file.js';

/** What every object of JavaScript has, or is taken to have: no key of a file may be looked up among them. */
const NAMES = [
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
  'then',
  'toJSON',
  'length',
] as const;

/** A file that uses as many kinds of keys as go together. */
const file = `version: 1
project: pipe
genesys:
  environment: mypurecloud.ie
  organization: 6513270e-269e-4d37-b2a7-4de452e6b438
  integration: { suffix: prod }
aws: { account: "111122223333", region: eu-west-1 }
tags: { team: cc }
archive: { retention: 30d }
defaults: { deadLetter: dead, retry: { maxAge: 6h, attempts: 50 } }
formats:
  relay: { source: relay.example.com, eventType: detail.topic, payload: detail.body, queueId: detail.queue.id }
targets:
  inbox: { sqs: { create: inbox } }
  board: { sns: { create: "board-{eventType}" }, subscribers: [{ email: a@example.com }, { sqs: inbox }] }
  sync: { lambda: { existing: sync } }
  crm:
    processor:
      handler: ./handlers/it.ts
      only: { queues: [Sales] }
      deduplicate: { for: 5d }
      maxEventAge: { of: 15m, then: deadLetter }
      environment: { URL: "https://crm.example.com" }
      secrets: { token: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:crm-AbCdEf" }
      migrations: [{ from: '1', to: '2', move: { a.b: c.d } }]
  audit:
    arn: arn:aws:states:eu-west-1:111122223333:stateMachine:audit
    role: arn:aws:iam::111122223333:role/audit
    input: { template: '{"id": <id>}', paths: { id: $.detail.eventBody.conversationId } }
  dead: { sqs: { create: dead } }
routes:
  sales:
    description: Sales of \${TEAM:-all}
    events: [conversation.acd.end]
    queues: [Sales, { name: Support, division: Retail }, { glob: "Sales *" }]
    where: { mediaType: [VOICE], connectedDurationMs: { numeric: [">", 60000] } }
    targets: [inbox, board, crm]
  rest: { events: [conversation.user.end], targets: [sync, audit] }
  relayed: { format: relay, events: [left], targets: [inbox] }
  raw: { pattern: { detail: { eventBody: { mediaType: [VOICE, { prefix: V }] } } }, targets: [inbox] }
environments:
  production: {}
  test: { genesys: { integration: { suffix: test } } }
`;

/** Whether checking ends as checking does: with what is wrong, or with an error that gcx explains. */
async function ends(text: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  try {
    const { diagnostics } = await validateText(text, env);
    return diagnostics.map(({ message, fix }) => `${message} ${fix ?? ''}`).join('\n');
  } catch (error) {
    if (error instanceof GcxError) return error.message;
    throw error;
  }
}

type Edit = (text: string, name: string, value: unknown) => string;

/** An edit for every key and every text of the file: a key more beside it, another key, another text. */
function edits(): readonly Edit[] {
  const found: Edit[] = [];
  const document = parseDocument(file);
  let index = 0;
  visit(document, {
    Pair: () => {
      const at = index++;
      for (const kind of ['add', 'rename', 'replace'] as const) {
        found.push((text, name, value) => {
          const edited = parseDocument(text, { uniqueKeys: false });
          let here = 0;
          visit(edited, {
            Map: (_, map) => {
              for (const pair of [...map.items]) {
                if (here++ !== at) continue;
                if (kind === 'rename') pair.key = edited.createNode(name);
                else if (kind === 'replace') pair.value = edited.createNode(value);
                else map.items.push(edited.createPair(name, value));
              }
            },
          });
          return String(edited);
        });
      }
    },
  });
  return found;
}

test('the file itself is fine but for what it needs of its surroundings', async () => {
  expect(await ends(file)).not.toMatch(/is not known/);
});

describe('a key or text called like something that every object has', () => {
  const all = edits();
  const value = (name: string): fc.Arbitrary<unknown> =>
    fc.constantFrom<unknown>(
      name,
      1,
      true,
      null,
      [],
      {},
      [name],
      { [`x${name}`]: name },
      new Map([[name, [name]]]),
    );

  test('in every place of the file', async () => {
    for (const [index, edit] of all.entries()) {
      const name = (index % 2 === 0 ? undefined : NAMES[index % NAMES.length]) ?? 'constructor';
      const [sample] = fc.sample(value(name), { numRuns: 1, seed: index });
      await ends(edit(file, name, sample));
    }
  });

  test('several at once', async () => {
    const one = fc
      .tuple(fc.constantFrom(...all), fc.constantFrom(...NAMES))
      .chain(([edit, name]) => fc.tuple(fc.constant(edit), fc.constant(name), value(name)));
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 2, maxLength: 4 }), async (several) => {
        await ends(several.reduce((text, [edit, name, given]) => edit(text, name, given), file));
      }),
      { numRuns: 60 },
    );
  });

  test('an unknown key is told as one, wherever it stands', async () => {
    for (const name of NAMES) {
      expect(await ends(file.replace('tags: {', `${JSON.stringify(name)}: 1\ntags: {`)), name).toContain(
        `"${name}" is not known at the top of the file`,
      );
    }
  });
});
