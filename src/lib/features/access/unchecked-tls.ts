/**
 * What to say where Node.js is told to check no certificate (NODE_TLS_REJECT_UNAUTHORIZED is exactly `0`); undefined
 * where it checks them.
 */
export function uncheckedTlsWarning(env: NodeJS.ProcessEnv): string | undefined {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return undefined;
  return [
    'Warning: NODE_TLS_REJECT_UNAUTHORIZED=0 is set, so no certificate is checked: whoever sits between gcx and Genesys',
    'Cloud or AWS can read the OAuth client’s secret, and change what is read and written.',
    '  fix: Unset NODE_TLS_REJECT_UNAUTHORIZED. For a proxy with a certificate of its own, name the file of its authority',
    '       in NODE_EXTRA_CA_CERTS instead.',
  ].join('\n');
}
