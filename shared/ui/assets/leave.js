// Signing in or out ends what this tab remembers: the next person begins with nothing of the last.
document.addEventListener("submit", (event) => {
  const action = event.target.getAttribute("action") || "";
  if (!action.startsWith("/api/v1/session")) return;
  sessionStorage.clear();
  if (!action.endsWith("/end")) return;
  Object.keys(localStorage).filter((key) => key.startsWith("motcua:")).forEach((key) => localStorage.removeItem(key));
}, true);
