import { onFacilitatorPress, type PressHandler } from '../../bot/presses.ts';
import {
  continuePanelButton,
  openRoundButton,
  sampleButton,
  sampleCardButton,
} from '../../messages/buttons.ts';
import { plain } from '../../texts/i18n.ts';
import { showScreen } from '../studies/show-screen.ts';
import { openRoundOrQueue, togglePanel } from './open-round.ts';
import { roundOpenedMessage } from './round-previews-message.ts';
import { roundScreens } from './round-screens.ts';
import { composeSampleCard } from './sample-card.ts';

/** The preview of `/open`: shows a card, takes settled panels along, and opens the round. */
export const openPresses: readonly PressHandler[] = [
  onFacilitatorPress(continuePanelButton, ({ deps, ctx, tx, carried: { previewId, panelId } }) => {
    const { at, account } = ctx;
    const toggled = togglePanel(tx, { previewId, panelId, accountId: account.id, at });
    if (!toggled.ok) return ctx.alert(toggled.refusal);
    const numbers = { previewId, at: at.getTime() };
    showScreen({ ctx, tx, deps }, toggled.study, { screens: roundScreens, name: 'opening', numbers });
  }),
  onFacilitatorPress(openRoundButton, ({ deps: { quietHours, zone }, ctx, tx, carried: { previewId } }) => {
    const { at, account } = ctx;
    const press = { previewId, accountId: account.id, at, quietHours, zone };
    const outcome = openRoundOrQueue(tx, { ...press, jobKey: ctx.jobKey('open-round') });
    if (!outcome.ok) return ctx.alert(outcome.refusal);
    ctx.takeButtonsOff();
    ctx.jobWaits();
    if (outcome.opened) ctx.say(roundOpenedMessage(outcome.opened, zone));
  }),
  onFacilitatorPress(sampleCardButton, ({ ctx, tx, carried: { previewId } }) => {
    const sample = composeSampleCard(tx, { previewId, accountId: ctx.account.id, at: ctx.at });
    if (!sample.ok) return ctx.alert(sample.refusal);
    ctx.say(sample.message);
  }),
  onFacilitatorPress(sampleButton, ({ ctx }) => ctx.acknowledge(plain('round.open.sampleButton'))),
];
