import { describe, expect, it } from 'vitest';
import { awsEnvironment } from '../../../../src/lib/features/access/aws-environment.js';

const region = 'eu-west-1';
const keys = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };

describe('awsEnvironment', () => {
  it("has the file's profile where the environment has nothing", () => {
    expect(awsEnvironment({ region, profile: 'file' }, { HOME: '/home/a' })).toEqual({
      HOME: '/home/a',
      AWS_PROFILE: 'file',
      AWS_REGION: region,
    });
  });

  it('has keys without any profile: the SDK would prefer the profile, and be somebody else than gcx', () => {
    const environment = { ...keys, AWS_PROFILE: 'shell' };
    expect(awsEnvironment({ region, profile: 'file' }, environment)).toEqual({ ...keys, AWS_REGION: region });
  });

  it("has the shell's profile rather than the file's", () => {
    expect(awsEnvironment({ region, profile: 'file' }, { AWS_PROFILE: 'shell' })).toEqual({
      AWS_PROFILE: 'shell',
      AWS_REGION: region,
    });
  });

  it("has the file's region, and nothing that is not AWS's", () => {
    const environment = { AWS_REGION: 'us-east-1', GENESYSCLOUD_OAUTHCLIENT_SECRET: 's', GITHUB_TOKEN: 't' };
    expect(awsEnvironment({ region }, environment)).toEqual({ AWS_REGION: region });
  });
});
