import type { LoggingPolicy } from './model.js';
import type { FileContent } from './schema/schema.js';
import { retentionDays } from './schema/schema-archive.js';

/** Days for which the log of a bus is kept where the file does not say. */
const RETENTION_DAYS = 7;

/** What the event bus logs, with what goes without saying. */
export function toLogging(content: NonNullable<FileContent['logging']>): LoggingPolicy {
  const { level, detail = 'none', retention, key } = content;
  return {
    level,
    detail,
    retentionDays: retention === undefined ? RETENTION_DAYS : (retentionDays(retention) ?? RETENTION_DAYS),
    ...(key === undefined ? {} : { key }),
  };
}
