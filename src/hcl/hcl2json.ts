import type { Worker } from 'node:worker_threads';
import { inputError } from '../errors.ts';
import type { Expression } from './expression.ts';
import { takeThread } from './hcl2json-thread.ts';
import type { HclParser } from './hcl-parser.ts';
import { templatesIn, toJsonExpression } from './json-expression.ts';
import { refusal } from './parser-guards.ts';
import type { ExpressionSource } from './source.ts';
import { isSyntaxNode } from './syntax-node.ts';
import type { SyntaxNode } from './syntax-node.ts';
import { toExpression, toTemplate } from './to-expression.ts';

type Request = { readonly id: number; readonly kind: 'file' | 'expression'; readonly file: string; readonly text: string };
type Answer = { readonly id: number; readonly value?: unknown; readonly error?: string };
type Pending = { readonly request: Request; readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void };

/** Without any answer for so long the worker is stopped; every answer gives the rest as long again. */
const TIMEOUT_MS = 8_000;
const MAX_MESSAGE = 400;

/** `parse config: [main.tf:2,8-9: Missing newline; …]` → `main.tf:2,8-9: Missing newline` */
function cleaned(message: string): string {
  const text = message
    .replace(/^parse config: /u, '')
    .replace(/^getExpressionAst errors on input string '[^]*': (?=[^:\n]*:\d+,)/u, '')
    .replace(/^\[/u, '')
    .replace(/\]$/u, '');
  return text.length > MAX_MESSAGE ? `${text.slice(0, MAX_MESSAGE)}…` : text;
}

/** The parser. Nothing is started before `prepare` or the first use; `close` stops the worker. Idle, it does not keep the process alive. */
export function createHclParser({ timeoutMs = TIMEOUT_MS }: { readonly timeoutMs?: number } = {}): HclParser {
  const pending = new Map<number, Pending>();
  let worker: Worker | null = null;
  let queue: Request[] = [];
  let lastId = 0;
  let timer: NodeJS.Timeout | undefined;

  const failAll = (reason: string): void => {
    clearTimeout(timer);
    const stopped = worker;
    worker = null;
    queue = [];
    const lost = [...pending.values()];
    pending.clear();
    void stopped?.terminate();
    for (const { request, reject } of lost)
      reject(inputError(`${request.file} could not be parsed: ${reason}`, { hint: 'simplify the file, or exclude what is not Terraform' }));
  };

  const restartTimer = (): void => {
    clearTimeout(timer);
    if (pending.size > 0) timer = setTimeout(() => failAll(`no answer from the HCL parser within ${timeoutMs / 1000} seconds`), timeoutMs);
    else worker?.unref();
  };

  const receive = ({ id, value, error }: Answer): void => {
    const entry = pending.get(id);
    if (entry === undefined) return;
    pending.delete(id);
    restartTimer();
    if (error === undefined) entry.resolve(value);
    else entry.reject(inputError(`${entry.request.file} is not valid HCL: ${cleaned(error)}`));
  };

  const start = (characters: number): Worker => {
    const started = takeThread(characters);
    // A worker that was stopped may still speak; only the current one counts.
    const ifCurrent = (action: () => void) => (): void => {
      if (worker === started) action();
    };
    started.on('message', (answer: Answer) => ifCurrent(() => receive(answer))());
    started.on('error', (error) =>
      ifCurrent(() => failAll(`the HCL parser failed: ${cleaned(error instanceof Error ? error.message : String(error))}`))(),
    );
    started.on(
      'exit',
      ifCurrent(() => failAll('the HCL parser stopped without an answer')),
    );
    return started;
  };

  const prepare = (characters: number): void => {
    worker ??= start(characters);
  };

  const send = (): void => {
    const requests = queue;
    if (requests.length === 0) return;
    queue = [];
    prepare(requests.reduce((sum, { text }) => sum + text.length, 0));
    worker?.ref();
    restartTimer();
    worker?.postMessage(requests, []);
  };

  const ask = (kind: Request['kind'], file: string, text: string): Promise<unknown> => {
    const reason = refusal(text);
    if (reason !== null) return Promise.reject(inputError(`${file} is not parsed: ${reason}`));
    lastId += 1;
    const request = { id: lastId, kind, file, text };
    return new Promise((resolve, reject) => {
      pending.set(request.id, { request, resolve, reject });
      if (queue.length === 0) queueMicrotask(send);
      queue.push(request);
    });
  };

  const parseTemplate = async (file: string, text: string): Promise<Expression> => {
    const marker = unusedMarker(text);
    const wrapped = `<<${marker}\n${text}\n${marker}\n`;
    const tree = await ask('expression', file, wrapped);
    return understood(file, () => toTemplate(checked(tree), text, wrapped));
  };

  // Instances of one block share their expressions.
  const known = new Map<string, Promise<Expression>>();

  const parseExpression = (source: ExpressionSource): Promise<Expression> => {
    if (source.syntax === 'json') return parseAnew(source);
    const parsed = known.get(source.text) ?? parseAnew(source);
    known.set(source.text, parsed);
    return parsed;
  };

  const parseAnew = async (source: ExpressionSource): Promise<Expression> => {
    const { file } = source.range;
    if (source.syntax === 'json') {
      const texts = templatesIn(source.value);
      const parsed = await Promise.all(texts.map((text) => parseTemplate(file, text)));
      const templates = new Map(texts.map((text, index) => [text, parsed[index] ?? failed(file)]));
      return understood(file, () => toJsonExpression(source.value, templates));
    }
    // A heredoc needs the newline behind its closing marker.
    const text = `${source.text}\n`;
    const tree = await ask('expression', file, text);
    return understood(file, () => toExpression(checked(tree), text));
  };

  return {
    prepare: (characters) => {
      prepare(characters);
      if (pending.size === 0) worker?.unref();
    },
    parseFile: async (file, text) => recordOf(file, await ask('file', file, text)),
    parseExpression,
    parseTemplate,
    close: async () => {
      const stopped = worker;
      worker = null;
      failAll('the HCL parser was closed');
      await stopped?.terminate();
    },
  };
}

function failed(file: string): never {
  throw inputError(`${file} could not be parsed`);
}

function understood(file: string, convert: () => Expression): Expression {
  try {
    return convert();
  } catch (error) {
    throw inputError(`${file} could not be understood: ${error instanceof Error ? error.message.slice(0, MAX_MESSAGE) : 'unknown'}`, {
      cause: error,
    });
  }
}

/** A heredoc marker that is no line of the text. */
function unusedMarker(text: string): string {
  let marker = 'TEMPLATE';
  while (text.includes(marker)) marker += '_';
  return marker;
}

function checked(tree: unknown): SyntaxNode {
  if (!isSyntaxNode(tree)) throw new Error('the HCL parser gave no syntax tree');
  return tree;
}

function recordOf(file: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw inputError(`${file} could not be parsed`);
  return Object.fromEntries(Object.entries(value));
}
