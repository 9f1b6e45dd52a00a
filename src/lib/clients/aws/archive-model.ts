import type { JsonObject } from '../../base/json.js';
import type { Sleep } from './wait.js';

/** An EventBridge archive: events of one bus, kept for replay. Archives carry no tags. */
export interface Archive {
  readonly name: string;
  readonly arn: string;
  /** ARN of the bus; it can never change. */
  readonly busArn: string;
  readonly description: string;
  /** The pattern's text as stored; undefined: all events of the bus. */
  readonly pattern?: string;
  /** 0: for ever. */
  readonly retentionDays: number;
  /** ARN of the KMS key that encrypts it. Absent: AWS's own. */
  readonly key?: string;
  readonly state: 'ENABLED' | 'DISABLED' | 'CREATING' | 'UPDATING' | 'CREATE_FAILED' | 'UPDATE_FAILED';
  /** Why it is in that state, in AWS's words. */
  readonly stateReason?: string;
  /** As AWS counts it, which can lag by a day. */
  readonly events: number;
  /** Epoch ms. */
  readonly created?: number;
}

/** What an archive is made or changed to. */
export interface ArchiveSettings {
  readonly name: string;
  readonly description: string;
  /** Always there: UpdateArchive cannot take a pattern away again. */
  readonly pattern: JsonObject;
  /** 0: for ever. */
  readonly retentionDays: number;
  /** ARN of the KMS key that encrypts it. Absent: AWS's own, also where it had another. */
  readonly key?: string;
}

/** EventBridge archives as gcx uses them. */
export interface ArchivesApi {
  /** Archives whose names begin so, with all that AWS says of each; all pages. None in a region without archives. */
  list(prefix: string): Promise<readonly Archive[]>;
  /** Undefined where there is none. */
  get(name: string): Promise<Archive | undefined>;
  /**
   * Throws a GcxError `archive-refused` where AWS takes none for this bus, and `archive-failed` where it cannot be made,
   * as with a key that EventBridge may not use.
   */
  create(busArn: string, settings: ArchiveSettings, sleep?: Sleep): Promise<void>;
  /** Throws a GcxError `archive-failed` where EventBridge cannot change it so. */
  update(settings: ArchiveSettings, sleep?: Sleep): Promise<void>;
  /** With all events in it. Nothing where there is none. */
  delete(name: string): Promise<void>;
}

/** A replay: events of an archive, sent again to rules of its bus. */
export interface Replay {
  readonly name: string;
  readonly description: string;
  readonly state: 'STARTING' | 'RUNNING' | 'CANCELLING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  readonly stateReason?: string;
  /** ARN of the archive. */
  readonly archiveArn: string;
  /**
   * Epoch ms of the minute of the archive that was looked through last (EventLastReplayedTime), whether it held an event
   * or not; it may begin before the replay's own start. Undefined before the first (recorded 2026-09-16).
   */
  readonly lookedThrough?: number;
}

/** What a replay is started with. */
export interface ReplayRequest {
  readonly name: string;
  readonly description: string;
  readonly archiveArn: string;
  /** The archive's own bus: EventBridge replays to no other. */
  readonly busArn: string;
  /** Rules that get the events; never empty, as that would be all rules of the bus. */
  readonly ruleArns: readonly string[];
  /** Epoch ms, compared with the time in the events; `to` itself is outside. */
  readonly from: number;
  readonly to: number;
}

/** EventBridge replays as gcx uses them. */
export interface ReplaysApi {
  start(request: ReplayRequest): Promise<void>;
  /** Undefined where there is none; EventBridge forgets replays after 90 days. */
  get(name: string): Promise<Replay | undefined>;
  cancel(name: string): Promise<void>;
}
