import type { GcxError } from '../../base/gcx-error.js';
import type { Interviewer } from '../questions/index.js';
import { failureOf, type Reached } from './ground.js';

/** Which services, and with whose credentials, beside those of the environment. It can hold secrets: never shown or written. */
export interface Access {
  readonly sandbox: boolean;
  /** Variables as gcx and AWS's tools know them. */
  readonly env: Readonly<Record<string, string>>;
  /** Profile of the AWS configuration. */
  readonly profile?: string;
}

type Way = 'genesys' | 'profile' | 'keys' | 'sandbox' | 'stop';

/**
 * Says what is missing on both sides, and asks for it: credentials of the sides that lack them, or the sandbox instead.
 * @throws GcxError of what is missing where the person wants to set it up first
 */
export async function askAccess(
  asker: Interviewer,
  failed: Reached & { readonly kind: 'failed' },
  access: Access,
): Promise<Access> {
  const { genesys, aws } = failed;
  asker.tell([...problemLines('Genesys Cloud', genesys), ...problemLines('AWS', aws)].join('\n'));
  const way = await asker.choose<Way>('How do you want to continue?', [
    ...(genesys === undefined
      ? []
      : [
          {
            value: 'genesys' as const,
            name: 'Enter the client ID and secret of a Genesys Cloud OAuth client',
          },
        ]),
    ...(aws === undefined
      ? []
      : [
          {
            value: 'profile' as const,
            name: 'Use an AWS CLI profile (including AWS IAM Identity Center)',
          },
          { value: 'keys' as const, name: 'Enter AWS access keys' },
        ]),
    {
      value: 'sandbox',
      name: 'Use the built-in sandbox for now (no credentials needed)',
      description: 'A local Genesys Cloud and AWS with an example organization.',
    },
    { value: 'stop', name: 'Stop here and set up credentials first' },
  ]);
  switch (way) {
    case 'genesys':
      return { ...access, env: { ...access.env, ...(await askClient(asker)) } };
    case 'profile':
      return { ...access, profile: await asker.text('Profile name', { standard: 'default' }) };
    case 'keys':
      return { ...access, env: { ...access.env, ...(await askKeys(asker)) } };
    case 'sandbox':
      return { ...access, sandbox: true };
    case 'stop':
      throw failureOf(failed);
  }
}

function problemLines(side: string, error: GcxError | undefined): readonly string[] {
  if (error === undefined) return [`${side}: connected.`];
  const { what, fix } = error.report;
  return [`${side}: ${what}`, ...(fix === undefined ? [] : [fix])];
}

const NOT_EMPTY = (text: string): string | undefined =>
  text === '' ? 'Enter a value, or press Esc to go back.' : undefined;

async function askClient(asker: Interviewer): Promise<Readonly<Record<string, string>>> {
  const id = await asker.text('Client ID (Genesys Cloud: Admin > Integrations > OAuth)', {
    problem: NOT_EMPTY,
  });
  const secret = await asker.secret('Client secret (not shown, not written to any file)', {
    problem: NOT_EMPTY,
  });
  return { GENESYSCLOUD_OAUTHCLIENT_ID: id, GENESYSCLOUD_OAUTHCLIENT_SECRET: secret };
}

async function askKeys(asker: Interviewer): Promise<Readonly<Record<string, string>>> {
  const id = await asker.text('Access key ID', { problem: NOT_EMPTY });
  const secret = await asker.secret('Secret access key (not shown, not written to any file)', {
    problem: NOT_EMPTY,
  });
  const token = await asker.secret('Session token (not shown; press Enter if there is none)');
  return {
    AWS_ACCESS_KEY_ID: id,
    AWS_SECRET_ACCESS_KEY: secret,
    ...(token === '' ? {} : { AWS_SESSION_TOKEN: token }),
  };
}
