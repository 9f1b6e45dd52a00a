import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const PACKAGES = 'node_modules/';

/**
 * Copies to `out`/node_modules what the processor modules in `out`/lib import of packages, file for file as it lies in
 * this clone: so an installed gcx builds, wherever it is, the zip that was tested here, and users install none of it.
 * @throws Error where a bundle made of the copy would take anything from elsewhere
 */
export async function copyProcessorPackages(root, out, names) {
  const modules = names.map((name) => join(out, name));
  const inputs = (await inputsOf(root, modules)).filter((file) => file.startsWith(PACKAGES));
  const files = new Set([...inputs, ...inputs.flatMap(descriptionsOf)]);
  await Promise.all(
    [...files].map(async (file) => {
      const copy = join(out, file);
      await mkdir(dirname(copy), { recursive: true });
      await copyFile(join(root, file), copy).catch((error) => {
        // Not every folder of a package has a package.json.
        if (error.code !== 'ENOENT' || inputs.includes(file)) throw error;
      });
    }),
  );
  const elsewhere = (await inputsOf(out, modules)).filter((file) => file.startsWith('../'));
  if (elsewhere.length > 0)
    throw new Error(`What processors import was not copied whole: ${elsewhere.join(', ')}`);
}

/** All files that esbuild reads for a processor, relative to a folder; with the settings of src/lib/processor/build. */
async function inputsOf(folder, modules) {
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: modules,
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    write: false,
    metafile: true,
    logLevel: 'warning',
  });
  return Object.keys(metafile.inputs);
}

/** What may say how a file of a package is to be taken: the package.json of each folder down to it. */
function descriptionsOf(file) {
  const found = [];
  for (
    let folder = dirname(file);
    !`${folder}/`.endsWith(`/${PACKAGES}`) && folder !== '.';
    folder = dirname(folder)
  )
    found.push(`${folder}/package.json`);
  return found;
}
