import fc from 'fast-check';
import type { Anonymity } from '../../src/domain/anonymity.ts';
import type { RoundKind } from '../../src/domain/study-draft.ts';
import type { Messenger } from '../../src/store/accounts.ts';
import { CALL_FAULTS, type CallFault } from './call-faults.ts';
import type { Restoring } from './restoring.ts';
import { MOMENTS } from './traps.ts';

/** A study, and around it all that does not change while it is played. */
export interface Shape {
  /** Of the program's dice, the ways of calls, and what experts think. */
  readonly seed: number;
  readonly experts: number;
  readonly items: number;
  /** Of each round, what each of the panels does in it. */
  readonly rounds: readonly (readonly RoundKind[])[];
  readonly anonymity: Anonymity;
  /** Every so many experts, one is at Bale; 0: none. */
  readonly atBale: number;
  readonly facilitatorAtBale: boolean;
  readonly quiet: boolean;
  readonly messagesPerSecond: number;
  /** How long a task takes that may take long, in the study's time; absent: none. */
  readonly taskMs?: number;
  /** Studies that run beside each other, each of a facilitator of its own; absent: one. */
  readonly studies?: number;
}

/** One thing that happens. What is meant by «who», «message» and «button» is counted round where there are fewer. */
export type Happening =
  /** What the study needs next is done by whoever does it. */
  | { readonly do: 'go on'; readonly study?: number }
  /** The open round is closed, and something comes while it is being judged. */
  | { readonly do: 'close'; readonly study?: number; readonly meanwhile: Meanwhile }
  /** An expert reads the card and answers as invented experts do. */
  | { readonly do: 'answer'; readonly who: number; readonly cards: number }
  /** Somebody presses a button that stands in the chat, `message` counted from the newest. */
  | { readonly do: 'press'; readonly who: number; readonly message: number; readonly button: number }
  | { readonly do: 'write'; readonly who: number; readonly text: number }
  /** A command of a facilitator, or of the operator. */
  | { readonly do: 'command'; readonly text: number; readonly by?: number }
  | { readonly do: 'fault'; readonly at: Messenger; readonly what: CallFault; readonly on: number }
  | { readonly do: 'updates again'; readonly at: Messenger }
  | { readonly do: 'down'; readonly at: Messenger; readonly seconds: number }
  | { readonly do: 'block'; readonly who: number; readonly blocked: boolean }
  /** After so many turns of the event loop, which is in the middle of what is under way. */
  | { readonly do: 'kill'; readonly turns: number; readonly arrive: boolean; readonly downSeconds: number }
  /** When the program next comes to a moment. */
  | { readonly do: 'trap'; readonly moment: number; readonly arrive: boolean; readonly downSeconds: number }
  | { readonly do: 'restart' }
  /** The newest copy takes the database's place. */
  | ({ readonly do: 'restore' } & Restoring)
  | { readonly do: 'disk'; readonly state: 'full' | 'read-only'; readonly seconds: number }
  | { readonly do: 'clock'; readonly hours: number }
  | { readonly do: 'sleep'; readonly hours: number }
  /** An expert's new link is used from the other messenger. */
  | { readonly do: 'move'; readonly who: number }
  | { readonly do: 'workbook'; readonly change: number; readonly study?: number };

/** What may come while a round is judged. */
export const MEANWHILE = ['nothing', 'workbook', '429', 'kill'] as const;
export type Meanwhile = (typeof MEANWHILE)[number];

/** A happening, and how long it is until the next one. */
export type Step = Happening & { readonly ms: number };

export interface Schedule {
  readonly shape: Shape;
  readonly steps: readonly Step[];
}

const KINDS: readonly RoundKind[] = [
  'likert',
  'cvr',
  'cvi',
  'screening',
  'ranking',
  'numeric',
  'brainstorming',
];

/** By patterns of methods. */
export const FAULTY_METHODS = [
  '^send',
  '^edit',
  '^answerCallbackQuery$',
  '^getUpdates$',
  '^sendDocument$|^sendPhoto$',
  '.',
] as const;

