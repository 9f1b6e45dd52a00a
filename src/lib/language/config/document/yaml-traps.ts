import type { ConfigPath } from '../model.js';
import { yamlText } from './flow-text.js';
import type { TreeProblems } from './problems.js';
import type { SourceFile } from './source-file.js';
import { forEachScalar, type ScalarNode, type SourceNode } from './source-node.js';

/** Words that YAML 1.1 (many editors and tools) reads as true or false and YAML 1.2 (gcx) as text. */
export function isAmbiguousWord(text: string): boolean {
  return /^(yes|no|on|off)$/i.test(text);
}

/** Keys whose value is true or false; there the schema speaks of `no` and `yes`. */
const BOOLEAN_KEYS: readonly unknown[] = ['enabled', 'raw', 'exists'];

/** Reports texts without quotes that YAML reads otherwise than the person meant. */
export function findYamlTraps(root: SourceNode, file: SourceFile, problems: TreeProblems): void {
  forEachScalar(root, (scalar, path) => {
    if (scalar.style !== 'plain' || scalar.spoilt === true || typeof scalar.value !== 'string') return;
    ambiguousWord(scalar, path, problems);
    cutByComment(scalar, path, file, problems);
  });
}

function ambiguousWord(scalar: ScalarNode, path: ConfigPath, problems: TreeProblems): void {
  if (!isAmbiguousWord(scalar.written) || BOOLEAN_KEYS.includes(path.at(-1))) return;
  const boolean = /^(yes|on)$/i.test(scalar.written) ? 'true' : 'false';
  problems.at(path, {
    code: 'ambiguous-word',
    message: `${scalar.written} without quotes is a text to gcx but ${boolean} to many other readers of YAML.`,
    fix: `For the word write "${scalar.written}", for the value write ${boolean}.`,
    replacement: `"${scalar.written}"`,
  });
}

/** `- Support #2`: what follows " #" is a comment, so the name is cut. */
function cutByComment(scalar: ScalarNode, path: ConfigPath, file: SourceFile, problems: TreeProblems): void {
  const line = file.line(file.lineOf(scalar.range.end));
  const rest = line.slice(scalar.range.end - file.lineStart(file.lineOf(scalar.range.end)));
  const comment = /^\s+(#(\S.*|\s*\d+\s*))$/.exec(rest)?.[1]?.trimEnd();
  // A comment is written with a space after the #; without one it was meant as part of the text.
  if (comment === undefined || /^#[!#=-]/.test(comment)) return;
  const inRoute = path[0] === 'routes';
  const name = inRoute && (path[2] === 'queues' || path[2] === 'where');
  if (!name && !(inRoute && path[2] === 'description')) return;
  const end = scalar.range.end + rest.trimEnd().length;
  problems.atRange(
    path,
    { start: scalar.range.start, end },
    {
      severity: name ? 'error' : 'warning',
      code: 'cut-by-comment',
      message: `This text is cut: it reads "${scalar.written}", as " #" begins a comment.`,
      fix: `Put all of it in quotes: "${scalar.written} ${comment}". If a comment was meant, put a space after the #.`,
      replacement: yamlText(`${scalar.written} ${comment}`),
    },
  );
}
