import type { LambdaTarget } from '../../language/config/model.js';
import { functionAndQualifier, functionArn } from '../../language/names/arn.js';
import type { TargetKind } from './kind.js';

/** A Lambda function that exists: its policy lets the rules in. */
export const lambdaTarget: TargetKind<LambdaTarget> = {
  kind: 'lambda',
  arn: ({ functionName, account, qualifier }, scope) => functionArn(scope, functionName, account, qualifier),
  declared: ({ name, functionName, account, qualifier }, { config }) => ({
    functions: [
      {
        arn: functionArn(config, functionName, account),
        name: functionName,
        ...(qualifier === undefined ? {} : { qualifier }),
        target: name,
      },
    ],
  }),
  inWords: (target) => ({ what: 'Lambda function', called: shortName(target) }),
  drawing: { shape: 'hexagon', one: 'Lambda function', all: 'Lambda functions' },
  inFile(target, scope) {
    const { functionName, account, qualifier } = target;
    const short = shortName(target);
    const own = account === scope.aws.account;
    return { lambda: { existing: own ? short : functionArn(scope, functionName, account, qualifier) } };
  },
  choices: [
    {
      word: 'lambda',
      offered: 'Existing Lambda function',
      description: 'gcx allows EventBridge to invoke it.',
      by: 'name',
      makes: false,
      existing: ({ lambda }) => lambda.functionNames(),
      listedBy: { action: 'lambda:ListFunctions', things: 'Lambda functions' },
      inFile: (name) => ({ lambda: { existing: name } }),
    },
  ],
  isOf: ({ service }) => service === 'lambda',
  nameOf: ({ resource }) => resource.replace(/^function:/, ''),
  read({ common, parts }) {
    const [functionName, qualifier] = functionAndQualifier(parts.resource);
    return {
      ...common,
      kind: 'lambda',
      functionName,
      account: parts.account,
      ...(qualifier === undefined ? {} : { qualifier }),
    };
  },
  wayBack: (_target, arn) => ({ kind: 'lambda', arn }),
};

function shortName({ functionName, qualifier }: LambdaTarget): string {
  return qualifier === undefined ? functionName : `${functionName}:${qualifier}`;
}
