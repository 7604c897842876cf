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
    if (!lien || autrement || lien.origin !== location.origin || lien.closest("#premiere-vue")) return;
    clic.preventDefault();
    aller(lien.href);
  });
  document.addEventListener("submit", (envoi) => {
    const formulaire = envoi.target.closest?.("form.tp-formulaire");
    if (!formulaire || formulaire.closest("#premiere-vue")) return;
    envoi.preventDefault();
    const adresse = new URL(formulaire.action);
    adresse.search = new URLSearchParams(new FormData(formulaire)).toString();
    aller(adresse.href);
  });
})();

// La première vue, que le serveur a écrite, reste jusqu’à ce que l’application ait fini de dessiner :
// elle s’efface alors d’un coup, et le lecteur retrouve sa place et son lien. Une adresse qui finit par
// une partie de la page (celle d’un courriel) n’y mène qu’alors : il n’y avait encore rien.
(() => {
  const IMAGES_CALMES = 2;
  const IMAGES_AU_PLUS = 120;
  const FIN = "footer.tp-pied, [data-testid=stException]";
  const partie = location.hash.startsWith("#partie-") && location.hash.slice(1);
  // Une page finit par son pied ; ce qui n’en a pas est une panne, ou un serveur complet.
  const prete = () => {
    const application = document.querySelector("#root [data-testid=stApp]");
    if (application?.dataset.testScriptState !== "notRunning") return false;
    const page = application.querySelector("[data-testid=stMain]");
    return page?.querySelector(page.querySelector("h1") ? FIN : "[data-testid=stAlert]");
  };
  const ceder = (vue) => {
    const lien = vue?.contains(document.activeElement) && document.activeElement.getAttribute("href");
    const page = document.querySelector("[data-testid=stMain]");
    const hauteur = (vue ?? page).scrollTop;
    vue?.remove();
    page.scrollTop = hauteur;
    if (partie && !hauteur) document.getElementById(partie)?.scrollIntoView();
    if (lien) document.querySelector(`#root a[href="${CSS.escape(lien)}"]`)?.focus();
  };
  // Les derniers blocs, et le cadre de la carte, se posent juste après la fin du script : on leur
  // laisse quelques images, deux secondes au plus.
  const attendre = (vue, images, calmes, hauteur) => {
    if (calmes > IMAGES_CALMES || images > IMAGES_AU_PLUS) return ceder(vue);
    const ici = document.querySelector("[data-testid=stMain]")?.scrollHeight;
    const cadres = [...document.querySelectorAll("#root iframe")];
    const vide = document.querySelector("#root [data-testid=stSkeleton]");
    const calme = ici === hauteur && !vide && cadres.every((cadre) => cadre.offsetHeight);
    requestAnimationFrame(() => attendre(vue, images + 1, calme ? calmes + 1 : 0, ici));
  };
  const veille = new MutationObserver(() => {
    const vue = document.getElementById("premiere-vue");
    if ((vue || partie) && !prete()) return;
    if (!vue && document.readyState === "loading") return;
    veille.disconnect();
    if (vue || partie) attendre(vue, 0, 0);
  });
  veille.observe(document, {
    attributes: true,
    attributeFilter: ["data-test-script-state"],
    childList: true,
    subtree: true,
  });
})();

// Une connexion coupée reprend peut-être dans un autre processus, qui ne sait rien de la session : la
// page a l’air intacte, mais un volet qu’on y ouvre reste vide. Le front ne redemande rien ; la touche
// « r » le fait, avec tout ce qui était réglé. Il la reconnaît à son numéro.
(() => {
  const R = 82;
  let coupee = false;
  let deja = false;
  const redemander = () => {
    for (const sorte of ["keydown", "keyup"]) {
      const touche = new KeyboardEvent(sorte, { key: "r", bubbles: true });
      Object.defineProperties(touche, { keyCode: { value: R }, which: { value: R } });
      document.body.dispatchEvent(touche);
    }
  };
  const veille = new MutationObserver(([{ target }]) => {
    const reliee = target.dataset.testConnectionState === "CONNECTED";
    if (reliee && coupee) setTimeout(redemander);
    coupee = deja && !reliee;
    deja ||= reliee;
  });
  const attributeFilter = ["data-test-connection-state"];
  veille.observe(document, { attributes: true, attributeFilter, subtree: true });
})();

// Sa police n’y entre que si elle est là avant la première image : plus tard, elle recomposerait un
// texte qu’on est en train de lire.
(() => {
  const { href } = document.querySelector("link[rel=preload][as=font]");
  const police = new FontFace("Première vue", `url(${href})`, { weight: "200 800" });
  police.load().catch(() => {});
  requestAnimationFrame(() => police.status === "loaded" && document.fonts.add(police));
})();

// L’application attend que la première vue soit peinte : ses scripts, déjà demandés, prendraient
// sinon le processeur avant elle. Un onglet caché ne peint rien : là, elle part aussitôt.
(() => {
  const { application } = document.currentScript.dataset;
  if (!application) return;
  const demarrer = () => {
    if (document.querySelector("script[type=module]")) return;
    const script = document.createElement("script");
    Object.assign(script, { type: "module", crossOrigin: "", src: application });
    document.head.append(script);
  };
  addEventListener("DOMContentLoaded", () => {
    if (document.hidden) return demarrer();
    new PerformanceObserver(demarrer).observe({ type: "paint", buffered: true });
    setTimeout(demarrer, 1000);
  });
})();
