import { makeMemoryDebtorList } from '../../src/adapters/memory/memory-debtor-list.js';
import { itIsADebtorList } from './debtor-list.contract.js';

describe('the list of debtors in memory', () => {
  itIsADebtorList(makeMemoryDebtorList);
});
