import { describe, expect, test } from 'vitest';
import { handIn } from '../../../src/features/answering/hand-in.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { DAY, must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const begun = () =>
  new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A', z: 'A' } })
    .join()
    .open()
    .begin('e1');
const press = (study: TestStudy, name = 'e1') =>
  study.run((tx) => handIn(tx, study.questionnaire('e1').id, study.press(name)));
const handing = (study: TestStudy) => must(press(study)).handing;

describe('«ثبت نهایی»', () => {
  test('hands in at once where every item is answered', () => {
    const study = begun().answerAll('x y z\n e1 5 - 1');
    expect(handing(study)).toBe('handedIn');
    expect(study.questionnaire('e1')).toMatchObject({ handedInAt: study.at, screen: 'overview' });
  });

  test('with items open first says how many, and hands in at the second press', () => {
    const study = begun().rate('e1', 'x', 5);
    expect(handing(study)).toEqual({ open: 2 });
    expect(study.questionnaire('e1')).toMatchObject({ handedInAt: null, warnedOfOpen: true });
    expect(handing(study)).toBe('handedIn');
  });

  test('says so anew where an answer came in between', () => {
    const study = begun();
    expect(handing(study)).toEqual({ open: 3 });
    study.rate('e1', 'x', 5);
    expect(handing(study)).toEqual({ open: 2 });
  });

  test('pressed once more changes nothing', () => {
    const study = begun().answerAll('x y z\n e1 5 4 1').handIn('e1');
    const { handedInAt } = study.questionnaire('e1');
    study.pass(1000);
    expect(handing(study)).toBe('already');
    expect(study.questionnaire('e1').handedInAt).toEqual(handedInAt);
    const logged = loadEvents(study.db, study.studyId).filter(
      ({ kind }) => kind === 'questionnaire.handedIn',
    );
    expect(logged).toHaveLength(1);
  });

  test('is logged with who, and without what was answered', () => {
    const study = begun().answerAll('x y z\n e1 5 4 1').handIn('e1');
    const [event] = loadEvents(study.db, study.studyId)
      .filter(({ actor }) => actor === 'expert')
      .slice(-1);
    expect(event).toMatchObject({
      kind: 'questionnaire.handedIn',
      details: { round: 1, expertId: study.expert('e1').id },
    });
    expect(Object.keys(event!.details)).toEqual(['round', 'expertId']);
  });

  test('is refused to others, and after the deadline', () => {
    const study = begun();
    expect(refusalOf(press(study, 'e2'))).toBe('answer.notYours');
    study.pass(7 * DAY);
    expect(refusalOf(press(study))).toBe('round.closed');
    expect(study.questionnaire('e1').handedInAt).toBeNull();
  });
});
