import { arnHere, arnOfGlobal, isArn, secretArn } from '../../../language/names/arn.js';
import { ruleNamePrefix } from '../../../language/names/rule-names.js';
import type { KindRights, Right, RightScope } from '../door/right.js';

/** Path of the secrets in which EventBridge keeps those of connections (EventBridge user guide, "Authorization methods for connections"). */
const OWN_SECRETS = 'events!connection/';

/** The role with which EventBridge reads these secrets (recorded 2026-09-24). */
const LINKED_ROLE =
  '/aws-service-role/apidestinations.events.amazonaws.com/AWSServiceRoleForAmazonEventBridgeApiDestinations';

/** What connections take. They carry no tags: their names begin with the project's. */
export function connectionRights({ config, declared }: RightScope): KindRights {
  if (declared.endpoints.length === 0)
    return { read: [listsWhatLeft('events:ListConnections', 'connections')], write: [] };
  const own = [arnHere(config, 'events', `connection/${ruleNamePrefix(config)}*`)];
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
        on: [secretArn(config, `${OWN_SECRETS}${ruleNamePrefix(config)}*`)],
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

/** What a file without HTTPS endpoints takes of a kind of thing that only they have. */
export function listsWhatLeft(action: string, things: string): Right {
  return {
    actions: [action],
    on: ['*'],
    why: `find ${things} of HTTPS endpoints that left the file`,
    without: `A destroy does not find ${things} of HTTPS endpoints that left the file. They stay on AWS, and the plan says so.`,
  };
}
