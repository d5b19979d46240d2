import { z } from 'zod';

const threshold = z.strictObject({
  operator: z.enum(['==', '!=', '>', '>=', '<', '<=', 'Default']),
  thresholdValue: z.string().nullable(),
  representation: z.enum(['success', 'warning', '2', '4', 'failed', 'Blank']),
  text: z.string(),
});
export const format = z.strictObject({
  columnMatch: z.string(),
  /** 0 automatic, 1 text, 4 bar, 6 date, 12 big number, 18 thresholds. */
  formatter: z.union([0, 1, 4, 6, 12, 18].map((id) => z.literal(id))),
  formatOptions: z
    .strictObject({
      palette: z.string().optional(),
      customColumnWidthSetting: z.string().optional(),
      thresholdsOptions: z.enum(['icons', 'colors']).optional(),
      thresholdsGrid: z.array(threshold).optional(),
    })
    .optional(),
  numberFormat: z.strictObject({ unit: z.int(), options: z.record(z.string(), z.unknown()) }).optional(),
});

const visibility = z.strictObject({
  parameterName: z.string(),
  comparison: z.enum(['isEqualTo', 'isNotEqualTo']),
  value: z.string().optional(),
});
export const ofEveryItem = {
  name: z.string().min(1),
  customWidth: z.string().regex(/^\d+$/).optional(),
  conditionalVisibility: visibility.optional(),
  styleSettings: z.strictObject({ margin: z.string().optional(), showBorder: z.boolean().optional() }).optional(),
};
export const timeContext = {
  timeContext: z.strictObject({ durationMs: z.literal(0) }),
  timeContextFromParameter: z.string(),
};
