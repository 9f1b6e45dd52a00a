import type { Agent } from 'node:http';

const variables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

/** Whether a host is this machine; calls to it never go through a proxy. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * An agent that sends calls through the proxy of HTTPS_PROXY, HTTP_PROXY or ALL_PROXY, but those to hosts of NO_PROXY;
 * undefined where no such variable is set. The library is loaded only then.
 */
export async function proxyAgent(): Promise<Agent | undefined> {
  if (!variables.some((name) => process.env[name])) return undefined;
  const { ProxyAgent } = await import('proxy-agent');
  const agent = new ProxyAgent({ keepAlive: true });
  const fromEnvironment = agent.getProxyForUrl;
  agent.getProxyForUrl = (url, request) =>
    isLoopback(new URL(url).hostname) ? '' : fromEnvironment(url, request);
  return agent;
}
