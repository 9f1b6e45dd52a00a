import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Limits } from '../../src/lib/base/limits.js';
import { afterThisFile } from '../clean-up.js';

/** A comment of the fake. */
export interface FakeComment {
  readonly id: number;
  readonly issue: number;
  readonly author: string;
  body: string;
}

/** An issue or a pull request of the fake. */
export interface FakeIssue {
  readonly number: number;
  readonly author: string;
  title: string;
  body: string;
  state: 'open' | 'closed';
  readonly labels: readonly string[];
  /** Of a pull request: the commit that it stands at. */
  readonly head?: string;
}

/** What the next request that fits is answered with, instead of what was asked for. */
export interface FakeFault {
  readonly on: RegExp;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
  times: number;
}

/**
 * What the action needs of GitHub's API, on a port of this machine: comments and issues of one repository, listed page by
 * page (`per_page` to 100, `Link: rel="next"`), with the limit of their bodies and with who wrote them.
 * Source: https://docs.github.com/en/rest/issues, https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api.
 */
export class FakeGitHub {
  readonly comments: FakeComment[] = [];
  readonly issues: FakeIssue[] = [];
  readonly faults: FakeFault[] = [];
  /** `METHOD PATH` of every request. */
  readonly requests: string[] = [];
  /** Logins by token. */
  readonly tokens: Readonly<Record<string, string>> = { 'token-of-actions': 'github-actions[bot]' };
  url = '';
  #next = 3_000_000_000;

  /** Starts it; it ends with the test file. */
  static async start(): Promise<FakeGitHub> {
    const fake = new FakeGitHub();
    const server = createServer((request, response) => void fake.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    afterThisFile(() => server.close());
    fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return fake;
  }

  /** The writes so far, and forgets them. */
  takeWrites(): readonly string[] {
    const writes = this.requests.filter((each) => !/^GET|graphql/.test(each));
    this.requests.length = 0;
    return writes;
  }

  /** A comment of somebody. */
  addComment(issue: number, author: string, body: string): FakeComment {
    const comment = { id: this.#id(), issue, author, body };
    this.comments.push(comment);
    return comment;
  }

  /** An issue of somebody. */
  addIssue(author: string, title: string, body: string, more: Partial<FakeIssue> = {}): FakeIssue {
    const number = more.number ?? Math.max(100, ...this.issues.map((each) => each.number)) + 1;
    const issue: FakeIssue = { author, title, body, state: 'open', labels: [], ...more, number };
    this.issues.push(issue);
    return issue;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const line = `${method} ${decodeURIComponent(url)}`;
    this.requests.push(line);
    let text = '';
    for await (const chunk of request) text += chunk;
    const fault = this.faults.find(({ on, times }) => times > 0 && on.test(line));
    if (fault !== undefined) {
      fault.times -= 1;
      return send(response, fault.status, { message: fault.message ?? 'fault' }, fault.headers);
    }
    const login = this.tokens[(request.headers.authorization ?? '').replace('Bearer ', '')];
    if (login === undefined) return send(response, 401, { message: 'Bad credentials' });
    const [status, body, headers] = this.#route(method, new URL(url, this.url), login, text);
    send(response, status, body, headers);
  }

  #route(method: string, url: URL, login: string, text: string): Answer {
    const sent = text === '' ? {} : JSON.parse(text);
    if (url.pathname === '/graphql') return [200, { data: { viewer: { login } } }];
    const path = url.pathname.replace('/repos/acme/contact-center/', '');
    if ('body' in sent && [...sent.body].length > Limits.commentCharacters) {
      const message = 'Body is too long (maximum is 65536 characters)';
      return [422, { message: 'Validation Failed', errors: [{ message }] }];
    }
    const [, kind = '', id = '', sub = ''] = /^(\w+)(?:\/(\w+))?(?:\/(\w+))?$/.exec(path) ?? [];
    switch (
      `${method} ${kind}${id === '' ? '' : id === 'comments' ? '/comments/ID' : '/ID'}${id === 'comments' || sub === '' ? '' : `/${sub}`}`
    ) {
      case 'GET pulls/ID': {
        const pull = this.issues.find(({ number }) => number === Number(id));
        return pull?.head === undefined ? notFound : [200, { number: pull.number, head: { sha: pull.head } }];
      }
      case 'GET issues/ID/comments':
        return this.#page(
          url,
          this.comments.filter(({ issue }) => issue === Number(id)).map((each) => this.#shown(each)),
        );
      case 'POST issues/ID/comments':
        return [201, this.#shown(this.addComment(Number(id), login, sent.body))];
      case 'PATCH issues/comments/ID':
      case 'DELETE issues/comments/ID':
        return this.#changeComment(method, Number(sub), sent.body);
      case 'GET issues': {
        const { state, creator } = Object.fromEntries(url.searchParams);
        const found = this.issues.filter(
          (each) => each.state === state && (creator === undefined || each.author === creator),
        );
        return this.#page(url, found.map(shownIssue));
      }
      case 'POST issues':
        return [201, shownIssue(this.addIssue(login, sent.title, sent.body, { labels: sent.labels ?? [] }))];
      case 'PATCH issues/ID': {
        const issue = this.issues.find(({ number }) => number === Number(id));
        if (issue === undefined) return notFound;
        const { state_reason: _, ...fields } = sent;
        return [200, shownIssue(Object.assign(issue, fields))];
      }
      default:
        return notFound;
    }
  }

  #changeComment(method: string, id: number, body: string): Answer {
    const at = this.comments.findIndex((each) => each.id === id);
    const comment = this.comments[at];
    if (comment === undefined) return notFound;
    if (method === 'DELETE') {
      this.comments.splice(at, 1);
      return [204, undefined];
    }
    comment.body = body;
    return [200, this.#shown(comment)];
  }

  #page(url: URL, all: readonly unknown[]): Answer {
    const size = Math.min(100, Number(url.searchParams.get('per_page') ?? 30));
    const page = Number(url.searchParams.get('page') ?? 1);
    const next = new URL(url);
    next.searchParams.set('page', String(page + 1));
    const headers = page * size < all.length ? { link: `<${next}>; rel="next", <${url}>; rel="first"` } : {};
    return [200, all.slice((page - 1) * size, page * size), headers];
  }

  #shown({ id, issue, author, body }: FakeComment): unknown {
    return {
      id,
      user: { login: author },
      body,
      html_url: `https://github.com/acme/contact-center/pull/${issue}#issuecomment-${id}`,
    };
  }

  #id(): number {
    this.#next += 1;
    return this.#next;
  }
}

type Answer = readonly [number, unknown, Readonly<Record<string, string>>?];

const notFound: Answer = [404, { message: 'Not Found' }];

function shownIssue({ number, author, title, body, state, head }: FakeIssue): unknown {
  return {
    number,
    user: { login: author },
    title,
    body,
    state,
    ...(head === undefined ? {} : { pull_request: { url: 'x' } }),
  };
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
