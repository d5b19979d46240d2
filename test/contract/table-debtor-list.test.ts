import { TableClient } from '@azure/data-tables';
import { makeTableWalk } from '../../src/adapters/table/make-table-walk.js';
import { makeTableDebtorList } from '../../src/adapters/table/table-debtor-list.js';
import { accountForTests } from '../setup/shared-azurite.js';
import { minutesAfter, NOW } from '../builders.js';
import { itIsADebtorList } from './debtor-list.contract.js';

const { connectionString } = accountForTests();
let tables = 0;
const aTable = () =>
  TableClient.fromConnectionString(connectionString, `debtors${String(++tables)}`, {
    allowInsecureConnection: true,
  });

describe('the list of debtors in a table', () => {
  itIsADebtorList(() => makeTableDebtorList(aTable()));

  it('shows no walk through the table a row that it would take for another', async () => {
    const table = aTable();
    const list = makeTableDebtorList(table);
    for (const videoId of ['owner', 'video', 'missing', 'location:x']) await list.note(videoId, NOW);
    expect(await makeTableWalk(table).read(undefined)).toEqual({ rows: [] });
    expect(await list.read(minutesAfter(1))).toHaveLength(4);
  });
});
