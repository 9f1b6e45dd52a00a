import { expect, test } from 'vitest';
import { writtenCommands } from '../../../../src/lib/base/hints/gcx-command.js';
import { localTime } from '../../../../src/lib/base/local-time.js';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { emitText } from '../../../../src/lib/cli/render/sandbox-text.js';
import { whyText } from '../../../../src/lib/cli/render/why-text.js';
import { filtersOfAccount, filtersOfFile } from '../../../../src/lib/features/rules/index.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import { head } from '../../../e2e/gcx.js';
import { asked, call, callId, happens, SALES_SUPPORT, seedOf } from '../../../harness/called.js';
import { trial } from '../../../harness/trial.js';

const FILE = `${head()}targets:
  board:
    sns: { create: shop-board }
    subscribers:
      - { sqs: chats, raw: true, filter: { mediaType: [CHAT] } }
      - { sqs: calls, filter: { mediaType: [VOICE] } }
  chats: { sqs: { create: shop-chats } }
  calls: { sqs: { create: shop-calls } }
routes:
  ended: { events: [conversation.acd.end], targets: [board] }
`;
const BOARD = 'arn:aws:sns:eu-west-1:111122223333:shop-board';
const CHATS = 'arn:aws:sqs:eu-west-1:111122223333:shop-chats';
const ofBoard = (subscriber: string, mediaType: string) => ({
  subscriber,
  scope: 'body',
  policy: JSON.stringify({ detail: { eventBody: { mediaType: [mediaType] } } }),
});

test('the filters of the file and of the account, and what why and the sandbox say of them', async () => {
  const pipe = await trial(FILE, { seedFile: seedOf([call(1, [SALES_SUPPORT])]) });
  await pipe.apply(await pipe.plan());
  const { config } = await loadConfig({ cwd: pipe.folder, env: {} });
  const both = [ofBoard('chats', 'CHAT'), ofBoard('calls', 'VOICE')];
  expect(filtersOfFile(config).filtersOf(BOARD)).toEqual(both);
  const gone = `${BOARD}-gone`;
  const live = await filtersOfAccount(pipe.aws, config, [BOARD, BOARD, gone, CHATS]);
  expect(live.filtersOf(BOARD)).toEqual(expect.arrayContaining(both));
  expect([live.missing, live.filtersOf(gone), live.filtersOf(CHATS)]).toEqual([[], [], []]);

  // The receiver that the call is not for accepts nothing: that has nothing to do with the call.
  await pipe.others.sqs.setAttributes('shop-chats', { Policy: '' });
  await happens(pipe, callId(1));
  await pipe.clock.sleep(600_000);
  const why = await asked(pipe, callId(1));
  const shown = writtenCommands(whyText(why, plainStyle, localTime('UTC'))).replaceAll('\ufdd4', ' ');
  expect(why.sentence).toBe('It probably reached board.');
  expect(shown).toContain(`            board  probably delivered (according to the metrics of those
                   minutes)
              probably not sent to chats, by its filter: mediaType wants CHAT,
              has VOICE
`);
  expect(shown).not.toContain('to calls');

  const report = await pipe.sandbox.emit({ eventType: 'acd.end', set: { mediaType: 'CHAT' } });
  expect(emitText(report, [], plainStyle)).toContain(`:shop-calls  not-sent:
         its filter does not let it through: mediaType wants "VOICE", has "CHAT"`);

  // Somebody let the filter look into attributes, which events have not.
  await pipe.others.sns.setSubscription(BOARD, 'sqs', CHATS, { FilterPolicyScope: 'MessageAttributes' });
  await pipe.others.sns.setSubscription(BOARD, 'sqs', CHATS, { FilterPolicy: '{"mediaType":["CHAT"]}' });
  expect((await filtersOfAccount(pipe.aws, config, [BOARD])).filtersOf(BOARD)).toContainEqual({
    subscriber: 'chats',
    scope: 'attributes',
    policy: '{"mediaType":["CHAT"]}',
  });
});
