/** What Node brings along: its own version, and that of its table of time zones (`2025c`). */
export interface Runtime {
  readonly node: string;
  /** Null: built without a table of its own. */
  readonly zones: string | null;
}

const OLDEST_NODE = [20, 19] as const;
/** The first table that knows of the end of Iran's summer time, in 2022. */
const OLDEST_ZONES = '2022b';

/** What of the runtime makes the program fail, or its deadlines come an hour wrong. */
export function machineFaults({ node, zones }: Runtime, zone: string): string[] {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const isOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  return [
    ...(isOld ? [`Node is ${node}; expected ${OLDEST_NODE.join('.')} or newer`] : []),
    ...(zones !== null && zones < OLDEST_ZONES
      ? [
          `the table of time zones that Node brings is of ${zones}, so that hours of ${zone} may be wrong; expected ${OLDEST_ZONES} or newer: install another build of Node`,
        ]
      : []),
  ];
}
