import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { GetFile } from '../../src/messengers/download.ts';
import { type Answer, answerCall, type Handling, TELEGRAM } from '../../src/rehearsal/answer-call.ts';
import { methodNamed } from '../../src/rehearsal/bot-api-methods.ts';
import { createMessenger, type LocalMessenger } from '../../src/rehearsal/messenger.ts';
import { readRequestBody } from '../../src/rehearsal/request-body.ts';
import { type SeededRandom, seededRandom } from '../../src/statistics/seeded-random.ts';
import type { Messenger } from '../../src/store/accounts.ts';
import { baleMethods } from '../dialogs/bot-api/bale-methods.ts';
import {
  answerUnder,
  befalls,
  type CallFault,
  type Fault,
  isCarriedOut,
  isNeverAnswered,
  latenessOf,
} from './call-faults.ts';
import type { Life, SimulatedTime } from './simulated-time.ts';

/** A call as the messenger saw it. */
export interface SeenCall {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly personId: number | null;
  readonly fault: CallFault | null;
  /** What the program knew the send as, when it made the call; null: as no message of its outbox. */
  readonly key: string | null;
  /** When it came in, in milliseconds of the simulated time. */
  readonly at: number;
  /** By the wall's clock. */
  readonly date: Date;
  /** The messenger did it. */
  carriedOut: boolean;
  /** The messenger's own answer came back to the program. */
  answered: boolean;
  /** Why the messenger refused it; null: it did not. */
  refused: string | null;
}

/** A run of the program, as a messenger sees it. */
export interface ProgramLife extends Life {
  /** Whether requests that were on their way when it was killed are carried out. */
  requestsArrive: boolean;
  /** Hears of a call before it leaves. */
  passes(moment: string): void;
  /** What the program knows the send to somebody as that is under way. */
  keyOf(messenger: Messenger, personId: number): string | null;
}

/** A messenger without sockets: the program's calls are calls of a function. */
export interface FunctionMessenger {
  readonly name: Messenger;
  readonly local: LocalMessenger;
  readonly calls: readonly SeenCall[];
  /** The connections of one run of the program; they break when it is killed. */
  connectionsOf(life: ProgramLife): Dispatcher;
  getFileFor(life: ProgramLife): GetFile;
  /** The next call that a fault is for is befallen by it. */
  arm(fault: Fault): void;
  armed(): readonly Fault[];
  setDown(down: boolean): void;
  /** Gives the last updates again, confirmed or not, with the next that come. */
  repeatUpdates(): void;
  /** No more faults. */
  heal(): void;
}

export const BOT_TOKEN = '7100000001:rehearsal-token-of-the-simulation';
const WAY_MS = 20;
/** Of calls, so that they do not all arrive in the same moment. */
const JITTER_MS = 25;

interface Messaging {
  readonly name: Messenger;
  readonly clock: ReturnType<SimulatedTime['clockOf']>;
  readonly random: SeededRandom;
  readonly handling: Handling;
  readonly calls: SeenCall[];
  armed: Fault[];
  isDown: boolean;
  lastUpdates: readonly unknown[];
  repeats: boolean;
}

export function createFunctionMessenger(
  name: Messenger,
  time: SimulatedTime,
  seed: number,
): FunctionMessenger {
  const random = seededRandom(seed);
  const clock = time.clockOf({ alive: true });
  const local = createMessenger({
    ...{ token: BOT_TOKEN, botUsername: `hamray_${name}_bot`, clock, now: clock.now },
    dice: { fraction: random.next, below: random.below },
  });
  const { core } = local;
  const dialect = name === 'bale' ? { methodNamed: baleMethods(local, methodNamed) } : {};
  const messaging: Messaging = {
    ...{ name, clock, random, handling: { ...TELEGRAM, ...dialect, core }, calls: [] },
    ...{ armed: [], isDown: false, lastUpdates: [], repeats: false },
  };
  return {
    name,
    local,
    calls: messaging.calls,
    connectionsOf: (life) => ({ dispatch: dispatcher(messaging, life) }) as unknown as Dispatcher,
    getFileFor: (life) => async (url) => {
      if (messaging.isDown || !life.alive) throw unreachable();
      const path = decodeURIComponent(/^\/file\/bot[^/]+\/(.+)$/.exec(url.pathname)![1]!);
      const file = core.files.atPath(path);
      const bytes = file && core.files.bytes(file);
      return Object.assign(Readable.from(bytes ? [bytes] : []), { statusCode: bytes ? 200 : 404 });
    },
    arm: (fault) => void messaging.armed.push(fault),
    armed: () => messaging.armed,
    setDown(down) {
      messaging.isDown = down;
    },
    repeatUpdates() {
      messaging.repeats = true;
    },
    heal: () => void Object.assign(messaging, { armed: [], isDown: false, repeats: false }),
  };
}

