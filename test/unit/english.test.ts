import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** British spellings; Genesys and AWS write American English. Each with what may stand instead. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/\borganis/i, 'organiz…'],
  [/\b(?:un)?recognis/i, 'recogniz…'],
  [/\bauthoris/i, 'authoriz…'],
  [/\bnormalis/i, 'normaliz…'],
  [/\bsummaris/i, 'summariz…'],
  [/\bsynchronis/i, 'synchroniz…'],
  [/\binitialis/i, 'initializ…'],
  [/\bserialis/i, 'serializ…'],
  [/\bcolour/i, 'color'],
  [/\bbehaviour/i, 'behavior'],
  [/\bhonour/i, 'honor'],
  [/\bneighbour/i, 'neighbor'],
  [/\bfavour/i, 'favor'],
  [/\bcatalogue/i, 'catalog'],
  [/\bcentre\b/i, 'center'],
  [/\blicence\b/i, 'license'],
  [/\bcancell(?:ed|ing)\b/, 'canceled'],
  [/\bmisspelt\b/i, 'misspelled'],
  [/\bwhilst\b/i, 'while'],
];

/** Phrases that readers stumbled over. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bof whom(?:ever)?\b/i, 'whoever owns …'],
  [/\bafresh\b|\banew\b/i, 'again'],
  [/\bis none of AWS\b/i, 'did not come from AWS'],
  [
    /(?<!\bThere )\bis no (?:ARN|saved plan|JSON|number|processor|conversation id|phone number|event type|time|part of)\b(?! of failures)/i,
    'is not a …',
  ],
  [/\bmends?\b|\bmended\b/i, 'fix'],
  [/\bnobody is told\b/i, 'without notice'],
  [/\bmay take on\b|\btake on the role\b/i, 'may assume'],
  [/\bso many\b(?! that\b| \$)/i, 'this many'],
  [/\bunder the mark\b/i, 'owned'],
  [/\bshall\b/i, 'should'],
];

/** Where a phrase stands for a reason. */
const ALLOWED: readonly RegExp[] = [
  // AWS's own words, and a key of the sandbox's seed files.
  /^Only active tasks can be cancelled\.$/,
  /\bbehaviour: \{/,
];

/** Sources that are changed for other reasons only, and why. */
const LATER: readonly RegExp[] = [
  // Bundled into the zips of processors: each word that changes is a deployment in every user's plan.
  /^src\/lib\/processor\/runtime\//,
];

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

/** The texts in quotes of a source, with their lines: what a person can read. Names of modules and single words are not among them. */
function textsOf(source: string): readonly (readonly [line: number, text: string])[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gm, (comment) =>
    comment.replace(/[^\n]/g, ' '),
  );
  const found = code.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g);
  return [...found]
    .map(
      (match) =>
        [code.slice(0, match.index).split('\n').length, match[1] ?? match[2] ?? match[3] ?? ''] as const,
    )
    .filter(([, text]) => /\s/.test(text));
}

function findings(place: string, text: string): readonly string[] {
  if (ALLOWED.some((allowed) => allowed.test(text))) return [];
  return [...SPELLINGS, ...PHRASES].flatMap(([pattern, better]) => {
    const found = pattern.exec(text.replace(/\$\{[^}]*\}/g, '${}'));
    return found === null ? [] : [`${place}: "${found[0]}" (better: ${better}) in: ${text.slice(0, 100)}`];
  });
}

test('what gcx prints is American English, without the phrases that readers stumbled over', () => {
  const sources = ['src/commands', 'src/lib', 'src/hooks']
    .flatMap(filesUnder)
    .filter((file) => !LATER.some((later) => later.test(file)));
  expect(sources.length).toBeGreaterThan(500);
  const all = sources.flatMap((file) =>
    textsOf(readFileSync(file, 'utf8')).flatMap(([line, text]) => findings(`${file}:${line}`, text)),
  );
  expect(all).toEqual([]);
});

test('so are the documents', () => {
  const documents = ['README.md', ...readdirSync('docs').map((name) => join('docs', name))].filter((name) =>
    name.endsWith('.md'),
  );
  const all = documents.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((text, index) => findings(`${file}:${index + 1}`, text)),
  );
  expect(all).toEqual([]);
});

test('the list finds what it is for', () => {
  expect(findings('x', 'Organisation of whomever')).toHaveLength(2);
  expect(textsOf("const a = 'This is no ARN.'; // is no ARN\n")).toEqual([[1, 'This is no ARN.']]);
});
