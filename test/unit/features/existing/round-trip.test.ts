import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type JsonValue } from '../../../../src/lib/base/json.js';
import {
  type CompileNames,
  compileRules,
  type DesiredRule,
  type LiveRule,
} from '../../../../src/lib/engine/compile/index.js';
import { markOf, markTags, TagKey } from '../../../../src/lib/engine/kinds/index.js';
import { exportConfig } from '../../../../src/lib/features/existing/index.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { ruleArn } from '../../../../src/lib/language/names/arn.js';
import { edit, sketches } from '../../engine/compile/arbitrary-file.js';
import { fileOf, NAMES, queueId, type TestFile } from '../../engine/compile/file-builder.js';

const QUEUES = Array.from({ length: 1000 }, (_, index) => ({
  id: queueId(index),
  name: `Queue ${index}`,
  division: { id: 'd', name: 'Home' },
}));

/** The rules as they are live once they are applied. */
function applied(config: Config, rules: readonly DesiredRule[]) {
  return rules.map((rule) => ({
    ...rule,
    arn: ruleArn(config, rule.bus, rule.name),
    tags: { ...markTags(markOf(config)), [TagKey.route]: rule.route },
    targets: rule.targets.map(({ target: _, ...settings }) => settings),
    unmanaged: [],
  }));
}

function exported(config: Config, live: ReturnType<typeof applied>, names: CompileNames = NAMES) {
  const content = { bus: names.bus, tags: {}, rules: live, topics: new Map(), queues: new Map() };
  const head = { ...config, targets: {}, routes: {} };
  return exportConfig({ config: head, content, queues: QUEUES, names, create: false });
}

/** A rule as AWS has it; targets' names are the file's. */
function text(rule: DesiredRule | LiveRule): JsonValue {
  const targets = rule.targets.map(({ target: _, ...settings }) => settings);
  targets.sort((one, other) => (one.id < other.id ? -1 : 1));
  const { name, route, enabled, description, pattern } = rule;
  return JSON.parse(JSON.stringify({ name, route, enabled, description, pattern, targets })) as JsonValue;
}

function texts(rules: readonly (DesiredRule | LiveRule)[]): readonly string[] {
  return rules.map((rule) => canonicalJson(text(rule))).sort();
}

function compiled(file: TestFile, live: readonly LiveRule[] = []) {
  return compileRules(file.config, file.queues, live, NAMES).rules;
}

describe('compile, apply, export, compile', () => {
  it('gives the same rules, none of them as a raw pattern', () => {
    fc.assert(
      fc.property(sketches, (routes) => {
        const file = fileOf(routes);
        const rules = compiled(file);
        const live = applied(file.config, rules);
        const result = exported(file.config, live);
        expect([...result.kept], JSON.stringify(routes)).toEqual([]);
        expect(result.leftOut).toEqual([]);
        const again = { config: result.config, queues: result.resolved };
        expect(texts(compiled(again, live))).toEqual(texts(rules));
      }),
      { numRuns: 40 },
    );
  });

  it('gives the same rules of a file that was edited step by step, however they are split by then', () => {
    fc.assert(
      fc.property(sketches, fc.array(edit, { minLength: 1, maxLength: 4 }), (routes, edits) => {
        let now = routes;
        let live = applied(fileOf(routes).config, compiled(fileOf(routes)));
        for (const change of edits) {
          now = now.map((one, index) => (index === 0 ? change(one) : one));
          live = applied(fileOf(now).config, compiled(fileOf(now), live));
        }
        const result = exported(fileOf(now).config, live);
        expect(result.leftOut).toEqual([]);
        const again = { config: result.config, queues: result.resolved };
        expect(texts(compiled(again, live))).toEqual(texts(live));
      }),
      { numRuns: 20 },
    );
  });
});
