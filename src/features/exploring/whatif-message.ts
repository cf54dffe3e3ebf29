import type { JudgedItem } from '../../domain/judged-round.ts';
import {
  EXPLORED,
  type ExploredRule,
  type JudgedAnew,
  type OtherRules,
  packOthers,
} from '../../domain/other-rules.ts';
import type { VerdictRules } from '../../domain/verdict-rules.ts';
import { whatifButton, whatifRuleButton } from '../../messages/buttons.ts';
import { inPairs } from '../../messages/even-rows.ts';
import type { Button, Message } from '../../messages/message.ts';
import { linesWithin, MESSAGE_LIMIT } from '../../messages/pages.ts';
import { panelTitle } from '../../messages/panel-title.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { plainNumber } from '../../texts/numerals.ts';
import { KEEPING_RULES, PROPERTIES } from '../../workbook/headers.ts';

type Value = VerdictRules[ExploredRule];

/** A rule that decides something in the round: the protocol's value, and the value being explored. */
export interface RuleLine {
  readonly rule: ExploredRule;
  readonly own: Value;
  readonly value: Value;
  readonly isOther: boolean;
}

export interface ExploredPanel {
  readonly own: JudgedAnew;
  readonly other: JudgedAnew;
}

interface Frame {
  readonly studyId: number;
  readonly title: string;
  readonly round: number;
  readonly others: OtherRules;
}

interface Explored extends Frame {
  readonly lines: readonly RuleLine[];
  readonly panels: readonly ExploredPanel[];
  /** The round does not drop anything yet, whatever its verdicts. */
  readonly isVerdictOnly: boolean;
  /** A person has since decided otherwise than the rule. */
  readonly isDecidedOtherwise: boolean;
}

const LONGEST_TITLE = 70;
/** Most items named of each list: the longest that fits is taken. */
const LIST_LENGTHS = [15, 8, 4, 2];
/** Room for the notes below the panels. */
const NOTES_ROOM = 400;

/** `/whatif`: what a judged round would have come to, and a button for each rule that decides something in it. */
export function whatifMessage(explored: Explored): Message {
  const { lines, isVerdictOnly, isDecidedOtherwise } = explored;
  const head = [
    headingText(explored),
    lines.length === 0 ? html('whatif.fixed') : lines.map(lineText).join('\n'),
  ];
  const room = MESSAGE_LIMIT - head.join('\n\n').length - NOTES_ROOM;
  return {
    html: [
      ...head,
      ...panelTexts(explored, room),
      ...(isVerdictOnly ? [html('whatif.noDrop')] : []),
      ...(isDecidedOtherwise ? [html('whatif.ruleAlone')] : []),
    ].join('\n\n'),
    buttons: [...lines.map((line) => [ruleButton(explored, line)]), ...resetButtons(explored)],
  };
}

/** The values that a rule could have, each in its place; the protocol's own is not offered. */
export function whatifRuleMessage(
  asked: Frame & { readonly line: RuleLine; readonly values: readonly Value[] },
): Message {
  const { line, values, studyId, others } = asked;
  const { rule, own } = line;
  const { [rule]: _, ...rest } = others;
  const to = (chosen: OtherRules) => whatifButton.write({ studyId, chosen: packOthers(chosen) });
  const choices = values.flatMap((value, place) =>
    value === own
      ? []
      : [
          {
            text: plain('whatif.button.value', { value: valueText(rule, value) }),
            data: to({ ...rest, [rule]: place }),
          },
        ],
  );
  return {
    html: [
      headingText(asked),
      html('whatif.choose', { rule: PROPERTIES[rule], own: valueText(rule, own) }),
    ].join('\n\n'),
    buttons: [
      ...inPairs(choices),
      [{ text: plain('whatif.button.own', { value: valueText(rule, own) }), data: to(rest) }],
      [{ text: plain('whatif.button.back'), data: to(others) }],
    ],
  };
}

function headingText({ round, title }: Pick<Frame, 'round' | 'title'>): string {
  return [html('whatif.heading', { round, title: isolate(title) }), html('whatif.mark')].join('\n\n');
}

function lineText({ rule, own, value, isOther }: RuleLine): string {
  const told = { rule: PROPERTIES[rule], value: valueText(rule, value) };
  return isOther ? html('whatif.other', { ...told, own: valueText(rule, own) }) : html('whatif.own', told);
}

