import { isAnonymous } from '../../domain/anonymity.ts';
import { grouped } from '../../domain/grouped.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Message } from '../../messages/message.ts';
import { loadExperts } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadItems } from '../../store/items.ts';
import { insertPreview } from '../../store/previews.ts';
import { loadRound, type Round } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import type { FormDraft } from '../../workbook/read-form.ts';
import { inWorkbookOrder, type WorkbookFault } from '../../workbook/remark.ts';
import { studyOf } from '../studies/choose-study.ts';
import { hasJoined } from '../studies/load-standing.ts';
import { readFormMark } from './form-mark.ts';
import { formPreviewMessage } from './form-message.ts';
import { loadAsked } from './load-asked.ts';
import { loadExpertNames } from './load-expert-names.ts';
import { loadGiven, partGiven, placeKey } from './load-given.ts';
import { type PaperAnswer, readAnswers } from './read-answers.ts';

/** What the preview of a form keeps, so that a press applies exactly what was shown. */
export interface PaperArgs {
  readonly roundId: number;
  readonly answers: readonly PaperAnswer[];
}

export interface FormShown {
  readonly message: Message;
  /** Lines of a file that goes with it, where the message has no room for all of them. */
  readonly fileLines: readonly string[] | null;
}

/** Keeps a form that came back under a preview, and puts into words what would become of it; or lists its faults. */
export function previewForm(
  tx: Transaction,
  { form, accountId, at }: { form: FormDraft; accountId: number; at: Date },
): Outcome<{ faults: readonly WorkbookFault[] } | FormShown> {
  const found = loadRoundOf(tx, form, accountId, at);
  if (!found.ok) return found;
  const { round, study } = found;
  const { answers, faults } = readAnswers(tx, round, form);
  if (faults.length > 0) return { ok: true, faults: inWorkbookOrder(faults) };
  if (answers.length === 0) return refuse({ code: 'paper.empty' });
  if (partGiven(answers, loadGiven(tx, round.id, answers)).taken.length === 0)
    return refuse({ code: 'paper.allAnswered' });
  const args: PaperArgs = { roundId: round.id, answers };
  const previewId = insertPreview(tx, {
    ...{ accountId, studyId: study.id, kind: 'paper', args, createdAt: at },
  });
  return { ok: true, ...compose(tx, { previewId, round, study, answers }) };
}

/** The round that a form is for, where it takes answers still. */
function loadRoundOf(
  tx: Transaction,
  { marks }: FormDraft,
  accountId: number,
  at: Date,
): Outcome<{ round: Round; study: Study }> {
  const read = marks.flatMap((mark) => readFormMark(mark) ?? []);
  const [mark, other] = read;
  if (!mark || read.length < marks.length) return refuse({ code: 'paper.unmarked' });
  if (other) return refuse({ code: 'paper.severalRounds' });
  const round = loadRound(tx, mark.roundId);
  const own = round && studyOf(tx, accountId, round.studyId);
  if (!own?.ok) return refuse({ code: 'paper.otherStudy' });
  if (round!.state !== 'open' || at >= round!.deadline)
    return refuse({ code: 'paper.otherRound', number: round!.number });
  return { ok: true, round: round!, study: own.study };
}

function compose(
  tx: Transaction,
  shown: { previewId: number; round: Round; study: Study; answers: readonly PaperAnswer[] },
): FormShown {
  const { previewId, round, study, answers } = shown;
  const given = loadGiven(tx, round.id, answers);
  const { taken, leftOut } = partGiven(answers, given);
  const names = loadExpertNames(tx, study.id);
  const codes = new Map(loadItems(tx, study.id).map(({ id, code }) => [id, code]));
  const joined = new Set(
    loadExperts(tx, study.id)
      .filter(hasJoined)
      .map(({ id }) => id),
  );
  const byExpert = grouped(taken, ({ expertId }) => expertId);
  const asked = loadAsked(tx, round.id, [...byExpert.keys()]);
  const places = new Set(taken.map(placeKey));
  const isFilled = (key: string) => places.has(key) || (given.get(key) ?? 'aside') !== 'aside';
  return formPreviewMessage({
    ...{ previewId, title: study.title, round: round.number },
    experts: [...byExpert].map(([expertId, own]) => ({
      name: names.get(expertId)!,
      answers: own.length,
      isWhole: asked.every((each) => each.expertId !== expertId || isFilled(placeKey(each))),
      hasJoined: joined.has(expertId),
    })),
    replaced: taken.filter((answer) => given.get(placeKey(answer)) === 'paper').length,
    leftOut: leftOut.map(({ row, expertId, itemId }) => ({
      ...{ row, name: names.get(expertId)!, code: codes.get(itemId) ?? '' },
    })),
    isAnonymous: isAnonymous(study.anonymity),
  });
}
