import {
  REPORT_PROPERTIES,
  type ReportFact,
  type RoundKind,
  type RoundPlan,
  type ScalePoint,
  type StudyRules,
} from '../../src/domain/study-draft.ts';
import { beginQuestionnaire } from '../../src/features/answering/begin-questionnaire.ts';
import { decideByHand, loadMoves } from '../../src/features/items/decide-by-hand.ts';
import { closeOverdueRounds } from '../../src/features/rounds/close-round.ts';
import { extendRound } from '../../src/features/rounds/extend-round.ts';
import { kindOf } from '../../src/kinds/all.ts';
import { type SeededRandom, seededRandom } from '../../src/statistics/seeded-random.ts';
import { type Answer, loadAnswers, saveAnswer, saveReason } from '../../src/store/answers.ts';
import { enrolExpert, loadAllExperts } from '../../src/store/experts.ts';
import { loadItems } from '../../src/store/items.ts';
import { loadPanelRounds } from '../../src/store/panel-rounds.ts';
import { loadPanels } from '../../src/store/panels.ts';
import { insertProposal } from '../../src/store/proposals.ts';
import {
  loadQuestionnaireOf,
  type Questionnaire,
  updateQuestionnaire,
} from '../../src/store/questionnaires.ts';
import { decideReasons } from '../../src/store/reasons.ts';
import { loadSteps } from '../../src/store/steps.ts';
import { loadProtocol, loadScale, saveAsides } from '../../src/store/studies.ts';
import { DAY, HOUR, must, type StudyWords, TestStudy } from '../fixtures/study.ts';

/** How a panel's experts answer. */
type Temper = (typeof TEMPERS)[number];
const TEMPERS = [
  'weak',
  'random',
  'random',
  'trend',
  'trend',
  'unanimous',
  'flat',
  'camps',
  'high',
  'low',
  'minority',
] as const;

/** How much an expert's answers have to do with those of the round before. */
type Habit = (typeof HABITS)[number];
const HABITS = ['afresh', 'drifts', 'keeps', 'keepsInBulk', 'keepsMost'] as const;

const KINDS: readonly RoundKind[] = [
  'screening',
  'cvr',
  'cvi',
  'likert',
  'likert',
  'ranking',
  'numeric',
  'brainstorming',
];
const MEASURES = ['درصد', 'سال', 'میلیون تومان', ''];
const LATE = 200 * DAY;

/**
 * A study of up to three panels, invented from a seed and played by the program's own actions: who is asked, how they
 * answer, what is kept by hand and how rounds end are drawn. Only answers are written past the cards, which have tests
 * of their own.
 */
export async function simulateStudy(seed: number): Promise<TestStudy> {
  const random = seededRandom(seed);
  const drawn = drawStudy(random);
  const study = new TestStudy(drawn.words);
  for (const { id } of loadAllExperts(study.db, study.studyId))
    if (random.below(12) > 0) enrolExpert(study.db, id, study.account(), study.at);
  study.run((tx) => saveAsides(tx, study.studyId, { report: drawFacts(random) }));
  const rounds = 1 + random.below(drawn.maxRounds);
  for (let round = 0; round < rounds; round += 1) {
    const panels = loadPanels(study.db, study.studyId);
    const continued = panels
      .filter(({ status }) => (status === 'agreed' || status === 'stable') && random.below(3) === 0)
      .map(({ code }) => code);
    if (!study.tryOpen({ continued }).ok) break;
    if (round === 0 && random.below(drawn.isLong ? 2 : 8) === 0) goByFirstVersions(study);
    study.pass(DAY);
    answerRound(study, drawn, random);
    if (seed % 3 === 0) extend(study);
    closeRound(study, random);
    await study.judge();
    if (random.below(40) === 0) loseShuffles(study);
    study.pass(HOUR);
    if (random.below(4) === 0) decideSome(study, random);
  }
  if (study.round.state === 'judged' && random.below(3) === 0) study.finish();
  return study;
}

/** What the sheet `گزارش` says: nothing, or some of what it asks. */
function drawFacts(random: SeededRandom): ReportFact[] {
  if (random.below(3) > 0) return [];
  return REPORT_PROPERTIES.filter(() => random.below(2) === 0).map((property, at) => ({
    property,
    text: `نکتهٔ ${at + 1}`,
  }));
}

