import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { documents, ROOT } from './code-blocks.js';

const pages = [...documents(), 'ARCHITECTURE.md', 'CHANGELOG.md'];

/** A page without its code blocks, whose `#` are no headings. */
function textOf(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8').replace(/^\s*```[\s\S]*?^\s*```/gm, '');
}

function headingsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) => heading);
}

/** What GitHub calls a heading in an address: lower case, no punctuation, hyphens for spaces. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- _]/gu, '')
    .replaceAll(' ', '-');
}

function anchorsOf(page: string): readonly string[] {
  const text = textOf(page);
  const ids = [...text.matchAll(/\bid="([^"]+)"/g)].map(([, id = '']) => id);
  return [...headingsOf(text).map(anchorOf), ...ids];
}

/** Links within the clone that lead nowhere: no such file, or no such heading in it. */
function brokenLinks(page: string, text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? page : normalize(join(dirname(page), file));
    if (!existsSync(join(ROOT, target))) return [`${page}: ${link}: no such file`];
    if (anchor === undefined || !target.endsWith('.md') || anchorsOf(target).includes(anchor)) return [];
    return [`${page}: ${link}: no such heading`];
  });
}

test('every link of the documents leads to a file and a heading that are there', () => {
  expect(pages.flatMap((page) => brokenLinks(page, textOf(page)))).toEqual([]);
});

test('a link to a heading that was renamed is found', () => {
  expect(
    brokenLinks(
      'docs/x.md',
      '[a](drift.md#json-output) [b](drift.md#no-such) [c](none.md) [d](https://x.y/#z)',
    ),
  ).toEqual(['docs/x.md: drift.md#no-such: no such heading', 'docs/x.md: none.md: no such file']);
});

test('headings of the documents say what is below them', () => {
  const riddles = pages.flatMap((page) =>
    headingsOf(textOf(page))
      .filter((heading) => /\bthings?\b|\btold\b|\bwhose\b|^(?:as|in|on) \w+$/i.test(heading))
      .map((heading) => `${page}: ${heading}`),
  );
  expect(riddles).toEqual([]);
});
