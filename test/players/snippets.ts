import { readFileSync } from 'node:fs';

/** The lines of docs/players.md behind the comment `<!-- player: name -->`, exactly as a reader copies them. */
export function snippetFor(name: string): string {
  const [, behind = ''] = readFileSync('docs/players.md', 'utf8').split(`<!-- player: ${name} -->`);
  const [, lines] = /^\s*```html\n(.*?)^```$/ms.exec(behind) ?? [];
  if (lines === undefined) throw new Error(`docs/players.md has no lines for ${name}`);
  return lines;
}

/** Puts the video's URL and the storyboard's in their places. */
export function fillIn(lines: string, video: string, storyboard: string): string {
  const filled = lines.replaceAll('{VIDEO}', video).replaceAll('{LINK}', storyboard);
  if (!filled.includes(video) || !filled.includes(storyboard))
    throw new Error('the lines lack the video or the storyboard');
  const [left] = /\{[A-Z]+\}/.exec(filled) ?? [];
  if (left !== undefined) throw new Error(`nothing is known to put in the place of ${left}`);
  return filled;
}
