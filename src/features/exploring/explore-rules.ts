import {
  decidingRules,
  EXPLORED,
  type JudgedAnew,
  judgeAnew,
  type OtherRules,
  possibleValues,
  withOthers,
} from '../../domain/other-rules.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { LoggedScreen } from '../../jobs/background.ts';
import { kindOf } from '../../kinds/all.ts';
import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadJudgedRound } from '../../store/judged-rounds.ts';
import { loadPanelRounds } from '../../store/panel-rounds.ts';
import { loadRounds } from '../../store/rounds.ts';
import { loadScale, loadVersions, type Study } from '../../store/studies.ts';
import { type ExploredPanel, type RuleLine, whatifMessage, whatifRuleMessage } from './whatif-message.ts';

/**
 * What a study's last judged round would have come to under other rules, beside what it did come to. Each look is to be
 * logged, as readers of the thesis may ask how many there were; nothing else is written.
 */
export function exploreRules(tx: Transaction, study: Study, others: OtherRules): Outcome<LoggedScreen> {
  const explored = loadExplored(tx, study, others);
  if (!explored) return refuse({ code: 'round.noneJudged' });
  const { round, lines, panels } = explored;
  const changed = lines.filter(({ isOther }) => isOther);
  const kept = (of: (panel: ExploredPanel) => JudgedAnew) =>
    panels.reduce((sum, panel) => sum + of(panel).kept.size, 0);
  const details = {
    round,
    ...Object.fromEntries(changed.map(({ rule, value }) => [rule, value])),
    kept: kept(({ other }) => other),
    keptByProtocol: kept(({ own }) => own),
  };
  return {
    ok: true,
    message: whatifMessage({ studyId: study.id, title: study.title, others, ...explored }),
    event: changed.length > 0 ? { kind: 'rules.explored', details } : null,
  };
}

/** The values that one of the rules could have; the round itself where that rule no longer decides anything in it. */
export function whatifRuleScreen(
  tx: Transaction,
  study: Study,
  { others, place }: { others: OtherRules; place: number },
): Outcome<{ message: Message }> {
  const explored = loadExplored(tx, study, others);
  if (!explored) return refuse({ code: 'round.noneJudged' });
  const { scale, lines, round } = explored;
  const frame = { studyId: study.id, title: study.title, round, others };
  const line = lines.find(({ rule }) => rule === EXPLORED[place]);
  if (!line) return { ok: true, message: whatifMessage({ ...frame, ...explored }) };
  // A round that was held cannot be more than the most rounds.
  const values = possibleValues(line.rule, scale).map((value) =>
    line.rule === 'maxRounds' && Number(value) < round ? line.own : value,
  );
  return { ok: true, message: whatifRuleMessage({ ...frame, line, values }) };
}

function loadExplored(tx: Transaction, study: Study, others: OtherRules) {
  const round = loadRounds(tx, study.id).findLast(({ state }) => state === 'judged');
  const judged = round
    ? loadPanelRounds(tx, round.id).flatMap(({ id }) => loadJudgedRound(tx, id) ?? [])
    : [];
  const [first] = judged;
  if (!round || !first) return null;
  const scale = loadScale(tx, study.id).map(({ value }) => value);
  const versions = loadVersions(tx, study.id);
  const own = first.rules;
  const rules = withOthers(own, others, scale);
  const panels = judged.map((panel) => ({ judged: panel, ...kindOf(panel.kind) }));
  const byOwn = judgeAnew(panels, { rules: own, scale, versions });
  const byOther = judgeAnew(panels, { rules, scale, versions });
  const judging = panels.map((panel) =>
    panel.judging({ rules, scale, versions, itemIds: [], roundNumber: round.number }),
  );
  return {
    round: round.number,
    scale,
    lines: decidingRules(judging).map(
      (rule): RuleLine => ({
        rule,
        own: own[rule],
        value: rules[rule],
        isOther: rules[rule] !== own[rule],
      }),
    ),
    panels: byOwn.map((panel, at) => ({ own: panel, other: byOther[at]! })),
    isVerdictOnly: judging.some(({ drops, reads }, at) => reads.length > 0 && !drops && !byOwn[at]!.drops),
    isDecidedOtherwise: judged.some(({ items }) => items.some(({ kept, ruled }) => kept !== ruled.kept)),
  };
}
