const folders = [
  'statistics',
  'domain',
  'texts',
  'messages',
  'kinds',
  'exports',
  'workbook',
  'store',
  'actions',
  'rehearsal',
  'schedule',
  'delivery',
  'bot',
];

/** What each folder may import besides itself: whatever stands further in, as docs/architecture.md draws it. */
const inward = {
  statistics: [],
  domain: ['statistics'],
  texts: ['domain', 'statistics'],
  messages: ['texts', 'domain', 'statistics'],
  kinds: ['messages', 'texts', 'domain', 'statistics'],
  workbook: ['kinds', 'messages', 'texts', 'domain', 'statistics'],
  exports: ['kinds', 'workbook', 'messages', 'texts', 'domain', 'statistics'],
  store: ['messages', 'texts', 'domain', 'statistics'],
  actions: ['store', 'workbook', 'exports', 'kinds', 'messages', 'texts', 'domain', 'statistics'],
  schedule: ['actions', 'store', 'workbook', 'exports', 'kinds', 'messages', 'texts', 'domain', 'statistics'],
  delivery: ['actions', 'store', 'kinds', 'messages', 'texts', 'domain', 'statistics'],
  bot: [
    'actions',
    'store',
    'workbook',
    'exports',
    'kinds',
    'messages',
    'texts',
    'domain',
    'statistics',
    'delivery',
    'schedule',
  ],
};

const arrows = Object.entries(inward).map(([folder, allowed]) => ({
  name: `${folder}-imports-inward-only`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: {
    path: `^src/(${folders.join('|')})/`,
    pathNot: `^src/(${[folder, ...allowed].join('|')})/`,
  },
}));

/** A library that only some folders may speak to. */
const only = (library, ...where) => ({
  name: `${library.replace(/\W/g, '-')}-only-in-${where.join('-')}`,
  severity: 'error',
  from: { path: '^src/', pathNot: where.map((folder) => `^src/${folder}`) },
  to: { path: `node_modules/${library}/` },
});

module.exports = {
  forbidden: [
    ...arrows,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'rehearsal-speaks-only-the-bot-api',
      severity: 'error',
      from: { path: '^src/rehearsal/' },
      to: {
        path: '^src/',
        pathNot: [
          ...['^src/rehearsal/', '^src/texts/', '^locales/'],
          ...['^src/domain/invented-expert', '^src/kinds/(all|play)\\.ts'],
        ],
      },
    },
    {
      name: 'settings-are-handed-in',
      severity: 'error',
      from: { pathNot: '^(src/main.ts|src/restore.ts|test/)' },
      to: { path: '^src/settings' },
    },
    {
      name: 'pure',
      severity: 'error',
      from: { path: '^src/(statistics|domain)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'experts-and-facilitators-apart',
      severity: 'error',
      from: { path: '^src/bot/experts/' },
      to: { path: '^src/bot/facilitators/' },
    },
    {
      name: 'facilitators-and-experts-apart',
      severity: 'error',
      from: { path: '^src/bot/facilitators/' },
      to: { path: '^src/bot/experts/' },
    },
    only('drizzle-orm', 'store'),
    only('grammy', 'bot', 'delivery'),
    only('node-cron', 'schedule'),
    only('i18next', 'texts'),
    only('@resvg/resvg-js', 'exports'),
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
