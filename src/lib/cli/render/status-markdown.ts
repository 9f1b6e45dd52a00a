import { gcxCommand } from '../../base/hints/gcx-command.js';
import { localTime } from '../../base/local-time.js';
import { createStyle } from '../../base/terminal/style.js';
import type { Verdict } from '../../features/status/index.js';
import type { PipeStatus } from '../../features/status/model.js';
import { markdownDocument } from './markdown-document.js';
import { statusText } from './status-text.js';
import { verdictText } from './status-words.js';

/** The pipe as it is, as a job summary. */
export function statusMarkdown(status: PipeStatus, verdict: Verdict): string {
  const time = localTime();
  return markdownDocument({
    marker: { of: 'status', project: status.project, environment: status.environment },
    title: `gcx status: ${status.project} (${status.environment})`,
    outcome: verdictText(status, verdict, { readAt: status.readAt, time }),
    sections: [
      { language: 'text', lines: statusText(status, verdict, createStyle(false), time).split('\n') },
    ],
    whole: gcxCommand('status'),
  });
}
