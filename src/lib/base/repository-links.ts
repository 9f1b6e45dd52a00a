import { existsSync, lstatSync } from 'node:fs';
import { dirname, join, parse, resolve } from 'node:path';

/**
 * The first symbolic link on the way to a path that lies in a repository, or in the current folder: it may have come
 * with what somebody cloned or unpacked, and lead anywhere on this machine. Links above (`/tmp` on a Mac, a home folder
 * on another disk) and those elsewhere (`/dev/stdout`) are this machine's own.
 * @param project Whose links are looked at even where there is no repository; the current folder.
 */
export function linkInRepository(path: string, project: string = process.cwd()): string | undefined {
  const boundary = resolve(project);
  const root = parse(boundary).root;
  let inside = false;
  for (const step of stepsTo(resolve(path))) {
    if (inside && isLink(step)) return step;
    inside ||= (step === boundary && step !== root) || existsSync(join(step, '.git'));
  }
  return undefined;
}

/** `/a/b` → `/`, `/a`, `/a/b`. */
function stepsTo(path: string): readonly string[] {
  const above = dirname(path);
  return above === path ? [path] : [...stepsTo(above), path];
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
