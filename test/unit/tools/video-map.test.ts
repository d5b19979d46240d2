import fc from 'fast-check';
import { readVideoMap } from '../../../tools/backfill/video-map.js';

const rows = (csv: string) => [...readVideoMap(csv, 'map.csv')];
const read = (csv: string) => rows(csv).map(([container, { videoId }]) => [container, videoId]);
const CAT = ['asset-cat', 'Tom, the cat'];

describe('a map of containers to videos', () => {
  it.each([
    ['with commas', 'asset-cat,"Tom, the cat"\nasset-x,y\n'],
    [
      'with semicolons and headings, as spreadsheets write it',
      '\uFEFFContainer;Video ID\r\nasset-cat;Tom, the cat\r\nasset-x;y',
    ],
    ['with tabs, empty lines and spaces', 'container name\tvideo\n\n asset-cat \t Tom, the cat\n\nasset-x\ty\t\n'],
    ['with a mark of its encoding', '\uFEFF"asset-cat";Tom, the cat\nasset-x;y'],
    ['with a line twice', 'asset-cat;Tom, the cat\nasset-x;y\nasset-x;y\n'],
  ])('may be %s', (_, csv) => {
    expect(read(csv)).toEqual([CAT, ['asset-x', 'y']]);
  });

  it('normalises ids', () => {
    const guid = '32606E0E-DAC6-4404-88B4-E97CC3475591';
    expect(read(`asset-x,nb:cid:UUID:${guid}`)).toEqual([['asset-x', guid.toLowerCase()]]);
  });

  it('may name the containers of a website and of blobs without one, and no other of the platform', () => {
    expect(read('$web,x\n$root,y\n')).toEqual([
      ['$web', 'x'],
      ['$root', 'y'],
    ]);
    expect(() => read('$logs,x\n')).toThrow("'$logs' is not a container name");
  });

  it('never reads a container as a heading, whatever its name is', () => {
    expect(read('container-7,x\nasset-cat,y\n')).toEqual([
      ['container-7', 'x'],
      ['asset-cat', 'y'],
    ]);
    expect(read('Container_Name;id\nasset-cat;y')).toEqual([['asset-cat', 'y']]);
  });

  it('has times under their headings, in any order, with a video id or without', () => {
    const csv = 'Container;Video ID;Duration;notes;EVERY;start\na1;x;0:10:00;;5%;10s\na2;;;;2.5;\na3;y;90;;;\na4;z;;;;';
    const ms = (value: number) => ({ unit: 'ms', value });
    expect(rows(csv)).toEqual([
      ['a1', { videoId: 'x', times: { start: ms(10_000), every: { unit: 'percent', value: 5 }, durationMs: 600_000 } }],
      ['a2', { times: { every: ms(2500) } }],
      ['a3', { videoId: 'y', times: { durationMs: 90_000 } }],
      ['a4', { videoId: 'z' }],
    ]);
  });

  it('is refused with the line of times that are wrong', () => {
    const csv = 'container,id,every,start,notes\na1,x,often\na2,x,,5\na3,x,,,y\na4,\na5,x,5\na5,x,6\n';
    expect(() => rows(csv)).toThrow(
      [
        'map.csv cannot be used:',
        "line 2: every: 'often' is not a time such as 5, 2.5s, 0:01:30 or 5%",
        'line 3: start: it counts only with every',
        'line 4: column 5 has none of the headings start, every, duration',
        'line 5: a video id must not be empty',
        "line 7: 'a5' has other times in line 6",
      ].join('\n  '),
    );
  });

  it('may be empty', () => {
    expect(read('')).toEqual([]);
    expect(read('container,video id\n')).toEqual([]);
  });

  it('is refused with the line of everything that is wrong', () => {
    const csv = `container,id\nasset-a,x\nAsset B,y\nasset-c\nasset-d,"a\nb"\nasset-e,x,more\n\nasset-a,z\nasset-f,${'x'.repeat(513)}\n`;
    expect(() => read(csv)).toThrow(
      [
        'map.csv cannot be used:',
        "line 3: 'Asset B' is not a container name",
        'line 4: a video id must not be empty',
        'line 6: a video id has no control characters',
        'line 7: column 3 has none of the headings start, every, duration',
        "line 9: 'asset-a' has another video id in line 2",
        'line 10: a video id has at most 512 characters, this one has 513',
      ].join('\n  '),
    );
  });

  it('is refused with ten problems, and the number of the others', () => {
    const csv = Array.from({ length: 14 }, () => 'NONE,x').join('\n');
    expect(() => read(csv)).toThrow(/line 10: .*\n {2}and 4 more$/);
  });

  it('is refused with the line when it is not CSV', () => {
    expect(() => read('asset-a,x\nasset-b,"y\n')).toThrow(/^map\.csv is not a CSV file: .*line/);
  });

  it('reads back what is written as CSV, whatever the ids hold', () => {
    const id = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .map((text) => text.normalize('NFC'))
      .filter((text) => text.trim() === text && !/\p{Cc}/u.test(text) && text.isWellFormed());
    fc.assert(
      fc.property(fc.array(id, { maxLength: 20 }), (ids) => {
        const given = ids.map((videoId, i) => [`asset-${i}`, videoId] as const);
        const csv = given.map(([container, videoId]) => `${container},"${videoId.replaceAll('"', '""')}"`).join('\r\n');
        expect(read(csv)).toEqual(given.map(([container, videoId]) => [container, videoId.normalize('NFC')]));
      }),
    );
  });
});
