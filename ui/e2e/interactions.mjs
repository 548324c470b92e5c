export async function interactions() {}
