import { describe, expect, it } from 'vitest';
import { head } from '../e2e/gcx.js';
import { trial } from './trial.js';

const file = (project: string, target: string) =>
  `${head({ project, bus: 'events' })}targets:\n  inbox: { ${target} }\nroutes:\n  ended: { events: [conversation.acd.end], targets: [inbox] }\n`;

/** A promise and what fulfills it. */
function moment(): { readonly come: Promise<void>; readonly comes: () => void } {
  let comes = () => {};
  const come = new Promise<void>((resolve) => {
    comes = resolve;
  });
  return { come, comes };
}

describe.each([
  ['sqs: { existing: shared }', 'SetQueueAttributes'],
  ['sns: { existing: shared }', 'SetTopicAttributes'],
])('two projects that apply at once and share %s', (target, write) => {
  it('both keep their statements, though one put the policy back that it had read before', async () => {
    const shop = await trial(file('shop', target));
    const planned = await shop.plan();
    shop.write(file('billing', target));
    const billing = await shop.another();
    const ofBilling = await billing.plan();
    const [hasRead, isLookedAt] = [moment(), moment()];
    // Billing has read the policy, and writes it only after the shop has written its own and looked whether it stays.
    billing.wire.before = (action) => {
      if (action !== write) return;
      hasRead.comes();
      return isLookedAt.come;
    };
    const billingApplied = billing.apply(ofBilling);
    await hasRead.come;
    let isOver = false;
    const over = billingApplied.then(() => {
      isOver = true;
    });
    shop.wire.before = (action) => {
      if (action !== 'PutTargets') return;
      isLookedAt.comes();
      return over;
    };
    const reports = [await shop.apply(planned), await billingApplied];
    expect(isOver).toBe(true);
    expect(reports.map(({ failed }) => failed)).toEqual([0, 0]);
    // Written again.
    expect(shop.wire.writes.filter((action) => action === write)).toHaveLength(2);
    const policy = target.startsWith('sqs')
      ? await shop.others.sqs.policy('shared', '111122223333')
      : await shop.others.sns.policy('arn:aws:sns:eu-west-1:111122223333:shared');
    expect(policy).toContain('GenesysGcxShopDefault');
    expect(policy).toContain('GenesysGcxBillingDefault');
    expect((await billing.plan()).counts).toMatchObject({ create: 0, update: 0, delete: 0 });
    shop.write(file('shop', target));
    expect((await shop.plan()).counts).toMatchObject({ create: 0, update: 0, delete: 0 });
  });
});
