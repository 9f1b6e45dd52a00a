import { isDeepStrictEqual } from 'node:util';
import { GcxError } from '../../base/gcx-error.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { freeName } from '../questions/free-name.js';
import type { SubscriberAnswer, TargetAnswer } from '../questions/index.js';
import { secretNotes } from '../questions/secret-note.js';
import { targetKey } from '../questions/target-answer.js';
import { type FileContent, mapAt, requireName } from './file-content.js';
import { type NewFile, NOTHING, type Proposal, together } from './proposal.js';

/** A target that is new to the file. */
interface CreatedTarget {
  readonly name: string;
  readonly content: JsonObject;
  readonly flag: string;
  readonly handler?: string;
}

/** The targets of a file with those that are added to it, each thing once however often it is named. */
export class TargetBook {
  private readonly file: FileContent;
  private readonly targets: JsonObject;
  private readonly made: CreatedTarget[] = [];
  private readonly found: string[] = [];

  constructor(file: FileContent) {
    this.file = file;
    this.targets = mapAt(file.content, 'targets');
  }

  /** Whether the file has a target of a name. */
  has(name: string): boolean {
    return Object.hasOwn(this.targets, name);
  }

  /**
   * The name of a target in the file; one that it lacks is added.
   * @param flag that brought it
   * @param name it is to have. Absent: made of what it is called on AWS
   * @throws GcxError where the name is another target's
   */
  nameOf(target: TargetAnswer, flag: string, name?: string): string {
    const content = this.contentOf(target, flag);
    const same = this.all().find(
      (each) => (name === undefined || each.name === name) && saysAll(each.content, content),
    );
    if (same !== undefined) {
      if (this.has(same.name)) this.found.push(same.name);
      return same.name;
    }
    const key = name ?? targetKey(target);
    requireName('target', key);
    const taken = this.all().map((each) => each.name);
    if (name !== undefined && taken.includes(name)) throw nameTaken(this.file, name);
    const free = freeName(key, taken);
    const { handler } = target;
    this.made.push({ name: free, content, flag, ...(handler === undefined ? {} : { handler }) });
    return free;
  }

  /** Names of those that are added. */
  get created(): readonly string[] {
    return this.made.map(({ name }) => name);
  }

  /** What adds them. */
  proposal(): Proposal {
    const there = [...new Set(this.found)].map((name) => `Target ${name} is there already.`);
    return together([{ ...NOTHING, there }, ...this.made.map(proposalOf)]);
  }

  private all(): readonly { readonly name: string; readonly content: JsonValue }[] {
    return [...Object.entries(this.targets).map(([name, content]) => ({ name, content })), ...this.made];
  }

  private contentOf({ inFile, subscribers }: TargetAnswer, flag: string): JsonObject {
    if (subscribers.length === 0) return inFile;
    return { ...inFile, subscribers: subscribers.map((each) => this.subscriber(each, flag)) };
  }

  private subscriber(subscriber: SubscriberAnswer, flag: string): JsonObject {
    switch (subscriber.kind) {
      case 'email':
        return { email: subscriber.address };
      case 'https':
        return { https: subscriber.url };
      case 'target':
        return { [subscriber.key]: this.nameOf(subscriber.target, flag) };
    }
  }
}

function proposalOf({ name, content, flag, handler }: CreatedTarget): Proposal {
  const files: readonly NewFile[] = handler === undefined ? [] : [{ handler, processor: name }];
  return {
    ...NOTHING,
    additions: [
      {
        kind: 'entry',
        path: ['targets'],
        key: name,
        value: content,
        layout: handler === undefined ? 'line' : 'all lines',
      },
    ],
    origins: [{ path: ['targets', name], flag }],
    adds: [`target ${name}`],
    notes: secretNotes(content),
    files,
  };
}

/** Whether a target of the file says all that is wanted of it; it may say more. */
function saysAll(content: JsonValue | undefined, wanted: JsonObject): boolean {
  return (
    isJsonObject(content) &&
    Object.entries(wanted).every(([key, value]) => {
      const there = content[key];
      if (key !== 'subscribers' || !Array.isArray(value)) return isDeepStrictEqual(there, value);
      const list: readonly JsonValue[] = Array.isArray(there) ? there : [];
      return value.every((each: JsonValue) => list.some((one) => isDeepStrictEqual(one, each)));
    })
  );
}

function nameTaken({ file }: FileContent, name: string): GcxError {
  return new GcxError({
    code: 'target-exists',
    what: `${file} has a target ${name} already, and it is something else.`,
    fix: 'Choose another name with --name.',
  });
}
