import type { MediaLibrary } from '../ports.js';

/** The same library, asked at most once for each job and transform: for the length of one event. */
export function askOnce(library: MediaLibrary): MediaLibrary {
  const once = <Key, Answer>(ask: (key: Key) => Promise<Answer>): ((key: Key) => Promise<Answer>) => {
    const answers = new Map<string, Promise<Answer>>();
    return (key) => {
      const name = JSON.stringify(key);
      const answer = answers.get(name) ?? ask(key);
      answers.set(name, answer);
      return answer;
    };
  };
  return {
    findAsset: once((name: string) => library.findAsset(name)),
    findJob: once((job) => library.findJob(job)),
    findTransform: once((name: string) => library.findTransform(name)),
  };
}
