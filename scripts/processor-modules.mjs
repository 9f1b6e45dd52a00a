import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/** What users import and what runs in a Lambda. */
const FACE = 'src/lib/processor/runtime/index.ts';
const RUNTIME = 'src/lib/processor/runtime/runtime.ts';

/**
 * Writes to `out`/lib the modules that go into users' bundles: one file for each source, packages as they are imported,
 * so that the user's build finds them at gcx's, takes only what is used, and can say which of them changed. The face's
 * declarations lie beside, for editors.
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
    entryPoints: [FACE, RUNTIME].filter((file) => existsSync(join(root, file))),
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
  await Promise.all([
    build({ ...common, entryPoints: sources, outbase: 'src', outdir: out, bundle: false }),
    writeDeclarations(root, out),
  ]);
  // Without this, a bundle holds every module of an index that it takes one function from.
  const about = { type: 'module', sideEffects: false };
  await writeFile(join(out, 'lib/package.json'), `${JSON.stringify(about)}\n`);
}

/** One declaration file for each source that the face's types need; takes no type check, which is the linter's work. */
async function writeDeclarations(root, out) {
  const { default: ts } = await import('typescript');
  const seen = new Set([FACE]);
  for (const file of seen) {
    const text = await readFile(join(root, file), 'utf8');
    const { outputText, diagnostics } = ts.transpileDeclaration(text, {
      fileName: file,
      reportDiagnostics: true,
      compilerOptions: { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023, strict: true },
    });
    const [first] = diagnostics ?? [];
    if (first !== undefined)
      throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(first.messageText, '\n')}`);
    const target = join(out, file.replace(/^src\//, '').replace(/\.ts$/, '.d.ts'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, outputText);
    for (const { fileName } of ts.preProcessFile(outputText).importedFiles) {
      if (fileName.startsWith('.')) seen.add(join(dirname(file), fileName.replace(/\.js$/, '.ts')));
    }
  }
}
