import { describe, expect, test } from 'vitest';
import { decideProposal } from '../../../src/features/proposals/decide-proposal.ts';
import { propose, type Suggestion } from '../../../src/features/proposals/suggest.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { loadItemPanels, loadItems } from '../../../src/store/items.ts';
import { loadPanelRoundItems } from '../../../src/store/panel-rounds.ts';
import { loadNewProposals, loadProposal } from '../../../src/store/proposals.ts';
import { must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const words = {
  experts: { e1: 'A', e2: 'A', e3: 'A', e4: 'B', e5: 'B', e6: 'B' },
  items: { x: 'A', y: 'A', s: 'A B', z: 'B' },
};

const ROUND = `
      x  y  s
  e1  5  4  4
  e2  5  4  5
  e3  4  4  4
`;

function make(study: TestStudy, name: string, suggestion: Suggestion, text: string): number {
  const given = { studyId: study.studyId, accountId: study.expert(name).accountId!, text, at: study.at };
  const known = loadNewProposals(study.db, study.studyId).map(({ id }) => id);
  must(study.run((tx) => propose(tx, given, suggestion)));
  return loadNewProposals(study.db, study.studyId).find(({ id }) => !known.includes(id))!.id;
}

const remove = (study: TestStudy, name: string, code: string) =>
  make(study, name, { kind: 'remove', itemId: study.itemId(code) }, 'تکراری است');

function decide(study: TestStudy, proposalId: number, decision: 'accepted' | 'rejected' = 'accepted') {
  const press = { proposalId, accountId: study.facilitator, at: study.at, decision };
  return study.run((tx) => decideProposal(tx, press));
}

/** Item codes that a panel was asked in the newest round. */
const asked = (study: TestStudy, code: string) =>
  loadPanelRoundItems(study.db, study.panelRound(code).id).map(({ itemId }) => study.itemCode(itemId));
const why = (study: TestStudy, code: string, panel: string) =>
  loadItemPanels(study.db, study.studyId)
    .get(study.itemId(code))!
    .find(({ panelId }) => panelId === study.panel(panel).id)!.droppedWhy;

describe('an accepted item', () => {
  test('is asked in the next round, in its author’s panel, under a code of its own', () => {
    const study = new TestStudy(words).join();
    must(decide(study, make(study, 'e1', { kind: 'add' }, ' پرداخت\nقبض ')));
    study.open();
    expect(asked(study, 'A')).toEqual(['x', 'y', 's', 'P1']);
    expect(asked(study, 'B')).toEqual(['s', 'z']);
    const item = loadItems(study.db, study.studyId).find(({ code }) => code === 'P1');
    expect(item?.title).toBe('پرداخت قبض');
  });

  test('waits for the end of an open round, whose items stay as they are', async () => {
    const study = new TestStudy(words).join().open();
    const id = make(study, 'e1', { kind: 'add' }, 'قبض');
    must(decide(study, id));
    expect(loadProposal(study.db, id)).toMatchObject({ state: 'accepted', appliedAt: null });
    expect(loadItems(study.db, study.studyId)).toHaveLength(4);
    study.answerAll(ROUND);
    expect(study.answers('e1')).toHaveLength(3);
    await study.close().judge();
    expect(study.open() && asked(study, 'A')).toEqual(['x', 'y', 's', 'P1']);
  });

  test('takes a code that neither an item nor a panel has', () => {
    const study = new TestStudy({ experts: { e1: 'P1' }, items: { p2: 'P1' } }).join();
    must(decide(study, make(study, 'e1', { kind: 'add' }, 'قبض')));
    must(decide(study, make(study, 'e1', { kind: 'add' }, 'قبض دیگر')));
    expect(loadItems(study.db, study.studyId).map(({ code }) => code)).toEqual(['p2', 'P3', 'P4']);
  });

  test('keeps a panel going that has dropped all else', async () => {
    const study = new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A' } }).join().open();
    must(decide(study, make(study, 'e1', { kind: 'add' }, 'قبض')));
    study.answerAll(`
          x
      e1  1
      e2  2
    `);
    await study.close().judge();
    expect(study.panel('A').status).toBe('active');
    expect(study.panelRound('A').verdict).toBe('active');
    study.open();
    expect(asked(study, 'A')).toEqual(['P1']);
  });

  test('once accepted is added once, however often it is pressed', () => {
    const study = new TestStudy(words).join();
    const id = make(study, 'e1', { kind: 'add' }, 'قبض');
    expect(must(decide(study, id)).isNew).toBe(true);
    expect(must(decide(study, id)).isNew).toBe(false);
    expect(refusalOf(decide(study, id, 'rejected'))).toBe('suggest.decided');
    expect(loadItems(study.db, study.studyId)).toHaveLength(5);
  });
});

describe('an accepted removal', () => {
  test('between two rounds takes the item off, and takes back that the last round kept it', async () => {
    const study = new TestStudy(words).join();
    await study.playRound(ROUND);
    expect(study.results('A')['x']).toMatchObject({ kept: true, why: 'above_rule' });
    must(decide(study, remove(study, 'e1', 'x')));
    expect(why(study, 'x', 'A')).toBe('removed');
    expect(study.results('A')['x']).toMatchObject({ kept: false, why: 'removed', n: 3, mean: 14 / 3 });
    study.open();
    expect(asked(study, 'A')).toEqual(['y', 's']);
  });

  test('while a round is open waits until it is judged', async () => {
    const study = new TestStudy(words).join().open();
    must(decide(study, remove(study, 'e1', 'x')));
    expect(why(study, 'x', 'A')).toBeNull();
    study.answerAll(ROUND);
    await study.close().judge();
    expect(study.results('A')['x']).toMatchObject({ kept: false, why: 'removed' });
    expect(study.results('A')['y']).toMatchObject({ kept: true, why: 'above_rule' });
  });

  test('of an item that the rule has dropped meanwhile leaves the verdict as it is', async () => {
    const study = new TestStudy(words).join().open();
    must(decide(study, remove(study, 'e1', 'x')));
    study.answerAll(ROUND.replace('e1  5', 'e1  1').replace('e2  5', 'e2  1'));
    await study.close().judge();
    expect(study.results('A')['x']).toMatchObject({ kept: false, why: 'below_rule' });
    expect(why(study, 'x', 'A')).toBe('below_rule');
  });

  test('takes a shared item off each of its panels', async () => {
    const study = new TestStudy(words).join();
    must(decide(study, remove(study, 'e4', 's')));
    expect([why(study, 's', 'A'), why(study, 's', 'B')]).toEqual(['removed', 'removed']);
  });

  test('of the last item ends the panel', async () => {
    const study = new TestStudy({ experts: { e1: 'A', e4: 'B' }, items: { x: 'A', z: 'B' } }).join();
    await study.playRound(`
          x
      e1  5
    `);
    must(decide(study, remove(study, 'e1', 'x')));
    expect(study.panel('A').status).toBe('dropped');
    expect(study.panelRound('A').verdict).toBe('dropped');
  });
});

test('the log tells that proposals were made and decided, and of whom nothing', () => {
  const study = new TestStudy(words).join();
  must(decide(study, make(study, 'e1', { kind: 'add' }, 'قبض')));
  must(decide(study, make(study, 'e2', { kind: 'comment' }, 'خوب است'), 'rejected'));
  const events = loadEvents(study.db, study.studyId).filter(({ kind }) => /proposal|item\./.test(kind));
  expect(events.map(({ kind }) => kind)).toEqual([
    'proposal.made',
    'proposal.accepted',
    'item.added',
    'proposal.made',
    'proposal.rejected',
  ]);
  for (const { actor, accountId, details } of events) {
    if (actor === 'expert') expect(accountId).toBeNull();
    expect(JSON.stringify(details)).not.toMatch(/e1|e2|قبض|خوب|expert/);
  }
});

test('another’s proposal is nobody’s to decide', () => {
  const study = new TestStudy(words).join();
  const proposalId = make(study, 'e1', { kind: 'add' }, 'قبض');
  const press = { proposalId, accountId: study.account(), at: study.at, decision: 'accepted' } as const;
  expect(refusalOf(study.run((tx) => decideProposal(tx, press)))).toBe('study.notYours');
  expect(refusalOf(study.run((tx) => decideProposal(tx, { ...press, proposalId: 99 })))).toBe('suggest.gone');
});
