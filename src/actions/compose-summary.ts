import { choicesOf } from '../domain/kinds.ts';
import type { Message } from '../messages/message.ts';
import type { NextStep, PanelSummary, RoundSummary } from '../messages/round-summary.ts';
import { summaryMessages } from '../messages/summary.ts';
import type { Transaction } from '../store/database.ts';
import { loadAskedTitles } from '../store/export-rows.ts';
import { loadPanels, type Panel } from '../store/panels.ts';
import { loadItemResults } from '../store/results.ts';
import {
  loadPanelRound,
  loadPanelRounds,
  loadRound,
  loadRounds,
  needRound,
  type PanelRound,
  type Round,
} from '../store/rounds.ts';
import { loadScale, needStudy, rulesOf, type Study } from '../store/studies.ts';

/** A length does not depend on the zone, as far as the number of parts is concerned. */
const ANY_ZONE = 'UTC';

/**
 * One message of a judged round's summary, for the facilitator.
 *
 * @param part from 0
 * @returns null where the round is not judged, or has no such part
 */
export function composeSummary(tx: Transaction, roundId: number, part: number, zone: string): Message | null {
  return composeMessages(tx, roundId, zone)[part] ?? null;
}

/** How many messages a round's summary takes; 0 while it is not judged. */
export function summaryParts(tx: Transaction, roundId: number): number {
  return composeMessages(tx, roundId, ANY_ZONE).length;
}

function composeMessages(tx: Transaction, roundId: number, zone: string): Message[] {
  const round = loadRound(tx, roundId);
  return round?.state === 'judged' ? summaryMessages(loadSummary(tx, round, zone)) : [];
}

function loadSummary(tx: Transaction, round: Round, zone: string): RoundSummary {
  const study = needStudy(tx, round.studyId);
  const panels = loadPanels(tx, study.id);
  const taken = new Map(loadPanelRounds(tx, round.id).map((panelRound) => [panelRound.panelId, panelRound]));
  return {
    title: study.title,
    round: round.number,
    closedAt: round.closedAt ?? round.deadline,
    closedBy: round.closedBy ?? 'deadline',
    zone,
    rules: rulesOf(study),
    neutralPoint: study.neutralPoint,
    panels: panels.flatMap((panel) => {
      const panelRound = taken.get(panel.id);
      return panelRound ? [loadPanelSummary(tx, study, panel, panelRound)] : [];
    }),
    absent: panels.filter(({ id }) => !taken.has(id)).map(({ name }) => name),
    next: nextStep(study, panels, loadRounds(tx, study.id), round),
  };
}

function loadPanelSummary(tx: Transaction, study: Study, panel: Panel, panelRound: PanelRound): PanelSummary {
  const titles = new Map(loadAskedTitles(tx, panelRound.id).map(({ itemId, title }) => [itemId, title]));
  const { feedbackFromId, kind, invited, concordance, unchangedShare } = panelRound;
  const previous = feedbackFromId === null ? undefined : loadPanelRound(tx, feedbackFromId);
  return {
    code: panel.code,
    name: panel.name,
    kind,
    invited,
    answered: panelRound.answered ?? 0,
    submitted: panelRound.submitted ?? 0,
    notHandedIn: panelRound.notHandedIn ?? 0,
    raters: panelRound.raters ?? 0,
    concordance,
    unchangedShare,
    verdict: panelRound.verdict ?? panel.status,
    previousRound: previous ? needRound(tx, previous.roundId).number : null,
    scale: choicesOf(kind, loadScale(tx, study.id)).map(({ value }) => value),
    items: loadItemResults(tx, panelRound.id).map((result) => ({
      ...result,
      title: titles.get(result.itemId) ?? '',
      counts: new Map(Object.entries(result.counts).map(([value, count]) => [Number(value), count])),
    })),
  };
}

/** What the rules say comes after a round; null where something has come already. */
function nextStep(
  study: Study,
  panels: readonly Panel[],
  rounds: readonly Round[],
  { number }: Round,
): NextStep | null {
  if (study.state === 'finished' || rounds.some((round) => round.number > number)) return null;
  if (number >= study.maxRounds) return { step: 'finish' };
  const active = panels.filter(({ status }) => status === 'active').length;
  if (active > 0) return { step: 'open', panels: active, round: number + 1 };
  const settled = panels.some(({ status }) => status === 'agreed' || status === 'stable');
  return settled ? { step: 'openOrFinish', round: number + 1 } : { step: 'finish' };
}
