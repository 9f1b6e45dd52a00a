import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What answers calls, what runs in a Lambda, and pure readers of texts whose errors say all that there is. */
const OTHERS =
  /^src\/lib\/(sandbox\/(aws|genesys)|processor\/runtime|language\/(patterns|events|can-match))\//;

/** Builders that keep the cause themselves, or give back the error that they were given. */
const KEEPS = [
  'withCause',
  'awsCallError',
  'hidden',
  'withWait',
  'buildFailure',
  'scopeMissing',
  'eventTypeUnknown',
  'leaseUnavailable',
  'leaseDenied',
  'this.#lose',
];

/** Builders of errors that tell of no failure of a call. */
const NO_FAILURE = ['interrupted', 'stop.error'];

/** Places of a catch that throws an error of gcx without what was caught. */
function losses(path: string): readonly string[] {
  const file = ts.createSourceFile(
    path,
    readFileSync(join(root, path), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const inside = (body: ts.Node): void => {
    const look = (node: ts.Node): void => {
      if (node !== body && (ts.isFunctionLike(node) || ts.isCatchClause(node))) return;
      if (ts.isThrowStatement(node) && loses(node.expression))
        found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
      ts.forEachChild(node, look);
    };
    look(body);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCatchClause(node)) inside(node.block);
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [handler] = node.arguments;
      if (node.expression.name.text === 'catch' && handler !== undefined && ts.isArrowFunction(handler))
        inside(handler.body);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function loses(thrown: ts.Expression): boolean {
  if (ts.isNewExpression(thrown))
    return /GcxError|CallError/.test(thrown.expression.getText()) && (thrown.arguments?.length ?? 0) < 3;
  if (!ts.isCallExpression(thrown)) return false;
  return ![...KEEPS, ...NO_FAILURE].includes(thrown.expression.getText());
}

test('an error that comes of another one keeps it', () => {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name}`)
    .filter((path) => path.endsWith('.ts') && !OTHERS.test(path));
  expect(files.length).toBeGreaterThan(300);
  expect(files.flatMap(losses)).toEqual([]);
});
