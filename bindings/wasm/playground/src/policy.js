// A policy that the engines give back.

/** In the layout of `hwc-iam fmt`. */
export function pretty(engine, policy) {
  const text = JSON.stringify(policy, null, 2);
  return engine.format(text) ?? text;
}

/** What stops a page from answering, in its element for answers. */
export function attempt(answer, act) {
  try {
    return act();
  } catch (error) {
    answer.replaceChildren(problem(error));
    return null;
  }
}

function problem(error) {
  const it = document.createElement("p");
  it.className = "problem";
  it.setAttribute("role", "alert");
  it.textContent = error.message;
  return it;
}
