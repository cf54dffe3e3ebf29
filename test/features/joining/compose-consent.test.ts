import { expect, test } from 'vitest';
import { composeConsent } from '../../../src/features/joining/compose-consent.ts';
import { TestStudy } from '../../fixtures/study.ts';

const items = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`i${at}`, at < 6 ? 'A' : 'A B']));

test('the consent reckons the expert’s own work, a shared item once', () => {
  const study = new TestStudy({ experts: { e1: 'A', both: 'A B', e3: 'B' }, items });
  const minutes = (name: string) => composeConsent(study.db, study.expert(name)).minutes;
  expect(['e1', 'both', 'e3'].map(minutes)).toEqual([3, 3, 1]);
});

test('the consent tells the study as it stands', () => {
  const study = new TestStudy({
    experts: { e1: 'A' },
    items,
    rules: { organiser: 'دانشگاه', contact: '031', consent: 'متن', anonymity: 'named', maxRounds: 4 },
  });
  expect(composeConsent(study.db, study.expert('e1'))).toMatchObject({
    ...{ name: 'e1', title: study.study.title, question: study.study.question },
    ...{ organiser: 'دانشگاه', contact: '031', ownWords: 'متن', anonymity: 'named', rounds: 4 },
  });
});

test('items of excluded audiences are no work', () => {
  const audiences = Object.fromEntries(
    Object.keys(items)
      .slice(3)
      .map((code) => [code, 'G2G']),
  );
  const study = new TestStudy({
    experts: { e1: 'A' },
    items,
    audiences,
    rules: { excludedAudiences: ['G2G'] },
  });
  expect(composeConsent(study.db, study.expert('e1')).minutes).toBe(1);
});

test('only rounds that may still ask the expert’s panels are told of', async () => {
  const study = new TestStudy({
    ...{ experts: { law: 'L', e1: 'A', both: 'L A' }, items: { x: 'L A' }, rules: { maxRounds: 3 } },
    rounds: [
      { number: 1, kind: 'screening', panelCodes: ['L'] },
      { number: 2, kind: 'likert', panelCodes: ['A'] },
      { number: 3, kind: 'likert', panelCodes: ['A'] },
    ],
  });
  const rounds = (name: string) => composeConsent(study.db, study.expert(name)).rounds;
  const all = () => ['law', 'e1', 'both'].map(rounds);
  expect(all()).toEqual([1, 2, 3]);
  study.open();
  expect(all()).toEqual([1, 2, 3]);
  await study.close().judge();
  study.open();
  expect(all()).toEqual([1, 2, 2]);
});
