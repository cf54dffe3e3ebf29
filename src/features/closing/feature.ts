import { askedWhenRendered } from '../../delivery/outgoing-kind.ts';
import type { Feature } from '../feature.ts';
import { certificatePresses } from './certificate-feature.ts';
import { composeClosingLetter } from './compose-closing-letter.ts';
import { makeCertificate } from './make-certificate.ts';

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
