import { parseRequestTarget } from '../../../local/functions-host/http/request-target.js';
import { createRouteMatcher } from '../../../local/functions-host/http/route-matcher.js';
import { parseRouteTemplate } from '../../../local/functions-host/http/route-template.js';

function match(template: string, path: string): Record<string, string> | undefined {
  const target = parseRequestTarget(path);
  if (!target) throw new Error(`${path} is malformed`);
  return createRouteMatcher(parseRouteTemplate(template))(target.segments);
}

describe('a route template', () => {
  it.each([
    ['api/x', '/api/x', {}],
    ['api/x', '/API/X', {}],
    ['api/x', '/api/x/', {}],
    ['api/x', '/api/x//', undefined],
    ['api/x', '/api', undefined],
    ['api/x', '/api/x/y', undefined],
    ['api/x', '/api/xx', undefined],
    ['/api/x/', '/api/x', {}],
    ['api/Videos/{id}/Thumbnails', '/api/videos/A%20b/thumbnails', { id: 'A b' }],
    ['api/Videos/{id}/Thumbnails', '/api/videos//thumbnails', undefined],
    ['api/{id}', '/api/a%2Fb', { id: 'a/b' }],
    ['api/{id}', '/api/%C3%A9', { id: 'é' }],
    ['api/{id}', '/api', undefined],
    ['api/{id?}', '/api', {}],
    ['api/{id?}', '/api/', {}],
    ['api/{id?}', '/api/7', { id: '7' }],
    ['api/{id=one}', '/api', { id: 'one' }],
    ['api/{id=one}', '/api/two', { id: 'two' }],
    ['api/{a=1}/{b?}', '/api', { a: '1' }],
    ['api/{*rest}', '/api/a/b%20c/d', { rest: 'a/b c/d' }],
    ['api/{*rest}', '/api', {}],
    ['api/{**rest}', '/api/a/b', { rest: 'a/b' }],
    ['{*rest}', '/', {}],
  ])('%s answers %s with %j', (template, path, expected) => {
    expect(match(template, path)).toEqual(expected);
  });

  it.each([
    ['a-{x}.{y}', '/a-1.2', { x: '1', y: '2' }],
    ['a-{x}.{y}', '/A-1.2.3', { x: '1.2', y: '3' }],
    ['a-{x}.{y}', '/a-.2', undefined],
    ['{name}.{ext?}', '/clip', { name: 'clip' }],
    ['{name}.{ext?}', '/clip.mp4', { name: 'clip', ext: 'mp4' }],
    ['{name}.{ext?}', '/a.b.c', { name: 'a.b', ext: 'c' }],
    ['{id}.jpg', '/7.JPG', { id: '7' }],
    ['{id}.jpg', '/7xjpg', undefined],
    ['{id:int}.jpg', '/x.jpg', undefined],
  ])('%s, with text in a segment, answers %s with %j', (template, path, expected) => {
    expect(match(template, path)).toEqual(expected);
  });

  it('checks a constraint on an optional value only when there is one', () => {
    expect(match('api/{id:int?}', '/api')).toEqual({});
    expect(match('api/{id:int?}', '/api/x')).toBeUndefined();
  });

  it('needs every constraint of a parameter', () => {
    expect(match('{id:minlength(2):alpha}', '/ab')).toEqual({ id: 'ab' });
    expect(match('{id:minlength(2):alpha}', '/a')).toBeUndefined();
    expect(match('{id:minlength(2):alpha}', '/a1')).toBeUndefined();
  });

  it.each([
    ['a/{x', 'unmatched brace'],
    ['a/x}', 'unmatched brace'],
    ['a//b', 'empty segment'],
    ['{x}/{X}', 'more than once'],
    ['{*rest}/b', 'last segment'],
    ['a{*rest}', 'last segment'],
    ['{x:nosuch}', 'unknown'],
    ['{x:constructor}', 'unknown'],
    ['{x:length}', 'unknown or lacks'],
    ['{x:min(a)}', 'unknown or lacks'],
    ['{}', 'unmatched brace'],
  ])('%s is refused: %s', (template, message) => {
    expect(() => parseRouteTemplate(template)).toThrow(message);
  });
});

describe('a route constraint', () => {
  it.each([
    ['int', ['0', '-5', '2147483647'], ['', 'x', '1.5', '2147483648']],
    ['long', ['9223372036854775807'], ['9223372036854775808', '1e3']],
    ['bool', ['true', 'FALSE'], ['1', 'yes']],
    ['guid', ['CD2C1638-1638-72D5-1638-DEADBEEF1638', 'cd2c1638163872d51638deadbeef1638'], ['cd2c', 'x'.repeat(32)]],
    ['alpha', ['abcXYZ'], ['a1', 'é']],
    ['required', ['x'], []],
    ['minlength(3)', ['abc'], ['ab']],
    ['maxlength(3)', ['abc'], ['abcd']],
    ['length(3)', ['abc'], ['ab', 'abcd']],
    ['length(2,3)', ['ab', 'abc'], ['a', 'abcd']],
    ['min(18)', ['18', '99'], ['17', 'x']],
    ['max(18)', ['18', '-1'], ['19']],
    ['range(1,5)', ['1', '5'], ['0', '6']],
    ['regex(^a+$)', ['a', 'AAA'], ['b', 'ab']],
    ['regex(b)', ['abc'], ['xyz']],
    ['regex(^\\d{{3}}-(x|y)$)', ['123-x', '456-Y'], ['12-x', '123-z']],
    ['regex(a=b)', ['a=b'], ['ab']],
    ['decimal', ['1.5', '-2', '1,000.5'], ['1e5', 'x']],
    ['double', ['1.5', '1e5', '.5', 'NaN'], ['x', '']],
    ['float', ['-1.5E-3'], ['1.5f']],
    ['datetime', ['2026-11-22', '2026-11-22T03:00:00Z', '11/22/2026'], ['yesterday', '2026-13-45']],
    ['file', ['a.txt'], ['a', 'a.']],
    ['nonfile', ['a'], ['a.txt']],
  ])('%s accepts %j and refuses %j', (constraint, good, bad) => {
    const matches = createRouteMatcher(parseRouteTemplate(`{p:${constraint}}`));
    for (const value of good) expect(matches([value])).toEqual({ p: value });
    for (const value of bad) expect(matches([value])).toBeUndefined();
  });
});

describe('a request target', () => {
  it('is split into decoded segments and a raw query', () => {
    expect(parseRequestTarget('/api/a%20b/?x=%41&y')).toEqual({
      segments: ['api', 'a b'],
      query: 'x=%41&y',
      pathAndQuery: '/api/a%20b/?x=%41&y',
    });
  });

  it('may have the absolute form', () => {
    expect(parseRequestTarget('http://host:1/a?b')?.pathAndQuery).toBe('/a?b');
    expect(parseRequestTarget('http://host')?.segments).toEqual([]);
  });

  it.each(['/%', '/api/%zz', '/%E0%A4%A', '*', 'a/b', ''])('is refused when it is malformed: %j', (target) => {
    expect(parseRequestTarget(target)).toBeUndefined();
  });

  it('treats a path that looks like a host as a path', () => {
    expect(parseRequestTarget('//evil/x')?.segments).toEqual(['', 'evil', 'x']);
  });
});
