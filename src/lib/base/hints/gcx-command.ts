import { ALLOW_FLAGS, ASKS_ONLY_WITH, COMMAND_FLAGS, type CommandName, type PlaceFlag } from './commands.js';
import { powershellLine } from './powershell.js';
import { shellWord, shellWords } from './shell-words.js';

/**
 * Characters that Unicode keeps for a program's own use: they stand around a command in a text until it is shown, so
 * that what is shown can be written for the run, and is not broken into lines.
 */
const START = '\ufdd0';
const END = '\ufdd1';
/** A space within a command that was written: lines are not broken there. */
export const UNBROKEN = '\ufdd4';

/** At the end of a command that takes no flags of the run. */
const LITERAL = '\ufdd2';

const MARKED = /\ufdd0(gcx|aws)([^\ufdd0\ufdd1]*)\ufdd1/g;

/** A word of a suggested command whose value only the person's shell has: `--var "TEAM=${TEAM:?}"`. */
export interface ShellVariable {
  readonly variable: string;
}

/**
 * A command to suggest, as a piece of a text: which command and its own words. How gcx is called here, and the flags that
 * say where it works, are put in where the text is shown ({@link writtenCommands}); so what suggests it may know nothing of
 * the run, and texts stay values.
 * @example fix: `Make it again and read it: ${gcxCommand('plan', '--out', file)}`
 */
export function gcxCommand(name: CommandName, ...words: readonly (string | ShellVariable)[]): string {
  const written = words.map((word) => (typeof word === 'string' ? shellWord(word) : shellVariable(word)));
  return `${START}${['gcx', name, ...written].join(' ')}${END}`;
}

/**
 * A command for a text that stands outside of this run and is read elsewhere, as the text of an alarm: it depends on the file
 * alone, so that two runs write the same.
 */
export function standingCommand(
  name: CommandName,
  env: string | undefined,
  ...words: readonly string[]
): string {
  const place = env === undefined ? [] : ['--env', env];
  return ['gcx', name, ...[...words, ...place].map(shellWord)].join(' ');
}

/**
 * A command of AWS's own command line to suggest, as a piece of a text. It gets the region of the run's file; the profile is the
 * shell's own (`AWS_PROFILE`), as it is for gcx.
 * @param written without `aws`; what is filled in is quoted where a shell needs it
 * @example cure: `To see it: ${awsCommand`sns get-topic-attributes --topic-arn ${arn}`}`
 */
export function awsCommand(written: TemplateStringsArray, ...filled: readonly string[]): string {
  const line = written
    .map((text, at) => text + (at < filled.length ? shellWord(filled[at] ?? '') : ''))
    .join('');
  return `${START}aws ${line}${END}`;
}

function awsLine(line: string, { region }: Run): string {
  const place = region === undefined ? '' : ` --region ${shellWord(region)}`;
  return `aws${line}${place}`;
}

function shellVariable({ variable }: ShellVariable): string {
  // The shell stops with the variable's name where it is not set: no empty value slips in.
  return `"${variable}=\${${variable}:?}"`;
}

/** Shells that a person types commands into, by how they quote. */
export type Shell = 'posix' | 'powershell';

/** How this run was started, as far as what it suggests depends on it. */
export interface Run {
  /** How a person calls gcx here: `gcx`, `npx gcx`, `node bin/gcx.js`. */
  readonly call: string;
  /** The shell that reads what is suggested. */
  readonly shell?: Shell;
  /** The command that runs. */
  readonly command?: string;
  readonly config?: string;
  readonly env?: string;
  /** The environment of the file that says where an environment worked which left it. */
  readonly like?: string;
  readonly sandbox?: boolean;
  /** The AWS region that the file names. */
  readonly region?: string;
  /** What `--var` gave: with its value where outputs may show it. */
  readonly variables?: readonly { readonly name: string; readonly value?: string }[];
  /** Flags of {@link ALLOW_FLAGS} that were given. */
  readonly allowed?: readonly string[];
}

let run: Run = { call: 'gcx' };

