import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { SimulatedDecision } from '../../clients/aws/iam-model.js';
import type { AwsAccess } from '../access/model.js';
import { type Beforehand, step } from './genesys-steps.js';
import type { ChecklistStep } from './model.js';

/** What IAM's simulator said: undefined where it was not or could not be asked. */
export type LikelyLacking = readonly SimulatedDecision[] | undefined;

/** Pure: how the steps on AWS stand. */
export function awsSteps(
  access: AwsAccess,
  before: Beforehand,
  lacking: LikelyLacking,
): readonly ChecklistStep[] {
  return [
    credentialsStep(access),
    accountStep(access, before),
    regionStep(access, before),
    rightsStep(access, before, lacking),
  ];
}

function credentialsStep({ arn, problem }: AwsAccess): ChecklistStep {
  if (arn !== undefined) return step('aws-credentials', { state: 'done', found: arn });
  return step('aws-credentials', {
    state: 'missing',
    found: problem?.report.what ?? 'AWS did not identify them',
    next: 'Run  aws configure sso  once, then  aws sso login  each day, and set AWS_PROFILE to the profile. Without SSO: ask your AWS administrator for a profile.',
  });
}

function accountStep({ account, wanted }: AwsAccess, { config }: Beforehand): ChecklistStep {
  if (account === undefined)
    return step('aws-account', { state: 'unknown', found: 'checked after AWS accepts the credentials' });
  if (config === undefined)
    return step('aws-account', {
      state: 'missing',
      found: `${account}; not in a file yet`,
      next: `Run ${gcxCommand('init')}: it writes the file.`,
    });
  if (wanted !== undefined)
    return step('aws-account', {
      state: 'missing',
      found: `${account}; the file says ${wanted}`,
      next: "Take a profile of the file's account (AWS_PROFILE), or correct aws.account in the file.",
    });
  return step('aws-account', { state: 'done', found: `${account}, as the file says` });
}

function regionStep({ region }: AwsAccess, { config, env, sandbox }: Beforehand): ChecklistStep {
  if (config !== undefined)
    return step('aws-region', { state: 'done', found: `${region}, as the file says` });
  const named = (env['AWS_REGION'] || env['AWS_DEFAULT_REGION']) !== undefined || sandbox;
  return step('aws-region', {
    state: named ? 'done' : 'missing',
    found: named ? region : 'not set in a file or in AWS_REGION',
    ...(named
      ? {}
      : {
          next: 'If you can choose, use the region of your Genesys Cloud environment (mypurecloud.ie is in eu-west-1). Set AWS_REGION to it.',
        }),
  });
}

function rightsStep(access: AwsAccess, { config }: Beforehand, lacking: LikelyLacking): ChecklistStep {
  const next = `Run ${gcxCommand('permissions', '--format', 'mail')} and send the email that it prints to your AWS administrator.`;
  if (access.arn === undefined || config === undefined)
    return step('aws-rights', {
      state: 'unknown',
      found:
        config === undefined
          ? 'the permissions depend on the file'
          : 'checked after AWS accepts the credentials',
      ...(config === undefined ? {} : { next }),
    });
  if (lacking === undefined)
    return step('aws-rights', {
      state: 'unknown',
      found: 'AWS reports this only when an action is called',
      next,
    });
  if (lacking.length === 0)
    return step('aws-rights', {
      state: 'done',
      found: "likely all that is required, says IAM's policy simulator",
    });
  const actions = [...new Set(lacking.map(({ action }) => action))];
  const more = actions.length > SHOWN ? ` and ${actions.length - SHOWN} more` : '';
  return step('aws-rights', {
    state: 'missing',
    found: `likely missing: ${actions.slice(0, SHOWN).join(', ')}${more} (IAM policy simulator)`,
    next,
  });
}

/** Actions that are named. */
const SHOWN = 4;
