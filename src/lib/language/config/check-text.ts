import type { Diagnostic } from '../../base/terminal/diagnostic.js';
import { catalogue } from '../events/index.js';
import { checkContent } from './check/check-content.js';
import { DEFAULT_ENVIRONMENT, environmentNames } from './document/environments.js';
import { GivenVariables } from './document/given-variables.js';
import { readConfigText } from './document/read-config.js';

/**
 * All that is wrong with the text of a file that is not on disk yet, in every environment of it, by place; handlers are not
 * looked for. Pure.
 * @param name of the file, as its problems show it
 */
export function checkConfigText(name: string, text: string): readonly Diagnostic[] {
  const { source, root, problems } = readConfigText({ path: name, shown: name, text, notices: [] });
  if (root === undefined) return problems.diagnostics();
  for (const environment of environmentNames(root) ?? [DEFAULT_ENVIRONMENT]) {
    const settings = { environment, env: {}, given: new GivenVariables([], {}), catalogue: catalogue() };
    checkContent(root, source, settings, problems);
  }
  return problems.diagnostics();
}
