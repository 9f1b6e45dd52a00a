import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import type { Mark } from '../ownership/mark.js';

/**
 * What one project and environment has to say of an integration, kept as one line in the integration's notes:
 * integrations carry no tags, and event types cannot be marked one by one.
 */
export interface IntegrationRecord {
  readonly project: string;
  readonly environment: string;
  readonly organization: string;
  /** True where gcx created the integration; false where it uses one that was there (`--adopt`). */
  readonly created: boolean;
  /** True where the partner event bus was there and is used (`--adopt`). */
  readonly adoptedBus: boolean;
  /** Event types that gcx added: only these are ever removed. */
  readonly added: readonly string[];
  /** Event types that the routes need but that were there already. */
  readonly used: readonly string[];
}

const LINE_START = 'genesys-gcx: ';

/** All records in an integration's notes; lines that are not ours are people's and stay. */
export function readRecords(notes: string): readonly IntegrationRecord[] {
  return notes.split('\n').flatMap((line) => {
    const record = readLine(line);
    return record === undefined ? [] : [record];
  });
}

/** The record of this mark, if there is one. */
export function findRecord(notes: string, mark: Mark): IntegrationRecord | undefined {
  return readRecords(notes).find((record) => isRecordOf(record, mark));
}

/** The records of other projects and environments. */
export function otherRecords(notes: string, mark: Mark): readonly IntegrationRecord[] {
  return readRecords(notes).filter((record) => !isRecordOf(record, mark));
}

/** The notes with this mark's record put (or, with null, taken away); everything else as it was. */
export function writeRecord(notes: string, mark: Mark, record: IntegrationRecord | null): string {
  const kept = notes.split('\n').filter((line) => {
    const found = readLine(line);
    return found === undefined || !isRecordOf(found, mark);
  });
  while (kept.length > 0 && kept.at(-1)?.trim() === '') kept.pop();
  if (record !== null) kept.push(LINE_START + JSON.stringify(recordJson(record)));
  return kept.join('\n');
}

/** A record as JSON, as steps and notes carry it. */
export function recordJson(record: IntegrationRecord): JsonObject {
  return {
    project: record.project,
    environment: record.environment,
    organization: record.organization,
    created: record.created,
    adoptedBus: record.adoptedBus,
    added: [...record.added].sort(),
    used: [...record.used].sort(),
  };
}

/** A record from JSON; undefined where it is none. */
export function recordFromJson(value: JsonValue): IntegrationRecord | undefined {
  if (!isJsonObject(value)) return undefined;
  const { project, environment, organization, created, adoptedBus } = value;
  if (typeof project !== 'string' || typeof environment !== 'string' || typeof organization !== 'string') {
    return undefined;
  }
  return {
    project,
    environment,
    organization,
    created: created === true,
    adoptedBus: adoptedBus === true,
    added: strings(value['added']),
    used: strings(value['used']),
  };
}

function readLine(line: string): IntegrationRecord | undefined {
  if (!line.startsWith(LINE_START)) return undefined;
  try {
    return recordFromJson(JSON.parse(line.slice(LINE_START.length)) as JsonValue);
  } catch {
    return undefined;
  }
}

function isRecordOf(record: IntegrationRecord, mark: Mark): boolean {
  return (
    record.project === mark.project &&
    record.environment === mark.environment &&
    record.organization === mark.organization
  );
}

function strings(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
