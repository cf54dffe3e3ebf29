import { onPress, type PressHandler } from '../../bot/presses.ts';
import { askedWhenRendered } from '../../delivery/outgoing-kind.ts';
import { certificateButton } from '../../messages/buttons.ts';
import { plain } from '../../texts/i18n.ts';
import type { Feature } from '../feature.ts';
import { orForgotten } from '../studies/forgotten-press.ts';
import { composeClosingLetter } from './compose-closing-letter.ts';
import { makeCertificate, requestCertificate } from './make-certificate.ts';

/** The certificate of taking part, drawn for who presses its button under the closing letter. */
const certificatePresses: readonly PressHandler[] = [
  onPress(certificateButton, ({ ctx, tx, carried: { expertId } }) => {
    const { account, at } = ctx;
    const key = ctx.jobKey('certificate');
    const requested = requestCertificate(tx, { key, expertId, accountId: account.id, at });
    if (!requested.ok) return ctx.alert(orForgotten(tx, requested.refusal, { experts: expertId }));
    ctx.jobWaits();
    ctx.acknowledge(plain('certificate.pressed'));
  }),
];

/** A study's end, as an expert hears of it. */
export const closing = {
  presses: certificatePresses,
  jobs: {
    certificate: {
      run: makeCertificate,
      asker: { forFacilitator: false },
      working: 'facilitator.job.working.certificate',
      failed: 'facilitator.job.failed.certificate',
    },
  },
  messages: {
    // The only letter with the expert's own answers and the result.
    'closing-letter': {
      ifUnknown: 'again',
      reaches: askedWhenRendered,
      render: ({ db, accountId }, { expertId }) => composeClosingLetter(db, expertId, accountId),
    },
  },
} satisfies Feature;
