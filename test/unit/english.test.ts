import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** British spellings; Genesys and AWS write American English. Each with what may stand instead. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [
    /\b\w*(?:organ|recogn|author|normal|summar|synchron|initial|serial|custom|minim|maxim|categor|prior(?:it)|util|final|visual|special|general|capital|local|memor|standard|random|sanit|token|parallel|stabil)is(?:e[ds]?|ing|ations?|ers?)\b/i,
    '…ize',
  ],
  [/\brealis(?:e[ds]?|ing)\b/i, 'realize'],
  [/\boptimis(?:e[ds]?|ing|ation)/i, 'optimize'],
  [/\bemphasis(?:e[ds]?|ing)\b/i, 'emphasize'],
  [/\banalys(?:e|ed|ing)\b/i, 'analyze'],
  [/\b(?:dis)?colour/i, 'color'],
  [/\bbehaviour/i, 'behavior'],
  [/\bhonour/i, 'honor'],
  [/\bneighbour/i, 'neighbor'],
  [/\bfavour/i, 'favor'],
  [/\blabour/i, 'labor'],
  [/\bflavour/i, 'flavor'],
  [/\bcatalogue/i, 'catalog'],
  [/\bdialogue\b/i, 'dialog'],
  [/\bcentre\b/i, 'center'],
  [/\bfibre\b/i, 'fiber'],
  [/\blicence\b/i, 'license'],
  [/\bdefence\b/i, 'defense'],
  [/\bpractis(?:e[ds]?|ing)\b/i, 'practice'],
  [/\bcancell(?:ed|ing)\b/, 'canceled'],
  [/\b(?:label|signal|travel|model|total|channel|level)l(?:ed|ing)\b/i, '…led, …ling with one l'],
  [/\b(?:mis)?spelt\b/i, 'spelled'],
  [/\blearnt\b/i, 'learned'],
  [/\bjudgement/i, 'judgment'],
  [/\backnowledgement/i, 'acknowledgment'],
  [/\bartefact/i, 'artifact'],
  [/\bprogrammes?\b/i, 'program'],
  [/\bgrey\b/i, 'gray'],
  [/\bageing\b/i, 'aging'],
  [/\bfulfil\b/i, 'fulfill'],
  [/\btowards\b/i, 'toward'],
  [/\bwhilst\b/i, 'while'],
  [/\bamongst\b/i, 'among'],
];

