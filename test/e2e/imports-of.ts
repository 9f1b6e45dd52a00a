import ts from 'typescript';

/**
 * The modules that a JavaScript file names: imported and exported from, imported dynamically, required, or looked up
 * with `require.resolve`, by whatever name `require` goes there (`__require`, one that `createRequire` made). What is
 * put together at run time is not seen.
 */
export function importsOf(text: string): readonly string[] {
  const source = ts.createSourceFile('file.js', text, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
  const requires = new Set(['require', '__require']);
  const asked: { readonly name: string; readonly by: ts.Expression }[] = [];
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const from = node.moduleSpecifier;
      if (from !== undefined && ts.isStringLiteral(from)) found.add(from.text);
    } else if (ts.isCallExpression(node)) {
      const [first] = node.arguments;
      if (first !== undefined && ts.isStringLiteralLike(first))
        asked.push({ name: first.text, by: node.expression });
    } else if (ts.isVariableDeclaration(node)) {
      if (ts.isIdentifier(node.name) && isCreated(node.initializer)) requires.add(node.name.text);
    } else if (ts.isBinaryExpression(node)) {
      if (ts.isIdentifier(node.left) && isCreated(node.right)) requires.add(node.left.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const isRequire = (node: ts.Expression): boolean =>
    isCreated(node) || (ts.isIdentifier(node) && requires.has(node.text));
  const imports = (node: ts.Expression): boolean =>
    node.kind === ts.SyntaxKind.ImportKeyword ||
    isRequire(node) ||
    (ts.isPropertyAccessExpression(node) &&
      node.name.text === 'resolve' &&
      (isRequire(node.expression) || ts.isMetaProperty(node.expression)));
  for (const { name, by } of asked) if (imports(by)) found.add(name);
  return [...found];
}

/** Whether a value is a `require` that was made there: by `createRequire(…)`, under any name that ends so. */
function isCreated(node: ts.Expression | undefined): boolean {
  return node !== undefined && ts.isCallExpression(node) && /createRequire$/.test(nameOf(node.expression));
}

/** The last word of `a`, `a.b` and `(0, a.b)`. */
function nameOf(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isParenthesizedExpression(node)) return nameOf(node.expression);
  return ts.isBinaryExpression(node) ? nameOf(node.right) : '';
}
