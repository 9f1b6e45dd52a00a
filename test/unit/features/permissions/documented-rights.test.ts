import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  EXTRA_COMMANDS,
  type NeededRight,
  neededPermissions,
} from '../../../../src/lib/features/permissions/index.js';
import { fullConfig } from '../../../harness/full-file.js';

const FILE = 'docs/permissions.md';
const [START, END] = ['<!-- rights -->', '<!-- /rights -->'];

/** Actions of rights of one kind, the service said once; in italics what is not required. */
function cell(rights: readonly NeededRight[]): string {
  const of = (some: readonly NeededRight[], around: string) => {
    const byService = new Map<string, string[]>();
    for (const action of new Set(some.flatMap(({ actions }) => actions))) {
      const [service = '', name = ''] = action.split(':');
      byService.set(service, [...(byService.get(service) ?? []), name]);
    }
    return [...byService].map(([service, names]) => `${around}\`${service}:\` ${names.join(', ')}${around}`);
  };
  return [
    ...of(
      rights.filter(({ without }) => without === undefined),
      '',
    ),
    ...of(
      rights.filter(({ without }) => without !== undefined),
      '*',
    ),
  ].join('; ');
}

it('docs/permissions.md lists what a file with everything needs (UPDATE_DOCS=1 writes it)', async () => {
  const config = await fullConfig();
  const rightsOf = (role: 'read' | 'write', commands: typeof EXTRA_COMMANDS | readonly [] = []) => {
    const { aws } = neededPermissions(config, { role, commands });
    return [...aws.required, ...aws.better];
  };
  const read = rightsOf('read');
  const all = rightsOf('write', EXTRA_COMMANDS);
  const isRead = (right: NeededRight) => read.some((each) => JSON.stringify(each) === JSON.stringify(right));
  const rows = [...new Set(all.map(({ of }) => of))].map((of) => {
    const own = all.filter((right) => right.of === of);
    return `| ${of} | ${cell(own.filter(isRead))} | ${cell(own.filter((right) => !isRead(right)))} |`;
  });
  const table = ['| for | reading | writing, beside it |', '|---|---|---|', ...rows].join('\n');
  const text = readFileSync(FILE, 'utf8');
  const at = text.indexOf(START) + START.length;
  const wanted = `${text.slice(0, at)}\n${table}\n${text.slice(text.indexOf(END))}`;
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, wanted);
  expect(readFileSync(FILE, 'utf8')).toBe(wanted);
});
