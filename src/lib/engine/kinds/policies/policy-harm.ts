import type { JsonObject } from '../../../base/json.js';
import type { Harm, HarmContext, HarmRule } from '../door/harm.js';
import { keepsOut } from './keeps-out.js';
import { texts } from './lets-in.js';
import { openToAll } from './open-to-all.js';
import { statementsOf } from './policy.js';

/**
 * What a resource policy does to what the file sends there: a statement that keeps it out, whoever's the thing is; and on
 * what gcx made, one that lets anybody in.
 * @param command a command that shows the policy
 */
export function policyHarm(command: (context: HarmContext) => string): HarmRule {
  return (value, context) => {
    if (typeof value !== 'string') return undefined;
    const statements = statementsOf(value);
    return keptOut(statements, context, command) ?? open(statements, context, command);
  };
}

function keptOut(
  statements: readonly JsonObject[],
  context: HarmContext,
  command: (context: HarmContext) => string,
): Harm | undefined {
  const denials = context.requests.flatMap((request) => {
    const denial = keepsOut(statements, request);
    return denial === undefined ? [] : [{ request, denial }];
  });
  const [first] =
    denials
      .filter(({ denial }) => denial.unsure.length === 0)
      .concat(denials)
      .slice(0, 1) ?? [];
  if (first === undefined) return undefined;
  const { request, denial } = first;
  const statement = denial.sid === undefined ? 'A statement that denies' : `The statement ${denial.sid}`;
  const mend = `The owner of that statement must exclude ${request.service} from it, or remove it; to see it: ${command(context)}`;
  return denial.unsure.length === 0
    ? {
        does: `${statement} keeps ${request.service} out (${request.action}): what the file sends there is not delivered.`,
        mend,
      }
    : {
        does: `${statement} may keep ${request.service} out (${request.action}): gcx cannot tell, as it hangs on ${denial.unsure.join(' and ')}.`,
        mend,
      };
}

function open(
  statements: readonly JsonObject[],
  context: HarmContext,
  command: (context: HarmContext) => string,
): Harm | undefined {
  if (context.thing.provenance === 'used') return undefined;
  const [first] = openToAll(statements);
  if (first === undefined) return undefined;
  const { Sid: sid, Action: action } = first;
  const statement = typeof sid === 'string' && sid !== '' ? `The statement ${sid}` : 'A statement';
  return {
    does: `${statement} allows ${texts(action).join(', ') || 'actions'} to anybody, in any AWS account: what arrives need not come from Genesys Cloud.`,
    mend: `Narrow it by a condition, such as on aws:SourceAccount, or take it out; to see it: ${command(context)}`,
  };
}