/** Says how this run was started; each call adds to what was said, and `call` starts over. One process runs one command. */
export function startRun(call: string, shell: Shell = 'posix'): void {
  run = { call, shell };
}

/** How a person calls gcx here: `gcx`, `npx gcx`, `node bin/gcx.js`. */
export function callOfGcx(): string {
  return run.call;
}

/** The shell that reads what this run suggests. */
export function shellOfRun(): Shell {
  return run.shell ?? 'posix';
}

/** Says how a person calls gcx from now on, where what is suggested is read in another folder than it was started in. */
export function callGcx(call: string): void {
  run = { ...run, call };
}

/** Adds to what is known of this run. */
export function continueRun(more: Omit<Run, 'call' | 'shell'>): void {
  run = { ...run, ...more };
}

/** A text whose commands are written for this run; spaces in them are {@link UNBROKEN}. */
export function writtenCommands(text: string): string {
  return text.replace(MARKED, (_, program: string, line: string) =>
    inShell(program === 'aws' ? awsLine(line, run) : commandLine(line, run), run.shell).replaceAll(
      ' ',
      UNBROKEN,
    ),
  );
}

function inShell(line: string, shell: Shell | undefined): string {
  return shell === 'powershell' ? powershellLine(line) : line;
}

function commandLine(line: string, of: Run): string {
  if (line.endsWith(LITERAL)) return `${of.call}${line.slice(0, -LITERAL.length)}`;
  const words = shellWords(line);
  const name = nameOf(words);
  const flags = name === undefined ? [] : placeWords(name, words, of);
  return [of.call, ...words, ...flags].join(' ');
}

function nameOf(words: readonly string[]): CommandName | undefined {
  const [first = '', second = ''] = words;
  return [`${first} ${second}`, first].find(isCommandName);
}

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(COMMAND_FLAGS, name);
}

/** The words that make a command work where this run does, without those that it says itself. */
function placeWords(name: CommandName, words: readonly string[], of: Run): readonly string[] {
  const asks = ASKS_ONLY_WITH[name];
  if (words.includes('--help') || (asks !== undefined && !words.includes(asks))) return [];
  // A saved plan says all this itself, and takes none of it from the command line.
  if (name === 'apply' && words[1] !== undefined && !words[1].startsWith('-')) return [];
  const takes: readonly PlaceFlag[] = COMMAND_FLAGS[name];
  const added = (flag: PlaceFlag, ...values: readonly string[]): readonly string[] =>
    takes.includes(flag) && !words.includes(`--${flag}`) ? [`--${flag}`, ...values] : [];
  const planned = ['plan', 'apply', 'destroy'];
  const allowed = planned.includes(name) && planned.includes(of.command ?? '') ? (of.allowed ?? []) : [];
  return [
    ...(of.config === undefined ? [] : added('config', shellWord(of.config))),
    ...(of.env === undefined ? [] : added('env', shellWord(of.env))),
    ...(of.like === undefined ? [] : added('like', shellWord(of.like))),
    ...(words.includes('--var') ? [] : (of.variables ?? [])).flatMap((variable) =>
      added('var', variableWord(variable)),
    ),
    ...(of.sandbox === true ? added('sandbox') : []),
    ...ALLOW_FLAGS.filter((flag) => allowed.includes(flag) && !words.includes(`--${flag}`)).map(
      (flag) => `--${flag}`,
    ),
  ];
}

function variableWord({ name, value }: { readonly name: string; readonly value?: string }): string {
  return value === undefined ? shellVariable({ variable: name }) : shellWord(`${name}=${value}`);
}

/**
 * A call of gcx as it is, such as the help of a command: only how gcx is called here is put in.
 * @param line without `gcx`, as a shell takes it
 */
export function gcxLine(line: string): string {
  return `${START}gcx ${line}${LITERAL}${END}`;
}

/** A text with its commands written for this run, for where nothing is broken into lines. */
export function plainCommands(text: string): string {
  return writtenCommands(text).replaceAll(UNBROKEN, ' ');
}
