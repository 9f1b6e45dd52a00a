import { existsSync } from 'node:fs';
import type { CarryOutDocument } from '../../cli/carry-out.js';
import type { PlanDocument } from '../../cli/render/index.js';
import type { StatusDocument } from '../../cli/render/status-json.js';
import type { Queue } from '../../language/queues/queue.js';
import type { EmitReport, JournalEntry } from '../../sandbox/index.js';
import { DEMO_PAGE } from './demo-folder.js';
import { expectedTargets, isRuleOf, reachedTargets } from './expected-targets.js';
import { tellOfProcessor } from './processor-chapter.js';
import { sampleFile } from './sample-file.js';
import type { StoryTools } from './story-tools.js';

const route = 'sales-left-queue';
const eventType = 'conversation.acd.end';
const place = ['--env', 'production'] as const;
const sandbox = [...place, '--sandbox'] as const;

/** The whole story: plan, apply, nothing left to do, events, a mismatch explained, a change, the processor. */
export async function tellStory(tools: StoryTools): Promise<void> {
  await firstApply(tools);
  await nothingLeft(tools);
  await eventsFlow(tools);
  const other = await otherQueue(tools);
  await change(tools, other);
  await tellOfProcessor(tools);
  await pipeSeen(tools);
}

async function firstApply({ run, narrator, project }: StoryTools): Promise<void> {
  await narrator.chapter('The file');
  narrator.say(
    `A new folder, ${project.folder}, with one file: .genesysrc.yml, the documented example of this repository. One of its routes says which events of which queues go where:`,
  );
  narrator.show(await project.routeLines(route));

  await narrator.chapter('Plan');
  narrator.say(
    'What would have to be made in Genesys Cloud and AWS? Here both are the built-in sandbox, spoken to over HTTP by their own SDKs.',
  );
  narrator.command('gcx plan --env production --sandbox');
  const plan = await run<PlanDocument>('plan', sandbox);
  narrator.check(
    (plan.result?.counts.create ?? 0) > 0 && plan.exitCode === 0,
    'the plan creates what the file names',
  );

  await narrator.chapter('Apply');
  narrator.command('gcx apply --env production --sandbox --auto-approve');
  const apply = await run<CarryOutDocument>('apply', [...sandbox, '--auto-approve']);
  narrator.check(
    apply.exitCode === 0 &&
      apply.result?.report?.done === plan.result?.changes.filter(({ action }) => action !== 'none').length,
    'every change of the plan was carried out',
  );
}

async function nothingLeft({ run, narrator }: StoryTools): Promise<void> {
  await narrator.chapter('Nothing left to do');
  const since = new Date().toISOString();
  narrator.command('gcx plan --env production --sandbox --detailed-exitcode');
  const again = await run<PlanDocument>('plan', [...sandbox, '--detailed-exitcode']);
  narrator.check(
    again.exitCode === 0 && again.result !== undefined,
    'the second plan says that there are no changes',
  );
  narrator.command('gcx apply --env production --sandbox --auto-approve');
  await run<CarryOutDocument>('apply', [...sandbox, '--auto-approve']);
  narrator.command(`gcx sandbox journal --writes --since ${since}`);
  const journal = await run<{ readonly calls: readonly JournalEntry[] }>('sandbox:journal', [
    '--writes',
    '--since',
    since,
  ]);
  narrator.check(
    journal.result?.calls.every(({ service }) => service === 'ssm') === true,
    'a second apply wrote nothing but the lease that it held',
  );
}

async function eventsFlow({ run, narrator, loaded }: StoryTools): Promise<void> {
  await narrator.chapter('Events');
  narrator.say(
    'A voice conversation leaves the queue Sales Support. Genesys Cloud publishes it, EventBridge matches and delivers it:',
  );
  narrator.command(
    `gcx sandbox emit ${eventType} --queue "Sales Support" --set mediaType=VOICE --env production`,
  );
  const emitted = await run<EmitReport>('sandbox:emit', [
    eventType,
    '--queue',
    'Sales Support',
    '--set',
    'mediaType=VOICE',
    ...place,
  ]);
  const wanted = expectedTargets(loaded.config, route);
  const reached =
    emitted.result === undefined ? [] : reachedTargets(emitted.result, loaded.config.project, route);
  narrator.check(
    wanted.length > 0 && wanted.join() === reached.join(),
    `route ${route} delivered it to ${wanted.join(', ')}: exactly the targets in the file`,
  );
}

