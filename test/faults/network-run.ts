import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wait } from '../../src/clock.ts';
import { type SeededRandom, seededRandom } from '../../src/statistics/seeded-random.ts';
import { openDatabase } from '../../src/store/file/database.ts';
import { type AccountOfAnswers, accountOfAnswers } from '../crash/account-of-answers.ts';
import { accountOfCards } from '../crash/account-of-cards.ts';
import {
  type AccountOfMessages,
  accountOfMessages,
  PROACTIVE,
  type ProactiveKind,
  placeOf,
  placeOfText,
} from '../crash/account-of-messages.ts';
import { faultsOfRounds } from '../crash/account-of-rounds.ts';
import type { BuiltProgram } from '../crash/built-program.ts';
import { createCrashStudy } from '../crash/crash-study.ts';
import { sendExpertsToWork } from '../crash/experts-at-work.ts';
import { CLOSE, FINISH, facilitatorAtWork, OPEN_LONG, REMIND } from '../crash/facilitator-at-work.ts';
import { isAllDelivered, isStudyFinished, newestRound, wasReminded } from '../crash/live-reading.ts';
import { startWatchedMessenger, type WatchedMessenger } from '../crash/watched-messenger.ts';
import { until } from '../until.ts';
import { type Fault, type FaultyProxy, type ProxiedCall, startFaultyProxy } from './faulty-proxy.ts';
import { runHere } from './running-program.ts';
import { scaledClock } from './scaled-clock.ts';

export interface NetworkFigures {
  readonly injected: ReadonlyMap<Fault, number>;
  readonly methods: ReadonlyMap<string, number>;
  readonly answers: AccountOfAnswers;
  readonly messages: AccountOfMessages;
  readonly faults: readonly string[];
}

/** Minutes pass in seconds. */
const TIMES = 20;
const TICK_EVERY_MS = 5000;
const SETTLED_WITHIN_MS = 60_000;

export interface NetworkRunOptions {
  readonly seed: number;
  /** Of the calls, that break. */
  readonly share: number;
  readonly experts: number;
  /** How long experts press before the messenger goes away, and for how long it does; in the study's time. */
  readonly workMs: number;
  readonly outageMs: number;
}

export const FAULTS: readonly Fault[] = [
  'dropped before',
  'dropped after',
  'cut in the answer',
  'delayed',
  'hanging',
  '429 for the chat',
  '429 for all',
  '500',
  '502 page',
  '504 page after',
  'not JSON',
];

/** What the program calls while it polls. */
export const METHODS = [
  'getMe',
  'deleteWebhook',
  'getUpdates',
  'setMyCommands',
  'sendMessage',
  'sendDocument',
  'editMessageText',
  'editMessageReplyMarkup',
  'answerCallbackQuery',
  'getFile',
  'download',
];

/** Their limits are kept by timers of Node's own, in real time: a minute or two, that no test waits for. */
const NEVER_HANGING = new Set(['getMe', 'deleteWebhook', 'setMyCommands', 'getFile', 'download']);

