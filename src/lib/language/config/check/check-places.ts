import { didYouMean, nearName } from '../../../base/name-difference.js';
import { isArn, parseArn } from '../../names/arn.js';
import { GENESYS_ENVIRONMENTS, genesysEnvironment } from '../../names/environments.js';
import { nodeAt, textOf } from '../document/source-node.js';
import { AWS_REGIONS } from '../schema/aws-regions.js';
import { PER_EVENT_TYPE } from '../schema/gateway-format.js';
import type { CheckContext } from './check-context.js';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Checks where the events come from and go to, and that GENESYSCLOUD_REGION agrees with the file. AWS_REGION may
 * differ: it is the default of other tools and often set for them, and the file alone says where gcx works.
 */
export function checkPlaces(context: CheckContext, env: Env): void {
  checkGenesys(context, env);
  checkRegion(context);
  checkBus(context);
  checkBoundary(context);
}

function checkGenesys({ root, problems }: CheckContext, env: Env): void {
  if (nodeAt(root, ['genesys'])?.kind !== 'map') return;
  const named = (['environment', 'region'] as const).flatMap((key) => {
    const node = nodeAt(root, ['genesys', key]);
    return node === undefined ? [] : [{ key, text: textOf(node) }];
  });
  if (named.length === 0) {
    problems.atKey(['genesys'], {
      code: 'missing-key',
      message: 'genesys has neither "environment" nor "region".',
      fix: 'Add one of them, for example: environment: mypurecloud.ie, or region: eu-west-1',
    });
    return;
  }
  const known = named.flatMap(({ key, text }) => {
    if (text === undefined || text.trim() === '') return [];
    const environment = genesysEnvironment(text);
    if (environment === undefined) unknownEnvironment(key, text);
    return environment === undefined ? [] : [{ key, text, environment }];
  });
  const [first, second] = known;
  if (first !== undefined && second !== undefined && first.environment !== second.environment) {
    problems.at(['genesys', second.key], {
      code: 'conflict',
      message: `region ${second.text} is ${second.environment.environment}, but environment says ${first.text}.`,
      fix: 'Keep one of the two; in an environment, null removes the other: environment: null',
    });
    return;
  }
  const variable = env['GENESYSCLOUD_REGION']?.trim();
  if (first === undefined || variable === undefined || variable === '') return;
  if (genesysEnvironment(variable) === first.environment) return;
  problems.at(['genesys', first.key], {
    code: 'variable-conflict',
    message: `The file says ${first.text}, but GENESYSCLOUD_REGION is ${variable}.`,
    fix: 'Unset GENESYSCLOUD_REGION, or correct the file; gcx does not guess which one is meant.',
  });

  function unknownEnvironment(key: string, text: string): void {
    const names = GENESYS_ENVIRONMENTS.map((each) => (key === 'region' ? each.region : each.environment));
    const near = nearName(text, names);
    const [only, ...others] = near.names;
    problems.at(['genesys', key], {
      code: 'unknown-genesys-environment',
      message: `There is no Genesys Cloud ${key === 'region' ? 'in the region' : 'environment'} "${text}".`,
      ...(only === undefined || others.length > 0 ? {} : { replacement: only }),
      fix: only === undefined ? `There are: ${names.join(', ')}.` : didYouMean(near, (each) => each),
    });
  }
}

function checkRegion({ problems, region }: CheckContext): void {
  if (region === undefined || region.trim() === '') return;
  const found = nearName(region, AWS_REGIONS, 1);
  const [near] = found.names;
  const meant = near === undefined ? {} : { replacement: near };
  const did = didYouMean(found, (each) => each);
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(region)) {
    problems.at(['aws', 'region'], {
      code: 'form',
      message: `"${region}" is not an AWS region.`,
      ...meant,
      fix: near === undefined ? 'A region looks like eu-west-1.' : did,
    });
  } else if (!AWS_REGIONS.includes(region)) {
    problems.at(['aws', 'region'], {
      severity: 'warning',
      code: 'unknown-region',
      message: `gcx does not know the AWS region "${region}".`,
      ...meant,
      fix: near === undefined ? 'Check the spelling; a new region works all the same.' : did,
    });
  }
}

/** A boundary is of the account's own policies, or of AWS's. */
function checkBoundary({ root, problems, account }: CheckContext): void {
  const path = ['aws', 'permissionsBoundary'];
  const boundary = parseArn(textOf(nodeAt(root, path)) ?? '');
  const isPolicy = boundary?.service === 'iam' && boundary.resource.startsWith('policy/');
  const owner = isPolicy && boundary.account !== '' ? boundary.account : undefined;
  if (owner === undefined || account === undefined || owner === account || owner === 'aws') return;
  problems.atPart(path, owner, {
    code: 'boundary-account',
    message: `This policy is in account ${owner}; a role of account ${account} is bounded by a policy of its own account.`,
    fix: `Name a policy in account ${account}.`,
  });
}

function checkBus({ root, problems }: CheckContext): void {
  const genesys = nodeAt(root, ['genesys']);
  const aws = nodeAt(root, ['aws']);
  if (genesys?.kind !== 'map' || aws?.kind !== 'map') return;
  const bus = textOf(nodeAt(aws, ['bus']));
  if (bus !== undefined && isArn(bus)) return;
  if (nodeAt(genesys, ['integration']) !== undefined || nodeAt(aws, ['bus']) !== undefined) return;
  // The check of subscriptions says it there.
  if (textOf(nodeAt(genesys, ['subscriptions'])) === PER_EVENT_TYPE) return;
  problems.atKey(['genesys'], {
    code: 'missing-key',
    message: 'No event bus is given: there is neither "genesys.integration" nor "aws.bus".',
    fix: 'Add integration: { suffix: prod } for one that gcx looks after, or aws.bus for an event bus that exists.',
  });
}
