import type { BicepFile, Resource } from '../bicep/syntax.js';
import type { Finding } from '../finding.js';
import type { Project } from '../project/project.js';
import { keyOf, valueOf } from '../types/check-object.js';
import { checkValue } from '../types/check-value.js';
import { resourceType } from '../types/infer-name.js';
import type { ResourceTypes } from '../types/read-snapshot.js';
import { insideLoop, type Scope } from '../types/scope.js';

/** What Bicep itself reads of a body; the type knows nothing of it. */
const OF_BICEP = new Set(['scope', 'parent', 'dependsOn']);

/** Every resource's body agrees with its type. */
export function findWrongBodies(project: Project, resourceTypes: ResourceTypes): Finding[] {
  return [...project.files.values()].flatMap((file) =>
    file.resources.flatMap((resource) => {
      const scope = { project, file, resourceTypes, locals: new Map() };
      const faults = checkResource(resource, resource.loop === undefined ? scope : insideLoop(resource.loop, scope));
      return faults.map(({ line, message }) => ({ file: file.path, line, rule: 'types', message }));
    }),
  );
}

function checkResource(resource: Resource, scope: Scope): { line: number; message: string }[] {
  const { type, apiVersion, body, line } = resource;
  if (!scope.resourceTypes.has(`${type}@${apiVersion}`.toLowerCase()))
    return [
      { line, message: `${type}@${apiVersion} is in no snapshot: run npm run infra:types, or describe it by hand` },
    ];
  const faults = [...nameFaults(resource, scope.file)];
  if (resource.isExisting) {
    const extra = body.members.filter((member) => !['name', 'scope', 'parent'].includes(keyOf(member) ?? ''));
    return [
      ...faults,
      ...extra.map((member) => ({ line: member.line, message: 'an existing resource takes a name and a scope only' })),
    ];
  }
  const own = { ...body, members: body.members.filter((member) => !OF_BICEP.has(keyOf(member) ?? '')) };
  return [...faults, ...checkValue(own, resourceType(resource, scope), scope)];
}

/** A child is named inside its parent, or by the whole path. */
function nameFaults({ type, within, body, line }: Resource, file: BicepFile): { line: number; message: string }[] {
  const name = valueOf(body, 'name');
  if (name === undefined) return [{ line, message: 'name is missing' }];
  const written =
    name.kind === 'literal'
      ? String(name.value)
      : name.kind === 'text'
        ? name.parts.map((one) => (typeof one === 'string' ? one : '_')).join('')
        : undefined;
  const parent = valueOf(body, 'parent');
  const slashes = within !== undefined || parent !== undefined ? 0 : type.split('/').length - 2;
  const faults = [];
  if (written !== undefined && written.split('/').length - 1 !== slashes)
    faults.push({ line: name.line, message: `the name of ${type} has ${slashes} slashes here` });
  if (parent?.kind === 'name') {
    const found = file.resources.find((one) => one.name === parent.name);
    if (found !== undefined && found.type.toLowerCase() !== type.split('/').slice(0, -1).join('/').toLowerCase())
      faults.push({ line: parent.line, message: `${found.type} is no parent of ${type}` });
  }
  return faults;
}
