import { readCode } from '../../infra/check/code-facts.js';
import { readDoor } from '../../infra/check/read-door.js';
import { ROOT } from './checked-project.js';

describe('the functions that the infrastructure names', () => {
  it('are read from the source, with their trigger, route and key', () => {
    const text = `
      app.http('getIt', { route: 'it/{id}', authLevel: 'function', handler });
      app.http('getAll', { authLevel: level, handler });
      app.http('ask', { route: '{*path}', methods: ['OPTIONS'], authLevel: 'anonymous', handler });
      app.timer('sweep', { schedule: '0 0 * * * *', handler });
    `;
    const plain = { isPreflight: false, isAnonymous: false, hasOwnKey: false };
    expect(readDoor('it.ts', text)).toEqual([
      { ...plain, name: 'getIt', trigger: 'http', route: 'it/{id}', hasOwnKey: true },
      { ...plain, name: 'getAll', trigger: 'http', route: undefined },
      { ...plain, name: 'ask', trigger: 'http', route: '{*path}', isPreflight: true, isAnonymous: true },
      { ...plain, name: 'sweep', trigger: 'timer', route: undefined },
    ]);
  });

  it('are refused when their name is computed, which could not be compared', () => {
    expect(() => readDoor('it.ts', 'app.http(name, { handler });')).toThrow(
      'it.ts: the name of a function is not a text',
    );
  });

  it('are the real ones, all of them', () => {
    const names = readCode(ROOT).doors.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['listThumbnails', 'recordThumbnails', 'getHealth']));
    expect(new Set(names).size).toBe(names.length);
  });

  it('want a function key to delete a video, whatever the settings say', () => {
    expect(readCode(ROOT).doors.find(({ name }) => name === 'deleteVideo')).toMatchObject({ hasOwnKey: true });
  });
});
