import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { GcxError } from '../../base/gcx-error.js';
import { isJsonObject } from '../../base/json.js';
import {
  fileVerdict,
  isWithin,
  type ProjectBounds,
  shownIn,
  verdictText,
} from '../../language/config/document/project-bounds.js';
import { filesOfPackage } from './files-of-package.js';
import { parseJsonWithComments } from './json-with-comments.js';

/** In one folder, the first that is there. */
const NAMES = ['tsconfig.json', 'jsconfig.json'];

/** A file that may be among a handler's settings. */
interface Link {
  readonly file: string;
  /** The file that extends it. */
  readonly by?: string;
  /** One of several files of a package, of which it is not known here which one is meant. */
  readonly guessed?: boolean;
}

/**
 * The tsconfig.json that a handler is built with: the nearest one upwards within the project. esbuild by itself would
 * read one in every folder up to the root of the disk, whoever wrote it, and whatever that `extends`.
 * @param handler absolute
 * @returns undefined where the project has none
 * @throws GcxError where it, or one that it extends, is outside of the project, no file or no JSON
 */
export function typescriptSettings(handler: string, bounds: ProjectBounds): string | undefined {
  for (let folder = dirname(handler); ; folder = dirname(folder)) {
    if (!bounds.roots.some((root) => isWithin(root, folder))) return undefined;
    for (const name of NAMES) {
      const file = join(folder, name);
      if (fileVerdict(bounds, file).kind === 'missing') continue;
      checkChain(file, bounds);
      return file;
    }
    if (dirname(folder) === folder) return undefined;
  }
}

/** Checks a file and all that it extends, before anybody else reads them. */
function checkChain(first: string, bounds: ProjectBounds): void {
  const seen = new Set<string>();
  const check = (link: Link): void => {
    const { file, by, guessed = false } = link;
    const verdict = fileVerdict(bounds, file);
    if (seen.has(file) || verdict.kind === 'missing') return;
    seen.add(file);
    if (verdict.kind === 'no-file' && verdict.what === 'a folder') return;
    if (verdict.kind !== 'inside') {
      throw unfit({
        what: `${by === undefined ? shownIn(bounds, file) : `${file}, which ${shownIn(bounds, by)} extends,`} ${verdictText(bounds, file, verdict)}.`,
        fix: 'Put the settings into the project, or into a package that npm installs.',
      });
    }
    const settings = parseJsonWithComments(readFileSync(file, 'utf8'));
    if (isJsonObject(settings)) {
      const bases = [settings['extends']].flat().filter((each) => typeof each === 'string');
      for (const base of bases) linksOf(base, file).forEach(check);
    } else if (!guessed) {
      throw unfit({
        what: `${shownIn(bounds, file)} is not JSON with a map in it.`,
        fix: 'Correct it; "npx tsc --showConfig" says what TypeScript reads in it.',
      });
    }
  };
  check({ file: first });
}

/** The files that an `extends` may stand for. */
function linksOf(base: string, by: string): readonly Link[] {
  const folder = dirname(by);
  if (/^\.\.?(?:[\\/]|$)/.test(base) || isAbsolute(base)) {
    const path = resolve(folder, base);
    return [path, `${path}.json`].map((file) => ({ file, by }));
  }
  const links: Link[] = [];
  for (let each = folder; ; each = dirname(each)) {
    const files = filesOfPackage(join(each, 'node_modules'), base);
    links.push(...files.map((file) => ({ file, by, guessed: true })));
    if (dirname(each) === each) return links;
  }
}

function unfit({ what, fix }: { readonly what: string; readonly fix: string }): GcxError {
  return new GcxError({ code: 'processor-build-failed', what, fix });
}
