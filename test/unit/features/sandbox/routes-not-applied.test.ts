import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { emitText } from '../../../../src/lib/cli/render/sandbox-text.js';
import { adoptionPlan } from '../../../../src/lib/features/existing/adopt.js';
import { exportBus } from '../../../../src/lib/features/existing/export-bus.js';
import { routesOfRules } from '../../../../src/lib/features/rules/index.js';
import { routesNotApplied, routesWithoutRule } from '../../../../src/lib/features/sandbox/index.js';
import { sandboxOptions } from '../../../../src/lib/features/sandbox/sandbox-options.js';
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

test('a rule that was adopted under its own name is the rule of its route', async () => {
  const without = `${head()}${inbox}${route('other')}`;
  const all = await trial(without);
  await applied(all);
  const { events } = all.others;
  const [{ name: bus } = { name: '' }] = (await all.sandbox.emit({ eventType: 'acd.end' })).events.map(
    ({ bus: name }) => ({ name }),
  );
  const pattern = { 'detail-type': [{ wildcard: 'v2.detail.events.conversation.*.acd.end' }] };
  await events.putRule({ bus, name: 'OldRule', description: '', enabled: true, pattern });
  await events.putTargets(bus, 'OldRule', [
    { id: '1', arn: 'arn:aws:sqs:eu-west-1:111122223333:shop-inbox' },
  ]);
  const { genesys, aws, folder } = all;
  const at = { ...(await loadConfig({ cwd: folder, env: {} })) };
  const inFolder = { ...at, config: { ...at.config, file: join(folder, '.genesysrc.yml') } };
  all.write((await exportBus(inFolder, { aws, genesys }, { create: true })).exported.text);
  const loaded = await loadConfig({ cwd: folder, env: {} });
  const plan = await adoptionPlan(loaded, { genesys, aws, sandbox: true }, { all: true, json: true });
  expect([plan.refusals, (await all.apply(plan)).failed]).toEqual([[], 0]);
  const report = await all.sandbox.emit({ eventType: 'acd.end' });
  expect(routesNotApplied(loaded.config, report)).toEqual(['OldRule']);
  await all.sandbox.close();
  const options = { ...sandboxOptions(loaded.config), folder };
  expect(await routesWithoutRule(loaded.config, report, options, routesOfRules)).toEqual([]);
});
