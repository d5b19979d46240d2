import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const FILE = 'dist/openapi.json';

/** The package is an ES module, which Jest does not load: Node does. */
const VALIDATE = `
  import { Validator } from '@seriousme/openapi-schema-validator';
  const { valid, errors } = await new Validator().validate(process.argv[1]);
  console.log(JSON.stringify({ valid, errors }));`;

describe('the contract', () => {
  it('is valid OpenAPI 3.1, as others see it', async () => {
    const args = ['--input-type=module', '-e', VALIDATE, FILE];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(JSON.parse(stdout)).toEqual({ valid: true });
  });
});
