import { sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  blob,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { Anonymity } from '../domain/anonymity.ts';
import type { AnswerOrigin } from '../domain/answering.ts';
import type { BackgroundRow } from '../domain/background-table.ts';
import type { RoundComparison } from '../domain/compare-rounds.ts';
import type { LeavingReason } from '../domain/item-lives.ts';
import type { Concordance } from '../domain/judged-round.ts';
import type { Language } from '../domain/language.ts';
import type { NumberBounds } from '../domain/number-bounds.ts';
import type { Theme } from '../domain/reason-themes.ts';
import type { Background, Criterion, PlannedSeats, ReportFact, RoundKind } from '../domain/study-draft.ts';
import type { ItemReason } from '../domain/verdict.ts';
import type { VerdictRules } from '../domain/verdict-rules.ts';

/*
 * Every table of the program. Instants are milliseconds since 1970 (UTC); lists and frozen figures are JSON.
 * docs/decisions/0002-data-model.md walks through it and shows where each kind of round sits.
 */

const id = () => integer('id').primaryKey({ autoIncrement: true });
const instant = (name: string) => integer(name, { mode: 'timestamp_ms' });
const flag = (name: string) => integer(name, { mode: 'boolean' });
const messenger = () => text('messenger').$type<'telegram' | 'bale'>().notNull();

/** Somebody's account on one messenger; the two spaces of user ids overlap. */
export const accounts = sqliteTable(
  'accounts',
  {
    id: id(),
    messenger: messenger(),
    userId: integer('user_id').notNull(),
    /** Set from the moment when nothing more can be sent, until the person writes again. */
    unreachableSince: instant('unreachable_since'),
    unreachableReason: text('unreachable_reason'),
    /** The study a facilitator's commands are about; null: the newest. */
    chosenStudyId: integer('chosen_study_id'),
    /** Whose commands the chat's own menu shows, to be taken off when that is over; null: it has none. */
    menu: text('menu').$type<'facilitator' | 'operator' | 'expert'>(),
    /** Asked for by `/language`, where it is not Persian. */
    language: text('language').$type<Language>(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [uniqueIndex('accounts_person').on(table.messenger, table.userId)],
);

/** Accounts that may give facilitator's commands. */
export const facilitators = sqliteTable('facilitators', {
  accountId: integer('account_id')
    .primaryKey()
    .references(() => accounts.id),
  source: text('source').$type<'settings' | 'claim'>().notNull(),
  since: instant('since').notNull(),
});

/** Accounts that look after the server, named by the setting OPERATOR_IDS: only they get copies of the database. */
export const operators = sqliteTable('operators', {
  accountId: integer('account_id')
    .primaryKey()
    .references(() => accounts.id),
  since: instant('since').notNull(),
});

/** What an account's next typed text is for (a reason, an announcement …). */
export const dialogs = sqliteTable('dialogs', {
  accountId: integer('account_id')
    .primaryKey()
    .references(() => accounts.id),
  kind: text('kind')
    .$type<
      | 'reason'
      | 'ask'
      | 'ask-which'
      | 'suggest'
      | 'suggest-item'
      | 'announce'
      | 'briefing'
      | 'answer-question'
      | 'why-rejected'
      | 'retitle'
      | 'merge'
      | 'objection'
      | 'why-changed'
      | 'suggest-kind'
      | 'item'
    >()
    .notNull(),
  args: text('args', { mode: 'json' }).$type<Record<string, number | string | null>>().notNull(),
  startedAt: instant('started_at').notNull(),
});

/**
 * What each message of a person became, as long as it may be edited; and texts whose writers have yet to say what they
 * are.
 */
export const sentTexts = sqliteTable(
  'sent_texts',
  {
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id),
    messageId: integer('message_id').notNull(),
    kind: text('kind')
      .$type<
        | 'reason'
        | 'question'
        | 'question-answer'
        | 'proposal'
        | 'why-rejected'
        | 'announcement'
        | 'answer'
        | 'kept'
      >()
      .notNull(),
    /** Id of what it became; for an announcement the preview's id; 0 for a text still waiting. */
    subjectId: integer('subject_id').notNull(),
    at: instant('at').notNull(),
    /** The text that waits, or a refused correction; null once the words are stored where they belong. */
    text: text('text'),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.messageId] })],
);

