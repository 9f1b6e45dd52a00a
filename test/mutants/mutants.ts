/** A promise of gcx taken out of its source. */
export interface Mutant {
  readonly name: string;
  /** Below src/lib. */
  readonly file: string;
  /** What is there, once, and what stands there instead. */
  readonly from: string;
  readonly to: string;
  /** The test file that has to fail. */
  readonly test: string;
}

const OWNED = 'test/unit/engine/apply/owned-things.test.ts';
const NO_LOSS = 'test/unit/engine/plan/no-event-loss.test.ts';
const SHARED = 'test/unit/engine/apply/shared-policies.test.ts';
const STRANGERS = 'test/unit/sandbox/strangers.test.ts';
const SAVED = 'test/unit/engine/plan/saved-plan.test.ts';
const NEVER_TWO = 'test/unit/features/lease/never-two.test.ts';
const TRUST = 'test/trust/crash-example.test.ts';

/** What a session mended or promised, by what no longer holds. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'SNS topics are created without their mark',
    file: 'engine/kinds/sns-topic/sns-topic-steps.ts',
    from: 'aws.sns.createTopic(name, tags)',
    to: 'aws.sns.createTopic(name, {})',
    test: OWNED,
  },
  {
    name: 'whose a thing is is not read anew',
    file: 'engine/apply/run-owned-step.ts',
    from: "isKnown ? 'us' : await requireOurs(subject, context)",
    to: "isKnown ? 'us' : 'nobody'",
    test: OWNED,
  },
  {
    name: 'what AWS calls made is not looked at (equal SQS queues of others)',
    file: 'engine/apply/run-owned-step.ts',
    from: 'if (makes && !subject.madeMarked) await requireMade(subject, context);',
    to: '',
    test: OWNED,
  },
  {
    name: 'shared documents are not read back',
    file: 'engine/kinds/policies/read-back.ts',
    from: 'found = await document.read();\n    if (document.holds(found)) return;\n    if (interrupted) break;',
    to: 'return;',
    test: SHARED,
  },
  {
    name: 'rules go before others come',
    file: 'engine/plan/order.ts',
    from: 'return deletesFirst ? [] : [...rulesGrow, ...feedsGrow, ...needsOf(change)];',
    to: 'return [];',
    test: NO_LOSS,
  },
  {
    name: 'rules come before what lets their events arrive',
    file: 'engine/plan/order.ts',
    from: '...ids(supports.filter((each) => worksOnAny(each, reachedBy(change)))),',
    to: '',
    test: NO_LOSS,
  },
  {
    name: 'rules change in any order',
    file: 'engine/plan/order.ts',
    from: '.filter((order) => `rule:${order.mustPrecede}` === change.id)',
    to: '.filter(() => false)',
    test: NO_LOSS,
  },
  {
    name: 'what rules used goes before they do',
    file: 'engine/plan/order.ts',
    from: "...(goesAfterRules === 'none' ? [] : rulesGo),",
    to: '',
    test: NO_LOSS,
  },
  {
    name: 'targets go before new ones come',
    file: 'engine/kinds/rule/rule-steps.ts',
    from: 'return [...put, ...removeUnwanted, putRule(rule)];',
    to: 'return [...remove(leaving), ...put, putRule(rule)];',
    test: NO_LOSS,
  },
  {
    name: 'a rule that gets narrower is narrowed last',
    file: 'engine/kinds/rule/rule-steps.ts',
    from: 'return [putRule(rule), ...put, ...removeUnwanted];',
    to: 'return [...put, ...removeUnwanted, putRule(rule)];',
    test: NO_LOSS,
  },
  {
    name: 'notes are not withdrawn before the change',
    file: 'engine/apply/note-asked.ts',
    from: 'for (const [arn, tags] of Object.entries(found)) {\n    const step = madeListStep(arn, tags, entries);\n    if (step !== undefined) await runOwnedStep(step, context);\n  }',
    to: '',
    test: TRUST,
  },
  {
    name: 'any Host may ask the sandbox',
    file: 'sandbox/stranger.ts',
    from: '!LOCAL_HOSTS.has(name.toLowerCase())',
    to: 'false',
    test: STRANGERS,
  },
  {
    name: 'web pages may ask the sandbox',
    file: 'sandbox/stranger.ts',
    from: "origin !== undefined || (site !== undefined && site !== 'none')",
    to: 'false',
    test: STRANGERS,
  },
  {
    name: 'signatures are not compared',
    file: 'sandbox/aws/signature/verify-signature.ts',
    from: 'isEqualSecret(computeSignature(request, given, check.secret), given.signature)',
    to: 'true',
    test: STRANGERS,
  },
  {
    name: 'a state that came with a repository is taken',
    file: 'sandbox/seal.ts',
    from: 'isEqualSecret(mark, markOf(files, path, json)) ? json : undefined',
    to: '(mark, markOf(files, path, json), json)',
    test: 'test/unit/sandbox/sandbox-owner.test.ts',
  },
  {
    name: 'every variable of the environment is read',
    file: 'language/config/document/given-variables.ts',
    from: 'const variable = VARIABLE_PREFIX + name;',
    to: 'const variable = name;',
    test: 'test/unit/language/config/given-variables.test.ts',
  },
  {
    name: 'what a saved plan was allowed is not compared',
    file: 'engine/plan/saved-plan.ts',
    from: 'const bound = plain({ digest, configFile, allow });',
    to: 'const bound = plain({ digest, configFile });',
    test: SAVED,
  },
  {
    name: 'a stale plan is carried out',
    file: 'engine/plan/saved-plan.ts',
    from: 'if (plan.digest === boundDigest(now.digest, configFile, saved.allow) && samePlan(plan, now)) return;',
    to: 'if (configFile !== undefined && samePlan !== undefined) return;',
    test: SAVED,
  },
  {
    name: 'handlers read any file',
    file: 'processor/build/bounds-plugin.ts',
    from: "if (verdict.kind === 'inside' || verdict.kind === 'missing') return undefined;\n        return { errors",
    to: 'return undefined;\n        return { errors',
    test: 'test/unit/processor/build/outside-files.test.ts',
  },
  {
    name: 'foreign names are printed raw',
    file: 'base/unprintable.ts',
    from: 'return writtenCommands(text).replace(UNPRINTABLE, escaped);',
    to: 'return writtenCommands(text);',
    test: 'test/unit/base/unprintable.test.ts',
  },
  {
    name: 'a write of a lease counts whatever its version',
    file: 'features/lease/write-after.ts',
    from: 'if (answer.version !== expected) return undefined;',
    to: '',
    test: NEVER_TWO,
  },
  {
    name: 'writes go out in the last half minute of a lease',
    file: 'features/lease/held-lease.ts',
    from: 'if (age < Limits.leaseMs - Limits.leaseQuietMs) {',
    to: 'if (age < Limits.leaseMs * 2) {',
    test: NEVER_TWO,
  },
  {
    name: 'a quota that is used up is tried again',
    file: 'clients/aws/retry-strategy.ts',
    from: 'if (error !== undefined && isQuota(error.name, error.message)) return 1;',
    to: '',
    test: 'test/unit/engine/apply/faults-told-apart.test.ts',
  },
];
