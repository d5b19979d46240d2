import { indexFunctions } from '../../../local/functions-host/function-index.js';
import { describeFunction, listFunctions } from '../../../local/functions-host/list-functions.js';
import { createHttpRoutes } from '../../../local/functions-host/http/http-routes.js';
import { aRegistration } from './function-fixtures.js';

const all = () => true;

describe('the index of functions', () => {
  it('sorts by upper-cased name, as .NET does, so that _ comes after letters', () => {
    const names = ['b_x', 'Bax', 'a', 'bZ'].map((name) => aRegistration(name, 'timerTrigger'));
    expect(indexFunctions(names, all, {}).functions.map(({ name }) => name)).toEqual(['a', 'Bax', 'bZ', 'b_x']);
  });

  it.each(['1st', 'a b', 'Host', `a${'x'.repeat(128)}`, ''])('refuses the name %j', (name) => {
    const { functions, warnings } = indexFunctions([aRegistration(name, 'timerTrigger')], all, {});
    expect(functions).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('is in error')]);
  });

  it('refuses a binding name that .NET could not bind', () => {
    const bad = { name: 'a', bindings: { 'no-hyphen': { type: 'timerTrigger', direction: 'in' } } };
    expect(indexFunctions([bad], all, {}).warnings).toEqual([expect.stringContaining("'no-hyphen'")]);
  });

  it('obeys the allow list of host.json', () => {
    const registered = [aRegistration('a', 'timerTrigger'), aRegistration('b', 'timerTrigger')];
    expect(indexFunctions(registered, (name) => name === 'b', {}).functions.map(({ name }) => name)).toEqual(['b']);
  });

  it.each([
    ['AzureWebJobs.tick.Disabled', 'true', true],
    ['AzureWebJobs_tick_Disabled', 'True', true],
    ['azurewebjobs.TICK.disabled', '1', true],
    ['AzureWebJobs.tick.Disabled', 'false', false],
    ['AzureWebJobs.other.Disabled', 'true', false],
  ])('reads %s=%s as disabled: %s', (setting, value, disabled) => {
    const { functions } = indexFunctions([aRegistration('tick', 'timerTrigger')], all, { [setting]: value });
    expect(functions[0]?.disabled).toBe(disabled);
  });

  it('warns of bindings that this host does not support', () => {
    const registered = aRegistration('a', 'httpTrigger');
    registered.bindings['$return'] = { type: 'http', direction: 'out' };
    registered.bindings['out1'] = { type: 'queue', direction: 'out' };
    expect(indexFunctions([registered], all, {}).warnings).toEqual([expect.stringContaining('queue')]);
  });
});

describe('the list of functions', () => {
  it('gives the URL of each one, as Core Tools does, and names what cannot run here', () => {
    const { functions } = indexFunctions(
      [
        aRegistration('list', 'httpTrigger', { route: 'Videos/{id}', methods: ['GET'] }),
        aRegistration('record', 'eventGridTrigger'),
        aRegistration('sweep', 'timerTrigger'),
        aRegistration('take', 'queueTrigger'),
      ],
      all,
      { 'AzureWebJobs.sweep.Disabled': 'true' },
    );
    const listed = listFunctions(functions, createHttpRoutes(functions, 'api').functions, 'http://localhost:7071');
    expect(listed.map(describeFunction)).toEqual([
      'list: [GET] http://localhost:7071/api/Videos/{id}',
      'record: eventGridTrigger http://localhost:7071/runtime/webhooks/EventGrid?functionName=record',
      'sweep: timerTrigger (not scheduled locally; POST /admin/functions/sweep runs it) (disabled)',
      expect.stringContaining('take: queueTrigger (not supported locally'),
    ]);
  });
});
