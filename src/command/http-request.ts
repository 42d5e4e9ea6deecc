import { flagHolds, flagValues, parseArguments } from './arguments.ts';
import type { Arguments, FlagShape } from './arguments.ts';
import type { EffectKind } from './command-effect.ts';
import { toHosts } from './host-name.ts';
import type { Invocation, Output, Reader } from './reader.ts';
import { hasUnknown, showUnknown } from './unknown-part.ts';

const shape = (values: string, longWithOneDash = false): FlagShape => ({
  values: new Set(values.split(' ')),
  switches: new Set(),
  longWithOneDash,
  otherwise: 'switch',
});
// https://curl.se/docs/manpage.html
const CURL = shape(
  '-X --request -d --data --data-raw --data-binary --data-ascii --data-urlencode --json -F --form --form-string -T --upload-file -H --header -u --user -o --output -A --user-agent -e --referer -b --cookie -c --cookie-jar -w --write-out -m --max-time --connect-timeout --retry --retry-delay --retry-max-time -x --proxy -U --proxy-user -E --cert --cert-type --key --key-type --cacert --capath -K --config -D --dump-header --resolve --connect-to --interface --unix-socket -r --range -C --continue-at -z --time-cond --limit-rate --url --aws-sigv4 --oauth2-bearer --noproxy --dns-servers --ciphers --pass -P --ftp-port -t --telnet-option -y --speed-time -Y --speed-limit --pinnedpubkey --rate --url-query --variable --expand-data --expand-url --output-dir --netrc-file --trace --trace-ascii --stderr',
);
// https://www.gnu.org/software/wget/manual/wget.html
const WGET = shape(
  '--method --body-data --body-file --post-data --post-file -O --output-document -o --output-file -a --append-output -T --timeout -t --tries --header --user --password --http-user --http-password -P --directory-prefix -U --user-agent -e --execute -w --wait --ca-certificate --certificate --private-key --referer --load-cookies --save-cookies -i --input-file',
);
const HTTPIE = shape('-a --auth -A --auth-type --session --timeout -o --output --cert --cert-key --proxy --verify -p --print');

