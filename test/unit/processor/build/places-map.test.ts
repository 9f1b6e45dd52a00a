import { SourceMap, type SourceMapPayload } from 'node:module';
import type { OutputFile } from 'esbuild';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { placesMap } from '../../../../src/lib/processor/build/places-map.js';
import { folderWith } from './project-folder.js';

const FILES = {
  'entry.js': "import './lib/a.js';\nimport { own } from './own.js';\nimport './lib/b.js';\nown('höher');\n",
  'own.js': [
    '// A comment.',
    'export function own(text) {',
    "  if (text === 'never') throw new Error('one');",
    `  const far = '${'x'.repeat(300)}';`,
    '  return [far, text, own.name].map((each) => `${each}\n${each}`);',
    '}',
  ].join('\n'),
  'lib/a.js': `globalThis.a = ${JSON.stringify(Array.from({ length: 200 }, (_, at) => `a${at}`))};`,
  'lib/b.js': 'globalThis.b = () => {\n  throw new Error();\n};\n',
};

test.each([true, false])(
  'the places that are kept are those of the whole map, and no others; minified: %s',
  async (minify) => {
    const folder = folderWith(FILES);
    const { outputFiles } = await build({
      absWorkingDir: folder,
      entryPoints: ['entry.js'],
      bundle: true,
      minify,
      write: false,
      outdir: folder,
      sourcemap: 'external',
    });
    const map = outputFiles.find(({ path }) => path.endsWith('.map')) as OutputFile;
    const code = outputFiles.find(({ path }) => path.endsWith('.js'))?.text ?? '';
    const pathOf = (source: string) => (source.startsWith('lib/') ? undefined : `handlers/${source}`);
    const whole = new SourceMap(JSON.parse(map.text) as SourceMapPayload);
    const places = new SourceMap(JSON.parse(placesMap(map, pathOf) ?? '') as SourceMapPayload);
    let kept = 0;
    for (const [row, line] of code.split('\n').entries()) {
      for (let column = 0; column < line.length; column++) {
        const [expected, found] = [whole, places].map((each) => each.findEntry(row, column));
        const source =
          expected !== undefined && 'originalSource' in expected ? expected.originalSource : undefined;
        const path = source === undefined ? undefined : pathOf(source);
        const at = found !== undefined && 'originalSource' in found ? found : undefined;
        if (path === undefined) expect(at?.originalSource, `${row}:${column}`).toBeUndefined();
        else {
          kept++;
          expect(at, `${row}:${column}`).toMatchObject({
            originalSource: path,
            originalLine: expected !== undefined && 'originalLine' in expected ? expected.originalLine : -1,
            originalColumn:
              expected !== undefined && 'originalColumn' in expected ? expected.originalColumn : -1,
          });
        }
      }
    }
    expect(kept).toBeGreaterThan(300);
    expect(placesMap(map, () => undefined)).toBeUndefined();
  },
);
