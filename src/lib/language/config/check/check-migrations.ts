import { DOTTED_PATH } from '../document/dotted-path.js';
import { entriesOf, itemsOf, nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

/** Checks the migrations of a processor: each version goes one way, and none comes back to itself. */
export function checkMigrations(context: CheckContext, path: ConfigPath): void {
  const { root, problems } = context;
  const next = new Map<string, string>();
  for (const [index, item] of itemsOf(nodeAt(root, path)).entries()) {
    const at = [...path, index];
    const from = textOf(nodeAt(item, ['from']));
    const to = textOf(nodeAt(item, ['to']));
    checkMoves(context, [...at, 'move']);
    if (from === undefined || to === undefined || from.trim() === '' || to.trim() === '') continue;
    if (from === to) {
      problems.at([...at, 'to'], {
        code: 'migration',
        message: `This migration brings version ${from} to itself.`,
        fix: 'Write the version that it makes, or remove the migration.',
      });
      continue;
    }
    const other = next.get(from);
    if (other !== undefined) {
      problems.at([...at, 'from'], {
        code: 'migration',
        message: `There is a migration from version ${from} already, to ${other}; an event goes one way only.`,
        fix: `Put both into one, or begin this one at another version${other === to ? '' : `: { from: "${other}", to: "${to}" }`}.`,
      });
      continue;
    }
    const circle = wayBack(next, to, from);
    if (circle !== undefined) {
      problems.at([...at, 'to'], {
        code: 'migration',
        message: `These migrations go round in a circle: ${[from, ...circle].join(' → ')}.`,
        fix: 'Remove one of them; they lead from older versions to newer ones.',
      });
      continue;
    }
    next.set(from, to);
  }
}

/** The versions from one to another by migrations; undefined where they do not lead there. */
function wayBack(
  next: ReadonlyMap<string, string>,
  from: string,
  wanted: string,
): readonly string[] | undefined {
  const way = [from];
  for (let version = next.get(from); version !== undefined; version = next.get(version)) {
    way.push(version);
    if (version === wanted) return way;
  }
  return undefined;
}

function checkMoves({ root, problems }: CheckContext, path: ConfigPath): void {
  const seen = new Map<string, string>();
  for (const [old, { value }] of entriesOf(nodeAt(root, path))) {
    const at = [...path, old];
    const wanted = textOf(value);
    if (!DOTTED_PATH.test(old)) problems.atKey(at, pathProblem(old));
    if (wanted === undefined || wanted.trim() === '') continue;
    const other = seen.get(wanted);
    if (!DOTTED_PATH.test(wanted)) problems.at(at, pathProblem(wanted));
    else if (wanted === old) {
      problems.at(at, {
        code: 'migration',
        message: `"${old}" is moved to where it is.`,
        fix: 'Write its new path, or remove the line.',
      });
    } else if (other !== undefined) {
      problems.at(at, {
        code: 'migration',
        message: `Both "${other}" and "${old}" are moved to "${wanted}"; one of them would be lost.`,
        fix: 'Give each its own path.',
      });
    }
    seen.set(wanted, old);
  }
}

function pathProblem(text: string): { code: string; message: string; fix: string } {
  const plain = text.replace(/^\$\.?/, '');
  return {
    code: 'form',
    message: `"${text}" is not a path within the event body.`,
    fix: `Write the names with dots between them${DOTTED_PATH.test(plain) ? `: ${plain}` : ', for example participant.queueId'}.`,
  };
}
