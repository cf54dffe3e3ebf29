import type { Command } from '../bot/command.ts';
import type { PressHandler } from '../bot/presses.ts';
import type { DialogReader, SaidHandler } from '../bot/said.ts';
import type { OutgoingKind } from '../delivery/outgoing-kind.ts';
import type { JobKind } from '../jobs/job-kind.ts';
import type { DoDue } from '../jobs/tick.ts';
import type { Dialog } from '../store/dialogs.ts';
import type { Job } from '../store/jobs.ts';
import type { Outgoing } from '../store/outbox.ts';
import type { Tellings } from './studies/tell-in-parts.ts';

/** One thing that people do, whole: what a slice declares. Whatever varies with it loops over `all.ts`. */
export interface Feature {
  readonly commands?: readonly Command[];
  readonly presses?: readonly PressHandler[];
  readonly said?: readonly SaidHandler[];
  /** Who reads what an account types next, by what its dialog is for. */
  readonly dialogs?: { readonly [Kind in Dialog['kind']]?: DialogReader };
  /** What takes long, by the kind of its rows. */
  readonly jobs?: { readonly [Kind in Job['kind']]?: JobKind };
  /** What is told to many, some at a time. */
  readonly tellings?: Partial<Tellings>;
  /** What leaves the program, by the kind of its rows. */
  readonly messages?: { readonly [Kind in Outgoing['kind']]?: OutgoingKind<Kind> };
  /** What comes due by itself. */
  readonly due?: DoDue;
}

type Table = 'dialogs' | 'jobs' | 'tellings' | 'messages';
interface Listed {
  readonly commands: Command;
  readonly presses: PressHandler;
  readonly said: SaidHandler;
}
type Keys<Slice, Of extends Table> = Slice extends { readonly [Key in Of]: infer Declared }
  ? keyof Declared
  : never;
type Entries<Of extends Table> = NonNullable<Feature[Of]>;
/**
 * What slices declare of one sort, by key; known to the compiler, so that a key that none declares does not compile.
 */
type Gathered<Slice, Of extends Table> = {
  readonly [Key in Keys<Slice, Of> & keyof Entries<Of>]: NonNullable<Entries<Of>[Key]>;
};

/** @throws where two slices declare the same */
export function gather<Slice extends Feature, Of extends Table>(
  features: readonly Slice[],
  of: Of,
): Gathered<Slice, Of> {
  const gathered: Record<string, unknown> = {};
  for (const [key, declared] of features.flatMap((feature) => Object.entries(feature[of] ?? {}))) {
    if (key in gathered) throw new Error(`two slices declare ${key}`);
    gathered[key] = declared;
  }
  return gathered as Gathered<Slice, Of>;
}

/** All that slices list of one sort. */
export function listed<Of extends keyof Listed>(features: readonly Feature[], of: Of): readonly Listed[Of][] {
  return features.flatMap((feature) => (feature[of] ?? []) as readonly Listed[Of][]);
}
