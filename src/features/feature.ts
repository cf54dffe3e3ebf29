import type { OutgoingKind } from '../delivery/outgoing-kind.ts';
import type { JobKind } from '../jobs/job-kind.ts';
import type { Job } from '../store/jobs.ts';
import type { Outgoing } from '../store/outbox.ts';

/** One thing that people do, whole: what a slice declares. Whatever varies with it loops over `all.ts`. */
export interface Feature {
  /** What takes long, by the kind of its rows. */
  readonly jobs?: { readonly [Kind in Job['kind']]?: JobKind };
  /** What leaves the program, by the kind of its rows. */
  readonly messages?: { readonly [Kind in Outgoing['kind']]?: OutgoingKind<Kind> };
}

type Table = keyof Feature;
type Keys<Slice, Of extends Table> = Slice extends { readonly [Key in Of]: infer Declared }
  ? keyof Declared
  : never;
type Entries<Of extends Table> = NonNullable<Feature[Of]>;
/** What slices declare of one sort, by key; known to the compiler, so that a key that none declares does not compile. */
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
