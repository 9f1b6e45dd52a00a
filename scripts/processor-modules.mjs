import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, posix, relative, sep } from 'node:path';
import { build } from 'esbuild';
import { copyProcessorPackages } from './processor-packages.mjs';

/** What users import and what runs in a Lambda. */
const FACE = 'src/lib/processor/runtime/index.ts';
const RUNTIME = 'src/lib/processor/runtime/runtime.ts';
/** What runs on this machine for `gcx processor dev`: built from the same modules. */
const LOCAL = 'src/lib/processor/local/local-handler.ts';
/** What tests of handlers import: bundled with the commands, its declarations lie beside those of the face. */
const TESTING = 'src/lib/processor/testing/index.ts';

/**
 * Writes to `out`/lib the modules that go into users' bundles: one file for each source, packages as they are imported,
 * so that the user's build finds them in `out`/node_modules, takes only what is used, and can say which of them changed.
 * The face's declarations lie beside, for editors.
 */
export async function writeProcessorModules(root, out) {
  const common = {
    absWorkingDir: root,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    logLevel: 'warning',
  };
  const { metafile } = await build({
    ...common,
    entryPoints: [FACE, RUNTIME, LOCAL].filter((file) => existsSync(join(root, file))),
    outdir: out,
    bundle: true,
    packages: 'external',
    write: false,
    metafile: true,
  });
  const sources = Object.keys(metafile.inputs);
  const elsewhere = sources.filter((file) => !file.startsWith('src/lib/') || !file.endsWith('.ts'));
  if (elsewhere.length > 0)
    throw new Error(`A processor's code must lie under src/lib: ${elsewhere.join(', ')}`);
  await Promise.all([writeModules(common, sources, out), writeDeclarations(root, out)]);
  // Without this, a bundle holds every module of an index that it takes one function from.
  const about = { type: 'module', sideEffects: false };
  await writeFile(join(out, 'lib/package.json'), `${JSON.stringify(about)}\n`);
  await copyProcessorPackages(
    root,
    out,
    [FACE, RUNTIME, LOCAL].map((file) => published(file).replace(/\.ts$/, '.js')),
  );
}

/** One JavaScript file for each source, where it is published. */
async function writeModules(common, sources, out) {
  const { outputFiles } = await build({
    ...common,
    entryPoints: sources,
    outbase: 'src',
    outdir: 'src',
    bundle: false,
    write: false,
  });
  for (const { path, text } of outputFiles) {
    const source = relative(common.absWorkingDir, path).split(sep).join('/');
    const target = join(out, published(source));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, withSortedImports(withPublishedImports(text, source)));
  }
}

/**
 * Where a source of src/lib is published, below dist: without the wing that it is in. The zips of users' processors
 * hold these paths, so they stay as they are whatever is moved in src/lib: another path would be a change in every plan.
 */
function published(source) {
  return source
    .replace(/^src\//, '')
    .replace(/^lib\/(?:base|language)\//, 'lib/')
    .replace(/^lib\/processor\/(?:runtime|contract)\//, 'lib/processor/');
}

/** The text of a module of `source`, its imports of others as they lie when published. */
function withPublishedImports(text, source) {
  const folder = posix.dirname(published(source));
  return text.replace(/(\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.[^"']+)\2/g, (_all, head, quote, specifier) => {
    const path = posix.relative(folder, published(posix.join(posix.dirname(source), specifier)));
    return `${head}${quote}${path.startsWith('.') ? path : `./${path}`}${quote}`;
  });
}

/**
 * The imports of other modules that a text begins with, in the order of their paths: bundlers number what they join in
 * the order in which they meet it, so that a zip would else depend on where sources lie.
 */
function withSortedImports(text) {
  return text.replace(/^(?:import\b[^;]*;\n)+/, (block) => {
    const imports = block.match(/import\b[^;]*;\n/g) ?? [];
    const pathOf = (statement) => /["']([^"']+)["'];\n$/.exec(statement)?.[1] ?? '';
    const group = (path) => (path.startsWith('../') ? 1 : path.startsWith('./') ? 2 : 0);
    return imports
      .map((statement) => ({ statement, path: pathOf(statement) }))
      .sort((a, b) => group(a.path) - group(b.path) || (group(a.path) === 0 ? 0 : a.path < b.path ? -1 : 1))
      .map(({ statement }) => statement)
      .join('');
  });
}

/** One declaration file for each source that the types of the face and of its tests need; takes no type check, which is the linter's work. */
async function writeDeclarations(root, out) {
  const { default: ts } = await import('typescript');
  const seen = new Set([FACE, TESTING]);
  for (const file of seen) {
    const text = await readFile(join(root, file), 'utf8');
    if (file.endsWith('.d.ts')) {
      await writeFile(join(out, published(file)), withPublishedImports(text, file));
      continue;
    }
    const { outputText, diagnostics } = ts.transpileDeclaration(text, {
      fileName: file,
      reportDiagnostics: true,
      compilerOptions: { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023, strict: true },
    });
    const [first] = diagnostics ?? [];
    if (first !== undefined)
      throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(first.messageText, '\n')}`);
    const target = join(out, published(file).replace(/\.ts$/, '.d.ts'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, withPublishedImports(outputText, file));
    for (const { fileName } of ts.preProcessFile(outputText).importedFiles) {
      if (!fileName.startsWith('.')) continue;
      const imported = join(dirname(file), fileName.replace(/\.js$/, '.ts'));
      // What is generated has declarations only.
      seen.add(existsSync(join(root, imported)) ? imported : imported.replace(/\.ts$/, '.d.ts'));
    }
  }
}
