import { validationError } from '../../aws-error.js';

/**
 * Refuses what is no public HTTPS URL, in AWS's words (public reports; for an API destination recorded in September 2026).
 * AWS takes an endpoint without a scheme as well; the sandbox, as gcx, wants it written in full.
 * @param failed How AWS begins, such as `Failed to create the api-destination(s).`
 * @throws AwsError ValidationException
 */
export function checkEndpoint(member: string, endpoint: string, failed: string): void {
  if (isHttpsUrl(endpoint)) return;
  throw validationError(
    `${failed} Parameter ${member} is not valid. Reason: Endpoint '${endpoint}' is invalid, please provide a valid HTTPS endpoint URL.`,
  );
}

function isHttpsUrl(text: string): boolean {
  const host = /^https:\/\/([^/?#]*)/i.exec(text)?.[1] ?? '';
  return host !== '' && !/[*@]/.test(host) && !text.includes('#') && URL.canParse(text);
}
