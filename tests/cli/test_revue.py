"""« cpts-xl revue » as it is typed: what it writes, what it says, what it refuses, and what it never touches."""

from __future__ import annotations

import importlib.util
import io
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import openpyxl
import pytest

from cpts_xl.constats import Cause
from cpts_xl.errors import MoteurIndisponible
from cpts_xl.formats import euros
from cpts_xl.revue.plume import Onglet
from cpts_xl.workbook.layout import LIGNE_ENTETE
from cpts_xl.workbook.moteurs import recalcul
from cpts_xl.workbook.xlsx.lu import lire
from tests.cli.relecteur import (
    Dit,
    bureau,
    classeur_recu,
    classeur_suivant,
    constats,
    contenus,
    falsifie,
    lancer,
    ordinaire,
    place,
    place_suivante,
    refuse,
    suivante,
    textes,
)
from tests.promesse import absent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.sabotage.paquet import Paquet

EMBARQUES = ("ironcalc", "formualizer")
RECU, REVUE = "Suivi d'août.xlsx", "Revue d'août.xlsx"


@pytest.fixture
def ici(tmp_path: Path) -> Path:
    """Return the folder of a reviewer with the received workbook in it."""
    dossier = bureau(tmp_path)
    (dossier / RECU).write_bytes(classeur_recu())
    return dossier


@dataclass(frozen=True)
class Faite:
    """A review made by the command: its folder, what was said, the files before."""

    dossier: Path
    dit: Dit
    avant: dict[str, str]

    @property
    def revue(self) -> Path:
        """Return the path of the review."""
        return self.dossier / REVUE


@pytest.fixture(scope="module")
def faite(tmp_path_factory: pytest.TempPathFactory) -> Faite:
    """Return the review of the untouched workbook, with its report compared, and the embedded engines."""
    manquants = [moteur for moteur in EMBARQUES if importlib.util.find_spec(moteur) is None]
    if manquants:
        absent(", ".join(manquants))
    dossier = bureau(tmp_path_factory.mktemp("revue"))
    (dossier / RECU).write_bytes(classeur_recu())
    assert lancer("rapport", dossier / RECU, "--vers", dossier / "rapport.docx", "--sans-pages").code == 0
    avant = contenus(dossier)
    dit = lancer("revue", dossier / RECU, "--vers", dossier / REVUE, "--rapport", dossier / "rapport.docx")
    return Faite(dossier, dit, avant)


def test_a_review_is_written_beside_and_nothing_else_is_touched(faite: Faite) -> None:
    """Exit 0, one file more, every other byte as it was; what was found and what to do next are said in French."""
    assert faite.dit.code == 0, faite.dit
    apres = contenus(faite.dossier)
    assert {nom: somme for nom, somme in apres.items() if nom != REVUE} == faite.avant
    assert apres.keys() - faite.avant.keys() == {REVUE}
    assert list(lire(faite.revue).feuilles) == [str(onglet) for onglet in Onglet]
    for mots in (f"Revue écrite : {faite.revue}", "aucun écart", "cases jaunes", "cpts-xl releve-decisions"):
        assert mots in faite.dit.sortie, mots
    assert faite.dit.erreurs.splitlines() == ["(1/2) recalcul…", "(2/2) écriture de la revue…"]
    assert constats(faite.revue) == [] or all(c["Gravité"] == "information" for c in constats(faite.revue))


def test_each_embedded_engine_has_its_own_column(faite: Faite) -> None:
    """What IronCalc and formualizer found is beside each number, and counted above; LibreOffice was not asked."""
    feuille = lire(faite.revue).feuilles[Onglet.RECALCUL]
    colonnes = {str(c.valeur): n for n, c in feuille.ligne(LIGNE_ENTETE).items()}
    premiere = feuille.ligne(LIGNE_ENTETE + 1)
    lues = {nom: premiere[colonnes[nom]].valeur for nom in ("IronCalc", "formualizer")}
    assert set(lues.values()) == {premiere[colonnes["Valeur du fichier"]].valeur} != {None}
    assert colonnes["LibreOffice"] not in premiere or premiere[colonnes["LibreOffice"]].valeur is None
    dit = textes(faite.revue, Onglet.RECALCUL)
    assert "IronCalc : " in dit
    assert "cellules recalculées, 0 écart" in dit
    assert "LibreOffice : " not in dit


