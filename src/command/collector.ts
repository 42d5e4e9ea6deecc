import type { CommandEffect, CommandReading, Unreadable } from './command-effect.ts';
import { toDetail, toShown } from './detail.ts';
import type { Frame, ReportedEffect } from './reader.ts';
import { hasUnknown } from './unknown-part.ts';

const MOST_EFFECTS = 2000;

/** What has been found so far, each thing once, in order of appearance. */
export type Collector = {
  readonly report: (effect: ReportedEffect, frame: Frame) => void;
  readonly unreadable: (part: Unreadable['part'], text: string, reason: string) => void;
  readonly host: (host: string) => void;
  readonly scriptFile: (file: string, read: boolean) => void;
  readonly reading: () => CommandReading;
};

export function newCollector(): Collector {
  const effects = new Map<string, CommandEffect>();
  const unreadables = new Map<string, Unreadable>();
  const hosts = new Set<string>();
  const scripts = new Map<string, boolean>();
  const unreadable: Collector['unreadable'] = (part, text, reason) => {
    const entry = { part, text: toShown(text), reason };
    if (unreadables.size < MOST_EFFECTS) unreadables.set(JSON.stringify(entry), entry);
  };
  const host: Collector['host'] = (name) => {
    if (name !== '' && !hasUnknown(name)) hosts.add(name);
  };
  return {
    unreadable,
    host,
    scriptFile: (file, read) => scripts.set(file, (scripts.get(file) ?? false) || read),
    report: ({ kind, words, hosts: named = [], all = false, unresolved = false }, { script, host: remote, line }) => {
      const known = [...new Set(named.length > 0 ? named : remote === null ? [] : [remote])].filter(
        (name) => name !== '' && !hasUnknown(name),
      );
      for (const name of known) host(name);
      const effect = { kind, detail: toDetail(words), hosts: known, all, unresolved, script: script && { file: script.file, line } };
      if (effects.size < MOST_EFFECTS) effects.set(JSON.stringify(effect), effect);
    },
    reading: () => ({
      effects: [...effects.values()],
      hosts: [...hosts],
      unreadable: [...unreadables.values()],
      scripts: [...scripts].map(([file, read]) => ({ file, read })),
    }),
  };
}
