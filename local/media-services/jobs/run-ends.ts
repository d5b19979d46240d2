/** The caller asked for the job's cancellation. */
export class Canceled extends Error {}

/** The encoder stops; the job is left as it is and starts again with the next run. */
export class Stopped extends Error {}
