import { expect, it } from 'vitest';
import { hostsDeliveredTo } from '../../../src/lib/sandbox/deliver-hosts.js';

it('reads which server stands for which host', () => {
  expect(
    hostsDeliveredTo([
      'CRM.example.com=http://127.0.0.1:9000',
      'login.example.com:8443=https://localhost',
      'a.b:443=http://[::1]:1/',
    ]),
  ).toEqual({
    'crm.example.com': 'http://127.0.0.1:9000',
    'login.example.com:8443': 'https://localhost',
    'a.b': 'http://[::1]:1/',
  });
});

it.each([
  ['crm.example.com', 'is not a host'],
  ['=http://127.0.0.1', 'is not a host'],
  ['https://crm.example.com=http://127.0.0.1', 'is not a host'],
  ['*.example.com=http://127.0.0.1', 'is not a host'],
  ['a=127.0.0.1:9000', 'is not the address of a server'],
  ['a=http://127.0.0.1:9000/path', 'is not the address of a server'],
  ['a=http://u:p@127.0.0.1', 'is not the address of a server'],
  ['a=', 'is not the address of a server'],
])('does not take %s', (text, why) => {
  expect(() => hostsDeliveredTo([text])).toThrow(why);
});

it('does not take a host twice', () => {
  expect(() => hostsDeliveredTo(['a=http://127.0.0.1', 'A=http://127.0.0.2'])).toThrow('names a');
});
