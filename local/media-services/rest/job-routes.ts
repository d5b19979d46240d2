import { Router } from 'express';
import type { JobQueue } from '../jobs/job-queue.js';
import { isFinal, jobKey, type AssetRecord, type JobRecord, type TransformRecord } from '../store/records.js';
import type { JsonFolder } from '../store/json-folder.js';
import { conflict, notFound } from './arm-error.js';
import { readJobBody, readJobUpdate } from './bodies.js';
import { listPage, type Fields, type Paging } from './list.js';
import { resourceName } from './names.js';
import { newJob } from './new-job.js';

export interface JobRoutes {
  readonly assets: JsonFolder<AssetRecord>;
  readonly transforms: JsonFolder<TransformRecord>;
  readonly jobs: JsonFolder<JobRecord>;
  readonly queue: JobQueue;
  readonly now: () => Date;
  readonly present: (job: JobRecord) => object;
  readonly paging: Paging;
}

const fields: Fields<JobRecord> = {
  name: (job) => job.name,
  'properties/state': (job) => job.state,
  'properties/created': (job) => job.created,
  'properties/lastModified': (job) => job.lastModified,
};

interface JobPath {
  transform: string;
  name: string;
}

/** Jobs: put, get, list, update, cancel, delete. */
export function jobRoutes({ assets, transforms, jobs, queue, now, present, paging }: JobRoutes): Router {
  const router = Router({ mergeParams: true });

  function transformOf(text: string): TransformRecord {
    const name = resourceName(text, 'transform');
    const transform = transforms.get(name);
    if (!transform) throw notFound('Transform', name);
    return transform;
  }

  function find(path: JobPath): JobRecord {
    const transform = transformOf(path.transform);
    const name = resourceName(path.name, 'job');
    const job = jobs.get(jobKey(transform.name, name));
    if (!job) throw notFound('Job', name);
    return job;
  }

  router.get('/transforms/:transform/jobs', (request, response) => {
    const { name } = transformOf(request.params.transform);
    const own = jobs.values().filter((job) => job.transform === name);
    const { value, ...more } = listPage(request, own, fields, paging);
    response.json({ value: value.map(present), ...more });
  });

  const path = '/transforms/:transform/jobs/:name';

  router.put(path, async (request, response) => {
    const transform = transformOf(request.params.transform);
    const name = resourceName(request.params.name, 'job');
    const body = readJobBody(request.body).properties;
    if (jobs.get(jobKey(transform.name, name)))
      throw conflict(`The Job '${name}' already exists and cannot be changed.`);
    const job = newJob(name, transform, body, (asset) => assets.get(asset), now());
    const answer = present(job);
    await queue.add(job);
    response.status(201).json(answer);
  });

  router.get(path, (request, response) => {
    response.json(present(find(request.params)));
  });

  router.patch(path, async (request, response) => {
    const job = find(request.params);
    const { description, priority } = readJobUpdate(request.body).properties;
    if (description !== undefined) job.description = description;
    if (priority !== undefined) job.priority = priority;
    job.lastModified = now().toISOString();
    await jobs.save(jobKey(job.transform, job.name), job);
    response.json(present(job));
  });

  router.post(`${path}/cancelJob`, async (request, response) => {
    const job = find(request.params);
    if (isFinal(job.state)) throw conflict(`The Job '${job.name}' is ${job.state} and cannot be canceled.`);
    await queue.cancel(job);
    response.status(200).end();
  });

  router.delete(path, async (request, response) => {
    const { name } = transformOf(request.params.transform);
    const job = jobs.get(jobKey(name, resourceName(request.params.name, 'job')));
    if (job && !isFinal(job.state)) throw conflict(`The Job '${job.name}' is ${job.state}; cancel it first.`);
    if (job) await jobs.remove(jobKey(job.transform, job.name));
    response.status(job ? 200 : 204).end();
  });

  return router;
}
