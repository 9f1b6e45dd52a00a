import { readFile } from 'node:fs/promises';

/** How dynalite 4.0.0 loads its operations: esbuild bundles all files of the folder, by their whole names. */
const BY_NAME = /require\('(\.\/\w+\/)' \+ action\)/g;

/** Lets dynalite be bundled. */
export const dynalitePlugin = {
  name: 'dynalite',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/]dynalite[\\/]index\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replaceAll(BY_NAME, "require('$1' + action + '.js')");
      if (contents === text) throw new Error(`${path} loads its operations in another way than before.`);
      return { contents, loader: 'js' };
    });
  },
};
