import { examplePlace, kmsArn, parseWrittenArn } from '../../names/arn.js';
import { nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

/** What a key encrypts, as messages say it. */
export interface EncryptedThing {
  /** Such as `a log group`. */
  readonly thing: string;
  /** Why no alias is taken, as a clause. */
  readonly noAlias: string;
}

/**
 * Checks the ARN of a KMS key where an alias is not taken: its form, and its region.
 * @param at where the file says it
 */
export function checkKeyArn(
  { problems, root, region, account }: Pick<CheckContext, 'problems' | 'root' | 'account' | 'region'>,
  at: ConfigPath,
  { thing, noAlias }: EncryptedThing,
): void {
  const text = textOf(nodeAt(root, at));
  if (text === undefined || text.trim() === '') return;
  const arn = parseWrittenArn(text);
  if (arn?.service !== 'kms' || !/^key\/[A-Za-z0-9-]+$/.test(arn.resource)) {
    problems.at(at, {
      code: 'arn-invalid',
      message: `This is not an ARN of a KMS key; ${noAlias}.`,
      fix: `It looks like ${kmsArn(examplePlace({ region, account }), 'key/1234abcd-12ab-34cd-56ef-1234567890ab')}.`,
    });
    return;
  }
  if (region === undefined || arn.region === region) return;
  problems.atPart(at, arn.region, {
    code: 'other-region',
    message: `This key is in ${arn.region}; ${thing} in ${region} takes a key of ${region}.`,
    fix: `Name a key in ${region}.`,
  });
}
