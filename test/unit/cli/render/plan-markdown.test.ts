import { describe, expect, it } from 'vitest';
import { planDocument, planMarkdown } from '../../../../src/lib/cli/render/index.js';
import { change, examplePlan, plan, setField } from './plan-builder.js';

describe('planMarkdown', () => {
  it('is a summary and a folded diff', () => {
    expect(planMarkdown(examplePlan)).toMatchInlineSnapshot(`
      "<!-- gcx-plan contact-center-events/production -->

      ### gcx plan: contact-center-events (production)

      **0 to create, 2 to change, 1 to delete, 14 unchanged**

      \`\`\`text
      File     .genesysrc.yml (production)
      Genesys  Acme, mypurecloud.ie, organization 6513270e
      AWS      111122223333, eu-west-1
      \`\`\`

      <details open><summary>Changes</summary>

      \`\`\`diff
        Integration prod
      +   ~ event types   + conversation.user.end
                            2 added by hand: kept
        Route sales-left-queue
      !   ~ rule contact-center-events-sales-left-queue-1
      +       queueId   + Sales DE Nord  1f0c77d2   new in Genesys, glob "Sales DE*"
      -                 - Retail Sales   77aa01bd   left the file
        Route old-crm
      -   - rule contact-center-events-old-crm-1
              why: the route left the file; crm-legacy receives nothing more
      \`\`\`

      </details>
      "
    `);
  });

  it('cannot be broken out of by a live name', () => {
    const markdown = planMarkdown(
      plan([
        change({
          kind: 'rule',
          name: 'p-sales-1',
          group: { kind: 'route', name: 'sales' },
          action: 'update',
          fields: [setField('queueId', [['a', '```` </details> @everyone']])],
        }),
      ]),
    );
    const fences = markdown.split('\n').filter((line) => /^`{3,}/.test(line));
    expect(fences.slice(-2)).toEqual(['`````diff', '`````']);
  });

  it('stays within what a comment takes', () => {
    const items = Array.from({ length: 5_000 }, (_, index): [string, string] => [
      `id-${index}`,
      `A queue number ${index}`,
    ]);
    const markdown = planMarkdown(
      plan([
        change({
          kind: 'rule',
          name: 'p-sales-1',
          group: { kind: 'route', name: 'sales' },
          action: 'update',
          fields: [setField('queueId', items)],
        }),
      ]),
    );
    expect(markdown.length).toBeLessThan(65_536);
    expect(markdown).toMatch(/… [\d,]+ more lines/);
  });
});

describe('planDocument', () => {
  it('holds everything but the calls', () => {
    const document = planDocument(examplePlan);
    expect(document.schemaVersion).toBe(1);
    expect(document.changes).toHaveLength(3);
    for (const item of document.changes) expect(item).not.toHaveProperty('steps');
    expect(document.counts).toEqual(examplePlan.counts);
  });
});
