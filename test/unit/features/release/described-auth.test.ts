import { expect, test } from 'vitest';
import { describedAuth } from '../../../../src/lib/features/release/described-auth.js';

test('each value that AWS does not tell is a parameter, and nothing that is empty is written', () => {
  const { auth, parameters } = describedAuth('shop-crm', {
    OAuthParameters: {
      AuthorizationEndpoint: 'https://login.example.com/token',
      HttpMethod: 'POST',
      ClientParameters: { ClientID: 'gcx' },
      OAuthHttpParameters: { HeaderParameters: [], QueryStringParameters: [], BodyParameters: [] },
    },
    InvocationHttpParameters: {
      HeaderParameters: [
        { Key: 'X-Tenant', Value: 'shop', IsValueSecret: false },
        { Key: 'X-Pass', IsValueSecret: true },
      ],
    },
  });
  expect(auth).toEqual({
    OAuthParameters: {
      AuthorizationEndpoint: 'https://login.example.com/token',
      HttpMethod: 'POST',
      ClientParameters: { ClientID: 'gcx', ClientSecret: { Ref: 'ShopCrmSecret' } },
    },
    InvocationHttpParameters: {
      HeaderParameters: [
        { Key: 'X-Tenant', Value: 'shop', IsValueSecret: false },
        { Key: 'X-Pass', Value: { Ref: 'ShopCrmXPassValue' }, IsValueSecret: true },
      ],
    },
  });
  expect(parameters).toEqual([
    {
      name: 'ShopCrmSecret',
      description: 'The secret of connection shop-crm, which AWS does not tell',
      secret: true,
    },
    {
      name: 'ShopCrmXPassValue',
      description: 'The value of X-Pass of connection shop-crm, which AWS does not tell',
      secret: true,
    },
  ]);
});
