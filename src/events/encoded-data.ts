import { LIMITS } from '../domain/limits.js';

/** The data of an event, or why they cannot be read. */
export type ReadData = { data?: unknown; dataProblem?: string };

/** `application/json`, `application/vnd.contoso+json; charset=utf-8`; a CloudEvent without a content type holds JSON. */
const JSON_TYPE = /^[a-z]+\/(?:[\w.!#$&^-]+\+)?json$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * JSON that a CloudEvent holds as base64: `data_base64` of the JSON format, for what its sender took for bytes.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md#31-handling-of-data
 */
export function readEncodedData(text: unknown, contentType = 'application/json'): ReadData {
  const problem = (reason: string): ReadData => ({ dataProblem: `data_base64: ${reason}` });
  const type = contentType.slice(0, LIMITS.nameCharacters).split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!JSON_TYPE.test(type)) return problem('is read only where datacontenttype is JSON');
  if (typeof text !== 'string' || text.length > LIMITS.encodedCharactersOfEvent) {
    return problem(`is no text of at most ${LIMITS.encodedCharactersOfEvent} characters`);
  }
  if (text.length % 4 !== 0 || !BASE64.test(text)) return problem('is no base64');
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64'));
    return { data: JSON.parse(decoded) };
  } catch {
    return problem('holds no JSON in UTF-8');
  }
}
