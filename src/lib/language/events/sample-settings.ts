import { GcxError } from '../../base/gcx-error.js';
import type { SampleSettings } from './model.js';

/** What of a file says where its events are from. */
interface SampleGround {
  readonly genesys: { readonly organization: string; readonly integration?: { readonly suffix: string } };
  readonly aws: { readonly account: string; readonly region: string };
}

/** Where an event is from: the file's organization and account, or those of the captured events. */
export function sampleOrigin(
  config?: SampleGround,
): Pick<SampleSettings, 'organization' | 'suffix' | 'account' | 'region'> {
  if (config === undefined) {
    return {
      organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
      suffix: 'example',
      account: '111122223333',
      region: 'us-east-1',
    };
  }
  return {
    organization: config.genesys.organization,
    suffix: config.genesys.integration?.suffix ?? 'example',
    account: config.aws.account,
    region: config.aws.region,
  };
}

/**
 * When a sample event happened: the text's time, or now.
 * @throws GcxError where the text is not a time.
 */
export function sampleTime(text: string | undefined): Date {
  if (text === undefined) return new Date();
  const time = new Date(text);
  const year = time.getUTCFullYear();
  if (/^\d{4}-\d\d-\d\d/.test(text) && year >= 1970 && year <= 9999) return time;
  throw new GcxError({
    code: 'time-invalid',
    what: `"${text.slice(0, 60)}" is not a time that gcx can read.`,
    fix: 'For example: --time 2025-12-12T15:04:25Z',
  });
}
