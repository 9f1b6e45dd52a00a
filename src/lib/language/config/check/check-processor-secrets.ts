import { examplePlace, kmsArn, parseWrittenArn, secretArn } from '../../names/arn.js';
import { entriesOf, nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

const SECRET_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Checks the secrets of a processor: each has a name for the handler, and is one of AWS Secrets Manager in its region. */
export function checkProcessorSecrets(context: CheckContext, path: ConfigPath): void {
  const { problems, root, region, account } = context;
  const example = secretArn(examplePlace({ region, account }), 'NAME-AbCdEf');
  for (const [name, { value }] of entriesOf(nodeAt(root, path))) {
    const at = [...path, name];
    if (!SECRET_NAME.test(name)) {
      const better = name.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^(\d)/, '_$1');
      problems.atKey(at, {
        code: 'name-invalid',
        message: `"${name}" cannot be the name of a secret in the handler.`,
        fix: `It begins with a letter or _, and has letters, digits and _${SECRET_NAME.test(better) ? `: ${better}` : '.'}`,
      });
    }
    if (value.kind === 'map') checkSecretKey(context, [...at, 'key']);
    checkSecretArn(context, value.kind === 'map' ? [...at, 'arn'] : at, example);
  }
}

function checkSecretArn({ problems, root, region }: CheckContext, at: ConfigPath, example: string): void {
  const text = textOf(nodeAt(root, at));
  if (text === undefined || text.trim() === '') return;
  const arn = parseWrittenArn(text);
  if (arn?.service === 'ssm') {
    problems.at(at, {
      code: 'arn-invalid',
      message: 'This is a parameter of Systems Manager; secrets are read from AWS Secrets Manager.',
      fix: `Keep it there as a secret: ${example}.`,
    });
  } else if (arn?.service !== 'secretsmanager' || !/^secret:\S+$/.test(arn.resource) || arn.account === '') {
    // What a variable stands for may be the secret itself, so it is not said here.
    problems.at(at, {
      code: 'arn-invalid',
      message:
        arn === undefined || arn.service === 'secretsmanager'
          ? 'This is not an ARN of a secret of AWS Secrets Manager.'
          : `This is the ARN of something of ${arn.service}, not of a secret of AWS Secrets Manager.`,
      fix: `It looks like ${example}; "aws secretsmanager list-secrets" shows those that there are.`,
    });
  } else if (region !== undefined && arn.region !== region) {
    problems.atPart(at, arn.region, {
      code: 'other-region',
      message: `This secret is in ${arn.region}, but the function is in ${region}; it can only read secrets in its own region.`,
      fix: `Replicate it: aws secretsmanager replicate-secret-to-regions --secret-id NAME --add-replica-regions Region=${region}, and name the ARN of the replica.`,
    });
  }
}

/** IAM knows a key by its own ARN only: a policy that names an alias allows nothing. */
function checkSecretKey({ problems, root, region, account }: CheckContext, at: ConfigPath): void {
  const text = textOf(nodeAt(root, at));
  if (text === undefined || text.trim() === '') return;
  const arn = parseWrittenArn(text);
  if (arn?.service !== 'kms' || !/^key\/[A-Za-z0-9-]+$/.test(arn.resource)) {
    const isAlias = arn?.service === 'kms' && arn.resource.startsWith('alias/');
    const example = kmsArn(examplePlace({ region, account }), 'key/1234abcd-12ab-34cd-56ef-1234567890ab');
    problems.at(at, {
      code: 'arn-invalid',
      message: isAlias
        ? 'This is an alias of a KMS key; IAM gives permissions on keys only by their own ARN.'
        : 'This is not an ARN of a KMS key.',
      fix: isAlias
        ? `"aws kms describe-key --key-id ${arn.resource}" shows the ARN of the key, such as ${example}.`
        : `It looks like ${example}.`,
    });
    return;
  }
  if (region === undefined || arn.region === region) return;
  problems.atPart(at, arn.region, {
    code: 'other-region',
    message: `This key is in ${arn.region}, but the secret and the function are in ${region}.`,
    fix: `Name the key that encrypts the secret in ${region}.`,
  });
}
