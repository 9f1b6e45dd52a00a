import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { type Problems, TreeProblems } from '../document/problems.js';
import { entriesOf, itemsOf, nodeAt, type SourceNode, textOf } from '../document/source-node.js';

/**
 * Tells of SNS topics that the file has gcx make, that it sends to, and that it gives no subscribers: others may
 * subscribe, which only the live side shows. So only the offline check says it; a plan looks.
 */
export function checkSubscribed(root: SourceNode, found: Problems): void {
  const problems = new TreeProblems(root, found);
  const targets = entriesOf(nodeAt(root, ['targets']));
  const sentTo = new Set([
    ...[...entriesOf(nodeAt(root, ['routes'])).values()].flatMap(({ value }) =>
      itemsOf(nodeAt(value, ['targets'])).flatMap((item) => textOf(item) ?? []),
    ),
    textOf(nodeAt(root, ['alarms', 'to'])) ?? '',
    ...[...targets.values()].flatMap(({ value }) => textOf(nodeAt(value, ['processor', 'alarms'])) ?? []),
  ]);
  for (const [name, { value }] of targets) {
    if (!sentTo.has(name) || nodeAt(value, ['sns', 'create']) === undefined) continue;
    if (itemsOf(nodeAt(value, ['subscribers'])).length > 0) continue;
    problems.atKey(['targets', name], {
      severity: 'warning',
      code: 'nobody-subscribed',
      message: `The file has no subscriber for the SNS topic of target "${name}": only subscribers that are added elsewhere receive what is sent there.`,
      fix: `Give it subscribers, for example  subscribers: [{ email: team@example.com }]; ${gcxCommand('plan')} tells whether anybody is subscribed.`,
    });
  }
}
