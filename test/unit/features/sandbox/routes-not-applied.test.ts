import { expect, test } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { emitText } from '../../../../src/lib/cli/render/sandbox-text.js';
import { routesNotApplied } from '../../../../src/lib/features/sandbox/index.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import { head } from '../../../e2e/gcx.js';
import { applied, trial } from '../../../harness/trial.js';

const inbox = 'targets: { inbox: { sqs: { create: shop-inbox } } }\nroutes:\n';
const route = (name: string, more = '') =>
  `  ${name}: { events: [conversation.acd.end], targets: [inbox]${more} }\n`;

test('an event names the routes of the file that have no rule yet, also where another route takes it', async () => {
  const before = `${head()}${inbox}${route('ended')}${route('resting', ', enabled: false')}`;
  const all = await trial(before);
  await applied(all);
  const after = `${before}${route('new-one')}${route('newer', ', queues: ["Sales Support"]')}`;
  const sent = async (text: string) => {
    all.write(text);
    const { config } = await loadConfig({ cwd: all.folder, env: {} });
    const report = await all.sandbox.emit({ eventType: 'acd.end' });
    const missing = routesNotApplied(config, report);
    return { missing, text: emitText(report, missing, plainStyle) };
  };
  // A route that is off has its rule; it is no news.
  expect((await sent(before)).missing).toEqual([]);
  const told = await sent(after);
  expect(told.missing).toEqual(['new-one', 'newer']);
  expect(told.text).toContain(
    'Routes new-one and newer are not applied in the sandbox: no event reaches their\ntargets.\n',
  );
  await applied(all);
  const { missing, text } = await sent(after);
  expect(missing).toEqual([]);
  expect(text).not.toContain('not applied');
});
