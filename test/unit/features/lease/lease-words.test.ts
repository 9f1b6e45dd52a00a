import { describe, expect, it } from 'vitest';
import { Limits } from '../../../../src/lib/base/limits.js';
import { ciRun } from '../../../../src/lib/features/lease/ci-run.js';
import { holderText, leaseHeld } from '../../../../src/lib/features/lease/lease-errors.js';
import { leasePlace } from '../../../../src/lib/features/lease/lease-place.js';
import { type Holder, leaseText, parseLease } from '../../../../src/lib/features/lease/lease-value.js';

const holder: Holder = {
  owner: '7f6c',
  user: 'anna',
  host: 'build-7',
  run: 'https://ci.example/1',
  command: 'apply',
  since: '2026-11-29T08:10:11.000Z',
  project: 'shop',
  environment: 'production',
};

describe('the place of a lease', () => {
  const organization = '6513270e-269e-4d37-b2a7-4de452e6b438';
  const genesys = { environment: 'mypurecloud.ie', organization };
  const aws = { account: '111122223333', region: 'eu-west-1' };
  const of = `/genesys-gcx/lease/${organization}/prod`;
  it.each([
    ['an integration', { genesys: { ...genesys, integration: { suffix: 'prod' } }, aws }, of],
    [
      'the partner event bus of the same integration',
      { genesys, aws: { ...aws, bus: `aws.partner/genesys.com/cloud/${organization}/prod` } },
      of,
    ],
    [
      'a bus of its own',
      { genesys, aws: { ...aws, bus: 'company-events' } },
      '/genesys-gcx/lease/bus/company-events',
    ],
    [
      'a partner event bus of others',
      { genesys, aws: { ...aws, bus: 'aws.partner/example.com/a//b' } },
      '/genesys-gcx/lease/bus/aws.partner.example.com.a..b',
    ],
  ])('of %s', (_what, config, parameter) => {
    expect(leasePlace(config).parameter).toBe(parameter);
    expect(parameter.split('/').length - 1).toBeLessThanOrEqual(Limits.ssmParameterLevels);
  });
});

describe('the value of a lease', () => {
  it('is read as it was written', () => {
    const value = { state: 'held', attempt: 'a', after: { version: 5, attempt: 'b' }, holder } as const;
    expect(parseLease(leaseText(value))).toEqual(value);
    expect(parseLease(leaseText({ state: 'free', attempt: 'a' }))).toEqual({ state: 'free', attempt: 'a' });
  });

  it('fits a parameter, whatever people and machines are called', () => {
    const long = '🦊'.repeat(5_000);
    const words = Object.fromEntries(Object.keys(holder).map((key) => [key, long]));
    const text = leaseText({ state: 'held', attempt: 'a'.repeat(36), holder: { ...holder, ...words } });
    expect(Buffer.byteLength(text)).toBeLessThan(Limits.ssmParameterBytes);
    expect(parseLease(text)?.holder?.user).toHaveLength(200);
  });

  it.each(['', 'free', '{', '[]', 'null', '{"format":2,"state":"held","attempt":"a"}', '{"format":1}'])(
    'of another format is none: %s',
    (text) => {
      expect(parseLease(text)).toBe(undefined);
    },
  );

  it('is told without what a terminal obeys', () => {
    const hostile = { ...holder, user: 'anna\u001b[31m\nroot', run: 'https://ci/\u001b]8;;x\u0007' };
    for (const character of ['\u001b', '\n']) expect(holderText(hostile)).not.toContain(character);
    expect(JSON.stringify(leaseHeld('integration prod', hostile, undefined).report)).not.toContain('\\u001b');
  });
});

it.each([
  [
    { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: '7' },
    'https://github.com/acme/shop/actions/runs/7',
  ],
  [{ CI_JOB_URL: 'https://gitlab.com/acme/shop/-/jobs/7' }, 'https://gitlab.com/acme/shop/-/jobs/7'],
  [
    { SYSTEM_COLLECTIONURI: 'https://dev.azure.com/acme/', SYSTEM_TEAMPROJECT: 'a b', BUILD_BUILDID: '7' },
    'https://dev.azure.com/acme/a%20b/_build/results?buildId=7',
  ],
  [{ BUILD_URL: 'https://jenkins/job/shop/7/' }, 'https://jenkins/job/shop/7/'],
  [{ GITHUB_RUN_ID: '7' }, undefined],
  [{}, undefined],
])('tells where a CI run is shown: %j', (env, run) => {
  expect(ciRun(env)).toBe(run);
});
