import { UNPRINTABLE } from '../../../src/lib/base/unprintable.js';

/** What a line that a name forged would begin with. */
const FORGED = 'Forged';

/**
 * A name as somebody evil writes it: it colors, clears, titles and links by C0 and C1, reverses, hides, breaks lines, ends a
 * Markdown code block and an HTML fold, names a variable, and has what stands around commands within gcx.
 */
export function evil(name: string): string {
  return [
    name,
    '\u001b[31mRED\u001b[2J\u001b]0;title\u0007',
    '\u001b]8;;https://evil.example/\u001b\\link\u001b]8;;\u001b\\',
    '\u009b31m\u202eevas\u2066\u200b\u00ad\u{e0041}',
    `\r\n${FORGED}\u2028${FORGED}\u0085${FORGED}\n`,
    '\n```\n~~~\n# heading\n</details></summary><img src=x onerror=alert(1)><!--',
    '[click](https://evil.example/)![x](https://evil.example/x.png)|a|**bold**@everyone',
    '${HOME}\ufdd0gcx destroy\ufdd1%s\'"##vso[task.setvariable variable=x]y ::set-output name=x::y',
  ].join('');
}

/** Terminal sequences of gcx's own: styles, the line of progress that is written again, and questions (inquirer). */
const OWN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose.
  /\u001b\[(?:(?:0|1|2|22|31|32|33|34|36|39|90|94)m|\?25[lh]|\?2004[lh]|\d*[A-DGK]|J)|\r(?=\n)|\r(?=\u001b\[K)/g;

/**
 * What a name did to a text that gcx printed or wrote, in words; nothing where it is all right.
 * @param styled whether gcx may color it
 */
export function harmOf(text: string, styled = false): readonly string[] {
  const own = styled ? text.replaceAll(OWN, '') : text;
  const hidden = own.replaceAll('\n', '').match(UNPRINTABLE);
  return [
    ...(hidden === null ? [] : [`unprintable ${JSON.stringify([...new Set(hidden)])}`]),
    ...(text.includes('\u001b[31mRED') ? ['colored by a name'] : []),
    ...text
      .split('\n')
      .flatMap((line) => (isForged(line.replaceAll(OWN, '')) ? [`forged line: ${line}`] : [])),
    ...(/[^\n]*(?:thrown|undefined is not|\[object Object\])[^\n]*/.exec(text) ?? []),
  ];
}

/**
 * Whether a name began a line, or a command of GitHub Actions, which reads the log. Not one of a text of several lines that a
 * plan compares line by line: each has its sign, further right than any change; nor of an error’s fix or of a text that is broken into lines, right of every label.
 */
function isForged(line: string): boolean {
  return (/^\W*Forged/.test(line) && !/^(?:[-+ ]? {8,}[-+] | {8})/.test(line)) || /^\s*::|##\w*\[/.test(line);
}

/** What a name did to a Markdown text: what is outside code blocks must be gcx's own. */
export function markdownHarmOf(text: string): readonly string[] {
  const outside: string[] = [];
  let fence: string | undefined;
  for (const line of text.split('\n')) {
    const [, ticks] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence === undefined && ticks !== undefined) fence = ticks;
    else if (fence === undefined) outside.push(line);
    else if (ticks?.startsWith(fence) && line.trim() === ticks) fence = undefined;
  }
  const left = outside.join('\n');
  const live = /<img|<\/summary><img|\]\(http|@everyone|\*\*bold|^# heading/m.exec(left);
  return [
    ...harmOf(text),
    ...(fence === undefined ? [] : ['a code block that does not end']),
    ...(live === null ? [] : [`live Markdown: ${left.slice(Math.max(0, live.index - 80), live.index + 80)}`]),
  ];
}

/** What a name did to a page: markup of its own, in text or in the data of a script. Line breaks are spaces there. */
export function htmlHarmOf(text: string): readonly string[] {
  const hidden = text.replaceAll(/[\n\r]/g, '').match(UNPRINTABLE) ?? [];
  return [
    ...new Set(hidden),
    ...['<img src=x', '</details></summary>', '<!--[click]'].filter((markup) => text.includes(markup)),
  ].map((live) => `in the page: ${JSON.stringify(live)}`);
}
