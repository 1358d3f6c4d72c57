"""Falsifications of what is computed: constants typed over formulas, formulas changed by a hair."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.constats import Cause
from cpts_xl.workbook.pages.dashboard import CHIFFRES
from cpts_xl.workbook.xlsx.types import lettres
from tests.sabotage.base import ou, rang_calcul
from tests.sabotage.gestes import Geste, ajout, constante, ensemble, formule, formule_posee
from tests.sabotage.modele import Falsification, Qui

RECALCULEES = frozenset({
    "arrondi toujours vers le haut", "référence à la ligne du dessous", "taille suivante lue au barème",
    "montant manquant pris pour zéro", "prorata compté un jour de plus", "un centime ajouté",
    "Calculs : l'écart comparé à lui-même", "tableau de bord : le versé montre le plafond",
})  # fmt: skip
"""The forger who recalculates afterwards: every result is then that of the formulas."""
BORD, CALCULS, CONTROLES = "Tableau de bord", "Calculs", "Contrôles"


def chiffre(ident: str) -> tuple[str, str]:
    """Return the cell of the dashboard that shows one of the figures of the year."""
    return BORD, f"{lettres(3 + [i for i, _ in CHIFFRES].index(ident))}5"


def constantes() -> Iterator[Falsification]:
    """Yield the constants typed over formulas, sheet by sheet."""
    saisies = (
        ("droit ouvert figé à sa propre valeur", "ligne.acces_fixe.droit", None, "calculs"),
        ("total des acomptes augmenté de 1 000 €", "total.acompte", 192506.85, ""),
        ("montant acquis d'un indicateur forcé", "indicateur.3.acquis", 8000.0, "calculs"),
        ("taux d'atteinte forcé à 100 %", "indicateur.2.taux", 1.0, ""),
        ("prorata d'une mission forcé à 1", "mission.accompagnement.prorata", 1.0, "calculs"),
        ("retard d'un versement effacé", "versement.11.retard", 0.0, ""),
        ("contrôle tapé « Conforme »", "controle.preuves", "Conforme", "calculs"),
        ("part du plafond d'un professionnel abaissée", "indemnite.3.part_1", 0.5, ""),
        ("date attendue d'un versement retardée", "echeance.acces_variable_n1.date_attendue", 45835.0, ""),
        ("nombre de jours d'une année du contrat tapé", "annee.3.jours", 366.0, ""),
        ("dépense d'une enveloppe tapée", "poste.acces.depense", 85000.0, ""),
        ("prévision tapée", "prevision.acces_fixe.central", 95000.0, ""),
        ("solde de trésorerie tapé", "mois.6.cloture", 60000.0, ""),
        ("force de preuve forcée à 4", "piece.3.force", 4.0, "calculs"),
        ("montant d'une participation tapé", "participation.1.montant", 4000.0, ""),
        ("écart avec les comptes effacé", "classe.60.ecart", 0.0, ""),
        ("couverture d'une mission portée à 100 %", "couverture.acces.part", 1.0, ""),
        ("somme d'une clé tapée", "cle.1.somme", 1.0000001, ""),
        ("dépense d'une action tapée", "action.1.depense", 9999.0, ""),
    )
    for nom, ident, valeur, lot in saisies:
        lieu = ou(ident)
        yield Falsification(
            nom, "constante", lieu, (Cause.CONSTANTE,), constante(*lieu, valeur), libreoffice=lot,
        )  # fmt: skip
    taille = ou("identite.taille")
    yield Falsification(
        "taille forcée à 4", "constante", taille, (Cause.CONSTANTE, Cause.TAILLE), constante(*taille, 4.0)
    )
    droit = chiffre("perimetre.tout.droit")
    yield Falsification(
        "chiffre du tableau de bord tapé", "constante", droit, (Cause.CONSTANTE,), constante(*droit, 341497.47),
        libreoffice="calculs",
    )  # fmt: skip
    yield Falsification(
        "nombre de contrôles à regarder tapé 0",
        "constante",
        (BORD, "D9"),
        (Cause.CONSTANTE,),
        constante(BORD, "D9", 0.0),
    )
    ligne = rang_calcul("ligne.acces_fixe.droit")
    yield Falsification(
        "écart de la feuille Calculs tapé 0", "constante", (CALCULS, f"F{ligne}"), (Cause.CONSTANTE,),
        constante(CALCULS, f"F{ligne}", 0.0), libreoffice="calculs",
    )  # fmt: skip
    yield Falsification(
        "compte des lignes à regarder tapé 0",
        "constante",
        (CALCULS, "E3"),
        (Cause.CONSTANTE,),
        constante(CALCULS, "E3", 0.0),
    )


def _voisine(formule_de: str, decalage: int) -> tuple[str, str]:
    """Return the pattern of the row of a cell and that of a neighbour, for a reference to the wrong row."""
    _, lieu = ou(formule_de)
    ligne = int("".join(c for c in lieu if c.isdigit()))
    return rf"(\$O){ligne}\b", rf"\g<1>{ligne + decalage}"


def modifiees() -> Iterator[Falsification]:
    """Yield the formulas changed so that a reader would hardly see it."""
    total, derniere = ou("total.acompte"), ou("ligne.accompagnement_variable.acompte")[1]
    bas = int("".join(c for c in derniere if c.isdigit()))
    changements: tuple[tuple[str, str, str, str, str], ...] = (
        ("arrondi toujours vers le haut", "ligne.acces_fixe.droit", r"ROUND\(", "ROUNDUP(", ""),
        ("plage d'un total raccourcie d'une ligne", "total.acompte", rf"(\$Q)\${bas}\)", rf"\1${bas - 1})", "formules"),
        ("seuil d'un palier franchi plus tôt", "indicateur.1.palier", r"ROUND\((\$[A-Z]+5),6\)", r"(ROUND(\1,6)+1)",
         ""),
        ("sens de la comparaison inversé", "indicateur.1.palier", "<=", ">=", "formules"),
        ("référence à la ligne du dessous", "ligne.parcours_fixe.acompte", *_voisine("ligne.parcours_fixe.acompte",
         2), ""),
        ("condition inversée : due alors que la mission n'est pas engagée", "ligne.qualite_fixe.due", '="Oui","Oui"',
         '="Non","Oui"', "formules"),
        ("dollar retiré : la référence glissera", "ligne.acces_fixe.solde", r"\$O(\d)", r"O\1", ""),
        ("prorata remplacé par la moitié", "ligne.acces_fixe.droit", r"\*Missions!\$[A-Z]+\$5", "*0.5", ""),
        ("taille suivante lue au barème", "ligne.acces_fixe.national", "&TAILLE_RETENUE", "&(TAILLE_RETENUE+1)", ""),
        ("plafond d'une part variable retiré", "ligne.acces_variable.droit", r"MIN\((Missions!\$O\$5),\$N7\)", r"\1",
         ""),
        ("montant manquant pris pour zéro", "perimetre.tout.droit", r'"À compléter"\)$', "0)", ""),
        ("versements d'une autre année comptés", "ligne.parcours_fixe.verse", "CONTRAT_ANNEE", "2", "formules"),
        ("contrôle désarmé", "controle.taille", "À regarder", "Conforme", "formules"),
        ("alerte de plafond désarmée", "indemnite.1.alerte", "À regarder", "Conforme", ""),
        ("pièce périmée toujours valable", "piece.4.validite", "Expirée", "Valable", "formules"),
        ("prorata compté un jour de plus", "mission.accompagnement.prorata", r"\(FIN_ANNEE-MAX", "(FIN_ANNEE+1-MAX",
         ""),
        ("taux horaire majoré de 10 %", "participation.1.montant", r"ROUND\(", "1.1*ROUND(", ""),
        ("clé de répartition faussée", "cle.1.somme", r",9\)", ",1)", ""),
        ("retard d'encaissement nié", "versement.11.retard", r"MAX\(0", "MIN(0", ""),
        ("formule d'une ligne encore vide", "versement.25.retard", r"MAX\(0", "MIN(0", ""),
    )  # fmt: skip
    for nom, ident, motif, par, lot in changements:
        lieu = ou(ident)
        yield Falsification(
            nom, "formule", lieu, (Cause.FORMULE,), formule(*lieu, motif, par), libreoffice=lot,
             recalcule=nom in RECALCULEES,
            qui=Qui.TOUS if ident.startswith("versement.25") else Qui.RELECTEUR,
        )  # fmt: skip
    yield from _posees(total)


def _posees(total: tuple[str, str]) -> Iterator[Falsification]:
    """Yield the formulas added to, or put in the place of another."""

    def cas(nom: str, lieu: tuple[str, str], geste: Geste, *causes: Cause) -> Falsification:
        return Falsification(nom, "formule", lieu, causes or (Cause.FORMULE,), geste, recalcule=nom in RECALCULEES)

    solde, reste = ou("ligne.acces_fixe.solde"), ou("ligne.prevention_fixe.reste")
    yield cas("un centime ajouté", solde, ajout(*solde, "+0.01"))
    yield cas(
        "formule qui n'est qu'un nombre", reste, formule_posee(*reste, "12345.67"), Cause.FORMULE, Cause.CONSTANTE
    )
    yield cas("total pris ailleurs", total, formule_posee(*total, "$N$19+200000"))
    verse = chiffre("perimetre.tout.verse")
    autre = ou("perimetre.tout.plafond")
    yield cas(
        "tableau de bord : le versé montre le plafond", verse,
        formule_posee(*verse, f"{autre[0]}!${autre[1][0]}${autre[1][1:]}"),
    )  # fmt: skip
    yield cas("tableau de bord : compte des contrôles à regarder annulé", (BORD, "D9"), ajout(BORD, "D9", "*0"))
    ligne = rang_calcul("ligne.acces_fixe.droit")
    faux = ou("ligne.acces_fixe.droit")
    yield cas(
        "Calculs : l'écart comparé à lui-même", (CALCULS, f"F{ligne}"),
        ensemble(formule(CALCULS, f"F{ligne}", r"\$E", "$D"), constante(*faux, 95000.0)),
    )  # fmt: skip
    yield cas(
        "Calculs : la valeur du classeur remplacée par celle de l'outil", (CALCULS, f"D{ligne}"),
        ensemble(formule_posee(CALCULS, f"D{ligne}", f"$E{ligne}"), constante(*faux, 95000.0)),
    )  # fmt: skip
    yield cas("Calculs : compte des lignes identiques forcé", (CALCULS, "D3"), formule_posee(CALCULS, "D3", "$C3"))
