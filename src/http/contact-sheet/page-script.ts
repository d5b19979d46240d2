/**
 * The little that the page's script uses of a browser (https://dom.spec.whatwg.org). The whole of TypeScript's own list
 * would give `window` and `document` to all the code that runs in Node.js, too.
 */
interface PageElement {
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

interface Page {
  document: {
    querySelector(selector: string): PageElement | null;
    querySelectorAll(selector: string): Iterable<PageElement>;
  };
  location: { href: string };
  /** Missing where a page is not safe: plain HTTP from another machine. */
  navigator: { clipboard?: { writeText(text: string): Promise<void> } };
  Image: new () => { src: string; decode(): Promise<void> };
}

/** What the scrub bar moves through, as JSON in its `data-storyboard`. */
export interface PageStoryboard {
  images: (readonly [url: string, width: number, height: number])[];
  /** Which image, what of it shows, and from when on, in words. */
  steps: (readonly [image: number, viewBox: string, time: string])[];
}

/**
 * What the page does beyond showing images. Its text is put into the page as it was compiled, so it may use nothing from
 * outside of itself but the browser.
 */
function runPage({ document, location, navigator, Image }: Page): void {
  const status = document.querySelector('#status');
  const announce = (text: string) => () => {
    if (status !== null) status.textContent = text;
  };

  function offerCopies(clipboard: NonNullable<typeof navigator.clipboard>): void {
    for (const button of document.querySelectorAll('button[data-copy]')) {
      button.hidden = false;
      button.addEventListener('click', () => {
        const what = button.getAttribute('aria-label') ?? '';
        clipboard
          .writeText(button.dataset['copy'] ?? '')
          .then(
            announce(`Copied: ${what.replace(/^Copy /, '')}`),
            announce('Not copied: the browser did not allow it'),
          );
      });
    }
  }

  function offerScrubbing(scrubber: PageElement): void {
    const { images, steps } = JSON.parse(scrubber.dataset['storyboard'] ?? '') as PageStoryboard;
    const [bar, view, picture, shown] = ['input', 'svg', 'image', 'output'].map((part) => scrubber.querySelector(part));
    let wanted = -1;
    const show = (): void => {
      const number = Number(bar?.value);
      const [image = 0, viewBox = '', time = ''] = steps[number] ?? [];
      const [url = '', width = 0, height = 0] = images[image] ?? [];
      wanted = number;
      if (shown) shown.textContent = time;
      bar?.setAttribute('aria-valuetext', `${time}, ${number + 1} of ${steps.length}`);
      const put = (): void => {
        // After a quick move, an image that was still on its way is not shown.
        if (wanted !== number) return;
        view?.setAttribute('viewBox', viewBox);
        picture?.setAttribute('href', url);
        picture?.setAttribute('width', String(width));
        picture?.setAttribute('height', String(height));
      };
      if (picture?.getAttribute('href') === url) {
        put();
        return;
      }
      // What shows stays until the next image is there, so that nothing flickers.
      const next = new Image();
      next.src = url;
      next.decode().then(put, put);
    };
    bar?.addEventListener('input', show);
    scrubber.hidden = false;
    show();
  }

  /** A key that came in the page's address goes with its links to other pages of the same sheet, and nowhere else. */
  function keepKey(code: string | null): void {
    if (code === null) return;
    for (const link of document.querySelectorAll('a[data-own]')) {
      const url = new URL(link.href, location.href);
      url.searchParams.set('code', code);
      link.href = url.href;
    }
  }

  function scheduleEndNotice(notice: PageElement): void {
    const left = Date.parse(notice.dataset['ends'] ?? '') - Date.now();
    // A browser takes a longer time for none at all.
    if (left > 2 ** 31 - 1) return;
    setTimeout(() => {
      notice.hidden = false;
    }, left);
  }

  if (navigator.clipboard) offerCopies(navigator.clipboard);
  for (const scrubber of document.querySelectorAll('[data-storyboard]')) offerScrubbing(scrubber);
  for (const notice of document.querySelectorAll('[data-ends]')) scheduleEndNotice(notice);
  keepKey(new URL(location.href).searchParams.get('code'));
}

export const PAGE_SCRIPT = `'use strict';(${runPage.toString()})(globalThis);`;
