// Conduit Chromium : une seule séance, tous les essais. node conduire.mjs DEMANDE.json RENDU.json
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";

const [demande, rendu] = process.argv.slice(2);
const { chromium: executable, adresse, lots } = JSON.parse(readFileSync(demande, "utf8"));
const FAUX_EXCEL = readFileSync(new URL("faux_excel.js", import.meta.url), "utf8");
const MODULE = "excel-mac-16.00.js"; // ce qu'office.js charge dans Excel pour Mac : l'API d'Excel et celle des fonctions
const LEGER = "custom-functions-runtime.js"; // l'API des fonctions, sans celle d'Excel
const OFFICE = "https://appsforoffice.microsoft.com/**";
const ATTENTE = 60_000;

const navigateur = await chromium.launch({
  executablePath: executable,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", // rien d'ailleurs ne peut répondre
  ],
});

// une page neuve ; avant : ce qui se met en travers de ses requêtes
async function ouvrir(avant = async () => {}, module = MODULE) {
  const page = await (await navigateur.newContext({ locale: "fr-FR" })).newPage();
  const vu = { requetes: [], reproches: [] };
  page.on("request", (requete) => vu.requetes.push(requete.url()));
  page.on("console", (message) => message.type() === "error" && vu.reproches.push(message.text()));
  page.on("pageerror", (erreur) => vu.reproches.push(`${erreur.message} ${erreur.stack}`));
  const body = FAUX_EXCEL.replace("@MODULE@", module);
  if (module) await page.route(OFFICE, (route) => route.fulfill({ contentType: "text/javascript; charset=utf-8", body }));
  await avant(page);
  await page.goto(`${adresse}/page.html`);
  return { page, vu };
}

const calculer = (page, { appels, feuilles = {}, reglages = {}, attente = 20_000 }) => page.evaluate(async (recus) => {
  excel.poser(recus.feuilles, recus.reglages);
  CPTS.attente = recus.attente;
  return excel.calculer(recus.appels);
}, { appels, feuilles, reglages, attente });
const pret = (page) => page.waitForFunction(() => CPTS.etat.pret, null, { timeout: ATTENTE });
const etat = (page) => page.evaluate(() => ({
  texte: document.getElementById("etat").textContent,
  classe: document.getElementById("etat").className,
  reessayer: !document.getElementById("reessayer").hidden,
}));

const releve = (page) => page.evaluate(() => (
  { envois: CPTS.etat.envois, appels: CPTS.etat.appels, relectures: CPTS.etat.lectures }));

// un lot, ce qu'il rend, ce qu'il a coûté, et ce qui a été relu dans Excel
async function passer(page, lot) {
  const avant = await releve(page);
  const depart = Date.now();
  const valeurs = await calculer(page, lot);
  const ms = Date.now() - depart;
  const apres = await releve(page);
  const couts = Object.fromEntries(Object.keys(avant).map((nom) => [nom, apres[nom] - avant[nom]]));
  return { valeurs, ms, ...couts, ...await page.evaluate(() => ({ lectures: excel.lectures, actions: excel.actions })) };
}

async function seance() {
  const { page, vu } = await ouvrir();
  const debut = Date.now();
  const premier = await calculer(page, lots.premier); // sans attendre : Python se charge pendant que la cellule attend
  const sortie = { premier, premier_ms: Date.now() - debut, vu };
  await pret(page);
  for (const nom of Object.keys(lots)) {
    if (nom === "premier") continue;
    sortie[nom] = await passer(page, lots[nom]);
  }
  // ce que coûtent l'envoi, Python et le retour, sans les délais que le module de Microsoft s'impose entre deux rendus
  sortie.direct = await page.evaluate(async (appels) => {
    const depart = performance.now();
    const { mappings } = CustomFunctions._association;
    const { envois } = CPTS.etat;
    await Promise.all(appels.map(([nom, valeurs]) => mappings[nom](...valeurs, { parameterAddresses: [null, null] })));
    return { ms: performance.now() - depart, envois: CPTS.etat.envois - envois };
  }, lots.mille.appels);
  sortie.charge = await charge(page);
  sortie.apercu = await page.evaluate(() => CustomFunctions._association.mappings.CPTS_TAILLE(
    [[0]], [[45731]], { parameterAddresses: ["Feuil1!A1", null], isInValuePreview: true }));
  sortie.etat = await etat(page);
  sortie.nombre = await page.textContent("#nombre");
  await page.fill("#cherche", "acompte");
  sortie.trouvees = await page.evaluate(() => [...document.querySelectorAll("dt")].filter((d) => !d.hidden).map((d) => d.textContent));
  sortie.associees = await page.evaluate(() => Object.keys(CustomFunctions._association.mappings).sort());
  return sortie;
}