function valueText(rule: ExploredRule, value: Value): string {
  if (value === null) return plain(rule === 'yesPerCent' ? 'whatif.moreYes' : 'whatif.notUsed');
  if (typeof value === 'string') return KEEPING_RULES[value];
  return rule === 'agreeingPerCent' || rule === 'yesPerCent'
    ? plain('whatif.perCent', { perCent: value })
    : plainNumber(value);
}

/** Panels whose outcome would differ, with as many names as fit; all panels while no rule is changed. */
function panelTexts({ lines, panels }: Explored, room: number): string[] {
  const isOther = lines.some((line) => line.isOther);
  const told = isOther ? panels.filter(isChanged) : panels;
  const same = panels.length - told.length;
  if (told.length === 0) return [html('whatif.same')];
  const under = LIST_LENGTHS.map((length) => told.map((panel) => panelText(panel, length)));
  const fitting = under.find((texts) => texts.join('\n\n').length <= room) ?? under.at(-1)!;
  const { shown, left } = linesWithin(fitting, room);
  return [
    ...shown,
    ...(left > 0 ? [html('whatif.morePanels', { left })] : []),
    ...(same > 0 ? [html('whatif.samePanels', { panels: same })] : []),
  ];
}

function isChanged({ own, other }: ExploredPanel): boolean {
  return (
    own.status !== other.status ||
    dropsOtherwise({ own, other }) ||
    turned(own, other).length + turned(other, own).length > 0
  );
}

/** Whether items that are not kept leave with this round under one of the rules only. */
function dropsOtherwise({ own, other }: ExploredPanel): boolean {
  const { items } = own.judged;
  return own.drops !== other.drops && (own.kept.size < items.length || other.kept.size < items.length);
}

/** Items that one judging keeps and the other does not. */
function turned({ judged, kept }: JudgedAnew, other: JudgedAnew): JudgedItem[] {
  return judged.items.filter(({ itemId }) => kept.has(itemId) && !other.kept.has(itemId));
}

function panelText({ own, other }: ExploredPanel, length: number): string {
  const dropsText = html(other.drops ? 'whatif.dropsNow' : 'whatif.dropsLater');
  const { panel, items } = own.judged;
  const told = { items: items.length, kept: other.kept.size };
  const statusOf = ({ status }: JudgedAnew) => plain(`facilitator.panelStatus.${status}`);
  const keptText =
    own.kept.size === other.kept.size
      ? html('whatif.kept', told)
      : html('whatif.keptOther', { ...told, own: own.kept.size });
  return [
    html('whatif.panel', { panel: panelTitle(panel) }),
    items.length === 0 ? html('whatif.noItems') : keptText,
    ...(dropsOtherwise({ own, other }) ? [dropsText] : []),
    own.status === other.status
      ? html('whatif.status', { status: statusOf(own) })
      : html('whatif.statusOther', { status: statusOf(other), own: statusOf(own) }),
    ...listTexts('leave', turned(own, other), length),
    ...listTexts('stay', turned(other, own), length),
  ].join('\n');
}

function listTexts(side: 'leave' | 'stay', items: readonly JudgedItem[], length: number): string[] {
  if (items.length === 0) return [];
  const left = items.length - length;
  return [
    html(`whatif.${side}`, { items: items.length }),
    ...items
      .slice(0, length)
      .map(({ title, code }) =>
        html('whatif.item', { title: isolate(shorten(title, LONGEST_TITLE)), code: isolate(code) }),
      ),
    ...(left > 0 ? [html('whatif.moreItems', { left })] : []),
  ];
}

function ruleButton({ studyId, others }: Frame, { rule, value }: RuleLine): Button {
  const chosen = packOthers(others);
  return {
    text: plain('whatif.button.rule', { rule: PROPERTIES[rule], value: valueText(rule, value) }),
    data: whatifRuleButton.write({ studyId, chosen, rule: EXPLORED.indexOf(rule) }),
  };
}

function resetButtons({ studyId, lines }: Explored): Button[][] {
  if (!lines.some(({ isOther }) => isOther)) return [];
  return [
    [{ text: plain('whatif.button.allOwn'), data: whatifButton.write({ studyId, chosen: packOthers({}) }) }],
  ];
}
