import * as z from 'zod';
import { isHttpsOrLoopback } from './secure-url.js';

/**
 * A connection string with the account's key, or Azurite's short form, for one service of the account. Whatever is taken
 * here is taken by the SDK too, which would throw only when the first request comes.
 * https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string
 */
export function connectionStringOf(service: 'Blob' | 'Table') {
  const problem = `must hold DefaultEndpointsProtocol, AccountName, AccountKey, and EndpointSuffix or ${service}Endpoint`;
  return z
    .string()
    .refine(hasSecureEndpoints, { error: 'must name https endpoints (http on loopback only)', abort: true })
    .refine((text) => isWhole(text, service), problem);
}

function isWhole(text: string, service: string): boolean {
  if (text.startsWith('UseDevelopmentStorage=true')) return true;
  const names = partsOf(text).flatMap((part) => /^(\w+)=./.exec(part)?.[1] ?? []);
  const isLocated = names.includes('EndpointSuffix') || names.includes(`${service}Endpoint`);
  return isLocated && ['DefaultEndpointsProtocol', 'AccountName', 'AccountKey'].every((name) => names.includes(name));
}

function hasSecureEndpoints(text: string): boolean {
  const parts = partsOf(text);
  const endpoints = parts.map((part) => /^\w+Endpoint=(.*)$/i.exec(part)?.[1]).filter((url) => url !== undefined);
  if (!endpoints.every((url) => URL.canParse(url) && isHttpsOrLoopback(url))) return false;
  return endpoints.length > 0 || !parts.some((part) => /^DefaultEndpointsProtocol=http$/i.test(part));
}

function partsOf(text: string): string[] {
  return text.split(';').map((part) => part.trim());
}
