import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../../src/lib/engine/compile/index.js';
import { markOf, markTags, TagKey } from '../../../../src/lib/engine/kinds/index.js';
import { exportConfig } from '../../../../src/lib/features/existing/index.js';
import type { Target } from '../../../../src/lib/language/config/model.js';
import { ruleArn } from '../../../../src/lib/language/names/arn.js';
import { NAMES } from '../../engine/compile/file-builder.js';
import { project, route, sns, sqs } from '../../engine/plan/project.js';

const account = '444455556666';
const role = 'arn:aws:iam::111122223333:role/out';

describe('targets of other accounts', () => {
  it('are exported with their role, and compile to the same rule', () => {
    const targets: readonly Target[] = [
      sns('calls', { provenance: 'existing', account, role }),
      sqs('inbox', { provenance: 'existing', account, role }),
      { kind: 'lambda', name: 'sync', functionName: 'sync', account, role },
      { kind: 'arn', name: 'bus', arn: `arn:aws:events:us-east-1:${account}:event-bus/calls`, role },
    ];
    const config = project([route('sales', { targets: targets.map(({ name }) => name) })], targets);
    const compiled = compileRules(config, {}, [], NAMES).rules;
    const live = compiled.map((rule) => ({
      ...rule,
      arn: ruleArn(config, rule.bus, rule.name),
      tags: { ...markTags(markOf(config)), [TagKey.route]: rule.route },
      targets: rule.targets.map(({ target: _, ...settings }) => settings),
      unmanaged: [],
    }));
    const content = { bus: NAMES.bus, tags: {}, rules: live, topics: new Map(), queues: new Map() };
    const head = { ...config, targets: {}, routes: {} };
    const exported = exportConfig({ config: head, content, queues: [], names: NAMES, create: false });
    expect(Object.values(exported.config.targets).map((target) => target.role)).toEqual(Array(4).fill(role));
    const again = compileRules(exported.config, exported.resolved, live, NAMES).rules;
    const plain = (rules: typeof compiled) =>
      rules.map((rule) => rule.targets.map(({ target: _, ...settings }) => settings));
    expect(plain(again)).toEqual(plain(compiled));
  });
});
