import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

/** Lines that a route of a blueprint may take, with its targets. */
const MOST_LINES = 12;

test.each(['data-lake', 'customer-table', 'presence'])(
  'the blueprint %s takes at most 12 lines a route',
  (name) => {
    const text = readFileSync(`examples/${name}/.genesysrc.yml`, 'utf8');
    const routes = Object.keys((parse(text) as { routes: object }).routes);
    const lines = text
      .slice(text.indexOf('\ntargets:'))
      .split('\n')
      .filter((line) => /^ /.test(line) && !/^ *#/.test(line));
    expect(routes.length).toBeGreaterThan(0);
    expect(lines.length / routes.length).toBeLessThanOrEqual(MOST_LINES);
  },
);
