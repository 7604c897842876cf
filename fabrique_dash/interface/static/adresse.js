// Dit au front où est le serveur, d’après l’adresse de ce fichier. Sans cela, sur /carte, il le
// cherche d’abord sous /carte/ et laisse deux erreurs 404 dans la console.
window.__streamlit = {
  BACKEND_BASE_URL: new URL("../../", document.currentScript.src).href,
};

// Les liens et formulaires du tableau de bord changent l’adresse sans recharger toute la page : le
// front relit l’adresse comme après un retour arrière. Sans ce script, ils restent de vrais liens.
(() => {
  const aller = (adresse) => {
    history.pushState(null, "", adresse);
    dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  };
  document.addEventListener("click", (clic) => {
    const lien = clic.target.closest?.("a.tp-lien");
    const autrement = clic.button || clic.ctrlKey || clic.metaKey || clic.shiftKey || clic.altKey;
    if (!lien || autrement || lien.origin !== location.origin) return;
    clic.preventDefault();
    aller(lien.href);
  });
  document.addEventListener("submit", (envoi) => {
    const formulaire = envoi.target.closest?.("form.tp-formulaire");
    if (!formulaire) return;
    envoi.preventDefault();
    const adresse = new URL(formulaire.action);
    adresse.search = new URLSearchParams(new FormData(formulaire)).toString();
    aller(adresse.href);
  });
})();
