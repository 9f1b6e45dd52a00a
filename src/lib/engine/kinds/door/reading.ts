import type { Aws } from '../../../clients/aws/model.js';
import type { Genesys } from '../../../clients/genesys/model.js';
import type { LoadedConfig } from '../../../language/config/model.js';
import type { NewerMark } from '../../change/model.js';
import type { Declared } from '../../targets/declared.js';
import type { Mark } from '../ownership/mark.js';
import type { Answered } from './attributes.js';
import type { PlanInput } from './kind.js';
import type { Right, RightScope } from './right.js';

/** Where, as whom and what for to read. */
export interface ReadScope extends Pick<LoadedConfig, 'config' | 'locate'> {
  readonly intent: 'apply' | 'destroy';
  readonly mark: Mark;
  /** Full name of the bus that rules are on. */
  readonly bus: string;
  readonly declared: Declared;
  /** Whether a rule's name is one that gcx would give to a route of the file. */
  readonly isRuleNameOfFile: (name: string) => boolean;
  /** Resource types of the Resource Groups Tagging API whose tags carry the mark. */
  readonly tagTypes: readonly string[];
  /** True where tags are read from each thing itself: the search for them lags behind. */
  readonly freshTags?: true;
}

/** Both sides, to be read from. */
export interface Sides {
  readonly genesys: Genesys;
  readonly aws: Aws;
}

/** What a plan takes instead of a reading that failed, and what it cannot say then. */
export interface Unread<Part extends object> {
  /** As if nothing were there. Who plans from it must not say that a thing is missing. */
  readonly live: Part;
  /** What was not read, in words. */
  readonly of: string;
  /** Kinds of resources of which nothing true can be said. */
  readonly kinds: readonly string[];
  /** Codes of a plan's lines that are not true then. Absent: none. */
  readonly codes?: RegExp;
}

/**
 * One thing that is read before a plan is made: what it gives, what it needs to be read before, and what of it a plan
 * depends on. Reading writes nothing.
 */
export interface Reading<Part extends object = object, Needs extends object = object> {
  readonly name: string;
  /** Names of the readings whose parts it needs. */
  readonly waitsFor: readonly string[];
  readonly unread: Unread<Part>;
  /** Throws what the clients throw. */
  read(scope: ReadScope, needs: Needs, sides: Sides): Promise<Part>;
  /** What of it a plan depends on, by name: without what changes by itself. Lists are in no order that means anything. */
  digest(part: Part): Readonly<Record<string, unknown>>;
  /** The things in it, with all that their services answered. Pure. Absent: none that has attributes of its own. */
  answered?(input: PlanInput<Part>): readonly Answered[];
  /** What reading it takes that no kind of resource says. Absent: nothing more. */
  rights?(scope: RightScope): readonly Right[];
  /** Marks in it that a newer gcx wrote. Absent: it reads nothing that carries one. */
  newerMarks?(part: Part, whose: MarkedScope): readonly NewerMark[];
}

/** Whose marks are looked at. */
export interface MarkedScope {
  readonly mark: Mark;
  /** Of the file's integration; absent where it has none. */
  readonly suffix?: string;
}

/** Items without repetitions and without the empty text. */
export function distinct(items: readonly string[]): readonly string[] {
  return [...new Set(items)].filter((item) => item !== '');
}

/** What was read of each key. */
export async function readEach<Value>(
  keys: readonly string[],
  read: (key: string) => Promise<Value>,
): Promise<ReadonlyMap<string, Value>> {
  return new Map(await Promise.all(keys.map(async (key) => [key, await read(key)] as const)));
}