const unreachable = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const broken = () => Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });

function dispatcher(messaging: Messaging, life: ProgramLife): Dispatcher['dispatch'] {
  return (options, handler) => {
    if (!life.alive) return true;
    const method = options.path.split('/').at(-1)!;
    life.passes(`call ${method}`);
    const at = messaging.armed.findIndex((armed) => befalls(armed, method));
    const fault = at < 0 ? null : messaging.armed.splice(at, 1)[0]!.what;
    if (!messaging.isDown && fault !== 'refused connection') {
      void makeCall(messaging, life, { method, fault, options, handler });
    } else {
      messaging.clock.after(1, () => life.alive && handler.onResponseError?.(null as never, unreachable()));
    }
    return true;
  };
}

interface CallMade {
  readonly method: string;
  readonly fault: CallFault | null;
  readonly options: Parameters<Dispatcher['dispatch']>[0];
  readonly handler: Parameters<Dispatcher['dispatch']>[1];
}

/** One call: its way to the messenger, what is done there, and the answer's way back. */
async function makeCall(messaging: Messaging, life: ProgramLife, made: CallMade): Promise<void> {
  const { clock, random } = messaging;
  const { method, fault, options, handler } = made;
  const gone = new AbortController();
  const fail = (error: Error) => {
    if (gone.signal.aborted) return;
    gone.abort();
    if (life.alive) handler.onResponseError?.(controller, error);
  };
  const controller = { abort: fail } as never;
  const there = WAY_MS + random.below(JITTER_MS);
  const back = WAY_MS + random.below(JITTER_MS) + latenessOf(fault);
  handler.onRequestStart?.(controller, {});
  const type = (options.headers as string[])[1]!;
  const bytes = await bodyOf(options.body);
  const call = noted(messaging, life, { method, fault, ...readRequestBody(type, bytes) });
  const answerOf = async (): Promise<Answer | null> => {
    const own = isCarriedOut(fault) ? await carryOut(messaging, call, { type, bytes }, gone.signal) : null;
    const told = answerUnder(fault, method);
    return told === undefined ? own : told;
  };
  const tell = (answer: Answer | null) => {
    if (gone.signal.aborted || !life.alive) return;
    if (answer === null) return fail(broken());
    gone.abort();
    call.answered = answerUnder(fault, method) === undefined;
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    handler.onResponseStart?.(controller, answer.status, {}, '');
    handler.onResponseData?.(controller, Buffer.from(text));
    handler.onResponseEnd?.(controller, {});
  };
  clock.after(there, () => {
    if (!life.alive && !life.requestsArrive) return;
    void answerOf().then((answer) => {
      if (!isNeverAnswered(fault)) clock.after(back, () => tell(answer));
    });
  });
}

async function carryOut(
  messaging: Messaging,
  call: SeenCall,
  { type, bytes }: { type: string; bytes: Buffer },
  signal: AbortSignal,
): Promise<Answer | null> {
  const asked = { type, bytes, query: new URLSearchParams() };
  const given = await answerCall(messaging.handling, call.method, asked, signal);
  // Some of Bale's refusals have been met with HTTP 200.
  const answer = given && { ...given, status: messaging.name === 'bale' ? 200 : given.status };
  const body = answer?.body as { ok: boolean; description?: string; result: unknown };
  call.carriedOut = body.ok;
  call.refused = body.ok ? null : (body.description ?? '');
  if (!body.ok || !/^getUpdates$/i.test(call.method)) return answer;
  const updates = body.result as readonly unknown[];
  const again = messaging.repeats ? messaging.lastUpdates : [];
  messaging.repeats = false;
  if (updates.length > 0) messaging.lastUpdates = updates;
  return answer && { ...answer, body: { ...body, result: [...again, ...updates] } };
}

function noted(
  { name, clock, calls }: Messaging,
  life: ProgramLife,
  { method, fault, params }: Pick<SeenCall, 'method' | 'fault' | 'params'>,
): SeenCall {
  const chat = Number(params['chat_id'] ?? Number.NaN);
  const personId = Number.isSafeInteger(chat) ? chat : null;
  const key = /^send(?!ChatAction)/i.test(method) && personId !== null ? life.keyOf(name, personId) : null;
  const call: SeenCall = {
    ...{ method, params, personId, fault, key, at: clock.elapsed(), date: clock.now() },
    ...{ carriedOut: false, answered: false, refused: null },
  };
  calls.push(call);
  return call;
}

async function bodyOf(body: CallMade['options']['body']): Promise<Buffer> {
  if (typeof body === 'string') return Buffer.from(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
