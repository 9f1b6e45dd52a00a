import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../../src/lib/engine/compile/index.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { ruleArn, topicArn } from '../../../../src/lib/language/names/arn.js';
import { ruleNamePrefix } from '../../../../src/lib/language/names/rule-names.js';
import { fileOf, NAMES } from '../../engine/compile/file-builder.js';
import { asLive } from '../../engine/compile/live-bus.js';

const END = 'v2.detail.events.conversation.{id}.acd.end';
const LONG = 'a-route-whose-name-is-so-long-that-a-rule-cannot-hold-it-all';

function names(
  route: string,
  changes: Partial<Config> = {},
  taken: readonly string[] = [],
): readonly string[] {
  const file = fileOf(
    [{ name: route, events: [END], targets: ['t0', 't1', 't2', 't3', 't4', 't5'] }],
    changes,
  );
  const { rules } = compileRules(file.config, file.queues, [], { ...NAMES, taken: new Set(taken) });
  return rules.map((rule) => rule.name);
}

describe('names of rules', () => {
  it('are the project, the route and a number', () => {
    expect(names('sales')).toEqual(['contact-center-sales-1', 'contact-center-sales-2']);
  });

  it('hold the environment where several share a bus', () => {
    expect(names('sales', { sharesBus: true })[0]).toBe('contact-center-production-sales-1');
  });

  it('leave out what others have', () => {
    expect(names('sales', {}, ['contact-center-sales-1'])).toEqual([
      'contact-center-sales-2',
      'contact-center-sales-3',
    ]);
  });

  it('are cut with a hash that tells long routes apart, the project whole', () => {
    const [one] = names(`${LONG}-1`);
    const [other] = names(`${LONG}-2`);
    expect(one).toMatch(/^contact-center-a-route-whose-name-is-so-long[-a-z]*-[0-9a-f]{7}-1$/);
    expect(one?.length).toBeLessThanOrEqual(64);
    expect(one).not.toBe(other);
    expect(one?.startsWith(ruleNamePrefix({ project: 'contact-center' }))).toBe(true);
  });

  it('stay as they are live, whatever they are; the tag says the route, else the name does', () => {
    const file = fileOf([{ name: 'sales', events: [END], targets: ['t0'] }]);
    const [rule] = asLive(compileRules(file.config, file.queues, [], NAMES).rules);
    if (rule === undefined) throw new Error('no rule');
    const { route: _route, ...untagged } = rule;
    for (const live of [
      { ...rule, name: 'by-hand' },
      { ...untagged, name: 'contact-center-sales-7' },
    ]) {
      expect(compileRules(file.config, file.queues, [live], NAMES).rules.map((one) => one.name)).toEqual([
        live.name,
      ]);
    }
  });
});

describe('ARNs', () => {
  it('name the bus but for the default one', () => {
    const { config } = fileOf([]);
    expect(ruleArn(config, 'default', 'a-1')).toBe('arn:aws:events:eu-west-1:111122223333:rule/a-1');
    expect(ruleArn(config, 'aws.partner/genesys.com/cloud/x/prod', 'a-1')).toBe(
      'arn:aws:events:eu-west-1:111122223333:rule/aws.partner/genesys.com/cloud/x/prod/a-1',
    );
  });

  it('know the partitions', () => {
    const { config } = fileOf([], { aws: { account: '111122223333', region: 'us-gov-west-1' } });
    expect(topicArn(config, 'a')).toBe('arn:aws-us-gov:sns:us-gov-west-1:111122223333:a');
  });
});
