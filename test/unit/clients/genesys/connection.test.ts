import { describe, expect, it } from 'vitest';
import { ExitCode } from '../../../../src/lib/base/exit-codes.js';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import {
  GENESYS_PERMISSIONS,
  genesysConnection,
  grantsPermission,
} from '../../../../src/lib/clients/genesys/index.js';
import { genesysEnvironment } from '../../../../src/lib/language/names/environments.js';

const client = { GENESYSCLOUD_OAUTHCLIENT_ID: 'id', GENESYSCLOUD_OAUTHCLIENT_SECRET: 'secret' };

function failure(settings: { environment?: string }, env: Record<string, string>): GcxError {
  try {
    genesysConnection(settings, env);
  } catch (error) {
    if (error instanceof GcxError) return error;
  }
  throw new Error('no GcxError');
}

describe('the connection to Genesys Cloud', () => {
  it('takes the client of the environment and the environment of the file', () => {
    expect(genesysConnection({ environment: 'mypurecloud.ie' }, client)).toEqual({
      environment: 'mypurecloud.ie',
      credentials: { kind: 'client', clientId: 'id', clientSecret: 'secret' },
    });
  });

  it('prefers a given token', () => {
    const env = { ...client, GENESYSCLOUD_ACCESS_TOKEN: 't' };
    expect(genesysConnection({ environment: 'mypurecloud.ie' }, env).credentials).toEqual({
      kind: 'token',
      accessToken: 't',
    });
  });

  it.each([
    'eu-west-1',
    'mypurecloud.ie',
    'api.mypurecloud.ie',
    'https://apps.mypurecloud.ie/',
    'EU-WEST-1',
    'eu_west_1',
  ])('takes %s as the region without a file', (region) => {
    expect(genesysConnection({}, { ...client, GENESYSCLOUD_REGION: region }).environment).toBe(
      'mypurecloud.ie',
    );
  });

  it('takes a gateway', () => {
    const env = {
      ...client,
      GENESYSCLOUD_GATEWAY_PROTOCOL: 'http',
      GENESYSCLOUD_GATEWAY_HOST: '127.0.0.1',
      GENESYSCLOUD_GATEWAY_PORT: '8080',
    };
    expect(genesysConnection({ environment: 'mypurecloud.ie' }, env).gateway).toEqual({
      protocol: 'http',
      host: '127.0.0.1',
      port: 8080,
    });
  });

  it.each([
    ['GENESYSCLOUD_GATEWAY_PROTOCOL', 'ftp'],
    ['GENESYSCLOUD_GATEWAY_PORT', '99999'],
    ['GENESYSCLOUD_GATEWAY_HOST', 'http://host/path'],
  ])('refuses %s=%s', (variable, text) => {
    const env = { ...client, GENESYSCLOUD_GATEWAY_HOST: 'host', [variable]: text };
    expect(failure({ environment: 'mypurecloud.ie' }, env).report.what).toContain(variable);
  });

  it('says which variable is missing, with exit code 3', () => {
    const error = failure({ environment: 'mypurecloud.ie' }, { GENESYSCLOUD_OAUTHCLIENT_ID: 'id' });
    expect(error.exitCode).toBe(ExitCode.denied);
    expect(error.report.what).toContain('GENESYSCLOUD_OAUTHCLIENT_SECRET is not set');
    expect(error.report.fix).toContain('export GENESYSCLOUD_OAUTHCLIENT_ID');
  });

  it('refuses a file and a variable that disagree', () => {
    const error = failure({ environment: 'mypurecloud.ie' }, { ...client, GENESYSCLOUD_REGION: 'us-east-1' });
    expect(error.report.code).toBe('genesys-region-conflict');
    expect(error.report.what).toContain('mypurecloud.com');
  });

  it('suggests what a misspelled region was meant to be', () => {
    expect(failure({}, { ...client, GENESYSCLOUD_REGION: 'eu-wset-1' }).report.fix).toContain('eu-west-1');
  });
});

describe('environments and permissions', () => {
  it('know nothing of what does not exist', () => {
    expect(genesysEnvironment('example.com')).toBeUndefined();
    expect(genesysEnvironment('')).toBeUndefined();
  });

  it.each([
    [['routing:queue:view'], true],
    [['routing:queue:*'], true],
    [['routing:*:*'], true],
    [['*:*:*'], true],
    [['routing:queue:search'], false],
    [['integrations:queue:view'], false],
    [[], false],
  ])('%j grant routing:queue:view: %s', (granted, expected) => {
    expect(grantsPermission(granted, 'routing:queue:view')).toBe(expected);
  });

  it('cover a purpose for each permission, once', () => {
    const names = GENESYS_PERMISSIONS.map(({ permission }) => permission);
    expect(new Set(names).size).toBe(names.length);
  });
});
