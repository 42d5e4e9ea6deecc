/** `/usr/local/bin/talosctl`, `./talosctl`, `talosctl.exe` to `talosctl`. An unknown folder does not hide the name. */
export function baseName(word: string): string {
  const name = word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\uE001/') + 1) + 1);
  return name.replace(/\.exe$/i, '');
}
