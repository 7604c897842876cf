// Posé avant tout autre script, ce témoin sait quand une page est au repos : il écoute la connexion
// au serveur (une exécution demandée, commencée, finie) et ce qui change à l’écran. Sans lui, il
// faudrait deviner un délai, et une machine occupée ferait mentir la devinette.
(() => {
  if (window !== window.top) return;

  const DEMANDE = 11; // BackMsg.rerun_script
  const DEBUT = 4; // ForwardMsg.new_session
  const FIN = 6; // ForwardMsg.script_finished
  const INTERROMPUE = 2; // FINISHED_EARLY_FOR_RERUN : une autre exécution suit
  const IMAGES_SANS_CHANGEMENT = 3;

  let demandes = 0;
  let attendue = false; // une exécution est demandée, et pas encore finie
  let commencee = false; // elle a commencé après la dernière demande
  let changements = 0;
  let vus = 0;
  let images = 0;

  // Les champs d’un message Protobuf, sans lire ce qu’ils contiennent : [numéro, entier].
  function* champs(octets) {
    let place = 0;
    const entier = () => {
      for (let valeur = 0, poids = 1; ; poids *= 128) {
        const octet = octets[place++];
        valeur += (octet & 127) * poids;
        if (octet < 128) return valeur;
      }
    };
    while (place < octets.length) {
      const etiquette = entier();
      const valeur = entier(); // une longueur, ou l’entier lui-même
      yield [etiquette >>> 3, valeur];
      if (etiquette & 2) place += valeur;
    }
  }

  const recevoir = (octets) => {
    for (const [champ, valeur] of champs(octets)) {
      if (champ === DEBUT) commencee = true;
      if (champ === FIN && valeur !== INTERROMPUE && commencee) attendue = false;
    }
  };

  window.WebSocket = class extends WebSocket {
    constructor(...arguments_) {
      super(...arguments_);
      attendue = false; // ce qu’une connexion perdue attendait ne viendra plus
      this.addEventListener("message", ({ data }) => recevoir(new Uint8Array(data)));
    }
    send(message) {
      if (champs(message).next().value?.[0] === DEMANDE) {
        demandes += 1;
        attendue = true;
        commencee = false;
      }
      super.send(message);
    }
  };

  new MutationObserver((lot) => (changements += lot.length)).observe(document, {
    attributes: true,
    characterData: true,
    childList: true,
    subtree: true,
  });

  document.addEventListener("scroll", () => (changements += 1), { capture: true, passive: true });

  const tous = (choix) => [...document.querySelectorAll(choix)];
  const dessine = () =>
    tous("[data-testid=stPlotlyChart]").every((trace) => trace.querySelector(".main-svg")) &&
    tous("iframe.stCustomComponentV1").every((cadre) =>
      cadre.contentDocument?.querySelector(".leaflet-overlay-pane path"),
    );
  const anime = () =>
    document
      .getAnimations()
      .some(
        (a) =>
          a.timeline === document.timeline && // sinon c’est le défilement qui la mène, pas le temps
          a.playState === "running" &&
          a.effect.getComputedTiming().endTime !== Infinity,
      );

  const pose = () => {
    const { testConnectionState, testScriptState } =
      document.querySelector("[data-testid=stApp]")?.dataset ?? {};
    return (
      demandes > 0 &&
      !attendue &&
      testConnectionState === "CONNECTED" &&
      testScriptState === "notRunning" &&
      !document.querySelector("#premiere-vue, [data-stale=true], [data-testid=stSkeleton]") &&
      dessine() &&
      !anime()
    );
  };

  window.__temoin = {
    demandes: () => demandes,
    // Appelé à chaque image affichée : vrai quand rien ne bouge plus depuis quelques-unes.
    calme() {
      images = pose() && vus === changements ? images + 1 : 0;
      vus = changements;
      return images >= IMAGES_SANS_CHANGEMENT;
    },
  };
})();
