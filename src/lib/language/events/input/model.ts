/** What EventBridge sends to a target instead of the whole event: Input, InputPath or InputTransformer of PutTargets. */
export type TargetInput =
  /** The text is sent as it is. */
  | { readonly kind: 'constant'; readonly json: string }
  | { readonly kind: 'path'; readonly path: string }
  | {
      readonly kind: 'template';
      readonly template: string;
      /** The InputPathsMap. Absent: PutTargets then checks no placeholder (recorded). */
      readonly paths?: Readonly<Record<string, string>>;
    };

/** What a rule tells a template of itself and of an event's arrival. */
export interface InputOrigin {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** When the event came to the bus, epoch milliseconds. */
  readonly ingested: number;
}

/** What becomes of an input once it is filled from an event. */
export type FilledInput =
  | { readonly kind: 'sent'; readonly text: string }
  /** EventBridge sends nothing, and puts nothing into the dead-letter queue either (recorded). */
  | { readonly kind: 'nothing' }
  /** No JSON: EventBridge puts the text into the dead-letter queue with ERROR_CODE INVALID_JSON (recorded). */
  | { readonly kind: 'broken'; readonly text: string };

/** EventBridge's ERROR_CODE of a dead letter whose body is what a template was filled to, and no JSON. */
export const INVALID_JSON = 'INVALID_JSON';
