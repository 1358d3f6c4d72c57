"use strict";
// Tient la place d'office.js et d'Excel dans les essais : le pont natif par lequel Excel parle aux vrais modules de
// Microsoft, chargés aussitôt après, et un petit classeur. Les messages sont ceux d'Excel, en JSON.
(() => {
  const APPEL = 1000;
  const ADMET_LES_ERREURS = 4;
  const ATTENDRE_LA_SAISIE = 64; // ce que le module de Microsoft fait de « delayForCellEdit »
  const LIRE = 2;
  const TYPES = { number: "Double", string: "String", boolean: "Boolean", object: "Error" };
  const resultats = new Map();
  let attendus = 0;
  let fini = () => {};

  // Le classeur des essais. vide : ce qu'une cellule vide donne à une fonction, 0, "" ou null selon les versions d'Excel ;
  // repond : comment Excel répond à une relecture, « bien », « erreur », « jamais », « saisie » (une cellule est en cours
  // de saisie) ou « change » (le classeur est devenu « ensuite ») ; patient : cet Excel sait attendre la fin d'une saisie ;
  // lectures : les plages de chaque relecture ; actions : ce qui a été demandé d'autre à Excel.
  const excel = {
    feuilles: {}, vide: "", adresses: true, repond: "bien", patient: true, lectures: [], actions: [], calculer, poser,
  };
  window.excel = excel;

  // cellules : { feuille: { "B2": valeur } } ; une cellule absente est vide
  function poser(feuilles, reglages) {
    Object.assign(excel, { vide: "", adresses: true, repond: "bien", patient: true }, reglages, { feuilles, lectures: [], actions: [] });
  }

  const colonne = (lettres) => [...lettres].reduce((n, lettre) => 26 * n + lettre.charCodeAt(0) - 64, 0);
  const lettres = (n) => (n ? lettres(Math.floor((n - 1) / 26)) + String.fromCharCode(65 + ((n - 1) % 26)) : "");
  const erreur = (Code) => Object.assign(new Error(Code), { Code });

  // les cellules d'une plage, « B2:C9 », ligne par ligne ; undefined pour une vide
  function cellules(feuille, plage) {
    const lue = /^([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/.exec(plage);
    if (!lue) throw erreur("InvalidArgument");
    const [, gauche, haut, droite = gauche, bas = haut] = lue;
    const lignes = [];
    for (let ligne = Number(haut); ligne <= Number(bas); ligne += 1) {
      const rang = [];
      for (let n = colonne(gauche); n <= colonne(droite); n += 1) rang.push(excel.feuilles[feuille][lettres(n) + ligne]);
      lignes.push(rang);
    }
    return lignes;
  }

  // page « custom-functions-parameter-options » : ce qui met le nom d'une feuille entre apostrophes
  const nommee = (feuille) => (/[\s~`!@#$%^&()\-+={}|;:,'<.>]/.test(feuille) ? `'${feuille.replaceAll("'", "''")}'` : feuille);

  // un argument d'appel : null s'il n'est pas donné, des lignes s'il est écrit dans la formule, { feuille, plage } s'il
  // désigne des cellules ; { adresse, valeurs } pour ce que ce petit classeur ne sait pas tenir (un autre classeur)
  function recevoir(argument) {
    if (argument === null || Array.isArray(argument)) return [argument, null];
    if (argument.adresse !== undefined) return [argument.valeurs, argument.adresse];
    const lignes = cellules(argument.feuille, argument.plage);
    const vues = lignes.map((ligne) => ligne.map((cellule) => (cellule === undefined ? excel.vide : cellule)));
    return [vues, `${nommee(argument.feuille)}!${argument.plage}`];
  }

  // la plage qu'une requête de l'API désigne : chaque objet se trouve par son parent
  function designer(chemins, id) {
    const { ObjectPathType: sorte, Name: nom, ParentObjectPathId: parent, ArgumentInfo: info } = chemins[id];
    if (sorte === 1 || (sorte === 4 && nom === "Worksheets")) return {};
    if (sorte === 3 && nom === "GetRange") return { ...designer(chemins, parent), plage: info.Arguments[0] };
    if (sorte !== 5) throw erreur("ApiNotFound");
    if (!Object.hasOwn(excel.feuilles, info.Arguments[0])) throw erreur("ItemNotFound");
    return { feuille: info.Arguments[0] };
  }

  function lire(chemins, id, voulues) {
    const { feuille, plage } = designer(chemins, id);
    const lues = cellules(feuille, plage);
    excel.lectures.at(-1).push(`${feuille}!${plage}`);
    const Values = lues.map((ligne) => ligne.map((c) => (c === undefined ? "" : c?.code ?? c)));
    const ValueTypes = lues.map((ligne) => ligne.map((c) => (c === undefined ? "Empty" : TYPES[typeof c])));
    const tout = { Values, ValueTypes };
    return Object.fromEntries(Object.entries(tout).filter(([nom]) => voulues.includes(nom[0].toLowerCase() + nom.slice(1))));
  }

  function repondre({ Actions, ObjectPaths }) {
    try {
      if (excel.repond === "erreur") throw erreur("GeneralException");
      return { Results: Actions.map(({ Id, ActionType, ObjectPathId, QueryInfo }) => ({
        ActionId: Id, Value: ActionType === LIRE ? lire(ObjectPaths, ObjectPathId, QueryInfo.Select) : null,
      })) };
    } catch (faute) {
      return { Error: { Code: faute.Code ?? String(faute), Message: "" }, Results: [] };
    }
  }

  const pont = {
    sendMessageToHost(texte) {
      const { id, flags, message } = JSON.parse(texte);
      const corps = typeof message.body === "string" ? JSON.parse(message.body) : message.body;
      const rendre = (body) => {
        const reponse = { id, type: 2, message: { statusCode: 200, headers: {}, body } };
        setTimeout(() => pont.onMessageFromHost(JSON.stringify(reponse)), 0);
      };
      excel.actions.push(...corps.Actions.map(({ Name }) => Name).filter((nom) => nom && nom !== "SetInvocationArrayResults"));
      if (corps.Actions.some(({ ActionType }) => ActionType === LIRE)) {
        excel.lectures.push([]);
        if (excel.repond === "jamais") return;
        if (excel.repond === "change") excel.feuilles = excel.ensuite;
        if (excel.repond !== "saisie") rendre(repondre(corps));
        else if (flags & ATTENDRE_LA_SAISIE) setTimeout(() => rendre(repondre(corps)), 400);
        else rendre({ Error: { Code: "InvalidOperationInCellEditMode", Message: "" }, Results: [] });
        return;
      }
      for (const action of corps.Actions) {
        if (action.Name !== "SetInvocationArrayResults") continue;
        for (const rendu of action.ArgumentInfo.Arguments[0]) resultats.set(rendu[0], rendu);
      }
      rendre({ Results: corps.Actions.map(({ Id }) => ({ ActionId: Id, Value: null })) });
      if (resultats.size >= attendus) fini();
    },
  };
  window._richApiNativeBridge = pont;

  // appels : [[nom, [arguments], drapeaux], …] ; un seul message d'Excel. Rend [réussi, valeur, code d'erreur] par appel.
  function calculer(appels) {
    resultats.clear();
    attendus = appels.length;
    const entries = appels.map(([nom, donnes, drapeaux], rang) => {
      const recus = donnes.map(recevoir);
      const message = [rang, nom, recus.map(([valeurs]) => valeurs), `Feuil1!A${rang + 1}`, drapeaux ?? ADMET_LES_ERREURS];
      if (excel.adresses) message.push(recus.map(([, adresse]) => adresse));
      return [1, APPEL, "", JSON.stringify(message), rang];
    });
    return new Promise((oui) => {
      fini = () => oui(appels.map((_, rang) => resultats.get(rang).slice(1, 4)));
      pont.onMessageFromHost(JSON.stringify({ type: 3, message: { entries } }));
    });
  }

  const Office = {
    HostType: { Excel: "Excel" },
    PlatformType: { OfficeOnline: "OfficeOnline", Mac: "Mac" },
    context: {
      requirements: { isSetSupported: (nom, version) => (nom === "DelayForCellEdit" ? excel.patient : Number(version) < 1.9) },
    },
    onReady(rappel) {
      const pret = Promise.resolve({ host: "Excel", platform: "Mac" });
      if (rappel) pret.then(rappel);
      return pret;
    },
  };
  // ce qu'office.js apporte lui-même : le registre des fonctions
  const mappings = {};
  const auChangement = [];
  window.CustomFunctionMappings = {};
  window.CustomFunctions = {
    _association: { mappings, onchange: (rappel) => auChangement.push(rappel) },
    associate(nom, fonction) {
      mappings[nom.toUpperCase()] = fonction;
      auChangement.forEach((rappel) => rappel());
    },
  };
  // le module de Microsoft voudrait poser le sien, qui cherche un Excel : le nôtre reste
  Object.defineProperty(window, "Office", { get: () => Office, set: () => {} });
  document.write('<script src="/essai/@MODULE@"></' + "script>");
})();
