import { app } from '@azure/functions';
import { readKeptAnswers, type KeptAnswers } from '../answers/kept-answers.js';

let kept: KeptAnswers | undefined;

/** A floor for each question: what host and library take for an answer of this size, whatever a function does. */
app.http('returnKeptAnswers', {
  route: 'bench/answers/{number}',
  methods: ['GET'],
  authLevel: 'function',
  handler: ({ params }) => {
    kept ??= readKeptAnswers();
    const { status, headers, body } = kept[Number(params['number'])] ?? { status: 404, headers: {}, body: '' };
    return status === 304 ? { status, headers } : { status, headers, body };
  },
});
