import type { Command } from '../../bot/command.ts';
import type { BotContext } from '../../bot/context.ts';
import { onFacilitatorPress, type PressHandler, showInPlace } from '../../bot/presses.ts';
import {
  chartsButton,
  panelChartButton,
  panelChartsButton,
  studyChartButton,
} from '../../messages/buttons.ts';
import type { Transaction } from '../../store/file/database.ts';
import type { Job } from '../../store/jobs.ts';
import { loadPanelRound } from '../../store/panel-rounds.ts';
import { loadPanel } from '../../store/panels.ts';
import { html, plain } from '../../texts/i18n.ts';
import { requestFunnelPicture } from '../funnel/draw-funnel.ts';
import { studyOf } from '../studies/choose-study.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { requestChart } from './draw-chart.ts';
import { chartsScreen, panelChartsScreen } from './list-charts.ts';
import { PANEL_CHARTS, STUDY_CHARTS } from './study-charts.ts';

/** `/charts`: every chart of the study, one at a time. */
export const chartsCommands: readonly Command[] = [
  {
    name: 'charts',
    menus: { facilitator: { place: 136, text: 'menu.facilitator.charts' } },
    who: 'facilitator',
    run: (ctx) => withChosenStudy(ctx, (tx, study) => ctx.say(chartsScreen(tx, study, 0))),
  },
];

export const chartsPresses: readonly PressHandler[] = [
  onFacilitatorPress(chartsButton, ({ ctx, tx, carried: { studyId, page } }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    showInPlace(ctx, { ok: true, message: chartsScreen(tx, found.study, page) });
  }),
  onFacilitatorPress(panelChartsButton, ({ ctx, tx, carried: { panelId, page } }) => {
    const panel = loadPanel(tx, panelId);
    const found = studyOf(tx, ctx.account.id, panel?.studyId ?? 0);
    if (!panel || !found.ok) return ctx.alert({ code: 'study.notYours' });
    showInPlace(ctx, { ok: true, message: panelChartsScreen(tx, panel, page) });
  }),
  onFacilitatorPress(panelChartButton, ({ ctx, tx, carried: { panelRoundId, chart } }) => {
    const studyId = loadPanel(tx, loadPanelRound(tx, panelRoundId)?.panelId ?? 0)?.studyId ?? 0;
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok || chart >= PANEL_CHARTS.length) return ctx.alert({ code: 'study.notYours' });
    ask(ctx, tx, studyId, { panelRoundId, chart });
  }),
  onFacilitatorPress(studyChartButton, ({ ctx, tx, carried: { studyId, chart } }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    const of = STUDY_CHARTS[chart];
    if (!found.ok || !of) return ctx.alert({ code: 'study.notYours' });
    if (of === 'attrition') return ask(ctx, tx, studyId, {});
    const request = { key: ctx.jobKey('funnel-picture'), accountId: ctx.account.id, at: ctx.at };
    if (!requestFunnelPicture(tx, found.study, request))
      return ctx.say({ html: html('chart.nothing.funnel') });
    ctx.jobWaits();
    ctx.acknowledge(plain('chart.drawing'));
  }),
];

/** Draws one beside the updates, once; and says at the press that it is being drawn. */
function ask(ctx: BotContext, tx: Transaction, studyId: number, args: Job['args']): void {
  const { account, at: createdAt } = ctx;
  const isNew = requestChart(tx, {
    key: ctx.jobKey('chart'),
    accountId: account.id,
    studyId,
    args,
    createdAt,
  });
  if (isNew) ctx.jobWaits();
  ctx.acknowledge(plain(isNew ? 'chart.drawing' : 'chart.already'));
}
