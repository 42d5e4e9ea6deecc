import { REMOTE_WRAPPERS } from './remote-wrappers.ts';
import { SHELL_WRAPPERS } from './shell-wrappers.ts';
import type { Wrapper } from './wrapper.ts';

/** Every program that runs the command in its arguments; the first row that fits counts. */
export const WRAPPERS: readonly Wrapper[] = [...SHELL_WRAPPERS, ...REMOTE_WRAPPERS];
