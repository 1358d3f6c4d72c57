"use strict";
// Le doute du zéro. Des versions d'Excel remettent 0 pour une cellule vide (office-js #1951, #4702, #5262) : ce qui manque
// serait compté pour 0, en silence. Devant un 0 venu d'une cellule, la cellule est donc relue dans Excel, une lecture pour
// tout le lot : vide, elle redevient vide. Si Excel ne le dit pas, l'appel reçoit une phrase, jamais un nombre.
(() => {
  const { cellules, indifferentes } = self.CPTS;
  const PAR_LECTURE = 100_000; // Excel sur le web refuse une réponse de plus de 5 Mo
  const ECART = 50;            // lignes relues pour rien plutôt que de désigner une plage de plus
  const RECALCULER = "recalculer par Ctrl+Alt+F9";
  const DESIGNER = "désigner une plage de cellules de ce classeur";
  const RAISONS = {
    InvalidOperationInCellEditMode: "une cellule était en cours de saisie",
    ReferenceError: "il ne se laisse pas relire",
  };

  const douter = ({ appel, rang }, raison, remede) => {
    appel.phrase ??= `À compléter : ${appel.libelles[rang]} (0 ou cellule vide, Excel ne l'a pas dit : ${raison} ; ${remede})`;
  };
  const colonne = (lettres) => [...lettres].reduce((nombre, lettre) => 26 * nombre + lettre.charCodeAt(0) - 64, 0);
  const largeur = ({ gauche, droite }) => colonne(droite) - colonne(gauche) + 1;
  const poids = (plage) => largeur(plage) * (plage.bas - plage.haut + 1) + ECART;

  // « Feuil1!B2:B9 », « 'L''été'!A1 » ; rien pour un autre classeur, plusieurs feuilles, ou une plage d'une autre forme
  function situer(adresse, lignes) {
    const lu = /^(?:'((?:[^'[\]:\\/]|'')+)'|([^'[\]:\\/!]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$/.exec(adresse);
    if (!lu) return null;
    const [, citee, nue, gauche, haut, droite = gauche, bas = haut] = lu;
    const memeForme = bas - haut + 1 === lignes.length && largeur({ gauche, droite }) === lignes[0].length;
    return memeForme ? { feuille: nue ?? citee.replaceAll("''", "'"), gauche, droite, premiere: Number(haut) } : null;
  }

  // ce qu'il faut relire pour cet argument : ses colonnes, de la première à la dernière ligne qui ont un 0
  function chercher(appel, rang) {
    const lignes = appel.arguments[rang] ?? [];
    const avec = lignes.flatMap((ligne, numero) => (ligne.includes(0) ? [numero] : []));
    const connues = Array.isArray(appel.adresses);
    const adresse = connues ? appel.adresses[rang] : "";
    if (!avec.length || (connues && !adresse)) return []; // écrit dans la formule, ou calculé par elle : un vrai zéro
    const lieu = situer(adresse, lignes);
    const doute = { appel, rang, lignes, ...lieu };
    if (!connues) douter(doute, "il ne donne pas d'adresse", "mettre à jour Excel et le complément");
    else if (appel.apercu) douter(doute, "formule en cours de saisie", "la valider");
    else if (!lieu) douter(doute, adresse.includes("[") ? "autre classeur" : `adresse ${adresse.slice(0, 40)}`, DESIGNER);
    else if (lignes.length * lignes[0].length > cellules) douter(doute, "trop de cellules", "désigner la plage utile");
    else return [{ ...doute, haut: lieu.premiere + avec[0], bas: lieu.premiere + avec.at(-1) }];
    return [];
  }

  // dix mille formules recopiées vers le bas font une plage, non dix mille
  function grouper(doutes) {
    const cle = ({ feuille, gauche, droite }) => `${feuille}!${gauche}:${droite}`;
    doutes.sort((a, b) => (cle(a) < cle(b) ? -1 : cle(a) > cle(b) ? 1 : a.haut - b.haut));
    const plages = [];
    for (const doute of doutes) {
      const { feuille, gauche, droite, haut, bas } = doute;
      const plage = plages.at(-1);
      const proche = plage && cle(plage) === cle(doute) && haut <= plage.bas + ECART;
      if (proche && poids({ ...plage, bas }) <= PAR_LECTURE) plage.bas = Math.max(plage.bas, bas);
      else plages.push({ feuille, gauche, droite, haut, bas });
      doute.plage = plages.at(-1);
    }
    return plages;
  }

  function decouper(plages) {
    const parts = [];
    let total = Infinity;
    for (const plage of plages) {
      total += poids(plage);
      if (total > PAR_LECTURE) { parts.push([]); total = poids(plage); }
      parts.at(-1).push(plage);
    }
    return parts;
  }

  // lire seulement : une fonction qui modifierait le classeur pendant un calcul bloquerait Excel
  const demander = (plages) => Excel.run({ delayForCellEdit: true }, async (contexte) => {
    for (const part of decouper(plages)) {
      const lues = part.map(({ feuille, gauche, haut, droite, bas }) => contexte.workbook.worksheets.getItem(feuille)
        .getRange(`${gauche}${haut}:${droite}${bas}`).load("values,valueTypes"));
      self.CPTS.etat.lectures += 1;
      await contexte.sync();
      part.forEach((plage, numero) => Object.assign(plage, { valeurs: lues[numero].values, types: lues[numero].valueTypes }));
    }
  });

  async function lire(plages) {
    try {
      await demander(plages);
    } catch (erreur) {
      const feuilles = [...new Set(plages.map(({ feuille }) => feuille))];
      const raison = RAISONS[erreur.code ?? erreur.name] ?? `erreur ${erreur.code ?? erreur.name}`;
      if (feuilles.length === 1) plages.forEach((plage) => { plage.raison = raison; });
      else await Promise.all(feuilles.map((nom) => lire(plages.filter(({ feuille }) => feuille === nom)))); // la fautive seule
    }
  }

  function trancher(doute) {
    const { lignes, premiere, plage: { valeurs, types, raison, haut } } = doute;
    if (!valeurs) return douter(doute, raison ?? `pas de réponse en ${self.CPTS.attente / 1000} s`, RECALCULER);
    lignes.forEach((ligne, numero) => ligne.forEach((cellule, place) => {
      if (cellule !== 0) return;
      const la = premiere + numero - haut;
      if (types[la][place] === "Empty") ligne[place] = null;
      else if (valeurs[la][place] !== 0) douter(doute, "elle a changé depuis", RECALCULER);
    }));
  }

  // rend aux cellules vides leur vide ; l'appel dont un 0 reste douteux porte sa phrase
  self.CPTS.lever = async (appels) => {
    const doutes = appels.filter(({ nom }) => !indifferentes.includes(nom))
      .flatMap((appel) => appel.arguments.flatMap((_, rang) => chercher(appel, rang)));
    if (!doutes.length) return;
    const trop = new Promise((oui) => setTimeout(oui, self.CPTS.attente)); // Excel peut ne jamais répondre (#6150, #6841)
    await Promise.race([lire(grouper(doutes)), trop]);
    doutes.forEach(trancher);
  };
})();
