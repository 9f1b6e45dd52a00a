import type { Tags } from './tags-model.js';

/** An expression over metrics, each of the alarm's own period. */
export interface AlarmMath {
  /** The one that is judged last; each may use those before it. */
  readonly expressions: readonly { readonly id: string; readonly expression: string }[];
  readonly metrics: readonly {
    readonly id: string;
    readonly namespace: string;
    readonly metric: string;
    readonly dimensions: Readonly<Record<string, string>>;
    readonly statistic: string;
  }[];
}

/** What every alarm has, whatever it looks at. */
interface AlarmCommon {
  readonly name: string;
  readonly description: string;
  /** Seconds. */
  readonly period: number;
  readonly threshold: number;
  readonly comparison: 'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  /** ARNs of SNS topics, sorted. */
  readonly actions: readonly string[];
  /** ARNs of SNS topics that are told when it is over, sorted. Absent: gcx tells nobody. */
  readonly ok?: readonly string[];
  /** What is done where it is over, or cannot be told: people's. Putting an alarm replaces all of it. Absent: nothing. */
  readonly otherActions?: OtherActions;
}

/** An alarm on one metric. */
export interface OneMetricAlarm extends AlarmCommon {
  readonly math?: undefined;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum';
}

/** An alarm on an expression over metrics. */
export interface MathAlarm extends AlarmCommon {
  readonly math: AlarmMath;
}

/** An alarm. */
export type MetricAlarm = OneMetricAlarm | MathAlarm;

/** Actions of an alarm that gcx does not set: ARNs, sorted. */
export interface OtherActions {
  readonly ok: readonly string[];
  readonly insufficientData: readonly string[];
}

/** What is only read of an alarm; `other` is what gcx never sets. */
interface AlarmAsRead {
  readonly arn: string;
  /** Whether it does anything when it goes off. */
  readonly actionsEnabled: boolean;
  /** Settings that keep it from judging each period by itself, by AWS's names, with what they are. Empty: none. */
  readonly judges: Readonly<Record<string, string | number>>;
  readonly comparison: MetricAlarm['comparison'] | 'other';
  readonly tags: Tags;
}

/** An alarm as read. */
export type LiveMetricAlarm = AlarmAsRead &
  (
    | (Omit<OneMetricAlarm, 'statistic' | 'comparison'> & {
        readonly statistic: OneMetricAlarm['statistic'] | 'other';
      })
    | Omit<MathAlarm, 'comparison'>
  );

/** Alarms of Amazon CloudWatch as gcx uses them. */
export interface AlarmsApi {
  /** With a name that begins with the prefix, all pages, with tags. */
  list(prefix: string): Promise<readonly LiveMetricAlarm[]>;
  /** Replaces the whole alarm, which then judges each period by itself, and acts. AWS takes the tags only where it is new. */
  put(alarm: MetricAlarm, tags: Tags): Promise<void>;
  /** Makes an alarm that tells nobody that it is new: from unknown to OK is else told as any other OK. */
  make(alarm: MetricAlarm, tags: Tags): Promise<void>;
  tag(arn: string, tags: Tags, remove: readonly string[]): Promise<void>;
  /** Nothing where there is none. */
  delete(name: string): Promise<void>;
}
