import { type Expression, MathFault } from './math-model.js';

/** Operators, those that bind least first (CloudWatch user guide, "Using metric math"). */
const LEVELS: readonly (readonly string[])[] = [
  ['OR', '||'],
  ['AND', '&&'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];
const TOKEN =
  /\s*(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z_]\w*|==|!=|<=|>=|&&|\|\||[-+*/^<>(),[\]]|"[^"]*"|'[^']*'|\S)/gy;

/** Reads a metric math expression. @throws MathFault */
export function parseMath(text: string): Expression {
  const tokens = [...text.trim().matchAll(TOKEN)].map(([, token = '']) => token);
  let place = 0;
  const expression = level(0);
  if (place < tokens.length) throw unexpected();
  return expression;

  function unexpected(): MathFault {
    return new MathFault(place < tokens.length ? `unexpected ${tokens[place]}` : 'it ends too early');
  }

  function take(token: string): void {
    if (tokens[place] !== token) throw unexpected();
    place += 1;
  }

  function level(depth: number): Expression {
    const operators = LEVELS[depth];
    if (operators === undefined) return unary();
    let left = level(depth + 1);
    for (;;) {
      const token = tokens[place] ?? '';
      if (!operators.includes(token)) return left;
      place += 1;
      left = { kind: 'operation', operator: token, left, right: level(depth + 1) };
    }
  }

  function unary(): Expression {
    if (tokens[place] !== '-') return primary();
    place += 1;
    return { kind: 'negated', value: unary() };
  }

  function primary(): Expression {
    const token = tokens[place] ?? '';
    if (token === '(') {
      place += 1;
      const inner = level(0);
      take(')');
      return inner;
    }
    if (token === '[') return { kind: 'list', entries: listed('[', ']') };
    if (/^\d/.test(token)) {
      place += 1;
      return { kind: 'number', value: Number(token) };
    }
    if (!/^[A-Za-z_]/.test(token)) throw unexpected();
    place += 1;
    if (tokens[place] === '(') return { kind: 'call', name: token, args: listed('(', ')') };
    return /^[a-z]/.test(token) ? { kind: 'id', id: token } : { kind: 'word', word: token };
  }

  function listed(open: string, close: string): readonly Expression[] {
    const args: Expression[] = [];
    take(open);
    while (tokens[place] !== close) {
      if (args.length > 0) take(',');
      args.push(level(0));
    }
    take(close);
    return args;
  }
}

/** The ids that an expression uses; METRICS() uses all that are no expressions. */
export function idsIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'number':
    case 'word':
      return [];
    case 'id':
      return [expression.id];
    case 'list':
      return expression.entries.flatMap(idsIn);
    case 'negated':
      return idsIn(expression.value);
    case 'operation':
      return [...idsIn(expression.left), ...idsIn(expression.right)];
    case 'call':
      return expression.args.flatMap(idsIn);
  }
}
