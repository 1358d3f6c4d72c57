"""The two commands that only show: what the texts say on a day, and the functions of the spreadsheet."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from fractions import Fraction
from itertools import zip_longest

from cpts_xl import formats
from cpts_xl.absence import Absent
from cpts_xl.cli.affichage import dire
from cpts_xl.cli.analyse import FAIT
from cpts_xl.cli.console import montre
from cpts_xl.errors import ParametreAbsent, SaisieInvalide
from cpts_xl.law.droit import Droit
from cpts_xl.law.in_force import abrogations, en_vigueur, historique
from cpts_xl.law.model import Parametre
from cpts_xl.rules.genres import afficher, genre_de
from cpts_xl.rules.lectures import STATUTS

_SIGNES = {"confirme": " ", "source_unique": "*", "incertain": "?"}
TAILLES = (1, 2, 3, 4)
UNITES_DITES = ("mois", "années", "habitants")
"""Units that a bare number does not show: euros and rates carry theirs, a civil year is one."""
INVARIABLES, PLURIEL = ("mois",), 2
"""Units without a plural mark; a French word takes its own from two on."""


def _reserve(statut: str) -> str:
    """Return « (incertain) » beside what is not firmly established, nothing beside what is."""
    return "" if statut == "confirme" else f" ({STATUTS[str(statut)]})"


def _valeur(parametre: Parametre, valeur: object) -> str:
    if isinstance(valeur, Absent):
        return str(valeur.sorte)
    dit, unite = afficher(genre_de(parametre.unite), valeur), parametre.unite
    if not isinstance(valeur, Fraction) or unite not in UNITES_DITES:
        return dit
    mot = unite[:-1] if valeur < PLURIEL and unite not in INVARIABLES else unite
    return f"{dit}{formats.INSECABLE}{mot}"


def montrer_droit(options: argparse.Namespace) -> int:
    """Print the law of one day, or the history of one parameter."""
    if options.code:
        return _historique(options.code, options.le)
    droit = en_vigueur(options.le)
    dire(f"Droit en vigueur au {formats.jour(options.le)}")
    for texte in droit.textes:
        statut = "" if texte.effet_statut == "confirme" else f", {STATUTS[str(texte.effet_statut)]}"
        dire(f"  {texte.court} : {texte.titre} (effet le {formats.jour(texte.effet)}{statut})")
    _grille(droit)
    dire("")
    dire("Autres paramètres")
    for parametre in droit.parametres.values():
        if parametre.cle[0] not in {"montant", "mission"}:
            valeur = _valeur(parametre, droit.valeur(*parametre.cle))
            dire(f"  {parametre.libelle} : {valeur}{_reserve(parametre.statut)} — {parametre.reference}")
    dire("")
    dire("  * source unique   ? incertain   — l'annexe financière du contrat l'emporte sur chaque montant.")
    return FAIT


def _grille(droit: Droit) -> None:
    dire("")
    libelles = {ligne.code: montre(ligne.libelle, sys.stdout) for ligne in droit.lignes}
    large = max(len(libelle) for libelle in libelles.values())
    dire(f"  {'Ligne':{large}}" + "".join(f"{f'taille {n}':>16}" for n in TAILLES))
    renvois = False
    for code, libelle in libelles.items():
        cases = []
        for taille in TAILLES:
            parametre = droit.parametre("montant", code, taille)
            valeur = droit.valeur("montant", code, taille)
            renvois |= isinstance(valeur, Absent)
            texte = "annexe" if isinstance(valeur, Absent) else formats.euros(valeur)  # type: ignore[arg-type]
            cases.append(montre(f"{texte} {_SIGNES[str(parametre.statut)]}", sys.stdout))
        dire((f"  {libelle:{large}}" + "".join(f"{case:>16}" for case in cases)).rstrip())
    if renvois:
        dire("  « annexe » : montant à reprendre de l'annexe financière du contrat ; aucun texte public ne l'établit.")


def _historique(code: str, le: date) -> int:
    valeurs = historique(code)
    if not valeurs:
        raise SaisieInvalide(f"« {code} » n'est donné par aucun texte. Exemple : montant|acces_fixe|3.")
    for (debut, parametre), suivant in zip_longest(valeurs, valeurs[1:]):
        absent = "absent : à reprendre de l'annexe financière du contrat"
        valeur = absent if parametre.valeur is None else _valeur(parametre, parametre.valeur)
        statut = _reserve(parametre.statut)
        maintenu = ", maintenu" if debut > parametre.texte.effet else ""
        dire(f"À partir du {formats.jour(debut)}{maintenu} : {valeur} — {parametre.reference}{statut}")
        dire(f"  {parametre.libelle}, vérifié le {formats.jour(parametre.verifie_le)}. {parametre.note}".rstrip())
        for fin in abrogations(code):
            if debut < fin.texte.effet and (suivant is None or suivant[0] >= fin.texte.effet):
                motif = f"{fin.texte.court}, {fin.article}" if fin.article else fin.texte.court
                dire(f"  Jusqu'au {formats.jour(fin.texte.effet)} non compris : abrogé — {motif}{_reserve(fin.statut)}")
                break
    if not _en_vigueur(code, le):
        dire(f"Le {formats.jour(le)}, aucun texte en vigueur ne donne ce paramètre.")
    return FAIT


def _en_vigueur(code: str, le: date) -> bool:
    try:
        return code in en_vigueur(le).parametres
    except ParametreAbsent:  # avant le premier accord
        return False


def montrer_fonctions(options: argparse.Namespace) -> int:
    """Print the list of the published functions, or one of them in detail."""
    from cpts_xl.udf.reference import fonctions  # noqa: PLC0415  (le catalogue publié ne sert qu'ici)

    publiees = {f.nom: f for f in fonctions()}
    if not options.nom:
        for fonction in publiees.values():
            dire(f"{fonction.nom:32} {fonction.aide}")
        dire("")
        dire("Le détail d'une fonction : cpts-xl fonctions CPTS_ACOMPTE. La page complète : workbooks/FONCTIONS.md.")
        return FAIT
    voulu = options.nom.upper()
    choisie = publiees.get(voulu) or publiees.get(f"CPTS_{voulu}")
    if choisie is None:
        raise SaisieInvalide(f"« {options.nom} » n'est pas une fonction de l'outil. La liste : cpts-xl fonctions.")
    dire(f"{choisie.nom}({' ; '.join(a.nom for a in choisie.arguments)})")
    dire(choisie.aide)
    for argument in choisie.arguments:
        dire(f"  {argument.nom:24} {argument.aide}")
    return FAIT