// What the last part of a path or the body of a request asks a machine, server or cluster to do.
const ACTIONS: readonly (readonly [RegExp, EffectKind])[] = [
  [/(?:^|[/_.\-"'\s:])(?:rebuild|wipe|reinstall|reimage|factory[-_]?reset|format|zap)(?:$|[/?&"'\s}_])/i, 'wipe-node'],
  [
    /(?:^|[/_.\-"'\s:])(?:reset|reboot|restart|stop|shut[-_]?down|power[-_]?off|poweroff|power[-_]?cycle|halt|suspend|forceoff|forcerestart|gracefulshutdown|os-stop|hibernate|deallocate)(?:$|[/?&"'\s}_])/i,
    'stop-node',
  ],
  [/(?:^|[/_.\-"'\s:])drain(?:$|[/?&"'\s}_])/i, 'drain-node'],
  [/(?:^|[/_.\-"'\s:])(?:destroy|delete|terminate|purge|remove|deprovision|uninstall|decommission)(?:$|[/?&"'\s}_])/i, 'delete-resource'],
];
const DATA_PATH =
  /\/(?:volumes?|disks?|buckets?|databases?|dbs?|clusters?|snapshots?|backups?|storage|persistentvolume(?:claim)?s?|namespaces?|filesystems?|zones?|datasets?|indices|_all)(?:[/?]|$)/i;
const NODE_PATH = /\/(?:nodes?|servers?|machines?|devices?|droplets?|instances?|peers?)(?:[/?]|$)/i;
// Chat and alert hooks: a message changes nothing.
const NOTICE =
  /^(?:https?:\/\/)?(?:hooks\.slack\.com|slack\.com\/api|discord(?:app)?\.com\/api\/webhooks|[^/]*\.webhook\.office\.com|api\.telegram\.org|ntfy\.sh|events\.pagerduty\.com|hc-ping\.com|api\.pushover\.net|healthchecks\.io)/i;

type Request = { readonly method: string; readonly urls: readonly string[]; readonly body: string };

export const readCurl = (invocation: Invocation, reader: Reader): Output => judged(invocation, CURL, { toRequest: curlRequest, reader });
export const readWget = (invocation: Invocation, reader: Reader): Output => judged(invocation, WGET, { toRequest: wgetRequest, reader });
export const readHttpie = (invocation: Invocation, reader: Reader): Output =>
  judged(invocation, HTTPIE, { toRequest: httpieRequest, reader });

function judged(
  invocation: Invocation,
  flags: FlagShape,
  { toRequest, reader }: { toRequest: (args: Arguments, input: Invocation['input']) => Request; reader: Reader },
): Output {
  const args = parseArguments(invocation.words.slice(1), flags);
  if (flagHolds(args, '--help') || flagHolds(args, '--version') || flagHolds(args, '-V')) return null;
  const request = toRequest(args, invocation.input);
  const kind = requestEffect(request);
  if (kind === null) return null;
  reader.report({ kind, words: withoutSecrets(invocation.words), hosts: toHosts(request.urls) }, invocation.frame);
  if (hasUnknown(request.method)) reader.unreadable('verb', request.method, 'the request method is not known before it runs');
  for (const url of request.urls.filter(hasUnknown)) reader.unreadable('argument', url, 'the address is not known before it runs');
  return null;
}

function curlRequest(args: Arguments, input: Invocation['input']): Request {
  const dataFlags = [
    '-d',
    '--data',
    '--data-raw',
    '--data-binary',
    '--data-ascii',
    '--data-urlencode',
    '--json',
    '-F',
    '--form',
    '--form-string',
    '--expand-data',
  ];
  const data = flagValues(args, dataFlags);
  const sends = dataFlags.some((flag) => args.flags.has(flag));
  const upload = flagValues(args, ['-T', '--upload-file']);
  const given = flagValues(args, ['-X', '--request']).at(-1);
  const standard = flagHolds(args, '-G') || flagHolds(args, '--get') ? 'GET' : sends ? 'POST' : upload.length > 0 ? 'PUT' : 'GET';
  const fromInput = data.includes('@-') && input !== 'none' && input && 'text' in input ? [input.text] : [];
  return {
    method: given ?? standard,
    urls: [...flagValues(args, ['--url']), ...args.positionals],
    body: [...data, ...fromInput].join('\n'),
  };
}

function wgetRequest(args: Arguments): Request {
  const data = flagValues(args, ['--post-data', '--body-data', '--post-file', '--body-file']);
  return {
    method: flagValues(args, ['--method']).at(-1) ?? (args.flags.has('--post-data') || args.flags.has('--post-file') ? 'POST' : 'GET'),
    urls: args.positionals,
    body: data.join('\n'),
  };
}

function httpieRequest({ positionals }: Arguments): Request {
  const [first = '', second, ...rest] = positionals;
  if (/^[A-Z]+$/.test(first)) return { method: first, urls: second === undefined ? [] : [second], body: rest.join('\n') };
  const items = [...(second === undefined ? [] : [second]), ...rest];
  return { method: items.some((item) => /=/.test(item) && !item.includes('==')) ? 'POST' : 'GET', urls: [first], body: items.join('\n') };
}

function requestEffect({ method, urls, body }: Request): EffectKind | null {
  if (/^(?:GET|HEAD|OPTIONS|TRACE)$/i.test(method)) return null;
  if (hasUnknown(method)) return 'unknown';
  const paths = urls.map((url) => url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').split('?', 1)[0] ?? '');
  if (/^DELETE$/i.test(method)) {
    if (paths.some((path) => DATA_PATH.test(path))) return 'delete-data';
    return paths.some((path) => NODE_PATH.test(path)) ? 'remove-node' : 'delete-resource';
  }
  const action = ACTIONS.find(
    ([pattern]) => paths.some((path) => pattern.test(path.split('/').slice(-2).join('/'))) || pattern.test(body.slice(0, 4096)),
  );
  if (action) return action[1];
  // What any other POST does only the server knows.
  return urls.length > 0 && urls.every((url) => NOTICE.test(url)) ? null : 'unknown';
}

/** Headers and passwords have no place in a one-line description. */
function withoutSecrets(words: readonly string[]): readonly string[] {
  return words.filter(
    (word, index) =>
      !/^(?:-H|--header|-u|--user|-d|--data(?:-.*)?|--json|--oauth2-bearer|--post-data|--body-data)$/.test(word) &&
      !/^(?:-H|--header|-u|--user|-d|--data(?:-.*)?|--json|--oauth2-bearer|--post-data|--body-data)$/.test(words[index - 1] ?? '') &&
      !/^Authorization/i.test(showUnknown(word)),
  );
}