export const studies = sqliteTable(
  'studies',
  {
    id: id(),
    title: text('title').notNull(),
    question: text('question').notNull(),
    guidance: text('guidance').notNull(),
    organiser: text('organiser').notNull(),
    contact: text('contact').notNull(),
    consent: text('consent').notNull(),
    kind: text('kind').$type<RoundKind>().notNull(),
    neutralPoint: real('neutral_point'),
    keepsBy: text('keeps_by').$type<'mean' | 'agreeing'>().notNull().default('mean'),
    agreeingPerCent: real('agreeing_per_cent').notNull().default(75),
    dropsFromRound: integer('drops_from_round').notNull().default(1),
    yesPerCent: real('yes_per_cent'),
    minRounds: integer('min_rounds').notNull(),
    maxRounds: integer('max_rounds').notNull(),
    stabilityThreshold: real('stability_threshold'),
    agreementThreshold: real('agreement_threshold'),
    openForDays: real('open_for_days').notNull(),
    reminderHours: text('reminder_hours', { mode: 'json' }).$type<number[]>().notNull(),
    fridayReminders: flag('friday_reminders').notNull(),
    minAnswersForFeedback: integer('min_answers_for_feedback').notNull(),
    shuffledItems: flag('shuffled_items').notNull(),
    anonymity: text('anonymity').$type<Anonymity>().notNull().default('coded'),
    /** Of what its experts and facilitators read. */
    language: text('language').$type<Language>().notNull().default('fa'),
    excludedAudiences: text('excluded_audiences', { mode: 'json' }).$type<string[]>().notNull(),
    composition: text('composition', { mode: 'json' }).$type<PlannedSeats[]>().notNull().default([]),
    criteria: text('criteria', { mode: 'json' }).$type<Criterion[]>().notNull().default([]),
    /** What the sheet `گزارش` says. */
    report: text('report', { mode: 'json' }).$type<ReportFact[]>().notNull().default([]),
    /** Null: never automatically. Studies begun before experts were told about it have none. */
    forgetAfterDays: real('forget_after_days'),
    /** Random; the study's orders and permutation tests are derived from it, so that every export repeats them. */
    seed: integer('seed').notNull(),
    state: text('state').$type<'preparing' | 'running' | 'finished'>().notNull(),
    /** Of the protocol, from the first round's opening on. */
    protocolSha256: text('protocol_sha256'),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
    /** When the names of all its experts were removed. */
    forgottenAt: instant('forgotten_at'),
  },
  (table) => [index('studies_other').on(table.language).where(sql`language <> 'fa'`)],
);

/**
 * Canonical JSON of a study's rules, frozen when its first round opens. Kept apart from the study, which every press
 * reads, as it lists every item.
 */
export const protocols = sqliteTable('protocols', {
  studyId: integer('study_id')
    .primaryKey()
    .references(() => studies.id),
  text: text('text').notNull(),
});

/** Who gets a study's summaries; the creator is the first. */
export const studyFacilitators = sqliteTable(
  'study_facilitators',
  {
    studyId: integer('study_id')
      .notNull()
      .references(() => studies.id),
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id),
    since: instant('since').notNull(),
  },
  (table) => [primaryKey({ columns: [table.studyId, table.accountId] })],
);

/** A facilitator's wish to join a study of others, until it is decided. */
export const joinRequests = sqliteTable(
  'join_requests',
  {
    id: id(),
    studyId: integer('study_id')
      .notNull()
      .references(() => studies.id),
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id),
    /** What the messenger calls the asker; emptied when it is decided. */
    name: text('name').notNull(),
    state: text('state').$type<'waiting' | 'accepted' | 'rejected'>().notNull(),
    askedAt: instant('asked_at').notNull(),
    decidedAt: instant('decided_at'),
  },
  (table) => [index('join_requests_asker').on(table.studyId, table.accountId)],
);

export const scalePoints = sqliteTable(
  'scale_points',
  {
    studyId: integer('study_id')
      .notNull()
      .references(() => studies.id),
    position: integer('position').notNull(),
    value: real('value').notNull(),
    label: text('label').notNull(),
  },
  (table) => [primaryKey({ columns: [table.studyId, table.position] })],
);

/** The sheet `دورها`: what each panel does in a round that is still to come. */
export const roundPlans = sqliteTable(
  'round_plans',
  {
    studyId: integer('study_id')
      .notNull()
      .references(() => studies.id),
    position: integer('position').notNull(),
    number: integer('number').notNull(),
    kind: text('kind').$type<RoundKind>().notNull(),
    panelCodes: text('panel_codes', { mode: 'json' }).$type<string[]>().notNull(),
    openForDays: real('open_for_days'),
    question: text('question').notNull(),
  },
  (table) => [primaryKey({ columns: [table.studyId, table.position] })],
);

