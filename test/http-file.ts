/** One request of an `.http` file, its variables still in it. */
export interface FiledRequest {
  title: string;
  /** What its comment says it answers. */
  status: number;
  method: string;
  url: string;
  headers: [name: string, value: string][];
  body: string;
}

export interface HttpFile {
  variables: Record<string, string>;
  requests: FiledRequest[];
}

/** Reads what the editors' HTTP clients have in common: `@name = value`, and requests that `###` begins. */
export function readHttpFile(text: string): HttpFile {
  const [head = '', ...parts] = text.split(/^### /m);
  const variables = Object.fromEntries(
    [...head.matchAll(/^@(\w+) = (.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
  return { variables, requests: parts.map(readRequest) };
}

function readRequest(part: string): FiledRequest {
  const [top = '', ...body] = part.split(/\n\n/);
  const [title = '', comment = '', line = '', ...headers] = top.trim().split('\n');
  const [, status] = /^# Answers (\d{3})$/.exec(comment) ?? [];
  const [, method = '', url = ''] = /^([A-Z]+) (\S+)$/.exec(line) ?? [];
  if (status === undefined || method === '') throw new Error(`'${title}' is not a comment and a request`);
  return {
    title,
    status: Number(status),
    method,
    url,
    headers: headers.map((header) => {
      const [, name = '', value = ''] = /^([\w-]+): (.*)$/.exec(header) ?? [];
      return [name, value];
    }),
    body: body.join('\n\n').trim(),
  };
}

/** Puts values in place of `{{name}}`; throws for a name that has none. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`{{${name}}} has no value`);
    return value;
  });
}
