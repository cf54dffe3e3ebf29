import { askedWhenRendered } from '../../delivery/outgoing-kind.ts';
import { loadExpert } from '../../store/experts.ts';
import type { Feature } from '../feature.ts';
import { runsStudyOf } from '../studies/runs-study-of.ts';
import {
  composeLinkConfirmed,
  composeLinkRefused,
  composeLinkRenewed,
  composeLinkUsed,
} from './compose-link-news.ts';
import { composeOpenCriteria } from './confirm-criterion.ts';
import { composeExpertDeclined } from './decline.ts';
import { expertsCommands, expertsPresses } from './experts-feature.ts';
import { inviteCommands, invitePresses } from './invite-feature.ts';
import { joinCommands, joinPresses, joinSaid } from './join-feature.ts';
import { newLinkPresses } from './new-link-feature.ts';
import { composeInvitationReminder, nudgeNext } from './nudge.ts';
import { prepareInvitations } from './prepare-invitations.ts';

/** Experts are invited, join by their links, and may change their account. */
export const joining = {
  commands: [...expertsCommands, ...inviteCommands, ...joinCommands],
  presses: [...expertsPresses, ...invitePresses, ...joinPresses, ...newLinkPresses],
  said: joinSaid,
  jobs: {
    invite: {
      run: prepareInvitations,
      asker: { forFacilitator: true },
      working: 'facilitator.job.working.invite',
      failed: 'facilitator.job.failed.invite',
    },
  },
  tellings: { 'invitation-reminder': nudgeNext },
  messages: {
    // Whose account is taken, or found to be the same, must hear of it.
    'link-renewed': {
      ifUnknown: 'again',
      reaches: askedWhenRendered,
      render: ({ db, accountId }, args) => composeLinkRenewed(db, args, accountId),
    },
    'link-used': {
      ifUnknown: 'again',
      reaches: askedWhenRendered,
      render: ({ db, accountId }, { tenureId }) => composeLinkUsed(db, tenureId, accountId),
    },
    'link-confirmed': {
      ifUnknown: 'again',
      reaches: askedWhenRendered,
      render: ({ db, accountId }, { tenureId }) => composeLinkConfirmed(db, tenureId, accountId),
    },
    // The answers of a round may be another's.
    'link-refused': {
      ifUnknown: 'again',
      reaches: (tx, { expertId }, accountId) => runsStudyOf(tx, accountId, loadExpert(tx, expertId)),
      render: ({ db }, args) => composeLinkRefused(db, args),
    },
    // The facilitator decides by it whether the expert stays.
    'criteria-open': {
      ifUnknown: 'again',
      reaches: (tx, { expertId }, accountId) => runsStudyOf(tx, accountId, loadExpert(tx, expertId)),
      render: ({ db }, { expertId }) => composeOpenCriteria(db, expertId),
    },
    // `/status` shows it all the time.
    'expert-declined': {
      ifUnknown: 'never',
      reaches: (tx, { expertId }, accountId) => runsStudyOf(tx, accountId, loadExpert(tx, expertId)),
      render: ({ db }, { expertId }) => composeExpertDeclined(db, expertId),
    },
    // Being urged twice is what drives people away.
    'invitation-reminder': {
      ifUnknown: 'never',
      reaches: askedWhenRendered,
      keepsQuiet: () => true,
      render: ({ db, accountId }, { expertId }) => composeInvitationReminder(db, expertId, accountId),
    },
  },
} satisfies Feature;
