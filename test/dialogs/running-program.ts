import { randomInt } from 'node:crypto';
import type { Bot } from 'grammy';
import type { Dependencies } from '../../src/bot/context.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { createAcknowledging } from '../../src/delivery/acknowledge.ts';
import { createDelivery } from '../../src/delivery/delivery.ts';
import type { PanelToJudge } from '../../src/domain/judging.ts';
import { equipBot, JOBS } from '../../src/features/all.ts';
import { loadToldFunnel } from '../../src/features/funnel/compose-funnel.ts';
import { funnelPng } from '../../src/features/funnel/funnel-picture.ts';
import { writeInvitations } from '../../src/features/joining/write-invitations.ts';
import { studyContent } from '../../src/features/outgoing.ts';
import type { BackgroundTasks, RunInBackground } from '../../src/jobs/background.ts';
import { startJobRunner } from '../../src/jobs/runner.ts';
import { judgePanel } from '../../src/kinds/all.ts';
import { createLog } from '../../src/log.ts';
import { fileDownloader } from '../../src/messengers/download.ts';
import { createUpdateIntake } from '../../src/messengers/intake.ts';
import { createPoller } from '../../src/messengers/poller.ts';
import { drawPng } from '../../src/pictures/draw-png.ts';
import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import { ensureAccount } from '../../src/store/accounts.ts';
import { addFacilitator } from '../../src/store/facilitators.ts';
import { createCommitGroup } from '../../src/store/file/commit-group.ts';
import type { Database } from '../../src/store/file/database.ts';
import { needStudy } from '../../src/store/studies.ts';
import { SCREENS } from '../../src/tasks.ts';
import { formWorkbook, type PaperForm } from '../../src/workbook/form-workbook.ts';
import { readSent } from '../../src/workbook/read-workbook.ts';
import { testBot } from '../fixtures/bot.ts';
import { newDatabase } from '../fixtures/database.ts';
import { introduce, startMessenger, type TestMessenger, TOKEN } from './bot-api.ts';
import { isAnswer } from './working-notes.ts';

const SARA = 501;
const BOT_NAME = 'hamray_test_bot';

