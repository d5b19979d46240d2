import { fault, type Policy } from './policy.js';

/** No two resources are made under one id: the later would undo the earlier. */
export const ownIds: Policy = ({ main, eventing }) => {
  const all = [...main.resources, ...eventing.resources].filter(({ isExisting }) => !isExisting);
  return all
    .filter((one, i) => all.findIndex(({ id }) => id.toLowerCase() === one.id.toLowerCase()) < i)
    .map((one) => fault(one, `${one.id} is made twice`));
};
