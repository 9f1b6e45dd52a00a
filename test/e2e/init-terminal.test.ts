import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { firstPipe } from '../harness/terminal/first-pipe.js';
import { linesTooLong } from '../harness/terminal/lines-too-long.js';
import { keys, Terminal } from '../harness/terminal/terminal.js';
import { environmentIn, Project } from './gcx.js';

const gcx = fileURLToPath(new URL('../../bin/gcx.js', import.meta.url));

function init(project: Project, flags = ''): Terminal {
  return new Terminal({
    command: `'${process.execPath}' '${gcx}' init ${flags}`,
    cwd: project.folder,
    env: environmentIn(project.folder),
  });
}

test('on a terminal of 80 columns: questions, back, plan, apply, a test event and status in the sandbox', async () => {
  const project = new Project();
  const terminal = init(project, '--sandbox');
  await firstPipe(terminal);
  expect(await terminal.ended()).toBe(0);
  // What follows is of other commands.
  expect(linesTooLong(terminal.raw.split('What do you want to do next?')[0] ?? '')).toEqual([]);
  expect((await project.gcx('validate')).stderr).toBe('');
  expect(
    project
      .read('.genesysrc.yml')
      .split('\n')
      .filter((line) => line.length > 78),
  ).toEqual([]);
  expect((await project.done('plan')).stdout).toContain('No changes');
});

test('without credentials it names both sides; a secret is shown and written nowhere; Ctrl-C writes nothing', async () => {
  const project = new Project();
  const terminal = init(project, '--genesys-environment mypurecloud.ie --region eu-west-1');
  await terminal.shows('GENESYSCLOUD_OAUTHCLIENT_ID');
  await terminal.shows('AWS:');
  await terminal.after('How do you want to continue?', keys.enter);
  await terminal.after('Client ID', 'my-client', keys.enter);
  await terminal.after('Client secret', keys.escape);
  await terminal.after('Client ID', keys.enter);
  await terminal.after('Client secret', 'hush-hush');
  await terminal.after('is masked', keys.interrupt);
  expect(await terminal.ended()).toBe(130);
  expect(terminal.screen).toContain('Nothing was written.');
  expect(terminal.screen).not.toContain('hush');
  expect(existsSync(join(project.folder, '.genesysrc.yml'))).toBe(false);
});

test('ended late, it prints the command that goes on from what was answered', async () => {
  const project = new Project();
  const terminal = init(project, '--sandbox --genesys-environment mypurecloud.ie --region eu-west-1');
  await terminal.after('Project name', 'center', keys.enter);
  await terminal.after('Which events do you want to send?', keys.interrupt);
  expect(await terminal.ended()).toBe(130);
  expect(terminal.screen).toMatch(/gcx init --project center .*--sandbox/);
});
