import { appendFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { plainStyle } from '../../base/terminal/style.js';
import type { CarryOutDocument } from '../../cli/carry-out.js';
import type { PlanDocument } from '../../cli/render/index.js';
import type { RedriveDocument } from '../../cli/render/redrive-json.js';
import { emitText } from '../../cli/render/sandbox-text.js';
import type { ProcessorTarget } from '../../language/config/model.js';

import { targetOfKind } from '../../language/config/targets-of-kind.js';

import { emitRequest, openSandbox, type Sandbox } from '../../sandbox/index.js';
import { sandboxOptions } from '../sandbox/sandbox-options.js';

import { failAtFirstAttempt, handlerLines } from './handler-file.js';
import { type ProcessorLog, readProcessorLog } from './processor-log.js';
import { sampleFile } from './sample-file.js';
import type { StoryTools } from './story-tools.js';

const name = 'sales-processor';
const eventType = 'conversation.acd.end';
/** A queue of the sandbox's organization. */
const queue = { id: '5affb229-7631-4992-b0ce-583505c6af07', name: 'Sales Support' };
const place = ['--env', 'production', '--sandbox'] as const;
/** 2025-01-01. */
const LONG_AGO = '1735689600000';

/** What the chapter works with, beside the tools. */
interface Chapter extends StoryTools {
  readonly target: ProcessorTarget;
  readonly sandbox: Sandbox;
}

/** The processor: a duplicate, a stale event, a malformed one, and a handler that fails once. */
export async function tellOfProcessor(tools: StoryTools): Promise<void> {
  const { narrator, loaded } = tools;
  await narrator.chapter('The processor');
  const target = targetOfKind(loaded.config, name, 'processor');
  if (target === undefined) {
    narrator.check(false, `the file has a processor ${name}`);
    return;
  }
  narrator.say(
    `One target of the route is ${name}: an SQS queue, a Lambda, a table and a dead-letter queue that gcx has made around a handler in the project, ${target.handler}:`,
  );
  narrator.show(await handlerLines(join(tools.project.folder, target.handler)));
  const sandbox = await openSandbox(sandboxOptions(loaded.config));
  try {
    const chapter = { ...tools, target, sandbox };
    const log = await logOf(chapter);
    narrator.check(
      log.count('Processed') === 1 && log.count('Filtered') === 1,
      'of the events above it handled that of Sales Support, and left that of Billing: it takes only Sales Support',
    );
    await eventsThatAreNotHandled(chapter);
    await aHandlerThatFails(chapter);
  } finally {
    await sandbox.close();
  }
}

async function eventsThatAreNotHandled(chapter: Chapter): Promise<void> {
  const { narrator, run } = chapter;
  const before = await logOf(chapter);
  narrator.say(
    'Now a call whose event comes twice, an event of 2025, and one whose time is none. Where they went is not shown again.',
  );
  const call = await sampleFile(chapter, { eventType, queueId: queue.id, name: 'call.json' });
  await emit(chapter, { event: call });
  await emit(chapter, { event: call });
  await emit(chapter, { eventTime: LONG_AGO });
  await emit(chapter, { eventTime: 'soon' });
  const after = await logOf(chapter);
  const more = (metric: string): number => after.count(metric) - before.count(metric);
  narrator.check(more('Processed') === 1, 'the call that came twice was handled once');
  narrator.check(more('Duplicate') === 1, 'its second event was known as a duplicate and skipped');

  narrator.say('The other two are not lost. The dead-letter queue has them, with the reason:');
  narrator.command(`gcx redrive ${name} --env production --sandbox --dry-run`);
  const letters = await run<RedriveDocument>('redrive', [name, ...place, '--dry-run']);
  const letterOf = (reason: string) => letters.result?.groups.find((group) => group.reason === reason);
  for (const [what, reason] of [
    ['the event of 2025', 'too-old'],
    ['the event without a time', 'malformed'],
  ] as const) {
    const letter = letterOf(reason);
    narrator.check(letter?.count === 1, `${what} is there as ${reason}: ${letter?.example ?? '(nothing)'}`);
  }
}

async function aHandlerThatFails(chapter: Chapter): Promise<void> {
  const { narrator, run, project, target } = chapter;
  narrator.say(
    `A handler can fail. This one gets two new lines in ${target.handler}, so that it does at each event's first attempt:`,
  );
  narrator.show(await failAtFirstAttempt(join(project.folder, target.handler)));
  narrator.command('gcx plan --env production --sandbox');
  const plan = await run<PlanDocument>('plan', place);
  const changes = plan.result?.changes.filter(({ action }) => action !== 'none') ?? [];
  narrator.check(
    changes.length === 1 && JSON.stringify(changes).includes('sales.ts changed'),
    'the plan changes the code of one function, and says which file it is',
  );
  narrator.command('gcx apply --env production --sandbox --auto-approve');
  await run<CarryOutDocument>('apply', [...place, '--auto-approve']);
  const before = await logOf(chapter);
  await emit(chapter, {});
  const failed = await logOf(chapter);
  narrator.check(
    failed.count('Failed') - before.count('Failed') === 1,
    'at its first attempt the event failed, and stays in the SQS queue',
  );
  narrator.say('It comes again after a while. In the sandbox nobody has to wait for it:');
  // Longer than the first backoff of an event that failed.
  narrator.command('gcx sandbox pass-time 1m --env production');
  await run('sandbox:pass-time', ['1m', '--env', 'production']);
  narrator.command(`gcx processor logs ${name} --env production --sandbox --since 30s`);
  await run('processor:logs', [name, ...place, '--since', '30s']);
  const after = await logOf(chapter);
  narrator.check(
    after.count('Processed') - before.count('Processed') === 1 && after.lines.at(-1)?.['attempt'] === 2,
    'at its second attempt it was handled',
  );
  const sum = ['Processed', 'Duplicate', 'Stale', 'Failed', 'DeadLettered', 'Filtered', 'InProgress'];
  narrator.check(
    sum.reduce((all, metric) => all + after.count(metric), 0) === after.count('Received'),
    `the metrics add up: of ${after.count('Received')} receipts each ended in one way`,
  );
}

function logOf({ sandbox, loaded, target }: Chapter): Promise<ProcessorLog> {
  return readProcessorLog(sandbox, loaded.config, target);
}

/** Publishes an event as `gcx sandbox emit … >> sent.txt` does, and shows that command. */
async function emit(
  { narrator, sandbox, project }: Chapter,
  { event, eventTime }: { readonly event?: string; readonly eventTime?: string },
): Promise<void> {
  const set = ['mediaType=VOICE', ...(eventTime === undefined ? [] : [`eventTime=${eventTime}`])];
  const sample = `${eventType} --queue "${queue.name}" ${set.map((each) => `--set ${each}`).join(' ')}`;
  narrator.command(
    `gcx sandbox emit ${event === undefined ? sample : `--event ${basename(event)}`} --env production >> sent.txt`,
  );
  const request =
    event === undefined
      ? await emitRequest(eventType, { queue: queue.name, set, count: 1 })
      : await emitRequest(undefined, { event, count: 1 });
  const report = await sandbox.emit(request);
  await appendFile(join(project.folder, 'sent.txt'), `${emitText(report, [], plainStyle)}\n`);
}
