import { isAnonymous } from '../../domain/anonymity.ts';
import { grouped } from '../../domain/grouped.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Message } from '../../messages/message.ts';
import type { CallOfExpert } from '../../store/asked-on-paper.ts';
import { loadExperts } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadItems } from '../../store/items.ts';
import { insertPreview } from '../../store/previews.ts';
import { loadIdeas } from '../../store/proposals.ts';
import { loadRound, type Round } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import type { FormDraft } from '../../workbook/read-form.ts';
import { inWorkbookOrder, type WorkbookFault } from '../../workbook/remark.ts';
import { studyOf } from '../studies/choose-study.ts';
import { hasJoined } from '../studies/load-standing.ts';
import { readFormMark } from './form-mark.ts';
import { type FormPreview, formPreviewMessage } from './form-message.ts';
import { loadAsked } from './load-asked.ts';
import { loadExpertNames } from './load-expert-names.ts';
import { loadGiven, partGiven, placeKey, type Whence } from './load-given.ts';
import { type FormContent, type PaperAnswer, readAnswers } from './read-answers.ts';
import { type PaperIdea, weighIdeas } from './read-ideas.ts';

/** What the preview of a form stores, so that a press applies exactly what was shown. */
export interface PaperArgs {
  readonly roundId: number;
  readonly answers: readonly PaperAnswer[];
  /** Absent in previews of versions that took no proposals. */
  readonly ideas?: readonly PaperIdea[];
}

export interface FormShown {
  readonly message: Message;
  /** Lines for an attached file, where they do not all fit the message. */
  readonly fileLines: readonly string[] | null;
}

/** Stores a returned form as a preview and describes its effects; or lists its faults. */
export function previewForm(
  tx: Transaction,
  { form, accountId, at }: { form: FormDraft; accountId: number; at: Date },
): Outcome<{ faults: readonly WorkbookFault[] } | FormShown> {
  // Of a sheet that cannot be read the marks are not missing.
  if (form.marks.length === 0 && form.faults.length > 0)
    return { ok: true, faults: inWorkbookOrder(form.faults) };
  const found = loadRoundOf(tx, form, accountId, at);
  if (!found.ok) return found;
  const { round, study } = found;
  const { faults, ...content } = readAnswers(tx, round, form);
  const { answers, ideas } = content;
  if (faults.length > 0) return { ok: true, faults: inWorkbookOrder(faults) };
  if (answers.length + ideas.length === 0) return refuse({ code: 'paper.empty' });
  const { taken } = partGiven(answers, loadGiven(tx, round.id, answers));
  const takenIdeas = weighIdeas(tx, round.id, ideas).taken;
  if (taken.length + takenIdeas.length === 0) return refuse({ code: 'paper.allAnswered' });
  const args: PaperArgs = { roundId: round.id, answers: taken, ideas: takenIdeas };
  const previewId = insertPreview(tx, {
    ...{ accountId, studyId: study.id, kind: 'paper', args, createdAt: at },
  });
  return { ok: true, ...compose(tx, { previewId, round, study, ...content }) };
}

/** The round that a form is for, if it still takes answers. */
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
  shown: FormContent & { previewId: number; round: Round; study: Study },
): FormShown {
  const { previewId, round, study, answers } = shown;
  const given = loadGiven(tx, round.id, answers);
  const { taken, leftOut } = partGiven(answers, given);
  const ideas = weighIdeas(tx, round.id, shown.ideas);
  const names = loadExpertNames(tx, study.id);
  const codes = new Map(loadItems(tx, study.id).map(({ id, code }) => [id, code]));
  return formPreviewMessage({
    ...{ previewId, title: study.title, round: round.number },
    experts: composeExperts(tx, shown, { taken, given, ideas: ideas.taken, names }),
    replaced: taken.filter((answer) => given.get(placeKey(answer)) === 'paper').length,
    replacedIdeas: ideas.replaced,
    leftOut: leftOut.map(({ row, expertId, itemId }) => ({
      ...{ row, name: names.get(expertId)!, code: codes.get(itemId) ?? '' },
    })),
    leftOutIdeas: ideas.leftOut.map(({ row, expertId }) => ({ row, name: names.get(expertId)! })),
    isAnonymous: isAnonymous(study.anonymity),
  });
}

/** Whose answers and proposals a form contains, in the order of its rows. */
function composeExperts(
  tx: Transaction,
  { round, study }: { round: Round; study: Study },
  form: {
    taken: readonly PaperAnswer[];
    given: ReadonlyMap<string, Whence>;
    ideas: readonly PaperIdea[];
    names: ReadonlyMap<number, string>;
  },
): FormPreview['experts'] {
  const { taken, given, ideas, names } = form;
  const joined = new Set(
    loadExperts(tx, study.id)
      .filter(hasJoined)
      .map(({ id }) => id),
  );
  const byExpert = grouped<PaperAnswer | PaperIdea, number>([...taken, ...ideas], ({ expertId }) => expertId);
  const asked = loadAsked(tx, round.id, [...byExpert.keys()]);
  const places = new Set(taken.map(placeKey));
  const isFilled = (key: string) => places.has(key) || (given.get(key) ?? 'aside') !== 'aside';
  const hasIdeas = ({ expertId, panelId }: CallOfExpert) =>
    ideas.some((idea) => idea.expertId === expertId && idea.panelId === panelId) ||
    loadIdeas(tx, { roundId: round.id, expertId, panelId, hidden: null }).length > 0;
  return [...byExpert].map(([expertId, own]) => ({
    name: names.get(expertId)!,
    answers: own.filter((each) => 'itemId' in each).length,
    ideas: own.filter((each) => !('itemId' in each)).length,
    isWhole:
      asked.items.every((each) => each.expertId !== expertId || isFilled(placeKey(each))) &&
      asked.calls.every((call) => call.expertId !== expertId || hasIdeas(call)),
    hasJoined: joined.has(expertId),
  }));
}
