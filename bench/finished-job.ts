interface Finished {
  asset: string;
  /** In correlation data; absent for a job that has none. */
  videoId?: string;
}

/** All events that Media Services raises when a job of one output has finished. */
export function finishedEvents({ asset, videoId }: Finished): object[] {
  const { data, ...event } = jobFinished({ asset, ...(videoId !== undefined && { videoId }) });
  const jobCorrelationData = data.correlationData;
  const output = { previousState: 'Processing', output: data.outputs[0], jobCorrelationData };
  const ofJob = { previousState: 'Processing', state: 'Finished', correlationData: data.correlationData };
  return [
    { ...event, id: '1', eventType: 'Microsoft.Media.JobOutputFinished', data: output },
    { ...event, id: '2', eventType: 'Microsoft.Media.JobOutputStateChange', data: output },
    { ...event, data },
    { ...event, id: '3', eventType: 'Microsoft.Media.JobStateChange', data: ofJob },
  ];
}

/** The event that Media Services raises when a job has finished, for one output asset. */
export function jobFinished({ asset, videoId }: Finished) {
  return {
    id: `job-of-${asset}`,
    topic: '/subscriptions/bench',
    subject: `transforms/thumbnails/jobs/job-of-${asset}`,
    eventType: 'Microsoft.Media.JobFinished',
    eventTime: new Date().toISOString(),
    dataVersion: '1.0',
    metadataVersion: '1',
    data: {
      previousState: 'Processing',
      state: 'Finished',
      correlationData: videoId === undefined ? {} : { videoId },
      outputs: [
        {
          '@odata.type': '#Microsoft.Media.JobOutputAsset',
          assetName: asset,
          error: null,
          label: 'thumbnails_0',
          progress: 100,
          state: 'Finished',
        },
      ],
    },
  };
}
