import { createHash } from 'node:crypto';
import { seededRandom } from '../../src/statistics/seeded-random.ts';
import type { Restored } from '../../src/store/file/restore-database.ts';
import { faultsOfRounds } from '../crash/account-of-rounds.ts';
import { answersLost, isStored } from './answers-held.ts';
import { cardsWrong } from './cards-shown.ts';
import { closedRounds } from './closed-rounds.ts';
import { faultsOfFiles } from './files-told.ts';
import { createEarshot } from './heard-once.ts';
import { namesBeside } from './names-apart.ts';
import type { People } from './people.ts';
import { createUnrest } from './presses-answered.ts';
import type { Shape } from './schedule.ts';
import { createStatesMet, type StatesMet } from './tally-of-states.ts';
import { leftUndone } from './undone.ts';
import { waitsBroken } from './waits-obeyed.ts';
import type { World } from './world.ts';

/** Looks on while a schedule is played, and says what does not hold. */
export interface Watch {
  readonly faults: readonly string[];
  readonly met: StatesMet;
  look(where: string): void;
  /** A copy has taken the database's place. */
  restored(restored: Restored): void;
  lookAtTheEnd(): Promise<void>;
  trace(): string;
}

/** What a disk that refuses makes the program log. */
const OF_THE_DISK = /SQLITE_(FULL|READONLY)/;

const CLOSING_LETTERS_WAIT = `SELECT count(*) FROM outbox
  WHERE kind IN ('closing-card', 'summary') AND state IN ('waiting', 'sending')`;
const CHANGES = "SELECT count(*) FROM events WHERE kind = 'study.changed'";
/** The newest change of a workbook, where it came between a round's closing and its verdict. */
const CHANGED_WHILE_JUDGED = `SELECT count(*) FROM rounds r JOIN events e ON e.study_id = r.study_id
  WHERE e.id = (SELECT max(id) FROM events WHERE kind = 'study.changed')
    AND r.closed_at <= e.at AND (r.judged_at IS NULL OR r.judged_at > e.at)`;
const JUDGING = "SELECT count(*) FROM rounds WHERE state = 'closed'";
const MET_IN_THE_END: readonly (readonly [string, string])[] = [
  ['a round closed by its deadline', "SELECT count(*) FROM rounds WHERE closed_by = 'deadline'"],
  ['a round judged', "SELECT count(*) FROM rounds WHERE state = 'judged'"],
  ['a reminder sent', "SELECT count(*) FROM outbox WHERE kind = 'reminder' AND state = 'sent'"],
  ['a study finished', "SELECT count(*) FROM studies WHERE state = 'finished'"],
  [
    'two messengers on one seat',
    `SELECT count(*) FROM (SELECT t.expert_id FROM tenures t JOIN accounts a ON a.id = t.account_id
       GROUP BY t.expert_id HAVING count(DISTINCT a.messenger) > 1)`,
  ],
  ['an answer given', "SELECT count(*) FROM answers WHERE state <> 'open'"],
];

const FILES_WITHIN_MS = 20_000;
/** Of all that stand in the chats at the end. */
const MOST_PRESSES = 25;
const BETWEEN_PRESSES_MS = 300;
/** A spinner turns for thirty seconds. */
const PRESSES_END_MS = 45_000;

function countIn({ db }: World, sql: string): number {
  return db.$client.prepare(sql).pluck().get() as number;
}

