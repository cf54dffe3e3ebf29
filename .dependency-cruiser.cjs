/** What each folder may import besides itself: whatever stands further in, as docs/architecture.md draws it. */
const pure = ['messages', 'texts', 'domain', 'statistics'];
const inward = {
  statistics: [],
  domain: ['statistics'],
  texts: ['domain', 'statistics'],
  messages: ['texts', 'domain', 'statistics'],
  kinds: pure,
  pictures: ['kinds', ...pure],
  workbook: ['pictures', 'kinds', ...pure],
  store: pure,
  messengers: ['store', ...pure],
  bot: ['messengers', 'store', ...pure],
  jobs: ['messengers', 'store', 'workbook', 'pictures', 'kinds', ...pure],
  delivery: ['bot', 'messengers', 'store', ...pure],
  features: ['delivery', 'jobs', 'bot', 'messengers', 'store', 'workbook', 'pictures', 'kinds', ...pure],
};
const folders = [...Object.keys(inward), 'rehearsal'];

const arrows = Object.entries(inward).map(([folder, allowed]) => ({
  name: `${folder}-imports-inward-only`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: {
    path: `^src/(${folders.join('|')})/`,
    pathNot: `^src/(${[folder, ...allowed].join('|')})/`,
  },
}));

/** What people do, outermost first: a slice may use what the slices below it do, never the other way. */
const slices = [
  ...[
    'rehearsing',
    'workbooks',
    'paper',
    'exporting',
    'rounds',
    'overseeing',
    'history',
    'closing',
    'joining',
    'anytime',
    'charting',
    'judging',
    'briefing',
    'items',
  ],
  ...[
    'talking',
    'funnel',
    'exploring',
    'proposals',
    'answering',
    'forgetting',
    'reminding',
    'leaving',
    'backups',
    'studies',
  ],
];

const downwards = slices.map((slice, place) => ({
  name: `${slice}-imports-downwards-only`,
  severity: 'error',
  from: { path: `^src/features/${slice}/` },
  to: {
    path: '^src/features/',
    pathNot: `^src/features/(feature\\.ts$|(${slices.slice(place).join('|')})/)`,
  },
}));

/** Within a slice: what takes updates in calls actions, actions load and save; what is said and drawn loads nothing. */
const WORDS = '-(message|xlsx|csv)\\.ts$';
const withinSlices = [
  {
    name: 'words-load-nothing',
    severity: 'error',
    from: { path: `^src/features/.*${WORDS}` },
    to: { path: '^src/(store|bot|delivery|messengers|jobs)/' },
  },
  {
    name: 'actions-know-no-update',
    severity: 'error',
    from: { path: '^src/features/[^/]+/', pathNot: '[-/]feature\\.ts$|/(chosen-study|show-screen)\\.ts$' },
    to: {
      path: '[^/]+/[^/]*feature\\.ts$|^src/(bot|delivery)/',
      // What is to leave is a plain value.
      pathNot: '^src/delivery/(rendering|outgoing-kind)\\.ts$',
    },
  },
];

/** What takes updates in is its slice's own: others call its actions. */
const ownFeatures = slices.map((slice) => ({
  name: `${slice}-calls-no-feature-of-another`,
  severity: 'error',
  from: { path: `^src/features/${slice}/` },
  to: { path: '^src/features/.*[-/]feature\\.ts$', pathNot: `^src/features/(feature\\.ts$|${slice}/)` },
}));

/** A library that only some folders may speak to. */
const only = (library, ...where) => ({
  name: `${library.replace(/\W/g, '-')}-only-in-${where.join('-').replaceAll('/', '-')}`,
  severity: 'error',
  from: { path: '^src/', pathNot: where.map((folder) => `^src/${folder}`) },
  to: { path: `node_modules/${library}/` },
});

module.exports = {
  forbidden: [
    ...arrows,
    ...downwards,
    ...withinSlices,
    ...ownFeatures,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'a-slice-has-its-place',
      severity: 'error',
      from: { path: '^src/features/[^/]+/', pathNot: `^src/features/(${slices.join('|')})/` },
      to: {},
    },
    {
      name: 'rehearsal-speaks-only-the-bot-api',
      severity: 'error',
      from: { path: '^src/rehearsal/' },
      to: {
        path: '^src/',
        pathNot: [
          ...['^src/rehearsal/', '^src/texts/', '^src/(clock|dice)\\.ts', '^locales/'],
          ...['^src/domain/(invented-expert|language)', '^src/kinds/(all|play)\\.ts'],
        ],
      },
    },
    {
      name: 'settings-are-handed-in',
      severity: 'error',
      from: { pathNot: '^(src/main.ts|src/restore.ts|src/doctor/|test/)' },
      to: { path: '^src/settings' },
    },
    {
      name: 'pure',
      severity: 'error',
      from: { path: '^src/(statistics|domain)/' },
      to: { dependencyTypes: ['core'] },
    },
    only('drizzle-orm', 'store'),
    only('grammy', 'messengers', 'bot', 'delivery', 'doctor'),
    only('node-cron', 'jobs'),
    only('i18next', 'texts'),
    only('@resvg/resvg-js', 'pictures'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node'],
    },
  },
};
