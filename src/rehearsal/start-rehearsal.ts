import type { Clock } from '../clock.ts';
import { type Dice, newSecret } from '../dice.ts';
import type { Language } from '../domain/language.ts';
import { plain } from '../texts/i18n.ts';
import { speaking } from '../texts/speaking.ts';
import { startBotApiServer } from './bot-api-server.ts';
import { type Cast, createCast } from './cast.ts';
import { createChatsFile } from './chats-file.ts';
import { createGuide, type Guide } from './guide.ts';
import { createMessenger, type LocalMessenger } from './messenger.ts';
import { createPageEvents, type PageEvents } from './page-events.ts';
import { startPageServer } from './page-server.ts';
import { type PageStateParts, pageState } from './page-state.ts';
import { createPlayers } from './players.ts';
import type { RehearsalClock } from './rehearsal-clock.ts';
import { watchStudySigns } from './signs.ts';

/** The messenger that is rehearsed. */
export const REHEARSED = 'telegram';

export interface RehearsalOptions {
  /** Of the page; where it is taken, the next free one. */
  readonly port: number;
  /** Where the chats are kept, such as `data/rehearsal.sqlite.chats.json`. */
  readonly chatsFile: string;
  /** The database was made just now: what a former rehearsal left in the chats is forgotten. */
  readonly fresh: boolean;
  readonly clock: RehearsalClock;
  /** The time that nobody moves: what expires and waits goes by it. */
  readonly wallClock: Clock;
  readonly dice: Dice;
  /** Names this rehearsal until it is begun anew. */
  readonly run: string;
  /** Of the page and of the example. */
  readonly language: Language;
  /** «از نو» was pressed, or another language: everything is to be forgotten. */
  readonly beginAnew: (language: Language) => void;
  /** IANA name of the zone in which times are shown. */
  readonly zone: string;
  /** Of the invented experts' tempers and opinions. */
  readonly seed?: number;
  readonly log?: { warn(details: object, message: string): void };
}

export interface Rehearsal {
  readonly token: string;
  readonly apiRoot: string;
  readonly pageUrl: string;
  readonly facilitatorId: number;
  readonly messenger: LocalMessenger;
  readonly cast: Cast;
  readonly guide: Guide;
  /** The clock was moved, or a round's moments have changed. */
  clockChanged(): void;
  /** Ends the page and the messenger; the chats are on disk when it resolves. */
  stop(): Promise<void>;
}

const BOT_ID = 7_140_500_001;
const BOT_USERNAME = 'hamray_rehearsal_bot';
const FACILITATOR_ID = 20_000;
/**
 * Under these seeds every panel of the example loses items but judges four or more to the end, and W rises from round
 * to round nearly everywhere: what a study looks like that goes as one hopes.
 */
const SEEDS: Readonly<Record<Language, number>> = { fa: 362, en: 12_253 };

/** See `rehearse`; all that it composes itself is in its language. */
export function startRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  return speaking(options.language, () => rehearse(options));
}

/**
 * A messenger on this machine with its page. The bot that is started against `apiRoot` finds everything as at
 * Telegram; at a first start the facilitator has already begun to write to it.
 */
async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  const { clock, wallClock, dice, zone, language, seed = SEEDS[language] } = options;
  const chatsFile = createChatsFile(options.chatsFile, wallClock, (error) =>
    options.log?.warn({ err: error }, 'the rehearsal cannot keep its chats'),
  );
  if (options.fresh) chatsFile.clear();
  const token = `${BOT_ID}:${newSecret(dice, 32)}`;
  const messenger = createMessenger({
    token,
    botUsername: BOT_USERNAME,
    botName: plain('rehearsal.bot'),
    clock: wallClock,
    now: clock.now,
    dice,
    chatsFile,
  });
  messenger.addPerson({ id: FACILITATOR_ID, firstName: plain('rehearsal.facilitator') });
  const api = await startBotApiServer(messenger);

  let events: PageEvents | null = null;
  const changed = () => events?.stateChanged();
  const cast = createCast(messenger, FACILITATOR_ID, { seed, language, onChange: changed });
  const signs = watchStudySigns(messenger, FACILITATOR_ID, cast);
  const players = createPlayers(messenger, cast, signs, seed);
  const parts = { messenger, facilitatorId: FACILITATOR_ID, cast, players, signs, clock, zone };
  const guide = createGuide({ ...parts, onChange: changed });
  const shown: PageStateParts = { ...parts, run: options.run, guide, language };
  // Until the kept chats are read nobody could say where the study stands.
  await cast.settled();
  events = createPageEvents(messenger, wallClock, () => pageState(shown));
  const page = await startPageServer({ ...shown, beginAnew: options.beginAnew }, events, options.port);
  if (!messenger.chatState(FACILITATOR_ID).started) void guide.next();

  return {
    token,
    apiRoot: api.apiRoot,
    pageUrl: page.url,
    facilitatorId: FACILITATOR_ID,
    messenger,
    cast,
    guide,
    clockChanged: changed,
    async stop() {
      guide.stopRunning();
      await page.stop();
      await messenger.stop();
      await api.stop();
    },
  };
}
