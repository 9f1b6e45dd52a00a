import { createHash } from 'node:crypto';
import { Limits } from '../../base/limits.js';

/** What the names of a project's rules are made of. */
export interface RuleNaming {
  readonly project: string;
  readonly environment: string;
  /** Whether another environment of the file has rules on the same bus. */
  readonly sharesBus: boolean;
}

/** Characters kept free at a name's end for `-` and a number. */
const NUMBER_CHARACTERS = 5;
const HASH_CHARACTERS = 7;

/**
 * What the names of all rules of a project begin with, in every environment: ListRules' NamePrefix, and the
 * ArnLike of the policies.
 */
export function ruleNamePrefix(config: Pick<RuleNaming, 'project'>): string {
  return `${config.project}-`;
}

/** A text with every character that a rule's name or a target's id may not hold made `-`. */
export function toNameCharacters(text: string): string {
  return text.replaceAll(/[^.\-_A-Za-z0-9]/g, '-');
}

/**
 * A text cut to a length; what is cut off leaves a short hash of the whole, so that two long texts stay apart.
 */
export function cutWithHash(text: string, length: number): string {
  if (text.length <= length) return text;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, HASH_CHARACTERS);
  return `${text.slice(0, Math.max(0, length - HASH_CHARACTERS - 1))}-${hash}`;
}

/** A route's rules are called this, `-` and a number. The project's prefix always stays whole. */
function ruleNameBase(config: RuleNaming, route: string): string {
  const prefix = ruleNamePrefix(config);
  const rest = toNameCharacters(config.sharesBus ? `${config.environment}-${route}` : route);
  return prefix + cutWithHash(rest, Limits.ruleNameCharacters - NUMBER_CHARACTERS - prefix.length);
}

/** Gives out names of new rules: the lowest free number of a route. */
export class RuleNames {
  readonly #used: Set<string>;
  readonly #config: RuleNaming;

  /** @param used names that are live or not ours */
  constructor(config: RuleNaming, used: Iterable<string>) {
    this.#config = config;
    this.#used = new Set(used);
  }

  /** A name that nobody has, never given out twice. */
  next(route: string): string {
    const base = ruleNameBase(this.#config, route);
    for (let number = 1; ; number += 1) {
      const name = `${base}-${number}`;
      if (this.#used.has(name)) continue;
      this.#used.add(name);
      return name;
    }
  }
}

/** The route that a rule's name (or a former one) speaks of, for a rule whose tags are gone; undefined where it fits none. */
export function routeOfRuleName(
  config: RuleNaming & {
    readonly routes: Readonly<Record<string, { readonly name: string; readonly renamedFrom?: string }>>;
  },
  name: string,
): string | undefined {
  const base = /^(.+)-\d+$/.exec(name)?.[1];
  return Object.values(config.routes).find(({ name: route, renamedFrom }) =>
    [route, ...(renamedFrom === undefined ? [] : [renamedFrom])].some(
      (each) => ruleNameBase(config, each) === base,
    ),
  )?.name;
}