export const panels = sqliteTable(
  'panels',
  {
    id: id(),
    studyId: integer('study_id')
      .notNull()
      .references(() => studies.id),
    position: integer('position').notNull(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    status: text('status').$type<'active' | 'agreed' | 'stable' | 'dropped' | 'finished'>().notNull(),
    /** Taken off by a later workbook; past results stay. */
    removedAt: instant('removed_at'),
  },
  (table) => [uniqueIndex('panels_code').on(table.studyId, table.code)],
);

export const experts = sqliteTable(
  'experts',
  {
    id: id(),
    studyId: integer('study_id')
      .notNull()
      .references(() => studies.id),
    position: integer('position').notNull(),
    /** The workbook's `کد`. */
    key: text('key'),
    name: text('name').notNull(),
    role: text('role').notNull(),
    /** International digits without plus. */
    mobile: text('mobile'),
    background: text('background', { mode: 'json' }).$type<Background>(),
    /** Texts of the criteria that were confirmed by whoever the consent was shown to. */
    confirmedCriteria: text('confirmed_criteria', { mode: 'json' }).$type<string[]>().notNull().default([]),
    /** The expert's code wherever answers are told; drawn at random. */
    pseudonym: text('pseudonym').notNull(),
    /** The secret of the personal link, kept until it is used or renewed. */
    token: text('token'),
    accountId: integer('account_id').references(() => accounts.id),
    joinedAt: instant('joined_at'),
    /** From when on the account may see what the expert did (see `domain/own-past`); null: everything. */
    seesFrom: instant('sees_from'),
    /** The number that the workbook had when the first account joined: whoever shares it is that person. */
    mobileAtJoining: text('mobile_at_joining'),
    /** The account that last shared that number as its own. */
    numberShownBy: integer('number_shown_by').references(() => accounts.id),
    leftAt: instant('left_at'),
    /** The account that the consent was last shown to, while nobody has accepted it: the bot may write to it. */
    consentShownTo: integer('consent_shown_to').references(() => accounts.id),
    /** «نه، سپاس»: the link stays good for a change of mind. */
    declinedAt: instant('declined_at'),
    /** Taken off by a later workbook; past answers stay. */
    removedAt: instant('removed_at'),
    /** The name and everything that leads to the person were removed: only a code and the answers under it are left. */
    forgotten: flag('forgotten').notNull().default(false),
  },
  (table) => [
    uniqueIndex('experts_pseudonym').on(table.studyId, table.pseudonym),
    uniqueIndex('experts_token').on(table.token),
    uniqueIndex('experts_account').on(table.studyId, table.accountId),
    index('experts_by_account').on(table.accountId),
    index('experts_mobile').on(table.mobile),
    // Whether an account is still needed is looked up here, and among the tenures.
    index('experts_number_shown_by').on(table.numberShownBy).where(sql`number_shown_by IS NOT NULL`),
    index('experts_consent_shown_to').on(table.consentShownTo).where(sql`consent_shown_to IS NOT NULL`),
    index('experts_mobile_at_joining').on(table.mobileAtJoining).where(sql`mobile_at_joining IS NOT NULL`),
  ],
);

/** The code that replaces an `answers.apartCode` in one round and panel, where the study's anonymity requires it. */
export const apartRoundCodes = sqliteTable(
  'apart_round_codes',
  {
    panelRoundId: integer('panel_round_id')
      .notNull()
      .references(() => panelRounds.id),
    apartCode: text('apart_code').notNull(),
    code: text('code').notNull(),
  },
  (table) => [primaryKey({ columns: [table.panelRoundId, table.apartCode] })],
);

/** A questionnaire and its answers as they were: rows as SQLite holds them. */
export interface SetAside {
  readonly questionnaire: Readonly<Record<string, number | string | null>>;
  readonly answers: readonly Readonly<Record<string, number | string | null>>[];
}

/** The accounts that an expert has had, in the order of their ids. */
export const tenures = sqliteTable(
  'tenures',
  {
    id: id(),
    expertId: integer('expert_id')
      .notNull()
      .references(() => experts.id),
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id),
    since: instant('since').notNull(),
    /** When it was confirmed to be the same person's account as the one before; null: not confirmed. */
    confirmedAt: instant('confirmed_at'),
    /** When the former account had left the study, if it had. */
    leftBefore: instant('left_before'),
    /** Drawn where this account, or a former one, was not known to be the same person's; see `answers.apartCode`. */
    apartCode: text('apart_code'),
    /** Content of the open questionnaire when the account took over, kept until the round closes. */
    setAside: text('set_aside', { mode: 'json' }).$type<SetAside>(),
    questionnaireId: integer('questionnaire_id').references(() => questionnaires.id),
  },
  (table) => [
    index('tenures_expert').on(table.expertId),
    index('tenures_account').on(table.accountId),
    index('tenures_set_aside').on(table.questionnaireId).where(sql`questionnaire_id IS NOT NULL`),
  ],
);

/** An expert's place on a panel. */
export const seats = sqliteTable(
  'seats',
  {
    expertId: integer('expert_id')
      .notNull()
      .references(() => experts.id),
    panelId: integer('panel_id')
      .notNull()
      .references(() => panels.id),
  },
  (table) => [
    primaryKey({ columns: [table.expertId, table.panelId] }),
    index('seats_panel').on(table.panelId),
  ],
);

export const items = sqliteTable(
  'items',
  {
    id: id(),
    studyId: integer('study_id')
      .notNull()
      .references(() => studies.id),
    position: integer('position').notNull(),
    code: text('code').notNull(),
    unit: text('unit').notNull(),
    audience: text('audience').notNull(),
    group: text('group_path', { mode: 'json' }).$type<string[]>().notNull(),
    /** Bounds of the number that a round asks for; null: none are named. */
    bounds: text('bounds', { mode: 'json' }).$type<NumberBounds>(),
    /** Items this one was split, merged or reworded from, by id. */
    parents: text('parents', { mode: 'json' }).$type<number[]>().notNull(),
    /** Taken off by a later workbook; past results stay. */
    removedAt: instant('removed_at'),
  },
  (table) => [uniqueIndex('items_code').on(table.studyId, table.code)],
);

/** An item's wordings; the highest version is in force. */
export const itemVersions = sqliteTable(
  'item_versions',
  {
    itemId: integer('item_id')
      .notNull()
      .references(() => items.id),
    version: integer('version').notNull(),
    title: text('title').notNull(),
    definition: text('definition').notNull(),
    reason: text('reason').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.itemId, table.version] })],
);

/** A panel that judges an item, until the item leaves it. */
export const itemPanels = sqliteTable(
  'item_panels',
  {
    itemId: integer('item_id')
      .notNull()
      .references(() => items.id),
    panelId: integer('panel_id')
      .notNull()
      .references(() => panels.id),
    droppedInRoundId: integer('dropped_in_round_id'),
    droppedWhy: text('dropped_why').$type<LeavingReason>(),
  },
  (table) => [
    primaryKey({ columns: [table.itemId, table.panelId] }),
    index('item_panels_panel').on(table.panelId),
  ],
);

