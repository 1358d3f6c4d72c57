"use strict";
// Le noyau : chaque fonction CPTS_… appelle, dans cette page, le même Python que les autres porteurs.
// catalogue.js dit les fonctions et leurs arguments ; vides.js lève le doute des 0 ; page.js montre l'état.
(() => {
  const { fonctions, paquet, moteur, delai, lever } = self.CPTS;
  let file = null;    // les appels faits dans le même tour, qui partiront ensemble
  let python = null;  // la promesse du répartiteur, demandée au premier appel ou à l'ouverture de la page
  let chargement = null; // le chargement en cours, qui peut durer plus que l'attente d'une cellule

  const etat = { envois: 0, appels: 0, lectures: 0, message: "Préparation…", pret: false, auChangement: () => {} };
  const dire = (message, pret = false) => { Object.assign(etat, { message, pret }); etat.auChangement(etat); };

  async function demander(url, method = "GET") {
    const reponse = await fetch(url, { method }).catch(() => { throw new Error(`${url} ne répond pas`); });
    const sansAvis = method === "HEAD" && [405, 501].includes(reponse.status); // un hébergeur qui n'admet que GET
    if (!reponse.ok && !sansAvis) throw new Error(`${url} : réponse ${reponse.status}`);
    return reponse;
  }

  async function charger() {
    dire("Chargement du calcul, quelques secondes…");
    // Pyodide attend sans fin un fichier absent : on s'assure d'abord que tous sont là
    const [reponse] = await Promise.all([demander(paquet), ...moteur.map((nom) => demander(`pyodide/${nom}`, "HEAD"))]);
    if (!self.loadPyodide) throw new Error("pyodide/pyodide.js n'est pas venu");
    const pyodide = await loadPyodide({ indexURL: "pyodide/" });
    pyodide.unpackArchive(await reponse.arrayBuffer(), "zip", { extractDir: "/cpts" });
    pyodide.runPython("import sys; sys.path.insert(0, '/cpts')");
    const lot = pyodide.pyimport("cpts_xl.udf.officejs.lot");
    dire(lot.versions(), true);
    return lot.repartir;
  }

  function preparer() {
    if (python) return python;
    chargement ??= charger().catch((erreur) => { chargement = null; throw erreur; });
    // un hébergeur qui ne répond jamais laisserait les cellules « #OCCUPÉ! » : passé le délai, elles le disent
    const trop = new Promise((_, non) => setTimeout(() => non(new Error("délai dépassé")), delai));
    python = Promise.race([chargement, trop]).catch((erreur) => {
      python = null; // le calcul suivant réessaiera, ou rejoindra le chargement qui dure
      const message = `Le calcul n'a pas pu être chargé depuis ${location.host} (${derniere(erreur)}). `
        + "Vérifier la connexion, puis recalculer ou rouvrir le classeur.";
      dire(message);
      throw new Error(message);
    });
    return python;
  }

  const derniere = (erreur) => String((erreur && erreur.message) || erreur).trim().split("\n").pop();
  // une erreur de cellule est un objet ; le Python attend son code, « #N/A »
  const cellule = (c) => (c === null || typeof c !== "object" ? c : c.basicValue ?? c.code ?? "#UNKNOWN!");
  const enLignes = (a) => (Array.isArray(a) ? a : [[a]]);
  const argument = (a) => (a === null ? a : enLignes(a).map((ligne) => ligne.map(cellule))); // null : non donné
  const echec = (message) => new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidValue, message);

  async function vider() {
    const partis = file;
    file = null;
    try {
      const [repartir] = await Promise.all([preparer(), lever(partis)]);
      partis.forEach(({ oui, phrase }) => phrase && oui([[phrase]]));
      const clairs = partis.filter(({ phrase }) => !phrase);
      const rendus = JSON.parse(repartir(JSON.stringify(clairs.map((appel) => [appel.nom, appel.arguments]))));
      etat.envois += 1;
      etat.appels += clairs.length;
      clairs.forEach(({ oui, non }, rang) => {
        const [valeurs, phrase] = rendus[rang];
        if (phrase) non(echec(phrase));
        else oui(valeurs);
      });
    } catch (erreur) {
      partis.forEach(({ non }) => non(echec(derniere(erreur))));
    }
  }

  self.CPTS.etat = etat;
  self.CPTS.preparer = preparer;
  if (!self.CustomFunctions) return; // office.js n'est pas venu : page.js le dit

  for (const [nom, libelles] of Object.entries(fonctions)) {
    CustomFunctions.associate(nom, (...recus) => new Promise((oui, non) => {
      const appel = recus.pop(); // Excel ajoute l'appel lui-même, qui dit d'où viennent les arguments
      if (!file) {
        file = [];
        queueMicrotask(vider); // setTimeout serait ralenti dans un volet caché
      }
      const { parameterAddresses: adresses, isInValuePreview: apercu } = appel;
      const donnes = recus.slice(0, libelles.length).map(argument);
      file.push({ nom, libelles, arguments: donnes, adresses, apercu, oui, non });
    }));
  }
})();
