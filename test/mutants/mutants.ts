/** A promise of gcx taken out of its source. */
export interface Mutant {
  readonly name: string;
  /** Below src/lib; what begins with `config/` is a file that ships. */
  readonly file: string;
  /** What is there, once, and what stands there instead. */
  readonly from: string;
  readonly to: string;
  /** The test file that has to fail. */
  readonly test: string;
}

/** The text of a mutant's file, mutated. @throws Error where what it takes out is not there, or more than once */
export function mutated({ name, file, from, to }: Mutant, text: string): string {
  if (text.split(from).length !== 2) throw new Error(`mutant ${name}: ${file} is another now`);
  return text.replace(from, () => to);
}

const OWNED = 'test/unit/engine/apply/owned-things.test.ts';
const NO_LOSS = 'test/unit/engine/plan/no-event-loss.test.ts';
const SHARED = 'test/unit/engine/apply/shared-policies.test.ts';
const STRANGERS = 'test/unit/sandbox/strangers.test.ts';
const SAVED = 'test/unit/engine/plan/saved-plan.test.ts';
const NEVER_TWO = 'test/unit/features/lease/never-two.test.ts';
const OTHERS = 'test/unit/engine/plan/others-on-bus.test.ts';
const SOURCE = 'test/unit/engine/plan/partner-source.test.ts';
const UNCONFIRMED = 'test/unit/engine/plan/unconfirmed-subscribers.test.ts';
const QUEUE_BOOK = 'test/unit/features/queues/queue-book.test.ts';
const WRITTEN = 'test/unit/base/atomic-file.test.ts';
const BUILT_IN = 'test/unit/processor/build/outside-files.test.ts';
const ONCE = 'test/unit/processor/runtime/handle-once.test.ts';
const BATCHES = 'test/unit/processor/runtime/batches.test.ts';
const PRINTED = 'test/unit/base/unprintable.test.ts';
const INPUTS = 'test/unit/language/config/bad-inputs.test.ts';
const RIGHTS = 'test/unit/config-data/least-rights.test.ts';
const MASKING = 'test/unit/language/events/masked-event.test.ts';
const MASKED_LINES = 'test/unit/features/processors/logs/masked-line.test.ts';
const MASKED_TRACE = 'test/unit/language/trace/masked-trace.test.ts';
const LETTERS = 'test/unit/features/redrive/survey-dead-letters.test.ts';
const DOCTOR = 'test/unit/features/doctor/breakages.test.ts';

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
    from: "isKnown ? 'us' : await requireOurs(subject, context, of)",
    to: "isKnown ? 'us' : 'nobody'",
    test: OWNED,
  },
  {
    name: 'what was protected since the plan was made is deleted',
    file: 'engine/apply/run-owned-step.ts',
    from: 'owner.protected === true && deletes(of, subject)',
    to: 'false',
    test: 'test/unit/engine/apply/protected-meanwhile.test.ts',
  },
  {
    name: 'a call that refers to what was just made is not waited for',
    file: 'engine/apply/run-owned-step.ts',
    from: 'context.known.made.size > 0 && isNotThere(error)',
    to: 'false',
    test: 'test/unit/engine/apply/just-made.test.ts',
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
    name: 'targets of a rule that gets wider go before new ones come',
    file: 'engine/kinds/rule/rule-steps.ts',
    from: 'return [...put, ...removeUnwanted, putRule(rule)];',
    to: 'return [...remove(leaving), ...put, putRule(rule)];',
    test: NO_LOSS,
  },
  {
    name: 'targets go before new ones come',
    file: 'engine/kinds/rule/rule-steps.ts',
    from: 'return [...put, ...removeUnwanted, ...(settingsDiffer ? [putRule(rule)] : [])];',
    to: 'return [...remove(leaving), ...put, ...(settingsDiffer ? [putRule(rule)] : [])];',
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
    from: 'for (const [arn, tags] of Object.entries(lists)) {\n    const step = madeListStep(arn, tags, entries);\n    if (step !== undefined) await runOwnedStep(step, context);\n  }',
    to: '',
    test: 'test/unit/engine/drift/broken-off.test.ts',
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
    file: 'engine/plan/digest.ts',
    from: 'asked: { intent: basis.intent, allow: basis.allow,',
    to: 'asked: { intent: basis.intent,',
    test: SAVED,
  },
  {
    name: 'a stale plan is carried out',
    file: 'engine/plan/stale-plan.ts',
    from: 'if (plan.digest === boundDigest(now.digest, configFile) && samePlan(plan, now)) return;',
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
    from: 'return writtenCommands(text).replace(UNPRINTABLE, escaped).replace(LOGGING_COMMAND, escaped);',
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
  {
    name: 'a rule whose events and targets change at once keeps its name',
    file: 'engine/compile/change-order.ts',
    from: "reachShift(live, desired) === 'other',",
    to: 'live === undefined,',
    test: NO_LOSS,
  },
  {
    name: 'two changes write one document at once',
    file: 'engine/kinds/policies/document-turns.ts',
    from: 'const result = before.then(work);',
    to: 'const result = work();',
    test: SHARED,
  },
  {
    name: 'event types that rules of others take are released',
    file: 'engine/kinds/integration/event-type-takers.ts',
    from: "if (rulesOut(eventType)) return 'none';",
    to: "return 'none';",
    test: OTHERS,
  },
  {
    name: 'event types of rules that take everything go without being asked for',
    file: 'engine/kinds/integration/event-type-takers.ts',
    from: 'takers.some(({ everything }) => !everything || !input.allowed.releaseEventTypes);',
    to: 'takers.some(({ everything }) => !everything);',
    test: OTHERS,
  },
  {
    name: 'rules of others do not keep a bus',
    file: 'engine/kinds/bus/bus.ts',
    from: 'if (others.length > 0) {\n    const notes',
    to: 'if (others.length < 0) {\n    const notes',
    test: OTHERS,
  },
  {
    name: 'the state of a partner event source is not looked at',
    file: 'engine/kinds/bus/partner-source.ts',
    from: "if (bus === undefined || source?.state === 'ACTIVE') return undefined;",
    to: 'if (bus !== null) return undefined;',
    test: SOURCE,
  },
  {
    name: 'a reason that does not fit beside an event is sent as an attribute',
    file: 'processor/runtime/sqs-queues.ts',
    from: '} else if (name === DeadLetterAttribute.reason) trace = traceNote(name, line);',
    to: '} else if (name === DeadLetterAttribute.reason) attributes.push([name, line]);',
    test: 'test/unit/features/redrive/near-the-limit.test.ts',
  },
  {
    name: 'the mark of what is sent back makes it too large',
    file: 'engine/targets/send-ways.ts',
    from: 'return attributeBytes(name, value) <= roomBeside(body)',
    to: 'return roomBeside(body) >= 0 || attributeBytes(name, value) > 0',
    test: 'test/unit/features/redrive/near-the-limit.test.ts',
  },
  {
    name: 'what a template made and is no JSON is sent back',
    file: 'features/redrive/way-back.ts',
    from: 'if (code === INVALID_JSON)',
    to: "if (code === 'none')",
    test: 'test/unit/features/redrive/way-back.test.ts',
  },
  {
    name: 'patterns that can never match pass',
    file: 'language/can-match/can-match.ts',
    from: ": { canMatch: 'never', obstacles, dead: [], eventTypes };",
    to: ": { canMatch: 'yes', obstacles: [], dead: [], eventTypes };",
    test: 'test/unit/language/config/patterns-that-never-match.test.ts',
  },
  {
    name: 'a topic that nobody has confirmed counts as heard',
    file: 'engine/kinds/sns-subscription/unheard-topics.ts',
    from: 'if (heard.some(({ arn }) => arn !== undefined)) return [];',
    to: 'if (heard.length > 0) return [];',
    test: UNCONFIRMED,
  },
  {
    name: 'a topic that nobody hears is not told of',
    file: 'engine/kinds/sns-subscription/unheard-topics.ts',
    from: "if (input.intent !== 'apply') return [];",
    to: 'if (input.intent !== undefined) return [];',
    test: UNCONFIRMED,
  },
  {
    name: 'a subscriber that is not confirmed is deleted: done',
    file: 'engine/kinds/sns-subscription/sns-subscription-changes.ts',
    from: "action: 'none',\n    notes: ['left the file",
    to: "action: 'delete',\n    notes: ['left the file",
    test: UNCONFIRMED,
  },
  {
    name: 'the cache of queues comes before Genesys Cloud',
    file: 'features/queues/queue-book.ts',
    from: 'const live = await this.findLive(nameOrId);',
    to: 'const live = onlyOne(nameOrId, this.cached.values()) ?? (await this.findLive(nameOrId));',
    test: QUEUE_BOOK,
  },
  {
    name: 'queues that are gone stay in the cache',
    file: 'features/queues/queue-book.ts',
    from: 'for (const id of gone) this.cached.delete(id);',
    to: '',
    test: QUEUE_BOOK,
  },
  {
    name: 'SIGTERM ends an apply without a word',
    file: 'cli/interruption.ts',
    from: "const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;",
    to: "const SIGNALS = ['SIGINT', 'SIGHUP'] as const;",
    test: 'test/unit/cli/interruption.test.ts',
  },
  {
    name: 'links of a repository are written through',
    file: 'base/repository-links.ts',
    from: 'if (inside && isLink(step)) return step;',
    to: '',
    test: WRITTEN,
  },
  {
    name: 'a sandbox is opened through a link',
    file: 'sandbox/sandbox-owner.ts',
    from: 'const link = linkInRepository(files.folder, files.project);',
    to: 'const link = undefined;',
    test: 'test/unit/sandbox/sandbox-owner.test.ts',
  },
  {
    name: 'plans and saved events are readable by everybody',
    file: 'base/atomic-file.ts',
    from: 'const mode = how.ownerOnly === true ? OWNER_ONLY : ANYBODY;',
    to: 'const mode = ANYBODY;',
    test: WRITTEN,
  },
  {
    name: 'what a tsconfig.json extends is read wherever it is',
    file: 'processor/build/typescript-settings.ts',
    from: "const bases = [settings['extends']].flat().filter((each) => typeof each === 'string');",
    to: 'const bases: string[] = [];',
    test: BUILT_IN,
  },
  {
    name: 'a handler forges metrics',
    file: 'processor/runtime/event-log.ts',
    from: "new Set(['_aws', 'toJSON', 'fields'])",
    to: 'new Set<string>([])',
    test: 'test/unit/processor/runtime/event-log.test.ts',
  },
  {
    name: 'fields of a handler overwrite level and time',
    file: 'processor/runtime/event-log.ts',
    from: 'RESERVED.has(entry[0]) || Object.hasOwn(own, entry[0]) ? apart : free',
    to: 'RESERVED.has(entry[0]) ? apart : free',
    test: 'test/unit/processor/runtime/event-log.test.ts',
  },
  {
    name: 'duplicates within one batch do not wait for each other',
    file: 'processor/runtime/handled-events.ts',
    from: 'const own = before === undefined ? handleOnce(key, handle) : before.then(() => handleOnce(key, handle));',
    to: 'const own = handleOnce(key, handle);',
    test: ONCE,
  },
  {
    name: 'an event that did not finish counts as processed',
    file: 'processor/runtime/run-invocation.ts',
    from: "{ outcome: 'failed', eventType: UNKNOWN_EVENT_TYPE };",
    to: "{ outcome: 'processed', eventType: UNKNOWN_EVENT_TYPE };",
    test: BATCHES,
  },
  {
    name: 'foreign texts are written raw',
    file: 'base/unprintable.ts',
    from: "character === '\\n' ? '\\n' : character.split('').map(escapedUnit).join(''),",
    to: 'character,',
    test: PRINTED,
  },
  {
    name: 'what a command prints is printed raw',
    file: 'base/terminal/printable.ts',
    from: 'index % 2 === 1 ? part : part.replace(UNPRINTABLE, outsideLines)',
    to: 'part',
    test: PRINTED,
  },
  {
    name: 'unchecked certificates are not warned of',
    file: 'features/access/unchecked-tls.ts',
    from: "if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return undefined;",
    to: 'if (env !== undefined) return undefined;',
    test: 'test/unit/features/access/unchecked-tls.test.ts',
  },
  {
    name: 'foreign names are commands to CI systems',
    file: 'base/terminal/printable.ts',
    from: "withoutCiCommands(fitted).replaceAll(UNBROKEN, ' ')",
    to: "fitted.replaceAll(UNBROKEN, ' ')",
    test: PRINTED,
  },
  {
    name: 'names write lines of their own into errors',
    file: 'cli/render/error-report.ts',
    from: "report.blocks === true ? detail.split('\\n') : [detail]",
    to: "detail.split('\\n')",
    test: 'test/unit/cli/render/error-report.test.ts',
  },
  {
    name: 'doctor does not look at functions and roles of people',
    file: 'features/doctor/diagnose.ts',
    from: '    ...beside.findings,\n',
    to: '',
    test: DOCTOR,
  },
  {
    name: 'doctor says nothing of what people set',
    file: 'features/doctor/diagnose.ts',
    from: '    ...harmFindings(config, plan),\n',
    to: '',
    test: DOCTOR,
  },
  {
    name: 'doctor says nothing of what a kind’s table says harms',
    file: 'engine/kinds/event-source-mapping/event-source-mappings-reading.ts',
    from: "    state: said('stops', 'State'),\n",
    to: '',
    test: 'test/unit/engine/plan/every-attribute.test.ts',
  },
  {
    name: 'doctor says that all is well where it could not look',
    file: 'features/doctor/diagnose.ts',
    from: 'unseen.some(({ denied }) => denied === true) ? ExitCode.denied : ExitCode.done',
    to: 'ExitCode.done',
    test: 'test/unit/features/doctor/what-it-knows.test.ts',
  },
  {
    name: 'what PutTargets refuses of an input passes validate',
    file: 'language/config/check/check-input.ts',
    from: 'for (const refusal of refusals) {',
    to: 'for (const refusal of refusals.slice(refusals.length)) {',
    test: INPUTS,
  },
  {
    name: 'templates with which no event arrives pass validate',
    file: 'language/config/check/check-filled-input.ts',
    from: 'if (risk === undefined || told.has(written)) continue;',
    to: 'continue;',
    test: INPUTS,
  },
  {
    name: 'the shipped role writes the code of every function',
    file: 'config/iam/processors.json',
    from: '"Resource": ["arn:aws:lambda:*:*:event-source-mapping:*", "arn:aws:lambda:*:*:function:*"],\n      "Condition": { "StringEquals": { "aws:ResourceTag/genesys-gcx:project": "PROJECT" } }',
    to: '"Resource": ["arn:aws:lambda:*:*:event-source-mapping:*", "arn:aws:lambda:*:*:function:*"]',
    test: RIGHTS,
  },
  {
    name: 'what people set is taken away like what the file named',
    file: 'engine/kinds/noted/taken-out.ts',
    from: ' && isNotedAs(noted, setting, live)',
    to: '',
    test: 'test/harness/taken-out.test.ts',
  },
  {
    name: 'the key of an archive is left out where it is to go',
    file: 'clients/aws/archives.ts',
    from: "KmsKeyIdentifier: settings.key ?? '',",
    to: '...(settings.key === undefined ? {} : { KmsKeyIdentifier: settings.key }),',
    test: 'test/unit/clients/aws/services.test.ts',
  },
  {
    name: 'a log of the event bus takes its key away',
    file: 'clients/aws/event-buses.ts',
    from: 'const all = { Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig, ...changed };',
    to: 'const all = { Description, DeadLetterConfig, LogConfig, ...changed };',
    test: 'test/harness/store-keys.test.ts',
  },
  {
    name: 'a condition on the encryption context lets DescribeKey in',
    file: 'engine/kinds/policies/store-key.ts',
    from: "Object.entries(known).filter(([name]) => !name.startsWith('kms:EncryptionContext:'));",
    to: 'Object.entries(known);',
    test: 'test/harness/store-keys.test.ts',
  },
  {
    name: 'the shipped role makes roles without a boundary',
    file: 'config/iam/processors.json',
    from: '"Condition": {\n        "ArnLike": { "iam:PermissionsBoundary": "arn:aws:iam::*:policy/genesys-gcx-boundary" }\n      }',
    to: '"Condition": {}',
    test: RIGHTS,
  },
  {
    name: 'the shipped role passes every role',
    file: 'config/iam/processors.json',
    from: '"Action": "iam:PassRole",\n      "Resource": "arn:aws:iam::*:role/genesys-gcx/PROJECT/*"',
    to: '"Action": "iam:PassRole",\n      "Resource": "arn:aws:iam::*:role/*"',
    test: RIGHTS,
  },
  {
    name: 'a full disk under stderr ends an apply',
    file: 'cli/output-failures.ts',
    from: "if (error.code !== 'EPIPE' && !failures.has(stream))",
    to: "if (error.code !== 'EPIPE') throw error;\n      if (!failures.has(stream))",
    test: 'test/unit/cli/output-failures.test.ts',
  },
  {
    name: 'a text of an event is not masked',
    file: 'language/events/masking/masked-body.ts',
    from: 'return isImpersonal(value) || publishedWords().get(key)?.has(value.toLowerCase()) ? value : MASKED;',
    to: 'return value;',
    test: MASKING,
  },
  {
    name: 'a word that nobody published is not masked',
    file: 'language/events/masking/masked-body.ts',
    from: "return typeof value === 'string' && isWordOf(definition.enum, value) ? value : MASKED;",
    to: 'return value;',
    test: MASKING,
  },
  {
    name: 'the keys of a free map are not masked',
    file: 'language/events/masking/masked-body.ts',
    from: 'return Object.keys(value).length === 0 ? {} : { [MASKED]: MASKED };',
    to: 'return Object.fromEntries(Object.keys(value).map((key) => [key, MASKED]));',
    test: MASKING,
  },
  {
    name: 'what is on the way of a relay is shown',
    file: 'language/events/masking/masked-event.ts',
    from: 'return isOnTheWay && isJsonObject(member) ? walk(member, `${path}.`) : maskedUnknown(key, member);',
    to: 'return isOnTheWay && isJsonObject(member) ? walk(member, `${path}.`) : member;',
    test: MASKING,
  },
  {
    name: 'a topic with other words than its template is shown',
    file: 'language/events/masking/masked-event.ts',
    from: '(segment === words[index] || isId(segment) ? segment : MASKED)',
    to: 'segment',
    test: MASKING,
  },
  {
    name: 'a trace tells what a masked event has',
    file: 'language/trace/masked-trace.ts',
    from: 'has: veil.covers(clause.path) ? MASKED : veil.text(clause.has)',
    to: 'has: clause.has',
    test: MASKED_TRACE,
  },
  {
    name: 'a reason quotes what a masked event has',
    file: 'language/trace/masked-trace.ts',
    from: 'if (!covered) return',
    to: 'if (covered || !covered) return',
    test: MASKED_TRACE,
  },
  {
    name: 'a line that is no JSON shows what a handler wrote',
    file: 'features/processors/logs/masked-line.ts',
    from: 'return head + texts.masked(said);',
    to: 'return head + said;',
    test: MASKED_LINES,
  },
  {
    name: 'the names of fields that a handler has not are shown',
    file: 'features/processors/logs/masked-line.ts',
    from: 'texts.has(key) || POWERTOOLS.has(key) ? [key, shownValue(key, value)] : [MASKED, MASKED];',
    to: '[key, shownValue(key, value)];',
    test: MASKED_LINES,
  },
  {
    name: 'dead letters quote events',
    file: 'features/redrive/shown-groups.ts',
    from: 'return (group) => maskedGroup(group, texts);',
    to: 'return (group) => (texts === undefined ? maskedGroup(group, texts) : group);',
    test: LETTERS,
  },
];