/** Emits an event of a queue that the route does not name, and says why it did not match. */
async function otherQueue(tools: StoryTools): Promise<string> {
  const { run, narrator, loaded } = tools;
  const { project: name } = loaded.config;
  await narrator.chapter('An event that did not match');
  narrator.say(
    'The same event, but of the queue Billing. Its id first, then an event of it, saved to a file:',
  );
  narrator.command('gcx queue lookup Billing --env production --sandbox');
  const found = await run<{ readonly queues: readonly Queue[] }>('queue:lookup', ['Billing', ...sandbox]);
  const queueId = found.result?.queues[0]?.id ?? '';
  const file = await sampleFile(tools, { eventType, queueId, name: 'billing.json' });
  narrator.command('gcx sandbox emit --event billing.json --env production');
  const emitted = await run<EmitReport>('sandbox:emit', ['--event', file, ...place]);
  const reached = emitted.result === undefined ? ['?'] : reachedTargets(emitted.result, name, route);
  narrator.check(reached.length === 0, `route ${route} did not match it`);

  const nearest = emitted.result?.events.flatMap((each) => each.nearMisses) ?? [];
  const miss = nearest.find(({ rule }) => isRuleOf(rule, name, route));
  narrator.check(miss?.why.includes('Billing') === true, `it says why: ${miss?.why ?? '(nothing)'}`);
  return file;
}

async function change({ run, narrator, project, loaded }: StoryTools, event: string): Promise<void> {
  await narrator.chapter('A change');
  narrator.say(`So Billing goes into the file, as one more line below queues of ${route}:`);
  narrator.check(await project.addQueue(route, 'Billing'), '.genesysrc.yml names the queue Billing');
  narrator.command('gcx plan --env production --sandbox');
  const plan = await run<PlanDocument>('plan', sandbox);
  const { create = -1, update = -1, delete: deleted = -1 } = plan.result?.counts ?? {};
  narrator.check(create === 0 && update === 1 && deleted === 0, 'one rule changes, nothing else');
  narrator.command('gcx apply --env production --sandbox --auto-approve');
  await run<CarryOutDocument>('apply', [...sandbox, '--auto-approve']);
  narrator.command('gcx sandbox emit --event billing.json --env production');
  const emitted = await run<EmitReport>('sandbox:emit', ['--event', event, ...place]);
  const reached =
    emitted.result === undefined ? [] : reachedTargets(emitted.result, loaded.config.project, route);
  narrator.check(
    reached.join() === expectedTargets(loaded.config, route).join(),
    `the event of Billing now reaches ${reached.join(', ')}`,
  );
}

/** All of it on one screen, in the numbers that the sandbox's CloudWatch has of what was published above. */
async function pipeSeen({ run, narrator, project }: StoryTools): Promise<void> {
  await narrator.chapter('The pipe, seen');
  narrator.say(
    'What flowed, what waits, and what is left to people, a few minutes later; here, and as a page with a picture:',
  );
  narrator.command('gcx sandbox pass-time 3m --env production');
  await run('sandbox:pass-time', ['3m', ...place]);
  narrator.command(`gcx status --env production --sandbox --html ${DEMO_PAGE}`);
  const status = await run<StatusDocument>('status', [...sandbox, '--html', DEMO_PAGE]);
  const seen = status.result?.routes.find(({ name }) => name === route)?.numbers;
  narrator.check(
    (seen?.matched.count ?? 0) > 0 && seen?.failed.count === null && status.exitCode === 0,
    `route ${route} took ${seen?.matched.count ?? '?'} events, and EventBridge reports no failed delivery`,
  );
  narrator.check(existsSync(project.page), `${DEMO_PAGE} shows it in a browser`);
}
