import type { Right, RightScope } from '../../engine/kinds/index.js';
import { targetsOfKind } from '../../language/config/targets-of-kind.js';
import { tailRights } from '../tail/tail-rights.js';

/** What `gcx processor dev` takes: a tail of its own, and with --with-secrets the secrets of processors. */
export function developmentRights(scope: RightScope): readonly Right[] {
  const processors = targetsOfKind(scope.config, 'processor');
  const secrets = [...new Set(processors.flatMap((each) => Object.values(each.secrets)))];
  const keys = [...new Set(processors.flatMap(({ secretKeys = [] }) => secretKeys))];
  const common = {
    why: 'read the secrets of processors with --with-secrets',
    without: 'gcx processor dev does not work with --with-secrets.',
  };
  return [
    ...tailRights(scope),
    ...(secrets.length === 0 ? [] : [{ actions: ['secretsmanager:GetSecretValue'], on: secrets, ...common }]),
    ...(keys.length === 0 ? [] : [{ actions: ['kms:Decrypt'], on: keys, ...common }]),
  ];
}
