import { copyFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the example's handlers are, from its folder. */
const HANDLERS = 'config/handlers';

/** A project of the demo's own: the example file in a new folder. */
export interface DemoFolder {
  readonly folder: string;
  /** The lines of one route of the file, without comments. */
  routeLines(route: string): Promise<readonly string[]>;
  /** Adds a queue to a route, as a person would with an editor; false where the route has no list of queues. */
  addQueue(route: string, queue: string): Promise<boolean>;
  /** The page that the story ends with. */
  readonly page: string;
  /** Takes away all but the page; where there is none, the folder, too. */
  leaveThePage(): Promise<void>;
}

/** Name of the page that the story ends with. */
export const DEMO_PAGE = 'pipe.html';

/**
 * Makes the folder and copies the example file and its handlers into it.
 * @param root of gcx, where these lie
 */
export async function makeDemoFolder(root: string): Promise<DemoFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'gcx-demo-'));
  const file = join(folder, '.genesysrc.yml');
  await copyFile(join(root, '.genesysrc.example.yml'), file);
  await cp(join(root, HANDLERS), join(folder, HANDLERS), { recursive: true });
  const lines = async (): Promise<string[]> => (await readFile(file, 'utf8')).split('\n');
  return {
    folder,
    async routeLines(route) {
      const all = await lines();
      const { from, to } = routeRange(all, route);
      return all
        .slice(from, to)
        .filter((line) => !/^\s*#/.test(line) && line.trim() !== '')
        .map((line) => line.replace(/\s+#.*$/, ''));
    },
    async addQueue(route, queue) {
      const all = await lines();
      const { from, to } = routeRange(all, route);
      const list = all.slice(from, to).findIndex((line) => /^\s+queues:\s*(#.*)?$/.test(line));
      if (from === -1 || list === -1) return false;
      const item = all.slice(from + list + 1, to).find((line) => /^\s+- /.test(line));
      const indent = /^\s*/.exec(item ?? '')?.[0] ?? '';
      all.splice(from + list + 1, 0, `${indent}- ${JSON.stringify(queue)}`);
      await writeFile(file, all.join('\n'));
      return true;
    },
    page: join(folder, DEMO_PAGE),
    async leaveThePage() {
      const names = await readdir(folder);
      const gone = names.includes(DEMO_PAGE)
        ? names.filter((name) => name !== DEMO_PAGE).map((name) => join(folder, name))
        : [folder];
      await Promise.all(gone.map((path) => rm(path, { recursive: true, force: true })));
    },
  };
}

/** Where a route stands in the file: from its name to what is indented as little as it. */
function routeRange(lines: readonly string[], route: string): { readonly from: number; readonly to: number } {
  const from = lines.indexOf(`  ${route}:`);
  if (from === -1) return { from, to: from };
  const next = lines.slice(from + 1).findIndex((line) => /^ {0,2}[^\s#]/.test(line));
  return { from, to: next === -1 ? lines.length : from + 1 + next };
}
