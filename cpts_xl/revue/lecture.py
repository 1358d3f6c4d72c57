"""A filled review, read back: what was typed, and its euros computed anew by the rules; nothing stored is trusted.

Sheets are found by their name, columns by their header, lines by their number: a sorted table is read as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from cpts_xl.engine.etapes import PERIMETRES
from cpts_xl.errors import SaisieInvalide
from cpts_xl.report.documents.decisions import Decision, Releve, Total
from cpts_xl.revue.ecarts import DROIT, ECARTS, PARAMETRES
from cpts_xl.revue.plan import CAS, CONVENU, CPAM, CPTS, Indicateur, Ligne, Revue, evaluer, plan
from cpts_xl.revue.plume import Colonne, Onglet
from cpts_xl.revue.releve import RELEVE, SEANCE
from cpts_xl.workbook.layout import LIGNE_ENTETE
from cpts_xl.workbook.recu.locate import entete_de, feuilles_par_nom, normaliser
from cpts_xl.workbook.recu.read import version_de
from cpts_xl.workbook.xlsx.lu import ClasseurLu, FeuilleLue, lire
from cpts_xl.workbook.xlsx.types import ErreurCellule

NATURE = "cpts_xl_nature"
_ECRITURE = "La récrire par « cpts-xl revue CLASSEUR --vers REVUE.xlsx »."
_TYPES = {"cpam": CPAM, "convenu": CONVENU, "neutralisation_convenue": "neutralisation_convenue"}


def lire_revue(chemin: Path) -> list[Decision]:
    """Return the decisions of a filled review, in the order of its record.

    Raises:
        ClasseurIllisible: the guard refuses the file.
        SaisieInvalide: it is not a review, or a sheet or a column of it is missing.
    """
    return list(lire_releve(chemin).decisions)


def lire_releve(chemin: Path) -> Releve:
    """Return the whole record of a filled review: parties, meeting, decisions, rights by perimeter.

    Raises:
        ClasseurIllisible: the guard refuses the file.
        SaisieInvalide: it is not a review, or a sheet or a column of it is missing.
    """
    classeur = lire(chemin)
    lecteur = _Lecteur(classeur)
    revue = lecteur.revue()
    valeurs = evaluer(revue, plan(revue))
    qui, seance = lecteur.rubriques(), lecteur.seance()
    jour = seance.get("date")
    return Releve(
        cpts=qui.get("CPTS", ""), cpam=qui.get("Caisse signataire", ""), ars=qui.get("Agence régionale de santé", ""),
        annee=qui.get("Année conventionnelle", ""), date=jour if isinstance(jour, date) else None,
        lieu=_texte(seance.get("lieu")), presents={code: _texte(seance.get(code)) for code in ("cpts", "cpam", "ars")},
        decisions=tuple(lecteur.decisions(revue, valeurs)), totaux=tuple(_totaux(valeurs)),
        reste=valeurs["t.reste"], trop_percu=valeurs["t.trop_percu"], fichier=qui.get("Fichier reçu", ""),
        empreinte=qui.get("Empreinte des saisies", ""), version=version_de(classeur),
    )  # fmt: skip


def _totaux(valeurs: Mapping[str, Any]) -> list[Total]:
    def droit(perimetre: str, cas: str) -> Any:
        return valeurs[f"p.{perimetre}.droit_{cas}"]

    return [
        Total(p.libelle, droit(p.code, CPTS), droit(p.code, CPAM), droit(p.code, CONVENU),
              valeurs[f"p.{p.code}.difference_{CONVENU}"])
        for p in PERIMETRES
    ]  # fmt: skip


class _Lecteur:
    """One reading of a review: its sheets by name, its tables by header."""

    def __init__(self, classeur: ClasseurLu) -> None:
        self.classeur = classeur
        self.feuilles = feuilles_par_nom(classeur)
        if classeur.proprietes.get(NATURE, "revue") != "revue" or normaliser(Onglet.ECARTS) not in self.feuilles:
            raise SaisieInvalide(
                f"« {classeur.chemin.name} » n'est pas une revue écrite par cpts_xl (la feuille « {Onglet.ECARTS} "
                "» manque, ou "
                f"le fichier se dit autre chose). Feuilles présentes : {', '.join(classeur.feuilles)}. {_ECRITURE}"
            )

    def _feuille(self, onglet: Onglet) -> FeuilleLue:
        feuille = self.feuilles.get(normaliser(onglet))
        if feuille is None:
            raise SaisieInvalide(f"{self.classeur.chemin.name} : la feuille « {onglet} » manque. {_ECRITURE}")
        return feuille

    def _table(self, onglet: Onglet, colonnes: tuple[tuple[str, Colonne], ...], cle: str) -> list[dict[str, Any]]:
        """Return the rows of a table, by code of column, down to the first row without its key."""
        feuille = self._feuille(onglet)
        titres = {colonne.titre: code for code, colonne in colonnes}
        entete, trouvees = entete_de(feuille, tuple(titres))
        places = {titres[titre]: place for titre, place in trouvees.items()}
        manquantes = [titre for titre, code in titres.items() if code not in places]
        if manquantes:
            raise SaisieInvalide(
                f"{self.classeur.chemin.name}, feuille « {onglet} », ligne {entete or LIGNE_ENTETE} : la colonne "
                f"« {manquantes[0]} » est introuvable. Lui rendre son titre, ou récrire la revue. {_ECRITURE}"
            )
        rangees = []
        for numero in range(entete + 1, feuille.dimensions[0] + 1):
            ligne = feuille.ligne(numero)
            rangee = {code: _valeur(ligne[place].valeur) if place in ligne else None for code, place in places.items()}
            if cle and rangee[cle] in {None, ""}:
                break
            rangees.append(rangee)
        return rangees

    def revue(self) -> Revue:
        """Return the review as typed: the parameters, and what the yellow cells hold."""
        dits = {_cle(f["code"]): f for f in self._table(Onglet.ECARTS, ECARTS, "code")}
        indicateurs: list[Indicateur] = []
        saisies: dict[str, Any] = {}
        for rang, fiche in enumerate(self._table(Onglet.PARAMETRES, PARAMETRES, "code"), 1):
            indicateur = Indicateur(rang, _texte(fiche["code"]), _texte(fiche["mode"]))
            indicateurs.append(indicateur)
            saisies |= {f"{indicateur.ident}.{code}": valeur for code, valeur in fiche.items()}
            dit = dits.get(_cle(fiche["code"]), {})
            saisies |= {f"{indicateur.ident}.{cas}": dit.get(code) for code, cas in _TYPES.items()}
        lignes = []
        for fiche in self._table(Onglet.DROIT, DROIT, "code"):
            if _texte(fiche["code"]) == "Périmètre":
                break
            ligne = Ligne(_texte(fiche["code"]), variable=fiche["prorata"] is not None)
            lignes.append(ligne)
            saisies |= {f"{ligne.ident}.{code}": valeur for code, valeur in fiche.items()}
            if not ligne.variable:  # une ligne fixe a le même droit dans les trois cas
                saisies |= {f"{ligne.ident}.droit_{cas}": fiche[f"droit_{CPTS}"] for cas in CAS}
        return Revue(tuple(indicateurs), tuple(lignes), saisies)

    def rubriques(self) -> dict[str, str]:
        """Return what the first sheet says of the file: label in the second column, text in the third."""
        feuille = self._feuille(Onglet.SYNTHESE)
        lues: dict[str, str] = {}
        for numero in sorted(feuille.lignes):
            ligne = feuille.ligne(numero)
            if 2 in ligne and 3 in ligne:  # noqa: PLR2004  (rubrique et texte)
                lues.setdefault(_texte(ligne[2].valeur), _texte(ligne[3].valeur))
        return lues

    def seance(self) -> dict[str, Any]:
        """Return what was typed of the meeting: day, place, who was there."""
        feuille = self._feuille(Onglet.RELEVE)
        lues: dict[str, Any] = {}
        titres = {normaliser(libelle): code for code, libelle, _ in SEANCE}
        for numero in sorted(feuille.lignes):
            ligne = feuille.ligne(numero)
            code = titres.get(normaliser(ligne[2].valeur)) if 2 in ligne else None  # noqa: PLR2004
            if code and 3 in ligne:  # noqa: PLR2004
                lues.setdefault(code, _valeur(ligne[3].valeur))
        return lues

    def decisions(self, revue: Revue, valeurs: Mapping[str, Any]) -> list[Decision]:
        """Return the lines of the record: each indicator once, then every other line that says something."""
        restants = {_cle(i.code): i for i in revue.indicateurs}
        decisions = []
        for fiche in self._table(Onglet.RELEVE, RELEVE, ""):
            commun: dict[str, Any] = {
                code: _texte(fiche[code]) for code in ("reserve", "motif", "suite", "qui", "etat")
            }
            echeance = fiche["echeance"]
            commun["echeance"] = echeance if isinstance(echeance, date) else _texte(echeance)
            indicateur = restants.get(_cle(fiche["code"]))
            objet = _texte(fiche["objet"])
            if indicateur is not None and normaliser(objet) == normaliser(
                revue.saisies[f"{indicateur.ident}.libelle"] or ""
            ):
                del restants[_cle(fiche["code"])]
                decisions.append(_decision(indicateur, revue, valeurs, commun))
            elif any(commun.values()):
                decisions.append(Decision(_texte(fiche["code"]), objet, indicateur=False, valeur_cpts=fiche["cpts"],
                                          valeur_cpam=fiche["cpam"], valeur_convenue=fiche["convenu"],
                                          **commun))  # fmt: skip
        # une ligne effacée du relevé ne retire pas l'indicateur : sa valeur compte toujours
        decisions += [_decision(indicateur, revue, valeurs, {}) for indicateur in restants.values()]
        return decisions


def _decision(indicateur: Indicateur, revue: Revue, valeurs: Mapping[str, Any], commun: dict[str, Any]) -> Decision:
    i = indicateur.ident
    return Decision(
        indicateur.code, _texte(revue.saisies[f"{i}.libelle"]), _texte(revue.saisies[f"{i}.mission"]),
        valeur_cpts=revue.saisies[f"{i}.realise" if indicateur.realise else f"{i}.mesure"],
        valeur_cpam=revue.saisies[f"{i}.{CPAM}"], valeur_convenue=revue.saisies[f"{i}.{CONVENU}"],
        neutralisation=_texte(revue.saisies[f"{i}.neutralisation_convenue"]),
        acquis_cpts=valeurs[f"{i}.acquis_{CPTS}"], acquis_cpam=valeurs[f"{i}.acquis_{CPAM}"],
        acquis_convenu=valeurs[f"{i}.acquis_{CONVENU}"], **commun,
    )  # fmt: skip


def _valeur(valeur: Any) -> Any:
    """Return a cell as the rules may meet it: an error is a word, an empty text is nothing."""
    if isinstance(valeur, ErreurCellule):
        return valeur.code
    if isinstance(valeur, bool):
        return "Oui" if valeur else "Non"
    return None if valeur == "" else valeur


def _texte(valeur: Any) -> str:
    if isinstance(valeur, Fraction) and valeur.denominator == 1:
        return str(valeur.numerator)
    return "" if valeur is None else str(valeur).strip()


def _cle(valeur: Any) -> str:
    return _texte(valeur).casefold()
