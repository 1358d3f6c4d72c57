"""« cpts-xl releve-decisions » as it is typed: from a review filled in a meeting to its Word record, to the cent."""

from __future__ import annotations

import io
import shutil
from fractions import Fraction
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from cpts_xl.formats import euros
from cpts_xl.ressources import ressource
from tests.cli.relecteur import bureau, classeur_recu, contenus, falsifie, lancer, ordinaire, parties, refuse
from tests.report.controleur import controler, texte_de
from tests.revue.banc import avec_indicateurs, cellule, cellule_releve, rang_de, revue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.sabotage.paquet import Paquet

REMPLIE, RELEVE = "Revue remplie.xlsx", "Relevé d'avril.docx"
MODELE = "releve_decisions.docx"


def remplie(convenu: float | None) -> bytes:
    """Return a review as typed in a meeting: one value agreed for A1, a reserve; its stored results stay stale."""

    def remplir(p: Paquet) -> None:
        p.poser(*map(str, cellule("A1", "convenu")), convenu)
        p.poser(*map(str, cellule("A1", "cpam")), 95.0)
        p.poser(*map(str, cellule_releve(rang_de("A1"), "reserve")), "Requête du 30 juin <b>& suites")

    return falsifie(revue(), remplir)


@pytest.fixture(scope="module")
def ici(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder with a filled review and wrong files; at the end none of them has changed, none was added."""
    dossier = bureau(tmp_path_factory.mktemp("releve"))
    (dossier / REMPLIE).write_bytes(remplie(100.0))
    (dossier / "suivi.xlsx").write_bytes(classeur_recu())
    (dossier / "texte.xlsx").write_text("date;montant\n", encoding="utf-8")
    tampon, etranger = io.BytesIO(), openpyxl.Workbook()
    etranger.save(tampon)
    (dossier / "étranger.xlsx").write_bytes(tampon.getvalue())
    shutil.copyfile(ressource("report_templates", MODELE), dossier / "modèle.docx")
    (dossier / "à moi.docx").write_bytes(b"important")
    avant = contenus(dossier)
    yield dossier
    assert contenus(dossier) == avant


def ecrit(racine: Path, contenu: bytes, *options: object) -> tuple[str, str]:
    """Return what the record of a review says, and what the command said; nothing else was touched."""
    dossier = bureau(racine)
    (dossier / REMPLIE).write_bytes(contenu)
    avant = contenus(dossier)
    dit = lancer("releve-decisions", dossier / REMPLIE, "--vers", dossier / RELEVE, *options)
    assert (dit.code, dit.erreurs) == (0, ""), dit
    assert {nom: s for nom, s in contenus(dossier).items() if nom != RELEVE} == avant
    document = docx.Document(str(dossier / RELEVE))
    assert options or controler((dossier / RELEVE).read_bytes()) == []
    return ordinaire("\n".join(texte_de(p) for p in document.element.body.iter("{*}p"))), ordinaire(dit.sortie)


def test_an_agreed_value_reaches_the_record_with_its_euros(tmp_path: Path) -> None:
    """Agreed at 120, then at 60: each record bears the value and the euros that the engine gives for it, not others."""
    dus, releves = {}, {}
    for convenu in (120, 60):
        resultat = avec_indicateurs({"A1": {"valeur_retenue": Fraction(convenu)}})
        dus[convenu] = [ordinaire(euros(resultat.valeur(ident))) for ident in ("perimetre.tout.droit", "total.reste")]
        releves[convenu], dit = ecrit(tmp_path / str(convenu), remplie(float(convenu)))
    assert not set(dus[120]) & set(dus[60])
    for convenu, autre in ((120, 60), (60, 120)):
        assert [m for m in dus[convenu] if m not in releves[convenu]] == []
        assert [m for m in dus[autre] if m in releves[convenu]] == []
        assert "Requête du 30 juin <b>& suites" in releves[convenu]
    assert "Relevé de décisions écrit : " in dit
    assert "les euros ont été recalculés par l'outil" in dit
    assert "faire signer" in dit


def test_without_agreement_the_value_of_the_cpts_counts(tmp_path: Path) -> None:
    """The cell of the agreed value left empty: never zero; one value agreed less is counted."""
    convenues = [
        ecrit(tmp_path / nom, remplie(valeur))[1].partition(" valeurs convenues")[0].rpartition(" ")[2]
        for nom, valeur in (("sans", None), ("avec", 100.0))
    ]
    assert int(convenues[1]) == int(convenues[0]) + 1


def test_ones_own_template_dresses_the_same_numbers(tmp_path: Path) -> None:
    """--modele: the words of the template are in the record, beside the same euros; the template is untouched."""
    modele = tmp_path / "notre modèle.docx"
    document = docx.Document(str(ressource("report_templates", MODELE)))
    document.add_paragraph("Imprimé par la caisse de la Lyre.")
    document.save(str(modele))
    avant = modele.read_bytes()
    texte, _ = ecrit(tmp_path / "avec", remplie(100.0), "--modele", modele)
    nu, _ = ecrit(tmp_path / "sans", remplie(100.0))
    assert texte.replace("\nImprimé par la caisse de la Lyre.", "") == nu
    assert modele.read_bytes() == avant


def test_the_same_review_gives_the_same_record(tmp_path: Path) -> None:
    """--remplacer writes over a former record, and the bytes are the same."""
    ecrit(tmp_path, remplie(100.0))
    dossier = tmp_path.joinpath(*bureau(tmp_path / "autre").parts[-2:])
    premier = (dossier / RELEVE).read_bytes()
    (dossier / RELEVE).write_bytes(b"ancien")
    assert lancer("releve-decisions", dossier / REMPLIE, "--vers", dossier / RELEVE, "--remplacer").code == 0
    assert parties((dossier / RELEVE).read_bytes()) == parties(premier)
    assert (dossier / RELEVE).read_bytes() == premier


@pytest.mark.parametrize(
    ("arguments", "mots"),
    [
        (("absent.xlsx",), ("« absent.xlsx »", "introuvable")),
        (("texte.xlsx",), ("« texte.xlsx »", "fichier de texte")),
        (("à moi.docx",), ("« à moi.docx »",)),
        (("modèle.docx",), ("« modèle.docx »", "document Word")),
        (("étranger.xlsx",), ("« étranger.xlsx » n'est pas une revue", "cpts-xl revue")),
        (("suivi.xlsx",), ("« suivi.xlsx » n'est pas une revue", "Écarts CPTS et CPAM", "cpts-xl revue")),
        ((REMPLIE, "--modele", "absent.docx"), ("« absent.docx »", "Vérifier le nom")),
        ((REMPLIE, "--modele", "suivi.xlsx"), ("« suivi.xlsx »", "n'est pas un document Word")),
        ((REMPLIE, "--vers", "à moi.docx"), ("existe déjà", "autre nom")),
        ((REMPLIE, "--vers", REMPLIE, "--remplacer"), ("jamais récrit",)),
        ((REMPLIE, "--vers", "modèle.docx", "--modele", "modèle.docx", "--remplacer"), ("jamais récrit",)),
        ((REMPLIE, "--vers", "relevé.xlsx"), ("relevé.xlsx", ".docx")),
    ],
)
def test_what_cannot_become_a_record_is_refused_in_french(
    ici: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], mots: tuple[str, ...]
) -> None:
    """Exit 2, the file named with what to do, nothing written, nothing touched: neither the review nor the template."""
    monkeypatch.chdir(ici)
    vers = () if "--vers" in arguments else ("--vers", RELEVE)
    assert refuse(lancer("releve-decisions", *arguments, *vers), *mots)
