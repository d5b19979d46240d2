/** Bicep's functions by what they answer, each with the fewest and the most arguments that it takes. */
const MANY = Number.POSITIVE_INFINITY;
const FUNCTIONS = {
  string: {
    base64: [1, 1],
    base64ToString: [1, 1],
    dateTimeAdd: [2, 3],
    dateTimeFromEpoch: [1, 1],
    extensionResourceId: [3, MANY],
    format: [2, MANY],
    guid: [1, MANY],
    join: [2, 2],
    loadFileAsBase64: [1, 1],
    loadTextContent: [1, 2],
    managementGroupResourceId: [2, MANY],
    newGuid: [0, 0],
    padLeft: [2, 3],
    readEnvironmentVariable: [1, 2],
    replace: [3, 3],
    resourceId: [2, MANY],
    string: [1, 1],
    subscriptionResourceId: [2, MANY],
    substring: [2, 3],
    tenantResourceId: [2, MANY],
    toLower: [1, 1],
    toUpper: [1, 1],
    trim: [1, 1],
    uniqueString: [1, MANY],
    uri: [2, 2],
    uriComponent: [1, 1],
    uriComponentToString: [1, 1],
    utcNow: [0, 1],
  },
  int: {
    dateTimeToEpoch: [1, 1],
    indexOf: [2, 2],
    int: [1, 1],
    lastIndexOf: [2, 2],
    length: [1, 1],
  },
  bool: {
    bool: [1, 1],
    contains: [2, 2],
    empty: [1, 1],
    endsWith: [2, 2],
    startsWith: [2, 2],
  },
  list: {
    array: [1, 1],
    createArray: [0, MANY],
    filter: [2, 2],
    flatten: [1, 1],
    items: [1, 1],
    map: [2, 2],
    objectKeys: [1, 1],
    pickZones: [3, 5],
    range: [2, 2],
    sort: [2, 2],
    split: [2, 2],
  },
  object: {
    deployment: [0, 0],
    deployer: [0, 0],
    environment: [0, 0],
    loadJsonContent: [1, 3],
    loadYamlContent: [1, 3],
    managementGroup: [0, 1],
    mapValues: [2, 2],
    groupBy: [2, 3],
    parseCidr: [1, 1],
    resourceGroup: [0, 2],
    shallowMerge: [1, 1],
    subscription: [0, 1],
    tenant: [0, 0],
    toObject: [2, 3],
  },
  any: {
    any: [1, 1],
    cidrHost: [2, 2],
    cidrSubnet: [3, 3],
    coalesce: [1, MANY],
    concat: [1, MANY],
    dataUri: [1, 1],
    dataUriToString: [1, 1],
    fail: [1, 1],
    first: [1, 1],
    intersection: [2, MANY],
    json: [1, 1],
    last: [1, 1],
    max: [1, MANY],
    min: [1, MANY],
    nameof: [1, 1],
    reduce: [3, 3],
    reference: [1, 3],
    skip: [2, 2],
    take: [2, 2],
    tryGet: [2, MANY],
    union: [1, MANY],
  },
} satisfies Record<string, Record<string, [number, number]>>;

export interface BuiltIn {
  fewest: number;
  most: number;
  returns: keyof typeof FUNCTIONS;
}

/** https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions */
export const BUILT_IN: ReadonlyMap<string, BuiltIn> = new Map(
  (Object.keys(FUNCTIONS) as (keyof typeof FUNCTIONS)[]).flatMap((returns) =>
    Object.entries(FUNCTIONS[returns]).map(([name, [fewest, most]]) => [name, { fewest, most, returns }] as const),
  ),
);

/** What may be called on a resource: `keyVault.getSecret(…)`, `account.listKeys()`. */
export function isResourceFunction(name: string): boolean {
  return name === 'getSecret' || name.startsWith('list');
}

/** Decorators are called like functions and known by other names. */
export const DECORATORS: ReadonlySet<string> = new Set(
  'allowed batchSize description discriminator export maxLength maxValue metadata minLength minValue onlyIfNotExists retryOn sealed secure waitUntil'.split(
    ' ',
  ),
);
export const PRIMITIVE_TYPES: ReadonlySet<string> = new Set(
  'any array bool int object secureObject secureString string'.split(' '),
);
