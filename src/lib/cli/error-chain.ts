import { fileURLToPath } from 'node:url';
import { GcxError } from '../base/gcx-error.js';
import { framesOf, redactedCause, withoutSecrets } from '../base/redacted-cause.js';

/** The package's folder, which places in the code are told without. */
const HERE = /^(.*[\\/])(?:src|dist)[\\/]/.exec(fileURLToPath(import.meta.url))?.[1] ?? '';

/**
 * How an error came about, for who looks into gcx: each error of the chain with its name, message and the places in the
 * sources (`src/lib/…ts:line`), the outermost first. bin/gcx.js makes Node read the source maps for it. Without secrets.
 */
export function errorChainText(error: unknown): string {
  const lines: string[] = [];
  for (let each: unknown = error, depth = 0; each !== undefined && depth < 10; depth++) {
    const known = each instanceof GcxError ? each : redactedCause(each);
    const code = each instanceof GcxError ? ` [${each.report.code}]` : '';
    lines.push(`${depth === 0 ? '' : 'Caused by: '}${known.name}${code}: ${withoutSecrets(known.message)}`);
    if (known instanceof GcxError && known.report.where !== undefined)
      lines.push(`    where: ${withoutSecrets(known.report.where)}`);
    lines.push(...framesOf(known).map(placeInSources));
    each = known.cause;
  }
  return lines.join('\n');
}

/** `    at name (src/lib/…ts:12:3)`: without the folder that gcx lies in. */
function placeInSources(frame: string): string {
  return frame.replaceAll('file://', '').replaceAll(HERE, '');
}
