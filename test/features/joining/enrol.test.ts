import { describe, expect, test } from 'vitest';
import { acceptConsent, openLink } from '../../../src/features/joining/enrol.ts';
import { syncFacilitators } from '../../../src/features/overseeing/claim-facilitator.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { markLeft, removeExpert, renewToken } from '../../../src/store/experts.ts';
import { DAY, HOUR, must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A' }, items: { x: 'A' } };
const token = (study: TestStudy, name = 'e1') => study.expert(name).token!;

function opens(study: TestStudy, link: string, accountId: number): string {
  return openLink(study.db, { token: link, accountId }).kind;
}

describe('a personal link', () => {
  test('brings a stranger the consent, and is not used up by that', () => {
    const study = new TestStudy(words);
    const stranger = study.account();
    expect([opens(study, token(study), stranger), opens(study, token(study), stranger)]).toEqual([
      'consent',
      'consent',
    ]);
  });

  test('brings a facilitator of the study a preview, and stays', () => {
    const study = new TestStudy(words);
    expect(opens(study, token(study), study.facilitator)).toBe('preview');
    const press = { token: token(study), accountId: study.facilitator, at: study.at, randomBelow: () => 0 };
    expect(refusalOf(acceptConsent(study.db, press))).toBe('link.ownStudy');
    expect(token(study)).not.toBeNull();
  });

  test('brings a facilitator of another study, or one taken off, what it brings a stranger', () => {
    const study = new TestStudy(words);
    const colleague = new TestStudy(words, study.db).facilitator;
    expect(opens(study, token(study), colleague)).toBe('consent');
    must(study.accept(token(study), colleague));
    expect(study.expert('e1').accountId).toBe(colleague);
    study.run((tx) => syncFacilitators(tx, [], study.at));
    expect(opens(study, token(study, 'e2'), study.facilitator)).toBe('consent');
  });

  test('brings who has joined to the own questionnaire: any link of the study, the own used one too', () => {
    const study = new TestStudy(words);
    const own = token(study);
    study.join('e1');
    const { accountId } = study.expert('e1');
    expect(opens(study, own, accountId!)).toBe('enrolled');
    expect(opens(study, token(study, 'e2'), accountId!)).toBe('enrolled');
    expect(token(study, 'e2')).not.toBeNull();
  });

  test('of another study brings who has joined the consent', () => {
    const study = new TestStudy(words).join('e1');
    const other = new TestStudy(words, study.db);
    expect(opens(study, token(other), study.expert('e1').accountId!)).toBe('consent');
  });

  test('that is used, renewed, void or invented is one and the same to a stranger', () => {
    const study = new TestStudy({ ...words, experts: { ...words.experts, e3: 'A' } });
    const links = ['e1', 'e2', 'e3'].map((name) => token(study, name));
    study.join('e1');
    renewToken(study.db, study.expert('e2').id, study.newToken());
    removeExpert(study.db, study.expert('e3').id, study.at);
    const stranger = study.account();
    expect([...links, 'invented'].map((link) => opens(study, link, stranger))).toEqual(
      Array(4).fill('unknown'),
    );
  });
});

describe('accepting the consent', () => {
  test('binds the expert to the account, forgets the link and is logged', () => {
    const study = new TestStudy(words);
    const account = study.account();
    const outcome = must(study.accept(token(study), account));
    expect(outcome).toMatchObject({ expert: { name: 'e1' }, roundOpen: false });
    expect(study.expert('e1')).toMatchObject({ accountId: account, joinedAt: study.at, token: null });
    expect(loadEvents(study.db, study.studyId).at(-1)).toMatchObject({
      kind: 'expert.joined',
      actor: 'expert',
    });
  });

  test('is the first account’s: a second one is refused', () => {
    const study = new TestStudy(words);
    const link = token(study);
    study.accept(link, study.account());
    expect(refusalOf(study.accept(link, study.account()))).toBe('link.unknown');
  });

  test('pressed twice is no refusal, and changes nothing', () => {
    const study = new TestStudy(words);
    const account = study.account();
    const link = token(study);
    study.accept(link, account);
    study.pass(1000);
    expect(must(study.accept(link, account))).toMatchObject({ joined: 'before' });
    expect(study.expert('e1').joinedAt).not.toEqual(study.at);
  });

  test('of another by one account enrols no second expert', () => {
    const study = new TestStudy(words);
    const account = study.account();
    study.accept(token(study), account);
    expect(refusalOf(study.accept(token(study, 'e2'), account))).toBe('link.oneStudyOneExpert');
    expect(study.expert('e2').accountId).toBeNull();
  });

  test('is told quietly that it has joined where the own consent is accepted again', () => {
    const study = new TestStudy(words);
    const account = study.account();
    const own = token(study);
    study.accept(own, account);
    expect(study.accept(own, account)).toEqual({ ok: true, joined: 'before' });
  });
});

describe('who joins while a round is open', () => {
  test('gets it at once, in quiet hours too', () => {
    const study = new TestStudy(words).open();
    study.quietHours = { from: 0, to: 23 };
    expect(study.accept(token(study), study.account())).toMatchObject({ joined: 'now', roundOpen: true });
    expect(study.queued('round-opened')).toMatchObject([
      { args: { questionnaireId: study.questionnaire('e1').id, atOnce: true }, notBefore: null },
    ]);
  });

  test('gets it anew after having left, on the same account too', () => {
    const study = new TestStudy(words).open();
    const account = study.account();
    study.accept(token(study), account);
    study.deliver('round-opened').pass(HOUR);
    markLeft(study.db, study.expert('e1').id, study.at);
    study.moves('e1', account);
    expect(study.queued('round-opened')).toHaveLength(1);
  });

  test('gets none at its deadline, nor where the round opened before the expert was added', () => {
    const study = new TestStudy(words).open();
    study.db.$client.prepare('DELETE FROM questionnaires WHERE expert_id = ?').run(study.expert('e2').id);
    expect(study.accept(token(study, 'e2'), study.account())).toMatchObject({
      joined: 'now',
      roundOpen: false,
    });
    study.pass(7 * DAY);
    expect(study.accept(token(study), study.account())).toMatchObject({ joined: 'now', roundOpen: false });
    expect(study.queued('round-opened')).toEqual([]);
  });
});
