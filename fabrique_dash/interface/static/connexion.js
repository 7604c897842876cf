// Le lien d’invitation porte son jeton après le #, que ni serveur ni journal ne voient. Il est mis
// dans le champ, ôté de l’adresse et de l’historique, puis envoyé. Sans ce script, on le colle.
// Si une session est déjà ouverte, le lien d’un autre n’en prend pas la place sans qu’on le veuille.
(() => {
  const prendre = () => {
    const jeton = decodeURIComponent(location.hash.slice(1));
    const formulaire = document.getElementById("jeton")?.form;
    if (!jeton || !formulaire) return;
    history.replaceState(null, "", location.pathname + location.search);
    formulaire.elements.jeton.value = jeton;
    if (formulaire.hasAttribute("data-a-la-main")) return;
    formulaire.querySelector("[role=status]").textContent = "Ouverture de la session…";
    formulaire.requestSubmit();
  };
  addEventListener("hashchange", prendre); // le lien ouvert depuis cette page même
  prendre();
})();
