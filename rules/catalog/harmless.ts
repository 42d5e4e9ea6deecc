import type { CatalogProgram } from './catalog-program.ts';

const harmless = (source: string, programs: string): CatalogProgram => ({
  programs: programs.split(' '),
  rows: [{ verb: '', effect: 'harmless', source }],
});

/** Programs that at most write ordinary files. What some of them do besides (`awk 'system(…)'`, `cp x /dev/sda`) is read by code of its own. */
export const HARMLESS: readonly CatalogProgram[] = [
  harmless(
    'https://www.gnu.org/software/bash/manual/html_node/Shell-Builtin-Commands.html',
    ': . [ [[ alias bg bind break builtin caller cd command compgen complete compopt continue declare dirs disown echo enable eval exec exit export false fc fg getopts hash help history jobs let local logout mapfile popd printf pushd pwd read readarray readonly return set shift shopt source suspend test time times trap true type typeset ulimit umask unalias unset wait',
  ),
  harmless(
    'https://www.gnu.org/software/coreutils/manual/coreutils.html',
    'arch b2sum base32 base64 basename basenc cat chcon chgrp chmod chown cksum comm cp csplit cut date dd df dir dircolors dirname du env expand expr factor fmt fold groups head hostid hostname id install join link ln logname ls md5sum mkdir mkfifo mknod mktemp mv nl nohup nproc numfmt od paste pathchk pinky pr printenv ptx readlink realpath rmdir runcon seq sha1sum sha224sum sha256sum sha384sum sha512sum shuf sleep sort split stat stty sum sync tac tail tee touch tr truncate tsort tty uname unexpand uniq uptime users vdir wc which whoami who yes rm unlink shred',
  ),
  harmless(
    'https://www.gnu.org/software/',
    'awk gawk mawk nawk sed gsed gcp gmv gdate grep egrep fgrep zgrep rgrep find gfind xargs gxargs locate diff cmp patch diff3 tar gtar gzip gunzip zcat bzip2 bunzip2 xz unxz zstd unzstd lz4 zip unzip 7z 7za cpio ar strings file less more most bat man info apropos vim vi nvim nano emacs ed ex clear tput tree ncdu bc dc gettext envsubst column rev look hexdump xxd cal lsof lsblk blkid findmnt free ps pgrep pidof top htop vmstat iostat mpstat sar dstat lscpu lspci lsusb lsmod dmidecode mount mountpoint last w watch screen tmux pv flock sha3sum rhash crc32',
  ),
  harmless(
    'https://jqlang.org/manual/',
    'jq yq gojq jaq dasel xq tomlq hq fx gron xmllint xmlstarlet csvkit mlr rg ag fd fzf sponge ts parallel dos2unix unix2dos iconv uuidgen pwgen mkpasswd apg qrencode figlet cowsay lolcat tldr hyperfine logger wall write notify-send',
  ),
  harmless(
    'https://docs.openssl.org/master/man1/',
    'openssl certtool cfssl cfssljson step mkcert certbot gpg gpg2 gpgconf gpg-agent pass keytool ssh-keygen ssh-add ssh-copy-id htpasswd minisign',
  ),
  harmless('https://man.openbsd.org/scp', 'scp sftp ftp lftp croc'),
  harmless(
    'https://linux.die.net/man/',
    'curl wget aria2c http https xh xhs rsync psql mysql mariadb mongosh mongo sqlite3 cqlsh clickhouse-client sqlcmd cockroach influx kill pgcli mycli grm srm trash trash-put rimraf',
  ),
  harmless(
    'https://github.com/kubernetes-sigs/aws-iam-authenticator',
    'aws-iam-authenticator gke-gcloud-auth-plugin kubelogin saml2aws aws-okta docker-credential-ecr-login okta-aws-cli',
  ),
];