/** As if the study had been locked while every rule was in its first version. */
function goByFirstVersions({ db, studyId }: TestStudy): void {
  const protocol = JSON.parse(loadProtocol(db, studyId)!);
  for (const computation of Object.values<{ version: number }>(protocol.computations))
    computation.version = 1;
  const text = `${JSON.stringify(protocol, null, 2)}\n`;
  db.$client.prepare('UPDATE protocols SET text = ? WHERE study_id = ?').run(text, studyId);
}

/** As if the panels of the newest round were too large for the permutation test. */
function loseShuffles({ db, round }: TestStudy): void {
  db.$client
    .prepare(
      `UPDATE panel_rounds SET concordance = json_set(concordance, '$.pPermutation', null, '$.pExact', null)
       WHERE round_id = ? AND concordance IS NOT NULL`,
    )
    .run(round.id);
}

interface Drawn {
  readonly words: StudyWords;
  readonly maxRounds: number;
  readonly tempers: ReadonlyMap<string, Temper>;
  /** How many of a hundred answers are left out, and are «نظری ندارم». */
  readonly gaps: number;
  readonly unsure: number;
  /** Whether a panel has more items than a text names. */
  readonly isLong: boolean;
  /** Whether some write what is missing among the items. */
  readonly proposes: boolean;
  /** How many of a hundred experts do not begin a round. */
  readonly silent: number;
}

function drawStudy(random: SeededRandom): Drawn {
  const pick = <T>(things: readonly T[]): T => things[random.below(things.length)]!;
  const chance = (perCent: number) => random.below(100) < perCent;
  const codes = ['A', 'B', 'C'].slice(0, pick([1, 1, 2, 2, 3]));
  const few = () => 1 + Math.min(random.below(12), random.below(12));
  const sizeOf = () => (chance(6) ? 13 + random.below(28) : chance(10) ? 1 + random.below(2) : 3 + few());
  const experts: Record<string, string> = {};
  const roles: Record<string, string> = {};
  for (const code of codes) {
    for (let n = sizeOf(), at = 0; at < n; at += 1) {
      const others = codes.filter((other) => other !== code && chance(15));
      const name = `${code.toLowerCase()}${at + 1}`;
      experts[name] = [code, ...others].join(' ');
      roles[name] = pick(['دانشگاه', 'شهرداری']);
    }
  }
  const isLong = chance(8);
  const items: Record<string, string> = {};
  const units: Record<string, string> = {};
  const bounds: Record<string, { least: null; most: null; measure: string }> = {};
  for (const code of codes) {
    for (let n = few() + (isLong ? 12 : 0), at = 0; at < n; at += 1) {
      const item = `${code}${at + 1}`;
      items[item] = [code, ...codes.filter((other) => other !== code && chance(20))].join(' ');
      units[item] = pick(['فناوری', 'عمران', '']);
      bounds[item] = { least: null, most: null, measure: pick(MEASURES) };
    }
  }
  const maxRounds = 1 + random.below(4);
  const scale = drawScale(random);
  const kind = chance(25) ? 'ranking' : 'likert';
  const rules: Partial<StudyRules> = {
    kind,
    maxRounds,
    neutralPoint: scale[Math.floor(scale.length / 2)]!.value,
    keepsBy: chance(30) ? 'agreeing' : 'mean',
    agreeingPerCent: pick([50, 75, 75, 80]),
    dropsFromRound: pick([1, 1, 2]),
    yesPerCent: pick([null, null, 60, 75]),
    minRounds: Math.min(maxRounds, pick([1, 1, 2])),
    stabilityThreshold: pick([null, 0.2, 0.2, 0.05, 0.5]),
    agreementThreshold: pick([null, 0.7, 0.7, 0.5, 0.3]),
    minAnswersForFeedback: pick([1, 5]),
    anonymity: pick(['coded', 'coded', 'unlinked', 'named']),
  };
  const rounds: (Partial<RoundPlan> & { number: number })[] = [];
  if (chance(60)) {
    for (let number = 1; number <= maxRounds; number += 1) {
      const shared = pick(KINDS);
      if (chance(60)) rounds.push({ number, kind: shared, panelCodes: [] });
      else for (const code of codes) rounds.push({ number, kind: pick(KINDS), panelCodes: [code] });
    }
  }
  return {
    words: { experts, roles, items, units, bounds, rules, scale, rounds },
    maxRounds,
    tempers: new Map(codes.map((code) => [code, pick(TEMPERS)])),
    gaps: pick([0, 0, 0, 5, 30]),
    unsure: pick([0, 0, 3, 10]),
    isLong,
    proposes: chance(30),
    silent: pick([0, 0, 10, 30, 95]),
  };
}

