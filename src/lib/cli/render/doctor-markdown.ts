import { gcxCommand } from '../../base/hints/gcx-command.js';
import { createStyle } from '../../base/terminal/style.js';
import { counted } from '../../base/words.js';
import type { Diagnosis } from '../../features/doctor/index.js';
import { doctorQuietText, doctorText } from './doctor-text.js';
import { markdownDocument } from './markdown-document.js';

/** What doctor found, as an issue or a job summary. */
export function doctorMarkdown(diagnosis: Diagnosis): string {
  const { subject, findings } = diagnosis;
  const text = doctorText(diagnosis, createStyle(false)) || (doctorQuietText(diagnosis) ?? '');
  return markdownDocument({
    marker: { of: 'doctor', project: subject.project, environment: subject.environment },
    title: `gcx doctor: ${subject.project} (${subject.environment})`,
    outcome: findings.length === 0 ? 'no finding' : counted(findings.length, 'finding'),
    sections: [{ language: 'text', lines: text.split('\n') }],
    whole: gcxCommand('doctor'),
  });
}
