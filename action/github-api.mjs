/** Times that a request is sent, at most. */
const ATTEMPTS = 4;

/** Seconds that GitHub may ask to wait for; longer, and the request fails. */
const WAIT_SECONDS = 90;

/** An answer of GitHub that is no success. */
class GitHubError extends Error {
  constructor(method, path, status, answer, fix) {
    super(`GitHub answered ${status} to ${method} ${path}: ${answer}${fix === undefined ? '' : ` ${fix}`}`);
    this.status = status;
  }
}

/** GitHub's REST API, as far as comments and issues need it. */
export class GitHub {
  constructor({ token, repository, env }) {
    if (token === '') throw new Error('github-token is empty: the action cannot comment or open issues.');
    this.base = env.GITHUB_API_URL || 'https://api.github.com';
    this.graphql = env.GITHUB_GRAPHQL_URL || `${this.base}/graphql`;
    this.repository = repository;
    this.token = token;
  }

  /**
   * Who the token is. REST has no answer for the tokens of GitHub Apps, such as GITHUB_TOKEN, which is
   * `github-actions[bot]`; GraphQL has.
   */
  async login() {
    const { body } = await this.send('POST', this.graphql, { query: '{ viewer { login } }' });
    const login = body?.data?.viewer?.login;
    if (typeof login !== 'string') throw new Error('GitHub does not say who the token is.');
    return login;
  }

  /** Every element of a list, page by page. */
  async all(path) {
    const found = [];
    let url = `${this.base}/repos/${this.repository}/${path}${path.includes('?') ? '&' : '?'}per_page=100`;
    while (url !== undefined) {
      const { body, headers } = await this.send('GET', url);
      found.push(...body);
      url = /<([^>]+)>;\s*rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    return found;
  }

  /** One request; its answer's body. */
  async call(method, path, body) {
    const answer = await this.send(method, `${this.base}/repos/${this.repository}/${path}`, body);
    return answer.body;
  }

  /**
   * Repeats what may be repeated: what GitHub did not carry out for its rate limit, and reads that failed. A write
   * without an answer may have been carried out, and is not repeated here.
   */
  async send(method, url, body) {
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt === ATTEMPTS;
      let response;
      try {
        response = await fetch(url, {
          method,
          headers: {
            accept: 'application/vnd.github+json',
            authorization: `Bearer ${this.token}`,
            'x-github-api-version': '2022-11-28',
            'user-agent': 'genesys-gcx-action',
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
      } catch (error) {
        if (method === 'GET' && !last) {
          await seconds(attempt);
          continue;
        }
        throw new Error(
          `GitHub did not answer ${method} ${new URL(url).pathname}: ${error.cause?.code ?? error.message}`,
        );
      }
      if (response.ok)
        return { body: await response.json().catch(() => undefined), headers: response.headers };
      const wait = waitOf(response, method, attempt);
      if (wait !== undefined && wait <= WAIT_SECONDS && !last) {
        await seconds(wait);
        continue;
      }
      throw await errorOf(response, method, url);
    }
  }
}

/** Seconds after which a request may be sent again; undefined: never. */
function waitOf({ status, headers }, method, attempt) {
  const after = Number(headers.get('retry-after'));
  if (status === 429 || status === 403) {
    if (headers.has('retry-after') && Number.isFinite(after)) return after;
    if (headers.get('x-ratelimit-remaining') !== '0') return status === 429 ? 2 ** attempt : undefined;
    return Math.max(1, Number(headers.get('x-ratelimit-reset')) - Math.floor(Date.now() / 1000));
  }
  return status >= 500 && method === 'GET' ? attempt : undefined;
}

async function errorOf(response, method, url) {
  const answer = await response.json().catch(() => ({}));
  const details = (answer.errors ?? []).map(({ message }) => message).filter(Boolean);
  const text = [answer.message ?? response.statusText, ...details].join(': ');
  const fix =
    response.status === 403 || response.status === 404
      ? 'The job needs "permissions: { pull-requests: write }" for comments, "issues: write" for issues.'
      : undefined;
  return new GitHubError(method, new URL(url).pathname, response.status, text, fix);
}

function seconds(count) {
  return new Promise((resolve) => setTimeout(resolve, count * 1000));
}
