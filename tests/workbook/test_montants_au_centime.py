"""An amount in euros has two decimals: its cell refuses more, and the reading names more when it was pasted."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.schema import IDENTITE, TABLEAUX, champ_identite
from cpts_xl.workbook import sheets
from cpts_xl.workbook.domaine import CONDITION_MAX, ConditionMontant, condition_montant, domaine_de, lire_condition
from cpts_xl.workbook.layout import Layout, feuille_citee
from cpts_xl.workbook.moteurs.recalcul import recalculer
from cpts_xl.workbook.xlsx.types import lettres
from tests.sabotage.base import octets, ou, resultat
from tests.sabotage.gestes import Geste, saisie
from tests.sabotage.juge import constats_de
from tests.sabotage.moteurs import enregistrer, fichier
from tests.sabotage.paquet import NS, Paquet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REFUS = "Saisir un montant en euros, deux décimales au plus, sans lettre ni unité."
ADMIS = (0, 1, -1, 0.01, 2473.41, -2473.42, 0.1 + 0.2, 999_999_999.99, -1e9, 1e9, 1234567.89, 0.07, 8.35)
REFUSES = (2473.415, -2473.415, 0.001, 12.3456, 1e9 + 0.01, -1e9 - 1, "12 €", "abc")


def regles(contenu: bytes, feuille: str) -> dict[str, Any]:
    """Return the validations of a sheet, by range."""
    return {regle.get("sqref"): regle for regle in Paquet(contenu).feuille(feuille).iter(f"{NS}dataValidation")}


def montants() -> Iterator[tuple[str, str, str, str]]:
    """Yield every input in euros of the workbook: its sheet, its range, its first cell, its label."""
    for champ in IDENTITE:
        if champ.genre.code == "montant":
            feuille, adresse = ou(f"identite.{champ.code}")
            yield feuille, adresse, adresse, champ.libelle
    for feuille_de in sheets.TABLEAUX_FEUILLES:
        lignes = lignes_de(feuille_de.prefixe)
        for rang, col in enumerate(feuille_de.colonnes, 1):
            if col.champ is not None and col.champ.genre.code == "montant":
                haut, bas = min(lignes), max(lignes)
                yield (
                    feuille_de.nom, f"{lettres(rang)}{haut}:{lettres(rang)}{bas}", f"{lettres(rang)}{haut}",
                    col.champ.libelle,
                )  # fmt: skip


@cache
def lignes_de(prefixe: str) -> tuple[int, ...]:
    """Return the rows of a table in the workbook."""
    layout = Layout(resultat())
    return tuple(layout.cases[f"{rangee}.{sheets.feuille_de(prefixe).cle}"].ligne for rangee in layout.rangees[prefixe])


@pytest.mark.parametrize("base", ["native", "python"])
def test_every_amount_refuses_what_has_no_bill(base: str) -> None:
    """Each input in euros has the condition of its own cell, our words of refusal, its label and its help as before."""
    attendus = list(montants())
    assert len(attendus) > 35
    for feuille, plage, premiere, libelle in attendus:
        regle = regles(octets(base), feuille)[plage]
        assert (regle.get("type"), regle.get("allowBlank"), regle.get("showErrorMessage")) == ("custom", "1", "1")
        due = condition_montant(feuille_citee(feuille), premiere.rstrip("0123456789"))
        assert regle.findtext(f"{NS}formula1") == due
        assert len(due) <= CONDITION_MAX
        assert regle.get("error") == REFUS
        assert regle.get("errorTitle") == "Saisie refusée"
        assert regle.get("promptTitle") == libelle[:32]
        assert regle.get("prompt")


def test_what_is_not_an_amount_keeps_its_rule() -> None:
    """Numbers, rates and days are not rounded to the cent: their rules are those of before."""
    nombre = TABLEAUX["indicateur"].champ("cible")
    assert domaine_de(nombre) == {
        "validate": "decimal", "criteria": "between", "minimum": -(10**9), "maximum": 10**9,
        "error_message": "Saisir un nombre, sans lettre ni unité.",
    }  # fmt: skip
    assert domaine_de(champ_identite("taux_acompte_variable"))["validate"] == "decimal"
    assert domaine_de(champ_identite("population"))["validate"] == "integer"


def test_a_condition_is_read_back_whatever_its_numbers() -> None:
    """Ours is recognised, as programs rewrite it too; another formula is not, nor one that looks at two columns."""
    due = condition_montant("'Budget n+1'", "E")
    assert lire_condition(due) == ConditionMontant("Budget n+1", "E", 1e9, 2)
    sans_feuille = due.replace("'Budget n+1'!", "").replace("$E:$E", "$E$1:$E$1048576").replace("2))", "3))")
    assert lire_condition(f"={sans_feuille}") == ConditionMontant("", "E", 1e9, 3)
    assert lire_condition("TRUE") is None
    assert lire_condition(due.replace("ROUND(INDEX('Budget n+1'!$E:$E", "ROUND(INDEX('Budget n+1'!$F:$F")) is None


@pytest.mark.moteur
def test_the_condition_says_what_it_must(moteurs: tuple[str, ...], tmp_path: Path) -> None:
    """Put in cells and computed by a spreadsheet: every amount to the cent passes, nothing else does."""
    import xlsxwriter  # noqa: PLC0415  (lourd)

    assert "libreoffice" in moteurs
    chemin = tmp_path / "conditions.xlsx"
    valeurs = (*ADMIS, *REFUSES)
    condition = condition_montant("Essai", "A")
    with xlsxwriter.Workbook(chemin) as classeur:
        page = classeur.add_worksheet("Essai")
        for rang, valeur in enumerate(valeurs):
            page.write(rang, 0, valeur)
            # un tableur refuse la saisie d'une condition fausse comme d'une condition en erreur
            page.write_formula(rang, 1, f"=IF(ISERROR({condition}),0,IF({condition},1,0))", None, 9)
    rendu = recalculer(chemin, "libreoffice")
    assert [valeur for rang, valeur in enumerate(valeurs, 1) if rendu["Essai", f"B{rang}"] == 1] == list(ADMIS)


# ------------------------------------------------------------------------------------------ received workbooks


def regler(feuille: str, plage: str, **changements: str) -> Geste:
    """Rewrite the rule of a range: an attribute, or its formula."""

    def applique(p: Paquet) -> None:
        [regle] = [v for v in p.feuille(feuille).iter(f"{NS}dataValidation") if v.get("sqref") == plage]
        for cle, valeur in changements.items():
            if cle.startswith("formula"):
                regle.find(f"{NS}{cle}").text = valeur
            else:
                regle.set(cle, valeur)

    return Geste(applique, lambda avant, apres: avant.octets() != apres.octets())


def dits(*gestes: Geste, cause: Cause | str = Cause.VALIDATION) -> list[Constat]:
    """Return what is said, with this cause, of a workbook so changed."""
    paquet = Paquet(octets())
    for geste in gestes:
        geste.applique(paquet)
    with fichier("classeur.xlsx", paquet.octets()) as chemin:
        constats, _ = constats_de(chemin)
    return [c for c in constats if c.cause == cause]


PLAGE = "D5:D34"
DUE = condition_montant("Versements", "D")


@pytest.mark.parametrize(
    ("formule", "tort"),
    [
        (DUE.replace(",2))", ",4))"), "admet plus de deux décimales"),
        (DUE.replace("<=1000000000", "<=9999999999"), "admet des valeurs plus petites"),
        (DUE.replace("$D:$D", "$E:$E"), "regarde une autre colonne que la sienne"),
        (DUE.replace("Versements!", "Dépenses!"), "regarde une autre colonne que la sienne"),
        ("TRUE", "n'est plus celle de ce champ"),
    ],
)
def test_a_condition_made_wider_is_named(formule: str, tort: str) -> None:
    """What a forger would let through is told in words, on the range."""
    [constat] = dits(regler("Versements", PLAGE, formula1=formule))
    assert (constat.gravite, constat.feuille, constat.cellule) == (Gravite.A_REGARDER, "Versements", PLAGE)
    assert constat.message == f"« Montant reçu » : la validation {tort}."
    assert constat.attendu == "un montant, deux décimales au plus"


def test_the_bounds_of_an_older_copy_accuse_nobody() -> None:
    """Workbooks written before had two bounds and no decimals: the reading tells of the amounts all the same."""

    def ancienne(p: Paquet) -> None:
        [regle] = [v for v in p.feuille("Versements").iter(f"{NS}dataValidation") if v.get("sqref") == PLAGE]
        regle.set("type", "decimal")
        regle.find(f"{NS}formula1").text = "-1000000000"
        haut = regle.makeelement(f"{NS}formula2", {})
        haut.text = "1000000000"
        regle.append(haut)

    assert dits(Geste(ancienne, lambda avant, apres: avant.octets() != apres.octets())) == []


def test_a_pasted_half_cent_is_named_with_its_cell() -> None:
    """Sheet, cell, value read, what to type; nothing is rounded on the way, and nobody is stopped."""
    place = ou("depense.2.montant")
    [constat] = [c for c in dits(saisie(*place, 2473.415), cause="saisie") if "décimales" in c.message]
    assert (constat.feuille, constat.cellule) == place
    assert constat.gravite is Gravite.A_REGARDER
    assert constat.phrase() == (
        f"feuille « Dépenses », cellule {place[1]} : « Montant » a plus de deux décimales : l'outil le compte tel "
        "quel, sans l'arrondir, et un tableur peut alors s'en écarter d'un centime. Lu : 2\u202f473,415. Retaper "
        "2473,41 ou 2473,42, selon la pièce : un montant en euros se saisit au centime."
    )


def test_a_noise_of_the_spreadsheet_is_no_third_decimal() -> None:
    """0.1 + 0.2 is stored with seventeen digits: a spreadsheet shows thirty cents, and so is it read."""
    place = ou("depense.2.montant")
    assert [c for c in dits(saisie(*place, 0.1 + 0.2), cause="saisie") if "décimales" in c.message] == []


@pytest.mark.moteur
def test_the_conditions_survive_libreoffice(moteurs: tuple[str, ...]) -> None:
    """Saved by LibreOffice, every condition is there, with its words of refusal; the verification accuses nobody."""
    assert "libreoffice" in moteurs
    contenu = enregistrer({"classeur": octets()}, recalcules=True)["classeur"]
    for feuille, plage, premiere, _libelle in montants():
        regle = regles(contenu, feuille)[plage]
        colonne = premiere.rstrip("0123456789")
        assert lire_condition(regle.findtext(f"{NS}formula1")) == ConditionMontant(feuille, colonne, 1e9, 2)
        assert regle.get("type") == "custom"
        assert regle.get("error") == REFUS
    with fichier("classeur.xlsx", contenu) as chemin:
        constats, _ = constats_de(chemin)
    assert [c for c in constats if c.cause == Cause.VALIDATION] == []
