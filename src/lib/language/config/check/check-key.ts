import { examplePlace, kmsArn, parseWrittenArn } from '../../names/arn.js';
import { nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

/** Checks the KMS key of an SNS topic or SQS queue that gcx makes. */
export function checkKey({ problems, root, region, account }: CheckContext, path: ConfigPath): void {
  const at = [...path, 'key'];
  const node = nodeAt(root, at);
  if (node === undefined) return;
  const service = String(path.at(-1));
  if (nodeAt(root, [...path, 'create']) === undefined) {
    problems.atKey(at, {
      code: 'misplaced-key',
      message: `gcx sets the key of what it makes; it does not change ${service === 'sns' ? 'an SNS topic' : 'an SQS queue'} that exists.`,
      fix: 'Remove "key". gcx checks the key that it has.',
    });
    return;
  }
  const text = textOf(node);
  if (text === undefined || text.trim() === '') return;
  if (/(^|:)alias\/aws\//.test(text)) {
    problems.at(at, {
      code: 'key-of-aws',
      message: `EventBridge cannot use ${text}: it is an AWS managed key, and its policy does not allow other services.`,
      fix: `Use a customer managed key whose policy allows events.amazonaws.com kms:GenerateDataKey* and kms:Decrypt${service === 'sqs' ? ', or remove "key": SQS then encrypts with its own keys' : ', or remove "key"'}.`,
    });
    return;
  }
  const arn = parseWrittenArn(text);
  if (arn?.service !== 'kms' || !/^(key|alias)\/[A-Za-z0-9/_-]+$/.test(arn.resource)) {
    const example = (resource: string) => kmsArn(examplePlace({ region, account }), resource);
    problems.at(at, {
      code: 'arn-invalid',
      message: 'This is not an ARN of a KMS key.',
      fix: /^alias\/./.test(text)
        ? `Write the alias in full: ${example(text)}.`
        : `It looks like ${example('key/1234abcd-12ab-34cd-56ef-1234567890ab')}.`,
    });
    return;
  }
  if (region === undefined || arn.region === region) return;
  problems.atPart(at, arn.region, {
    code: 'other-region',
    message: `This key is in ${arn.region}; ${service === 'sns' ? 'an SNS topic' : 'an SQS queue'} in ${region} takes a key of ${region}.`,
    fix: `Name a key in ${region}.`,
  });
}