/** Phrases that readers stumbled over. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bof whom(?:ever)?\b/i, 'whoever owns …'],
  [/\bafresh\b|\banew\b/i, 'again'],
  [/\bis none of AWS\b/i, 'did not come from AWS'],
  [
    /(?<!\bThere )\bis no (?:ARN|saved plan|JSON|number|processor|conversation id|phone number|event type|time(?!-)|part of|function|rate|days|proxy)\b(?! of failures)/i,
    'is not a …',
  ],
  [/\bmends?\b|\bmended\b/i, 'fix'],
  [/\bnobody is told\b/i, 'without notice'],
  [/\bmay take on\b|\btake on the role\b/i, 'may assume'],
  [/\bso many\b(?!(?: \S+)? that\b| \$)/i, 'this many'],
  [/\bunder the mark\b/i, 'owned'],
  [/\bshall\b/i, 'should'],
];

/** Where a phrase stands for a reason. */
const ALLOWED: readonly RegExp[] = [
  // AWS's own words, and a key of the sandbox's seed files.
  /^Only active tasks can be cancelled\.$/,
  /\bbehaviour: \{/,
];

/** What people read beside sources and documents: files that come with gcx, and what runs in a user's CI. */
const READ = ['action', 'action.yml', 'config', 'examples', 'package.json', 'scripts'];

/** Names and values of Genesys Cloud and of AWS, as they spell them. */
const THEIRS: readonly RegExp[] = [/^config\/event-fields\.json$/, /^config\/event-samples\//];

const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gm;

/** The files under a folder, or the file itself, whose names end so. */
function filesUnder(place: string, ends: RegExp): readonly string[] {
  if (!existsSync(place)) throw new Error(`${place} is not there`);
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .map((name) => join(place, name))
    .filter((name) => ends.test(name) && !name.includes('node_modules') && statSync(name).isFile());
}

function lineOf(source: string, index: number): number {
  return source.slice(0, index).split('\n').length;
}

/** The texts in quotes of a source, with their lines: what a person can read. Names of modules and single words are not among them. */
function textsOf(source: string): readonly (readonly [line: number, text: string])[] {
  const code = source.replace(COMMENT, (comment) => comment.replace(/[^\n]/g, ' '));
  const found = code.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g);
  return [...found]
    .map((match) => [match.index, match[1] ?? match[2] ?? match[3] ?? ''] as const)
    .filter(([, text]) => /\s/.test(text))
    .map(([index, text]) => [lineOf(code, index), text] as const);
}

/** The comments of a source, each in one line, without the code in backticks, whose names are as they are. */
function commentsOf(source: string): readonly (readonly [line: number, text: string])[] {
  return [...source.matchAll(COMMENT)].map((match) => [
    lineOf(source, match.index + match[0].search(/\S/)),
    match[0]
      .replace(/\n\s*\*?\s*/g, ' ')
      .replace(/`[^`]*`|\{@link [^}]*\}/g, '``')
      .trim(),
  ]);
}

function findings(place: string, text: string): readonly string[] {
  if (ALLOWED.some((allowed) => allowed.test(text))) return [];
  return [...SPELLINGS, ...PHRASES].flatMap(([pattern, better]) => {
    const found = pattern.exec(text.replace(/\$\{[^}]*\}/g, '${}'));
    return found === null ? [] : [`${place}: "${found[0]}" (better: ${better}) in: ${text.slice(0, 100)}`];
  });
}

/** Findings in each line of files; names of code in backticks are as they are. */
function findingsOfLines(files: readonly string[]): readonly string[] {
  return files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((text, index) =>
        findings(`${file}:${index + 1}`, text.replace(/`[\w./-]+\.(?:ts|md)`/g, '``')),
      ),
  );
}

test('what gcx prints, and its comments, are American English, without the phrases that readers stumbled over', () => {
  const sources = filesUnder('src', /\.ts$/);
  expect(sources.length).toBeGreaterThan(500);
  expect(sources).toContain('src/lib/processor/runtime/runtime.ts');
  const all = sources.flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    return [...textsOf(source), ...commentsOf(source)].flatMap(([line, text]) =>
      findings(`${file}:${line}`, text),
    );
  });
  expect(all).toEqual([]);
});

test('so are the documents', () => {
  const pages = readdirSync('.').filter((name) => name.endsWith('.md'));
  expect(pages).toEqual(
    expect.arrayContaining(['ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'README.md']),
  );
  expect(findingsOfLines([...pages, ...filesUnder('docs', /\.md$/)])).toEqual([]);
});

test('so are the files that come with gcx: descriptions of event types, policies, examples, the action', () => {
  const files = READ.flatMap((place) => filesUnder(place, /\.(?:json|ts|mjs|md|ya?ml)$/)).filter(
    (file) => !THEIRS.some((theirs) => theirs.test(file)),
  );
  expect(files).toEqual(expect.arrayContaining(['config/event-types.json', 'action.yml']));
  expect(findingsOfLines(files)).toEqual([]);
});

test('the list finds what it is for', () => {
  expect(findings('x', 'Organisation of whomever')).toHaveLength(2);
  expect(findings('x', 'Unrecognised, labelled in grey')).toHaveLength(3);
  expect(findings('x', 'organism, an optimist, Promise, specialist, analysis, controlled')).toEqual([]);
  expect(textsOf("const a = 'This is no ARN.'; // is no ARN\n")).toEqual([[1, 'This is no ARN.']]);
  expect(commentsOf("const a = 'x y';\n/**\n * Of an `organisation`\n * at last.\n */\n")).toEqual([
    [2, '/** Of an `` at last. /'],
  ]);
});
