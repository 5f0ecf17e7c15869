/** The app's only clock. SQL takes its times as parameters, never from the database's clock. */
export const clock = {
  now: () => new Date(),
};
