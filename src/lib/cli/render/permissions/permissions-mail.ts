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
      `We send events of our Genesys Cloud contact center to AWS through Amazon EventBridge. The tool for it is called gcx; it runs on ${github === undefined ? 'my computer with the AWS credentials that I have' : `GitHub Actions, in the repository ${github.repository}`}, and nothing of it is installed in the account. Could you please allow it the following, in account ${aws.account}, region ${aws.region}?`,
      COLUMNS,
    ),
    '',
    ...wrapText(
      `${needed.role === 'read' && github === undefined ? 'It only reads' : `It makes and changes what is named after the project (${called}-...) or in the policies below, and what carries the tag genesys-gcx:project=${called}; of everything else it only reads`} settings, never messages or data${looksAtLetters(kit) ? ', except for events that could not be delivered' : ''}.`,
      COLUMNS,
    ),
    '',
    'What I ask of you:',
    '',
    ...steps(kit).flatMap((step, index) => wrapLabelled(`${index + 1}. `, step, COLUMNS)),
    ...betterLines(kit),
    '',
    'Thank you!',
    '',
    ...policyLines('Required', kit.required),
    ...policyLines('Better with (can be left out)', kit.better),
    ...policyLines('Permissions boundary', kit.boundary === undefined ? [] : [kit.boundary]),
    ...trustLines(kit),
  ].join('\n')}\n`;
}

function steps(kit: PermissionsKit): readonly string[] {
  const { required, better, boundary, github, needed } = kit;
  const names = (policies: readonly NamedPolicy[]) => policies.map(({ name }) => name).join(', ');
  return [
    `In the console, IAM > Policies > Create policy > JSON: make the policies ${names([...required, ...better])}. Their texts are below.`,
    ...(boundary === undefined
      ? []
      : [
          `The same way make the policy ${boundary.name}. It is attached to nobody: it limits what the roles that gcx makes for Lambda functions can hold.`,
        ]),
    ...(github === undefined
      ? [
          'Attach the policies of step 1 to the role that I use. With IAM Identity Center: name them in the permission set under "Customer managed policies".',
        ]
      : [
          'IAM > Identity providers: add OpenID Connect, https://token.actions.githubusercontent.com, audience sts.amazonaws.com (once for the account).',
          ...github.roles.map(
            ({ name, policies }) =>
              `IAM > Roles > Create role > Custom trust policy: make ${name} with the trust policy below, and attach ${policies.join(', ')}.`,
          ),
          `Tell me the ARNs of the roles: ${github.roles.map(({ arn }) => arn).join(', ')}.`,
        ]),
    ...(needed.aws.boundary !== undefined && boundary !== undefined
      ? [`The ARN of the boundary has to be ${needed.aws.boundary}.`]
      : boundaryHint(kit).length === 0
        ? []
        : [
            `Tell me the ARN of ${boundary?.name}: I name it in our file, and send you the policies again, which then demand it.`,
          ]),
  ];
}

function betterLines({ needed, better }: PermissionsKit): readonly string[] {
  if (better.length === 0) return [];
  const missed = [...new Set(needed.aws.better.flatMap(({ without }) => without ?? []))];
  return [
    '',
    `Without ${better.map(({ name }) => name).join(', ')} it works, but:`,
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
