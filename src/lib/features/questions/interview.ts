import { type Asker, type Choice, WentBack } from '../../base/terminal/asker.js';

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
   * Goes back to a question of {@link answered}, by its place there. Later answers are offered again where their questions
   * come, but for those from the place `forget` on.
   */
  goTo(place: number, forget: number): never;
}

/** An answer as it is kept: by names of choices, so that a list that is read again has it as well. */
type Kept =
  | { readonly kind: 'text' | 'secret' | 'name'; readonly text: string }
  | { readonly kind: 'confirmed'; readonly yes: boolean }
  | { readonly kind: 'names'; readonly names: readonly string[] };

interface Given {
  readonly key: string;
  readonly question: string;
  readonly kept: Kept;
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
  const before = new Map<string, Kept>();
  const said = new Set<string>();
  for (;;) {
    try {
      return await flow(interviewer(asker, say, { given, before, said }));
    } catch (error) {
      const place =
        error instanceof GoneTo ? error.place : error instanceof WentBack ? given.length - 1 : undefined;
      if (place === undefined) throw error;
      if (error instanceof GoneTo) given.splice(error.forget);
      for (const { key, kept } of given.splice(Math.max(0, place))) before.set(key, kept);
    }
  }
}

interface Memory {
  readonly given: Given[];
  /** What was answered before the person went back, by question. */
  readonly before: Map<string, Kept>;
  readonly said: Set<string>;
}

function interviewer(
  asker: Asker,
  say: (text: string) => void,
  { given, before, said }: Memory,
): Interviewer {
  let at = 0;
  const times = new Map<string, number>();

  /** Gives the kept answer where `read` takes it, else asks, and keeps what `keep` makes of the answer. */
  async function answer<T>(
    question: string,
    read: (kept: Kept) => { readonly value: T } | undefined,
    ask: (standard: { readonly value: T } | undefined) => Promise<T>,
    keep: (value: T) => Kept,
  ): Promise<T> {
    const time = times.get(question) ?? 0;
    times.set(question, time + 1);
    const key = `${time}:${question}`;
    const known = given[at];
    const replayed = known?.key === key ? read(known.kept) : undefined;
    if (replayed !== undefined) {
      at++;
      return replayed.value;
    }
    // The questions changed with what was answered before: these answers come again where their questions do.
    for (const { key: old, kept } of given.splice(at)) before.set(old, kept);
    const remembered = before.get(key);
    const value = await ask(remembered === undefined ? undefined : read(remembered));
    given.push({ key, question, kept: keep(value) });
    at++;
    return value;
  }

  return {
    text: (message, options = {}) =>
      answer(
        message,
        (kept) => (kept.kind === 'text' ? { value: kept.text } : undefined),
        (standard) =>
          asker.text(message, {
            ...options,
            ...(standard === undefined ? {} : { standard: standard.value }),
          }),
        (text) => ({ kind: 'text', text }),
      ),
    secret: (message, options) =>
      answer(
        message,
        (kept) => (kept.kind === 'secret' ? { value: kept.text } : undefined),
        () => asker.secret(message, options),
        (text) => ({ kind: 'secret', text }),
      ),
    lines: (message) =>
      answer(
        message,
        (kept) => (kept.kind === 'names' ? { value: kept.names } : undefined),
        () => asker.lines(message),
        (names) => ({ kind: 'names', names }),
      ),
    confirm: (message, standard) =>
      answer(
        message,
        (kept) => (kept.kind === 'confirmed' ? { value: kept.yes } : undefined),
        (earlier) => asker.confirm(message, earlier?.value ?? standard),
        (yes) => ({ kind: 'confirmed', yes }),
      ),
    async choose<Value>(message: string, choices: readonly Choice<Value>[], standard?: Value) {
      const chosen = await answer(
        message,
        (kept) => choiceOf(kept, choices),
        async (earlier) =>
          named(choices, await asker.choose(message, choices, earlier?.value.value ?? standard)),
        ({ name }) => ({ kind: 'name', text: name }),
      );
      return chosen.value;
    },
    async several<Value>(
      message: string,
      choices: readonly Choice<Value>[],
      options?: Parameters<Asker['several']>[2],
    ) {
      const chosen = await answer(
        message,
        (kept) =>
          kept.kind === 'names' && kept.names.every((name) => choices.some((each) => each.name === name))
            ? { value: choices.filter(({ name }) => kept.names.includes(name)) }
            : undefined,
        async (earlier) => {
          const standard =
            earlier?.value.map(({ value }) => value) ??
            choices.flatMap(({ value }) => (options?.standard?.includes(value) === true ? [value] : []));
          const taken = await asker.several(message, choices, { ...options, standard });
          return choices.filter(({ value }) => taken.includes(value));
        },
        (taken) => ({ kind: 'names', names: taken.map(({ name }) => name) }),
      );
      return chosen.map(({ value }) => value);
    },
    async search<Value>(
      message: string,
      source: (term: string | undefined) => readonly Choice<Value>[],
      standard?: (choice: Choice<Value>) => boolean,
    ) {
      // A choice that only what was typed brought, such as a name of the person's own, is found by its name.
      const find = (kept: Kept) =>
        choiceOf(kept, source(undefined)) ??
        (kept.kind === 'name' ? choiceOf(kept, source(kept.text)) : undefined);
      let shown: readonly Choice<Value>[] = [];
      const chosen = await answer(
        message,
        find,
        async (earlier) => {
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
        ({ name }) => ({ kind: 'name', text: name }),
      );
      return chosen.value;
    },
    tell(text) {
      const key = `${at}:${text}`;
      if (said.has(key)) return;
      said.add(key);
      say(text);
    },
    answered: () => given.slice(0, at).map(({ question, kept }) => ({ question, answer: shownAnswer(kept) })),
    goTo(place, forget) {
      throw new GoneTo(place, forget);
    },
  };
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

function shownAnswer(kept: Kept): string {
  switch (kept.kind) {
    case 'secret':
      return '(given)';
    case 'confirmed':
      return kept.yes ? 'yes' : 'no';
    case 'names':
      return kept.names.join(', ');
    case 'text':
    case 'name':
      return kept.text;
  }
}
