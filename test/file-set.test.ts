import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findGlob } from '../src/hcl/functions/glob.ts';

const FILES = ['.dot.sh', '.h/i.sh', 'a b.sh', 'a.sh', 'a/b/g.sh', 'a/f.sh', 't1.sh', 't2.txt', 'top.sh', 'x[y]/z', 'é.sh'];

// What `fileset(".", PATTERN)` gave in `terraform console` 1.11.4 on these files.
describe('patterns of fileset', () => {
  test.each<[string, readonly string[]]>([
    ['*', ['.dot.sh', 'a b.sh', 'a.sh', 't1.sh', 't2.txt', 'top.sh', 'é.sh']],
    ['*.sh', ['.dot.sh', 'a b.sh', 'a.sh', 't1.sh', 'top.sh', 'é.sh']],
    ['**', FILES],
    ['**/*.sh', ['.dot.sh', '.h/i.sh', 'a b.sh', 'a.sh', 'a/b/g.sh', 'a/f.sh', 't1.sh', 'top.sh', 'é.sh']],
    ['a/**', ['a/b/g.sh', 'a/f.sh']],
    ['a**', ['a b.sh', 'a.sh']],
    ['**.sh', ['.dot.sh', 'a b.sh', 'a.sh', 't1.sh', 'top.sh', 'é.sh']],
    ['{a,.h}/*.sh', ['.h/i.sh', 'a/f.sh']],
    ['t[0-9].*', ['t1.sh', 't2.txt']],
    ['t[!1].*', ['t1.sh']],
    ['t[^1].*', ['t2.txt']],
    ['?.sh', ['a.sh', 'é.sh']],
    ['', []],
    ['a/', []],
    ['./*.sh', ['.dot.sh', 'a b.sh', 'a.sh', 't1.sh', 'top.sh', 'é.sh']],
    ['*/../top.sh', ['top.sh']],
    ['a//f.sh', ['a/f.sh']],
    ['**/**/g.sh', ['a/b/g.sh']],
    ['{top,}.sh', ['top.sh']],
    ['a/**/g.sh', ['a/b/g.sh']],
    ['[a-z].sh', ['a.sh']],
  ])('%j', (pattern, found) => {
    const matches = findGlob(pattern);
    expect(matches && FILES.filter(matches)).toEqual(found);
  });

  test.each(['[]a].sh', '[a-].sh', 'a{', 'a\\*', '{a,{b,c}}', '../x', '..'])('%j is refused by Terraform or not followed', (pattern) => {
    expect(findGlob(pattern)).toBeNull();
  });

  test('a plain path matches itself and nothing else', () => {
    const name = fc.stringMatching(/^[\w é-]{1,8}$/);
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(path, path, (one, other) => {
        expect(findGlob(one)?.(one)).toBe(true);
        expect(findGlob(one)?.(other)).toBe(one === other);
      }),
    );
  });

  test('many stars end', () => {
    expect(findGlob(`${'*a'.repeat(300)}b`)?.('a'.repeat(2000))).toBe(false);
    expect(findGlob(Array(90).fill('**').join('/') + '/x')?.(`${'a/'.repeat(500)}y`)).toBe(false);
  });
});
