import { progressOf } from '../../jobs/progress.ts';
import { endProgress } from '../../jobs/reply.ts';
import { loadRound } from '../../store/rounds.ts';
import type { Feature } from '../feature.ts';
import { runsStudyOf } from '../studies/runs-study-of.ts';
import { composeClosingCard, roundOf } from './closing-cards.ts';
import { composeSummary, composeSummaryPart } from './compose-summary.ts';
import { judgeRound } from './judge-round.ts';
import { reckonFigures } from './reckon-older.ts';

/** A closed round is judged, and its facilitators are told. */
export const judging = {
  jobs: {
    'reckon-figures': {
      run: async (job, { db, run }) => {
        await reckonFigures(db, Number(job.args['panelRoundId']), run);
        return undefined;
      },
      asker: { forFacilitator: true },
      working: null,
      failed: 'facilitator.job.failed.judge-round',
    },
    'judge-round': {
      run: async (job, tools) => {
        const { roundId, askedBy } = job.args;
        const asked = { ...job, accountId: typeof askedBy === 'number' ? askedBy : null };
        await judgeRound(tools.db, Number(roundId), { ...tools, told: progressOf(asked, tools) });
        return (tx) => endProgress(tx, asked, tools.now());
      },
      asker: { forFacilitator: true },
      mustEnd: true,
      lane: 'round',
      verdicts: 'makes',
      working: null,
      failed: 'facilitator.job.failed.judge-round',
    },
  },
  messages: {
    'closing-card': {
      ifUnknown: 'again',
      reaches: (tx, { panelRoundId }, accountId) => runsStudyOf(tx, accountId, roundOf(tx, panelRoundId)),
      render: ({ db }, args) => composeClosingCard(db, args),
    },
    // The facilitator is waiting for the figures.
    summary: {
      ifUnknown: 'again',
      reaches: (tx, { roundId }, accountId) => runsStudyOf(tx, accountId, loadRound(tx, roundId)),
      // Rows queued by an older version do not say which panels they tell of.
      render({ db, zone }, { roundId, part, parts, panelIds, afterCards = false }) {
        return parts === undefined || panelIds === undefined
          ? (composeSummary(db, roundId, zone)[part] ?? null)
          : composeSummaryPart(db, roundId, { part, parts, panelIds }, { zone, afterCards });
      },
    },
  },
} satisfies Feature;