export function createWatch(shape: Shape, world: World, people: People): Watch {
  const faults: string[] = [];
  const met = createStatesMet();
  const earshot = createEarshot(world, met);
  let closed = closedRounds();
  let remembered = 0;
  let changes = 0;
  const given = () => people.presses.slice(remembered);
  const unrest = createUnrest(world, people);
  let complained = 0;
  const found = (where: string, what: readonly string[]) => {
    for (const one of what) faults.push(`${where}: ${one}`);
  };

  const lookAtFiles = async () => {
    if (countIn(world, "SELECT count(*) FROM rounds WHERE state = 'judged' AND study_id = 1") === 0)
      return [];
    const [facilitator] = people.facilitators;
    const before = people.chat(facilitator!).at(-1)?.id ?? 0;
    people.write(facilitator!, '/export');
    await world.time.pass(FILES_WITHIN_MS);
    const archive = people
      .chat(facilitator!)
      .findLast(({ document, id }) => id > before && document)?.document;
    const bytes = archive && world.messengers[facilitator!.messenger].local.fileBytes(archive);
    if (!bytes) return ['no archive came'];
    met.count('an archive read');
    return faultsOfFiles(shape, world, bytes);
  };
  const pressWhatStands = async () => {
    const standing = people.all.flatMap((by) =>
      people
        .chat(by)
        .flatMap((message) =>
          message.keyboard.flat().flatMap(({ callback_data: data }) => (data ? [{ by, message, data }] : [])),
        ),
    );
    const chosen = seededRandom(shape.seed).shuffle(standing).slice(0, MOST_PRESSES);
    for (const { by, message, data } of chosen) {
      people.press(by, message, data);
      await world.time.pass(BETWEEN_PRESSES_MS);
    }
    met.count('a standing button pressed', chosen.length);
    await world.time.pass(PRESSES_END_MS);
  };

  world.onKill(() => {
    met.count('fault kill');
    earshot.noteKill();
    unrest.note(60_000);
    const turning = given().filter(({ endedAt }) => endedAt === null);
    if (turning.length > 0) met.count('kill while a spinner turns');
    if (turning.some((press) => isStored(world.db, press)))
      met.count('kill between commit and acknowledgement');
    if (countIn(world, JUDGING) > 0) met.count('kill between closing and verdict');
    if (countIn(world, "SELECT count(*) FROM outbox WHERE state = 'sending'") > 0)
      met.count('kill between a send and its mark');
  });

  return {
    faults,
    met,
    look(where) {
      const changed = countIn(world, CHANGES);
      if (changed > changes && countIn(world, CHANGED_WHILE_JUDGED) > 0)
        met.count('a workbook changed while a round is judged');
      changes = changed;
      if (earshot.isHeldUp() && countIn(world, CLOSING_LETTERS_WAIT) > 0) met.count('a 429 in a closing');
      if (!world.isRunning) unrest.note(60_000);
      const complaints = world.complaints.slice(complained).filter((line) => !OF_THE_DISK.test(line));
      complained = world.complaints.length;
      found(
        where,
        complaints.map((line) => `logged ${line}`),
      );
      found(where, earshot.twice());
      found(where, closed.changed(world.db));
      found(where, answersLost(world.db, given()));
      found(where, unrest.unanswered(where));
      if (shape.anonymity !== 'named') found(where, namesBeside(world, people));
    },
    restored({ overdueRounds, knowsWhatWasSent }) {
      met.count('a restore');
      if (overdueRounds > 0) met.count('a deadline in a restore');
      closed = closedRounds();
      remembered = people.presses.length;
      earshot.restored(knowsWhatWasSent);
      unrest.note(60_000);
    },
    async lookAtTheEnd() {
      this.look('at the end');
      for (const [state, sql] of MET_IN_THE_END) met.count(state, countIn(world, sql));
      found('at the end', leftUndone(world, people));
      const open = world.db.$client
        .prepare("SELECT number FROM rounds WHERE state <> 'judged'")
        .pluck()
        .all();
      found('at the end', cardsWrong(world));
      found(
        'at the end',
        faultsOfRounds(world.db.$client)
          .filter(
            // By a clock that is set back, an answer may come after the closing that followed it.
            (line) => !(met.has('fault clock back') && line.endsWith('after the closing')),
          )
          .filter((line) => !open.some((number) => line.startsWith(`round ${number}:`))),
      );
      found('at the end', earshot.never());
      found('at the end', waitsBroken(world));
      if (faults.length > 0) return;
      found('in the files', await lookAtFiles());
      await pressWhatStands();
      this.look('after all buttons');
      found('after all buttons', leftUndone(world, people));
    },
    trace() {
      const calls = Object.values(world.messengers).flatMap((messenger) =>
        messenger.calls.map(({ method, personId, at, fault }) => [method, personId, at, fault].join(' ')),
      );
      const rows = world.db.$client
        .prepare('SELECT key, state, attempts FROM outbox ORDER BY id')
        .raw()
        .all();
      return createHash('sha256')
        .update(JSON.stringify([calls, rows]))
        .digest('hex');
    },
  };
}
