// L’atelier de la lettre : ce navigateur garde le brouillon à chaque frappe (localStorage) et le
// rend au serveur quand celui-ci n’en a plus, après un rechargement ou une connexion perdue ; les
// gestes sur les paragraphes se font ici, sans attendre le serveur. Rien ne quitte le site.
(() => {
  if (window.__lettre) return;
  window.__lettre = true;

  const PREFIXE = "tp-lettre|";
  const GARDES = 12;
  // Les brouillons à ne plus rendre, par session du serveur : déjà rendus, ou tapés ici même.
  const rendus = new Set();
  let attente = 0;

  const marque = () => document.querySelector(".tp-brouillon");
  const nomDuBrouillon = () => `${marque().dataset.session}|${marque().dataset.cle}`;
  const dit = (nom) => JSON.parse(marque().dataset[nom]);
  const champ = (nom) => document.querySelector(`.st-key-${CSS.escape(nom)} :is(textarea, input)`);
  const champs = () =>
    [...document.querySelectorAll("[data-lettre=monter]")]
      .map((bouton) => bouton.dataset.champ)
      .filter((nom) => champ(nom));
  const calme = () =>
    document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";

  // React tient la valeur d’un champ : passer par l’accesseur natif, puis annoncer la frappe.
  const ecrire = (zone, valeur) => {
    const nature = zone.tagName === "INPUT" ? HTMLInputElement : HTMLTextAreaElement;
    Object.getOwnPropertyDescriptor(nature.prototype, "value").set.call(zone, valeur);
    zone.dispatchEvent(new Event("input", { bubbles: true }));
  };
  // Un champ quitté est envoyé au serveur.
  const envoyer = (zone) =>
    setTimeout(() => zone.dispatchEvent(new FocusEvent("focusout", { bubbles: true })), 60);

  const lire = (cle) => {
    try {
      return JSON.parse(localStorage.getItem(PREFIXE + cle));
    } catch {
      return null;
    }
  };

  const contenu = () => ({
    cle: marque().dataset.cle,
    titre: champ("lettre-titre")?.value ?? "",
    textes: Object.fromEntries(
      champs().map((nom) => [nom.replace("lettre-", ""), champ(nom).value]),
    ),
    connus: dit("connus"),
    identites: dit("identites"),
  });

  // Tant que le brouillon gardé n’est pas revenu, ce qui est à l’écran ne le remplace pas.
  const attendu = () => {
    const { cle, neuf } = marque().dataset;
    if (neuf !== "oui") return false;
    return Boolean(rendus.has(nomDuBrouillon()) ? champ("lettre-reprise")?.value : lire(cle));
  };

  const garder = () => {
    if (!marque() || !champs().length || attendu()) return;
    const garde = contenu();
    try {
      localStorage.setItem(PREFIXE + garde.cle, JSON.stringify({ ...garde, le: Date.now() }));
      const cles = Object.keys(localStorage).filter((cle) => cle.startsWith(PREFIXE));
      const age = (cle) => lire(cle.slice(PREFIXE.length))?.le ?? 0;
      cles.sort((a, b) => age(b) - age(a)).slice(GARDES).forEach((c) => localStorage.removeItem(c));
    } catch {
      // Stockage refusé ou plein : la session du serveur garde encore le brouillon.
    }
  };

  const rendre = () => {
    const { cle, neuf } = marque().dataset;
    const garde = lire(cle);
    const zone = champ("lettre-reprise");
    if (neuf !== "oui" || rendus.has(nomDuBrouillon()) || !garde || !zone) return;
    // L’écran peut montrer encore l’ancien texte : c’est le serveur qui compare.
    rendus.add(nomDuBrouillon());
    ecrire(zone, JSON.stringify(garde));
    envoyer(zone);
  };

  // Une fois la page dessinée : rendre ce qui manque au serveur, ou garder ce qu’il vient de faire.
  const regarder = () => {
    attente = 0;
    if (!marque()) return;
    if (!calme() || !champs().length) return prevoir();
    if (marque().dataset.neuf === "oui") return rendre();
    rendus.delete(nomDuBrouillon());
    garder();
  };
  const prevoir = () => {
    if (!attente) attente = setTimeout(regarder, 250);
  };

  // Les paragraphes d’un texte, coupés comme le serveur le dit, et le rang de celui du curseur.
  const decouper = (texte) =>
    texte.split(new RegExp(dit("coupure"))).filter((bloc) => bloc.trim());
  const rang = (zone) => decouper(`${zone.value.slice(0, zone.selectionStart)}·`).length - 1;
  const debut = (blocs, ici) => [...blocs.slice(0, ici), ""].join(dit("jointure")).length;

  const poser = (zone, blocs, ici) => {
    ecrire(zone, blocs.join(dit("jointure")));
    const place = debut(blocs, Math.max(0, Math.min(ici, blocs.length - 1)));
    zone.focus();
    zone.setSelectionRange(place, place);
    envoyer(zone);
  };

  // Remet une phrase des données à la place du paragraphe qui l’a changée, s’il y est toujours.
  const retablir = (zone, { bloc, texte }) => {
    const blocs = decouper(zone.value);
    const change = JSON.parse(bloc).trim();
    const ici = blocs.findIndex((autre) => autre.trim() === change);
    if (ici < 0) return envoyer(zone);
    return poser(zone, blocs.with(ici, texte), ici);
  };

  const agir = (geste, zone, texte) => {
    const blocs = decouper(zone.value);
    const ici = Math.max(0, rang(zone));
    const la = geste === "monter" ? ici - 1 : ici + 1;
    if (geste === "remettre") return poser(zone, [...blocs, texte], blocs.length);
    if (!blocs.length) return zone.focus();
    if (geste === "retirer") return poser(zone, blocs.toSpliced(ici, 1), ici);
    if (la < 0 || la >= blocs.length) return zone.focus();
    [blocs[ici], blocs[la]] = [blocs[la], blocs[ici]];
    return poser(zone, blocs, la);
  };

  // Un fichier choisi est lu ici, puis confié au serveur, qui le vérifie.
  const TAILLE = 1_000_001;
  const ouvrir = () => {
    const choix = Object.assign(document.createElement("input"), { type: "file", accept: ".json" });
    choix.addEventListener("change", async () => {
      const texte = await choix.files[0].slice(0, TAILLE).text();
      const zone = champ("lettre-ouverture");
      ecrire(zone, texte || " ");
      envoyer(zone);
    });
    choix.click();
  };

  const estDeLaLettre = ({ target }) =>
    Boolean(marque() && target.closest?.("[class*=st-key-lettre-]")) &&
    !target.closest("[class*=st-key-lettre-cache]");
  // Le temps que le brouillon gardé revienne, rien ne se tape sur ce qu’il va remplacer.
  document.addEventListener("beforeinput", (frappe) => {
    if (estDeLaLettre(frappe) && attendu()) frappe.preventDefault();
  });
  document.addEventListener("input", (frappe) => {
    if (!estDeLaLettre(frappe) || attendu()) return;
    // Ce qui se tape ici arrivera au serveur par son champ : le lui rendre aussi prendrait le
    // curseur, et effacerait ce qui s’est tapé depuis.
    rendus.add(nomDuBrouillon());
    garder();
  });
  // Le bouton ne prend pas le curseur : le texte garde le sien.
  document.addEventListener("mousedown", (appui) => {
    if (appui.target.closest?.("button[data-lettre]")) appui.preventDefault();
  });
  document.addEventListener("click", (clic) => {
    const bouton = clic.target.closest?.("button[data-lettre]");
    if (bouton?.dataset.lettre === "ouvrir") return ouvrir();
    const zone = bouton && champ(bouton.dataset.champ);
    if (zone && bouton.dataset.lettre === "retablir") return retablir(zone, bouton.dataset);
    if (zone) agir(bouton.dataset.lettre, zone, bouton.dataset.texte);
  });
  const GESTES = { ArrowUp: "monter", ArrowDown: "descendre", Delete: "retirer" };
  document.addEventListener(
    "keydown",
    (touche) => {
      const zone = touche.target;
      const nom = champs().find((n) => champ(n) === zone);
      if (!nom || !touche.altKey || !GESTES[touche.key]) return;
      touche.preventDefault();
      touche.stopPropagation();
      agir(GESTES[touche.key], zone);
    },
    true,
  );
  new MutationObserver(prevoir).observe(document.body, { childList: true, subtree: true });
  prevoir();
})();
