"""A filled review, read back: what was typed, and its euros computed anew by the rules; no stored result is trusted.

Sheets are found by their name, columns by their header, lines by their number: a sorted table is read as well. What
the rules start from is what the tool wrote: its seal says so, or the review is refused.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cpts_xl.engine.etapes import PERIMETRES
from cpts_xl.errors import SaisieInvalide
from cpts_xl.report.documents.decisions import Decision, Total
from cpts_xl.revue.ecarts import DROIT, ECARTS, PARAMETRES
from cpts_xl.revue.plan import CAS, CONVENU, CPAM, CPTS, Indicateur, Ligne, Revue, evaluer, plan
from cpts_xl.revue.plume import Onglet
from cpts_xl.revue.recu import ReleveRecu, remarque_texte
from cpts_xl.revue.releve import JAUNES as SAISIES_DU_RELEVE
from cpts_xl.revue.releve import RELEVE, SEANCE
from cpts_xl.revue.saisies import JAUNES, echeance, jour_de_seance, nombres_en_texte, par_indicateur
from cpts_xl.revue.sceau import SCEAU, exiger_sceau, sceau
from cpts_xl.revue.suites import lire_suites
from cpts_xl.revue.tables import ECRITURE, Tables, cle, texte, valeur
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.recu.read import version_de
from cpts_xl.workbook.xlsx.lu import ClasseurLu, lire


def lire_revue(chemin: Path) -> list[Decision]:
    """Return the decisions of a filled review, in the order of its record.

    Raises:
        ClasseurIllisible: the guard refuses the file.
        SaisieInvalide: it is not a review, a sheet, a column or a row of it is missing, what the tool wrote was
            changed, or what was typed is not understood.
    """
    return list(lire_releve(chemin).decisions)


def lire_releve(chemin: Path) -> ReleveRecu:
    """Return the whole record of a filled review: parties, meeting, decisions, rights by perimeter.

    Raises:
        ClasseurIllisible: the guard refuses the file.
        SaisieInvalide: it is not a review, a sheet, a column or a row of it is missing, what the tool wrote was
            changed, or what was typed is not understood.
    """
    classeur = lire(chemin)
    lecteur = _Lecteur(classeur)
    revue = lecteur.revue()
    valeurs = evaluer(revue, plan(revue))
    qui, seance = lecteur.rubriques, lecteur.seance()
    return ReleveRecu(
        cpts=qui.get("CPTS", ""), cpam=qui.get("Caisse signataire", ""), ars=qui.get("Agence régionale de santé", ""),
        annee=qui.get("Année conventionnelle", ""), date=seance.get("date"),
        lieu=texte(seance.get("lieu")), presents={code: texte(seance.get(code)) for code in ("cpts", "cpam", "ars")},
        decisions=tuple(lecteur.decisions(revue, valeurs)), totaux=tuple(_totaux(valeurs)),
        reste=valeurs["t.reste"], trop_percu=valeurs["t.trop_percu"], fichier=qui.get("Fichier reçu", ""),
        empreinte=qui.get("Empreinte des saisies", ""), version=version_de(classeur),
        constats=lecteur.suites.donnees, constats_phrase=lecteur.suites.phrase,
        remarques=tuple(remarque_texte(Onglet.ECARTS, *lu) for lu in lecteur.en_texte),
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
    """One reading of a review: what the tool wrote, which its seal vouches for, and what was typed."""

    def __init__(self, classeur: ClasseurLu) -> None:
        self.tables = Tables(classeur)
        self.rubriques = self._rubriques()
        codees = [r for r in self.tables.rangees(Onglet.PARAMETRES, PARAMETRES) if texte(r["code"])]
        lignes = [r for r in self.tables.rangees(Onglet.DROIT, DROIT) if texte(r["code"])]
        # sous les lignes, les périmètres, que les règles recalculent
        self._lignes = list(itertools.takewhile(lambda r: texte(r["code"]) != "Périmètre", lignes))
        self._indicateurs = codees
        self.suites = lire_suites(self.tables, classeur.proprietes)
        self.en_texte: list[tuple[str, str]] = []
        lu = sceau((r.valeurs for r in codees), (r.valeurs for r in self._lignes), self.rubriques, version_de(classeur))
        exiger_sceau(self.tables.nom, classeur.proprietes.get(SCEAU, ""), lu)

    def revue(self) -> Revue:
        """Return the review as typed: the parameters, and what the yellow cells hold."""
        indicateurs: list[Indicateur] = []
        saisies: dict[str, Any] = {}
        for rang, fiche in enumerate(self._indicateurs, 1):
            indicateur = Indicateur(rang, texte(fiche["code"]), texte(fiche["mode"]))
            if any(cle(autre.code) == cle(indicateur.code) for autre in indicateurs):
                raise SaisieInvalide(
                    f"{self.tables.nom} : deux indicateurs ont le numéro « {indicateur.code} », et rien ne dit duquel "
                    f"on a convenu. Corriger le classeur de la CPTS, puis refaire la revue. {ECRITURE}"
                )
            indicateurs.append(indicateur)
            saisies |= {f"{indicateur.ident}.{code}": lue for code, lue in fiche.valeurs.items()}
        # sans indicateur, la ligne des écarts n'a pas de numéro, et rien à y lire
        calculees = ("code", *JAUNES) if indicateurs else ()
        ecarts = list(self.tables.rangees(Onglet.ECARTS, ECARTS, calculees))
        self.en_texte = nombres_en_texte(ecarts)
        saisies |= par_indicateur(self.tables, ecarts, tuple(indicateurs), saisies, self._motif)
        lignes = []
        for fiche in self._lignes:
            ligne = Ligne(texte(fiche["code"]), variable=fiche["prorata"] is not None)
            lignes.append(ligne)
            saisies |= {f"{ligne.ident}.{code}": lue for code, lue in fiche.valeurs.items()}
            if not ligne.variable:  # une ligne fixe a le même droit dans les trois cas
                saisies |= {f"{ligne.ident}.droit_{cas}": fiche[f"droit_{CPTS}"] for cas in CAS}
        return Revue(tuple(indicateurs), tuple(lignes), saisies)

    def _motif(self, indicateur: Indicateur) -> str:
        """Return what was written in the record to explain the value of an indicator."""
        rangees = self.tables.rangees(Onglet.RELEVE, RELEVE, ("code", "motif"))
        return " ".join(texte(r["motif"]) for r in rangees if cle(r["code"]) == cle(indicateur.code))

    def _rubriques(self) -> dict[str, str]:
        """Return what the first sheet says of the file: label in the second column, text in the third."""
        feuille = self.tables.feuille(Onglet.SYNTHESE)
        lues: dict[str, str] = {}
        for numero in sorted(feuille.lignes):
            ligne = feuille.ligne(numero)
            if 2 in ligne and 3 in ligne:  # noqa: PLR2004  (rubrique et texte)
                lues.setdefault(texte(ligne[2].valeur), texte(ligne[3].valeur))
        return lues

    def seance(self) -> dict[str, Any]:
        """Return what was typed of the meeting: day, place, who was there."""
        feuille = self.tables.feuille(Onglet.RELEVE)
        lues: dict[str, Any] = {}
        titres = {normaliser(libelle): code for code, libelle, _ in SEANCE}
        for numero in sorted(feuille.lignes):
            ligne = feuille.ligne(numero)
            code = titres.get(normaliser(ligne[2].valeur)) if 2 in ligne else None  # noqa: PLR2004
            if code and 3 in ligne:  # noqa: PLR2004
                self.tables.exiger_resultat(Onglet.RELEVE, ligne[3])
                lue = valeur(ligne[3].valeur)
                lues.setdefault(code, jour_de_seance(self.tables, lue, ligne[3].adresse) if code == "date" else lue)
        return lues

    def decisions(self, revue: Revue, valeurs: Mapping[str, Any]) -> list[Decision]:
        """Return the lines of the record: each indicator once, then every other line that says something."""
        restants = {cle(i.code): i for i in revue.indicateurs}
        decisions = []
        for fiche in self.tables.rangees(Onglet.RELEVE, RELEVE, ("code", *SAISIES_DU_RELEVE)):
            commun: dict[str, Any] = {code: texte(fiche[code]) for code in ("reserve", "motif", "suite", "qui", "etat")}
            commun["echeance"] = echeance(fiche["echeance"])
            indicateur = restants.get(cle(fiche["code"]))
            objet = texte(fiche["objet"])
            if indicateur is not None and normaliser(objet) == normaliser(
                revue.saisies[f"{indicateur.ident}.libelle"] or ""
            ):
                del restants[cle(fiche["code"])]
                decisions.append(_decision(indicateur, revue, valeurs, commun))
            elif objet or any(commun.values()):
                decisions.append(Decision(texte(fiche["code"]), objet, indicateur=False, valeur_cpts=fiche["cpts"],
                                          valeur_cpam=fiche["cpam"], valeur_convenue=fiche["convenu"],
                                          **commun))  # fmt: skip
        # une ligne effacée du relevé ne retire pas l'indicateur : sa valeur compte toujours
        decisions += [_decision(indicateur, revue, valeurs, {}) for indicateur in restants.values()]
        return decisions


def _decision(indicateur: Indicateur, revue: Revue, valeurs: Mapping[str, Any], commun: dict[str, Any]) -> Decision:
    i = indicateur.ident
    return Decision(
        indicateur.code, texte(revue.saisies[f"{i}.libelle"]), texte(revue.saisies[f"{i}.mission"]),
        valeur_cpts=revue.saisies[f"{i}.realise" if indicateur.realise else f"{i}.mesure"],
        valeur_cpam=revue.saisies[f"{i}.{CPAM}"], valeur_convenue=revue.saisies[f"{i}.{CONVENU}"],
        neutralisation=texte(revue.saisies[f"{i}.neutralisation_convenue"]),
        acquis_cpts=valeurs[f"{i}.acquis_{CPTS}"], acquis_cpam=valeurs[f"{i}.acquis_{CPAM}"],
        acquis_convenu=valeurs[f"{i}.acquis_{CONVENU}"], **commun,
    )  # fmt: skip
