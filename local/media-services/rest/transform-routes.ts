import { Router } from 'express';
import { jobKey, isFinal, type TransformRecord, type JobRecord } from '../store/records.js';
import type { JsonFolder } from '../store/json-folder.js';
import { conflict, notFound } from './arm-error.js';
import { readTransformBody } from './bodies.js';
import { listPage, type Fields, type Paging } from './list.js';
import { resourceName } from './names.js';

export interface TransformRoutes {
  readonly transforms: JsonFolder<TransformRecord>;
  readonly jobs: JsonFolder<JobRecord>;
  readonly now: () => Date;
  readonly present: (transform: TransformRecord) => object;
  readonly paging: Paging;
}

const fields: Fields<TransformRecord> = {
  name: (transform) => transform.name,
  'properties/created': (transform) => transform.created,
  'properties/lastModified': (transform) => transform.lastModified,
};

/** Transforms: put, get, list, delete (which takes the transform's finished jobs with it). */
export function transformRoutes({ transforms, jobs, now, present, paging }: TransformRoutes): Router {
  const router = Router({ mergeParams: true });

  router.get('/transforms', (request, response) => {
    const { value, ...more } = listPage(request, transforms.values(), fields, paging);
    response.json({ value: value.map(present), ...more });
  });

  router.put('/transforms/:name', async (request, response) => {
    const name = resourceName(request.params.name, 'transform');
    const { description, outputs } = readTransformBody(request.body).properties;
    const known = transforms.get(name);
    const time = now().toISOString();
    const transform = {
      name: known?.name ?? name,
      created: known?.created ?? time,
      lastModified: time,
      description,
      outputs,
    };
    await transforms.save(name, transform);
    response.status(known ? 200 : 201).json(present(transform));
  });

  router.get('/transforms/:name', (request, response) => {
    const name = resourceName(request.params.name, 'transform');
    const transform = transforms.get(name);
    if (!transform) throw notFound('Transform', name);
    response.json(present(transform));
  });

  router.delete('/transforms/:name', async (request, response) => {
    const name = resourceName(request.params.name, 'transform');
    const known = transforms.get(name);
    const own = jobs.values().filter((job) => job.transform.toLowerCase() === name.toLowerCase());
    if (own.some((job) => !isFinal(job.state)))
      throw conflict(`The Transform '${name}' has jobs that are not finished.`);
    await Promise.all(own.map((job) => jobs.remove(jobKey(job.transform, job.name))));
    await transforms.remove(name);
    response.status(known ? 200 : 204).end();
  });

  return router;
}
