export const expect = (condition, what) => {
  if (!condition) throw new Error(what);
};
export const until = (page, condition, what, value = null) =>
  page.waitForFunction(condition, value, { timeout: 4000 }).catch(() => expect(false, what));
