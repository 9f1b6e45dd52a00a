import { arnHere, arnOfGlobal, isArn, secretArn } from '../../../language/names/arn.js';
import { ruleNamePrefix } from '../../../language/names/rule-names.js';
import type { KindRights, Right, RightScope } from '../door/right.js';

/** Path of the secrets in which EventBridge keeps those of connections (EventBridge user guide, "Authorization methods for connections"). */
const OWN_SECRETS = 'events!connection/';

/** The role with which EventBridge reads these secrets (recorded 2026-09-24). */
const LINKED_ROLE =
  '/aws-service-role/apidestinations.events.amazonaws.com/AWSServiceRoleForAmazonEventBridgeApiDestinations';

/** What connections take. They carry no tags: they are told by their names. */
export function connectionRights({ config, declared }: RightScope): KindRights {
  if (declared.endpoints.length === 0)
    return { read: [listsWhatLeft('events:ListConnections', 'connections')], write: [] };
  const names = ownNames(
    config,
    declared.endpoints.map(({ connection }) => connection),
  );
  const own = names.map((name) => arnHere(config, 'events', `connection/${name}`));
  const references = declared.endpoints.flatMap(({ target: { auth } }) =>
    auth.secret.kind === 'secretsManager' ? [auth.secret] : [],
  );
  const secrets = [
    ...new Set(references.map(({ id }) => (isArn(id) ? id : secretArn(config, `${id}-??????`)))),
  ];
  const ofSecrets = (action: string, why: string): readonly Right[] =>
    secrets.length === 0 ? [] : [{ actions: [action], on: secrets, why }];
  return {
    read: [
      { actions: ['events:ListConnections'], on: ['*'], why: 'find the connections of its HTTPS endpoints' },
      { actions: ['events:DescribeConnection'], on: own, why: 'compare its connections with the file' },
      ...ofSecrets(
        'secretsmanager:DescribeSecret',
        'see whether the secret of an HTTPS endpoint has changed',
      ),
    ],
    write: [
      {
        actions: ['events:CreateConnection', 'events:UpdateConnection', 'events:DeleteConnection'],
        on: own,
        why: 'make, change and delete the connections of its HTTPS endpoints',
      },
      {
        actions: [
          'secretsmanager:CreateSecret',
          'secretsmanager:UpdateSecret',
          'secretsmanager:DeleteSecret',
          'secretsmanager:GetSecretValue',
          'secretsmanager:PutSecretValue',
        ],
        on: names
          .filter((name) => name.endsWith('*'))
          .map((name) => secretArn(config, `${OWN_SECRETS}${name}`)),
        why: 'have EventBridge keep the secrets of its connections',
      },
      {
        actions: ['iam:CreateServiceLinkedRole'],
        on: [arnOfGlobal(config, 'iam', `role${LINKED_ROLE}`)],
        when: { StringEquals: { 'iam:AWSServiceName': 'apidestinations.events.amazonaws.com' } },
        why: 'have EventBridge make its role for connections, with the first one of the account',
      },
      ...ofSecrets('secretsmanager:GetSecretValue', 'give EventBridge the secret of an HTTPS endpoint'),
    ],
  };
}

/**
 * How the ARNs of the file's connections or API destinations end, whose names begin with the project's or are those that the
 * file says. AWS puts an id behind each, and judges calls by the name alone as well (Service Authorization Reference).
 */
export function ownNames(config: RightScope['config'], names: readonly string[]): readonly string[] {
  const prefix = ruleNamePrefix(config);
  const others = names.filter((name) => !name.startsWith(prefix));
  return [`${prefix}*`, ...[...new Set(others)].sort().flatMap((name) => [name, `${name}/*`])];
}

/** What a file without HTTPS endpoints takes of a kind of thing that only they have. */
export function listsWhatLeft(action: string, things: string): Right {
  return {
    actions: [action],
    on: ['*'],
    why: `find ${things} of HTTPS endpoints that left the file`,
    without: `A destroy does not find ${things} of HTTPS endpoints that left the file. They stay on AWS, and the plan says so.`,
  };
}