/** Plays a study from its workbook to its end through a network that breaks every kind of call in every way. */
export async function networkRun(
  built: BuiltProgram,
  { seed, share, experts, workMs, outageMs }: NetworkRunOptions,
): Promise<NetworkFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-network-'));
  const file = join(folder, 'hamray.sqlite');
  const study = createCrashStudy(file, { experts });
  const random = seededRandom(seed);
  const messenger = await startWatchedMessenger([study.facilitator, ...study.experts]);
  const db = openDatabase(file);
  const clock = scaledClock(TIMES, new Date());
  const breaking = faultsOf(random, share);
  const proxy = await startFaultyProxy({
    target: messenger.apiRoot,
    faultFor: breaking.faultFor,
    clock,
  });
  const program = await runHere({ db, clock, built, ...study, apiRoots: { telegram: proxy.apiRoot } });
  let ticking = true;
  const tick = () => {
    if (!ticking) return;
    program.clockMoved();
    clock.after(TICK_EVERY_MS, tick);
  };
  tick();
  const people = sendExpertsToWork(messenger, study.experts, random);
  const facilitator = facilitatorAtWork(messenger, study.facilitator);
  try {
    await program.ready;
    await askForDocuments(messenger, study.facilitator);
    await facilitator.bringAbout(OPEN_LONG, () => newestRound(file) !== null);
    await wait(clock, workMs);
    await proxy.goAway();
    await wait(clock, outageMs);
    await proxy.comeBack();
    await facilitator.bringAbout(REMIND, () => wasReminded(file) || newestRound(file)?.state !== 'open');
    await wait(clock, workMs / 2);
    breaking.stop();
    await people.rest();
    await until(() => isAllDelivered(file), SETTLED_WITHIN_MS);
    const cards = newestRound(file)?.state === 'open' ? accountOfCards(file, messenger).faults : [];
    breaking.goOn();
    people.goOn();
    await facilitator.bringAbout(CLOSE, () => newestRound(file)?.state !== 'open');
    await until(() => newestRound(file)?.state === 'judged', SETTLED_WITHIN_MS);
    await facilitator.bringAbout(FINISH, () => isStudyFinished(file));
    await wait(clock, workMs / 4);
    breaking.stop();
    await people.stop();
    await until(() => isAllDelivered(file), SETTLED_WITHIN_MS);

    const answers = accountOfAnswers(db.$client, people);
    const messages = accountOfMessages(db.$client, messenger.arrivals, uncertaintyOf(proxy));
    const broken = program.logged.filter(({ level }) => level === 'error' || level === 'fatal');
    return {
      injected: proxy.injected,
      methods: breaking.methods,
      answers,
      messages,
      faults: [
        ...cards,
        ...(messenger.commandsFor(study.facilitator).some(({ command }) => command === 'open')
          ? []
          : ['the facilitator has no menu']),
        ...(messenger.commandsFor(study.experts[0]!).length > 0 ? [] : ['the experts have no menu']),
        ...proxy.tooSoon,
        ...answers.lost,
        ...answers.reasonsLost,
        ...messages.faults,
        ...faultsOfRounds(db.$client),
        ...broken.map((line) => `logged: ${JSON.stringify(line)}`),
      ],
    };
  } finally {
    ticking = false;
    breaking.stop();
    await people.stop();
    await program.stop();
    await proxy.stop();
    clock.stop();
    await messenger.stop();
    db.$client.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Breaks a share of the calls, and each method's first; each method in each way after the other. */
function faultsOf(random: SeededRandom, share: number) {
  let breaks = true;
  const methods = new Map<string, number>();
  const left = new Map<string, Fault[]>();
  return {
    methods,
    faultFor({ method }: ProxiedCall): Fault {
      if (!breaks || (methods.has(method) && random.next() >= share)) return 'none';
      methods.set(method, (methods.get(method) ?? 0) + 1);
      const ways = left.get(method)?.length ? left.get(method)! : random.shuffle(FAULTS);
      const fault = ways.pop()!;
      left.set(method, ways);
      return fault === 'hanging' && NEVER_HANGING.has(method) ? '500' : fault;
    },
    stop() {
      breaks = false;
    },
    goOn() {
      breaks = true;
    },
  };
}

/** A workbook asked for, and sent back to be read: documents both ways. */
async function askForDocuments(messenger: WatchedMessenger, facilitator: number): Promise<void> {
  messenger.send(facilitator, '/example');
  const document = await until(
    () =>
      messenger.chat(facilitator).findLast(({ from, document: file }) => from === 'bot' && file)?.document,
    SETTLED_WITHIN_MS,
  );
  // A job that failed three times says so, and is asked for anew.
  const isPreviewed = () =>
    messenger
      .chat(facilitator)
      .some(({ keyboard }) =>
        keyboard.flat().some(({ callback_data: data }) => data?.startsWith('f.create')),
      );
  for (let tries = 0; tries < 5 && !isPreviewed(); tries += 1) {
    messenger.sendDocument(facilitator, 'مطالعه.xlsx', messenger.fileBytes(document)!);
    await until(isPreviewed, SETTLED_WITHIN_MS / 5).catch(() => {});
  }
}

/** What the proxy knows of sends whose outcome the program could not know. */
function uncertaintyOf({ unknown }: FaultyProxy) {
  const sends = unknown.filter(({ method }) => method.startsWith('send'));
  const kinds = Object.keys(PROACTIVE) as ProactiveKind[];
  const cuts = new Map<string, { all: number; carriedOut: number }>();
  for (const { chatId, text, carriedOut } of sends) {
    const plain = text.replace(/<[^>]*>/g, '');
    const kind = kinds.find((one) => PROACTIVE[one].test(plain));
    const place = kind ? `${kind} ${placeOfText(kind, chatId!, plain)}` : `reply ${placeOf(chatId!, null)}`;
    const counted = cuts.get(place) ?? { all: 0, carriedOut: 0 };
    counted.all += 1;
    counted.carriedOut += Number(carriedOut);
    cuts.set(place, counted);
  }
  const at = (row: { kind: string; userId: number; round: number | null }) =>
    cuts.get(
      row.kind in PROACTIVE
        ? `${row.kind} ${placeOf(row.userId, row.round)}`
        : `reply ${placeOf(row.userId, null)}`,
    );
  return {
    cuts: (row: Parameters<typeof at>[0]) => at(row)?.all ?? 0,
    copies: (row: Parameters<typeof at>[0]) => 1 + (at(row)?.carriedOut ?? 0),
  };
}
