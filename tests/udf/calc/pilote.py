"""Drive one LibreOffice: open workbooks, force every formula, say what each cell shows; read the function wizard.

Run by a Python that has ``uno`` (LibreOffice's own), never by that of the tests: ``python pilote.py SOFFICE PROFIL``,
with the tasks as JSON on its standard input and the answers as JSON on its standard output; with ``--suivre`` after
these, it saves workbooks as they are asked for. It stands alone: it is copied where LibreOffice may read it. The pilot
of the sabotages starts LibreOffice with its functions.
"""

import json
import subprocess
import sys
import time
import uuid

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

ATTENTE = 60
SUIVRE = "--suivre"
TEXTE, EN_ERREUR = 2, 4  # com.sun.star.sheet.FormulaResult
OPTIONS = ("--headless", "--invisible", "--norestore", "--nologo", "--nolockcheck", "--nodefault")


def propriete(nom, valeur):
    """Return one named value."""
    rendue = PropertyValue()
    rendue.Name, rendue.Value = nom, valeur
    return rendue


def demarrer(soffice, profil):
    """Return the program and the context of a LibreOffice of its own."""
    tube = "cpts" + uuid.uuid4().hex
    adresse = "pipe,name=" + tube + ";urp;"
    commande = [soffice, *OPTIONS, "-env:UserInstallation=" + profil, "--accept=" + adresse]
    programme = subprocess.Popen(commande, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolveur = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    fin = time.monotonic() + ATTENTE
    while True:
        try:
            return programme, resolveur.resolve("uno:" + adresse + "StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > fin:
                raise
            if programme.poll() == 81:  # le profil vient d'être créé : il faut le relancer
                programme = subprocess.Popen(commande, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.1)


def cellules(feuille):
    """Return each cell that is not empty (a formula never is): column, row, value, error code of what shows one."""
    plage = feuille.createCursor()  # chaque objet demandé coûte deux millisecondes, et il y a cinquante feuilles
    plage.gotoStartOfUsedArea(False)  # noqa: FBT003  (UNO ne connaît pas les noms)
    plage.gotoEndOfUsedArea(True)  # noqa: FBT003
    adresse = plage.getRangeAddress()
    formules = set(lieux(plage.queryFormulaCells(TEXTE | EN_ERREUR).getRangeAddresses()))
    rendues = []
    for ligne, valeurs in enumerate(plage.getDataArray(), adresse.StartRow):
        for colonne, valeur in enumerate(valeurs, adresse.StartColumn):
            if valeur not in {"", None}:
                rendues.append((colonne, ligne, valeur, 0))
            elif (colonne, ligne) in formules:
                erreur = feuille.getCellByPosition(colonne, ligne).getError() if valeur is None else 0
                rendues.append((colonne, ligne, valeur, erreur))
    return rendues


def cellules_des(feuilles, etendues):
    """Return the same of every sheet, the zone of each being known: one call finds them all, three times sooner."""
    plages = ";".join("$'" + nom.replace("'", "''") + "'." + zone for nom, zone in etendues.items())
    noms, rendues = feuilles.ElementNames, {}
    for plage in feuilles.getCellRangesByName(plages):
        adresse = plage.getRangeAddress()
        rendues[noms[adresse.Sheet]] = [
            (colonne + adresse.StartColumn, ligne + adresse.StartRow, valeur,
             plage.getCellByPosition(colonne, ligne).getError() if valeur is None else 0)
            for ligne, valeurs in enumerate(plage.getDataArray())
            for colonne, valeur in enumerate(valeurs)
        ]  # fmt: skip
    return rendues


def lieux(zones):
    """Yield the column and the row of every cell of these zones."""
    for zone in zones:
        lignes = range(zone.StartRow, zone.EndRow + 1)
        for colonne in range(zone.StartColumn, zone.EndColumn + 1):
            for ligne in lignes:
                yield colonne, ligne


def recalculer(bureau, url, vers="", filtre="", etendues=None):
    """Return the cells of each sheet, every formula computed anew; ``vers`` also saves the workbook there.

    ``etendues`` gives the zone of each sheet to read, by name; empty cells are then among what is returned.
    """
    classeur = bureau.loadComponentFromURL(url, "_blank", 0, (propriete("Hidden", True),))  # noqa: FBT003
    try:
        debut = time.monotonic()
        classeur.calculateAll()
        duree = time.monotonic() - debut
        feuilles = classeur.Sheets
        if etendues:
            rendu = cellules_des(feuilles, etendues)
        else:
            rendu = {nom: cellules(feuilles.getByName(nom)) for nom in feuilles.ElementNames}
        if vers:
            classeur.storeToURL(vers, (propriete("FilterName", filtre),))
        return {"feuilles": rendu, "duree": duree}
    finally:
        classeur.close(True)  # noqa: FBT003


def enregistrer(bureau, url, vers, filtre):
    """Open a workbook and save it elsewhere, as a user who only saves."""
    classeur = bureau.loadComponentFromURL(url, "_blank", 0, (propriete("Hidden", True),))  # noqa: FBT003
    try:
        classeur.storeToURL(vers, (propriete("FilterName", filtre),))
    finally:
        classeur.close(True)  # noqa: FBT003


def suivre(bureau):
    """Save each workbook as it is asked for, a line of JSON each, until nobody asks."""
    for ligne in sys.stdin:
        enregistrer(bureau, *json.loads(ligne))
        print("fait", flush=True)


def assistant(contexte):
    """Return what the function wizard shows of each of our functions."""
    creer = contexte.ServiceManager.createInstanceWithContext
    descriptions = creer("com.sun.star.sheet.FunctionDescriptions", contexte)
    rendu = {}
    for rang in range(descriptions.getCount()):
        fiche = {un.Name: un.Value for un in descriptions.getByIndex(rang)}
        if fiche["Name"].startswith("CPTS"):
            arguments = [[un.Name, un.Description] for un in fiche["Arguments"] or ()]
            rendu[fiche["Name"]] = {"aide": fiche["Description"], "arguments": arguments}
    return rendu


def main():
    """Do the tasks, one after the other, in one LibreOffice; with ``--suivre``, those that come."""
    attendre = SUIVRE in sys.argv
    taches = [] if attendre else json.load(sys.stdin)
    programme, contexte = demarrer(*sys.argv[1:3])
    try:
        bureau = contexte.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", contexte)
        reponses = [assistant(contexte) if tache == "assistant" else recalculer(bureau, *tache) for tache in taches]
        if attendre:
            suivre(bureau)
        bureau.terminate()
        programme.wait(20)
    finally:
        if programme.poll() is None:
            programme.kill()
    if not attendre:
        json.dump(reponses, sys.stdout)


if __name__ == "__main__":
    main()
