import { Limits } from '../../../base/limits.js';
import { parseJsonPath, shapeAt } from '../../events/input/index.js';
import { FIFO_SUFFIX } from '../../names/processor-names.js';
import { isNullOrMissing, nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkFoundPath } from './check-filled-input.js';
import { eventsOfTarget } from './target-events.js';

/** What becomes of events that do not have the field (SendMessage in SQS's API reference: FIFO queues require a group). */
const WITHOUT = 'they have no message group, without which a FIFO queue takes no message';

/** How the fields of events that tell what an event is about are named, such as conversationId. */
const FIELD_NAME = /^[a-z][A-Za-z]*Id$/;

/**
 * Checks an SQS queue's message group: a FIFO queue needs one, a standard queue that has one is a fair queue (AWS,
 * November 2025: the group is a tenant, whose many messages do not keep others waiting).
 * @param name of the SQS queue, or its ARN
 */
export function checkQueueGroup(context: CheckContext, path: ConfigPath, name: string | undefined): void {
  if (name === undefined) return;
  if (name.endsWith(FIFO_SUFFIX) && isNullOrMissing(nodeAt(context.root, [...path, 'messageGroup']))) {
    context.problems.atKey(path, {
      code: 'message-group',
      message: 'A FIFO queue needs a message group.',
      fix: 'Add messageGroup: a word, or a path into the event such as $.detail.eventBody.conversationId; events of the same group stay in order.',
    });
  }
  checkMessageGroup(context, path);
}

/**
 * Checks what a message group is: EventBridge takes a word or, as for a few other parameters, a path into the event
 * ("Dynamic path parameters" of its user guide): the whole value is the path.
 * @param path of what has the key messageGroup
 */
export function checkMessageGroup(context: CheckContext, path: ConfigPath): void {
  const { problems, root } = context;
  const at = [...path, 'messageGroup'];
  const text = textOf(nodeAt(root, at));
  if (text === undefined) return;
  if (FIELD_NAME.test(text)) {
    problems.at(at, {
      severity: 'warning',
      code: 'message-group',
      message: `"${text}" is a word here, and all events are in one message group.`,
      fix: `For the field of that name, write the path to it, such as $.detail.eventBody.${text}.`,
    });
  }
  if (text.length > Limits.targetMessageGroupCharacters) {
    problems.at(at, {
      code: 'name-too-long',
      message: `A message group has at most ${Limits.targetMessageGroupCharacters} characters (targetMessageGroupCharacters); this one has ${text.length}.`,
      fix: 'Shorten it.',
    });
  }
  const steps = parseJsonPath(text);
  if (steps !== undefined) {
    const without = eventsOfTarget(context, String(path[1])).filter(
      (source) => shapeAt(steps, source).kind === 'nothing',
    );
    checkFoundPath(context, at, text, without, WITHOUT);
    return;
  }
  if (!/[${}<>]/.test(text)) return;
  const inner = /\$(\.[A-Za-z0-9_-]+)+/.exec(text)?.[0];
  problems.at(at, {
    code: 'message-group',
    message: `"${text}" is neither a word nor a path into the event.`,
    fix: `The whole value is one path${inner === undefined ? ', such as $.detail.eventBody.conversationId' : `: ${inner}`}.`,
  });
}
