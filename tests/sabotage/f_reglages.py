"""Falsifications of what formulas lean on: the law's parameters, stored results, names, settings of the computation."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from cpts_xl.constats import Cause
from tests.sabotage.base import cellule_bareme, ou, rang_calcul
from tests.sabotage.f_formules import chiffre
from tests.sabotage.gestes import Geste, constante, echange, ensemble, formule, saisie, stockee
from tests.sabotage.gestes_cadre import de_feuille, nom, nom_change, nom_local, reglage
from tests.sabotage.modele import Falsification
from tests.sabotage.paquet import CLASSEUR, NS, Paquet

BAREME = "Barème"


def parametres() -> Iterator[Falsification]:
    """Yield the changes of the sheet of parameters and of the lists."""
    acces, acompte = cellule_bareme("montant|acces_fixe|3"), cellule_bareme("montant|parcours_fixe|3")
    taille3 = cellule_bareme("seuil_taille|3")
    duree, autre = cellule_bareme("duree_contrat"), cellule_bareme("montant|prevention_fixe|3")
    cas = (
        ("montant national changé, résultats gardés", acces, saisie(BAREME, acces, 99000.0), False, ""),
        ("montant national changé, tout recalculé", acompte, saisie(BAREME, acompte, 60000.0), True, "parametres"),
        (
            "seuil de taille abaissé, tout recalculé",
            f"K{taille3[1:]}",
            saisie(BAREME, f"K{taille3[1:]}", 99000.0),
            True,
            "",
        ),
        ("durée du contrat changée", duree, saisie(BAREME, duree, 6.0), True, "parametres"),
        ("montant national en texte", autre, saisie(BAREME, autre, "17 500"), False, ""),
        (
            "clés de deux montants échangées",
            f"A{acces[1:]}",
            echange(BAREME, f"A{acces[1:]}", f"A{acompte[1:]}"),
            True,
            "",
        ),
    )
    for intitule, lieu, geste, recalcule, lot in cas:
        causes = (Cause.PARAMETRE, Cause.TEXTE) if "texte" in intitule else (Cause.PARAMETRE,)
        if "clés" in intitule:
            causes = (Cause.PARAMETRE, Cause.LIBELLE)
        yield Falsification(
            intitule, "paramètre", (BAREME, lieu), causes, geste, recalcule=recalcule, libreoffice=lot
        )  # fmt: skip
    for intitule, colonne, texte in (
        ("article d'un montant changé", "F", "art. 99"), ("statut « incertain » changé en « confirmé »", "H",
         "certain"),
    ):  # fmt: skip
        lieu = f"{colonne}{acces[1:]}"
        yield Falsification(
            intitule, "paramètre", (BAREME, lieu), (Cause.PARAMETRE, Cause.LIBELLE), saisie(BAREME, lieu, texte)
        )
    yield Falsification(
        "code ajouté à une liste de choix", "paramètre", ("Listes", "C5"), (Cause.PARAMETRE, Cause.LIBELLE,
         Cause.VALIDATION),
        saisie("Listes", "C5", "fonctionnement_bis"),
    )  # fmt: skip


def stockees() -> Iterator[Falsification]:
    """Yield the results stored beside formulas, changed alone."""
    calcul = f"D{rang_calcul('ligne.acces_fixe.droit')}"
    cas: tuple[tuple[str, tuple[str, str], str | float], ...] = (
        ("résultat stocké d'un droit changé", ou("ligne.acces_fixe.droit"), 99999.0),
        ("résultat stocké d'un contrôle changé", ou("controle.preuves"), "Conforme"),
        ("résultat stocké du tableau de bord changé", chiffre("perimetre.tout.droit"), 399999.0),
        ("résultat stocké de la feuille Calculs changé", ("Calculs", calcul), 99999.0),
        ("résultat stocké d'une date changé", ou("echeance.acces_variable_n1.date_attendue"), 45800.0),
        ("résultat stocké d'un statut changé", ou("indicateur.2.statut"), "atteint"),
        ("résultat stocké changé en texte", ou("indemnite.2.total_1"), "12 000"),
        ("résultat stocké d'une ligne vide inventé", ou("versement.25.retard"), 12.0),
    )
    for intitule, lieu, valeur in cas:
        yield Falsification(intitule, "résultat stocké", lieu, (Cause.PERIMEE,), stockee(*lieu, valeur))
    droit, solde = ou("ligne.acces_fixe.droit"), ou("total.solde")
    yield Falsification(
        "résultat stocké changé d'un centime", "résultat stocké", solde, (Cause.PERIMEE,), stockee(*solde, 139990.63)
    )
    yield Falsification(
        "résultats stockés falsifiés, puis enregistrés par LibreOffice sans recalcul", "résultat stocké", droit,
        (Cause.PERIMEE,), stockee(*droit, 99999.0), libreoffice="gardés",
    )  # fmt: skip


def noms() -> Iterator[Falsification]:
    """Yield the names redirected, shadowed, shortened or taken away."""

    def cas(intitule: str, quel: str, geste: Geste, **autres: object) -> Falsification:
        causes = (Cause.NOM,)
        return Falsification(intitule, "nom", ("", ""), causes, geste, cite=quel, **autres)  # type: ignore[arg-type]

    yield cas("nom renvoyé sur une autre cellule", "POPULATION", nom("POPULATION", "Identité!$B$22"))
    yield cas(
        "colonne nommée raccourcie", "VERSEMENT_MONTANT", nom_change("VERSEMENT_MONTANT", r"\$\d+$", "$10"),
        recalcule=True, libreoffice="parametres",
    )  # fmt: skip
    yield cas("valeurs du barème décalées d'une ligne", "BAREME_VALEUR", nom_change("BAREME_VALEUR", r"\$5:", "$6:"))
    yield cas("nom changé en constante", "TAILLE_RETENUE", nom("TAILLE_RETENUE", "4"))
    yield cas(
        "nom propre à une feuille, qui masque le vrai", "CONTRAT_ANNEE", nom_local("CONTRAT_ANNEE", "Versements", "2")
    )
    yield cas("nom supprimé", "PRORATA_UNITE", _sans_nom("PRORATA_UNITE"))
    yield cas("fonction LAMBDA changée", "CPTS_ACOMPTE", nom_change("CPTS_ACOMPTE", "ROUND", "ROUNDUP"), base="lambda")
    yield cas("fonction LAMBDA supprimée", "CPTS_SOLDE", _sans_nom("CPTS_SOLDE"), base="lambda")


def _sans_nom(quel: str) -> Geste:
    def applique(p: Paquet) -> None:
        element = p.noms()[quel]
        element.getparent().remove(element)

    return Geste(applique, lambda avant, apres: quel in avant.noms() and quel not in apres.noms())


def _dates_1904() -> Geste:
    """Turn the calendar of 1904 on: every date of the workbook moves by four years and a day."""
    return reglage("workbookPr", date1904="1")


def reglages() -> Iterator[Falsification]:
    """Yield the settings of the computation that make a true workbook say something else."""
    cas = (
        ("calcul manuel", reglage("calcPr", calcMode="manual", fullCalcOnLoad="0")),
        ("calcul itératif", reglage("calcPr", iterate="1", iterateCount="1")),
        ("précision au format affiché", reglage("calcPr", fullPrecision="0")),
        ("calendrier depuis 1904", _dates_1904()),
    )
    for intitule, geste in cas:
        yield Falsification(intitule, "réglage", ("", ""), (Cause.REGLAGE,), geste)
    yield Falsification(
        "onglets retirés de la fenêtre", "masqué", ("", ""), (Cause.MASQUEE,), _onglets(), cite="onglets",
    )  # fmt: skip
    yield Falsification(
        "formules calculées comme dans Lotus", "réglage", ("Financement", ""), (Cause.REGLAGE,),
        de_feuille("Financement", "transitionEvaluation", "1"),
    )  # fmt: skip
    yield Falsification(
        "zéros non affichés",
        "réglage",
        ("Financement", ""),
        (Cause.REGLAGE, Cause.FORMAT),
        _vue("Financement", "showZeros", "0"),
    )
    yield Falsification(
        "formules montrées au lieu des valeurs", "réglage", ("Financement", ""), (Cause.REGLAGE, Cause.FORMAT),
        _vue("Financement", "showFormulas", "1"),
    )  # fmt: skip


def _vue(feuille: str, cle: str, valeur: str) -> Geste:
    def vue(p: Paquet) -> object:
        return p.feuille(feuille).find(f"{NS}sheetViews/{NS}sheetView")

    return Geste(
        lambda p: vue(p).set(cle, valeur),  # type: ignore[attr-defined]
        lambda avant, apres: vue(avant).get(cle) != valeur == vue(apres).get(cle),  # type: ignore[attr-defined]
    )


def _onglets() -> Geste:
    """Take the tabs of the sheets out of the window."""

    def lu(p: Paquet) -> str | None:
        return p.arbre(CLASSEUR).find(f".//{NS}workbookView").get("showSheetTabs")  # type: ignore[no-any-return]

    return Geste(
        lambda p: p.arbre(CLASSEUR).find(f".//{NS}workbookView").set("showSheetTabs", "0"),
        lambda avant, apres: lu(avant) != "0" == lu(apres),
    )


def exterieurs() -> Iterator[Falsification]:
    """Yield the names that call outside: another workbook, a program."""
    for dit, contenu in (("un autre classeur", "[1]Feuil1!$A$1"), ("un programme", "cmd|' /c calc'!A0")):
        yield Falsification(
            f"nom qui appelle {dit}", "extérieur", ("", ""), (Cause.CONTENU,), _nom_neuf("Taux_moyen", contenu),
            cite="Taux_moyen",
        )  # fmt: skip


def _nom_neuf(quel: str, contenu: str) -> Geste:
    """Define a name of one's own."""

    def applique(p: Paquet) -> None:
        etree.SubElement(p.arbre(CLASSEUR).find(f"{NS}definedNames"), f"{NS}definedName", name=quel).text = contenu

    return Geste(applique, lambda avant, apres: quel not in avant.noms() and apres.noms()[quel].text == contenu)