def test_libreoffice_is_asked_only_when_wanted(ici: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --avec-libreoffice the three engines are asked; the review says which did not answer, and why."""
    demandes: list[str] = []

    def recalculer(_chemin: Path, moteur: str, *_reste: object, **_options: object) -> None:
        demandes.append(moteur)
        raise MoteurIndisponible("essai")

    monkeypatch.setattr(recalcul, "recalculer", recalculer)
    monkeypatch.setattr("cpts_xl.cli.revue.disponibles", lambda: recalcul.MOTEURS)
    assert lancer("revue", ici / RECU, "--vers", ici / REVUE, "--avec-libreoffice").code == 0
    assert sorted(demandes) == sorted(recalcul.MOTEURS)
    dit = textes(ici / REVUE, Onglet.RECALCUL)
    assert [nom for nom in recalcul.NOMS.values() if f"{nom} : non recalculé : essai" not in dit] == []


def test_without_any_engine_the_lack_is_told(ici: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a computer without engines the review is written by the tool alone, and how to get one is said."""
    for moteur in EMBARQUES:
        monkeypatch.setitem(sys.modules, moteur, None)
    monkeypatch.setenv("CPTS_XL_SOFFICE", str(ici / "absent"))
    dit = lancer("revue", ici / RECU, "--vers", ici / REVUE)
    assert dit.code == 0
    assert 'Aucun tableur embarqué n\'est installé (pip install "cpts-xl[recalcul]")' in dit.sortie
    assert "Aucun tableur n'a recalculé" in textes(ici / REVUE, Onglet.RECALCUL)


# -------------------------------------------------------------------------------------------------- sabotages


def test_what_was_altered_comes_first(ici: Path) -> None:
    """A formula raised by 1 000 €, its result left, and a result typed over another: exit 1, both cells named."""
    formule, tapee = place("indicateur.2.acquis"), place("indicateur.1.acquis")

    def truquer(p: Paquet) -> None:
        p.ecrire_formule(*formule, f"{p.formule(*formule)}+1000")
        p.poser(*tapee, 7000.0)

    faux = falsifie(classeur_recu(), truquer)
    (ici / RECU).write_bytes(faux)
    dit = lancer("revue", ici / RECU, "--vers", ici / REVUE, "--sans-recalcul")
    assert dit.code == 1
    assert "2 à regarder" in dit.sortie
    assert (ici / RECU).read_bytes() == faux
    premier, second = constats(ici / REVUE)[:2]
    assert [c["Gravité"] for c in (premier, second)] == ["bloquant", "bloquant"]
    assert (premier["Cellule"], premier["Cause"]) == ("!".join(tapee), str(Cause.CONSTANTE))
    assert premier["Euros en jeu"] == 1000
    assert [ordinaire(premier[c]) for c in ("Lu", "Attendu")] == ["7 000,00 €", "6 000,00 €"]
    assert (second["Cellule"], second["Cause"]) == ("!".join(formule), str(Cause.FORMULE))
    assert "la formule a été modifiée" in str(second["Constat"])


def test_an_altered_report_is_told(faite: Faite, ici: Path) -> None:
    """One amount of the Word report changed: exit 1, and the finding bears what the report says."""
    import docx  # noqa: PLC0415  (lourd : ne sert qu'ici)

    rapport, change = docx.Document(str(faite.dossier / "rapport.docx")), ""
    for case in (c for t in rapport.tables for rangee in t.rows for c in rangee.cells):
        for run in (r for p in case.paragraphs for r in p.runs):
            if not change and run.text.replace("\u202f", "").replace("\xa0", "").strip() == "331497,47€":
                change = run.text.replace("331", "931")
                run.text = change
    assert change
    rapport.save(str(ici / "rapport.docx"))
    avant = contenus(ici)
    dit = lancer(
        "revue", ici / RECU, "--vers", ici / REVUE, "--sans-recalcul", "--rapport", ici / "rapport.docx"
    )  # fmt: skip
    assert dit.code == 1
    assert {nom: s for nom, s in contenus(ici).items() if nom != REVUE} == avant
    dits = [f"{c['Constat']} {c['Lu']}" for c in constats(ici / REVUE) if c["Cause"] == str(Cause.RAPPORT)]
    assert any("931" in mots for mots in dits), constats(ici / REVUE)


def test_last_years_workbook_tells_a_rewritten_past(ici: Path) -> None:
    """One amount of the history changed: exit 1, that cell named and no other, with what last year's workbook says.

    The sheet of the changes is made from last year's file, named; both files stay as they are.
    """
    lignes = suivante().liste("historique")
    rang = next(n for n, f in enumerate(lignes, 1) if f.get("acquis") and str(f.get("indicateur")) == "A1"
                and f["annee"] == max(g["annee"] for g in lignes))  # fmt: skip
    feuille, adresse = place_suivante(f"historique.{rang}.acquis")
    recu = ici / "Suivi suivant.xlsx"
    recu.write_bytes(falsifie(classeur_suivant(), lambda p: p.poser(feuille, adresse, 12345.0)))
    avant = contenus(ici)
    dit = lancer("revue", recu, "--vers", ici / REVUE, "--annee-precedente", ici / RECU, "--sans-recalcul")
    assert dit.code == 1
    assert {nom: s for nom, s in contenus(ici).items() if nom != REVUE} == avant
    assert f"{RECU}, recalculé lui aussi" in textes(ici / REVUE, Onglet.EVOLUTION)
    (constat,) = [c for c in constats(ici / REVUE) if str(c["Cellule"]).startswith(f"{feuille}!")]
    assert constat["Cellule"] == f"{feuille}!{adresse}"
    assert [ordinaire(constat[c]) for c in ("Lu", "Attendu")] == [
        "12 345,00 €", ordinaire(euros(lignes[rang - 1]["acquis"])),
    ]  # fmt: skip


def test_a_workbook_that_is_not_that_of_last_year_is_told(ici: Path) -> None:
    """The same workbook given twice: exit 1 for that alone, and the sheet of findings says what it is."""
    (ici / "copie.xlsx").write_bytes(classeur_recu())
    options = ("--annee-precedente", ici / "copie.xlsx", "--sans-recalcul")
    assert lancer("revue", ici / RECU, "--vers", ici / REVUE, *options).code == 1
    assert any("n'est pas celui de l'année d'avant" in str(c["Constat"]) for c in constats(ici / REVUE))


def test_the_other_cpts_of_a_campaign_are_beside(ici: Path) -> None:
    """A neighbour of the open data is on the sheet of comparison; an amount that is no number is refused.

    With leave, a former review is replaced; without engines asked for, the review says that there were none.
    """
    (ici / REVUE).write_bytes(b"ancienne")
    donnees = ici / "campagne" / "donnees"
    donnees.mkdir(parents=True)
    table = donnees / "cpts_annees.csv"
    table.write_text(
        "identifiant,annee,finess,rna,nom,debut,population,taille,adherents,droit,verse,depense,taux_euros,"
        "part_prouvee,force\r\n750000001,2,750000001,,CPTS de l'Est,2024-01-01,81000,3,,250000.5,200000,180000,0.75,"
        "0.8,2.5\r\n",
        encoding="utf-8",
    )
    options = ("--comparaison", ici / "campagne", "--sans-recalcul")
    dit = lancer("revue", ici / RECU, "--vers", ici / REVUE, "--remplacer", *options)
    assert (dit.code, "Aucun tableur" in dit.sortie) == (0, False)
    assert "Aucun tableur n'a recalculé" in textes(ici / REVUE, Onglet.RECALCUL)
    assert "CPTS de l'Est" in textes(ici / REVUE, Onglet.COMPARAISON)
    table.write_text(table.read_text("utf-8").replace("250000.5", "=1+1"), encoding="utf-8")
    dit = lancer("revue", ici / RECU, "--vers", ici / "autre.xlsx", *options)
    assert dit.code == 2
    assert "« cpts_annees.csv », ligne 2, colonne « droit »" in dit.erreurs
    assert not (ici / "autre.xlsx").exists()


# --------------------------------------------------------------------------------------------------- refusals


def _etranger() -> bytes:
    """Return a workbook that another program wrote."""
    tampon, classeur = io.BytesIO(), openpyxl.Workbook()
    classeur.active["A1"] = "Budget"
    classeur.save(tampon)
    return tampon.getvalue()


@pytest.fixture(scope="module")
def refus(tmp_path_factory: pytest.TempPathFactory, faite: Faite) -> Iterator[Path]:
    """Return a folder with one file of each wrong kind; at the end, none of them has changed, none was added."""
    dossier = bureau(tmp_path_factory.mktemp("refus"))
    (dossier / RECU).write_bytes(classeur_recu())
    (dossier / "texte.xlsx").write_text("date;montant\n", encoding="utf-8")
    (dossier / "vide.xlsx").write_bytes(b"")
    (dossier / "étranger.xlsx").write_bytes(_etranger())
    (dossier / "revue.xlsx").write_bytes(faite.revue.read_bytes())
    (dossier / "rapport.docx").write_bytes((faite.dossier / "rapport.docx").read_bytes())
    (dossier / "campagne").mkdir()
    avant = contenus(dossier)
    yield dossier
    assert contenus(dossier) == avant


REFUS: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    ("absent.xlsx", (), ("« absent.xlsx »", "introuvable", "vérifier le nom")),
    ("texte.xlsx", (), ("« texte.xlsx »", "fichier de texte", "Enregistrer sous")),
    ("vide.xlsx", (), ("« vide.xlsx »",)),
    ("rapport.docx", (), ("« rapport.docx »", "document Word", "choisir le classeur")),
    ("étranger.xlsx", (), ("étranger.xlsx", "« Identité » manque", "cpts-xl nouveau")),
    ("revue.xlsx", (), ("revue.xlsx", "est un classeur de revue", "classeur reçu de la CPTS")),
    (RECU, ("--rapport", "absent.docx"), ("« absent.docx »", "Vérifier le nom")),
    (RECU, ("--rapport", RECU), (RECU, "n'est pas un document Word")),
    (RECU, ("--annee-precedente", "absent.xlsx"), ("« absent.xlsx »", "introuvable")),
    (RECU, ("--annee-precedente", "revue.xlsx"), ("revue.xlsx", "est un classeur de revue")),
    (RECU, ("--comparaison", "campagne"), ("« campagne »", "cpts_annees.csv", "lancer d'abord la campagne")),
]


