import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../base/json.js';
import { arnOf, parseArn } from '../arn.js';
import { AwsError, resourceNotFound } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { text } from '../input.js';
import type { SecretRecord } from '../processor-records.js';

/** What Secrets Manager puts after a secret's name in its ARN: a hyphen and six characters. */
const SUFFIX_CHARACTERS = 6;
const SUFFIX = /-[A-Za-z0-9]{6}$/;

/**
 * Makes a secret without asking who wants it; one that is there stays as it is.
 * @param named Its name, or its ARN: of any account and region, with or without the six characters.
 */
export function plantSecret(named: string, value: string, context: Context): void {
  if (findSecret(named, context) !== undefined) return;
  const arn = parseArn(named);
  const secret: SecretRecord = {
    arn: arn === undefined ? arnOf('secretsmanager', context, `secret:${named}-sandbx`) : named,
    name: arn === undefined ? named : arn.resource.replace(/^secret:/, '').replace(SUFFIX, ''),
    value,
    version: randomUUID(),
    created: context.now(),
  };
  context.state.secrets.set(secret.arn, secret);
}

/**
 * Makes the secret of a service, which nobody else can change.
 * @param owner As `OwningService` has it, such as `events`.
 * @returns its ARN
 */
export function makeOwnedSecret(name: string, value: string, owner: string, context: Context): string {
  const suffix = randomUUID().replaceAll('-', '').slice(0, SUFFIX_CHARACTERS);
  const arn = arnOf('secretsmanager', context, `secret:${name}-${suffix}`);
  const secret: SecretRecord = { arn, name, value, version: randomUUID(), created: context.now(), owner };
  context.state.secrets.set(arn, secret);
  return arn;
}

/** Gives a service's secret a new version. */
export function changeOwnedSecret(arn: string, value: string, context: Context): void {
  const secret = context.state.secrets.get(arn);
  if (secret === undefined) return;
  secret.value = value;
  secret.version = randomUUID();
  secret.changed = context.now();
}

/** Deletes a service's secret at once. */
export function dropOwnedSecret(arn: string, context: Context): void {
  context.state.secrets.delete(arn);
}

function findSecret(id: string, context: Context): SecretRecord | undefined {
  const exact = context.state.secrets.get(id);
  if (exact !== undefined) return exact;
  return [...context.state.secrets.values()].find(
    ({ arn, name }) => arn.replace(SUFFIX, '') === id || (name === id && parseArn(id) === undefined),
  );
}

function secretOf(input: JsonObject, context: Context): SecretRecord {
  const secret = findSecret(text(input, 'SecretId') ?? '', context);
  if (secret === undefined) throw resourceNotFound("Secrets Manager can't find the specified secret.");
  return secret;
}

/** The calls of AWS Secrets Manager that read; its secrets come from seeds and from what the file names. */
export const secretOperations: Operations = {
  GetSecretValue: (input, context) => {
    const secret = secretOf(input, context);
    const stage = text(input, 'VersionStage') ?? 'AWSCURRENT';
    const version = text(input, 'VersionId') ?? secret.version;
    // Both given, and they do not belong together (recorded 2024-04-11).
    if (input['VersionId'] !== undefined && input['VersionStage'] !== undefined)
      if ((stage === 'AWSCURRENT') !== (version === secret.version))
        throw new AwsError(
          'InvalidRequestException',
          'You provided a VersionStage that is not associated to the provided VersionId.',
        );
    if (stage !== 'AWSCURRENT' || version !== secret.version) {
      const what = version === secret.version ? `staging label: ${stage}` : `VersionId: ${version}`;
      throw resourceNotFound(`Secrets Manager can't find the specified secret value for ${what}`);
    }
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: secret.version,
      SecretString: secret.value,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: secret.created / 1_000,
    };
  },
  DescribeSecret: (input, context) => {
    const secret = secretOf(input, context);
    return {
      ARN: secret.arn,
      Name: secret.name,
      CreatedDate: secret.created / 1_000,
      LastChangedDate: (secret.changed ?? secret.created) / 1_000,
      VersionIdsToStages: { [secret.version]: ['AWSCURRENT'] },
      // As recorded 2026-09-26.
      ...(secret.owner === undefined
        ? {}
        : {
            OwningService: secret.owner,
            Tags: [{ Key: 'aws:secretsmanager:owningService', Value: secret.owner }],
          }),
    };
  },
};
