import { RestError } from '@azure/core-rest-pipeline';
import { mapAzureErrors } from '../../../src/adapters/azure-failure.js';

const rest = (statusCode: number | undefined, more: object = {}) =>
  Object.assign(new RestError('https://x/?sig=SECRET', statusCode === undefined ? {} : { statusCode }), more);
const translate = (error: unknown) =>
  mapAzureErrors('table t: read', () => Promise.reject(error as Error)).catch((caught: unknown) => caught);

describe('a failure of Azure', () => {
  it.each([
    [401, 'access-denied'],
    [403, 'access-denied'],
    [408, 'unavailable'],
    [429, 'unavailable'],
    [500, 'unavailable'],
    [503, 'unavailable'],
    [undefined, 'unavailable'],
  ])('with the status %s is %s', async (status, code) => {
    expect(await translate(rest(status))).toMatchObject({ name: 'Failure', code });
  });

  it.each([400, 404, 409, 412, 413])('with the status %i is passed on unchanged', async (status) => {
    const error = rest(status);
    expect(await translate(error)).toBe(error);
  });

  it("has our own message with the service's code, never the service's message", async () => {
    const failure = (await translate(rest(403, { code: 'AuthorizationPermissionMismatch' }))) as Error;
    expect(failure.message).toBe('table t: read: answered 403 (AuthorizationPermissionMismatch)');
    const table = rest(403, { details: { odataError: { code: 'AuthorizationFailure' } } });
    expect(((await translate(table)) as Error).message).toBe('table t: read: answered 403 (AuthorizationFailure)');
  });

  it.each(['AuthenticationError', 'AggregateAuthenticationError', 'CredentialUnavailableError'])(
    'is an access failure when the credential has a %s',
    async (name) => {
      expect(await translate(Object.assign(new Error('SECRET'), { name }))).toMatchObject({
        code: 'access-denied',
        message: 'table t: read: no token could be had',
      });
    },
  );

  it('is a bug when it does not come from Azure', async () => {
    const error = new TypeError('x');
    expect(await translate(error)).toBe(error);
  });
});
