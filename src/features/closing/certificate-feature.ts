import { onPress, type PressHandler } from '../../bot/presses.ts';
import { certificateButton } from '../../messages/buttons.ts';
import { plain } from '../../texts/i18n.ts';
import { orForgotten } from '../studies/forgotten-press.ts';
import { requestCertificate } from './make-certificate.ts';

/** The certificate of taking part, drawn for who presses its button under the closing letter. */
export const certificatePresses: readonly PressHandler[] = [
  onPress(certificateButton, ({ ctx, tx, carried: { expertId } }) => {
    const { account, at } = ctx;
    const key = ctx.jobKey('certificate');
    const requested = requestCertificate(tx, { key, expertId, accountId: account.id, at });
    if (!requested.ok) return ctx.alert(orForgotten(tx, requested.refusal, { experts: expertId }));
    ctx.jobWaits();
    ctx.acknowledge(plain('certificate.pressed'));
  }),
];
