import type { SourceRange } from './hcl/source.ts';
import type { Subject } from './subject.ts';

/** From worst to mildest; the order is meant. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a rule says of one subject. */
export type RuleFinding = {
  readonly address: string | null;
  /** One sentence: lower case, no full stop, names the address, says what happens. */
  readonly message: string;
  /** What to do instead; absent: the rule's. */
  readonly fix?: string;
  /** Absent: the rule's. */
  readonly severity?: Severity;
  readonly range: SourceRange | null;
  /** What the fingerprint binds besides rule and address: command text, hosts, effect. Never a line number. */
  readonly binds?: readonly string[];
  /** Something that decides could not be judged: the verdict is `unknown` unless another finding makes it `unsafe`. */
  readonly undecided?: boolean;
};

/** An example lies in `fixtures/<id>/<name>/`; `finds`: the addresses flagged there, sorted. */
export type RuleExample = { readonly name: string; readonly finds: readonly (string | null)[] };

/** A rule judges a subject and nothing else: it never parses, walks the plan again or reads a file. */
export type Rule = {
  readonly id: string;
  readonly summary: string;
  /** The default; a finding may carry its own. */
  readonly severity: Severity;
  readonly why: string;
  readonly fix: string;
  readonly examples: readonly RuleExample[];
  readonly check: (subject: Subject) => readonly RuleFinding[];
};
