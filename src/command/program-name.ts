/** `/usr/local/bin/talosctl`, `./talosctl`, `talosctl.exe` to `talosctl`. An unknown folder does not hide the name. */
export function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1).replace(/\.exe$/i, '');
}
