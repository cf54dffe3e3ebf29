import { beforeEach, describe, expect, test } from 'vitest';
import { syncFacilitators } from '../../../src/features/overseeing/claim-facilitator.ts';
import {
  askToJoin,
  composeJoinDecided,
  composeJoinRequest,
  decideJoining,
} from '../../../src/features/overseeing/join-study.ts';
import { listStudies } from '../../../src/features/overseeing/list-studies.ts';
import { studyOf } from '../../../src/features/studies/choose-study.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { loadJoinRequest } from '../../../src/store/join-requests.ts';
import { addOperator } from '../../../src/store/operators.ts';
import { loadStudyFacilitators } from '../../../src/store/studies.ts';
import { DAY, must, refusalOf, TestStudy } from '../../fixtures/study.ts';

let study: TestStudy;
let asker: number;
beforeEach(() => {
  study = new TestStudy({ experts: { آرش: 'A', مینا: 'A' }, items: { G1: 'A' } });
  asker = study.facilitatorsAccount();
});

const ask = (accountId = asker) =>
  study.run((tx) => askToJoin(tx, { studyId: study.studyId, accountId, name: 'سارا (@sara)', at: study.at }));
const decide = (accountId: number, accept = true, requestId = 1) =>
  study.run((tx) => decideJoining(tx, { requestId, accept, accountId, at: study.at }));
const runs = (accountId = asker) => study.run((tx) => studyOf(tx, accountId, study.studyId)).ok;
const asked = () => study.queued('join-request').map(({ accountId }) => accountId);
const letInBy = () =>
  loadEvents(study.db, study.studyId).flatMap(({ kind, details }) =>
    kind === 'study.facilitatorJoined' ? [details['letInBy']] : [],
  );
/** Nobody who runs the study is a facilitator of the bot any more. */
const forsake = () =>
  study.db.$client.prepare('DELETE FROM facilitators WHERE account_id = ?').run(study.facilitator);

describe('who wants to join a study of others', () => {
  test('sees its title alone, and is let in by one of its facilitators, which the log says', () => {
    const before = study.run((tx) => listStudies(tx, asker, 0));
    expect(before.others).toEqual([{ studyId: study.studyId, title: study.study.title }]);
    const colleague = study.colleague();
    expect(must(ask()).joining).toBe('asked');
    expect([runs(), asked()]).toEqual([false, [study.facilitator, colleague]]);
    const message = composeJoinRequest(study.db, 1, colleague)!;
    expect(message.html).toContain('سارا (@sara)');
    expect(message.buttons!.flat().map(({ text }) => text)).toEqual(['پذیرفتن', 'رد کردن']);
    must(decide(colleague));
    expect([runs(), letInBy()]).toEqual([true, ['facilitator']]);
    expect(study.run((tx) => listStudies(tx, asker, 0)).chosenId).toBe(study.studyId);
    expect(composeJoinDecided(study.db, 1)!.html).toContain('پیوستید');
    expect(loadJoinRequest(study.db, 1)!.name).toBe('');
  });

  test('asks once, however often it is pressed', () => {
    must(ask());
    expect(must(ask()).joining).toBe('asked-before');
    expect(asked()).toEqual([study.facilitator]);
  });

  test('who is rejected may ask again a day later', () => {
    must(ask());
    must(decide(study.facilitator, false));
    expect([runs(), refusalOf(ask())]).toEqual([false, 'study.joinRejected']);
    expect(composeJoinDecided(study.db, 1)!.html).toContain('پذیرفته نشد');
    study.pass(DAY);
    expect(must(ask()).joining).toBe('asked');
    must(decide(study.facilitator, true, 2));
    expect(runs()).toBe(true);
  });

  test('is let in by nobody else: not by the asker, a stranger, an expert, another facilitator or an operator', () => {
    study.join();
    must(ask());
    const operator = study.account();
    addOperator(study.db, operator, study.at);
    const others = [
      asker,
      study.account(),
      study.expert('آرش').accountId!,
      study.facilitatorsAccount(),
      operator,
    ];
    expect(others.map((accountId) => refusalOf(decide(accountId)))).toEqual(
      others.map(() => 'study.notYours'),
    );
    expect(runs()).toBe(false);
  });

  test('is decided once; the other facilitators see it on their message', () => {
    const colleague = study.colleague();
    must(ask());
    study.deliver('join-request');
    must(decide(study.facilitator));
    expect([refusalOf(decide(colleague, false)), runs()]).toEqual(['study.joinDecided', true]);
    const told = study.queued('reply');
    expect(told.map(({ accountId, args }) => [accountId, args.forFacilitator])).toEqual([[colleague, true]]);
    expect(composeJoinRequest(study.db, 1, colleague)).toBeNull();
  });

  test('is not let in where no facilitator any more by then, nor asked about', () => {
    must(ask());
    study.db.$client.prepare('DELETE FROM facilitators WHERE account_id = ?').run(asker);
    expect(composeJoinRequest(study.db, 1, study.facilitator)).toBeNull();
    expect(refusalOf(decide(study.facilitator))).toBe('study.joinGone');
  });

  test('as an expert of the study has to leave first', () => {
    must(study.accept(study.expert('آرش').token!, asker));
    expect(refusalOf(ask())).toBe('study.ownExpert');
  });

  test('and becomes an expert meanwhile is not let in', () => {
    must(ask());
    must(study.accept(study.expert('آرش').token!, asker));
    expect(refusalOf(decide(study.facilitator))).toBe('study.joinExpert');
  });

  test('of a study that is not there is refused', () => {
    const far = { studyId: 99, accountId: asker, name: '', at: study.at };
    expect(refusalOf(study.run((tx) => askToJoin(tx, far)))).toBe('study.notYours');
  });
});

describe('a study whose facilitators are none any more', () => {
  test('is opened by an operator', () => {
    const operator = study.account();
    addOperator(study.db, operator, study.at);
    forsake();
    must(ask());
    expect([asked(), runs()]).toEqual([[operator], false]);
    expect(refusalOf(decide(study.facilitator))).toBe('study.notYours');
    must(decide(operator));
    expect([runs(), letInBy()]).toEqual([true, ['operator']]);
    expect(loadStudyFacilitators(study.db, study.studyId)).toEqual([asker]);
  });

  test('is open to a facilitator who is an operator too', () => {
    addOperator(study.db, asker, study.at);
    forsake();
    expect(must(ask()).joining).toBe('joined');
    expect(letInBy()).toEqual(['operator']);
  });

  test('without an operator is open to any facilitator, and the log says so', () => {
    forsake();
    expect(must(ask()).joining).toBe('joined');
    expect([runs(), letInBy()]).toEqual([true, ['nobody']]);
  });

  test('though it had been asked about before: the next press goes to who decides now', () => {
    must(ask());
    const operator = study.account();
    addOperator(study.db, operator, study.at);
    forsake();
    expect(must(ask()).joining).toBe('asked');
    expect(asked()).toEqual([study.facilitator, operator]);
    must(decide(operator));
    expect(runs()).toBe(true);
  });

  test('is its facilitator’s again once named again', () => {
    study.run((tx) => syncFacilitators(tx, [], study.at));
    expect(runs(study.facilitator)).toBe(false);
  });
});
