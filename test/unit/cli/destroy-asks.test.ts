import { describe, expect, it } from 'vitest';
import { WriteGate } from '../../../src/lib/base/net/index.js';
import type { Asker } from '../../../src/lib/base/terminal/asker.js';
import { plainStyle } from '../../../src/lib/base/terminal/style.js';
import { carryOut } from '../../../src/lib/cli/carry-out.js';
import { trial } from '../../harness/trial.js';

const FILE = [
  'version: 1',
  'project: shop',
  'genesys: { environment: mypurecloud.ie, organization: "2f6b0f5e-7c1d-4b0a-9a55-0f1c8e3d7a42", integration: { suffix: shop } }',
  'aws: { region: eu-west-1, account: "444455556666" }',
  'targets: { inbox: { sqs: { create: inbox } } }',
  'routes: { ended: { events: [conversation.acd.end], targets: [inbox] } }',
  '',
].join('\n');

/** Answers every question for a text with one word. */
function answering(word: string, asked: string[]): Asker {
  const unasked = () => Promise.reject(new Error('no such question'));
  return {
    text: (message) => {
      asked.push(message);
      return Promise.resolve(word);
    },
    confirm: unasked,
    choose: unasked,
    search: unasked,
    secret: unasked,
    several: unasked,
    lines: unasked,
  };
}

/** Applies the file and destroys it, saying a word when asked; as if it were in an environment of the file. */
async function destroy(word: string, environment = 'default') {
  const { plan, apply, aws, genesys } = await trial(FILE);
  await apply(await plan());
  const asked: string[] = [];
  const destroyed = await plan('destroy');
  const document = await carryOut(
    { ...destroyed, subject: { ...destroyed.subject, environment } },
    { aws, genesys, gate: new WriteGate(), sandbox: true, close: () => Promise.resolve() },
    {
      print: () => undefined,
      exitWith: () => undefined,
      style: plainStyle,
      approval: { kind: 'ask', asker: answering(word, asked) },
    },
  );
  const left = await aws.sqs.queue('inbox');
  return { asked, outcome: document.outcome, left: left?.name };
}

describe('destroy asks for the name of what it takes away', () => {
  it("that is the project's in a file without environments", async () => {
    expect(await destroy('production')).toEqual({
      asked: ["Type the project's name (shop) to delete all of this"],
      outcome: 'declined',
      left: 'inbox',
    });
    expect(await destroy('shop')).toMatchObject({ outcome: 'carried-out', left: undefined });
  });

  it("and the environment's elsewhere: the project's is that of every environment", async () => {
    expect(await destroy('shop', 'production')).toEqual({
      asked: ["Type the environment's name (production) to delete all of this"],
      outcome: 'declined',
      left: 'inbox',
    });
  });
});
