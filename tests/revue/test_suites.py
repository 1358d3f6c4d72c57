"""What is decided of a finding goes from the yellow column to the Word record; what the tool wrote of it is sealed."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from cpts_xl.bureautique import convertir, trouver_soffice
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.errors import SaisieInvalide
from cpts_xl.report.documents.decisions import RELEVE_DECISIONS, ConstatDecide, rediger_decisions
from cpts_xl.ressources import ressource
from cpts_xl.revue import construire_revue, lire_releve
from cpts_xl.revue.plume import Onglet
from cpts_xl.revue.sceau_constats import CODES, SCEAU
from cpts_xl.workbook.layout import LIGNE_ENTETE
from cpts_xl.workbook.moteurs.recalcul import RECALCULER
from cpts_xl.workbook.xlsx.lu import lire
from cpts_xl.workbook.xlsx.types import lettres
from tests.cli.relecteur import lancer, ordinaire, refuse
from tests.promesse import LIBREOFFICE, absent
from tests.report.controleur import controler, texte_de

from .banc import taper, verification

CONSTATS = [
    Constat(Gravite.BLOQUANT, "La formule a été remplacée par une valeur.", "Financement", "O7", "=1", "27 640,00 €",
            "Remettre la formule.", str(Cause.CONSTANTE), Fraction(7360)),
    Constat(Gravite.BLOQUANT, "Un mot fixe n'est pas celui de l'outil.", cause=str(Cause.MODELE_ALTERE)),
    Constat(Gravite.A_REGARDER, "La ligne 7 est masquée <b>& « tout ».", "Pièces", "B7", cause=str(Cause.MASQUEE)),
    Constat(Gravite.INFORMATION, "Masqué dans cette feuille : ligne 7.", "Pièces", cause=str(Cause.MASQUE)),
]  # fmt: skip
REFUSE = "Refusé : formule à remettre <b>& avant juin"


@cache
def revue_a_constats(combien: int = 0) -> bytes:
    """Return a review with four findings, and as many others as asked."""
    autres = [Constat(Gravite.INFORMATION, f"Point {n}.", "Pièces", f"A{n}") for n in range(1, combien + 1)]
    return construire_revue(replace(verification(), constats=[*CONSTATS, *autres]))


def case(rang: int, colonne: str) -> tuple[str, str]:
    """Return where a finding (from 0, in the order of the sheet) has something."""
    return Onglet.CONSTATS, f"{lettres(CODES.index(colonne) + 1)}{LIGNE_ENTETE + 1 + rang}"


def rempli(ou: Path, saisies: dict[tuple[str, str], Any], nom: str = "revue.xlsx", combien: int = 0) -> Path:
    """Return a review with findings in which someone typed."""
    return taper(ou, saisies, nom, revue_de=revue_a_constats(combien))


def document(contenu: bytes) -> list[list[str]]:
    """Return the rows of the table of the findings of a record; none when there is no such table."""
    tables = docx.Document(io.BytesIO(contenu)).tables
    return [
        [ordinaire(c.text) for c in r.cells]
        for t in tables
        for r in t.rows
        if "Suite donnée" in t.rows[0].cells[-1].text
    ]


def texte(contenu: bytes) -> str:
    """Return every paragraph of a record."""
    return ordinaire("\n".join(texte_de(p) for p in docx.Document(io.BytesIO(contenu)).element.body.iter("{*}p")))


def test_a_decision_on_a_finding_reaches_the_record(tmp_path: Path) -> None:
    """Place, finding, gravity, euros at stake, decision: one row by decided finding, before the signatures."""
    chemin = rempli(tmp_path, {case(0, "suite"): REFUSE, case(2, "suite"): "Lignes affichées en séance"})
    contenu = rediger_decisions(lire_releve(chemin))
    assert document(contenu) == [
        ["Où", "Constat", "Gravité", "Euros en jeu", "Suite donnée"],
        ["Financement!O7", "La formule a été remplacée par une valeur.", "bloquant", "7 360,00 €", REFUSE],
        ["Pièces!B7", "La ligne 7 est masquée <b>& « tout ».", "à regarder", "–", "Lignes affichées en séance"],
    ]
    dit = texte(contenu)
    assert "1 constat bloquant est sans suite écrite." in dit
    assert dit.index("Réserves et suites") < dit.index("Tableau 3 bis – Constats") < dit.index("Signatures")
    assert controler(contenu) == []
    assert contenu == rediger_decisions(lire_releve(chemin))


def test_blocking_findings_without_a_decision_are_counted(tmp_path: Path) -> None:
    """Nothing typed: no table, and the number of those that block; decided ones are counted no more."""
    contenu = rediger_decisions(lire_releve(rempli(tmp_path, {})))
    assert document(contenu) == []
    assert "2 constats bloquants sont sans suite écrite." in texte(contenu)
    assert controler(contenu) == []
    tous = rempli(tmp_path, {case(0, "suite"): "Accepté", case(1, "suite"): "Accepté"})
    assert "Aucun constat bloquant n'est sans suite écrite." in texte(rediger_decisions(lire_releve(tous)))


def test_without_decision_nor_blocking_finding_the_record_speaks_of_none(tmp_path: Path) -> None:
    """No section at all, neither its heading nor an empty table."""
    releve = lire_releve(taper(tmp_path, {}))
    assert (releve.constats, releve.constats_phrase) == ((), "")
    assert "constat" not in texte(rediger_decisions(releve))


def test_the_command_counts_them(tmp_path: Path) -> None:
    """« releve-decisions » says how many findings have their decision, and how many that block have none."""
    chemin = rempli(tmp_path, {case(0, "suite"): REFUSE})
    dit = lancer("releve-decisions", chemin, "--vers", tmp_path / "relevé.docx")
    assert dit.code == 0
    assert "Constats qui ont leur suite : 1. 1 constat bloquant est sans suite écrite." in dit.sortie
    assert document((tmp_path / "relevé.docx").read_bytes())[1][-1] == REFUSE


def test_ones_own_older_template_is_told_that_it_says_nothing_of_them(tmp_path: Path) -> None:
    """A template without that part: the record is made, the console says what it lacks; ours lacks nothing."""
    chemin, modele = rempli(tmp_path, {case(0, "suite"): REFUSE}), tmp_path / "notre modèle.docx"
    gabarit = docx.Document(str(ressource("report_templates", RELEVE_DECISIONS.modele)))
    gabarit.save(str(modele))
    complet = lancer("releve-decisions", chemin, "--modele", modele, "--vers", tmp_path / "complet.docx")
    assert document((tmp_path / "complet.docx").read_bytes())[1][-1] == REFUSE
    assert "n'a pas de place pour les constats" not in complet.sortie
    retirer_les_constats(gabarit)
    gabarit.save(str(modele))
    dit = lancer("releve-decisions", chemin, "--modele", modele, "--vers", tmp_path / "ancien.docx")
    assert dit.code == 0
    assert "le modèle « notre modèle.docx » n'a pas de place pour les constats" in ordinaire(dit.sortie)
    assert "constat" not in texte((tmp_path / "ancien.docx").read_bytes())


def retirer_les_constats(gabarit: Any) -> None:
    """Take the whole part of the findings out of a template, as one made before it has none."""
    blocs = list(gabarit.element.body)
    dits = [texte_de(b) for b in blocs]
    debut = next(n for n, dit in enumerate(dits) if "if constats_phrase" in dit)
    fin = next(n for n, dit in enumerate(dits) if dit == "Signatures")
    for bloc in blocs[debut:fin]:
        gabarit.element.body.remove(bloc)


@pytest.mark.parametrize("colonne", CODES[:-1])
def test_a_changed_finding_is_refused_with_its_cell(tmp_path: Path, colonne: str) -> None:
    """A sentence, a gravity, euros typed over: exit 2, the cell, nothing written."""
    feuille, adresse = case(0, colonne)
    vers = tmp_path / "relevé.docx"
    dit = lancer("releve-decisions", rempli(tmp_path, {(feuille, adresse): 5}), "--vers", vers)
    assert refuse(dit, f"feuille « {feuille} », cellule {adresse} : ce que l'outil avait écrit d'un constat",
                  "a été modifié", "« Suite donnée par le relecteur »", "cpts-xl revue")  # fmt: skip
    assert not vers.exists()


@pytest.mark.parametrize(
    ("cases", "mots"),
    [
        ([case(0, "constat"), case(2, "constat")], f", cellules C{LIGNE_ENTETE + 1}, C{LIGNE_ENTETE + 3} :"),
        ([case(0, "constat"), case(0, "cause")], f", cellules C{LIGNE_ENTETE + 1}, F{LIGNE_ENTETE + 1} :"),
        ([case(0, "constat"), case(2, "cause")], f", lignes {LIGNE_ENTETE + 1}, {LIGNE_ENTETE + 3} :"),
    ],
)
def test_several_changed_findings_are_told(tmp_path: Path, cases: list[tuple[str, str]], mots: str) -> None:
    """Two cells of a column or of a row are named; when they cannot be told apart, their rows are."""
    with pytest.raises(SaisieInvalide, match=mots):
        lire_releve(rempli(tmp_path, dict.fromkeys(cases, "autre chose")))


def test_an_erased_finding_is_refused(tmp_path: Path) -> None:
    """A whole row emptied: the sheet is named, since no cell of it says what was there."""
    vide = {case(1, colonne): None for colonne in CODES[:-1]}
    with pytest.raises(SaisieInvalide, match="feuille « Constats » : ce que l'outil avait écrit"):
        lire_releve(rempli(tmp_path, vide))


def test_a_decision_beside_no_finding_is_refused(tmp_path: Path) -> None:
    """Typed where there is no finding, it is not lost in silence: its cell is told."""
    contenu = io.BytesIO(revue_a_constats())
    classeur = openpyxl.load_workbook(contenu)
    classeur[Onglet.CONSTATS][case(9, "suite")[1]] = "À revoir"
    chemin = tmp_path / "revue.xlsx"
    classeur.save(chemin)
    with pytest.raises(
        SaisieInvalide, match=f"cellule {case(9, 'suite')[1]} : « À revoir » n'est sur la ligne d'aucun"
    ):
        lire_releve(chemin)


def test_many_findings_are_sealed_in_properties_that_excel_keeps(tmp_path: Path) -> None:
    """A hundred findings: no property above 255 letters, and the last one changed is still told."""
    chemin = rempli(tmp_path, {}, combien=100)
    proprietes = {n: v for n, v in lire(chemin).proprietes.items() if n.startswith(SCEAU)}
    assert len(proprietes) == 1 + 3
    assert max(map(len, proprietes.values())) <= 255
    assert lire_releve(chemin).constats_phrase == "2 constats bloquants sont sans suite écrite."
    feuille, adresse = case(103, "constat")
    with pytest.raises(SaisieInvalide, match=f"cellule {adresse} :"):
        lire_releve(rempli(tmp_path, {(feuille, adresse): "Rien."}, combien=100))


def test_a_review_without_the_seal_of_its_findings_is_to_be_made_again(tmp_path: Path) -> None:
    """A review of an earlier version, or a property taken away: it says to make it again."""
    chemin = tmp_path / "ancienne.xlsx"
    with zipfile.ZipFile(io.BytesIO(revue_a_constats())) as source, zipfile.ZipFile(chemin, "w") as cible:
        for nom in source.namelist():
            contenu = source.read(nom)
            cible.writestr(nom, contenu.replace(SCEAU.encode(), b"autre") if nom == "docProps/custom.xml" else contenu)
    with pytest.raises(SaisieInvalide, match="ne porte pas l'empreinte de ses constats"):
        lire_releve(chemin)


def test_a_save_and_a_sort_change_no_finding(tmp_path: Path) -> None:
    """Rows sorted, then saved by LibreOffice: the seal holds, and each decision is beside its finding."""
    soffice = trouver_soffice()
    if soffice is None:
        absent(LIBREOFFICE)
    classeur = openpyxl.load_workbook(rempli(tmp_path, {case(0, "suite"): REFUSE, case(2, "suite"): "Fait"}))
    feuille = classeur[Onglet.CONSTATS]
    rangees = [[feuille[case(r, c)[1]].value for c in CODES] for r in range(len(CONSTATS))]
    for rang, rangee in enumerate(reversed(rangees)):
        for code, valeur in zip(CODES, rangee, strict=True):
            cellule = feuille[case(rang, code)[1]]
            cellule.value, cellule.data_type = (
                valeur,
                cellule.data_type if valeur is None else "n" if code == "enjeu" else "s",
            )
    chemin = tmp_path / "triée.xlsx"
    classeur.save(chemin)
    vers = tmp_path / "lo"
    code, erreurs = convertir(soffice, [chemin], "xlsx:Calc MS Excel 2007 XML", vers, RECALCULER, delai=120)
    assert code == 0, erreurs
    releve = lire_releve(vers / chemin.name)
    assert [(d.lieu, d.suite) for d in releve.constats] == [("Pièces!B7", "Fait"), ("Financement!O7", REFUSE)]
    assert releve.constats[1] == ConstatDecide(
        "Financement!O7", "La formule a été remplacée par une valeur.", "bloquant", Fraction(7360), REFUSE
    )
    assert releve.constats_phrase == "1 constat bloquant est sans suite écrite."
