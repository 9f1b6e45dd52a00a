import { jsonText } from '../base/unprintable.js';
import type { Validation } from '../language/config/index.js';
import { validationGithub } from './render/validation-github.js';
import { validationSarif } from './render/validation-sarif.js';
import { repositoryPath } from './repository-path.js';
import { withWrittenCommands } from './written-commands.js';

/** What `gcx validate --format` prints for other programs: `sarif`, else workflow commands of GitHub. */
export function validationAs(format: string, validation: Validation): string {
  if (format !== 'sarif') return validationGithub(validation, fromRepository);
  return `${jsonText(withWrittenCommands(validationSarif(validation, fromRepository)), 2)}\n`;
}

function fromRepository(file: string): string {
  return repositoryPath(file, process.cwd(), process.env['GITHUB_WORKSPACE']);
}
