#!/usr/bin/env node
import { readFileSync } from 'node:fs';

// `gcx --version` needs nothing but this one file: loading the command line would triple its time.
if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-v')) {
  const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  process.stdout.write(`${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`);
} else {
  // Before anything is loaded: only then are places in it known as those of the sources.
  if (!['', '0', undefined].includes(process.env.GENESYS_GCX_DEBUG)) process.setSourceMapsEnabled(true);
  const { main } = await import('../dist/cli.js');
  await main();
}
