/**
 * The body of an answer as AWS may give it as well: actions and condition keys in another case, one service as a list, a
 * target without a retry policy with EventBridge's own (recorded/policies-read-back; RetryPolicy in EventBridge's API
 * reference).
 */
export function inOtherForms(action: string, body: string): string {
  const quoted = body
    .replaceAll(
      /("|\\"|&quot;)(sqs:SendMessage|sns:Publish|lambda:InvokeFunction)\1/g,
      (_all, quote, word) => {
        const [service = '', call = ''] = word.split(':');
        return `${quote}${service.toUpperCase()}:${call}${quote}`;
      },
    )
    .replaceAll(/("|\\"|&quot;)Service\1:\1([\w.]+)\1/g, '$1Service$1:[$1$2$1]')
    .replaceAll(/("|\\"|&quot;)aws:SourceArn\1/gi, '$1AWS:SourceArn$1');
  if (action !== 'ListTargetsByRule') return quoted;
  const answer = JSON.parse(quoted) as { Targets?: Record<string, unknown>[] };
  const Targets = answer.Targets?.map((target) => ({
    ...target,
    RetryPolicy: {
      MaximumRetryAttempts: 185,
      MaximumEventAgeInSeconds: 86_400,
      ...(target['RetryPolicy'] as object | undefined),
    },
  }));
  return JSON.stringify({ ...answer, ...(Targets === undefined ? {} : { Targets }) });
}
