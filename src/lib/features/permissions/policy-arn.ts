import { partOfArn } from '../../language/names/arn.js';

/** The name of a policy, without its path; undefined where there is no ARN. */
export function nameOfPolicyArn(arn: string | undefined): string | undefined {
  if (arn === undefined) return undefined;
  const path = partOfArn(arn, 'policy/');
  return path.slice(path.lastIndexOf('/') + 1);
}