export const rounds = sqliteTable(
  'rounds',
  {
    id: id(),
    studyId: integer('study_id')
      .notNull()
      .references(() => studies.id),
    number: integer('number').notNull(),
    /** `opening`: a large round still being laid out, which takes no answers yet. */
    state: text('state').$type<'opening' | 'open' | 'closed' | 'judged'>().notNull(),
    openedAt: instant('opened_at').notNull(),
    deadline: instant('deadline').notNull(),
    /** Reminders are planned from here: the opening, or the last move of the deadline. */
    remindersFrom: instant('reminders_from').notNull(),
    /** The moment from which answers were refused. */
    closedAt: instant('closed_at'),
    closedBy: text('closed_by').$type<'deadline' | 'facilitator'>(),
    judgedAt: instant('judged_at'),
    /** The pace of its experts so far, at first that of the round before; null: not known yet. */
    secondsAnItem: integer('seconds_an_item'),
  },
  (table) => [
    uniqueIndex('rounds_number').on(table.studyId, table.number),
    index('rounds_state').on(table.state),
  ],
);

/** Reminder slots (hours before the deadline) that a round has used: each counts once, even after an extension. */
export const reminderSlots = sqliteTable(
  'reminder_slots',
  {
    roundId: integer('round_id')
      .notNull()
      .references(() => rounds.id),
    hours: real('hours').notNull(),
    sentAt: instant('sent_at').notNull(),
    /** Reminders are queued up to the expert with this id; null: for everybody. */
    reachedExpertId: integer('reached_expert_id'),
  },
  (table) => [primaryKey({ columns: [table.roundId, table.hours] })],
);

/** What is being told to many experts, some at a time; the row goes with the last of them. */
export const tellings = sqliteTable('tellings', {
  id: id(),
  studyId: integer('study_id')
    .notNull()
    .references(() => studies.id),
  kind: text('kind').$type<keyof TellingArgs>().notNull(),
  args: text('args', { mode: 'json' }).$type<TellingArgs[keyof TellingArgs]>().notNull(),
  /** When it was decided: who joins later is not meant. */
  at: instant('at').notNull(),
  /** Up to this expert, by id, all have been told. */
  reachedExpertId: integer('reached_expert_id').notNull(),
});

/** What a telling is about, by its kind: that of the messages which it queues. Moments are in milliseconds. */
export interface TellingArgs {
  readonly announcement: { readonly announcementId: number; readonly panelId: number | null };
  readonly briefing: { readonly briefingId: number };
  readonly 'closing-letter': object;
  readonly 'deadline-moved': { readonly roundId: number; readonly deadline: number };
  readonly 'invitation-reminder': { readonly notBefore: number };
  /** `expertIds`: who is meant; null: everybody who owes the round. */
  readonly reminder: {
    readonly roundId: number;
    readonly notBefore: number;
    readonly expertIds: readonly number[] | null;
  };
}

/** What one panel does in one round. */
export const panelRounds = sqliteTable(
  'panel_rounds',
  {
    id: id(),
    roundId: integer('round_id')
      .notNull()
      .references(() => rounds.id),
    panelId: integer('panel_id')
      .notNull()
      .references(() => panels.id),
    kind: text('kind').$type<RoundKind>().notNull(),
    question: text('question').notNull(),
    /** The judged panel-round of the same kind whose results are shown as feedback. */
    feedbackFromId: integer('feedback_from_id'),
    /** `opening`: its experts and items are still to be laid out. */
    state: text('state').$type<'opening' | 'open' | 'judged'>().notNull(),
    invited: integer('invited').notNull(),
    answered: integer('answered'),
    submitted: integer('submitted'),
    /** Experts with saved answers on the panel's items who did not hand in. */
    notHandedIn: integer('not_handed_in'),
    raters: integer('raters'),
    /** Null in kinds that have none. */
    concordance: text('concordance', { mode: 'json' }).$type<Concordance>(),
    /** The rules by which it was judged; null until then, and where an earlier version judged. */
    rules: text('rules', { mode: 'json' }).$type<VerdictRules>(),
    /** The panel's status after this round. */
    verdict: text('verdict').$type<'active' | 'agreed' | 'stable' | 'dropped' | 'finished'>(),
    /** Share (0–1) of experts' answers that equal their own previous one; null without two rounds. */
    unchangedShare: real('unchanged_share'),
  },
  (table) => [
    uniqueIndex('panel_rounds_once').on(table.roundId, table.panelId),
    index('panel_rounds_panel').on(table.panelId),
  ],
);

/** Experts with a seat on the panel when the round opened. */
export const panelRoundExperts = sqliteTable(
  'panel_round_experts',
  {
    panelRoundId: integer('panel_round_id')
      .notNull()
      .references(() => panelRounds.id),
    expertId: integer('expert_id')
      .notNull()
      .references(() => experts.id),
    /** The expert's code in this round and panel alone; null unless the study's anonymity requires one. */
    code: text('code'),
  },
  (table) => [
    primaryKey({ columns: [table.panelRoundId, table.expertId] }),
    index('panel_round_experts_expert').on(table.expertId),
  ],
);

