"use strict";
// Tient la place d'office.js et d'Excel dans les essais : le pont natif par lequel Excel parle au vrai module
// custom-functions-runtime.js de Microsoft, chargé aussitôt après. Les messages sont ceux d'Excel, en JSON.
(() => {
  const APPEL = 1000;
  const ADMET_LES_ERREURS = 4;
  const resultats = new Map();
  let attendus = 0;
  let fini = () => {};

  const pont = {
    // le module rend ses résultats par des requêtes ; chacune reçoit sa réponse, comme d'Excel
    sendMessageToHost(texte) {
      const { id, message } = JSON.parse(texte);
      const corps = typeof message.body === "string" ? JSON.parse(message.body) : message.body;
      for (const action of corps.Actions) {
        if (action.Name !== "SetInvocationArrayResults") continue;
        for (const rendu of action.ArgumentInfo.Arguments[0]) resultats.set(rendu[0], rendu);
      }
      const Results = corps.Actions.map(({ Id }) => ({ ActionId: Id, Value: null }));
      const reponse = { id, type: 2, message: { statusCode: 200, headers: {}, body: { Results } } };
      setTimeout(() => pont.onMessageFromHost(JSON.stringify(reponse)), 0);
      if (resultats.size >= attendus) fini();
    },
  };
  window._richApiNativeBridge = pont;

  // appels : [[nom, [arguments], drapeaux], …] ; un seul message d'Excel. Rend [réussi, valeur, code d'erreur] par appel.
  window.excel = {
    calculer(appels) {
      resultats.clear();
      attendus = appels.length;
      const entries = appels.map(([nom, valeurs, drapeaux], rang) => [
        1, APPEL, "", JSON.stringify([rang, nom, valeurs, `Feuil1!A${rang + 1}`, drapeaux ?? ADMET_LES_ERREURS]), rang,
      ]);
      return new Promise((oui) => {
        fini = () => oui(appels.map((_, rang) => resultats.get(rang).slice(1, 4)));
        pont.onMessageFromHost(JSON.stringify({ type: 3, message: { entries } }));
      });
    },
  };

  const Office = {
    HostType: { Excel: "Excel" },
    PlatformType: { OfficeOnline: "OfficeOnline", Mac: "Mac" },
    context: { requirements: { isSetSupported: (_, version) => Number(version) < 1.9 } },
    onReady(rappel) {
      const pret = Promise.resolve({ host: "Excel", platform: "Mac" });
      if (rappel) pret.then(rappel);
      return pret;
    },
  };
  // le module de Microsoft voudrait poser le sien, qui cherche un Excel : le nôtre reste
  Object.defineProperty(window, "Office", { get: () => Office, set: () => {} });
  document.write('<script src="/essai/custom-functions-runtime.js"></' + "script>");
})();