@pytest.mark.parametrize(("fichier", "options", "mots"), REFUS)
def test_what_cannot_be_reviewed_is_refused_in_french(
    refus: Path, monkeypatch: pytest.MonkeyPatch, fichier: str, options: tuple[str, ...], mots: tuple[str, ...]
) -> None:
    """Exit 2, the file and what to do named, no English word, nothing written, nothing touched."""
    monkeypatch.chdir(refus)
    assert refuse(lancer("revue", fichier, "--vers", "neuve.xlsx", "--sans-recalcul", *options), *mots)


@pytest.mark.parametrize(
    ("options", "mots"),
    [
        (("--vers", RECU, "--remplacer"), "jamais récrit"),
        (("--vers", f"campagne/../{RECU}", "--remplacer"), "jamais récrit"),
        (("--vers", "revue.xlsx", "--annee-precedente", "revue.xlsx", "--remplacer"), "jamais récrit"),
        (("--vers", "rapport.docx", "--rapport", "rapport.docx", "--remplacer"), "jamais récrit"),
        (("--vers", "neuve.docx"), "neuve.docx"),
        (("--vers", "revue.xlsx"), "existe déjà"),
        (("--vers", "campagne.xlsx/revue.xlsx", "--rapport", "absent.docx"), "absent.docx"),
    ],
)
def test_a_file_of_the_user_is_never_the_output(
    refus: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], mots: str
) -> None:
    """Any of the files read, by any spelling, an existing file without leave, a name of another nature: refused."""
    monkeypatch.chdir(refus)
    assert refuse(lancer("revue", RECU, "--sans-recalcul", *options), mots)
