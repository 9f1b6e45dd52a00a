#!/usr/bin/env node
import { readFileSync } from 'node:fs';

// `gcx --version` needs nothing but this one file: loading the command line would triple its time.
if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-v')) {
  const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  process.stdout.write(`${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`);
} else {
  const { main } = await import('../dist/cli.js');
  await main();
}
