import { printable } from '../../../base/terminal/printable.js';
import { wrapLabelled, wrapText } from '../../../base/terminal/wrap-text.js';
import { jsonText } from '../../../base/unprintable.js';
import { type NamedPolicy, type PermissionsKit, trustDocument } from '../../../features/permissions/index.js';
import { boundaryHint } from './kit-words.js';

/** Columns of a mail: what is quoted in an answer still fits. */
const COLUMNS = 76;

/** A kit as a mail to whoever looks after the AWS account. */
export function permissionsMail(kit: PermissionsKit): string {
  const { needed, github } = kit;
  const { aws, project } = needed;
  const called = printable(project);
  return `${[
    `Subject: AWS permissions for gcx, project ${called}, account ${aws.account}`,
    '',
    'Hello,',
    '',
    ...wrapText(
      `We use a tool called gcx to send events of our Genesys Cloud contact center to AWS through Amazon EventBridge. It runs ${github === undefined ? 'on my computer, with my AWS credentials' : `in GitHub Actions, in the repository ${github.repository}`}. Nothing of it is installed in the account. Please grant it the following permissions in account ${aws.account}, region ${aws.region}.`,
      COLUMNS,
    ),
    '',
    ...wrapText(
      `${needed.role === 'read' && github === undefined ? 'It only reads' : `It creates and changes resources that have names starting with ${called}-, that the policies below name, or that have the tag genesys-gcx:project=${called}. Of all other resources, it only reads`} settings, never messages or data${looksAtLetters(kit) ? ', except for events that could not be delivered' : ''}.`,
      COLUMNS,
    ),
    '',
    'Please do the following:',
    '',
    ...steps(kit).flatMap((step, index) => wrapLabelled(`${index + 1}. `, step, COLUMNS)),
    ...betterLines(kit),
    '',
    'Thank you!',
    '',
    ...policyLines('Required', kit.required),
    ...policyLines('Better with (optional)', kit.better),
    ...policyLines('Permissions boundary', kit.boundary === undefined ? [] : [kit.boundary]),
    ...trustLines(kit),
  ].join('\n')}\n`;
}

function steps(kit: PermissionsKit): readonly string[] {
  const { required, better, boundary, github, needed } = kit;
  const names = (policies: readonly NamedPolicy[]) => policies.map(({ name }) => name).join(', ');
  return [
    `In the console, IAM > Policies > Create policy > JSON: create the policies ${names([...required, ...better])}. Their text is below.`,
    ...(boundary === undefined
      ? []
      : [
          `In the same way, create the policy ${boundary.name}. Do not attach it: it limits the permissions of the roles that gcx creates for Lambda functions.`,
        ]),
    ...(github === undefined
      ? [
          'Attach the policies of step 1 to the role that I use. With IAM Identity Center: add them to the permission set under "Customer managed policies".',
        ]
      : [
          'IAM > Identity providers: add OpenID Connect, https://token.actions.githubusercontent.com, audience sts.amazonaws.com (once for the account).',
          ...github.roles.map(
            ({ name, policies }) =>
              `IAM > Roles > Create role > Custom trust policy: create ${name} with the trust policy below, and attach ${policies.join(', ')}.`,
          ),
          `Send me the ARNs of the roles: ${github.roles.map(({ arn }) => arn).join(', ')}.`,
        ]),
    ...(needed.aws.boundary !== undefined && boundary !== undefined
      ? [`The ARN of the boundary must be ${needed.aws.boundary}.`]
      : boundaryHint(kit).length === 0
        ? []
        : [
            `Send me the ARN of ${boundary?.name}. I then add it to our file and send you the policies again, which then require it.`,
          ]),
  ];
}

function betterLines({ needed, better }: PermissionsKit): readonly string[] {
  if (better.length === 0) return [];
  const missed = [...new Set(needed.aws.better.flatMap(({ without }) => without ?? []))];
  return [
    '',
    ...wrapText(
      `Without ${better.map(({ name }) => name).join(', ')}, gcx works with these limitations:`,
      COLUMNS,
    ),
    ...missed.flatMap((each) => wrapLabelled('  - ', each, COLUMNS)),
  ];
}

function policyLines(title: string, policies: readonly NamedPolicy[]): readonly string[] {
  return policies.flatMap(({ name, description, document }) => [
    '-'.repeat(COLUMNS),
    `${title}: ${name}`,
    description,
    '',
    jsonText(document, 2),
    '',
  ]);
}

function trustLines({ github, needed }: PermissionsKit): readonly string[] {
  return (github?.roles ?? []).flatMap(({ name, trust }) => [
    '-'.repeat(COLUMNS),
    `Trust policy of ${name}`,
    '',
    jsonText(trustDocument(trust, `arn:aws:iam::${needed.aws.account}:oidc-provider/${trust.issuer}`), 2),
    '',
  ]);
}

function looksAtLetters({ needed }: PermissionsKit): boolean {
  return needed.aws.better.some(({ actions }) => actions.includes('sqs:ReceiveMessage'));
}
