"use strict";
// Le volet : l'état du calcul, la version, la liste des fonctions. Le calcul lui-même est dans functions.js.
(() => {
  const { etat, preparer, version } = self.CPTS;
  const par = (id) => document.getElementById(id);

  etat.auChangement = () => {
    const ancienne = etat.pret && etat.message !== version;
    par("etat").textContent = etat.pret
      ? `Prêt. ${etat.message}.` + (ancienne ? ` La page vient d'une autre version (${version}) : rouvrir le classeur.` : "")
      : etat.message;
    par("etat").className = etat.pret ? "pret" : etat.message.startsWith("Le calcul n'a pas") ? "panne" : "";
    par("reessayer").hidden = par("etat").className !== "panne";
  };

  const charger = () => preparer().catch(() => { /* l'état le dit déjà */ });
  par("reessayer").addEventListener("click", charger);

  fetch(self.CPTS.metadonnees)
    .then((reponse) => reponse.json())
    .then(({ functions }) => {
      par("nombre").textContent = functions.length;
      const lignes = functions.map(({ name, description, parameters }) => {
        const titre = document.createElement("dt");
        const texte = document.createElement("dd");
        titre.textContent = `${name}(${parameters.map((p) => (p.optional ? `[${p.name}]` : p.name)).join("; ")})`;
        texte.textContent = description;
        par("liste").append(titre, texte);
        return { titre, texte, cherche: `${name} ${description}`.toLowerCase() };
      });
      par("cherche").addEventListener("input", () => {
        const mot = par("cherche").value.trim().toLowerCase();
        for (const { titre, texte, cherche } of lignes) titre.hidden = texte.hidden = !cherche.includes(mot);
      });
    })
    .catch(() => { par("nombre").textContent = Object.keys(self.CPTS.fonctions).length; });

  if (self.Office) Office.onReady().then(charger);
  else {
    par("etat").textContent = "office.js, de Microsoft, n'a pas pu être chargé : vérifier la connexion, puis rouvrir ce volet.";
    par("etat").className = "panne";
  }
})();