/** Items that a panel judges in a round, in the wording then in force. */
export const panelRoundItems = sqliteTable(
  'panel_round_items',
  {
    panelRoundId: integer('panel_round_id')
      .notNull()
      .references(() => panelRounds.id),
    itemId: integer('item_id')
      .notNull()
      .references(() => items.id),
    position: integer('position').notNull(),
    version: integer('version').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.panelRoundId, table.itemId] }),
    index('panel_round_items_item').on(table.itemId),
  ],
);

/**
 * Figures and verdict of one item in one panel's round, frozen at judging: summaries, feedback and exports read these.
 */
export const itemResults = sqliteTable(
  'item_results',
  {
    panelRoundId: integer('panel_round_id')
      .notNull()
      .references(() => panelRounds.id),
    itemId: integer('item_id')
      .notNull()
      .references(() => items.id),
    n: integer('n').notNull(),
    mean: real('mean'),
    sd: real('sd'),
    median: real('median'),
    q1: real('q1'),
    q3: real('q3'),
    noOpinion: integer('no_opinion').notNull(),
    /** Each scale value, as text, to its number of answers. */
    counts: text('counts', { mode: 'json' }).$type<Record<string, number>>().notNull(),
    /** The same over all judges, each counted once, where several panels share the verdict. */
    judgesCounts: text('judges_counts', { mode: 'json' }).$type<Record<string, number>>(),
    /** How experts moved since the last round; null where the kind does not compare, or an earlier version judged. */
    compared: text('compared', { mode: 'json' }).$type<RoundComparison>(),
    /** The rule's verdict. */
    kept: flag('kept').notNull(),
    why: text('why').$type<ItemReason>().notNull(),
    /** A person's later decision on the item, by an accepted proposal or by hand; null: the rule's verdict holds. */
    decidedKept: flag('decided_kept'),
    decidedWhy: text('decided_why').$type<'removed' | 'by_hand'>(),
  },
  (table) => [
    primaryKey({ columns: [table.panelRoundId, table.itemId] }),
    index('item_results_item').on(table.itemId),
  ],
);

/** A step of an expert's round that asks no single item, but something of a panel. */
export interface ItemlessStep {
  readonly position: number;
  readonly panelId: number;
}

/** An expert's round: what is asked, how far the expert is, and the card that shows it. */
export const questionnaires = sqliteTable(
  'questionnaires',
  {
    id: id(),
    roundId: integer('round_id')
      .notNull()
      .references(() => rounds.id),
    expertId: integer('expert_id')
      .notNull()
      .references(() => experts.id),
    /** When its answers were laid out, at the expert's first press. */
    begunAt: instant('begun_at'),
    lastAnswerAt: instant('last_answer_at'),
    handedInAt: instant('handed_in_at'),
    /** «امروز نه»: no reminder comes until then. It can be said once a round. */
    putOffUntil: instant('put_off_until'),
    /** From then on the facilitator excuses the expert from reminders in this round; the expert is still asked. */
    excusedAt: instant('excused_at'),
    /**
     * What the card shows: an item, a panel, or the overview. `definition` is what an earlier version called `details`.
     */
    screen: text('screen')
      .$type<'item' | 'panel' | 'reason' | 'reasons' | 'details' | 'definition' | 'overview'>()
      .notNull()
      .default('item'),
    /** The item that the card shows; on a panel's card the one chosen, if any. */
    currentAnswerId: integer('current_answer_id'),
    /** The panel that the card shows; null: an item. */
    currentPanelId: integer('current_panel_id'),
    /** Steps without single items, which have no answers of their own: their positions and panels. */
    itemlessSteps: text('itemless_steps', { mode: 'json' }).$type<ItemlessStep[]>().notNull().default([]),
    /** The answer that led the card to where it is: only there may its reason be asked for. */
    justAnsweredId: integer('just_answered_id'),
    overviewPage: integer('overview_page').notNull().default(0),
    /** The first press of «ثبت نهایی» with items open has told how many. */
    warnedOfOpen: flag('warned_of_open').notNull().default(false),
    /** The message that is the card; null: the next delivery sends one. */
    cardMessageId: integer('card_message_id'),
    cardAccountId: integer('card_account_id').references(() => accounts.id),
    /** Raised by every change to what the card should show; the card lags while the version shown is lower. */
    cardVersion: integer('card_version').notNull().default(0),
    cardShownVersion: integer('card_shown_version').notNull().default(0),
    /** Hash of what the message shows, so that an edit that changes nothing is not made. */
    cardHash: text('card_hash'),
    /** The expert's pace, known once it is handed in. */
    secondsAnItem: integer('seconds_an_item'),
  },
  (table) => [
    uniqueIndex('questionnaires_once').on(table.roundId, table.expertId),
    index('questionnaires_expert').on(table.expertId),
    index('questionnaires_put_off')
      .on(table.roundId, table.putOffUntil)
      .where(sql`put_off_until IS NOT NULL AND handed_in_at IS NULL`),
    // Whether an account is still needed is looked up here.
    index('questionnaires_card_account').on(table.cardAccountId),
    index('questionnaires_lagging').on(table.cardAccountId).where(sql`card_version <> card_shown_version`),
  ],
);

