type Falsy<Seen> = Seen | undefined | null | false;

/** Looks again and again, letting input and output go on in between, until something is so. */
export async function until<Seen>(
  look: () => Falsy<Seen> | Promise<Falsy<Seen>>,
  withinMs = 60_000,
): Promise<Seen> {
  const end = performance.now() + withinMs;
  while (true) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    if (performance.now() > end) throw new Error(`not so within ${withinMs} ms: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
