import type { IncomingMessage } from 'node:http';
import { readText } from '../http/read-body.js';
import type { HostState } from '../http/request-handler.js';
import type { RequestTarget } from '../http/request-target.js';
import type { Credential } from '../keys/access.js';
import { runFunction } from './admin-api.js';
import { answerEventGrid, type WebhookAnswer } from './event-grid-webhook.js';

const webhookMethods = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS'];

/** Answers the host's own routes, `/admin/…` and `/runtime/webhooks/…`; unsupported ones are a 404. */
export async function answerBuiltIn(
  request: IncomingMessage,
  { segments, query }: RequestTarget,
  credential: Credential,
  { access, functions, invoke, bodyLimitBytes }: HostState,
): Promise<WebhookAnswer> {
  const method = request.method ?? 'GET';
  const path = segments.map((segment) => segment.toLowerCase());
  const text = (): Promise<string> => readText(request, bodyLimitBytes);

  if (path.join('/') === 'runtime/webhooks/eventgrid' && webhookMethods.includes(method)) {
    if (!access.isOpen({ extension: 'eventgrid' }, credential)) return { status: 401 };
    const functionName = new URLSearchParams(query).get('functionName') ?? '';
    return answerEventGrid({ method, headers: request.headers, functionName, readText: text }, functions, invoke);
  }
  if (path[0] !== 'admin') return { status: 404 };
  if (path.join('/') === 'admin/host/ping') return { status: 200 }; // The one admin route without a key.
  if (!access.isOpen('admin', credential)) return { status: 401 };
  if (path.join('/') === 'admin/host/status' && method === 'GET') {
    return { status: 200, text: JSON.stringify({ state: 'Running' }), headers: { 'content-type': 'application/json' } };
  }
  const [, section, functionName, ...rest] = segments;
  if (section?.toLowerCase() !== 'functions' || functionName === undefined || rest.length > 0) return { status: 404 };
  if (method !== 'POST') return { status: 404 };
  return runFunction(functionName, await text(), functions, invoke);
}
