/** Measures something, and says what came of it and how it was measured. */
export type Benchmark = (parts: {
  /** Lines for the one who started it. */
  readonly say: (text: string) => void;
  /** More runs, or larger studies: hours, not minutes. */
  readonly long: boolean;
}) => Promise<void>;
