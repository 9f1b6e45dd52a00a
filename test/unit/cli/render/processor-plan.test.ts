import { describe, expect, it } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { planText } from '../../../../src/lib/cli/render/index.js';
import { change, plan } from './plan-builder.js';

describe("a processor's changes", () => {
  it('are shown under its target, its code by the files that changed, its environment by names', () => {
    const group = { kind: 'target', name: 'sales' } as const;
    const text = planText(
      plan([
        change({ kind: 'sqs-queue', name: 'calls-sales', group, action: 'create' }),
        change({ kind: 'table', name: 'calls-sales', group, action: 'create' }),
        change({ kind: 'role', name: 'calls-sales', group, action: 'create' }),
        change({
          kind: 'log-group',
          name: '/aws/lambda/calls-sales',
          group,
          action: 'adopt',
          reason: 'it is where the function logs, and nobody has marked it',
        }),
        change({
          kind: 'function',
          name: 'calls-sales',
          group,
          action: 'update',
          fields: [
            { kind: 'value', field: 'code', after: 'handlers/sales.ts changed' },
            { kind: 'value', field: 'code', after: 'gcx itself changed' },
            { kind: 'value', field: 'environment', after: 'CRM_URL changed' },
          ],
        }),
        change({ kind: 'event-source-mapping', name: 'calls-sales', group, action: 'create' }),
        change({ kind: 'alarm', name: 'calls-sales-failures', group, action: 'delete', reason: 'destroy' }),
      ]),
      plainStyle,
    );
    expect(text.slice(text.indexOf('Target sales'))).toMatchInlineSnapshot(`
      "Target sales
        + SQS queue calls-sales
        + DynamoDB table calls-sales
        + IAM role calls-sales
        > log group /aws/lambda/calls-sales
            why: it is where the function logs, and nobody has marked it
        ~ Lambda function calls-sales
            code          handlers/sales.ts changed
            code          gcx itself changed
            environment   CRM_URL changed
        + event source mapping calls-sales
        - alarm calls-sales-failures
            why: destroy

      Plan: 4 to create, 1 to change, 1 to adopt, 1 to delete, 0 unchanged.
      "
    `);
  });
});
