// Copie dans le presse-papiers ce que porte un bouton (data-texte, et data-html pour du texte mis
// en forme ; à défaut, le texte montré à côté de lui), espaces insécables comprises, et le dit à l’écran comme aux lecteurs d’écran.
(() => {
  const MILLISECONDES_A_L_ECRAN = 4000;
  let annonce, effacement;

  const dire = (message) => {
    if (!annonce) {
      annonce = document.createElement("div");
      annonce.className = "tp-annonce";
      annonce.setAttribute("role", "status");
      annonce.setAttribute("aria-live", "polite");
      document.body.append(annonce);
    }
    clearTimeout(effacement);
    annonce.textContent = "";
    // Une zone vide puis remplie est relue, même quand le message est le même.
    requestAnimationFrame(() => (annonce.textContent = message));
    effacement = setTimeout(() => (annonce.textContent = ""), MILLISECONDES_A_L_ECRAN);
  };

  // Hors HTTPS le navigateur ne donne pas `navigator.clipboard` : l’ancienne commande reste.
  const copierSansApi = (formats) => {
    const poser = (copie) => {
      copie.preventDefault();
      for (const [type, valeur] of Object.entries(formats)) {
        copie.clipboardData.setData(type, valeur);
      }
    };
    document.addEventListener("copy", poser, { once: true });
    const faite = document.execCommand("copy");
    document.removeEventListener("copy", poser);
    if (!faite) throw new Error("copie refusée");
  };

  const copier = async (formats) => {
    if (!navigator.clipboard) return copierSansApi(formats);
    if (!formats["text/html"]) return navigator.clipboard.writeText(formats["text/plain"]);
    const contenu = Object.entries(formats).map(([type, valeur]) => [
      type,
      new Blob([valeur], { type }),
    ]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(contenu))]);
  };

  const duCadre = (choix) => {
    const cadre = document.querySelector(choix);
    return { "text/plain": cadre.contentDocument.body.innerText, "text/html": cadre.srcdoc };
  };
  const duBouton = (bouton) => {
    const montre = () => bouton.parentElement.querySelector("code").textContent;
    const formats = { "text/plain": bouton.dataset.texte ?? montre() };
    if (bouton.dataset.html) formats["text/html"] = bouton.dataset.html;
    return formats;
  };

  document.addEventListener("click", async (clic) => {
    const bouton = clic.target.closest?.("button.tp-copier, button[data-cadre]");
    if (!bouton) return;
    const { cadre } = bouton.dataset;
    try {
      await copier(cadre ? duCadre(cadre) : duBouton(bouton));
      dire(`Copié\u00a0: ${bouton.dataset.nom}`);
    } catch {
      dire("Copie refusée par le navigateur\u00a0: sélectionnez le texte et copiez-le.");
    }
  });
})();
