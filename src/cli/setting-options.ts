/** Options that are settings: each wins over its variable and its line in mockapi.yaml. */

import { Option } from 'commander';
import type { Json, JsonObject } from '../core/json.ts';
import { parseLocale, parsePort, parseSeed, parseText } from './option-values.ts';

interface SettingOption {
  readonly option: Option;
  /** The path of its setting. */
  readonly path: readonly string[];
  /** What is written there; by default the option's own value. */
  readonly toSetting?: (value: Json) => Json | undefined;
}

const SETTING_OPTIONS: readonly SettingOption[] = [
  {
    option: new Option('-p, --port <number>', 'port to listen on, 0 for any free one (default: 8010)').argParser(
      parsePort,
    ),
    path: ['server', 'port'],
  },
  {
    option: new Option('--host <address>', 'address to listen on, 0.0.0.0 for all (default: 127.0.0.1)').argParser(
      parseText,
    ),
    path: ['server', 'host'],
  },
  {
    option: new Option('--seed <number>', 'makes invented data the same in each run (default: a fresh one)').argParser(
      parseSeed,
    ),
    path: ['seed'],
  },
  {
    option: new Option('--locale <name>', 'language of invented data, such as zh_CN (default: en)').argParser(
      parseLocale,
    ),
    path: ['locale'],
  },
  {
    option: new Option(
      '--log-dir <folder>',
      'folder of the log files (default: logs beside the served folder)',
    ).argParser(parseText),
    path: ['log', 'dir'],
  },
  {
    option: new Option('--log-level <level>', 'least level that is logged (default: info)').choices([
      'error',
      'warn',
      'info',
      'debug',
    ]),
    path: ['log', 'level'],
  },
  {
    option: new Option('--no-log', 'writes no log files').conflicts(['logDir', 'logLevel']),
    path: ['log'],
    toSetting: offWhenFalse,
  },
  {
    option: new Option(
      '--console-port <number>',
      'port of the console, 0 for any free one (default: 8011, or a free one)',
    ).argParser(parsePort),
    path: ['console', 'port'],
  },
  {
    option: new Option('--no-console', 'opens no console').conflicts(['consolePort']),
    path: ['console'],
    toSetting: offWhenFalse,
  },
  {
    option: new Option('--no-docs', 'serves no pages about the mock: /docs, /redoc, /openapi.json'),
    path: ['docs'],
    toSetting: offWhenFalse,
  },
  {
    option: new Option('--no-journal', 'remembers no requests: nothing to show and to verify'),
    path: ['journal'],
    toSetting: offWhenFalse,
  },
];

/** For options that begin with `--no-`. */
function offWhenFalse(value: Json): Json | undefined {
  return value === false ? 'off' : undefined;
}

/** The options themselves, in the order in which help shows them. */
export function settingOptions(): readonly Option[] {
  return SETTING_OPTIONS.map(({ option }) => option);
}

/** What was typed, in the shape of mockapi.yaml. */
export function settingsFromOptions(values: Readonly<Record<string, Json | undefined>>): JsonObject {
  const tree: MutableTree = {};
  for (const { option, path, toSetting } of SETTING_OPTIONS) {
    const typed = values[option.attributeName()];
    const value = typed !== undefined && toSetting ? toSetting(typed) : typed;
    if (value !== undefined) write(tree, path, value);
  }
  return tree as JsonObject;
}

interface MutableTree {
  [key: string]: Json | MutableTree;
}

function write(tree: MutableTree, [key = '', ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const below = (tree[key] ?? {}) as MutableTree;
  tree[key] = below;
  write(below, rest, value);
}
