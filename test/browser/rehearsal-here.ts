import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../src/clock.ts';
import { systemDice } from '../../src/dice.ts';
import { createLog } from '../../src/log.ts';
import { thisMachine } from '../../src/machine.ts';
import { startProgram } from '../../src/program.ts';
import { createCast } from '../../src/rehearsal/cast.ts';
import { createGuide, type Guide } from '../../src/rehearsal/guide.ts';
import { createPageEvents } from '../../src/rehearsal/page-events.ts';
import { startPageServer } from '../../src/rehearsal/page-server.ts';
import { type PageStateParts, pageState } from '../../src/rehearsal/page-state.ts';
import { createPlayers } from '../../src/rehearsal/players.ts';
import { watchStudySigns } from '../../src/rehearsal/signs.ts';
import { type Database, projectFolder } from '../../src/store/file/database.ts';
import { plain } from '../../src/texts/i18n.ts';
import { isLabelled } from '../../src/texts/labelled.ts';
import { LANGUAGE } from '../../src/texts/speaking.ts';
import { startMessenger, type TestMessenger } from '../dialogs/bot-api.ts';
import { openDatabaseFile } from '../fixtures/database.ts';

const ZONE = 'Asia/Tehran';
const FACILITATOR_ID = 20_000;
/** A Saturday morning, so that no picture depends on the day it was taken. */
const START = new Date('2026-11-28T06:30:00Z');

/**
 * The rehearsal as `npm start` puts it together, but in this process, without the example, on a clock that stands still
 * until it is moved: its pictures are the same on every day, and it may answer as Bale does.
 */
export interface RehearsalHere {
  readonly db: Database;
  readonly messenger: TestMessenger;
  readonly pageUrl: string;
  readonly guide: Guide;
  readonly facilitatorId: number;
  /** By the experts' order in the workbook that was sent last. */
  expertId(at: number): number;
  /** The personal link's token of an expert of the newest study. */
  tokenOf(at: number): string;
  says(personId: number, text: string): Promise<void>;
  sends(personId: number, name: string, bytes: Uint8Array): Promise<void>;
  /** Presses the newest button with a label, or that carries something. */
  presses(personId: number, label: string): Promise<void>;
  /** Moves the time on, and waits for what became due. */
  pass(ms: number): Promise<void>;
  settle(): Promise<void>;
  stop(): Promise<void>;
}

const DUE = `
  SELECT (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending') AND not_before IS NULL)
    + (SELECT count(*) FROM jobs WHERE state = 'queued')
    + (SELECT count(*) FROM questionnaires WHERE card_version <> card_shown_version AND card_account_id IS NOT NULL)`;

/** By its label, or by what it carries. */
function isMeant(
  { text, callback_data: data }: { text: string; callback_data?: string },
  wanted: string,
): boolean {
  return data === wanted || isLabelled(text, wanted);
}

export async function rehearseHere(dialect: 'telegram' | 'bale' = 'telegram'): Promise<RehearsalHere> {
  let moved = 0;
  const now = () => new Date(START.getTime() + moved);
  const token = '7100000001:rehearsal-token-of-the-pictures';
  // On disk: an archive is built from there.
  const folder = mkdtempSync(join(tmpdir(), 'rehearsing-here-'));
  const db = openDatabaseFile(join(folder, 'rehearsal.sqlite'));
  const messenger = await startMessenger({
    ...{ token, botUsername: 'hamray_bot', botName: plain('rehearsal.bot'), now, dialect },
  });
  messenger.addPerson({ id: FACILITATOR_ID, firstName: plain('rehearsal.facilitator') });
  const program = await startProgram({
    ...{
      db,
      zone: ZONE,
      quietHours: null,
      webhook: null,
      listens: null,
      clock: systemClock(now),
      dice: systemDice(),
      say: () => {},
    },
    facilitators: [{ messenger: dialect, userId: FACILITATOR_ID }],
    operators: [],
    messengers: [
      { messenger: dialect, token, apiRoot: messenger.apiRoot, proxy: null, messagesPerSecond: 0 },
    ],
    backups: { shelf: { source: ':memory:', folder: '', keep: 1, zone: ZONE }, nightly: false },
    log: createLog('warn'),
    machine: thisMachine(join(projectFolder('dist'), 'worker.js'), systemClock()),
    failed: (_, fault) => {
      throw new Error(fault.kind);
    },
  });
  const clock = { now, moveTo: () => {}, nextMoments: () => ({}) };
  const changed = () => events.stateChanged();
  const cast = createCast(messenger, FACILITATOR_ID, { seed: 1, language: LANGUAGE, onChange: changed });
  const signs = watchStudySigns(messenger, FACILITATOR_ID, cast);
  const players = createPlayers(messenger, cast, signs, 1);
  const parts = {
    run: 'here',
    messenger,
    facilitatorId: FACILITATOR_ID,
    cast,
    players,
    signs,
    clock,
    zone: ZONE,
  };
  const guide = createGuide({ ...parts, onChange: changed });
  const shown: PageStateParts = { ...parts, guide, language: LANGUAGE };
  const events = createPageEvents(messenger, systemClock(), () => pageState(shown));
  const page = await startPageServer({ ...shown, beginAnew: () => {} }, events, 8700);
  const due = db.$client.prepare(DUE).pluck();
  const settle = async () => {
    await messenger.whenConfirmed();
    for (let quiet = 0, looks = 0; quiet < 5; looks += 1) {
      if (looks > 3000) throw new Error('something is under way and does not end');
      await pause(5);
      quiet = due.get() === 0 ? quiet + 1 : 0;
    }
    await cast.settled();
  };
  await messenger.until(() => messenger.isPolled());
  return {
    db,
    messenger,
    pageUrl: page.url,
    guide,
    facilitatorId: FACILITATOR_ID,
    expertId: (at) => cast.members()[at]!.personId,
    tokenOf: (at) =>
      db.$client
        .prepare('SELECT token FROM experts WHERE study_id = (SELECT max(id) FROM studies) ORDER BY id')
        .pluck()
        .all()[at] as string,
    async says(personId, text) {
      messenger.send(personId, text);
      await settle();
    },
    async sends(personId, name, bytes) {
      messenger.sendDocument(personId, name, bytes);
      await settle();
    },
    async presses(personId, label) {
      const message = messenger
        .chat(personId)
        .findLast(
          ({ from, keyboard }) => from === 'bot' && keyboard.flat().some((button) => isMeant(button, label)),
        );
      if (!message) throw new Error(`nothing bears «${label}»: ${messenger.chat(personId).at(-1)?.text}`);
      await messenger.press(personId, message.id, label);
      await settle();
    },
    async pass(ms) {
      moved += ms;
      program.clockMoved();
      await settle();
    },
    settle,
    async stop() {
      await program.stop();
      await page.stop();
      await messenger.stop();
      db.$client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
