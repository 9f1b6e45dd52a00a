import * as z from 'zod';
import { isJsonObject, type JsonObject } from '../../../base/json.js';
import type { SecretReference } from '../../../language/config/model/http-target.js';
import type { StepData } from '../../change/step.js';
import type { RunContext } from './run-context.js';
import type { Subject, SubjectContext } from './subject.js';

/** All that gcx knows of one call that changes something: its data, whose thing it may be about, how it is made. */
export interface StepDoor<S extends StepData> extends StepBehavior<S> {
  readonly call: string;
  /** What the step holds, as a saved plan is checked. */
  readonly schema: z.ZodType<S>;
}

/** How one call is told and made. */
export interface StepBehavior<S extends StepData> {
  /** The call of the service's API that it makes, or makes last, e.g. `sqs:CreateQueue`. */
  readonly does: string;
  /** Whether AWS authorizes that call on something other than the resource of its change: IAM's policy simulator is not asked. */
  readonly onOther?: true;
  /** The permission of Genesys Cloud that it takes, as `whoami` names it. Absent: none that a role gives. */
  readonly permission?: string;
  /** Shown after the call, e.g. the targets that it puts; absent: nothing. */
  detail?(step: S): string;
  /** The secrets that it sends to AWS, by where they are, with the targets that they are of. Absent: none. */
  takes?(step: S): readonly { readonly target: string; readonly reference: SecretReference }[];
  /** ARNs of what it makes events reach; absent: none. */
  reaches?(step: S): readonly string[];
  /** The document that it writes into, which others write too: calls on one document take turns. Absent: it writes none. */
  document?(step: S): string;
  /**
   * Whether the document is written whole and AWS compares nothing (facts/aws.md): another program that read it before puts
   * the old one back, so that it is looked at again once the run is over. Making the call again writes only what is missing.
   */
  readonly lookAgain?: true;
  /** What it changes on AWS that can be somebody else's; undefined where nothing can. */
  subject(step: S, context: SubjectContext): Subject | undefined;
  /** Makes the call. Throws what the client throws (GcxError with the request id). */
  run(step: S, context: RunContext): Promise<void>;
}

/** The steps of doors. */
export type StepOf<Doors extends readonly StepDoor<StepData>[]> = z.infer<Doors[number]['schema']>;

/** The door of one call, made of what its step holds beside `call`. */
export function stepDoor<const Call extends string, Shape extends z.ZodRawShape>(
  call: Call,
  shape: Shape,
  behavior: StepBehavior<StepOfShape<Call, Shape>>,
): StepDoor<StepOfShape<Call, Shape>> {
  const schema = z.strictObject({ call: z.literal(call), ...shape });
  return { ...behavior, call, schema: schema as unknown as z.ZodType<StepOfShape<Call, Shape>> };
}

/** A step of a call whose data has such a shape. */
export type StepOfShape<Call extends string, Shape extends z.ZodRawShape> = {
  readonly call: Call;
} & Readonly<z.infer<z.ZodObject<Shape>>>;

/** Schema of texts by name, such as tags. */
export const textsByName = z.record(z.string(), z.string()).readonly();

/** Schema of a list of texts. */
export const texts = z.array(z.string()).readonly();

/** Schema of any JSON object. */
export const jsonObject = z.custom<JsonObject>(isJsonObject);
