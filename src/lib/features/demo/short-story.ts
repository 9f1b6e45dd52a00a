import type { CarryOutDocument } from '../../cli/carry-out.js';
import type { PlanDocument } from '../../cli/render/index.js';
import type { EmitReport } from '../../sandbox/index.js';
import { expectedTargets, isRuleOf, reachedTargets } from './expected-targets.js';
import { quietly } from './run-command.js';
import type { StoryTools } from './story-tools.js';

const route = 'sales-left-queue';
const place = ['--env', 'production'] as const;
const sandbox = [...place, '--sandbox'] as const;

/** The story on one screen of 80 by 24: apply, nothing left to do, an event that arrives, one that does not, a change. */
export async function tellShortStory({ run: loudly, narrator, project, loaded }: StoryTools): Promise<void> {
  const { run, lines } = quietly(loudly);
  const { config } = loaded;
  const emit = (queue: string) => {
    const words = ['acd.end', '--queue', queue, ...place];
    narrator.command(
      `gcx sandbox emit ${words.map((word) => (word.includes(' ') ? `"${word}"` : word)).join(' ')}`,
    );
    return run<EmitReport>('sandbox:emit', words);
  };
  const reachedBy = (report: EmitReport | undefined) =>
    report === undefined ? [] : reachedTargets(report, config.project, route);
  const wanted = expectedTargets(config, route);

  narrator.say(
    'A file defines which Genesys Cloud events, of which queues, go to which targets on AWS. In this demo, the built-in sandbox stands in for both.',
  );
  narrator.command('gcx apply --env production --sandbox --auto-approve');
  const apply = await run<CarryOutDocument>('apply', [...sandbox, '--auto-approve']);
  narrator.check(apply.exitCode === 0 && (apply.result?.report?.done ?? 0) > 0, lines().at(-1) ?? 'applied');
  narrator.command('gcx plan --env production --sandbox');
  const again = await run<PlanDocument>('plan', sandbox);
  const { create = 1, update = 1, delete: deleted = 1 } = again.result?.counts ?? {};
  narrator.check(
    create + update + deleted === 0,
    lines().find((line) => line.startsWith('No changes')) ?? 'a second plan finds nothing to do',
  );

  const sales = await emit('Sales Support');
  const reached = reachedBy(sales.result);
  narrator.check(wanted.length > 0 && reached.join() === wanted.join(), `delivered to ${reached.join(', ')}`);
  const billing = await emit('Billing');
  const why = billing.result?.events
    .flatMap((each) => each.nearMisses)
    .find(({ rule }) => isRuleOf(rule, config.project, route))?.why;
  narrator.check(
    reachedBy(billing.result).length === 0 && why !== undefined,
    `not delivered: ${why ?? '(it does not say why)'}`,
  );

  narrator.check(await project.addQueue(route, 'Billing'), 'a line more in the file: the queue Billing');
  narrator.command('gcx apply --env production --sandbox --auto-approve');
  const changed = await run<CarryOutDocument>('apply', [...sandbox, '--auto-approve']);
  narrator.check(changed.result?.report?.done === 1, 'one rule changed, nothing else');
  const now = await emit('Billing');
  narrator.check(reachedBy(now.result).join() === wanted.join(), 'the call of Billing is delivered, too');
}
