import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { startMessenger, type TestMessenger, TOKEN } from '../bot-api.ts';

let messenger: TestMessenger;
let receiver: Server;

afterEach(async () => {
  await messenger.stop();
  receiver.closeAllConnections();
  receiver.close();
});

interface Delivery {
  readonly text: string;
  readonly secret: string | undefined;
}

async function startReceiver(statusOf: (delivery: Delivery) => number) {
  const deliveries: Delivery[] = [];
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const secret = request.headers['x-telegram-bot-api-secret-token'] as string | undefined;
    const delivery = { text: JSON.parse(body).message.text as string, secret };
    deliveries.push(delivery);
    response.writeHead(statusOf(delivery)).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const { port } = receiver.address() as { port: number };
  return { deliveries, url: `http://127.0.0.1:${port}/hook` };
}

const call = async (method: string, params: object = {}) => {
  const response = await fetch(`${messenger.apiRoot}/bot${TOKEN}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  return (await response.json()) as Record<string, unknown>;
};

test('updates are posted with the secret, in order for a chat, and again until they are taken', async () => {
  let refusals = 2;
  const { deliveries, url } = await startReceiver(({ text }) =>
    text === 'یک' && refusals-- > 0 ? 500 : 200,
  );
  messenger = await startMessenger({ webhookPauseMs: 5 });
  messenger.addPerson({ id: 1, firstName: 'الف' });
  messenger.addPerson({ id: 2, firstName: 'ب' });
  expect(await call('setWebhook', { url, secret_token: 'راز' })).toMatchObject({
    ok: false,
    error_code: 400,
  });
  await call('setWebhook', { url, secret_token: 's-1' });
  messenger.send(1, 'یک');
  messenger.send(1, 'دو');
  messenger.send(2, 'سه');
  await messenger.whenConfirmed();
  const ofFirst = deliveries.filter(({ text }) => text !== 'سه').map(({ text }) => text);
  expect(ofFirst).toEqual(['یک', 'یک', 'یک', 'دو']);
  expect(new Set(deliveries.map(({ secret }) => secret))).toEqual(new Set(['s-1']));
  expect(await call('getWebhookInfo')).toMatchObject({ result: { url, pending_update_count: 0 } });
});

test('with a webhook a poll is refused; without it the updates come by poll again', async () => {
  const { url } = await startReceiver(() => 503);
  messenger = await startMessenger({ webhookPauseMs: 60_000 });
  messenger.addPerson({ id: 1, firstName: 'الف' });
  await call('setWebhook', { url });
  messenger.send(1, 'یک');
  expect(await call('getUpdates')).toMatchObject({ ok: false, error_code: 409 });
  await call('deleteWebhook');
  expect(await call('getUpdates')).toMatchObject({ result: [{ message: { text: 'یک' } }] });
});
