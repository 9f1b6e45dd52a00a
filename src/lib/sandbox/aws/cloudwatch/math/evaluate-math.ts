import { type Around, allIn, FUNCTIONS } from './functions.js';
import { type Expression, MathFault, type Series, type Value } from './math-model.js';

/** What an expression is worked out with. */
export interface MathScope extends Around {
  /** What a query's id stands for; undefined where there is no such query. */
  readonly answerOf: (id: string) => Value | undefined;
}

const OPERATORS: Readonly<Record<string, (left: number, right: number) => number | undefined>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  // There is no point where it would be divided by zero.
  '/': (left, right) => (right === 0 ? undefined : left / right),
  '^': (left, right) => left ** right,
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  '<': (left, right) => Number(left < right),
  '<=': (left, right) => Number(left <= right),
  '>': (left, right) => Number(left > right),
  '>=': (left, right) => Number(left >= right),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  '&&': (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
  '||': (left, right) => Number(left !== 0 || right !== 0),
};

/** Works out a metric math expression. @throws MathFault */
export function evaluateMath(expression: Expression, scope: MathScope): Value {
  switch (expression.kind) {
    case 'number':
      return { kind: 'scalar', value: expression.value };
    case 'word':
      // Its function looks at the word itself.
      return { kind: 'array', all: [] };
    case 'id': {
      const value = scope.answerOf(expression.id);
      if (value === undefined) throw new MathFault(`undefined variable ${expression.id}`);
      return value;
    }
    case 'list':
      return { kind: 'array', all: expression.entries.flatMap((entry) => allIn(evaluateMath(entry, scope))) };
    case 'negated':
      return operate('-', { kind: 'scalar', value: 0 }, evaluateMath(expression.value, scope));
    case 'operation':
      return operate(
        expression.operator,
        evaluateMath(expression.left, scope),
        evaluateMath(expression.right, scope),
      );
    case 'call': {
      const { name, args } = expression;
      const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
      if (known === undefined) throw new MathFault(`the sandbox does not know ${name} of metric math`);
      return known(
        args.map((arg) => evaluateMath(arg, scope)),
        args,
        scope,
      );
    }
  }
}

function operate(operator: string, left: Value, right: Value): Value {
  const work = OPERATORS[operator];
  if (work === undefined) throw new MathFault(`unexpected ${operator}`);
  if (left.kind === 'scalar' && right.kind === 'scalar')
    return { kind: 'scalar', value: work(left.value, right.value) ?? Number.NaN };
  if (left.kind === 'array')
    return { kind: 'array', all: left.all.map((each) => both(each, one(right), work)) };
  if (right.kind === 'array')
    return { kind: 'array', all: right.all.map((each) => both(one(left), each, work)) };
  return { kind: 'series', values: both(one(left), one(right), work) };
}

function one(value: Value): Series | number {
  if (value.kind === 'array') throw new MathFault('two lists of time series together');
  return value.kind === 'scalar' ? value.value : value.values;
}

/** Only at times that both have. */
function both(
  left: Series | number,
  right: Series | number,
  work: (left: number, right: number) => number | undefined,
): Series {
  const times = typeof left === 'number' ? right : left;
  const result = new Map<number, number>();
  if (typeof times === 'number') return result;
  for (const time of times.keys()) {
    const [a, b] = [valueAt(left, time), valueAt(right, time)];
    const value = a === undefined || b === undefined ? undefined : work(a, b);
    if (value !== undefined) result.set(time, value);
  }
  return result;
}

function valueAt(value: Series | number, time: number): number | undefined {
  return typeof value === 'number' ? value : value.get(time);
}
