import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import { systemDice } from '../../src/dice.ts';
import { loadToldFunnel } from '../../src/features/funnel/compose-funnel.ts';
import { createLog } from '../../src/log.ts';
import { type Machine, thisMachine } from '../../src/machine.ts';
import { startProgram } from '../../src/program.ts';
import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import type { Messenger } from '../../src/store/accounts.ts';
import { type Database, projectFolder } from '../../src/store/file/database.ts';
import { openDatabaseFile } from '../fixtures/database.ts';
import type { Intercept } from './bot-api/faults.ts';
import { startMessenger, type TestMessenger } from './bot-api.ts';
import { isAnswer } from './working-notes.ts';

const ZONE = 'Asia/Tehran';

/** Somebody with a chat on one of the two messengers. */
export interface Chatting {
  readonly messenger: Messenger;
  readonly id: number;
  /** The bot's messages as they stand now, eldest first. */
  seen(): readonly ChatMessage[];
  /** Says something and resolves with the bot's next message. */
  say(text: string): Promise<ChatMessage>;
  sendFile(name: string, bytes: Uint8Array): Promise<ChatMessage>;
  press(message: ChatMessage, button: string): ReturnType<TestMessenger['press']>;
  /** Resolves with the newest message that says so, once there is one. */
  reads(words: string | RegExp): Promise<ChatMessage>;
  fileOf(message: ChatMessage): Buffer;
}

export interface TwoMessengers {
  readonly db: Database;
  readonly servers: Readonly<Record<Messenger, TestMessenger>>;
  /** Lines logged at warn or above. */
  readonly complaints: Record<string, unknown>[];
  /** What was given to be drawn, as JSON: the words that stand in pictures. */
  readonly drawn: readonly string[];
  person(messenger: Messenger, id: number, firstName: string): Chatting;
  /** The study's time. */
  now(): Date;
  /** Moves the study's time, and lets what has become due be done. */
  pass(ms: number): void;
  /** Starts the program anew on the same database, with these facilitators and operators named. */
  restart(facilitators: readonly AccountId[], operators?: readonly AccountId[]): Promise<void>;
  stop(): Promise<void>;
}

type AccountId = { readonly messenger: Messenger; readonly userId: number };

/** The whole program, on Telegram and Bale at once, each a server of the test's own that answers as it does. */
export async function startOnBoth(
  facilitators: readonly AccountId[],
  operators: readonly AccountId[] = [],
  interceptOnTelegram?: Intercept,
): Promise<TwoMessengers> {
  const intercept = interceptOnTelegram && { intercept: interceptOnTelegram };
  const servers = {
    telegram: await startMessenger({ botUsername: 'hamray_test_bot', ...intercept }),
    bale: await startMessenger({ botUsername: 'hamray_bale_bot', dialect: 'bale' }),
  };
  // A file: an export reads it by a connection of its own.
  const folder = mkdtempSync(join(tmpdir(), 'two-messengers-'));
  const db = openDatabaseFile(join(folder, 'study.sqlite'));
  const complaints: Record<string, unknown>[] = [];
  const drawn: string[] = [];
  const noteDrawing = (machine: Machine): Machine => ({
    ...machine,
    run(name, input, ...more) {
      if (name === 'draw-picture') drawn.push(JSON.stringify(input));
      if (name === 'draw-funnel' && 'studyId' in input)
        drawn.push(JSON.stringify(loadToldFunnel(db, input.studyId)));
      return machine.run(name, input, ...more);
    },
  });
  const start = new Date('2026-11-28T06:30:00Z');
  let moved = 0;
  const now = () => new Date(start.getTime() + moved);
  const run = (named: readonly AccountId[], operating: readonly AccountId[]) =>
    startProgram({
      db,
      facilitators: named,
      operators: operating,
      zone: ZONE,
      quietHours: null,
      webhook: null,
      listens: null,
      messengers: (['telegram', 'bale'] as const).map((messenger) => ({
        messenger,
        token: servers[messenger].core.token,
        apiRoot: servers[messenger].apiRoot,
        proxy: null,
        messagesPerSecond: 0,
      })),
      backups: {
        shelf: { source: join(folder, 'study.sqlite'), folder: join(folder, 'copies'), keep: 2, zone: ZONE },
        nightly: false,
      },
      clock: systemClock(now),
      dice: systemDice(),
      log: createLog('warn', { write: (line: string) => void complaints.push(JSON.parse(line)) }),
      machine: noteDrawing(thisMachine(join(projectFolder('dist'), 'worker.js'), systemClock())),
      say: () => {},
      failed: (messenger, fault) => void complaints.push({ messenger, fault }),
    });
  let program = await run(facilitators, operators);
  await Promise.all(Object.values(servers).map((server) => server.until(() => server.isPolled())));
  return {
    db,
    servers,
    complaints,
    drawn,
    person: (messenger, id, firstName) => chatting(servers[messenger], messenger, id, firstName),
    now,
    pass(ms) {
      moved += ms;
      program.clockMoved();
    },
    async restart(named, operating = []) {
      await program.stop();
      program = await run(named, operating);
      await Promise.all(Object.values(servers).map((server) => server.until(() => server.isPolled())));
    },
    async stop() {
      await program.stop();
      await Promise.all(Object.values(servers).map((server) => server.stop()));
      db.$client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function chatting(server: TestMessenger, messenger: Messenger, id: number, firstName: string): Chatting {
  server.addPerson({ id, firstName });
  const seen = () => server.chat(id).filter(({ from }) => from === 'bot');
  const answers = () => seen().filter(isAnswer);
  const next = (count: number) => server.until(() => answers()[count] ?? null);
  return {
    messenger,
    id,
    seen,
    say(text) {
      const count = answers().length;
      server.send(id, text);
      return next(count);
    },
    sendFile(name, bytes) {
      const count = answers().length;
      server.sendDocument(id, name, bytes);
      return next(count);
    },
    press: (message, button) => server.press(id, message.id, button),
    reads: (words) =>
      server.until(() =>
        seen().findLast(({ text }) => (typeof words === 'string' ? text.includes(words) : words.test(text))),
      ),
    fileOf: (message) => server.fileBytes(message.document!)!,
  };
}
