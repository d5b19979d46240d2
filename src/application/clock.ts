/** The present; an argument so that tests can move it. */
export type Clock = () => Date;