def autres_encres() -> Iterator[Falsification]:
    """Yield the same frauds in the working workbook (calls of our functions) and in the LAMBDA copy."""
    droit, total = ou("ligne.acces_fixe.droit"), ou("total.acompte")
    parcours = cellule_bareme("montant|parcours_fixe|3")
    for encre, mot in (("python", "classeur de suivi"), ("lambda", "copie LAMBDA")):
        yield Falsification(
            f"{mot} : formule remplacée par une constante", "autre encre", droit, (Cause.CONSTANTE,),
            constante(*droit, 95000.0), base=encre,
        )  # fmt: skip
        yield Falsification(
            f"{mot} : autre fonction appelée", "autre encre", ou("ligne.acces_fixe.solde"), (Cause.FORMULE,),
            formule(*ou("ligne.acces_fixe.solde"), "CPTS_[A-Z_]+", "CPTS_TROP_PERCU"), base=encre,
        )  # fmt: skip
        yield Falsification(
            f"{mot} : appel raccourci d'une ligne", "autre encre", total, (Cause.FORMULE,),
            formule(*total, r"\$18\b", "$17"), base=encre,
        )  # fmt: skip
        yield Falsification(
            f"{mot} : paramètre changé", "autre encre", (BAREME, parcours), (Cause.PARAMETRE,),
            saisie(BAREME, parcours, 60000.0), base=encre,
        )  # fmt: skip
        yield Falsification(
            f"{mot} : résultat stocké changé",
            "autre encre",
            droit,
            (Cause.PERIMEE,),
            stockee(*droit, 95000.0),
            base=encre,
        )
    yield Falsification(
        "classeur de suivi : « + 100 » après l'appel", "autre encre", ou("indicateur.3.acquis"), (Cause.FORMULE,),
        ensemble(formule(*ou("indicateur.3.acquis"), r"(?s)^(.*)$", r"\1+100")), base="python",
    )  # fmt: skip
