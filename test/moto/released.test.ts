import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type JsonValue } from '../../src/lib/base/json.js';
import { releaseCloudFormation } from '../../src/lib/cli/render/release/cloudformation-text.js';
import { releaseTerraform } from '../../src/lib/cli/render/release/terraform-text.js';
import { planRelease, type Release } from '../../src/lib/features/release/index.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import { EVERY_KEY, EVERY_KEY_FILES } from '../harness/every-key.js';
import { EVERY_MARK, EVERY_MARK_FILES } from '../harness/every-mark.js';
import { applied, type Trial, trial } from '../harness/trial.js';
import { temporaryFolder } from '../unit/sandbox/temporary-folder.js';
import { awsProvider, terraformPlan } from './terraform.js';

/** What Terraform plans to change of an imported resource that is as its file says, with the reason. */
const NO_CHANGE: Readonly<Record<string, string>> = {
  'aws_sns_topic_subscription.confirmation_timeout_in_minutes':
    'a setting of Terraform’s own, of which AWS knows nothing',
  'aws_sns_topic_subscription.endpoint_auto_confirms':
    'a setting of Terraform’s own, of which AWS knows nothing',
  'aws_cloudwatch_event_target.ecs_target.0.task_count':
    'EventBridge tells none where none was given: Terraform reads 0, and writes the default 1',
};

/** What version 6 of the AWS provider knows and version 5 does not: a pattern in the file, and what is written instead. */
const SINCE_6: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/(version = ")>= 6.25"/, '$15.100.0"'],
  // The log of event buses.
  [/\n {2}log_config \{\n[^}]*\n {2}\}\n/g, '\n'],
  // The key of archives: one that follows their days of retention.
  [/(\n {2}retention_days +=[^\n]*)\n {2}kms_key_identifier +=[^\n]*/g, '$1'],
  [/(\n {2}max_message_size +=) 1048576/g, '$1 262144'],
];
/** What follows from it: messages of 1 MiB are planned to become smaller. */
const BEFORE_6 = 'aws_sqs_queue.max_message_size';

const FILES = [
  ['every key', EVERY_KEY, EVERY_KEY_FILES],
  // The default for new processors is a runtime that version 5 of the AWS provider does not know.
  ['every mark', EVERY_MARK.replace('{ handler:', '{ runtime: nodejs22.x, handler:'), EVERY_MARK_FILES],
] as const;

const provider = awsProvider();
describe.skipIf(provider === undefined)(`Terraform with version ${provider} of the AWS provider`, () => {
  it.each(FILES)('imports all of a released file with %s, and changes nothing', async (_, file, files) => {
    const { all, release } = await released(file, files);
    const isOld = provider !== undefined && provider < 6;
    // There is no provider of Genesys Cloud here.
    const ofAws = withoutGenesys(releaseTerraform(release));
    const hcl = isOld ? SINCE_6.reduce((text, [from, to]) => text.replace(from, to), ofAws) : ofAws;
    const changes = await terraformPlan(hcl, all.sandbox.aws);
    expect(changes.map(({ address }) => address).sort()).toEqual(
      [...hcl.matchAll(/^resource "(\w+)" "(\w+)"/gm)].map(([, type, label]) => `${type}.${label}`).sort(),
    );
    const wrong = changes.flatMap(({ type, address, change: { actions, importing, before, after } }) => [
      ...(importing === undefined ? [`${address} is not imported`] : []),
      ...(['no-op', 'update'].includes(actions.join()) ? [] : [`${actions.join()} ${address}`]),
      ...differing(before, after).flatMap((path) => {
        const setting = `${type}.${path}`;
        return setting in NO_CHANGE || (isOld && setting === BEFORE_6) ? [] : [`${address}: ${path}`];
      }),
    ]);
    expect(wrong).toEqual([]);
  });
});

const lint = spawnSync('cfn-lint', ['--version']);
describe.skipIf(lint.status !== 0)('cfn-lint reads what gcx release writes', () => {
  it.each(FILES)('and finds nothing in the template of %s', async (_, file, files) => {
    const { release } = await released(file, files);
    const path = join(temporaryFolder(), 'pipe.json');
    writeFileSync(path, releaseCloudFormation(release).template);
    // E3502 fails for every queue whose dead-letter queue is named by its ARN, also for two standard queues.
    const { stdout } = spawnSync('cfn-lint', ['--ignore-checks', 'E3502', '--', path], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});

/** A pipe that was made and released, marks and all. */
async function released(
  file: string,
  files: Readonly<Record<string, string>>,
): Promise<{ all: Trial; release: Release }> {
  const all = await trial(file, {}, files);
  all.secrets.set('CRM_KEY', 'key-of-the-crm');
  await applied(all);
  const { aws, genesys, folder } = all;
  const release = await planRelease(
    await loadConfig({ cwd: folder, env: {} }),
    { genesys, aws, sandbox: true },
    [],
  );
  const report = await all.apply(release.plan);
  expect(report.results.filter(({ outcome }) => outcome.kind !== 'done')).toEqual([]);
  return { all, release };
}

/** The file without what is of Genesys Cloud: its provider, and the integration. */
function withoutGenesys(hcl: string): string {
  return hcl
    .replace(/ {4}genesyscloud = \{\n[^}]*\}\n/, '')
    .split(/(?<=^\}\n)/m)
    .filter((block) => !block.includes('genesyscloud'))
    .join('');
}

/** The paths of what is not the same on both sides. */
function differing(before: JsonValue | undefined, after: JsonValue | undefined, at = ''): readonly string[] {
  const below = (name: string) => (at === '' ? name : `${at}.${name}`);
  if (isJsonObject(before) && isJsonObject(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
      differing(before[name], after[name], below(name)),
    );
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((each: JsonValue, index) => differing(each, after[index], below(String(index))));
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [at];
}
