import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { createPermalinks, type Permalinks } from '../../../src/application/links/permalinks.js';
import { LINK_PURPOSES, toLinkText, type Link } from '../../../src/domain/link.js';
import { TOMBSTONE_RETENTION_MS } from '../../../src/domain/deletion.js';
import { canonicalVideoId, videoIdProblem } from '../../../src/domain/video-id.js';
import { minutesAfter, NOW } from '../../builders.js';
import { propertyRuns } from '../../setup/property-runs.js';

const DAY_MINUTES = 24 * 60;
const OLD = { id: 'old', secret: 'the-old-secret-of-the-links-0123456789' };
const NEW = { id: 'new', secret: 'the-new-secret-of-the-links-0123456789' };
const publicUrl = 'https://media.example.com';
const made = (keys = [NEW, OLD], days = 30): Permalinks => createPermalinks({ publicUrl, keys, days });
const VIDEO = { id: 'video-1' };

/** The token in a link's URL. */
function tokenOf(url: string): string {
  return /^https:\/\/media\.example\.com\/api\/Links\/([^/]+)\/[^/]+$/.exec(url)?.[1] ?? '';
}
const mint = (
  links: Permalinks,
  video: { id: string; deletedAt?: Date } = VIDEO,
  now = NOW,
  scope = 'an-image',
): string => tokenOf(links.forVideo(video, now).linkTo('image', scope)('an-image.jpg'));

