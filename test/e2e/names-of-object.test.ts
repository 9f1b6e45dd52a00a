import { expect, test } from 'vitest';
import { head, Project } from './gcx.js';

/** Names that every object of JavaScript has: a plain look-up of them finds a function. */
const NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty'] as const;

/** A file in which everything that has a name has one of them. */
const file = `${head({ project: 'constructor', suffix: 'constructor' })}tags: { constructor: toString }
formats:
  constructor: { source: relay.example.com, eventType: detail.topic, payload: detail.body }
targets:
  constructor: { sqs: { create: constructor }, deadLetter: toString }
  toString: { sqs: { create: toString } }
  hasOwnProperty: { sns: { create: "valueOf-{eventType}" }, subscribers: [{ sqs: constructor }] }
routes:
  constructor: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [constructor, hasOwnProperty] }
  toString: { events: [conversation.user.end], where: { mediaType: [VOICE] }, targets: [toString] }
  valueOf: { events: [conversation.acd.start], description: "of \${constructor:-toString}", targets: [toString] }
environments:
  constructor: {}
  toString: { genesys: { integration: { suffix: toString } } }
`;

test('a pipe in which everything is called so is planned, applied, and then as the file says', async () => {
  const project = new Project(file);
  const flags = '--env constructor --var constructor=valueOf';
  const validated = await project.gcx('validate');
  expect(validated.code, validated.stdout + validated.stderr).toBe(0);
  await project.done(`apply ${flags} --auto-approve`);
  const again = await project.sandbox(`plan ${flags} --detailed-exitcode`);
  expect(again.code, again.stdout).toBe(0);
  expect(again.stdout).toContain('No changes.');
  expect((await project.sandbox(`rule list --live ${flags}`)).stdout).toContain('constructor-constructor-1');
  expect(await project.emit({ eventType: 'acd.end', queue: 'Sales Support' })).toContain(
    'delivered constructor',
  );
  // A tag that leaves the file goes.
  project.write('.genesysrc.yml', file.replace('tags: { constructor: toString }\n', 'tags: { team: cc }\n'));
  await project.done(`apply ${flags} --auto-approve`);
  for (const { tags } of project.holdings().queues) {
    expect(Object.hasOwn(tags, 'constructor')).toBe(false);
    expect(tags).toMatchObject({ team: 'cc' });
  }
});

test('arguments called so are names that are not there, on every command', async () => {
  const project = new Project(
    `${head()}targets: { inbox: { sqs: { create: inbox } } }\nroutes: { all: { events: [acd.end], targets: [inbox] } }\nenvironments: { test: {} }\n`,
  );
  const on = '--sandbox --env test';
  for (const name of NAMES) {
    for (const line of [
      name,
      `${name} ${name}`,
      `plan --${name}`,
      `plan --sandbox --env ${name}`,
      `plan --sandbox --env test --var ${name}=1`,
      `plan --config ${name} --sandbox`,
      `rule list ${name} ${on}`,
      `rule show ${name} ${on}`,
      `rule list --live --bus ${name} ${on}`,
      `event-type show ${name}`,
      `event-type list --search ${name}`,
      `event sample ${name}`,
      `event sample conversation.acd.end --set ${name}=1`,
      `queue lookup ${name} ${on}`,
      `redrive ${name} ${on} --dry-run`,
      `processor build ${name} ${on}`,
      `processor logs ${name} ${on}`,
      `processor invoke ${name} ${on} --sample ${name}`,
      `replay --route ${name} --from 1h --dry-run ${on}`,
      `adopt --rule ${name} --route ${name} --auto-approve ${on}`,
      `export --bus ${name} ${on}`,
      `sandbox emit ${name} ${on.replace('--sandbox ', '')}`,
      `sandbox start --fault ${name}:${name}:${name}`,
      `sandbox start --fault events:PutRule:${name}`,
      `init --sandbox --target ${name}=${name} --event ${name}`,
    ]) {
      const { code, stdout, stderr } = await project.gcx(line);
      // `run` sees that nothing is told as a bug; and no such name is ever found.
      expect(code, `${line}\n${stdout}${stderr}`).not.toBe(null);
      if (!/--search/.test(line)) expect(code, `${line}\n${stdout}${stderr}`).not.toBe(0);
    }
  }
});
