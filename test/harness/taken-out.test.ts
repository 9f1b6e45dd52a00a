import { UpdateArchiveCommand } from '@aws-sdk/client-eventbridge';
import { SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import type { Plan } from '../../src/lib/engine/change/model.js';
import { byHand } from './by-hand.js';
import { applied, type Trial, trial } from './trial.js';

const PLACE = 'eu-west-1:111122223333';
const KEY = `arn:aws:kms:${PLACE}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const OTHER_KEY = `arn:aws:kms:${PLACE}:key/9999abcd-12ab-34cd-56ef-1234567890ab`;
const BOUNDARY = 'arn:aws:iam::111122223333:policy/bound';
const THEIRS = 'arn:aws:iam::111122223333:policy/theirs';
const PROCESSOR = 'shop-sales';
const SENDER = 'shop-send.kinesis';
const BUS = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const TOPIC = `arn:aws:sns:${PLACE}:shop-board`;

/** A setting that a file can name and leave out again. */
interface Leavable {
  /** As a plan calls the thing. */
  readonly kind: string;
  readonly name: string;
  readonly field: string;
  readonly value: string;
  /** Another one, as people set it. */
  readonly theirs: string;
  /** The call that takes it away. */
  readonly call: string;
  /** What is live; undefined: not set. */
  live(all: Trial): Promise<string | undefined>;
  /** Sets {@link theirs}. */
  byHand(all: Trial): Promise<unknown>;
}

const boundaryOf = (name: string): Leavable => ({
  kind: 'role',
  name,
  field: 'permissions boundary',
  value: BOUNDARY,
  theirs: THEIRS,
  call: 'DeleteRolePermissionsBoundary',
  live: async ({ others }) => (await others.iam.role(name))?.boundary,
  byHand: ({ others }) => others.iam.setBoundary(name, THEIRS),
});

const SETTINGS: readonly Leavable[] = [
  {
    kind: 'sns-topic',
    name: 'shop-board',
    field: 'KmsMasterKeyId',
    value: KEY,
    theirs: OTHER_KEY,
    call: 'SetTopicAttributes',
    live: async ({ others }) => (await others.sns.topic(TOPIC))?.attributes['KmsMasterKeyId'],
    byHand: ({ sandbox }) =>
      byHand(sandbox).sns.send(
        new SetTopicAttributesCommand({
          TopicArn: TOPIC,
          AttributeName: 'KmsMasterKeyId',
          AttributeValue: OTHER_KEY,
        }),
      ),
  },
  {
    kind: 'bus',
    name: BUS,
    field: 'key',
    value: KEY,
    theirs: OTHER_KEY,
    call: 'UpdateEventBus',
    live: async ({ others }) => (await others.events.bus(BUS))?.key,
    byHand: ({ others }) => others.events.setBusKey(BUS, OTHER_KEY),
  },
  {
    kind: 'archive',
    name: 'shop-default',
    field: 'key',
    value: KEY,
    theirs: OTHER_KEY,
    call: 'UpdateArchive',
    live: async ({ others }) => (await others.archives.get('shop-default'))?.key,
    byHand: async ({ sandbox }) =>
      byHand(sandbox).events.send(
        new UpdateArchiveCommand({
          ArchiveName: 'shop-default',
          RetentionDays: 30,
          KmsKeyIdentifier: OTHER_KEY,
        }),
      ),
  },
  boundaryOf(PROCESSOR),
  boundaryOf(SENDER),
];

/** A file that names all of them, or none. */
function file(named: boolean): string {
  const when = (text: string) => (named ? text : '');
  return `version: 1
project: shop
genesys:
  environment: mypurecloud.ie
  organization: 6513270e-269e-4d37-b2a7-4de452e6b438
  integration: { suffix: prod }
aws: { account: "111122223333", region: eu-west-1${when(`, permissionsBoundary: "${BOUNDARY}", busKey: "${KEY}"`)} }
archive: { retention: 30d${when(`, key: "${KEY}"`)} }
targets:
  board: { sns: { create: shop-board${when(`, key: "${KEY}"`)} }, subscribers: [{ email: wall@example.com }] }
  sealed: { sqs: { create: shop-sealed, key: "${OTHER_KEY}" } }
  lake: { kinesis: { existing: calls, partitionKey: $.id } }
  sales: { processor: { handler: ./sales.ts } }
routes:
  ended: { events: [conversation.acd.end], targets: [board, sealed, lake, sales] }
`;
}

const HANDLER =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n";

/** Setting by setting what a plan changes of it, and who changed it. */
function changed({ changes }: Plan): readonly string[] {
  return changes.flatMap(({ kind, name, action, fields }) =>
    action === 'none'
      ? []
      : fields.map((each) =>
          each.kind === 'value'
            ? `${kind} ${name}: ${each.field} ${each.before} → ${each.after} (${each.origin})`
            : `${kind} ${name}: ${each.kind}`,
        ),
  );
}

const lines = (line: (setting: Leavable) => string) => SETTINGS.map(line).toSorted();
const live = (all: Trial) => Promise.all(SETTINGS.map((each) => each.live(all)));

it('settings that the file names no more are taken away once, also after an apply that broke off; those of people stay', async () => {
  const all = await trial(file(true), {}, { 'sales.ts': HANDLER });
  await applied(all);
  expect(await live(all)).toEqual(SETTINGS.map(({ value }) => value));

  // Changed by people since: theirs where the file names none, and put right while it does.
  for (const each of SETTINGS) await each.byHand(all);
  all.write(file(false));
  await expectKept(all);
  all.write(file(true));
  const drifted = lines(
    ({ kind, name, field, theirs, value }) => `${kind} ${name}: ${field} ${theirs} → ${value} (outside)`,
  );
  expect(changed(await applied(all)).toSorted()).toEqual(drifted);

  all.write(file(false));
  const back = lines(
    ({ kind, name, field, value }) => `${kind} ${name}: ${field} ${value} → undefined (file)`,
  );
  // Broken off when it had noted what is about to change, and no setting was changed.
  const killed = await all.another();
  const broken = await killed.plan();
  expect(changed(broken).toSorted()).toEqual(back);
  const calls = new Set(SETTINGS.map(({ call }) => call));
  killed.wire.fateOf = ({ action }) => (calls.has(action) ? 'not-sent' : 'answered');
  // What comes after a change that failed is not begun.
  expect((await killed.apply(broken)).failed).toBeGreaterThan(0);
  expect(await live(all)).toEqual(SETTINGS.map(({ value }) => value));

  expect(changed(await applied(all)).toSorted()).toEqual(back);
  expect(await live(all)).toEqual(SETTINGS.map(() => undefined));
  expect(changed(await all.plan())).toEqual([]);
});

/** Nothing is changed, and the plan says of each setting that it is kept. */
async function expectKept(all: Trial): Promise<void> {
  const plan = await all.plan();
  expect(changed(plan)).toEqual([]);
  const notes = plan.changes.flatMap(({ notes, kind, name }) =>
    notes.map((note) => `${kind} ${name}: ${note}`),
  );
  for (const { kind, name } of SETTINGS)
    expect(notes).toContainEqual(
      expect.stringMatching(new RegExp(`^${kind} ${name}: .*, which is not in the file: kept`)),
    );
}
