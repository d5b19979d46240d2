import { z } from 'zod';
import { format, ofEveryItem, timeContext } from './workbook-parts.js';

/**
 * What a workbook is made of, as far as ours uses it: strict, since the portal passes over what it does not know. After
 * https://github.com/microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json, which allows any property, and
 * the workbooks beside it.
 */
const text = z.strictObject({
  type: z.literal(1),
  content: z.strictObject({ json: z.string(), style: z.enum(['info', 'warning', 'upsell']).optional() }),
  ...ofEveryItem,
});
const query = z.strictObject({
  type: z.literal(3),
  content: z.strictObject({
    version: z.literal('KqlItem/1.0'),
    query: z.string(),
    size: z.int().min(0).max(4),
    title: z.string().optional(),
    noDataMessage: z.string().optional(),
    noDataMessageStyle: z.int().min(2).max(5).optional(),
    ...timeContext,
    queryType: z.literal(0),
    resourceType: z.literal('microsoft.insights/components'),
    crossComponentResources: z.tuple([z.string()]),
    visualization: z.enum(['tiles', 'table', 'timechart', 'linechart', 'areachart', 'unstackedbar', 'barchart']),
    tileSettings: z
      .strictObject({
        titleContent: format,
        subtitleContent: format.optional(),
        leftContent: format.optional(),
        rightContent: format.optional(),
        secondaryContent: format.optional(),
        showBorder: z.boolean(),
        size: z.enum(['auto', 'full']).optional(),
      })
      .optional(),
    gridSettings: z
      .strictObject({
        formatters: z.array(format).optional(),
        rowLimit: z.int().optional(),
        filter: z.boolean().optional(),
        labelSettings: z.array(z.strictObject({ columnId: z.string(), label: z.string() })).optional(),
      })
      .optional(),
    chartSettings: z
      .strictObject({
        ySettings: z.strictObject({ numberFormatSettings: z.record(z.string(), z.unknown()) }).optional(),
        seriesLabelSettings: z
          .array(z.strictObject({ seriesName: z.string(), label: z.string().optional(), color: z.string().optional() }))
          .optional(),
      })
      .optional(),
  }),
  ...ofEveryItem,
});
const parameter = z.strictObject({
  id: z.uuid(),
  version: z.literal('KqlParameterItem/1.0'),
  name: z.string().regex(/^\w+$/),
  label: z.string(),
  description: z.string().optional(),
  /** 1 text, 4 time range, 5 resource. */
  type: z.union([z.literal(1), z.literal(4), z.literal(5)]),
  isRequired: z.boolean().optional(),
  value: z.union([z.string(), z.strictObject({ durationMs: z.int() })]),
  typeSettings: z.record(z.string(), z.unknown()).optional(),
});
const parameters = z.strictObject({
  type: z.literal(9),
  content: z.strictObject({
    version: z.literal('KqlParameterItem/1.0'),
    parameters: z.array(parameter),
    style: z.enum(['pills', 'above']),
    queryType: z.literal(0),
    resourceType: z.literal('microsoft.insights/components'),
  }),
  ...ofEveryItem,
});
const metric = z.strictObject({
  type: z.literal(10),
  content: z.strictObject({
    chartId: z.string(),
    version: z.literal('MetricsItem/2.0'),
    size: z.int().min(0).max(4),
    /** 0 area, 1 bar, 2 line. */
    chartType: z.int(),
    resourceType: z.string(),
    metricScope: z.literal(0),
    resourceParameter: z.string(),
    resourceIds: z.tuple([z.string()]),
    ...timeContext,
    title: z.string(),
    metrics: z.array(
      z.strictObject({
        namespace: z.string(),
        metric: z.string(),
        /** 1 sum, 3 maximum, 4 average, 7 count. */
        aggregation: z.int(),
        splitBy: z.string().nullable(),
      }),
    ),
  }),
  ...ofEveryItem,
});

const item = z.discriminatedUnion('type', [text, query, parameters, metric]);
export const workbookSchema = z.strictObject({
  version: z.literal('Notebook/1.0'),
  items: z.array(item),
  fallbackResourceIds: z.array(z.string()),
  $schema: z.string(),
});
export type Workbook = z.infer<typeof workbookSchema>;
export type QueryItem = z.infer<typeof query>;
export type WorkbookItem = z.infer<typeof item>;
