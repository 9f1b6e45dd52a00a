import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { displayWidth } from '../../../../src/lib/base/terminal/width.js';
import { graphMermaid } from '../../../../src/lib/cli/render/graph-mermaid.js';
import { graphText } from '../../../../src/lib/cli/render/graph-text.js';
import { type PipeGraph, pipeGraph } from '../../../../src/lib/features/graph/index.js';
import { anyCharacter } from '../../../harness/any-character.js';
import { configOf } from '../config-of.js';

const example = readFileSync('.genesysrc.example.yml', 'utf8');
const ids = 'aws: { account: "111122223333", region: eu-west-1 }';
const odd = `version: 1
project: odd
genesys: { environment: mypurecloud.ie, organization: 6513270e-269e-4d37-b2a7-4de452e6b438 }
${ids.replace(' }', ', bus: shared }')}
targets:
  loner: { sqs: { create: loner } }
  hub: { sns: { create: hub }, subscribers: [{ https: "https://example.com/a" }, { sqs: inbox }] }
  inbox: { sqs: { create: inbox }, deadLetter: dead }
  dead: { sqs: { create: dead } }
routes:
  one: { events: [conversation.acd.end], where: { mediaType: [{ anything-but: CHAT }] }, targets: [hub], enabled: false }
  two: { pattern: { detail-type: ["x"], source: [{ prefix: "aws.partner/genesys.com" }] }, targets: [hub, inbox] }
`;

describe('the tree', () => {
  test('of the example: who receives what, in 80 columns', async () => {
    const text = graphText(pipeGraph(await configOf(example, 'production')), plainStyle);
    expect(text).toBe(`contact-center-events, environment production

Genesys Cloud mypurecloud.ie  organization 6513270e-269e-4d37-b2a7-4de452e6b438
└─ integration prod  its event bus in AWS account 111122223333, eu-west-1
   ├─ sales-left-queue
   │  │  conversation.acd.end
   │  │  of queues "Sales Support", "Support" in division "Retail", glob "Sales
   │  │  DE*", id 5affb229-7631-4992-b0ce-583505c6af07
   │  │  where mediaType is "VOICE" or "MESSAGE"
   │  ├─ sales-topic  SNS topic sales-ended
   │  │  ├─ e-mail wallboard@example.com
   │  │  └─ wallboard  SQS queue wallboard
   │  ├─ crm-inbox  SQS queue crm-inbox
   │  ├─ crm-sync  Lambda function crm-sync
   │  └─ sales-processor  processor ./config/handlers/sales.ts
   │     handles only queues "Sales Support"
   └─ agent-finished
      │  conversation.user.end, conversation.acw
      ├─ by-type  SNS topic for each event type genesys-{eventType}
      │  └─ e-mail data-team@example.com
      └─ audit  states audit

dead-letters keeps the events that cannot be delivered to sales-topic,
  crm-inbox, crm-sync, sales-processor, by-type, audit
sales-processor has its own dead-letter queue.`);
    expect(text.split('\n').filter((line) => displayWidth(line) > 80)).toEqual([]);
  });

  test('says what is disabled, shown before, lost, or led to by nothing', async () => {
    expect(graphText(pipeGraph(await configOf(odd)), plainStyle)).toBe(`odd

Genesys Cloud mypurecloud.ie  organization 6513270e-269e-4d37-b2a7-4de452e6b438
└─ event bus shared  in AWS account 111122223333, eu-west-1
   ├─ one  disabled
   │  │  conversation.acd.end
   │  │  where mediaType is anything but "CHAT"
   │  └─ hub  SNS topic hub
   │     ├─ https://example.com/a
   │     └─ inbox  SQS queue inbox
   └─ two
      │  All of:
      │    detail-type is "x"
      │    source is text starting with "aws.partner/genesys.com"
      ├─ hub  SNS topic hub, as above
      └─ inbox  SQS queue inbox

dead keeps the events that cannot be delivered to inbox
Events that cannot be delivered to these are lost: hub
No route leads to loner`);
  });
});

describe('the flowchart in Mermaid', () => {
  test('joins what the file joins', async () => {
    const lines = graphMermaid(pipeGraph(await configOf(odd))).split('\n');
    expect(lines[0]).toBe('flowchart LR');
    for (const line of [
      'source --> bus',
      'bus -. disabled .-> r0',
      'r0 --> t1',
      't1 --> t1s0',
      't1 --> t2',
      't2 -. dead letters .-> t3',
    ])
      expect(lines).toContain(`  ${line}`);
    // What nothing leads to is not drawn.
    expect(lines.join('\n')).not.toContain('loner');
  });

  const hostile = [
    '"] --> x["',
    '%%{init: {"theme":"x"}}%%',
    '`**x**`',
    '<img src=x onerror=y>',
    '#34;',
    'a:::b',
    '"\n  click r0 "javascript:x"',
    'style x:#35;',
    '\u202e\u001b[2J',
  ];

  test('whatever a name is, it stays the text of its box', () => {
    const graph = (name: string): PipeGraph => ({
      project: name,
      environment: name,
      genesys: {
        environment: name,
        organization: name,
        source: { kind: 'integration', suffix: name, managed: true },
      },
      aws: { account: '111122223333', region: name, bus: name },
      routes: [{ name, enabled: true, events: [name], queues: [name], where: [name], targets: [name] }],
      targets: [
        {
          name,
          kind: 'sns',
          what: name,
          called: name,
          arn: name,
          subscribers: [{ kind: 'https', to: name }],
          routed: true,
        },
      ],
    });
    const shape = (name: string) =>
      graphMermaid(graph(name))
        .split('\n')
        .map((line) => line.replaceAll(/"[^"]*"/g, '"…"'));
    const plain = shape('x');
    const check = (name: string) => {
      expect(shape(name)).toEqual(plain);
      for (const [, label = ''] of graphMermaid(graph(name)).matchAll(/"([^"]*)"/g))
        expect(label.replaceAll('<br/>', '').replaceAll(/#\d+;/g, '')).toMatch(
          /^[\p{L}\p{N}\p{M} ._,@/=()\ufffd-]*$/u,
        );
    };
    hostile.forEach(check);
    fc.assert(fc.property(fc.string({ unit: anyCharacter, minLength: 1 }), check), { numRuns: 50 });
  });
});
