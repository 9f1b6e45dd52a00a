import { expect, it } from 'vitest';
import { MetricBook } from '../../../../src/lib/features/status/metric-book.js';
import { askOfRules } from '../../../../src/lib/features/status/route-numbers.js';
import { Reader } from '../../../../src/lib/features/status/unseen.js';
import { head } from '../../../e2e/gcx.js';
import { trial } from '../../../harness/trial.js';

const FILE = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
`;

// 500 queries a call (GetMetricData), five metrics of a rule.
it('the numbers of 300 rules are three calls, and those of a few one', async () => {
  const { aws, wire, clock } = await trial(FILE);
  const asks = () => wire.calls.filter(({ action }) => action === 'GetMetricData').length;
  const read = async (rules: number) => {
    const book = new MetricBook();
    const names = Array.from({ length: rules }, (_, index) => `shop-ended-${index}`);
    const { matched } = askOfRules(book, 'aws.partner/genesys.com/cloud/x/prod', names);
    // Asked for twice, it is one query.
    askOfRules(book, 'aws.partner/genesys.com/cloud/x/prod', names);
    const before = asks();
    await book.read(aws, 86_400, clock.now(), new Reader());
    expect(book.flow(...matched).count).toEqual({ kind: 'none' });
    return asks() - before;
  };
  expect(await read(300)).toBe(3);
  expect(await read(3)).toBe(1);
});
