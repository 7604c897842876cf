// Dit au front où est le serveur, d’après l’adresse de ce fichier. Sans cela, sur /carte, il le
// cherche d’abord sous /carte/ et laisse deux erreurs 404 dans la console.
window.__streamlit = {
  BACKEND_BASE_URL: new URL("../../", document.currentScript.src).href,
};
