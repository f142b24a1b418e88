/** The house rules in words: imports go strictly down the floors, and each library has the rooms that may know it. */

const FLOORS = [
  ['core'],
  ['log', 'spec'],
  ['expression', 'state'],
  ['kinds'],
  ['compile'],
  ['journal'],
  ['serve', 'convert', 'runner'],
  ['console'],
  ['cli', 'api'],
];

/** Every room may import its own floor's files inside itself, and whatever is below. */
const floorRules = FLOORS.flatMap((rooms, floor) =>
  rooms.map((room) => {
    const forbidden = FLOORS.flatMap((others, level) =>
      level >= floor ? others.filter((other) => other !== room) : [],
    );
    return {
      name: `${room}-looks-down`,
      comment: `src/${room}/ stands on floor ${floor}: it may know the floors below, not ${forbidden.join(', ') || 'the door'}. Move what both need down, or meet one floor up.`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: `^src/((${forbidden.join('|') || 'none'})/|index\\.ts$)` },
    };
  }),
);

const only = (name, library, rooms, why) => ({
  name,
  comment: `${library} is known only in ${rooms}: ${why}`,
  severity: 'error',
  from: { path: '^src/', pathNot: rooms },
  to: { path: library },
});

module.exports = {
  forbidden: [
    ...floorRules,
    {
      name: 'no-cycles',
      comment: 'two files that need each other are one, or need a third',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'commands-when-asked-for',
      comment:
        'a command brings all that it needs: loaded with every other, `mockapi --help` would take as long as all of them',
      severity: 'error',
      from: { path: '^src/cli/main\\.ts$' },
      to: { path: '^src/cli/commands/', dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'no-orphans',
      comment: 'a file that nobody imports is dead',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/(index|cli/main)\\.ts$' },
      to: {},
    },
    {
      name: 'no-dev-in-src',
      comment: 'what ships needs dependencies that ship',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '@types/' },
    },
    only(
      'http-in-serve',
      '^(node:)?https?$',
      '^src/(serve|console|runner)/|^src/core/http-words\\.ts',
      'the shell touches sockets, the rest is pure',
    ),
    only(
      'koa-in-serve',
      'node_modules/(koa|koa-body|ws|chokidar|formidable)/',
      '^src/(serve|console|runner)/',
      'the shell touches sockets, the rest is pure',
    ),
    only(
      'router-in-table',
      'node_modules/find-my-way/',
      '^src/compile/route-shard\\.ts',
      'one file decides how routes are matched',
    ),
    only(
      'ajv-in-two',
      'node_modules/ajv(-formats)?/',
      '^src/(spec/shape|compile/schema/ajv)\\.ts',
      'validators come from one place',
    ),
    only(
      'yaml-in-spec',
      'node_modules/js-yaml/',
      '^src/(spec/(parse|positions|syntax)\\.ts|convert/)',
      'text becomes values in one place',
    ),
    only(
      'cel-in-expression',
      'node_modules/@marcbachmann/cel-js/',
      '^src/expression/',
      'one expression language, one room',
    ),
    only(
      'faker-in-expression',
      'node_modules/@faker-js/',
      '^src/expression/',
      'invented data is a function of the language',
    ),
    only(
      'commander-in-cli',
      'node_modules/commander/',
      '^src/cli/',
      'words typed by people are parsed where they arrive',
    ),
    only('winston-in-log', 'node_modules/winston', '^src/log/', 'everyone logs through core’s Logger'),
    only(
      'fs-in-shell',
      '^(node:)?fs(/promises)?$',
      '^src/(spec/load(-file|-find)?\\.ts|runner/files\\.ts|serve/|log/|cli/)',
      'compiling is pure',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
