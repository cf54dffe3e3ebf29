import { expect, test } from 'vitest';
import { letIn } from '../../../src/features/joining/let-in.ts';
import { expertScreen } from '../../../src/features/joining/list-experts.ts';
import { insertExpert, replaceSeats } from '../../../src/store/experts.ts';
import { DAY, must, refusalOf, TestStudy } from '../../fixtures/study.ts';

/** A round is open, and نادر is added to a panel of it. */
function withLatecomer(): TestStudy {
  const study = new TestStudy({ experts: { آرش: 'A', مینا: 'A' }, items: { G1: 'A' } }).join().open();
  study.run((tx) => {
    const id = insertExpert(tx, {
      ...{ studyId: study.studyId, position: 9, key: null, name: 'نادر', role: '', mobile: null },
      ...{ pseudonym: 'ZZZZ', token: study.newToken() },
    });
    replaceSeats(tx, id, [study.panel('A').id]);
  });
  return study;
}

const press = (study: TestStudy) => ({
  ...{ expertId: study.expert('نادر').id, roundId: study.round.id },
  ...{ accountId: study.facilitator, at: study.at },
});
const labels = (study: TestStudy, name: string) =>
  must(
    study.run((tx) =>
      expertScreen(tx, {
        ...{ accountId: study.facilitator, expertId: study.expert(name).id },
        ...{ panelId: study.panel('A').id, page: 0 },
      }),
    ),
  )
    .message.buttons!.flat()
    .map(({ text }) => text);

test('who comes after the opening is let into the open round at a facilitator’s word, once', () => {
  const study = withLatecomer().join('نادر');
  expect(study.queued('round-opened').filter(({ args }) => args.atOnce)).toEqual([]);
  expect(labels(study, 'نادر')).toContain('از همین دور ۱');
  expect(labels(study, 'آرش')).not.toContain('از همین دور ۱');
  must(study.run((tx) => letIn(tx, press(study))));
  expect(study.panelRound('A').invited).toBe(3);
  expect(study.queued('round-opened').filter(({ args }) => args.atOnce)).toHaveLength(1);
  study.begin('نادر').rate('نادر', 'G1', 5);
  expect(refusalOf(study.run((tx) => letIn(tx, press(study))))).toBe('preview.outdated');
  expect(study.panelRound('A').invited).toBe(3);
});

test('after the deadline no expert is let in', () => {
  const study = withLatecomer();
  study.pass(30 * DAY);
  expect(refusalOf(study.run((tx) => letIn(tx, press(study))))).toBe('round.closed');
});
