import { Composer } from 'grammy';
import { orForgotten } from '../../actions/forgotten-press.ts';
import { requestCertificate } from '../../actions/make-certificate.ts';
import { certificateButton } from '../../messages/buttons.ts';
import { plain } from '../../texts/i18n.ts';
import type { BotContext } from '../context.ts';
import { onPress } from '../presses.ts';

/** The certificate of taking part, drawn for who presses its button under the closing letter. */
export function certificateFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  onPress(feature, certificateButton, ({ ctx, tx, carried: { expertId } }) => {
    const { account, at } = ctx;
    const key = ctx.jobKey('certificate');
    const requested = requestCertificate(tx, { key, expertId, accountId: account.id, at });
    if (!requested.ok) return ctx.alert(orForgotten(tx, requested.refusal, { experts: expertId }));
    ctx.jobWaits();
    ctx.acknowledge(plain('certificate.pressed'));
  });
  return feature;
}
