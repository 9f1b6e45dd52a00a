import { readFileSync } from 'node:fs';

/** A statement of the policies that gcx ships: they only allow. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** What somebody asks of AWS. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  /** Condition keys and their values, as AWS has them for this request. */
  readonly context?: Readonly<Record<string, string>>;
}

/** The statements of a shipped policy, for a project and with people's own names in the places that wait for them. */
export function shipped(name: string, project: string): readonly Statement[] {
  const text = readFileSync(`config/iam/${name}.json`, 'utf8');
  const filled = text.replaceAll('PROJECT', project).replaceAll('EXISTING', 'crm');
  return (JSON.parse(filled) as { Statement: readonly Statement[] }).Statement;
}

/** Whether one of the statements allows it, as IAM decides (User Guide, policy evaluation logic). */
export function allows(statements: readonly Statement[], request: Request): boolean {
  return statements.some(
    ({ Action, Resource, Condition = {} }) =>
      [Action].flat().some((action) => wild(action).test(request.action)) &&
      [Resource].flat().some((resource) => wild(resource).test(request.resource)) &&
      Object.entries(Condition).every(([operator, keys]) =>
        Object.entries(keys).every(([key, wanted]) =>
          [wanted].flat().some((each) => holds(operator, each, request.context?.[key])),
        ),
      ),
  );
}

/** A key that the request does not have fails all of these operators. */
function holds(operator: string, wanted: string, given: string | undefined): boolean {
  if (given === undefined) return false;
  if (operator === 'StringEquals' || operator === 'ArnEquals') return given === wanted;
  if (operator === 'ArnLike') return wild(wanted).test(given);
  throw new Error(`The evaluator does not know ${operator}.`);
}

/** `*` stands for anything, slashes and colons too. */
function wild(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.\\+?^${}()|[\]]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i');
}
