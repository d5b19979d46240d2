/**
 * The little that the page's script uses of a browser (https://dom.spec.whatwg.org). The whole of TypeScript's own list
 * would give `window` and `document` to all the code that runs in Node.js, too.
 */
export interface PageElement {
  hidden: boolean;
  textContent: string | null;
  value: string;
  href: string;
  readonly dataset: Readonly<Record<string, string | undefined>>;
  addEventListener(type: 'click' | 'input', listener: () => void): void;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  querySelector(selector: string): PageElement | null;
}

export interface Page {
  document: {
    querySelector(selector: string): PageElement | null;
    querySelectorAll(selector: string): Iterable<PageElement>;
  };
  location: { href: string };
  /** Missing where a page is not safe: plain HTTP from another machine. */
  navigator: { clipboard?: { writeText(text: string): Promise<void> } };
  Image: new () => { src: string; decode(): Promise<void> };
  setTimeout: (run: () => void, milliseconds: number) => unknown;
}

/** One step of the scrub bar: which image, what of it shows, and from when on, in words. */
export type Step = readonly [image: number, viewBox: string, time: string];

/** The images that the steps show parts of: URL, width, height. */
export type StepImage = readonly [url: string, width: number, height: number];

/** What the scrub bar moves through, as JSON in its `data-storyboard`. */
export interface PageStoryboard {
  images: readonly StepImage[];
  steps: readonly Step[];
}