// dix mille lignes, une population sur deux vide et arrivée comme 0 : une formule par ligne, puis une plage
const charge = (page) => page.evaluate(async () => {
  const { mappings } = CustomFunctions._association;
  const lignes = Array.from({ length: 10_000 }, (_, rang) => rang + 1);
  excel.poser({ "L'été 2025": Object.fromEntries(lignes.filter((n) => n % 2).map((n) => [`B${n}`, 1000 * n])) }, { vide: 0 });
  const donnee = (n) => (n % 2 ? 1000 * n : 0);
  async function mesurer(calcul) {
    const depart = performance.now();
    const avant = excel.lectures.length;
    const rendus = await calcul();
    return { rendus, ms: performance.now() - depart, lectures: excel.lectures.slice(avant) };
  }
  const appel = (valeurs, plage) => mappings.CPTS_TAILLE(valeurs, [[45731]], { parameterAddresses: [`'L''été 2025'!${plage}`, null] });
  const formules = await mesurer(async () => (await Promise.all(lignes.map((n) => appel([[donnee(n)]], `B${n}`)))).map(([[r]]) => r));
  const plage = await mesurer(async () => (await appel(lignes.map((n) => [donnee(n)]), "B1:B10000")).map(([r]) => r));
  return { formules, plage };
});

// les mêmes lots avec les modules d'Excel pour Windows et sur le web, puis sans l'API d'Excel
async function ailleurs(module) {
  const { page } = await ouvrir(undefined, module);
  await pret(page);
  const vus = {};
  for (const nom of ["vides", "deux_feuilles"]) vus[nom] = await passer(page, lots[nom]);
  return vus;
}

// un hébergeur en panne, puis revenu : la phrase, puis le calcul
async function panne(motif, fautive) {
  let casse = true;
  const { page } = await ouvrir((p) => p.route(motif, (route) => (casse ? fautive(route) : route.continue())), LEGER);
  const valeurs = await calculer(page, lots.premier);
  await page.waitForFunction(() => document.getElementById("etat").className === "panne");
  const dit = await etat(page);
  casse = false;
  await page.click("#reessayer");
  await pret(page);
  return { valeurs, dit, apres: await calculer(page, lots.premier) };
}

const aborter = (route) => route.abort();
const repondre = (status) => (route) => route.fulfill({ status, body: "" });

// une page qui n'attend que 700 ms au lieu de deux minutes
const presser = (p) => p.route("**/catalogue.js*", async (route) => {
  const reponse = await route.fetch();
  await route.fulfill({ response: reponse, body: (await reponse.text()).replace(/"delai": \d+/, '"delai": 700') });
});

async function muet() {
  const { page } = await ouvrir(async (p) => {
    await presser(p);
    await p.route("**/python_stdlib.zip", (route) => (route.request().method() === "HEAD" ? route.continue() : null));
  }, LEGER);
  return { valeurs: await calculer(page, lots.premier), dit: await etat(page) };
}

// un réseau lent : la première cellule renonce, la suivante rejoint le chargement qui dure
async function lent() {
  const { page, vu } = await ouvrir(async (p) => {
    await presser(p);
    await p.route("**/cpts_xl.zip*", (route) => setTimeout(() => route.continue(), 1500));
  }, LEGER);
  const valeurs = await calculer(page, lots.premier);
  await pret(page);
  const apres = await calculer(page, lots.premier);
  return { valeurs, apres, demandes: vu.requetes.filter((url) => url.includes("cpts_xl.zip")).length };
}

// un hébergeur qui n'admet que GET
async function sans_head() {
  const { page } = await ouvrir((p) => p.route("**/pyodide/**", (route) => (
    route.request().method() === "HEAD" ? repondre(405)(route) : route.continue())), LEGER);
  return calculer(page, lots.premier);
}

async function sans_office() {
  const { page } = await ouvrir((p) => p.route(OFFICE, (route) => route.abort()), "");
  return etat(page);
}

try {
  const sortie = await seance();
  sortie.ailleurs = {};
  for (const module of ["excel-win32-16.01.js", "excel-web-16.00.js", LEGER]) {
    sortie.ailleurs[module] = await ailleurs(module);
  }
  sortie.panne_reseau = await panne("**/cpts_xl.zip*", aborter);
  sortie.panne_serveur = await panne("**/cpts_xl.zip*", repondre(503));
  sortie.panne_pyodide = await panne("**/pyodide.asm.wasm", repondre(404));
  sortie.muet = await muet();
  sortie.lent = await lent();
  sortie.sans_head = await sans_head();
  sortie.sans_office = await sans_office();
  writeFileSync(rendu, JSON.stringify(sortie));
} finally {
  await navigateur.close();
}