function drawScale(random: SeededRandom): readonly ScalePoint[] {
  const points = [5, 5, 5, 5, 3, 4, 7, 9, 11][random.below(9)]!;
  const from = random.below(5) === 0 ? 0 : 1;
  return Array.from({ length: points }, (_, at) => ({ value: from + at, label: `درجهٔ ${at + 1}` }));
}

function answerRound(study: TestStudy, drawn: Drawn, random: SeededRandom): void {
  const { db, studyId, at } = study;
  const { id: roundId } = study.round;
  const asked = { scale: loadScale(db, studyId), calls: hasCall(study, roundId) };
  study.run((tx) => {
    for (const { id, name, accountId } of loadAllExperts(tx, studyId)) {
      if (accountId === null || random.below(100) < drawn.silent) continue;
      const questionnaire = loadQuestionnaireOf(tx, roundId, id);
      if (!questionnaire) continue;
      const press = { questionnaireId: questionnaire.id, messageId: null, accountId, pressedAt: at, at };
      must(beginQuestionnaire(tx, press));
      const code = name[0]!.toUpperCase();
      const habit = HABITS[random.below(HABITS.length)]!;
      const paper = random.below(25) === 0;
      const answers = loadAnswers(tx, questionnaire.id);
      const person = { at: Number(name.slice(1)), temper: drawn.tempers.get(code)!, habit };
      const pace = random.below(8) === 0 ? 1000 : 20_000;
      for (const [turn, answer] of answers.filter(({ kind }) => kind !== 'ranking').entries()) {
        if (random.below(100) < drawn.gaps) continue;
        const said =
          random.below(100) < drawn.unsure ? null : drawRating(answer, asked.scale, person, random);
        const keeps = said !== null && said === answer.previousValue;
        const answeredAt = new Date(at.getTime() + turn * pace);
        saveAnswer(tx, answer.id, {
          ...{ state: said === null ? 'no_opinion' : 'rated', value: said, answeredAt },
          how: paper ? 'paper' : !keeps ? 'chosen' : habit === 'keepsInBulk' ? 'kept_in_bulk' : 'kept',
        });
      }
      if (drawn.proposes) giveReasons(study, answers, random);
      rankAll(study, answers, { ...person, drawn }, random);
      if (asked.calls) writeIdeas(study, loadQuestionnaireOf(tx, roundId, id)!, random);
      if (drawn.proposes && random.below(4) === 0) proposeSome(study, questionnaire);
      const handsIn = random.below(10) > 0;
      updateQuestionnaire(tx, questionnaire.id, { handedInAt: handsIn ? at : null });
    }
  });
}

function hasCall({ db }: TestStudy, roundId: number): boolean {
  return loadPanelRounds(db, roundId).some(({ kind }) => kindOf(kind).asks === 'proposals');
}

interface Person {
  readonly at: number;
  readonly temper: Temper;
  readonly habit: Habit;
}

/** Where on a line from 0 to 1 an expert sees an item. */
function opinion({ at, temper }: Person, itemId: number, random: SeededRandom): number {
  const shared = (itemId * 0.381_966) % 1;
  const noise = (random.next() - 0.5) * 0.5;
  switch (temper) {
    case 'random':
      return random.next();
    case 'trend':
      return shared + noise;
    case 'weak':
      return shared * 0.3 + random.next() * 0.7;
    case 'unanimous':
      return shared;
    case 'flat':
      return at % 3 === 0 ? random.next() : (at * 0.27) % 1;
    case 'camps':
      return at % 2 === 0 ? shared : 1 - shared;
    case 'high':
      return 0.8 + random.next() * 0.19;
    case 'low':
      return random.next() * 0.3;
    case 'minority':
      return at <= 2 ? 0.05 : 0.9;
  }
}

/** By chance; or, in a round after another, as often the rating before as the expert's habit is. */
const KEEPS: Readonly<Record<Habit, number>> = {
  afresh: 0,
  drifts: 50,
  keeps: 100,
  keepsInBulk: 100,
  keepsMost: 85,
};

