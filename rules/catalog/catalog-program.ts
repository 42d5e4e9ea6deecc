import type { EffectKind } from '../../src/command/command-effect.ts';

/**
 * One line of knowledge: program + verb → effect. To add one: find the program in the file of its family (or add a program there and its
 * list to `command-catalog.ts`), write the row above the more general ones, name the documentation, add a line to `test/catalog.test.ts`.
 */
export type CatalogRow = {
  /**
   * The words after the program that are not flags, in order: `delete node|nodes`. A segment is a word, alternatives at `|`, a word with
   * `*` at its end (`delete-*`), `*` for any one word, or `**` for any number of words. '' is the program itself. The first row that fits counts.
   */
  readonly verb: string;
  readonly effect: EffectKind | 'harmless';
  /** Address of the documentation that says so. */
  readonly source: string;
  /** One of these must be there: a flag (`--force`), or a flag with a value (`--replicas=0`). */
  readonly with?: readonly string[];
  /** With one of these the row does not fit. */
  readonly without?: readonly string[];
  /** Some word contains this text, letter case aside. */
  readonly contains?: string;
  /** Absent: the program's. */
  readonly hosts?: HostPlace;
  /** Flags, or words after the verb, that mean everything of the kind. */
  readonly all?: readonly string[];
};

/** Where a command names what it acts on. */
export type HostPlace = {
  readonly flags?: readonly string[];
  /** Only where none of `flags` is given. */
  readonly otherwise?: readonly string[];
  /** The words after the verb: all of them, the first, or none. */
  readonly words?: 'all' | 'first';
};

export type CatalogProgram = {
  readonly programs: readonly string[];
  /** Flags that take a value, separated by spaces: needed so that the value is not taken for the verb. */
  readonly values?: string;
  /** Flags that take none and often stand before the verb. */
  readonly switches?: string;
  readonly longWithOneDash?: boolean;
  /** What an unknown flag does; absent: takes no value. */
  readonly unknownFlag?: 'switch' | 'value';
  /** `TYPE/NAME`, `TYPE.GROUP` and `TYPE,TYPE` as kubectl reads them. */
  readonly kubernetesResources?: boolean;
  /** Flags that make any verb harmless; absent: `--help`, `--version`. A flag followed by `!x` does not count beside `x`. */
  readonly harmlessWith?: string;
  readonly hosts?: HostPlace;
  readonly rows: readonly CatalogRow[];
};
