import { Composer } from 'grammy';
import { orForgotten } from '../../actions/forgotten-press.ts';
import { requestCertificate } from '../../actions/make-certificate.ts';
import { certificateButton } from '../../messages/buttons.ts';
import { plain } from '../../texts/i18n.ts';
import type { BotContext, Dependencies } from '../context.ts';

/** The certificate of taking part, drawn for who presses its button under the closing letter. */
export function certificateFeature({ wakeJobs }: Pick<Dependencies, 'wakeJobs'>): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.callbackQuery(certificateButton.pattern, (ctx) => {
    ctx.run((tx) => {
      const [expertId] = certificateButton.read(ctx.callbackQuery.data);
      const { account, update, at } = ctx;
      const key = `certificate:${account.id}:${update.update_id}:${at.getTime()}`;
      const requested = requestCertificate(tx, { key, expertId, accountId: account.id, at });
      if (!requested.ok) return ctx.alert(orForgotten(tx, requested.refusal, { experts: expertId }));
      ctx.acknowledge(plain('certificate.pressed'));
    });
    wakeJobs();
  });
  return feature;
}
