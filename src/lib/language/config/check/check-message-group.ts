import { Limits } from '../../../base/limits.js';
import { parseJsonPath } from '../../events/input/index.js';
import { isNullOrMissing, nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

/**
 * Checks an SQS queue's message group: a FIFO queue needs one, a standard queue that has one is a fair queue (AWS,
 * November 2025: the group is a tenant, whose many messages do not keep others waiting). EventBridge takes a word or, as for a few
 * other parameters, a path into the event ("Dynamic path parameters" of its user guide): the whole value is the path.
 * @param name of the SQS queue, or its ARN
 */
export function checkMessageGroup(
  { problems, root }: CheckContext,
  path: ConfigPath,
  name: string | undefined,
): void {
  if (name === undefined) return;
  const fifo = name.endsWith('.fifo');
  const at = [...path, 'messageGroup'];
  const group = nodeAt(root, at);
  if (fifo && isNullOrMissing(group)) {
    problems.atKey(path, {
      code: 'message-group',
      message: 'A FIFO queue needs a message group.',
      fix: 'Add messageGroup: a word, or a path into the event such as $.detail.eventBody.conversationId; events of the same group stay in order.',
    });
  }
  const text = textOf(group);
  if (text === undefined) return;
  if (text.length > Limits.targetMessageGroupCharacters) {
    problems.at(at, {
      code: 'name-too-long',
      message: `A message group has at most ${Limits.targetMessageGroupCharacters} characters (targetMessageGroupCharacters); this one has ${text.length}.`,
      fix: 'Shorten it.',
    });
  }
  if (!/[${}<>]/.test(text) || parseJsonPath(text) !== undefined) return;
  const inner = /\$(\.[A-Za-z0-9_-]+)+/.exec(text)?.[0];
  problems.at(at, {
    code: 'message-group',
    message: `"${text}" is neither a word nor a path into the event.`,
    fix: `The whole value is one path${inner === undefined ? ', such as $.detail.eventBody.conversationId' : `: ${inner}`}.`,
  });
}
