/**
 * Writes the action's own comment on a pull request: the one that carries the marker and that this token wrote. Other
 * people's comments are never touched, whatever stands in them.
 * @returns its URL; undefined where a newer commit was pushed meanwhile, whose run writes it
 */
export async function writeComment(github, { number, head }, marker, body) {
  const pull = await github.call('GET', `pulls/${number}`);
  if (pull.head.sha !== head) return undefined;
  const login = await github.login();
  const comments = await github.all(`issues/${number}/comments`);
  const [first, ...others] = comments.filter((each) => isOurs(each, login, marker));
  const { html_url: url } =
    first === undefined
      ? await github.call('POST', `issues/${number}/comments`, { body })
      : await github.call('PATCH', `issues/comments/${first.id}`, { body });
  // Two runs at the same moment may both have found none.
  for (const { id } of others) await github.call('DELETE', `issues/comments/${id}`);
  return url;
}

/** Whether a comment or an issue is the action's own. */
export function isOurs({ user, body }, login, marker) {
  return user?.login === login && (body ?? '').startsWith(marker);
}
