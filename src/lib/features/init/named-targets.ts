import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonObject } from '../../base/json.js';
import type { SubscriberAnswer, TargetAnswer } from '../questions/answers.js';
import { freeName } from '../questions/free-name.js';
import { targetKey } from '../questions/target-answer.js';
import type { InitAnswers } from './answers.js';

/** A target under the name that the file gives it. */
export interface NamedTarget {
  readonly key: string;
  /** What the file says of it. */
  readonly inFile: JsonObject;
}

/** The targets of a new file, each thing once however often it was named. */
export class NamedTargets {
  private readonly named: { readonly key: string; readonly target: TargetAnswer }[] = [];
  /** The name of the target for what cannot be delivered; undefined: there is none. */
  readonly deadLetterKey: string | undefined;
  private readonly deadLetter: string | undefined;

  /** Whether environments of the file work in one place, where what gcx creates must not have one name. */
  private readonly sharedPlace: boolean;

  constructor({
    routes,
    deadLetter,
    environments,
  }: Pick<InitAnswers, 'routes' | 'deadLetter' | 'environments'>) {
    const places = environments.map(({ account = '', region = '' }) => `${account}/${region}`);
    this.sharedPlace = new Set(places).size < places.length;
    for (const target of routes.flatMap(({ targets }) => targets)) this.add(target);
    this.deadLetter = deadLetter;
    this.deadLetterKey =
      deadLetter === undefined
        ? undefined
        : freeName(
            'dead-letters',
            this.named.map(({ key }) => key),
          );
  }

  /** The name of a target in the file. */
  keyOf(target: TargetAnswer): string {
    return this.named.find((each) => isDeepStrictEqual(each.target.inFile, target.inFile))?.key ?? '';
  }

  /** All of them in the order in which they were named, what receives dead letters last. */
  all(): readonly NamedTarget[] {
    const { deadLetterKey, deadLetter } = this;
    return [
      ...this.named.map(({ key, target }) => ({ key, inFile: this.inFile(target) })),
      ...(deadLetterKey === undefined || deadLetter === undefined
        ? []
        : [{ key: deadLetterKey, inFile: this.inPlace({ sqs: { create: deadLetter } }) }]),
    ];
  }

  private inFile({ inFile, subscribers }: TargetAnswer): JsonObject {
    const placed = this.inPlace(inFile);
    if (subscribers.length === 0) return placed;
    return { ...placed, subscribers: subscribers.map((each) => this.subscriber(each)) };
  }

  /** Created things are named after the environment where several are in one place: `crm-inbox-${env}`. */
  private inPlace(inFile: JsonObject): JsonObject {
    if (!this.sharedPlace) return inFile;
    return Object.fromEntries(
      Object.entries(inFile).map(([kind, value]) => {
        const create = isJsonObject(value) ? value['create'] : undefined;
        if (!isJsonObject(value) || typeof create !== 'string') return [kind, value];
        return [kind, { ...value, create: create.replace(/(\.fifo)?$/, '-${env}$1') }];
      }),
    );
  }

  private subscriber(subscriber: SubscriberAnswer): JsonObject {
    switch (subscriber.kind) {
      case 'email':
        return { email: subscriber.address };
      case 'https':
        return { https: subscriber.url };
      case 'target':
        return { [subscriber.key]: this.keyOf(subscriber.target) };
    }
  }

  private add(target: TargetAnswer): void {
    const index = this.named.findIndex((each) => isDeepStrictEqual(each.target.inFile, target.inFile));
    const known = this.named[index];
    if (known === undefined) {
      const key = freeName(
        targetKey(target),
        this.named.map((each) => each.key),
      );
      this.named.push({ key, target });
    } else {
      const more = target.subscribers.filter(
        (each) => !known.target.subscribers.some((other) => isDeepStrictEqual(other, each)),
      );
      const subscribers = [...known.target.subscribers, ...more];
      this.named[index] = { key: known.key, target: { ...known.target, subscribers } };
    }
    for (const subscriber of target.subscribers)
      if (subscriber.kind === 'target') this.add(subscriber.target);
  }
}
