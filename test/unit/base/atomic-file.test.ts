import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolderAsAsked, writeFileAsAsked } from '../../../src/lib/base/atomic-file.js';
import { ExitCode } from '../../../src/lib/base/exit-codes.js';
import { linkInRepository } from '../../../src/lib/base/repository-links.js';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'gcx-files-')));
  mkdirSync(join(root, 'repository', '.git'), { recursive: true });
  mkdirSync(join(root, 'elsewhere'));
  writeFileSync(join(root, 'elsewhere', 'precious'), 'of value');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const refusal = { exitCode: ExitCode.refused, report: expect.objectContaining({ code: 'symbolic-link' }) };
const precious = (): string => readFileSync(join(root, 'elsewhere', 'precious'), 'utf8');

describe('a file that somebody asked for', () => {
  it('is not written through a link of the repository: the file itself, or a folder on its way', () => {
    symlinkSync(join(root, 'elsewhere', 'precious'), join(root, 'repository', 'plan.json'));
    symlinkSync(join(root, 'elsewhere', 'new'), join(root, 'repository', 'dangling.json'));
    symlinkSync(join(root, 'elsewhere'), join(root, 'repository', 'out'));
    for (const name of ['plan.json', 'dangling.json', 'out/precious', 'out/new']) {
      const path = join(root, 'repository', name);
      expect(() => writeFileAsAsked(path, 'text')).toThrow(expect.objectContaining(refusal));
      expect(() => writeFileAsAsked(path, 'text', { ownerOnly: true })).toThrow(
        expect.objectContaining(refusal),
      );
    }
    expect(() => writeFileAsAsked(join(root, 'repository', 'out', 'new'), 'x', { onlyNew: true })).toThrow(
      expect.objectContaining(refusal),
    );
    expect(() => makeFolderAsAsked(join(root, 'repository', 'out', 'a', 'b'))).toThrow(
      expect.objectContaining(refusal),
    );
    expect(readdirSync(join(root, 'elsewhere'))).toEqual(['precious']);
    expect(precious()).toBe('of value');
  });

  it('is taken where its name is a link and only a new one is wanted', () => {
    symlinkSync(join(root, 'elsewhere', 'new'), join(root, 'repository', 'x.yml'));
    expect(() => writeFileAsAsked(join(root, 'repository', 'x.yml'), 'x', { onlyNew: true })).toThrow(
      expect.objectContaining({ code: 'EEXIST' }),
    );
    expect(existsSync(join(root, 'elsewhere', 'new'))).toBe(false);
  });

  it('is written through links that are this machine’s own, which stay', () => {
    symlinkSync(join(root, 'elsewhere'), join(root, 'disk'));
    symlinkSync(join(root, 'elsewhere', 'precious'), join(root, 'latest'));
    writeFileAsAsked(join(root, 'disk', 'a'), 'a');
    writeFileAsAsked(join(root, 'latest'), 'b');
    expect([readFileSync(join(root, 'elsewhere', 'a'), 'utf8'), precious()]).toEqual(['a', 'b']);
    expect(lstatSync(join(root, 'latest')).isSymbolicLink()).toBe(true);
    writeFileAsAsked('/dev/null', 'nothing');
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('keeps its permissions, or is for its owner only', () => {
    const path = join(root, 'repository', 'file');
    writeFileSync(path, '');
    chmodSync(path, 0o640);
    writeFileAsAsked(path, 'x');
    expect(statSync(path).mode & 0o777).toBe(0o640);
    writeFileAsAsked(path, 'x', { ownerOnly: true });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    writeFileAsAsked(join(root, 'repository', 'new'), 'x');
    expect(statSync(join(root, 'repository', 'new')).mode & 0o777).toBe(0o666 & ~process.umask());
    expect(readdirSync(join(root, 'repository')).sort()).toEqual(['.git', 'file', 'new']);
  });

  it('says why it cannot be written by a code', () => {
    expect(() => writeFileAsAsked(join(root, 'no', 'such'), 'x')).toThrow(
      expect.objectContaining({ code: 'ENOENT' }),
    );
    expect(() => writeFileAsAsked(join(root, 'elsewhere'), 'x')).toThrow(
      expect.objectContaining({ code: 'EISDIR' }),
    );
  });
});

it('a link counts exactly where a repository, or the current folder, is above it', () => {
  const names = ['a', 'b', 'c'];
  fc.assert(
    fc.property(
      fc.constantFrom(-1, 0, 1, 2),
      fc.constantFrom(-1, 0, 1, 2),
      fc.constantFrom(-1, 0, 1, 2),
      (repository, link, project) => {
        const base = mkdtempSync(join(root, 'case-'));
        const real = mkdtempSync(join(root, 'real-'));
        // base/a/b/c, one of them a link to a folder that looks the same, one a repository, one the current folder.
        let path = base;
        let place = base;
        const steps = names.map((name, index) => {
          path = join(path, name);
          place = join(place, name);
          if (index === link) {
            symlinkSync(real, place);
            place = real;
          } else mkdirSync(place);
          if (index === repository) mkdirSync(join(place, '.git'));
          return path;
        });
        const file = join(path, 'plan.json');
        const above = [repository, project].some((index) => index >= 0 && index < link);
        expect(linkInRepository(file, steps[project] ?? join(root, 'repository'))).toBe(
          link >= 0 && above ? steps[link] : undefined,
        );
      },
    ),
    { numRuns: 64 },
  );
});
