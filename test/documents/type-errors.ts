import { join } from 'node:path';
import ts from 'typescript';
import { type CodeBlock, ROOT } from './code-blocks.js';

/** What the compiler says against blocks of TypeScript, each a module of its own in the clone, with the place in its document. */
export function typeErrors(blocks: readonly CodeBlock[]): readonly string[] {
  const files = new Map(blocks.map((block, at) => [join(ROOT, `block-of-a-document-${at}.ts`), block]));
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, include: [], files: [...files.keys()] },
    ts.sys,
    ROOT,
  );
  const host = ts.createCompilerHost(options);
  const fileExists = host.fileExists.bind(host);
  const readFile = host.readFile.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name)?.text ?? readFile(name);
  host.getSourceFile = (name, target, ...rest) => {
    const text = files.get(name)?.text;
    return text === undefined
      ? getSourceFile(name, target, ...rest)
      : ts.createSourceFile(name, text, target);
  };
  // What a block leaves unused or to the reader is no mistake of it.
  const program = ts.createProgram(
    [...files.keys()],
    { ...options, noUnusedLocals: false, noUnusedParameters: false },
    host,
  );
  return [...files.entries()].flatMap(([name, block]) => {
    const source = program.getSourceFile(name);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ start = 0, messageText }) => {
      const line = (source?.getLineAndCharacterOfPosition(start).line ?? 0) + block.line + 1;
      return `${block.file}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  });
}
