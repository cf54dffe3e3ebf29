import { equipping } from '../bot/router.ts';
import type { DialogReader } from '../bot/said.ts';
import type { OutgoingKind } from '../delivery/outgoing-kind.ts';
import type { JobKind } from '../jobs/job-kind.ts';
import type { Dialog } from '../store/dialogs.ts';
import type { Job } from '../store/jobs.ts';
import type { Outgoing } from '../store/outbox.ts';
import { answering } from './answering/feature.ts';
import { anytime } from './anytime/feature.ts';
import { refuseLongPastes } from './anytime/long-paste-feature.ts';
import { menuFeature } from './anytime/menu-feature.ts';
import { readEdited, readUnexpected } from './anytime/typed-text-feature.ts';
import { backups } from './backups/feature.ts';
import { briefing } from './briefing/feature.ts';
import { charting } from './charting/feature.ts';
import { closing } from './closing/feature.ts';
import { exploring } from './exploring/feature.ts';
import { exporting } from './exporting/feature.ts';
import { type Feature, gather, listed } from './feature.ts';
import { forgetting } from './forgetting/feature.ts';
import { funnel } from './funnel/feature.ts';
import { history } from './history/feature.ts';
import { items } from './items/feature.ts';
import { joining } from './joining/feature.ts';
import { judging } from './judging/feature.ts';
import { leaving } from './leaving/feature.ts';
import { overseeing } from './overseeing/feature.ts';
import { watchReachability } from './overseeing/reachability-feature.ts';
import { paper } from './paper/feature.ts';
import { proposals } from './proposals/feature.ts';
import { rehearsing } from './rehearsing/feature.ts';
import { reminding } from './reminding/feature.ts';
import { rounds } from './rounds/feature.ts';
import { studies } from './studies/feature.ts';
import { goOnTelling, type Tellings } from './studies/tell-in-parts.ts';
import { talking } from './talking/feature.ts';
import { workbooks } from './workbooks/feature.ts';

/** What people do, outermost first: a slice uses what those behind it do. */
const FEATURES = [
  ...[
    rehearsing,
    workbooks,
    paper,
    exporting,
    rounds,
    overseeing,
    history,
    closing,
    joining,
    anytime,
    charting,
    judging,
    briefing,
    items,
  ],
  ...[talking, funnel, exploring, proposals, answering, forgetting, reminding, leaving, backups, studies],
] as const;

/** What takes long, by the kind of its rows. */
export const JOBS: Readonly<Record<Job['kind'], JobKind>> = gather(FEATURES, 'jobs');

/** What leaves the program, by the kind of its rows. */
export const OUTGOING: { readonly [Kind in Outgoing['kind']]: OutgoingKind<Kind> } = gather(
  FEATURES,
  'messages',
);

/** Who reads what is typed, by what the account's dialog is for. */
const DIALOGS: Readonly<Record<Dialog['kind'], DialogReader>> = gather(FEATURES, 'dialogs');

/** What is told to many, some at a time. */
const TELLINGS: Tellings = gather(FEATURES, 'tellings');

/** What comes due by itself. */
export const DUE = [...FEATURES.flatMap((feature: Feature) => feature.due ?? []), goOnTelling(TELLINGS)];

export const COMMANDS = listed(FEATURES, 'commands');

export const PRESSES = listed(FEATURES, 'presses');

/** Every update finds its feature. */
export const equipBot = equipping(
  {
    commands: COMMANDS,
    presses: PRESSES,
    said: listed(FEATURES, 'said'),
    dialogs: DIALOGS,
    unexpected: readUnexpected,
    edited: readEdited,
  },
  (handed) => [watchReachability, menuFeature(handed), refuseLongPastes()],
);
