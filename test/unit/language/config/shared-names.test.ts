import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameWithEnvironment } from '../../../../src/lib/language/config/check/check-shared-names.js';
import { NameRules, nameProblem } from '../../../../src/lib/language/config/index.js';
import { validateText } from './marked-file.js';

/** A file with the environments test and production, which say this of AWS and of targets. */
function fileOf(targets: string, test = ''): string {
  return `version: 1
project: shop
genesys: { environment: mypurecloud.ie, organization: 6513270e-269e-4d37-b2a7-4de452e6b438, integration: { suffix: prod } }
aws: { account: "111122223333", region: eu-west-1 }
targets:
${targets}
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
environments:
  production: {}
  test: { genesys: { integration: { suffix: test } }${test} }
`;
}

async function warnings(text: string) {
  const { valid, diagnostics } = await validateText(text);
  expect(valid).toBe(true);
  return diagnostics.filter(({ code }) => code === 'shared-name');
}

test('environments that create the same in one account are told, with the name to write', async () => {
  const found = await warnings(
    fileOf(`  inbox: { sqs: { create: shop-inbox } }
  ordered: { sqs: { create: shop-o.fifo, messageGroup: all } }
  board: { sns: { create: "shop-{eventType}" }, subscribers: [{ sqs: inbox }] }
  calls: { logGroup: { create: /aws/events/shop } }
  crm: { http: { url: "https://crm.example.com", name: CRM.calls, connection: CRM, auth: { basic: { user: gcx, secret: { env: CRM } } } } }
  theirs: { sqs: { existing: shop-theirs } }`),
  );
  expect(
    found.map(({ message, position }) => [position?.line, message.replace(/ in the same.*/, '')]),
  ).toEqual([
    [6, 'The environments production and test would each create the SQS queue shop-inbox'],
    [7, 'The environments production and test would each create the SQS queue shop-o.fifo'],
    [8, 'The environments production and test would each create the SNS topic shop-{eventType}'],
    [9, 'The environments production and test would each create the log group /aws/events/shop'],
    [10, 'The environments production and test would each create the API destination CRM.calls'],
    [10, 'The environments production and test would each create the connection CRM'],
  ]);
  expect(found.map(({ severity, fix }) => [severity, fix?.replace(/:.*/, '')])).toEqual([
    ['warning', 'Write shop-inbox-${env}'],
    ['warning', 'Write shop-o-${env}.fifo'],
    ['warning', 'Write shop-{eventType}-${env}'],
    ['warning', 'Write /aws/events/shop-${env}'],
    ['warning', 'Write CRM.calls-${env}'],
    ['warning', 'Write CRM-${env}'],
  ]);
});

test('nothing is told where they do not meet', async () => {
  const inbox = '  inbox: { sqs: { create: shop-inbox } }';
  for (const file of [
    fileOf(inbox, ', aws: { account: "444455556666" }'),
    fileOf(inbox, ', aws: { region: eu-central-1 }'),
    fileOf(inbox, ', targets: { inbox: { sqs: { create: shop-inbox-test } } }'),
    fileOf('  inbox: { sqs: { create: "shop-inbox-${env}" } }'),
    fileOf(
      '  inbox: { sqs: { create: "shop-inbox${S:-}" } }',
      ', targets: { inbox: { sqs: { create: other } } }',
    ),
  ])
    expect(await warnings(file)).toEqual([]);
});

const words = (characters: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength });
const name = words('aZ09_-', 90);
const environment = words('aZ0', 32);

test('what is proposed is a name that AWS takes, and another one in each environment', () => {
  const rules = {
    sqs: NameRules.sqsQueue,
    sns: NameRules.snsTopic,
    logGroup: NameRules.logGroup,
    processor: NameRules.processor,
  };
  const kinds = fc.constantFrom('sqs', 'sns', 'logGroup', 'processor');
  const environments = fc.uniqueArray(environment, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(kinds, name, fc.boolean(), environments, (kind, plain, fifo, all) => {
      const own = fifo && kind === 'sqs' ? `${plain}.fifo` : plain;
      const proposed = nameWithEnvironment(kind, own, all);
      const names = all.map((each) => (proposed ?? '').replaceAll('${env}', each));
      if (proposed === undefined) {
        const longest = Math.max(...all.map(({ length }) => length));
        expect(own.length + 1 + longest).toBeGreaterThan(rules[kind].max);
        return;
      }
      expect(names.map((each) => nameProblem(rules[kind], each))).toEqual(names.map(() => undefined));
      expect(new Set(names).size).toBe(all.length);
      expect(names.every((each) => each.endsWith('.fifo') === own.endsWith('.fifo'))).toBe(true);
    }),
  );
});

test('a file in which every proposal is written has no two environments that meet', async () => {
  const names = fc.uniqueArray(words('abc', 4), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(names, async (all) => {
      const file = fileOf(
        ['inbox', ...all.map((each) => `t-${each}`)]
          .map((target) => `  ${target}: { sqs: { create: "${target}" } }`)
          .join('\n'),
      );
      const found = await warnings(file);
      expect(found).toHaveLength(all.length + 1);
      const written = found.reduce((text, { fix = '' }) => {
        const proposed = /^Write (\S+):/.exec(fix)?.[1] ?? '';
        return text.replace(`create: "${proposed.replace('-${env}', '')}"`, `create: "${proposed}"`);
      }, file);
      expect(await warnings(written)).toEqual([]);
    }),
    { numRuns: 10 },
  );
});
