import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/lib/base/json.js';
import {
  addEnvironment,
  addEvents,
  addQueues,
  addRoute,
  addTargets,
  type EditableFile,
  editFile,
  type Proposal,
  queueItems,
  readEditable,
  writeEdit,
} from '../../../../src/lib/features/add/index.js';
import { withAddition } from '../../../../src/lib/language/config/document/edit/index.js';
import { validateConfig } from '../../../../src/lib/language/config/index.js';
import { afterThisTest } from '../../../clean-up.js';
import { drawnLayout, written } from '../../language/config/edit/drawn-file.js';
import { temporaryFolder } from '../../sandbox/temporary-folder.js';

export const EXAMPLE = readFileSync('.genesysrc.example.yml', 'utf8');

let folder: string | undefined;

/** Where the test that runs has its files: a folder that goes away after it. */
export function folderOfTest(): string {
  if (folder === undefined) {
    folder = temporaryFolder();
    afterThisTest(() => {
      folder = undefined;
    });
  }
  return folder;
}

export function place(text: string, name = '.genesysrc.yml'): Promise<EditableFile> {
  writeFileSync(join(folderOfTest(), name), text);
  return readEditable({ cwd: folderOfTest(), configFile: name, env: {} });
}

const queues = (...names: readonly string[]) =>
  queueItems(
    names.map((text) => ({ text, glob: text.includes('*'), flag: '--queue' })),
    undefined,
    undefined,
  );

/** What people add, to routes and names of the example file. */
export const PROPOSALS: Readonly<Record<string, (file: EditableFile) => Proposal | Promise<Proposal>>> = {
  'a route with all that it can have': async (file) =>
    addRoute(file, {
      name: 'added',
      description: 'Calls: long ones #1',
      events: ['acd.end', 'conversation.user.end'],
      queues: (await queues('Sales: "A"', "it's", 'Süd*', '5affb229-7631-4992-b0ce-583505c6af07')).items,
      where: ['mediaType=VOICE,CHAT', 'conversationId!=x'],
      targets: ['crm-inbox', 'sqs:added-inbox', 'sns:added-topic'],
    }),
  'targets to a route': (file) =>
    addTargets(file, { targets: ['existing-sqs:more', 'lambda:f', 'crm-inbox'], routes: ['agent-finished'] }),
  'an event type': (file) => addEvents(file, 'agent-finished', ['acd.end']),
  queues: async (file) => addQueues(file, 'sales-left-queue', await queues('Billing', 'B*')),
  'the first queues': async (file) => addQueues(file, 'agent-finished', await queues('Billing')),
  'an environment': (file) =>
    addEnvironment(file, {
      name: 'added',
      base: 'default',
      account: '777788889999',
      suffix: 'added',
      organization: '2f6b0f5e-7c1d-4b0a-9a55-0f1c8e3d7a43',
    }),
};

/** The file, smaller, as plain data: whatever layout it is written in is drawn. */
function exampleContent(): JsonObject {
  const content: unknown = parse(EXAMPLE);
  if (!isJsonObject(content)) throw new Error('the example is a map');
  const { targets, routes, ...rest } = content;
  const kept = without(targets, 'sales-processor');
  return {
    ...rest,
    targets: kept,
    routes: {
      ...(isJsonObject(routes) ? routes : {}),
      'sales-left-queue': {
        ...(isJsonObject(routes) && isJsonObject(routes['sales-left-queue'])
          ? routes['sales-left-queue']
          : {}),
        targets: ['sales-topic', 'crm-inbox'],
      },
    },
  };
}

function without(value: JsonValue | undefined, key: string): JsonObject {
  const { [key]: _, ...rest } = isJsonObject(value) ? value : {};
  return rest;
}

/** In any layout: the file says what it said and the addition, is valid, and takes nothing twice. */
export async function expectFilesKept(runs: fc.Parameters<unknown>): Promise<void> {
  const content = exampleContent();
  await fc.assert(
    fc.asyncProperty(drawnLayout, fc.constantFrom(...Object.keys(PROPOSALS)), async (layout, name) => {
      const text = written(content, layout);
      const file = await place(text);
      expect(file.content).toEqual(content);
      const propose = PROPOSALS[name];
      if (propose === undefined) throw new Error(name);
      const proposal = await propose(file);
      const edit = await editFile(file, proposal);
      writeEdit(file, edit);
      const after = await readEditable({ cwd: folderOfTest(), configFile: '.genesysrc.yml', env: {} });
      expect(after.content).toEqual(proposal.additions.reduce<JsonValue>(withAddition, content));
      expect((await validateConfig(after.options)).valid).toBe(true);
      expect(await propose(after)).toMatchObject({ additions: [], adds: [] });
    }),
    runs,
  );
}
