import { type Asker, type Choice, WentBack } from '../../base/terminal/asker.js';
import { type Kept, shownAnswer, stemOf } from './kept-answer.js';

/** A question that was answered, for a list of them. */
export interface Answered {
  readonly question: string;
  /** The answer as the person sees it; of a secret only that there is one. */
  readonly answer: string;
}

/**
 * The asker of an {@link interview}: one that can go back. What is not a question and has an effect outside, such as a
 * notice, goes through `tell`, as the questions before a change are gone through again.
 */
export interface Interviewer extends Asker {
  /** Says something once, where the person is; not again while answers are gone through again. */
  tell(text: string): void;
  /** All that was answered so far, in order. */
  answered(): readonly Answered[];
  /**
   * Goes back to a question of {@link answered}, by its place there. A later answer stands where its question comes again as it
   * was put; where it is put otherwise, or no longer takes the answer, it depends on what was changed: it is asked, and the answer
   * is offered. Those from the place `forget` on are forgotten.
   */
  goTo(place: number, forget: number): never;
  /**
   * The same interview for a part of what is asked, such as the second target: in it the same question is another one than
   * outside, and keeps its answer however many of them come before.
   */
  part(name: string): Interviewer;
}

/** The same asker for a part of what is asked, where it keeps answers (see {@link Interviewer.part}). */
export function partOf(asker: Asker, name: string): Asker {
  return isInterviewer(asker) ? asker.part(name) : asker;
}

function isInterviewer(asker: Asker): asker is Interviewer {
  return 'part' in asker;
}

interface Given {
  readonly key: string;
  readonly question: string;
  readonly kept: Kept;
  /** How the question was put: two that are put alike take the same answers. */
  readonly put: string;
}

/** An answer of before the person went back. */
interface Remembered extends Given {
  /** True: it stands where the question is put alike. */
  readonly stands: boolean;
}

class GoneTo extends Error {
  readonly place: number;
  readonly forget: number;

  constructor(place: number, forget: number) {
    super('The person went back to a question.');
    this.place = place;
    this.forget = forget;
  }
}

/**
 * Runs questions in which a person can go back, at each of them, without a word about it in `flow`: what was answered is
 * kept, and when the person goes back the flow runs again over the answers before that. Answers after it are offered again
 * where the same question comes. So `flow` has to ask the same after the same answers; what it reads from outside is read
 * once (see once.ts).
 * @param asker opened with `back`
 * @param say shows a text to the person
 * @throws what the flow throws
 */
export async function interview<T>(
  asker: Asker,
  say: (text: string) => void,
  flow: (asker: Interviewer) => Promise<T>,
): Promise<T> {
  const given: Given[] = [];
  const before = new Map<string, Remembered>();
  const said = new Set<string>();
  for (;;) {
    try {
      return await flow(interviewer(asker, say, { given, before, said, at: 0, times: new Map() }));
    } catch (error) {
      const place =
        error instanceof GoneTo ? error.place : error instanceof WentBack ? given.length - 1 : undefined;
      if (place === undefined) throw error;
      const chosen = error instanceof GoneTo;
      if (chosen) {
        given.splice(error.forget);
        for (const [key, each] of before) before.set(key, { ...each, stands: false });
      }
      for (const [index, each] of given.splice(Math.max(0, place)).entries())
        before.set(each.key, { ...each, stands: chosen && index > 0 });
    }
  }
}

interface Memory {
  readonly given: Given[];
  /** What was answered before the person went back, by question. */
  readonly before: Map<string, Remembered>;
  readonly said: Set<string>;
  /** How many questions this run came to. */
  at: number;
  /** How often it came to each. */
  readonly times: Map<string, number>;
}

/** How a question is asked, and its answer kept. */
interface Question<T> {
  readonly message: string;
  /** What it offers beside its text. */
  readonly offers: readonly (string | undefined)[];
  /** The answer that was kept; undefined where it does not fit. */
  readonly read: (kept: Kept) => { readonly value: T } | undefined;
  /** Whether an answer of before would be taken now. Absent: each that can be read. */
  readonly takes?: (value: T) => boolean;
  readonly ask: (standard: { readonly value: T } | undefined) => Promise<T>;
  readonly keep: (value: T) => Kept;
}