function drawRating(
  { kind, itemId, previousValue }: Answer,
  scale: readonly ScalePoint[],
  person: Person,
  random: SeededRandom,
): number {
  if (previousValue !== null && random.below(100) < KEEPS[person.habit]) return previousValue;
  const place = Math.min(0.999, Math.max(0, opinion(person, itemId, random)));
  const rounds = kindOf(kind);
  const choices = rounds.asks === 'item' ? rounds.choices(scale) : [];
  const ascending = choices.map(({ value }) => value).sort((one, other) => one - other);
  if (ascending.length > 0) return ascending[Math.floor(place * ascending.length)]!;
  return itemId % 2 === 0 ? Math.round(place * 100) / 4 : 1400 + Math.round(place * 60);
}

/** Ranks each panel's items whole, or in part, which counts nowhere. */
function rankAll(
  study: TestStudy,
  answers: readonly Answer[],
  { drawn, ...person }: Person & { drawn: Drawn },
  random: SeededRandom,
): void {
  const ranked = answers.filter(({ kind }) => kind === 'ranking');
  for (const panelId of new Set(ranked.map((answer) => answer.panelId))) {
    const own = ranked.filter((answer) => answer.panelId === panelId);
    if (random.below(100) < drawn.gaps) continue;
    const isUnsure = random.below(100) < drawn.unsure;
    const order = own
      .map((answer) => ({ answer, opinion: opinion(person, answer.itemId, random) }))
      .sort((one, other) => other.opinion - one.opinion);
    for (const [at, { answer }] of order.entries()) {
      saveAnswer(study.db, answer.id, {
        ...{ state: isUnsure ? 'no_opinion' : 'rated', value: isUnsure ? null : at + 1 },
        ...{ how: 'chosen', answeredAt: study.at },
      });
    }
  }
}

function writeIdeas(study: TestStudy, questionnaire: Questionnaire, random: SeededRandom): void {
  for (const { kind, panelId } of loadSteps(study.db, questionnaire)) {
    if (kindOf(kind).asks !== 'proposals') continue;
    for (let idea = random.below(3); idea > 0; idea -= 1)
      insertProposal(study.db, {
        ...{
          studyId: study.studyId,
          roundId: questionnaire.roundId,
          expertId: questionnaire.expertId,
          kind: 'idea',
          panelId,
        },
        ...{ text: `پیشنهاد ${idea}`, itemId: null, panelIds: [panelId], createdAt: study.at },
        onPaper: random.below(10) === 0,
      });
  }
}

/** Reasons beside some ratings; some of them the facilitator lets through. */
function giveReasons({ db }: TestStudy, answers: readonly Answer[], random: SeededRandom): void {
  for (const { id, kind } of answers) {
    if (kind === 'ranking' || random.below(5) > 0) continue;
    saveReason(db, id, 'چون هزینه‌اش کم است');
    if (random.below(2) === 0) decideReasons(db, [id], 'accepted');
  }
}

function proposeSome({ db, studyId, at: createdAt }: TestStudy, { roundId, expertId }: Questionnaire): void {
  const proposal = { studyId, roundId, expertId, itemId: null, panelIds: [], createdAt };
  insertProposal(db, { ...proposal, kind: 'comment', text: 'پرسش را کوتاه‌تر کنید' });
}

function extend(study: TestStudy): void {
  const moved = { study: study.study, accountId: study.facilitator, at: study.at };
  must(study.run((tx) => extendRound(tx, { ...moved, when: { kind: 'span', ms: 2 * DAY } })));
}

function closeRound(study: TestStudy, random: SeededRandom): void {
  if (random.below(3) === 0) {
    study.close();
    return;
  }
  study.pass(LATE);
  study.run((tx) => closeOverdueRounds(tx, study.at));
}

function decideSome(study: TestStudy, random: SeededRandom): void {
  const panelIds = loadPanels(study.db, study.studyId).map(({ id }) => id);
  for (const { id: itemId } of loadItems(study.db, study.studyId)) {
    if (random.below(5) > 0) continue;
    const decision = { itemId, act: random.below(2) === 0 ? ('keep' as const) : ('drop' as const), panelIds };
    if (loadMoves(study.db, study.studyId, decision).length === 0) continue;
    study.run((tx) =>
      decideByHand(tx, study.study, decision, {
        reason: 'نظر برگزارکننده',
        accountId: study.facilitator,
        at: study.at,
      }),
    );
  }
}
