import { describe, expect, it } from 'vitest';
import { createStyle, plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { displayWidth } from '../../../../src/lib/base/terminal/width.js';
import { planText } from '../../../../src/lib/cli/render/index.js';
import type { FieldChange } from '../../../../src/lib/engine/change/model.js';
import { change, examplePlan, plan, setField } from './plan-builder.js';

const route = { kind: 'route', name: 'sales' } as const;
const rule = { kind: 'rule', name: 'p-sales-1', group: route } as const;

describe('planText', () => {
  it('looks exactly as the issue shows it', () => {
    expect(planText(examplePlan, plainStyle, { next: 'gcx apply --env production' })).toBe(
      `File     .genesysrc.yml (production)
Genesys  Acme, mypurecloud.ie, organization 6513270e
AWS      111122223333, eu-west-1

Integration prod
  ~ event types   + conversation.user.end
                    2 added by hand: kept
Route sales-left-queue
  ~ rule contact-center-events-sales-left-queue-1
      queueId   + Sales DE Nord  1f0c77d2   new in Genesys, glob "Sales DE*"
                - Retail Sales   77aa01bd   left the file
Route old-crm
  - rule contact-center-events-old-crm-1
      why: the route left the file; crm-legacy receives nothing more

Plan: 0 to create, 2 to change, 1 to delete, 14 unchanged.
Next: gcx apply --env production
`,
    );
  });

  it('tells which variables the file took and where each is from, on lines of 80 columns', () => {
    const names = ['ACCOUNT_OF_THE_CONTACT_CENTER', 'PLACE', 'REGION', 'TEAM'];
    const variables = names.map((name, index) => ({
      name,
      from: index === 1 ? 'default' : index === 2 ? '--var' : `GENESYS_GCX_VAR_${name}`,
    }));
    const text = planText(plan([], { subject: { ...examplePlan.subject, variables } }), plainStyle);
    expect(text).toContain(`
Values   ACCOUNT_OF_THE_CONTACT_CENTER from GENESYS_GCX_VAR_ACCOUNT_OF_THE_CONTACT_CENTER
         PLACE by default, REGION from --var, TEAM from GENESYS_GCX_VAR_TEAM
`);
  });

  it('names an integration whose change shows no field', () => {
    const group = { kind: 'integration', name: 'prod' } as const;
    const released = change({
      kind: 'integration',
      name: 'prod',
      group,
      action: 'update',
      reason: 'released',
    });
    expect(planText(plan([released]), plainStyle)).toContain(
      'Integration prod\n  ~ integration prod\n      why: released\n',
    );
  });

  it('shows every action with its sign, values before and after', () => {
    const text = planText(
      plan([
        change({
          ...rule,
          action: 'create',
          fields: [
            { kind: 'value', field: 'state', after: 'ENABLED' },
            setField('targets', [['crm-inbox'], ['sales-topic']]),
          ],
        }),
        change({
          ...rule,
          name: 'p-sales-2',
          action: 'update',
          fields: [
            { kind: 'value', field: 'description', before: 'old', after: 'new' },
            { kind: 'value', field: 'role', before: 'arn:aws:iam::111122223333:role/a' },
          ],
        }),
        change({ ...rule, name: 'p-sales-3', action: 'replace', reason: 'its bus changed' }),
        change({
          kind: 'sns-topic',
          name: 'sales-ended',
          group: { kind: 'target', name: 'sales-topic' },
          action: 'adopt',
          reason: '--adopt',
        }),
        change({
          kind: 'bus',
          name: 'aws.partner/genesys.com/cloud/x/prod',
          group: { kind: 'bus', name: 'prod' },
          action: 'delete',
          reason: 'destroy',
        }),
      ]),
      plainStyle,
    );
    expect(text).toMatchInlineSnapshot(`
      "File     .genesysrc.yml (production)
      Genesys  Acme, mypurecloud.ie, organization 6513270e
      AWS      111122223333, eu-west-1

      Event bus prod
        - event bus aws.partner/genesys.com/cloud/x/prod
            why: destroy
      Route sales
        + rule p-sales-1
            state     ENABLED
            targets   + crm-inbox
                      + sales-topic
        ~ rule p-sales-2
            description   old -> new
            role          arn:aws:iam::111122223333:role/a -> (not set)
        -/+ rule p-sales-3
            why: its bus changed
      Target sales-topic
        > SNS topic sales-ended
            why: --adopt

      Plan: 1 to create, 1 to change, 1 to replace, 1 to adopt, 1 to delete, 0 unchanged.
      "
    `);
  });

  it('puts a value that is too long for its line below, and wraps a long why', () => {
    const before = `rules-${'a'.repeat(60)}`;
    const text = planText(
      plan([
        change({
          ...rule,
          action: 'update',
          fields: [{ kind: 'value', field: 'statement', before, after: 'none' }],
          reason: `the rule has ${'many words '.repeat(12)}`.trim(),
        }),
      ]),
      plainStyle,
    );
    expect(text).toContain(`      statement\n        - ${before}\n        + none\n`);
    const why = text.split('\n').filter((line) => line.includes('many words'));
    expect(why.length).toBeGreaterThan(1);
    for (const line of why) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('says that there is nothing to do', () => {
    const text = planText(plan([], {}, 17), plainStyle, { next: 'gcx apply' });
    expect(text.split('\n').at(-2)).toBe('No changes. All 17 resources are as .genesysrc.yml says.');
    expect(text).not.toContain('Next:');
  });

  it('shows notes of unchanged resources, warnings, what is left to people, refusals and how to mend them', () => {
    const text = planText(
      plan(
        [
          change({
            kind: 'sns-subscription',
            name: 'sales-ended email wallboard@example.com',
            group: { kind: 'target', name: 'sales-topic' },
            action: 'none',
            notes: ['waits for its confirmation'],
          }),
          change({ ...rule, action: 'delete', reason: 'the route left the file' }),
        ],
        {
          warnings: [
            {
              code: 'routes-overlap',
              message: 'Routes a and b send the same events to crm-inbox: it receives them twice.',
            },
          ],
          pending: [
            { code: 'subscription-pending', message: 'wallboard@example.com must confirm its subscription.' },
          ],
          refusals: [
            {
              code: 'queue-not-empty',
              message: 'SQS queue crm-inbox holds 3 messages and would be deleted.',
              fix: 'Read them first, or use --force.',
            },
          ],
        },
      ),
      plainStyle,
      { next: 'gcx apply' },
    );
    expect(text).toMatchInlineSnapshot(`
      "File     .genesysrc.yml (production)
      Genesys  Acme, mypurecloud.ie, organization 6513270e
      AWS      111122223333, eu-west-1

      Route sales
        - rule p-sales-1
            why: the route left the file
      Target sales-topic
          subscription sales-ended email wallboard@example.com
            waits for its confirmation

      Warnings
        ! Routes a and b send the same events to crm-inbox: it receives them twice.

      Left to people
        ! wallboard@example.com must confirm its subscription.

      Refused
        ! SQS queue crm-inbox holds 3 messages and would be deleted.
          fix: Read them first, or use --force.

      Plan: 0 to create, 0 to change, 1 to delete, 1 unchanged.
      Refused: nothing is changed until what is said above is settled.
      "
    `);
  });

  it('lets no live name reach the terminal as control characters', () => {
    const text = planText(
      plan([
        change({
          ...rule,
          action: 'update',
          fields: [
            setField('queueId', [
              ['1f0c77d2-3d8c-4f5e-9f8e-0d3e0f6f5b11', 'Sales\u001b[2J\u202eevil\nPlan: 0'],
            ]),
          ],
          notes: ['\u0007ring'],
        }),
      ]),
      plainStyle,
    );
    expect(text).toContain('Sales\\u{1b}[2J\\u{202e}evil\\nPlan: 0');
    expect(text).toContain('\\u{7}ring');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is there is what is tested.
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('aligns names of wide characters', () => {
    const text = planText(
      plan([
        change({
          ...rule,
          action: 'update',
          fields: [
            setField('queueId', [
              ['1f0c77d2-3d8c-4f5e-9f8e-0d3e0f6f5b11', '営業サポート', 'new'],
              ['77aa01bd-6c1f-4a52-8a09-0b8f1d1f2c33', 'Ventes 🇫🇷', 'new'],
              ['88aa01bd-6c1f-4a52-8a09-0b8f1d1f2c33', 'Sales', 'new'],
            ]),
          ],
        }),
      ]),
      plainStyle,
    );
    const columns = text
      .split('\n')
      .filter((line) => line.endsWith('   new'))
      .map((line) => displayWidth(line.slice(0, line.length - '1f0c77d2   new'.length)));
    expect(columns).toHaveLength(3);
    expect(new Set(columns).size).toBe(1);
  });

  it('shows the first of a new rule’s many queues, and all of a changed one', () => {
    const queues = Array.from({ length: 30 }, (_, index): [string, string] => [
      `1f0c77d2-3d8c-4f5e-9f8e-0d3e0f6f5b${String(index).padStart(2, '0')}`,
      `Queue ${index}`,
    ]);
    const created = planText(
      plan([change({ ...rule, action: 'create', fields: [setField('queueId', queues)] })]),
      plainStyle,
    );
    expect(created).toContain('… 10 more');
    expect(created).not.toContain('Queue 25');
    const updated = planText(
      plan([change({ ...rule, action: 'update', fields: [setField('queueId', queues)] })]),
      plainStyle,
    );
    expect(updated).toContain('Queue 29');
  });

  const retry = {
    kind: 'value',
    field: 'retry',
    before: { attempts: 50 },
    after: { attempts: 20 },
    words: { before: '6h, 50 attempts', after: '2h, 20 attempts' },
  } as const;

  it('says settings of targets by the targets’ names, a long one line by line', () => {
    const input = {
      kind: 'value',
      field: 'input',
      before: {},
      after: {},
      targets: ['audit'],
      words: { before: 'id: $.id\ncall: $.a', after: 'id: $.id\nconversation: $.a' },
    } as const;
    const text = planText(
      plan([
        change({
          ...rule,
          action: 'update',
          fields: [
            { ...retry, targets: ['a', 'b'], everyTarget: true },
            { ...retry, targets: ['a', 'b', 'c', 'd', 'e', 'f'] },
            { ...retry, targets: ['sales-topic', 'crm-sync', 'sales-processor'] },
            { ...retry, targets: ['audit'] },
            input,
          ],
        }),
      ]),
      plainStyle,
    );
    expect(text).toContain(`  ~ rule p-sales-1
      all targets             retry 6h, 50 attempts -> 2h, 20 attempts
      a, b, c, d and 2 more   retry 6h, 50 attempts -> 2h, 20 attempts
      sales-topic, crm-sync, sales-processor
                              retry 6h, 50 attempts -> 2h, 20 attempts
      audit                   retry 6h, 50 attempts -> 2h, 20 attempts
                              input
                              - call: $.a
                              + conversation: $.a
`);
  });

  it('puts what has several lines, or is too long, beside its label as a set', () => {
    const long = (word: string) => `${word} ${'and more of it '.repeat(4)}`.trim();
    const field = {
      kind: 'value',
      field: 'dead letters',
      before: long('to a'),
      after: long('to b'),
    } as const;
    expect(planText(plan([change({ ...rule, action: 'update', fields: [field] })]), plainStyle)).toContain(`
      dead letters   - to a and more of it and more of it and more of it and
                       more of it
                     + to b and more of it and more of it and more of it and
                       more of it
`);
  });

  it('says once what changes in all rules, and what changes in several things alike', () => {
    const tag = { kind: 'value', field: 'tag CostCenter', after: '42' } as const;
    const state = { kind: 'value', field: 'state', before: 'disabled', after: 'enabled' } as const;
    const update = (name: string, fields: readonly FieldChange[], group = 'sales') =>
      change({ kind: 'rule', name, group: { kind: 'route', name: group }, action: 'update', fields });
    const all = [
      update('p-sales-1', [{ ...retry, targets: ['a'], everyTarget: true }, tag, state]),
      update('p-sales-2', [{ ...retry, targets: ['b', 'c'], everyTarget: true }, tag, state]),
      update('p-other-1', [{ ...retry, targets: ['b', 'c'], everyTarget: true }, tag], 'other'),
      change({
        kind: 'sqs-queue',
        name: 'inbox',
        group: { kind: 'target', name: 'a' },
        action: 'update',
        fields: [tag],
      }),
    ];
    expect(planText(plan(all), plainStyle)).toContain(`
In common
  ~ all 3 rules
      all targets   retry 6h, 50 attempts -> 2h, 20 attempts
  ~ all 3 rules and the SQS queue
      tag CostCenter   42
Route sales
  ~ 2 rules p-sales-1, p-sales-2
      state   disabled -> enabled

Plan: 0 to create, 4 to change, 0 to delete, 0 unchanged.
`);
    const [first, ...others] = all;
    if (first === undefined) throw new Error('none');
    const one = change({ ...rule, name: 'p-sales-3', action: 'none' });
    // One rule that stays as it is: then it is not all of them.
    expect(planText(plan([first, ...others, one]), plainStyle)).not.toContain('all 3 rules');
  });

  it('says what new things have on one line', () => {
    const text = planText(
      plan([
        change({
          ...rule,
          action: 'create',
          fields: [
            { kind: 'value', field: 'memory (MB)', after: 512, words: { label: 'memory', after: '512 MB' } },
            { kind: 'value', field: 'retention', after: '14d' },
          ],
        }),
      ]),
      plainStyle,
    );
    expect(text).toContain('  + rule p-sales-1\n      memory 512 MB; retention 14d\n');
  });

  it('colours signs only where colour is on', () => {
    expect(planText(examplePlan, createStyle(true))).toContain('\u001b[33m~\u001b[39m rule');
    expect(planText(examplePlan, plainStyle)).not.toContain('\u001b');
  });
});
