import { expect, test } from 'vitest';
import { linkMark } from '../../../src/features/joining/list-experts.ts';
import { renewLink } from '../../../src/features/joining/renew-link.ts';
import { loadExpertByToken } from '../../../src/store/experts.ts';
import { must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const WORDS = { experts: { مریم: 'A', کاوه: 'A' }, items: { a: 'A' } };

function renew(study: TestStudy, name: string, press: { mark?: number; accountId?: number } = {}) {
  const expert = study.expert(name);
  return study.run((tx) =>
    renewLink(tx, {
      accountId: study.facilitator,
      expertId: expert.id,
      mark: linkMark(expert),
      botNames: { telegram: 'hamray_bot', bale: 'hamray' },
      newToken: () => study.newToken(),
      at: study.at,
      ...press,
    }),
  );
}

test('a renewed link replaces the old one, and comes with a text to forward', () => {
  const study = new TestStudy(WORDS);
  const old = study.expert('مریم').token!;
  const { invitation } = must(renew(study, 'مریم'));
  const { token } = study.expert('مریم');
  expect(token).not.toBe(old);
  expect(loadExpertByToken(study.db, old)).toBeUndefined();
  expect(invitation).toContain('مریم گرامی');
  expect(invitation).toContain(`https://t.me/hamray_bot?start=${token}`);
  expect(invitation).toContain(`https://ble.ir/hamray?start=${token}`);
});

test('an account that had joined stays until another one uses the new link', () => {
  const study = new TestStudy(WORDS).join('مریم');
  const { accountId } = study.expert('مریم');
  must(renew(study, 'مریم'));
  expect(study.expert('مریم').accountId).toBe(accountId);
  const other = study.account();
  must(study.accept(study.expert('مریم').token!, other));
  expect(study.expert('مریم').accountId).toBe(other);
  expect(other).not.toBe(accountId);
});

test('pressed twice on one button, it renews once: the link that was just sent stays good', () => {
  const study = new TestStudy(WORDS);
  const mark = linkMark(study.expert('مریم'));
  must(renew(study, 'مریم', { mark }));
  const { token } = study.expert('مریم');
  expect(refusalOf(renew(study, 'مریم', { mark }))).toBe('preview.done');
  expect(study.expert('مریم').token).toBe(token);
});

test('nobody but the study\u2019s facilitators renews', () => {
  const study = new TestStudy(WORDS);
  const { token } = study.expert('مریم');
  expect(refusalOf(renew(study, 'مریم', { accountId: study.account() }))).toBe('study.notYours');
  expect(study.expert('مریم').token).toBe(token);
});