const shape: fc.Arbitrary<Shape> = fc.integer({ min: 1, max: 2 }).chain((panels) =>
  fc.record({
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
    experts: fc.integer({ min: 2, max: 5 }),
    items: fc.integer({ min: 2, max: 4 }),
    rounds: fc.array(fc.array(fc.constantFrom(...KINDS), { minLength: panels, maxLength: panels }), {
      minLength: 1,
      maxLength: 3,
    }),
    anonymity: fc.constantFrom<Anonymity[]>('coded', 'unlinked', 'named'),
    atBale: fc.constantFrom(0, 2, 3),
    facilitatorAtBale: fc.boolean(),
    quiet: fc.boolean(),
    messagesPerSecond: fc.constantFrom(0, 30, 5),
    taskMs: fc.constantFrom(0, 50, 2500),
    studies: fc.constantFrom(1, 1, 2),
  }),
);

const who = fc.nat({ max: 9 });
const study = fc.nat({ max: 1 });
const downSeconds = fc.constantFrom(0, 1, 20, 200);
const messenger = fc.constantFrom<Messenger[]>('telegram', 'bale');
const weigh = (weight: number, arbitrary: fc.Arbitrary<Happening>) => ({ weight, arbitrary });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  weigh(36, fc.record({ do: fc.constant('go on'), study })),
  weigh(8, fc.record({ do: fc.constant('close'), study, meanwhile: fc.constantFrom(...MEANWHILE) })),
  weigh(30, fc.record({ do: fc.constant('answer'), who, cards: fc.integer({ min: 1, max: 6 }) })),
  weigh(
    14,
    fc.record({ do: fc.constant('press'), who, message: fc.nat({ max: 4 }), button: fc.nat({ max: 11 }) }),
  ),
  weigh(8, fc.record({ do: fc.constant('write'), who, text: fc.nat({ max: 19 }) })),
  weigh(6, fc.record({ do: fc.constant('command'), text: fc.nat({ max: 29 }), by: fc.nat({ max: 2 }) })),
  weigh(
    14,
    fc.record({
      do: fc.constant('fault'),
      at: messenger,
      what: fc.constantFrom(...CALL_FAULTS),
      on: fc.nat({ max: FAULTY_METHODS.length - 1 }),
    }),
  ),
  weigh(3, fc.record({ do: fc.constant('updates again'), at: messenger })),
  weigh(2, fc.record({ do: fc.constant('down'), at: messenger, seconds: fc.integer({ min: 1, max: 90 }) })),
  weigh(3, fc.record({ do: fc.constant('block'), who, blocked: fc.boolean() })),
  weigh(
    8,
    fc.record({
      do: fc.constant('kill'),
      turns: fc.nat({ max: 8 }),
      arrive: fc.boolean(),
      downSeconds,
    }),
  ),
  weigh(
    9,
    fc.record({
      do: fc.constant('trap'),
      // Most often the first: between a commit and its acknowledgement.
      moment: fc.oneof(fc.constant(0), fc.nat({ max: MOMENTS.length - 1 })),
      arrive: fc.boolean(),
      downSeconds,
    }),
  ),
  weigh(2, fc.record({ do: fc.constant('restart') })),
  weigh(
    3,
    fc.record({
      do: fc.constant('disk'),
      state: fc.constantFrom('full', 'read-only'),
      seconds: fc.integer({ min: 1, max: 30 }),
    }),
  ),
  weigh(2, fc.record({ do: fc.constant('clock'), hours: fc.constantFrom(-24, -1, 1, 4) })),
  weigh(6, fc.record({ do: fc.constant('sleep'), hours: fc.constantFrom(1, 6, 24, 72) })),
  weigh(2, fc.record({ do: fc.constant('move'), who })),
  weigh(3, fc.record({ do: fc.constant('workbook'), change: fc.nat({ max: 5 }), study })),
  weigh(
    1,
    fc.record({
      do: fc.constant('restore'),
      hoursDown: fc.constantFrom(0, 5, 80),
      keepOpenHours: fc.constantFrom(0, 24),
      isDiskLost: fc.boolean(),
    }),
  ),
) as fc.Arbitrary<Happening>;

const step: fc.Arbitrary<Step> = fc
  .tuple(happening, fc.constantFrom(0, 30, 60, 300, 2000))
  .map(([happens, ms]) => ({ ...happens, ms }));

export const schedule: fc.Arbitrary<Schedule> = fc.record({
  shape,
  steps: fc.array(step, { minLength: 20, maxLength: 90, size: 'max' }),
});
