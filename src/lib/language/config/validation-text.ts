import type { Style } from '../../base/terminal/style.js';
import { counted } from '../../base/words.js';
import { problemCounts, renderDiagnostics } from './config-invalid.js';
import type { EnvironmentCounts, Validation } from './validate-config.js';

/** What a check of the file found, for a person: each problem, then one line that sums up. */
export function validationText(
  validation: Validation,
  { color, style }: { readonly color: boolean; readonly style: Style },
): string {
  const { diagnostics } = validation;
  const problems = diagnostics.length === 0 ? '' : `${renderDiagnostics(diagnostics, { color })}\n\n`;
  return `${problems}${summaryLine(validation, style)}`;
}

function summaryLine(validation: Validation, style: Style): string {
  const { file, valid, environments, diagnostics } = validation;
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const counts = problemCounts(errors, diagnostics.length - errors);
  if (!valid) return `${style.red('✗')} ${file}: ${counts}.`;
  const warnings = diagnostics.length === 0 ? '' : ` (${counts})`;
  return `${style.green('✓')} ${file} is valid: ${contentCounts(environments)}${warnings}.`;
}

/** One count where all environments agree, else one for each. */
function contentCounts(environments: readonly EnvironmentCounts[]): string {
  const texts = environments.map(
    ({ routes, eventTypes, targets }) =>
      `${counted(routes, 'route')}, ${counted(eventTypes, 'event type')}, ${counted(targets, 'target')}`,
  );
  const [first = ''] = texts;
  const named = environments.length > 1;
  const names = environments.map(({ name }) => name);
  if (texts.every((text) => text === first)) return `${first}${named ? ` in ${names.join(', ')}` : ''}`;
  return texts.map((text, index) => `${names[index] ?? ''}: ${text}`).join('; ');
}