/** The real bot, delivery and jobs against a messenger of the test's own, with one facilitator. */
export interface RunningProgram {
  readonly messenger: TestMessenger;
  readonly db: Database;
  /** Lines logged at warn or above. */
  readonly complaints: Record<string, unknown>[];
  /** The study's time; may be moved. */
  at(): Date;
  pass(ms: number): void;
  /** The facilitator's chat, eldest first. */
  chat(personId?: number): readonly ChatMessage[];
  /** Says something and resolves with the bot's next message. */
  say(text: string, personId?: number): Promise<ChatMessage>;
  /** Sends a file and resolves with the bot's next message. */
  sendFile(name: string, bytes: Uint8Array): Promise<ChatMessage>;
  /** Resolves with the message that the bot sent after another, once there is one. */
  after(message: ChatMessage, personId?: number): Promise<ChatMessage>;
  /** Presses a button by its label or data. */
  press(message: ChatMessage, button: string, personId?: number): ReturnType<TestMessenger['press']>;
  /** A message as it stands now. */
  now(message: ChatMessage, personId?: number): ChatMessage;
  bytesOf(message: ChatMessage): Buffer;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export const FACILITATOR = SARA;

export async function startProgram(
  options: {
    facilitator?: boolean;
    start?: Date;
    readInBackground?: RunInBackground;
    /** One that is there already, with the people whom it knows. */
    db?: Database;
    people?: readonly number[];
  } = {},
): Promise<RunningProgram> {
  let moved = 0;
  const start = options.start ?? new Date('2026-11-28T06:30:00Z');
  const clock = systemClock(() => new Date(start.getTime() + moved));
  const messenger = await startMessenger({ botUsername: BOT_NAME });
  messenger.addPerson({ id: SARA, firstName: 'سارا' });
  introduce(messenger, options.people ?? []);
  const db = options.db ?? newDatabase();
  if (options.facilitator !== false) {
    addFacilitator(db, ensureAccount(db, 'telegram', SARA, clock.now()).id, 'settings', clock.now());
  }
  const complaints: Record<string, unknown>[] = [];
  const readInBackground = options.readInBackground ?? onThisThread(db);
  let running = run({ db, messenger, clock, complaints, readInBackground });

  const chat = (personId = SARA) => messenger.chat(personId);
  const fromBot = (personId: number) => chat(personId).filter(isAnswer);
  const next = (personId: number, count: number) => messenger.until(() => fromBot(personId)[count] ?? null);
  return {
    messenger,
    db,
    complaints,
    at: clock.now,
    pass(ms) {
      moved += ms;
    },
    chat,
    say(text, personId = SARA) {
      const count = fromBot(personId).length;
      messenger.send(personId, text);
      return next(personId, count);
    },
    sendFile(name, bytes) {
      const count = fromBot(SARA).length;
      messenger.sendDocument(SARA, name, bytes);
      return next(SARA, count);
    },
    after: (message, personId = SARA) =>
      messenger.until(() => fromBot(personId).find(({ id }) => id > message.id) ?? null),
    press: (message, button, personId = SARA) => messenger.press(personId, message.id, button),
    now: (message, personId = SARA) => chat(personId).find(({ id }) => id === message.id)!,
    bytesOf: (message) => messenger.fileBytes(message.document!)!,
    async restart() {
      await running.stop();
      running = run({ db, messenger, clock, complaints, readInBackground });
    },
    async stop() {
      await running.stop();
      await messenger.stop();
      db.$client.close();
    },
  };
}

const onThisThread =
  (db: Database): RunInBackground =>
  async (name, input) => {
    if (name === 'read-workbook') {
      const { bytes, opening } = input as BackgroundTasks['read-workbook']['input'];
      return readSent(bytes, opening) as never;
    }
    if (name === 'write-invitations') {
      const { studyId, botNames } = input as BackgroundTasks['write-invitations']['input'];
      return (await writeInvitations(db, studyId, botNames)) as never;
    }
    if (name === 'write-form') return (await formWorkbook(input as PaperForm)) as never;
    if (name === 'draw-svg') {
      const { svg, width } = input as BackgroundTasks['draw-svg']['input'];
      return (await drawPng(svg, width)) as never;
    }
    if (name === 'draw-funnel') {
      const { studyId } = input as BackgroundTasks['draw-funnel']['input'];
      return (await funnelPng(loadToldFunnel(db, studyId))) as never;
    }
    if (name === 'compose-screen') {
      const { studyId, screen, numbers, surroundings } = input as BackgroundTasks['compose-screen']['input'];
      return SCREENS[screen]!(db, needStudy(db, studyId), numbers, surroundings) as never;
    }
    if (name === 'judge-panel') return judgePanel(input as PanelToJudge) as never;
    throw new Error(`no test runs ${name} here`);
  };

interface Parts {
  readonly db: Database;
  readonly messenger: TestMessenger;
  readonly clock: Clock;
  readonly complaints: Record<string, unknown>[];
  readonly readInBackground: RunInBackground;
}

function run({ db, messenger, clock, complaints, readInBackground }: Parts) {
  const log = createLog('warn', { write: (line: string) => void complaints.push(JSON.parse(line)) });
  const bot: Bot = testBot({
    token: TOKEN,
    apiRoot: messenger.apiRoot,
  });
  const zone = 'Asia/Tehran';
  const content = studyContent({
    db,
    zone,
    quietHours: null,
    tokenRefused: () => undefined,
    botRefused: () => undefined,
  });
  const delivery = createDelivery({
    db,
    messengers: [{ messenger: 'telegram', api: bot.api, messagesPerSecond: 0 }],
    content,
    clock,
    random: Math.random,
    log,
  });
  const botNames = () => ({ telegram: BOT_NAME });
  const download = fileDownloader(clock, () => bot.api);
  const { now } = clock;
  const jobs = startJobRunner({
    kinds: JOBS,
    clock,
    random: Math.random,
    wakeDelivery: delivery.wake,
    tools: {
      ...{ db, now, zone, quietHours: null, download, botNames, log },
      elapsed: clock.elapsed,
      run: readInBackground,
      randomBelow: (limit) => randomInt(limit),
      wake: delivery.wake,
      runApart: () => Promise.reject(new Error('this program has no processes of its own')),
      copiesKeptDays: null,
      shelf: { folder: '', source: '', keep: 0, zone },
    },
  });
  const deps: Dependencies = {
    db,
    now,
    zone,
    quietHours: null,
    wake: delivery.wake,
    wakeJobs: jobs.wake,
    newToken: () => Array.from({ length: 24 }, () => 'abcdefgh23456789'[randomInt(16)]).join(''),
    randomBelow: (limit) => randomInt(limit),
    copiesKeptDays: null,
    botNames,
    log,
  };
  const { acknowledge } = createAcknowledging(bot.api, { clock, log });
  const commits = createCommitGroup(db);
  equipBot(bot, deps, { messenger: 'telegram', acknowledge, pressedAt: now, commits });
  const intake = createUpdateIntake({
    messenger: 'telegram',
    db,
    commits,
    handle: (update) => bot.handleUpdate(update),
    now,
    log,
  });
  const poller = createPoller({ api: bot.api, intake, clock, random: Math.random, log, ended: () => {} });
  const ready = bot.init().then(() => {
    delivery.start();
    poller.start();
  });
  return {
    async stop() {
      await ready;
      await poller.stop();
      await jobs.stop();
      await delivery.stop(2000);
    },
  };
}
