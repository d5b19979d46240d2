/** The Media Services account that the encoder simulates. */
export interface Account {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly accountName: string;
}

/** The account's ARM resource id, which is also the topic of its events. */
export const accountId = ({ subscriptionId, resourceGroup, accountName }: Account) =>
  `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Media/mediaservices/${accountName}`;
