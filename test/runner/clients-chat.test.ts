import { assert } from 'chai';
import { serveChannels, type Talk } from '../serve/channels/talk.ts';
import { close, closed, next, open, type Played, play, receive, send, silent } from './client-steps.ts';

const CHAT = `
channels:
  /ws/{room}/{user}: { preset: chat, same-user: refuse }
  /strict/{user}:
    params: { query: { token: { type: string, required: true } } }
    protocols: [v1.chat]
    message: { type: object }
    limits: { rate: 2/s }
`;

describe('createClientHost on the chat of the mock', () => {
  let talk: Talk;
  let played: Played | undefined;

  function start(...clients: Parameters<typeof play> extends [string, ...infer Rest] ? Rest : never): Played {
    played = play(`http://127.0.0.1:${talk.port}`, ...clients);
    return played;
  }

  before(async () => {
    talk = await serveChannels(CHAT);
  });

  afterEach(async () => {
    await played?.host.close();
    played = undefined;
  });

  after(() => talk.close());

  it('plays the grouped chat of the format', async () => {
    const { well } = start({ ann: '/ws/lobby/ann', bob: '/ws/lobby/bob', cat: '/ws/attic/cat' });
    await well('ann', open());
    await well('bob, cat', open());
    await well('cat', receive('{ user: cat, message: 进入聊天 }'));
    await well('ann', send({ message: 'hello' }));
    await well('ann, bob', receive('{ user: ann, message: hello }', 1000));
    await well('cat', silent(50));
    await well('bob', close());
    await well('ann', receive('{ user: bob, message: 离开 }'));
  });

  it('has everybody gone before the next case begins', async () => {
    for (let round = 0; round < 20; round++) {
      const { well, host } = start({ ann: '/ws/hall/ann', bob: '/ws/hall/bob' });
      await well('ann, bob', open());
      await well('bob', next('{ user: bob, message: 进入聊天 }'));
      await well('ann', next('{ user: ann, message: 进入聊天 }'));
      assert.deepEqual(await host.close(), []);
    }
  });

  it('sees the mock refuse, with its answer and its line', async () => {
    const { well, act } = start({ ann: '/ws/lobby/ann', twin: '/ws/lobby/ann', nobody: '/strict/ann' });
    await well('ann', open());
    await well('twin', open('{ status: 409, body: { code: 409 } }'));
    const { failures } = await act('nobody', open());
    assert.deepEqual(
      failures.map(({ message, answeredBy }) => [message, answeredBy]),
      [['status: expected 101, received 422', 'routes.d/chat.yaml:4']],
    );
  });

  it('is closed by the mock when it sends too much', async () => {
    const { well, fail } = start({ ann: { target: '/strict/ann?token=t', protocols: ['v1.chat'] } });
    await well('ann', open('{ status: 101, header: { sec-websocket-protocol: v1.chat } }'));
    for (let count = 0; count < 3; count++) await well('ann', send({ count }));
    await well('ann', closed('1008'));
    assert.match(
      (await fail('ann', send({})))[0] ?? '',
      /^1 ann: send expectation: ann was closed by the server: 1008 "/,
    );
  });
});