/** One item asked of one expert in one round, and the answer. */
export const answers = sqliteTable(
  'answers',
  {
    id: id(),
    questionnaireId: integer('questionnaire_id')
      .notNull()
      .references(() => questionnaires.id),
    /** Position of its step, from 0. Items on one card share it, in the order of their ids. */
    position: integer('position').notNull(),
    itemId: integer('item_id')
      .notNull()
      .references(() => items.id),
    kind: text('kind').$type<RoundKind>().notNull(),
    /** The only panel in which it counts; 0: each panel that asks the item in a round of the kind. */
    panelId: integer('panel_id').notNull().default(0),
    state: text('state').$type<'open' | 'rated' | 'no_opinion'>().notNull().default('open'),
    /** In an open answer: part of a set that counts only when it is complete. */
    value: real('value'),
    how: text('how').$type<AnswerOrigin>(),
    reason: text('reason'),
    reasonState: text('reason_state').$type<'new' | 'accepted' | 'rejected'>(),
    standsBy: flag('stands_by').notNull().default(false),
    answeredAt: instant('answered_at'),
    /** The expert's own rating of this item in the last round of this kind that asked it. */
    previousValue: real('previous_value'),
    /**
     * The code that replaces the expert's: the answer came on paper, or from an account that nobody had vouched for at
     * the time.
     */
    apartCode: text('apart_code'),
  },
  (table) => [
    index('answers_place').on(table.questionnaireId, table.position),
    uniqueIndex('answers_once').on(table.questionnaireId, table.itemId, table.kind, table.panelId),
    // The value with it, so that what is missing is counted without a look at each answer: every card asks.
    index('answers_open').on(table.questionnaireId, table.position, table.value).where(sql`state = 'open'`),
    index('answers_reasons').on(table.reasonState, table.itemId).where(sql`reason_state IS NOT NULL`),
    index('answers_stand_by').on(table.questionnaireId).where(sql`stands_by = 1`),
    index('answers_paper').on(table.questionnaireId).where(sql`how = 'paper'`),
    index('answers_apart').on(table.questionnaireId, table.apartCode).where(sql`apart_code IS NOT NULL`),
  ],
);

/** Themes of reasons against items, as a facilitator sorted them: in a study, words with one mark have one theme. */
export const reasonThemes = sqliteTable(
  'reason_themes',
  {
    studyId: integer('study_id')
      .notNull()
      .references(() => studies.id),
    /** Identifies the words in whatever spelling. */
    mark: integer('mark').notNull(),
    theme: text('theme').$type<Theme>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.studyId, table.mark] })],
);

/** An item that came of a proposal. */
export interface BecameItem {
  readonly itemId: number;
  readonly panelIds: readonly number[];
}

/** What experts propose: an item to add or remove, an idea, a comment on the study. */
export const proposals = sqliteTable(
  'proposals',
  {
    id: id(),
    studyId: integer('study_id')
      .notNull()
      .references(() => studies.id),
    roundId: integer('round_id').references(() => rounds.id),
    panelId: integer('panel_id').references(() => panels.id),
    /** Null: the author was forgotten. */
    expertId: integer('expert_id').references(() => experts.id),
    kind: text('kind').$type<'add' | 'remove' | 'comment' | 'idea'>().notNull(),
    text: text('text').notNull(),
    /** An idea given on paper, and typed into a form by a facilitator. */
    onPaper: integer('on_paper', { mode: 'boolean' }).notNull().default(false),
    /** The item to be removed, or the one that an accepted addition became part of. */
    itemId: integer('item_id').references(() => items.id),
    state: text('state').$type<'new' | 'accepted' | 'rejected' | 'withdrawn'>().notNull(),
    /** The panels that it is meant for; the facilitator may choose others before accepting it. */
    panelIds: text('panel_ids', { mode: 'json' }).$type<number[]>().notNull().default([]),
    decisionReason: text('decision_reason').notNull().default(''),
    createdAt: instant('created_at').notNull(),
    decidedAt: instant('decided_at'),
    /** When an accepted one took effect: an open round's items never change, so it waits until that round is judged. */
    appliedAt: instant('applied_at'),
    /** The facilitator's wording: one title, or those it was split into. Null: accepted as written. */
    titles: text('titles', { mode: 'json' }).$type<string[]>(),
    /** The proposal that it was accepted together with, as one item. */
    mergedIntoId: integer('merged_into_id').references((): AnySQLiteColumn => proposals.id),
    /** The items that an accepted one became, each with the panels it was put before by this proposal. */
    became: text('became', { mode: 'json' }).$type<BecameItem[]>().notNull().default([]),
    /** The proposer's objection that the decision is not what was meant; empty: none. */
    objection: text('objection').notNull().default(''),
    /** When its proposer is told of the decision, unless the next round's opening comes first and tells it. */
    toldAt: instant('told_at'),
  },
  (table) => [
    index('proposals_study').on(table.studyId, table.state),
    index('proposals_expert').on(table.expertId),
    index('proposals_round').on(table.roundId, table.panelId),
    index('proposals_merged').on(table.mergedIntoId).where(sql`merged_into_id IS NOT NULL`),
  ],
);

/** Questions to the facilitator, passed on without the name. */
export const questions = sqliteTable(
  'questions',
  {
    id: id(),
    studyId: integer('study_id')
      .notNull()
      .references(() => studies.id),
    /** Null: the author was forgotten. */
    expertId: integer('expert_id').references(() => experts.id),
    text: text('text').notNull(),
    askedAt: instant('asked_at').notNull(),
    answer: text('answer'),
    answeredAt: instant('answered_at'),
  },
  (table) => [index('questions_study').on(table.studyId), index('questions_expert').on(table.expertId)],
);

