import { rulesFor } from '../../../src/application/recording/ask-library.js';
import { aJob, aRule } from '../../builders.js';

const [one, two, three] = ['one', 'two', 'three'].map((filenamePattern) => [aRule({ filenamePattern })]);
if (one === undefined || two === undefined || three === undefined) throw new Error('no rules');
const transform = [one, two];
const news = (assetName: string, label?: string) => ({
  assetName,
  state: 'Finished' as const,
  ...(label !== undefined && { label }),
});
const jobOf = (...outputs: { assetName: string; rules?: typeof one }[]) =>
  aJob({ outputs: outputs.map((output) => ({ state: 'Finished', ...output })) });

describe('the rules of an output', () => {
  it("are the transform's at the position of the asset in the job", () => {
    expect(rulesFor(news('b'), jobOf({ assetName: 'a' }, { assetName: 'b' }), transform)).toEqual(two);
  });

  it('are found by the asset’s name in any case', () => {
    expect(rulesFor(news('OUTPUT-B'), jobOf({ assetName: 'a' }, { assetName: 'Output-b' }), transform)).toEqual(two);
  });

  it('are those of every output that wrote into the asset', () => {
    const job = jobOf({ assetName: 'a' }, { assetName: 'A', rules: three });
    expect(rulesFor(news('a'), job, transform)).toEqual([...one, ...three]);
  });

  it('are the job’s own where it overrides the transform, and where that is gone', () => {
    const job = jobOf({ assetName: 'a', rules: three });
    expect(rulesFor(news('a'), job, transform)).toEqual(three);
    expect(rulesFor(news('a'), job, undefined)).toEqual(three);
  });

  it('are chosen by the number in the label when the job is gone', () => {
    expect(rulesFor(news('a', 'BuiltInStandardEncoderPreset_1'), undefined, transform)).toEqual(two);
  });

  it.each([[undefined], ['mine'], ['mine_7']])(
    'are chosen from any output when the job is gone, by label %s',
    (label) => {
      expect(rulesFor(news('a', label), undefined, transform)).toEqual([...one, ...two]);
    },
  );

  it('are chosen from any output when the job does not name the asset', () => {
    expect(rulesFor(news('a'), jobOf({ assetName: 'b' }), transform)).toEqual([...one, ...two]);
  });

  it('are unknown when neither job nor transform exists', () => {
    expect(rulesFor(news('a'), jobOf({ assetName: 'a' }), undefined)).toBeUndefined();
    expect(rulesFor(news('a'), undefined, undefined)).toBeUndefined();
  });
});
