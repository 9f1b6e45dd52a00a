import { expect, it } from 'vitest';
import { uncheckedTlsWarning } from '../../../../src/lib/features/access/unchecked-tls.js';

it('warns where Node.js checks no certificate, and only there', () => {
  expect(uncheckedTlsWarning({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toMatch(
    /no certificate is checked[\s\S]*fix: Unset/,
  );
  for (const value of [undefined, '', '1', 'false'])
    expect(uncheckedTlsWarning({ NODE_TLS_REJECT_UNAUTHORIZED: value })).toBeUndefined();
});
