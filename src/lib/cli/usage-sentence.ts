import { orList } from '../base/words.js';

/** oclif's sentences about a command line, and ours. What none fits is told as oclif says it. */
const SENTENCES: readonly (readonly [RegExp, (...found: readonly string[]) => string])[] = [
  [/^Flag (--\S+) expects a value$/, (flag) => `${flag} needs a value.`],
  [
    /^Flag (--\S+) expects one of these values: (.*)$/,
    (flag, values = '') => `${flag} needs a value: ${anyOf(values)}.`,
  ],
  [/^Flag (--\S+) can only be specified once$/, (flag) => `${flag} is given more than once.`],
  [
    /^Expected (--[\w-]+)=(.*) to be one of: (.*)$/,
    (flag, given, values = '') => `${flag}: "${given}" is not ${anyOf(values)}.`,
  ],
  [/^Expected (.*) to be one of: (.*)$/, (given, values = '') => `"${given}" is not ${anyOf(values)}.`],
  [/^Expected an integer but received: (.*)$/, (given) => `"${given}" is not a whole number.`],
  [
    /^Expected an integer greater than or equal to (\S+) but received: (.*)$/,
    (least, given) => `${given} is too small; the smallest value is ${least}.`,
  ],
  [
    /^Expected an integer less than or equal to (\S+) but received: (.*)$/,
    (most, given) => `${given} is too large; the largest value is ${most}.`,
  ],
  [/^Missing required flag (\S+)$/, (flag) => `--${flag} is missing.`],
  [
    /^(--[\w-]+)(?:=.*)? cannot also be provided when using (--\S+)$/,
    (one, other) => `${one} and ${other} cannot be used together.`,
  ],
  [
    /^(?:All of the following|One of the following) must be provided when using (--[\w-]+): (.*)$/,
    (flag, others = '') => `${flag} needs ${others.includes(', ') ? 'one of ' : ''}${others} as well.`,
  ],
  [/^Exactly one of the following must be provided: (.*)$/, (flags) => `Give exactly one of ${flags}.`],
  [/^At least one of the following must be provided: (.*)$/, (flags) => `Give at least one of ${flags}.`],
  [/^Unexpected arguments?: (.*)$/, (words) => `There is no argument for ${words}.`],
];

/**
 * What is wrong with a command line, in one line.
 * @param message of oclif's error: `Parsing --count` may stand above it, and a reason on each of several lines below it
 */
export function usageSentence(message: string): string {
  const lines = message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^See more help|^The following errors? occurred:$/.test(line));
  const flag = /^Parsing (--\S+)$/.exec(lines[0] ?? '')?.[1];
  const told = (flag === undefined ? lines : lines.slice(1)).map(oneSentence).join(' ');
  return flag === undefined ? told : `${flag}: ${told}`;
}

function oneSentence(line: string): string {
  for (const [pattern, write] of SENTENCES) {
    const found = pattern.exec(line);
    if (found !== null) return write(...found.slice(1));
  }
  return line.endsWith('.') ? line : `${line}.`;
}

function anyOf(values: string): string {
  return orList(values.split(', '));
}
