import { readFile } from 'node:fs/promises';

/** How @oclif/plugin-autocomplete 3.2.56 names the program in zsh's file, and its second name in a line that runs too late. */
const FIRST_NAME = '#compdef ${this.config.bin}\n';

/**
 * Has zsh complete the second name of the program, too. zsh reads only the first line of the file (`#compdef NAME…`) when it
 * starts; plugin-autocomplete names the second in a later line, which runs once the first name was completed.
 */
export const zshCompletionPlugin = {
  name: 'zsh-completion',
  setup(build) {
    build.onLoad(
      { filter: /[\\/]plugin-autocomplete[\\/]lib[\\/]autocomplete[\\/]zsh\.js$/ },
      async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const names = "#compdef ${[this.config.bin, ...(this.config.binAliases ?? [])].join(' ')}\n";
        const contents = text.replaceAll(FIRST_NAME, names);
        if (contents === text) throw new Error(`${path} names the program in another way than before.`);
        return { contents, loader: 'js' };
      },
    );
  },
};
