import { resolve } from 'node:path';
import type { Configuration } from '../hcl/configuration.ts';
import { readConfiguration } from '../hcl/configuration-reader.ts';
import type { HclParser } from '../hcl/hcl-parser.ts';
import { readBaseSources } from '../io/base-sources.ts';
import type { Io } from '../io/io.ts';
import type { PlanInput, PlanRequest } from './plan-input.ts';

type Given = {
  readonly request: PlanRequest & { readonly base?: string | undefined };
  readonly input: Pick<PlanInput, 'producer'>;
  readonly parser: HclParser;
};

/** The configuration that `--base` names; null without it. Throws inputError (exit 3) where it cannot be read. */
export async function readBaseConfiguration(
  { request, input: { producer }, parser }: Given,
  { cwd, env }: Io,
): Promise<Configuration | null> {
  const { base, config, chdir } = request;
  if (base === undefined) return null;
  const sources = await readBaseSources({ base, directory: resolve(cwd, config ?? chdir), producer, env, cwd });
  return readConfiguration(sources, parser, { producer });
}
