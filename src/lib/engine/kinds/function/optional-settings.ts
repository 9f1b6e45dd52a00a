import { canonicalJson, type JsonValue } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import type { LambdaFunction } from '../../../clients/aws/functions-model.js';
import type { ProcessorTarget } from '../../../language/config/model.js';
import { type AskedValue, isLeftOut, isNotedAs } from '../../change/asked.js';
import type { FieldChange } from '../../change/model.js';
import { newSetting, type Setting, settingChange } from '../../change/setting.js';
import { ASKED_TAG } from '../noted/asked-of.js';

/** Settings of a function that are people's where the file does not say them. */
interface OptionalValues {
  readonly storageMb: number;
  /** As Lambda calls it: `Active` or `PassThrough`. */
  readonly tracing: string;
  /** Without subnets: none. */
  readonly vpc: { readonly subnets: readonly string[]; readonly securityGroups: readonly string[] };
  /** Null: none. */
  readonly reservedConcurrency: number | null;
}

/** One of these settings. */
export type OptionalName = keyof OptionalValues;

type Name = OptionalName;
type Some = Partial<OptionalValues>;

interface Optional<Value extends JsonValue> extends Setting<Value> {
  /** What Lambda gives a new function (CreateFunction in Lambda's API reference). */
  readonly asMade: Value;
}

const OPTIONAL: { readonly [Key in Name]: Optional<OptionalValues[Key]> } = {
  storageMb: {
    field: 'storage (MB)',
    label: 'storage',
    words: (count) => `${count} MB`,
    asMade: Limits.lambdaStorageMbMin,
  },
  tracing: {
    field: 'tracing',
    words: (mode) => (mode === 'Active' ? 'active' : 'pass-through'),
    asMade: 'PassThrough',
  },
  vpc: {
    field: 'vpc',
    label: 'VPC',
    words: ({ subnets, securityGroups }) =>
      subnets.length === 0
        ? 'none'
        : `subnets ${subnets.join(', ')}; security groups ${securityGroups.join(', ')}`,
    asMade: { subnets: [], securityGroups: [] },
  },
  reservedConcurrency: {
    field: 'reserved concurrency',
    words: (count) => (count === null ? 'none' : String(count)),
    asMade: null,
  },
};

/** The field of the setting that has a call of its own (PutFunctionConcurrency). */
export const RESERVED = OPTIONAL.reservedConcurrency.field;

/** The field of the VPC. */
export const VPC = OPTIONAL.vpc.field;

const NAMES = Object.keys(OPTIONAL) as readonly Name[];

/** What a plan makes of these settings. */
export interface PlannedOptional {
  readonly fields: readonly FieldChange[];
  /** What is to be set, whether it differs or not. */
  readonly set: Some;
  readonly asked: Readonly<Record<string, AskedValue>>;
  /** Live values of what is set back, by field. */
  readonly setBack: Readonly<Record<string, JsonValue>>;
}

/** Plans them for a function; `live` is undefined where it is made. */
export function planOptional(target: ProcessorTarget, live: LambdaFunction | undefined): PlannedOptional {
  const wanted = wantedOptional(target);
  if (live === undefined)
    return { fields: newOptional(wanted), set: wanted, asked: asked(wanted), setBack: {} };
  const back = setBackOf(target, live);
  const set = { ...wanted, ...back };
  return {
    fields: NAMES.flatMap((name) => changeOf(name, live, set, back)),
    set,
    asked: asked(wanted, liveOptional(live)),
    setBack: Object.fromEntries(
      NAMES.filter((name) => back[name] !== undefined).map((name) => [
        OPTIONAL[name].field,
        liveOptional(live)[name],
      ]),
    ),
  };
}

/** Names of the settings that are gcx's: the file says them, or gcx sets them back. */
export function optionalOfGcx(target: ProcessorTarget, live: LambdaFunction): ReadonlySet<Name> {
  const all = { ...wantedOptional(target), ...setBackOf(target, live) };
  return new Set(NAMES.filter((name) => all[name] !== undefined));
}

function wantedOptional({ storageMb, tracing, vpc, reservedConcurrency }: ProcessorTarget): Some {
  return {
    ...(storageMb === undefined ? {} : { storageMb }),
    ...(tracing === undefined ? {} : { tracing: tracing === 'active' ? 'Active' : 'PassThrough' }),
    ...(vpc === undefined ? {} : { vpc: { ...vpc } }),
    ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
  };
}

function liveOptional(live: LambdaFunction): OptionalValues {
  return {
    storageMb: live.storageMb ?? OPTIONAL.storageMb.asMade,
    tracing: live.tracing ?? OPTIONAL.tracing.asMade,
    vpc: live.vpc === undefined ? OPTIONAL.vpc.asMade : { ...live.vpc },
    reservedConcurrency: live.reservedConcurrency ?? null,
  };
}

/** Settings that gcx set, that the file says no more, and that nobody changed since: as Lambda makes functions. */
function setBackOf(target: ProcessorTarget, live: LambdaFunction): Some {
  const wanted = wantedOptional(target);
  const values = liveOptional(live);
  const names = NAMES.filter(
    (name) =>
      wanted[name] === undefined &&
      !isSame(values[name], OPTIONAL[name].asMade) &&
      isNotedAs(live.tags[ASKED_TAG], OPTIONAL[name].field, values[name]),
  );
  return Object.fromEntries(names.map((name) => [name, OPTIONAL[name].asMade]));
}

function changeOf<Key extends Name>(
  name: Key,
  live: LambdaFunction,
  set: Some,
  back: Some,
): readonly FieldChange[] {
  const before: OptionalValues[Key] = liveOptional(live)[name];
  const after: Some[Key] = set[name];
  if (after === undefined || isSame(before, after)) return [];
  const found = settingChange<OptionalValues[Key]>(OPTIONAL[name], { before, after });
  // What is set back, or was never asked for, differs as the file changed; of the rest the notes tell.
  const ofFile = back[name] !== undefined || isLeftOut(live.tags[ASKED_TAG], OPTIONAL[name].field);
  return [ofFile ? { ...found, origin: 'file' } : found];
}

function newOptional(wanted: Some): readonly FieldChange[] {
  const one = <Key extends Name>(name: Key): readonly FieldChange[] => {
    const value: Some[Key] = wanted[name];
    return value === undefined ? [] : [newSetting<OptionalValues[Key]>(OPTIONAL[name], value)];
  };
  return NAMES.flatMap(one);
}

/** Only of what the file says: what gcx noted before it knew these settings stays true. */
function asked(wanted: Some, live?: OptionalValues): Readonly<Record<string, AskedValue>> {
  return Object.fromEntries(
    NAMES.filter((name) => wanted[name] !== undefined).map((name) => [
      OPTIONAL[name].field,
      { wanted: wanted[name], live: live?.[name] },
    ]),
  );
}

function isSame(left: JsonValue, right: JsonValue): boolean {
  return canonicalJson(left) === canonicalJson(right);
}
