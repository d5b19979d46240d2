/** The event that Media Services raises when a job has finished, for one output asset. */
export function jobFinished({ asset, videoId }: { asset: string; videoId: string }) {
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
      correlationData: { videoId },
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
