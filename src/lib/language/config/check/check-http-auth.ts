import { Limits } from '../../../base/limits.js';
import { isArn, parseWrittenArn } from '../../names/arn.js';
import { nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import { checkArnRegion } from './check-arn-region.js';
import type { CheckContext } from './check-context.js';
import { checkHttpParameters } from './check-http-parameters.js';
import { checkHttpsUrl } from './check-https-url.js';

const WAYS = ['apiKey', 'basic', 'oauth'] as const;

/** Texts of a connection that AWS checks alike: no colon, no control characters (recorded in EventBridge's API model). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: AWS's own pattern
const TAKEN = /^[^\x00-\x1f\x7f:]*$/;

/** Checks how an endpoint is called: in one way, with texts that AWS takes, and a secret that is somewhere else. */
export function checkHttpAuth(context: CheckContext, at: ConfigPath): void {
  const { problems, root } = context;
  const auth = nodeAt(root, at);
  if (auth?.kind !== 'map') return;
  const said = WAYS.filter((way) => nodeAt(auth, [way]) !== undefined);
  const [first, second] = said;
  if (first === undefined) {
    problems.atKey(at, {
      code: 'http-auth',
      message: 'This does not say how EventBridge proves who is calling, and it calls no endpoint without.',
      fix: 'Write one of apiKey, basic and oauth, for example: auth: { apiKey: { header: X-Api-Key, secret: { env: CRM_KEY } } }.',
    });
    return;
  }
  if (second !== undefined) {
    problems.atKey([...at, second], {
      code: 'http-auth',
      message: `EventBridge proves who is calling in one way, but these are two: ${first} and ${second}.`,
      fix: 'Keep one of them.',
    });
    return;
  }
  const way = [...at, first];
  for (const key of ['header', 'user', 'clientId']) checkText(context, [...way, key]);
  const tokenUrl = [...way, 'tokenUrl'];
  const url = textOf(nodeAt(root, tokenUrl));
  if (url !== undefined && url.trim() !== '') checkHttpsUrl(context, tokenUrl, url, 'a token endpoint');
  checkHttpParameters(context, [...way, 'headers'], 'header');
  checkHttpParameters(context, [...way, 'query'], 'query parameter');
  checkHttpParameters(context, [...way, 'body'], 'body parameter');
  if (first === 'oauth') checkGrantType(context, way);
  checkSecret(context, [...way, 'secret']);
}

/** Token servers require it (RFC 6749, 4.4.2), and nothing recorded of EventBridge sends it by itself [?]. */
function checkGrantType({ problems, root }: CheckContext, way: ConfigPath): void {
  const isSaid = ['query', 'body'].some((part) => nodeAt(root, [...way, part, 'grant_type']) !== undefined);
  if (isSaid) return;
  problems.atKey(way, {
    code: 'oauth-grant-type',
    severity: 'warning',
    message:
      'Token servers require grant_type: client_credentials (RFC 6749), which EventBridge does not send by itself. Without it, most refuse to issue a token, and the connection is DEAUTHORIZED.',
    fix: 'Add body: { grant_type: client_credentials } to it, beside what is in "body" already.',
  });
}

function checkText({ problems, root }: CheckContext, at: ConfigPath): void {
  const text = textOf(nodeAt(root, at));
  if (text === undefined || text.trim() === '') return;
  if (text.length > Limits.httpCredentialCharacters) {
    problems.at(at, {
      code: 'too-long',
      message: `This has at most ${Limits.httpCredentialCharacters} characters (httpCredentialCharacters), not ${text.length}.`,
      fix: `Shorten it by ${text.length - Limits.httpCredentialCharacters}.`,
    });
  } else if (!TAKEN.test(text)) {
    problems.at(at, {
      code: 'form',
      message: `EventBridge takes no ${text.includes(':') ? 'colon' : 'control characters'} here.`,
      fix: 'Use another name.',
    });
  }
}

/** A variable's name, as of `${NAME}` in the file. */
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const PREFIX = 'GENESYS_GCX_SECRET_';

function checkSecret(context: CheckContext, at: ConfigPath): void {
  const { problems, root } = context;
  const secret = nodeAt(root, at);
  if (secret?.kind !== 'map') return;
  const env = nodeAt(secret, ['env']);
  const id = nodeAt(secret, ['secretsManager']);
  if ((env === undefined) === (id === undefined)) {
    problems.atKey(at, {
      code: 'http-secret',
      message:
        env === undefined
          ? 'This does not say where the secret is.'
          : 'This says two places where the secret is.',
      fix: 'Write secret: { env: CRM_KEY }, which gcx takes from the environment variable GENESYS_GCX_SECRET_CRM_KEY, or secret: { secretsManager: NAME }.',
    });
    return;
  }
  for (const key of ['key', 'version']) {
    if (env === undefined || nodeAt(secret, [key]) === undefined) continue;
    problems.atKey([...at, key], {
      code: 'misplaced-key',
      message: `"${key}" is of a secret of AWS Secrets Manager; this one is an environment variable.`,
      fix: 'Remove the line.',
    });
  }
  const name = textOf(env);
  if (name !== undefined && !VARIABLE.test(name)) {
    problems.at([...at, 'env'], {
      code: 'name-invalid',
      message:
        'This is not the name of an environment variable. If it is the secret itself, change it: it was written down.',
      fix: 'It has letters, digits and _, such as CRM_KEY.',
    });
  } else if (name?.startsWith(PREFIX)) {
    problems.at([...at, 'env'], {
      code: 'name-invalid',
      message: `gcx puts ${PREFIX} before the name by itself.`,
      fix: `Write env: ${name.slice(PREFIX.length) || 'CRM_KEY'}.`,
    });
  }
  checkSecretId(context, [...at, 'secretsManager']);
}

function checkSecretId(context: CheckContext, at: ConfigPath): void {
  const { problems, root, account } = context;
  const text = textOf(nodeAt(root, at));
  if (text === undefined || text.trim() === '') return;
  const arn = parseWrittenArn(text);
  if (isArn(text)) {
    if (arn?.service !== 'secretsmanager' || !/^secret:\S+$/.test(arn.resource)) {
      problems.at(at, {
        code: 'arn-invalid',
        message: 'This is not an ARN of a secret of AWS Secrets Manager.',
        fix: '"aws secretsmanager list-secrets" shows those that there are.',
      });
      return;
    }
    checkArnRegion(context, at, arn.region);
    if (account !== undefined && arn.account !== account) {
      problems.atPart(at, arn.account, {
        code: 'other-account',
        message: `This secret is in account ${arn.account}; gcx reads it with credentials of ${account}.`,
        fix: `Keep it in account ${account}.`,
      });
    }
  } else if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(text)) {
    problems.at(at, {
      code: 'name-invalid',
      message:
        'This cannot be the name of a secret of AWS Secrets Manager. If it is the secret itself, change it: it was written down.',
      fix: 'A name has letters, digits and /_+=.@-; "aws secretsmanager list-secrets" shows those that there are.',
    });
  }
}
