import { app } from '@azure/functions';
import { readKeptAnswer, type KeptAnswer } from '../queries/kept-answer.js';

let kept: KeptAnswer | undefined;

/** The floor: what host and library take for an answer of this size, whatever a function does. */
app.http('returnSameBytes', {
  route: 'bench/floor/{id}',
  methods: ['GET'],
  authLevel: 'function',
  handler: () => {
    kept ??= readKeptAnswer();
    return { status: 200, headers: kept.headers, body: kept.body };
  },
});
