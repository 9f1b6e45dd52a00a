import { once } from '../../base/once.js';
import { dateOfAnswer } from './answer-date.js';
import { AwsCallError, hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import type { ParameterReading, ParametersApi, ParameterWrite } from './parameter-model.js';
import { SentOnce } from './sent-once.js';

/**
 * Parameter Store. No call waits for a turn: the turns can be held by writes that wait at the gate until the lease is
 * renewed here.
 */
export function parametersApi(caller: AwsCaller): ParametersApi {
  const sdk = once(async () => {
    const ssm = await import('@aws-sdk/client-ssm');
    return {
      ssm,
      reading: await caller.openUngated((config) => new ssm.SSMClient(config)),
      writing: await caller.openUngated(
        (config) => new ssm.SSMClient({ ...config, retryStrategy: new SentOnce(config.retryStrategy) }),
      ),
    };
  });

  async function put(
    name: string,
    value: string,
    options: { readonly Overwrite: boolean; readonly Description?: string },
  ): Promise<ParameterWrite> {
    const { ssm, writing } = await sdk();
    try {
      const { Version } = await caller.callWaiting('ssm:PutParameter', name, () =>
        writing.send(new ssm.PutParameterCommand({ Name: name, Value: value, Type: 'String', ...options })),
      );
      // The version is what says whose lease it is.
      if (Version === undefined) throw new Error('Systems Manager named no version.');
      return { kind: 'written', version: Version };
    } catch (error) {
      if (hasAwsCode(error, 'ParameterAlreadyExists')) return { kind: 'exists' };
      if (hasAwsCode(error, 'TooManyUpdates')) return { kind: 'busy' };
      if (error instanceof AwsCallError && UNSURE.has(error.report.code)) return { kind: 'unknown', error };
      throw error;
    }
  }

  return {
    async read(name, version) {
      const { ssm, reading } = await sdk();
      const selected = version === undefined ? name : `${name}:${version}`;
      const command = new ssm.GetParameterCommand({ Name: selected });
      let answered: ParameterReading = {};
      command.middlewareStack.add(
        (next) => async (args) => {
          const result = await next(args);
          const date = dateOfAnswer(result.response);
          answered = date === undefined ? {} : { answered: date };
          return result;
        },
        { step: 'deserialize', priority: 'low', name: 'gcxDateOfAnswer' },
      );
      try {
        const { Parameter: found } = await caller.callWaiting('ssm:GetParameter', name, () =>
          reading.send(command),
        );
        if (found?.Value === undefined || found.Version === undefined) return answered;
        const modified = found.LastModifiedDate?.getTime();
        return {
          ...answered,
          parameter: {
            value: found.Value,
            version: found.Version,
            ...(modified === undefined ? {} : { modified }),
          },
        };
      } catch (error) {
        if (hasAwsCode(error, 'ParameterNotFound', 'ParameterVersionNotFound')) return answered;
        throw error;
      }
    },
    create: (name, value, description) => put(name, value, { Overwrite: false, Description: description }),
    overwrite: (name, value) => put(name, value, { Overwrite: true }),
    async delete(name) {
      const { ssm, writing } = await sdk();
      try {
        await caller.callWaiting('ssm:DeleteParameter', name, () =>
          writing.send(new ssm.DeleteParameterCommand({ Name: name })),
        );
      } catch (error) {
        if (!hasAwsCode(error, 'ParameterNotFound')) throw error;
      }
    },
  };
}

/** Failures after which nobody knows whether the call was carried out; see awsCallError. */
const UNSURE = new Set(['network-timeout', 'network-broken', 'aws-unavailable', 'aws-not-understood']);
