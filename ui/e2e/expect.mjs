export const expect = (condition, what) => {
  if (!condition) throw new Error(what);
};
export const until = (page, condition, what) =>
  page.waitForFunction(condition, null, { timeout: 4000 }).catch(() => expect(false, what));
