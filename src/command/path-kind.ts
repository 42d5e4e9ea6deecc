import type { EffectKind } from './command-effect.ts';
import { hasUnknown, unknownStart } from './unknown-part.ts';

/** What a path names, as far as its words say. `system`: outside of any home, temporary or working directory. */
export type PathKind = 'device' | 'key' | 'temporary' | 'home' | 'relative' | 'system' | 'unknown';

const DEVICE = /^\/dev\/(?:[shv]d[a-z*?]|xvd|nvme|mmcblk|mapper\/|disk\/|dm-|md\d|md\/|loop|zd|zvol\/|vg|rbd|sr\d|nbd|drbd)/;
const TEMPORARY = /^(?:\/private)?(?:\/tmp|\/var\/tmp|\/dev\/shm|\/run\/user\/\d+|\/var\/folders)(?:\/|$)/;
// Age and SOPS private keys: without them every encrypted file is lost (https://github.com/getsops/sops#encrypting-using-age).
const KEY = /(?:^|\/)(?:keys\.txt|age[-_.]?key[^/]*|[^/]*\.agekey|age\.key|[^/]*\.age\.key|[^/]*age[-_]keys?\.(?:txt|key))$/i;
const SYSTEM =
  /^\/(?:$|(?:etc|var|usr|boot|bin|sbin|lib|mnt|media|srv|data|sys|proc|dev|root|home)(?:\/(?:lib|log|www|db|opt|local|share|run)(?:\/|$)|$)|(?:etc|mnt|srv|data|boot|dev|sys)\/)/;
const HOME = /^(?:\/home\/[^/]+|\/root|\/Users\/[^/]+)\/\.[^/]/;
const UNKNOWN_TEMPORARY = /^(?:\$\(|`)\s*mktemp\b|^\$\{?(?:TMPDIR|TMP|TEMP|RUNNER_TEMP)\b/;
const UNKNOWN_HOME = /^\$\{?HOME\b/;
const UNKNOWN_RELATIVE = /^\$\{?PWD\b|^\$\(pwd\b|^\$\(dirname\b|^`(?:pwd|dirname)\b/;

const isDevice = (path: string): boolean => DEVICE.test(path);

const isKeyFile = (path: string): boolean => KEY.test(path);

/** What writing to a path does, where it is not an ordinary file. Source: https://docs.kernel.org/admin-guide/sysrq.html */
export function writeEffect(path: string): EffectKind | null {
  if (isDevice(path) || /^\/sys\/.*\/(?:device\/delete|remove)$/.test(path)) return 'delete-data';
  return path === '/proc/sysrq-trigger' ? 'stop-node' : null;
}

/** `directory`: where relative paths start; '' where the command starts, null where that is not known. `workingDir`: where the command starts. */
export function pathKind(written: string, directory: string | null, workingDir: string | null): PathKind {
  if (isKeyFile(written)) return 'key';
  const start = unknownStart(written);
  if (start !== null) return unknownPathKind(start, written);
  if (/^~(?:\/|$)/.test(written)) return written.replace(/[/*]+$/, '') === '~' ? 'system' : 'home';
  if (!written.startsWith('/')) {
    if (directory === null) return 'unknown';
    return directory === '' || directory === moduleFolder(workingDir) || !/^[/~\uE000]/.test(directory)
      ? 'relative'
      : pathKind(`${directory}/${written}`, '', workingDir);
  }
  const path = normalised(written);
  if (isDevice(path)) return 'device';
  if (TEMPORARY.test(path)) return 'temporary';
  if (HOME.test(path)) return 'home';
  const folder = moduleFolder(workingDir);
  if (folder !== null && folder.startsWith('/') && path.startsWith(`${normalised(folder)}/`)) return 'relative';
  return path.startsWith('/\uE000') ? 'unknown' : 'system';
}

/** The directory in which the command was meant to start, which is a module's as a rule; null where it is a place of the system's own. */
const moduleFolder = (workingDir: string | null): string | null =>
  workingDir === null || SYSTEM.test(normalised(workingDir)) ? null : workingDir;

function unknownPathKind(start: string, written: string): PathKind {
  // `$HOME/*` and `$HOME` itself are everything that a person has.
  if (UNKNOWN_HOME.test(start)) return /\uE001\/[^*/]/.test(written) ? 'home' : 'system';
  if (UNKNOWN_TEMPORARY.test(start)) return 'temporary';
  return UNKNOWN_RELATIVE.test(start) ? 'relative' : 'unknown';
}

function normalised(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}`;
}

/** Without `.` segments: `./a/./b` is `a/b`. */
export const plainPath = (path: string): string => path.replace(/(?<=^|\/)(?:\.\/)+/g, '');

/** A path whose end is a pattern for everything in a directory (`/var/lib/etcd/*`). */
export const endsInGlob = (path: string): boolean => /\/\*+$/.test(path) && !hasUnknown(path);
