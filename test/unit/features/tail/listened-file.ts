import { fileOf } from '../../engine/compile/file-builder.js';

/** A file whose pipe is listened to: what it routes does not matter. */
export const { config } = fileOf([{ name: 'all', events: [], targets: [] }], {
  aws: { account: '111122223333', region: 'eu-west-1' },
  genesys: {
    environment: 'mypurecloud.ie',
    organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
    integration: { suffix: 'prod' },
  },
});
