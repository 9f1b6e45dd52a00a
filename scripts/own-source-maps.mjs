// Cuts the source maps of the bundle down to gcx's own sources: what packages bring is most of them, and says little.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

/** Rewrites the maps below a folder; those without any of our sources go. */
export async function keepOwnSources(folder) {
  const names = await readdir(folder, { recursive: true });
  await Promise.all(
    names
      .filter((name) => name.endsWith('.js.map'))
      .map(async (name) => {
        const file = join(folder, name);
        const own = ownPart(JSON.parse(await readFile(file, 'utf8')));
        if (own === undefined) await rm(file);
        else await writeFile(file, JSON.stringify(own));
      }),
  );
}

/** A map with the places of sources in src/ only; undefined where it has none. */
function ownPart({ sources, mappings }) {
  const numbers = new Map();
  for (const [index, source] of sources.entries())
    if (/^(\.\.\/)+src\//.test(source)) numbers.set(index, numbers.size);
  if (numbers.size === 0) return undefined;
  return {
    version: 3,
    sources: [...numbers.keys()].map((index) => sources[index]),
    names: [],
    mappings: mapped(mappings, numbers),
  };
}

/** Encodes the places again: each is told as the difference to the one before, over all that is kept. */
function mapped(mappings, numbers) {
  const read = [0, 0, 0, 0];
  const written = [0, 0, 0, 0];
  return mappings
    .split(';')
    .map((line) => {
      read[0] = 0;
      written[0] = 0;
      let foreign = false;
      const kept = [];
      for (const segment of line === '' ? [] : line.split(',')) {
        const fields = decoded(segment);
        for (const [at, difference] of fields.entries()) if (at < 4) read[at] += difference;
        const source = fields.length < 4 ? undefined : numbers.get(read[1]);
        if (source === undefined) {
          // Ends what was kept before it: else the next package would count as ours.
          if (!foreign && kept.length > 0) kept.push(encoded(read[0] - written[0]));
          if (!foreign && kept.length > 0) written[0] = read[0];
          foreign = true;
          continue;
        }
        foreign = false;
        const place = [read[0], source, read[2], read[3]];
        kept.push(place.map((value, at) => encoded(value - written[at])).join(''));
        for (const [at, value] of place.entries()) written[at] = value;
      }
      return kept.join(',');
    })
    .join(';');
}

function decoded(segment) {
  const fields = [];
  let value = 0;
  let shift = 0;
  for (const digit of segment) {
    const bits = VALUES.get(digit);
    value += (bits & 31) * 2 ** shift;
    shift += 5;
    if (bits & 32) continue;
    fields.push(value & 1 ? -(value >>> 1) : value >>> 1);
    value = 0;
    shift = 0;
  }
  return fields;
}

function encoded(number) {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  let text = '';
  do {
    const bits = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? bits | 32 : bits];
  } while (rest > 0);
  return text;
}