function interviewer(asker: Asker, say: (text: string) => void, memory: Memory, part = ''): Interviewer {
  const { given, before, said, times } = memory;

  /** Gives the kept answer where `read` takes it, else asks, and keeps what `keep` makes of the answer. */
  async function answer<T>(question: Question<T>): Promise<T> {
    const { message, offers, read, takes = () => true, ask, keep } = question;
    const stem = `${part}${stemOf(message)}`;
    const time = times.get(stem) ?? 0;
    times.set(stem, time + 1);
    const key = `${time}:${stem}`;
    const known = given[memory.at];
    const replayed = known?.key === key ? read(known.kept) : undefined;
    if (replayed !== undefined) {
      memory.at++;
      return replayed.value;
    }
    // The questions changed with what was answered before: these answers come again where their questions do.
    for (const each of given.splice(memory.at)) before.set(each.key, { ...each, stands: false });
    const put = JSON.stringify([message, ...offers]);
    const remembered = before.get(key);
    const standard = remembered === undefined ? undefined : read(remembered.kept);
    const stands = remembered?.stands === true && remembered.put === put;
    const value =
      stands && standard !== undefined && takes(standard.value) ? standard.value : await ask(standard);
    given.push({ key, question: message, put, kept: keep(value) });
    memory.at++;
    return value;
  }

  return {
    text: (message, options = {}) =>
      answer({
        message,
        offers: [options.standard],
        read: (kept) => (kept.kind === 'text' ? { value: kept.text } : undefined),
        takes: (text) => options.problem?.(text) === undefined,
        ask: (standard) =>
          asker.text(message, {
            ...options,
            ...(standard === undefined ? {} : { standard: standard.value }),
          }),
        keep: (text) => ({ kind: 'text', text }),
      }),
    secret: (message, options) =>
      answer({
        message,
        offers: [],
        read: (kept) => (kept.kind === 'secret' ? { value: kept.text } : undefined),
        takes: (text) => options?.problem?.(text) === undefined,
        ask: () => asker.secret(message, options),
        keep: (text) => ({ kind: 'secret', text }),
      }),
    lines: (message, first) =>
      answer({
        message,
        offers: first ?? [],
        read: (kept) => (kept.kind === 'names' ? { value: kept.names } : undefined),
        ask: (standard) => asker.lines(message, standard?.value ?? first),
        keep: (names) => ({ kind: 'names', names }),
      }),
    confirm: (message, standard) =>
      answer({
        message,
        offers: [String(standard)],
        read: (kept) => (kept.kind === 'confirmed' ? { value: kept.yes } : undefined),
        ask: (earlier) => asker.confirm(message, earlier?.value ?? standard),
        keep: (yes) => ({ kind: 'confirmed', yes }),
      }),
    async choose<Value>(message: string, choices: readonly Choice<Value>[], standard?: Value) {
      const chosen = await answer({
        message,
        offers: namesOf(choices),
        read: (kept) => choiceOf(kept, choices),
        ask: async (earlier) =>
          named(choices, await asker.choose(message, choices, earlier?.value.value ?? standard)),
        keep: ({ name }) => ({ kind: 'name', text: name }),
      });
      return chosen.value;
    },
    async several<Value>(
      message: string,
      choices: readonly Choice<Value>[],
      options?: Parameters<Asker['several']>[2],
    ) {
      const chosen = await answer({
        message,
        offers: namesOf(choices),
        read: (kept) =>
          kept.kind === 'names' && kept.names.every((name) => choices.some((each) => each.name === name))
            ? { value: choices.filter(({ name }) => kept.names.includes(name)) }
            : undefined,
        ask: async (earlier) => {
          const standard =
            earlier?.value.map(({ value }) => value) ??
            choices.flatMap(({ value }) => (options?.standard?.includes(value) === true ? [value] : []));
          const taken = await asker.several(message, choices, { ...options, standard });
          return choices.filter(({ value }) => taken.includes(value));
        },
        keep: (taken) => ({ kind: 'names', names: taken.map(({ name }) => name) }),
      });
      return chosen.map(({ value }) => value);
    },
    async search<Value>(
      message: string,
      source: (term: string | undefined) => readonly Choice<Value>[],
      standard?: (choice: Choice<Value>) => boolean,
    ) {
      let shown: readonly Choice<Value>[] = [];
      const chosen = await answer({
        message,
        offers: namesOf(source(undefined)),
        // A choice that only what was typed brought, such as a name of the person's own, is found by its name.
        read: (kept) =>
          choiceOf(kept, source(undefined)) ??
          (kept.kind === 'name' ? choiceOf(kept, source(kept.text)) : undefined),
        ask: async (earlier) => {
          const first = earlier?.value.name;
          const value = await asker.search(
            message,
            (term) => {
              shown = source(term);
              return shown;
            },
            first === undefined ? standard : ({ name }) => name === first,
          );
          return named([...shown, ...source(undefined)], value);
        },
        keep: ({ name }) => ({ kind: 'name', text: name }),
      });
      return chosen.value;
    },
    tell(text) {
      const key = `${memory.at}:${text}`;
      if (said.has(key)) return;
      said.add(key);
      say(text);
    },
    answered: () =>
      given.slice(0, memory.at).map(({ question, kept }) => ({ question, answer: shownAnswer(kept) })),
    goTo(place, forget) {
      throw new GoneTo(place, forget);
    },
    part: (name) => interviewer(asker, say, memory, `${part}${name} > `),
  };
}

function namesOf(choices: readonly Choice<unknown>[]): readonly string[] {
  return choices.map(({ name }) => name);
}

function choiceOf<Value>(
  kept: Kept,
  choices: readonly Choice<Value>[],
): { readonly value: Choice<Value> } | undefined {
  const value = kept.kind === 'name' ? choices.find(({ name }) => name === kept.text) : undefined;
  return value === undefined ? undefined : { value };
}

function named<Value>(choices: readonly Choice<Value>[], value: Value): Choice<Value> {
  const choice = choices.find((each) => each.value === value);
  if (choice === undefined) throw new Error('An answer that was not offered.');
  return choice;
}
