import { Limits } from '../../../base/limits.js';
import { readHours } from '../../names/hours.js';
import { durationText, parseDuration } from '../document/duration.js';
import { entriesOf, itemsOf, nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { watchedStarts } from './watched-hours.js';

/** Checks the alarms of the pipe, beside what they name. */
export function checkAlarms(context: CheckContext): void {
  checkWay(context);
  for (const [name] of entriesOf(nodeAt(context.root, ['routes']))) checkExpect(context, ['routes', name]);
}

/** An alarm that goes through the pipe is not heard when the pipe stands still. */
function checkWay({ problems, root }: CheckContext): void {
  const topic = textOf(nodeAt(root, ['alarms', 'to']));
  if (topic === undefined || nodeAt(root, ['targets', topic, 'sns']) === undefined) return;
  const routes = entriesOf(nodeAt(root, ['routes']));
  const sending = [...routes].filter(([, { value }]) =>
    itemsOf(nodeAt(value, ['targets'])).some((item) => textOf(item) === topic),
  );
  const [route] = sending;
  if (route !== undefined)
    problems.at(['alarms', 'to'], {
      code: 'alarms-through-pipe',
      message: `The route ${route[0]} sends to "${topic}" as well: the subscribers for alarms would also receive all events.`,
      fix: 'Use a separate SNS topic whose subscribers are people.',
    });
  const subscribers = itemsOf(nodeAt(root, ['targets', topic, 'subscribers']));
  const people = subscribers.filter((each) => !entriesOf(each).has('sqs') && !entriesOf(each).has('lambda'));
  if (subscribers.length === 0 || people.length > 0) return;
  problems.at(['alarms', 'to'], {
    code: 'alarms-through-pipe',
    message: `Whoever gets the alarms of "${topic}" is an SQS queue or function of this pipe: if it stops, nobody is notified.`,
    fix: `Add another subscriber, for example  subscribers: [{ email: team@example.com }].`,
  });
}

function checkExpect({ problems, root }: CheckContext, route: ConfigPath): void {
  const at = [...route, 'expect'];
  if (nodeAt(root, at) === undefined) return;
  if (nodeAt(root, ['alarms']) === undefined)
    problems.atKey(at, {
      code: 'nobody-told',
      message: 'Nobody is notified when the route is silent: the file has no alarms.',
      fix: 'Add  alarms: { to: TARGET }  with an SNS topic whose subscribers should be notified.',
    });
  const within = parseDuration(textOf(nodeAt(root, [...at, 'within'])) ?? '');
  const text = textOf(nodeAt(root, [...at, 'hours']));
  if (within === undefined || within < Limits.alarmPeriodSecondsMin) return;
  if (within > Limits.alarmPeriodSeconds) return;
  if (within % 60 !== 0)
    problems.at([...at, 'within'], {
      code: 'out-of-range',
      message: 'CloudWatch looks at whole minutes.',
      fix: 'Write whole minutes, such as 30m or 2h.',
    });
  const hours = text === undefined ? undefined : readHours(text);
  if (hours === undefined || 'problem' in hours || watchedStarts(hours, within).length > 0) return;
  problems.at([...at, 'within'], {
    code: 'out-of-range',
    message: `${durationText(within)} do not fit into these hours: a whole stretch of that length has to lie in them, summer and winter, so that no night is counted.`,
    fix: 'Write a shorter time, or longer hours.',
  });
}
