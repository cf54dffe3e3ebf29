import { beforeEach, expect, test } from 'vitest';
import { acceptButton, rateButton, reasonButton } from '../../../src/messages/buttons.ts';
import { plain } from '../../../src/texts/i18n.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { must, TestStudy } from '../../fixtures/study.ts';

/** A colleague's study, whose expert e1 is a facilitator with a study of the own. */
let study: TestStudy;
let own: TestStudy;
let chat: TestChat;
let sara: number;

beforeEach(async () => {
  study = new TestStudy({
    experts: { e1: 'A', e2: 'A' },
    items: { x: 'A' },
    rules: { title: 'پژوهش همکار' },
  });
  own = new TestStudy({ experts: { آرش: 'A' }, items: { y: 'A' }, rules: { title: 'پژوهش سارا' } }, study.db);
  sara = own.facilitator;
  chat = new TestChat(study);
  await chat.presses(sara, acceptButton.write(study.expert('e1').token!));
  expect(study.expert('e1').accountId).toBe(sara);
});

test('a facilitator who is a colleague’s expert has the commands of both, and is told so', async () => {
  study.open();
  expect((await chat.writes(sara, '/start')).join()).toMatch(/پژوهش سارا.*پژوهش همکار.*\/continue/s);
  const help = (await chat.writes(sara, '/help')).join();
  for (const command of ['/invite', '/open', '/continue', '/suggest', '/ask', '/leave']) {
    expect(help).toContain(command);
  }
  expect((await chat.writes(sara, '/status')).join()).toContain('پژوهش سارا');
  expect(await chat.writes(sara, '/continue')).toEqual([]);
  expect(study.questionnaire('e1')).toMatchObject({ cardAccountId: sara });
  expect((await chat.writes(sara, '/privacy')).join()).toContain('پژوهش همکار');
});

test('a facilitator who is a colleague’s expert answers like any expert, and typed texts go where they were asked for', async () => {
  study.open().begin('e1');
  const { id } = study.answer('e1', 'x');
  expect(await chat.presses(sara, rateButton.write({ answerId: id, place: 4 }))).toEqual({});
  await chat.presses(sara, reasonButton.write({ answerId: id }));
  await chat.sends(sara, { photo: [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }] });
  expect(chat.said(sara).at(-1)!.html).toContain(plain('label.cancel'));
  await chat.writes(sara, 'دلیل من این است');
  expect(study.answer('e1', 'x').reason).toBe('دلیل من این است');

  must(own.accept(own.expert('آرش').token!, own.account()));
  await chat.writes(sara, '/announce');
  await chat.writes(sara, 'فردا جلسه داریم');
  expect(chat.said(sara).at(-1)!.html).toContain('پژوهش سارا');
  expect(study.answer('e1', 'x').reason).toBe('دلیل من این است');
});

test('a facilitator who is a colleague’s expert sees neither the colleague’s study nor its experts', async () => {
  study.join('e2').open();
  const said = [];
  for (const command of ['/status', '/experts', '/panels', '/suggestions', '/summary', '/close']) {
    said.push(...(await chat.writes(sara, command)));
  }
  expect(said.join()).not.toMatch(/پژوهش همکار|e2/);
});