/** A token as a holder of the key makes it, right or wrong. */
function signed(text: string, { secret } = NEW): string {
  return `${Buffer.from(text).toString('base64url')}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

const videoIds = fc
  .oneof(fc.string({ maxLength: 60, unit: 'grapheme' }), fc.uuid(), fc.string({ minLength: 512, maxLength: 512 }))
  .filter((id) => videoIdProblem(id) === undefined)
  .map(canonicalVideoId);
const moments = fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

describe('a permalink', () => {
  it('is accepted, and carries what it was made for, until it ends', () => {
    fc.assert(
      fc.property(
        videoIds,
        fc.constantFrom(...LINK_PURPOSES),
        fc.stringMatching(/^[\w-]{0,40}$/),
        moments,
        fc.option(moments, { nil: undefined }),
        fc.integer({ min: 1, max: 60 }),
        (id, purpose, scope, now, deletedAt, days) => {
          const links = made([NEW, OLD], days);
          const video = { id, ...(deletedAt && { deletedAt }) };
          const { expires, linkTo } = links.forVideo(video, now);
          const token = tokenOf(linkTo(purpose, scope)('name.jpg'));
          const epochMs = deletedAt?.getTime() ?? 0;
          const link: Link = { keyId: 'new', purpose, expires, epochMs, videoId: id, scope };
          expect(links.verify(token, now)).toEqual(link);
          expect(links.verify(token, new Date(expires.getTime() - 1))).toEqual(link);
          expect(links.verify(token, expires)).toBe('expired');
        },
      ),
    );
  });

  it('lives for the promised number of days and at most one more, and never as long as a tombstone', () => {
    fc.assert(
      fc.property(videoIds, moments, fc.integer({ min: 1, max: 60 }), (id, now, days) => {
        const lifeMs = made([NEW], days).forVideo({ id }, now).expires.getTime() - now.getTime();
        expect(lifeMs).toBeGreaterThanOrEqual(days * DAY_MINUTES * 60_000);
        expect(lifeMs).toBeLessThanOrEqual((days + 1) * DAY_MINUTES * 60_000);
        expect(lifeMs).toBeLessThan(TOMBSTONE_RETENTION_MS);
      }),
    );
  });

  it('is the same all day on every instance, and differs for another day, video, image and delete', () => {
    const { expires } = made().forVideo(VIDEO, NOW);
    const start = minutesAfter(-31 * DAY_MINUTES, expires);
    const first = mint(made(), VIDEO, start);
    expect(mint(made(), VIDEO, new Date(minutesAfter(DAY_MINUTES, start).getTime() - 1))).toBe(first);
    expect(mint(made(), VIDEO, new Date(start.getTime() - 1))).not.toBe(first);
    expect(mint(made(), VIDEO, minutesAfter(DAY_MINUTES, start))).not.toBe(first);
    expect(mint(made(), { id: 'video-2' }, start)).not.toBe(first);
    expect(mint(made(), { ...VIDEO, deletedAt: NOW }, start)).not.toBe(first);
    expect(mint(made(), VIDEO, start, 'another-image')).not.toBe(first);
  });

  it('is short enough for a path of 260 characters a segment, with an id of 36', () => {
    const links = made();
    const { linkTo } = links.forVideo({ id: '32606e0e-dac6-4404-88b4-e97cc3475591', deletedAt: NOW }, NOW);
    expect(tokenOf(linkTo('image', '681fc5545c-8adec817-100000')('x.jpg')).length).toBeLessThan(260);
    expect(tokenOf(linkTo('storyboard', 'kind=Sprite%2CThumbnail&height=100000')('x.vtt')).length).toBeLessThan(260);
  });

  it('is signed by the first key, accepted for each, and refused when its key is gone', () => {
    const token = mint(made([OLD]));
    expect(made([NEW, OLD]).verify(token, NOW)).toMatchObject({ keyId: 'old' });
    expect(made([NEW]).verify(token, NOW)).toBe('invalid-signature');
    expect(made([NEW, OLD]).verify(mint(made([NEW, OLD])), NOW)).toMatchObject({ keyId: 'new' });
  });

  it('is refused under the id of another key', () => {
    expect(made([{ ...NEW, id: 'renamed' }]).verify(mint(made([NEW])), NOW)).toBe('invalid-signature');
    const swapped = made([
      { ...NEW, id: 'old' },
      { ...OLD, id: 'new' },
    ]);
    expect(swapped.verify(mint(made()), NOW)).toBe('invalid-signature');
  });

  it('has a tag that changes with its key, its address, its day and its video', () => {
    const tagOf = (links: Permalinks, now = NOW, video: { id: string; deletedAt?: Date } = VIDEO): string =>
      links.forVideo(video, now).tag;
    const tags = [
      tagOf(made()),
      tagOf(made([OLD, NEW])),
      tagOf(made([{ ...NEW, secret: OLD.secret }])),
      tagOf(createPermalinks({ publicUrl: 'https://other.example.com', keys: [NEW], days: 30 })),
      tagOf(made([NEW], 33)),
      tagOf(made(), minutesAfter(DAY_MINUTES)),
      tagOf(made(), NOW, { ...VIDEO, deletedAt: NOW }),
    ];
    expect(new Set(tags).size).toBe(tags.length);
    expect(tagOf(made([NEW]))).toBe(tags[0]);
    for (const tag of tags) expect(tag).not.toMatch(/secret/);
  });
});

describe('a refused permalink', () => {
  const links = made();
  const valid = mint(links);
  const accepted = (token: string): boolean => typeof links.verify(token, NOW) !== 'string';

  it('has a character that is changed, missing or added', () => {
    expect(accepted(valid)).toBe(true);
    const char = fc.constantFrom(...Array.from('ABCXYZabcxyz0189-_.=+/ %\n\0é'));
    fc.assert(
      fc.property(fc.nat({ max: valid.length }), char, fc.constantFrom(0, 1), (at, put, taken) => {
        const token = valid.slice(0, at) + put + valid.slice(at + taken);
        expect([token === valid, accepted(token)]).toEqual(token === valid ? [true, true] : [false, false]);
      }),
      { numRuns: propertyRuns(4) },
    );
    for (let length = 0; length < valid.length; length++) {
      expect(accepted(valid.slice(0, length))).toBe(false);
      expect(accepted(valid.slice(length + 1))).toBe(false);
    }
  });

  it('is another spelling of the same bytes', () => {
    const [text = '', mac = ''] = valid.split('.');
    const standard = (part: string): string => Buffer.from(part, 'base64url').toString('base64');
    const twins = Array.from(
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
      (char) => mac.slice(0, -1) + char,
    ).filter((twin) => twin !== mac && Buffer.from(twin, 'base64url').equals(Buffer.from(mac, 'base64url')));
    expect(twins.length).toBeGreaterThan(0);
    const spellings = [
      ...twins.map((twin) => `${text}.${twin}`),
      ...[`${text}=.${mac}`, `${text}.${mac}=`, `${standard(text)}.${standard(mac)}`, ` ${valid}`, `${valid}\n`],
      ...[encodeURIComponent(`${valid} `), `${text}..${mac}`, `${text}.${mac}.`, `.${valid}`, `${valid}A`],
    ];
    for (const token of spellings) expect([token, links.verify(token, NOW)]).toEqual([token, 'malformed']);
  });

  it('is made of the parts of valid ones', () => {
    const parts = (token: string): string[] => token.split('.');
    const other = mint(links, { id: 'video-2' });
    const [text = '', mac = ''] = parts(valid);
    const [otherText = '', otherMac = ''] = parts(other);
    for (const token of [`${text}.${otherMac}`, `${otherText}.${mac}`, `${mac}.${text}`, `${mac}.${mac}`]) {
      expect(accepted(token)).toBe(false);
    }
    const lines = Buffer.from(text, 'base64url').toString().split('\n');
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: lines.length }), (shuffled) => {
        const again = `${Buffer.from(shuffled.join('\n')).toString('base64url')}.${mac}`;
        expect(accepted(again)).toBe(shuffled.join() === lines.join());
      }),
    );
  });

  it('has a foreign key, of whatever length', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.constantFrom('new', 'old', 'x'), (secret, id) => {
        expect(links.verify(mint(made([{ id, secret }])), NOW)).toBe('invalid-signature');
      }),
    );
  });

  it('is any other text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.stringMatching(/^[\w-]{1,80}\.[\w-]{43}$/)), (token) => {
        expect(accepted(token)).toBe(false);
      }),
    );
    expect(links.verify(`${'A'.repeat(4000)}.${'A'.repeat(43)}`, NOW)).toBe('malformed');
  });

  it.each([
    ['of another version', (text: string) => text.replace(/^1/, '2')],
    ['with a field too many', (text: string) => `${text}\nmore`],
    ['with a field too few', (text: string) => text.replace(/\n[^\n]*$/, '')],
    ['for no purpose that we know', (text: string) => text.replace('image', 'images')],
    ['with an end that is no number', (text: string) => text.replace(/\n\d{10}\n/, '\n1e9\n')],
    ['with an end of another spelling', (text: string) => text.replace(/\n(\d{10})\n/, '\n0$1\n')],
    ['with an epoch of another spelling', (text: string) => text.replace('\n0\n', '\n00\n')],
    ['for no video', (text: string) => text.replace('video-1', '')],
    ['by a key that it does not name', (text: string) => text.replace('\nnew\n', '\nold\n')],
  ])('is a text that was signed %s', (_, change) => {
    const text = toLinkText({
      ...{ keyId: 'new', purpose: 'image', videoId: 'video-1', scope: 'an-image' },
      ...{ expires: minutesAfter(1), epochMs: 0 },
    });
    expect(links.verify(signed(text), NOW)).toHaveProperty('videoId', 'video-1');
    expect(change(text)).not.toBe(text);
    expect(links.verify(signed(change(text)), NOW)).toBe('invalid-signature');
  });
});
