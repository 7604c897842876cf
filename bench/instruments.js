// Installed in every frame before its own scripts: notes, on one common clock, the last change of
// the drawing, the last gesture, and when the script starts and ends. The end is read in the
// messages of the server (the page's own attribute may skip a very short run), then confirmed by
// that attribute on the next frame.
(() => {
  const haut = window.top;
  const maintenant = () => performance.timeOrigin + performance.now();
  new MutationObserver(() => { if (haut.__mesure) haut.__mesure.dessin = maintenant(); })
    .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  if (window !== haut) return;

  const mesure = { naissance: performance.timeOrigin, geste: 0, depart: 0, fin: 0, dessin: 0, courses: 0 };
  window.__mesure = mesure;
  for (const nom of ["pointerdown", "keydown"]) {
    addEventListener(nom, () => { mesure.geste = maintenant(); }, true);
  }

  const arrete = () =>
    document.querySelector("[data-testid=stApp]")?.getAttribute("data-test-script-state") === "notRunning";
  const confirmer = () => {
    if (!arrete()) return requestAnimationFrame(confirmer);
    mesure.fin = maintenant();
    mesure.courses -= 1;
  };

  // Numbers of the top-level fields of a protobuf message.
  const champs = (octets) => {
    const numeros = [];
    let i = 0;
    const entier = () => {
      let valeur = 0, rang = 1, octet;
      do { octet = octets[i++]; valeur += (octet & 127) * rang; rang *= 128; } while (octet & 128);
      return valeur;
    };
    while (i < octets.length) {
      const cle = entier();
      numeros.push(Math.floor(cle / 8));
      if (cle % 8 === 0) entier();
      else if (cle % 8 === 2) { const longueur = entier(); i += longueur; }
      else i += cle % 8 === 1 ? 8 : 4;
    }
    return numeros;
  };
  const NOUVELLE_COURSE = 4, COURSE_FINIE = 6;
  window.WebSocket = class extends window.WebSocket {
    constructor(...arguments_) {
      super(...arguments_);
      this.addEventListener("message", ({ data }) => {
        if (!(data instanceof ArrayBuffer)) return;
        const numeros = champs(new Uint8Array(data));
        if (numeros.includes(NOUVELLE_COURSE)) { mesure.depart = maintenant(); mesure.courses += 1; }
        if (numeros.includes(COURSE_FINIE)) requestAnimationFrame(confirmer);
      });
    }
  };
})();