/** Who a study's experts are, in sums: it names nobody, and is kept when names are removed. */
export interface Composition {
  readonly persons: number;
  /** By panel id; one person may have several seats. */
  readonly seats: Readonly<Record<number, number>>;
  readonly background: readonly BackgroundRow[];
  /** Persons whose names were removed one by one, and who are not in the sums. */
  readonly forgotten: number;
}

/** A study's numbers that its rows no longer tell. */
export interface ForgottenSums {
  readonly experts: number;
  readonly joined: number;
  readonly left: number;
  readonly removed: number;
  readonly roles: Readonly<Record<string, number>>;
  /** Absent: an earlier version removed the names. */
  readonly composition?: Composition;
}

/** Both ends are included. */
export type IdSpan = readonly [least: number, greatest: number];

/**
 * Removals of names, of one expert or of a whole study. A job carries them out, and continues from here after a kill.
 * The rows stay, for copies of the database that still hold the names.
 */
export const forgettings = sqliteTable(
  'forgettings',
  {
    id: id(),
    studyId: integer('study_id')
      .notNull()
      .references(() => studies.id),
    /** The expert's former id, which no longer exists afterwards. Null: all experts of the study. */
    expertId: integer('expert_id'),
    /** Who asked; null: it fell due. */
    accountId: integer('account_id').references(() => accounts.id),
    askedAt: instant('asked_at').notNull(),
    /** The ranges that new ids are drawn from, a few rows at a time: a row whose id lies there has been redrawn. */
    newIds: text('new_ids', { mode: 'json' }).$type<{ questionnaires: IdSpan; answers: IdSpan }>(),
    /** The ranges of the former ids, which buttons of old messages carry. */
    formerIds: text('former_ids', { mode: 'json' }).$type<FormerIds>(),
    /** When the names were removed from the rows, all in one transaction. */
    rowsAt: instant('rows_at'),
    /** When no byte of the database's files held them any more. */
    scrubbedAt: instant('scrubbed_at'),
    sums: text('sums', { mode: 'json' }).$type<ForgottenSums>(),
  },
  (table) => [index('forgettings_study').on(table.studyId)],
);

export type FormerIds = Readonly<Record<'questionnaires' | 'answers' | 'experts', IdSpan | null>>;

export const announcements = sqliteTable(
  'announcements',
  {
    id: id(),
    studyId: integer('study_id')
      .notNull()
      .references(() => studies.id),
    panelId: integer('panel_id').references(() => panels.id),
    text: text('text').notNull(),
    sentAt: instant('sent_at').notNull(),
  },
  (table) => [index('announcements_study').on(table.studyId)],
);

/** Orientations that a facilitator sent for experts to read before they answer; the last one is current. */
export const briefings = sqliteTable(
  'briefings',
  {
    id: id(),
    studyId: integer('study_id')
      .notNull()
      .references(() => studies.id),
    medium: text('medium').$type<BriefingMedium>().notNull(),
    /** The text, or the caption of a file; may be empty. */
    text: text('text').notNull(),
    fileName: text('file_name').notNull(),
    /** For messengers that do not have the file yet; null: there was only one messenger. */
    bytes: blob('bytes', { mode: 'buffer' }),
    sentAt: instant('sent_at').notNull(),
  },
  (table) => [index('briefings_study').on(table.studyId)],
);

export type BriefingMedium = 'text' | 'file' | 'video' | 'voice';

/** Each messenger's own id of an orientation's file: uploaded once, then only referred to. */
export const briefingFiles = sqliteTable(
  'briefing_files',
  {
    briefingId: integer('briefing_id')
      .notNull()
      .references(() => briefings.id),
    messenger: messenger(),
    fileId: text('file_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.briefingId, table.messenger] })],
);

/** Experts who have confirmed an orientation, or were at a meeting. */
export const orientations = sqliteTable(
  'orientations',
  {
    expertId: integer('expert_id')
      .notNull()
      .references(() => experts.id),
    /** 0: a meeting, entered by a facilitator. */
    briefingId: integer('briefing_id').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.expertId, table.briefingId] })],
);

/** What a facilitator was shown before confirming: the press applies exactly this, even after a restart. */
export const previews = sqliteTable('previews', {
  id: id(),
  accountId: integer('account_id')
    .notNull()
    .references(() => accounts.id),
  studyId: integer('study_id').references(() => studies.id),
  kind: text('kind')
    .$type<
      | 'workbook'
      | 'open'
      | 'close'
      | 'finish'
      | 'remind'
      | 'extend'
      | 'announce'
      | 'forget'
      | 'invite'
      | 'item'
      | 'proposal'
      | 'paper'
      | 'briefing'
    >()
    .notNull(),
  args: text('args', { mode: 'json' }).$type<unknown>().notNull(),
  state: text('state').$type<'shown' | 'done' | 'cancelled'>().notNull(),
  createdAt: instant('created_at').notNull(),
});

