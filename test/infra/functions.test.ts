import { readCode } from '../../infra/check/code-facts.js';
import { readFunctions } from '../../infra/check/read-function.js';
import { ROOT } from './checked-project.js';

describe('the functions that the infrastructure names', () => {
  it('are read from the source, with their trigger, route and key', () => {
    const text = `
      httpFunction({ name: 'getIt', method: 'GET', route: 'it/{id}', access: 'operator-key', handler });
      httpFunction({ name: 'getAll', method: 'GET', route: 'all', access: 'function-key', handler });
      httpFunction({ name: 'ask', method: 'OPTIONS', route: '{*path}', access: 'anyone', handler });
      timerFunction({ name: 'sweep', schedule, handler });
    `;
    const plain = { isPreflight: false, isAnonymous: false, hasOwnKey: false };
    expect(readFunctions('it.ts', text)).toEqual([
      { ...plain, name: 'getIt', trigger: 'http', route: 'it/{id}', hasOwnKey: true },
      { ...plain, name: 'getAll', trigger: 'http', route: 'all' },
      { ...plain, name: 'ask', trigger: 'http', route: '{*path}', isPreflight: true, isAnonymous: true },
      { ...plain, name: 'sweep', trigger: 'timer', route: undefined },
    ]);
  });

  it('are refused when their name is computed, which could not be compared', () => {
    expect(() => readFunctions('it.ts', 'httpFunction({ name, handler });')).toThrow(
      'it.ts: the name of a function is not a text',
    );
  });

  it('are the real ones, all of them', () => {
    const names = readCode(ROOT).functions.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['listThumbnails', 'recordThumbnails', 'getHealth']));
    expect(new Set(names).size).toBe(names.length);
  });

  it('want a function key to delete a video, whatever the settings say', () => {
    expect(readCode(ROOT).functions.find(({ name }) => name === 'deleteVideo')).toMatchObject({ hasOwnKey: true });
  });
});
