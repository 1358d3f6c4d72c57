"""What a finding cites is where the reader sees it: rows by their number in the sheet, hidden sheets, colours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from cpts_xl.cli import main
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.law import en_vigueur
from cpts_xl.workbook import sheets
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.empreinte.modele import empreinte_du_modele
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import LIGNE_ENTETE
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.xlsx.lu import lire
from tests.workbook.exemples import dossier_exemple, ecrire, ou, resultat

CLES = {
    "indicateur": "id",
    "action": "id",
    "adherent": "profession",
    "piece": "numero",
    "professionnel": "id",
    "tarif": "profession",
    "reunion": "id",
    "cle": "id",
    "compte": "compte",
}
"""Tables whose rows must not have the same key, and the field of this key."""


def double(tableau: str) -> Dossier:
    """Return the example where the third row of a table is the second one again."""
    exemple = dossier_exemple()
    # une présence n'est double qu'à une même réunion
    lignes = [ligne for ligne in exemple.liste(tableau) if tableau != "participation" or ligne["reunion"]]
    lignes[2:3] = [lignes[1]]
    return Dossier(exemple.identite, exemple.fiches, {**exemple.listes, tableau: tuple(lignes)})


def ecrit(dossier: Dossier, vers: Path) -> Path:
    """Return the workbook of a dossier, written."""
    vers.write_bytes(construire(resultat(dossier), Encre.NATIVE, calculs=False))
    return vers


@pytest.mark.parametrize("tableau", [*CLES, "depense", "versement", "participation"])
def test_the_other_row_is_cited_by_its_number_in_the_sheet(tableau: str) -> None:
    """The engine knows ranks, the reader sees rows: every check of doubles says which input holds the other one."""
    declare = double(tableau)
    dites = [
        a for a in examiner(declare, en_vigueur(declare.debut)) if a.saisie.startswith(f"{tableau}.3.") and a.autre
    ]
    assert dites, tableau
    for anomalie in dites:
        assert anomalie.autre.startswith(f"{tableau}.2.")
        assert "ligne 2" in anomalie.message
        assert "ligne 46" in anomalie.a_la_ligne(46)


def test_a_received_workbook_cites_the_row_that_holds_the_other(tmp_path: Path) -> None:
    """The second row of a table stands on row 6, and on row 8 once two rows were inserted above it."""
    chemin = ecrit(double("indicateur"), tmp_path / "reçu.xlsx")
    [constat] = [c for c in lire_classeur(chemin).constats if "sert déjà" in c.message]
    assert constat.message.endswith(f"sert déjà à la ligne {LIGNE_ENTETE + 2}.")
    classeur = openpyxl.load_workbook(chemin)
    classeur["Indicateurs"].insert_rows(LIGNE_ENTETE + 1, 2)
    classeur.save(chemin)
    [constat] = [c for c in lire_classeur(chemin).constats if "sert déjà" in c.message]
    assert constat.message.endswith(f"sert déjà à la ligne {LIGNE_ENTETE + 4}.")
    assert constat.cellule.endswith(str(LIGNE_ENTETE + 5))


def test_a_code_that_holds_the_words_is_left_as_it_is() -> None:
    """What the user typed is never rewritten: only our own words are, at the end of the message."""
    anomalie = Anomalie("x.9.id", "La clé « ligne 2 » figure déjà à la ligne 2 : deux fois.", "", autre="x.2.id")
    assert anomalie.a_la_ligne(6) == "La clé « ligne 2 » figure déjà à la ligne 6 : deux fois."


def masquer(chemin: Path, noms: list[str]) -> str:
    """Hide these sheets and return what the reading says of it."""
    classeur = openpyxl.load_workbook(chemin)
    for nom in noms:
        classeur[nom].sheet_state = "hidden"
    classeur.save(chemin)
    [dit] = [c.message for c in lire_classeur(chemin).constats if "feuilles sont masquées" in c.message]
    return dit


def test_the_sheets_of_the_simple_mode_are_not_told_one_by_one(tmp_path: Path) -> None:
    """Forty names would hide the other findings; the usual hiding is told as such."""
    simples = [nom for nom in sheets.ORDRE if nom not in sheets.MODE_SIMPLE]
    presentes = [nom for nom in simples if nom in lire(ecrire(tmp_path, calculs=False)).feuilles]
    assert masquer(ecrire(tmp_path, calculs=False), presentes) == (
        f"{len(presentes)} feuilles sont masquées : ce sont celles que masque le mode simple."
    )


def test_many_other_hidden_sheets_are_counted_and_the_first_named(tmp_path: Path) -> None:
    """One sheet less or one more than the simple mode is somebody's choice: the first ones are named."""
    dit = masquer(
        ecrire(tmp_path, calculs=False), ["Contrat", "Missions", "Pièces", "Couverture", "Historique", "Dialogue"]
    )
    assert dit.startswith("6 feuilles sont masquées : ")
    assert dit.count(",") == 2
    assert dit.endswith(" et 3 autres.")


def test_the_colours_of_the_inputs_are_told_when_they_are_not_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new workbook has its own colours: those that she used as marks are counted, sheet by sheet."""
    chemin, neuf = ecrire(tmp_path, calculs=False), tmp_path / "neuf.xlsx"
    classeur = openpyxl.load_workbook(chemin)
    lieux = [ou(f"versement.{rang}.montant") for rang in (1, 2, 3, 4)] + [ou("indicateur.2.cible")]
    for feuille, adresse in lieux:
        classeur[feuille][adresse].fill = PatternFill("solid", fgColor="FF92D050")
    classeur.save(chemin)
    main(["mettre-a-niveau", str(chemin), "--vers", str(neuf)])
    dit = " ".join(capsys.readouterr().out.split())
    assert f"Couleur de fond de 1 case de saisie, feuille « Indicateurs », cellule {lieux[4][1]} : non reprise" in dit
    premieres = ", ".join(adresse for _, adresse in lieux[:3])
    assert f"Couleur de fond de 4 cases de saisie, feuille « Versements », cellules {premieres}, … : non reprise" in dit
    assert "Couleur de fond" in " ".join(str(c.valeur) for c in lire(neuf).feuilles[sheets.REPRISE].cellules.values())


def test_our_own_colours_are_not_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A workbook that nobody coloured says nothing of colours, nor does one whose fills were removed."""
    chemin = ecrire(tmp_path, calculs=False)
    classeur = openpyxl.load_workbook(chemin)
    feuille, adresse = ou("versement.1.montant")
    classeur[feuille][adresse].fill = PatternFill()
    classeur.save(chemin)
    main(["mettre-a-niveau", str(chemin), "--vers", str(tmp_path / "neuf.xlsx")])
    assert "Couleur" not in capsys.readouterr().out


def test_an_empty_table_prints_the_rows_prepared_for_it(tmp_path: Path) -> None:
    """It will be filled in the spreadsheet, and its print area does not follow; a filled one prints what it holds."""

    def zone(dossier: Dossier) -> Any:
        lu = lire(ecrit(dossier, tmp_path / "classeur.xlsx"))
        return lu.noms["Équipe!_xlnm.Print_Area"], empreinte_du_modele(lu)

    exemple = dossier_exemple()
    pleine, modele = zone(exemple)
    vide, le_meme = zone(exemple.avec(**{TABLEAUX["poste_equipe"].pluriel: ()}))
    assert pleine == f"Équipe!$A$1:$G${LIGNE_ENTETE + len(exemple.liste('poste_equipe'))}"
    assert vide == "Équipe!$A$1:$G$19"
    assert modele == le_meme