/** The newest message that shows an account how a study's open round is going: it is kept up to date by edits. */
export const liveStatuses = sqliteTable(
  'live_statuses',
  {
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id),
    studyId: integer('study_id')
      .notNull()
      .references(() => studies.id),
    /** The outbox row that last showed it; the message may since have become another. */
    outboxKey: text('outbox_key'),
    /** Null: not known until that row has been sent. */
    messageId: integer('message_id'),
    /** Hash of what it shows, except the passing of time. */
    hash: text('hash').notNull(),
    /** When it was last compared with the round. */
    checkedAt: instant('checked_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.studyId] })],
);

/** Long tasks that run in the background; resumed after a restart. */
export const jobs = sqliteTable(
  'jobs',
  {
    id: id(),
    /** One job a cause: a redelivered update queues nothing twice. */
    key: text('key').notNull().unique(),
    kind: text('kind')
      .$type<
        | 'read-workbook'
        | 'starter-workbook'
        | 'export'
        | 'invite'
        | 'form'
        | 'read-briefing'
        | 'open-round'
        | 'judge-round'
        | 'reckon-figures'
        | 'after-verdict'
        | 'history-file'
        | 'certificate'
        | 'funnel-picture'
        | 'rehearse'
        | 'chart'
        | 'screen'
        | 'backup'
        | 'forget'
      >()
      .notNull(),
    accountId: integer('account_id').references(() => accounts.id),
    studyId: integer('study_id').references(() => studies.id),
    args: text('args', { mode: 'json' }).$type<Record<string, number | string | null>>().notNull(),
    state: text('state').$type<'queued' | 'done' | 'failed'>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    error: text('error'),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (table) => [index('jobs_state').on(table.state).where(sql`state = 'queued'`)],
);

/** Documents and pictures waiting to be sent; deleted once they are. */
export const files = sqliteTable('files', {
  id: id(),
  name: text('name').notNull(),
  /** The job that is still writing it; null: it is whole. */
  writtenBy: integer('written_by'),
  createdAt: instant('created_at').notNull(),
});

/**
 * The bytes of files, so many a row that no press waits for one. Those of a file that is no longer there go a few at a
 * time; so no foreign key ties them to it.
 */
export const filePieces = sqliteTable(
  'file_pieces',
  {
    fileId: integer('file_id').notNull(),
    position: integer('position').notNull(),
    bytes: blob('bytes', { mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.fileId, table.position] })],
);

/**
 * Messages to be sent, in order per chat. A row holds what the message is about, not its text: it is rendered, and
 * checked again, when it is sent.
 */
export const outbox = sqliteTable(
  'outbox',
  {
    id: id(),
    /** Kind, what it is about, the account, the occasion: nobody hears the same thing twice. */
    key: text('key').notNull().unique(),
    kind: text('kind').notNull(),
    accountId: integer('account_id')
      .notNull()
      .references(() => accounts.id),
    args: text('args', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** 0: answers what a person just did; 1: goes out by itself. */
    priority: integer('priority').notNull(),
    state: text('state').$type<'waiting' | 'sending' | 'sent' | 'dropped' | 'parked'>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** Refusals for an unknown reason: as they may pass, the send is tried again hours later. */
    refusals: integer('refusals').notNull().default(0),
    notBefore: instant('not_before'),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
    messageId: integer('message_id'),
    error: text('error'),
  },
  (table) => [
    index('outbox_due').on(table.priority, table.id).where(sql`state IN ('waiting', 'sending')`),
    index('outbox_account').on(table.accountId, table.state),
    index('outbox_news').on(sql`args ->> 'questionnaireId'`, table.kind).where(sql`priority = 1`),
    index('outbox_sent').on(table.sentAt).where(sql`priority = 0`),
  ],
);

/** Waits that a messenger asked for (429), kept over restarts. Chat 0: the whole messenger. */
export const messengerPauses = sqliteTable(
  'messenger_pauses',
  {
    messenger: messenger(),
    chatId: integer('chat_id').notNull(),
    until: instant('until').notNull(),
  },
  (table) => [primaryKey({ columns: [table.messenger, table.chatId] })],
);

/** What happened in a study, for its log: never a rating together with a name. */
export const events = sqliteTable(
  'events',
  {
    id: id(),
    studyId: integer('study_id').references(() => studies.id),
    at: instant('at').notNull(),
    actor: text('actor').$type<'facilitator' | 'expert' | 'operator' | 'program'>().notNull(),
    accountId: integer('account_id'),
    kind: text('kind').notNull(),
    details: text('details', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  },
  (table) => [index('events_study').on(table.studyId, table.id)],
);

/** Updates that a transaction has handled, so that redelivering one changes nothing. */
export const handledUpdates = sqliteTable(
  'handled_updates',
  {
    messenger: messenger(),
    updateId: integer('update_id').notNull(),
    fingerprint: text('fingerprint').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.messenger, table.updateId, table.fingerprint] }),
    index('handled_updates_at').on(table.at),
  ],
);

/** Updates that failed because of a bug, kept for later inspection before they are confirmed. */
export const failedUpdates = sqliteTable(
  'failed_updates',
  {
    messenger: messenger(),
    updateId: integer('update_id').notNull(),
    payload: text('payload', { mode: 'json' }).$type<unknown>().notNull(),
    error: text('error').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.messenger, table.updateId] })],
);

/** Single values of the program itself: the claim code's hash, a rehearsal's clock offset. */
export const programState = sqliteTable('program_state', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
});
