"""A filled review as it comes back: what was typed is read wherever it stands, or refused; nothing else was changed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.formula.translate import Translator

from cpts_xl.bureautique import convertir, trouver_soffice
from cpts_xl.engine.resultat import calculer
from cpts_xl.errors import SaisieInvalide
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.report.documents.decisions import Releve, champs_du_releve
from cpts_xl.revue import lire_releve
from cpts_xl.revue.construire import construire_revue
from cpts_xl.revue.depuis import depuis
from cpts_xl.revue.ecarts import DROIT, PARAMETRES
from cpts_xl.revue.plume import Onglet
from cpts_xl.revue.releve import PREMIERE_SEANCE, points
from cpts_xl.revue.sceau import RUBRIQUES, SCEAU
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import LIGNE_ENTETE
from cpts_xl.workbook.moteurs.recalcul import RECALCULER
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import verifier
from cpts_xl.workbook.xlsx.lu import lire
from cpts_xl.workbook.xlsx.types import lettres
from tests.cli.relecteur import lancer, refuse
from tests.promesse import LIBREOFFICE, absent

from .banc import avec_indicateurs, cellule, cellule_releve, dossier, rang_de, revue, taper, verification

Geste = Callable[[Any], None]
JOUR = (str(Onglet.RELEVE), f"C{PREMIERE_SEANCE}")
REMPLI = {
    cellule("A1", "convenu"): 100, cellule("A2", "convenu"): 60, cellule("P3", "convenu"): "Oui",
    cellule_releve(rang_de("A2"), "reserve"): "Requête du 30 juin",
}  # fmt: skip
"""What the honest files below hold: three agreed values, one reserve."""


def parametre(code: str, colonne: str) -> tuple[str, str]:
    """Return where a parameter of an indicator stands."""
    rang = [c for c, _ in PARAMETRES].index(colonne) + 1
    return Onglet.PARAMETRES, f"{lettres(rang)}{LIGNE_ENTETE + 1 + rang_de(code)}"


def droit(colonne: str, *, variable: bool) -> tuple[str, str]:
    """Return where the first line of a kind has something on the sheet of the rights."""
    rang = [c for c, _ in DROIT].index(colonne) + 1
    lignes = depuis(verification().resultat).lignes
    return Onglet.DROIT, f"{lettres(rang)}{LIGNE_ENTETE + 1 + [ligne.variable for ligne in lignes].index(variable)}"


def rubrique(titre: str, chemin: Path) -> tuple[str, str]:
    """Return where the first sheet says something of the file."""
    feuille = lire(chemin).feuilles[Onglet.SYNTHESE]
    return Onglet.SYNTHESE, next(f"C{n}" for n in sorted(feuille.lignes) if _dit(feuille.cellule(f"B{n}")) == titre)


def _dit(lue: Any) -> Any:
    return lue.valeur if lue else None


def ce_qui_est_dit(releve: Releve) -> dict[str, Any]:
    """Return what a record decides: values and reserves by code, then its euros."""
    decide: dict[str, Any] = {d.code: (d.valeur_cpam, d.valeur_convenue, d.acquis_convenu, d.reserve)
                              for d in releve.decisions if d.indicateur}  # fmt: skip
    decide |= {t.perimetre: (t.cpts, t.cpam, t.convenu) for t in releve.totaux}
    return decide | {"reste": releve.reste, "de": (releve.cpts, releve.fichier, releve.empreinte)}


def ligne_blanche(classeur: Any) -> None:
    """Put a blank row in the gaps, above two agreed values."""
    classeur[Onglet.ECARTS].insert_rows(LIGNE_ENTETE + 3)


def lignes_triees(classeur: Any) -> None:
    """Turn the rows of the gaps upside down, as a sort does: constants and formulas move with their row."""
    feuille = classeur[Onglet.ECARTS]
    combien = len(depuis(verification().resultat).indicateurs)
    hautes = [[(c.coordinate, c.value) for c in feuille[LIGNE_ENTETE + 1 + n]] for n in range(combien)]
    for n, rangee in enumerate(reversed(hautes)):
        for (de, valeur), vers in zip(rangee, feuille[LIGNE_ENTETE + 1 + n], strict=True):
            formule = isinstance(valeur, str) and valeur.startswith("=")
            vers.value = Translator(valeur, de).translate_formula(vers.coordinate) if formule else valeur


def tout_au_plus_haut(classeur: Any) -> None:
    """Multiply by ten what an indicator may pay: what a forger would do."""
    feuille, adresse = parametre("A1", "enjeu")
    classeur[feuille][adresse] = 10 * classeur[feuille][adresse].value


GESTES: tuple[Geste, ...] = (lignes_triees, ligne_blanche, tout_au_plus_haut)
"""Done one after the other on the same workbook, saved each time."""


@pytest.fixture(scope="module")
def honnete(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the review filled, in the bytes of the tool."""
    return taper(tmp_path_factory.mktemp("honnête"), dict(REMPLI))


@pytest.fixture(scope="module")
def sans_resultats(honnete: Path) -> dict[str, Path]:
    """Return it saved by openpyxl after each gesture: the formulas are there, no result is."""
    faits, classeur = {}, openpyxl.load_workbook(honnete)
    for geste in GESTES:
        geste(classeur)
        faits[geste.__name__] = honnete.with_name(f"{geste.__name__}.xlsx")
        classeur.save(faits[geste.__name__])
    return faits


@pytest.fixture(scope="module")
def libreoffice(honnete: Path, sans_resultats: dict[str, Path]) -> dict[str, Path]:
    """Return the review and each of these, opened and saved by LibreOffice, started once."""
    soffice = trouver_soffice()
    if soffice is None:
        absent(LIBREOFFICE)
    vers = honnete.parent / "lo"
    sources = [honnete, *sans_resultats.values()]
    code, erreurs = convertir(soffice, sources, "xlsx:Calc MS Excel 2007 XML", vers, RECALCULER, delai=120)
    assert code == 0, erreurs
    return {chemin.stem: vers / chemin.name for chemin in sources}


def test_what_was_typed_is_read(honnete: Path) -> None:
    """The reference of what follows: three agreed values, one reserve, the euros of the engine."""
    releve = lire_releve(honnete)
    dites = {d.code: d.valeur_convenue for d in releve.decisions if d.indicateur and d.valeur_convenue is not None}
    du = avec_indicateurs({"A1": {"valeur_retenue": Fraction(100)}, "A2": {"valeur_retenue": Fraction(60)},
                           "P3": {"realise_retenu": "Oui"}})  # fmt: skip
    assert {"A1": 100, "A2": 60, "P3": "Oui"}.items() <= dites.items()
    assert releve.totaux[0].convenu == du.valeur("perimetre.tout.droit")


@pytest.mark.parametrize("geste", ["revue", "lignes_triees", "ligne_blanche"])
def test_an_honest_edit_changes_nothing(honnete: Path, libreoffice: dict[str, Path], geste: str) -> None:
    """Saved by LibreOffice, a blank row put in, rows sorted: the same decisions, to the cent."""
    assert ce_qui_est_dit(lire_releve(libreoffice[geste])) == ce_qui_est_dit(lire_releve(honnete))


def test_the_seal_survives_every_save(
    honnete: Path, sans_resultats: dict[str, Path], libreoffice: dict[str, Path]
) -> None:
    """LibreOffice and openpyxl give the property back as it was written."""
    sceau = lire(honnete).proprietes[SCEAU]
    assert len(sceau.split(".")) == 3
    assert {lire(chemin).proprietes[SCEAU] for chemin in (*sans_resultats.values(), *libreoffice.values())} == {sceau}


def test_a_review_is_sealed_the_same_twice() -> None:
    """Same workbook, same bytes: the seal does not move."""
    assert construire_revue(verification()) == revue()


def test_a_forged_parameter_is_refused_after_a_save(libreoffice: dict[str, Path]) -> None:
    """Ten times the euros of A1, recalculated and saved by LibreOffice: refused, with the sheet."""
    with pytest.raises(SaisieInvalide, match="feuille « Paramètres »"):
        lire_releve(libreoffice["tout_au_plus_haut"])


@pytest.mark.parametrize("geste", ["lignes_triees", "ligne_blanche"])
def test_a_review_without_results_is_refused(sans_resultats: dict[str, Path], geste: str) -> None:
    """Saved by a program that does not compute: the sheet, the row, and what to do; never a lost value."""
    with pytest.raises(SaisieInvalide, match=f"feuille « {Onglet.ECARTS} », ligne {LIGNE_ENTETE + 1} ") as erreur:
        lire_releve(sans_resultats[geste])
    assert "L'ouvrir dans Excel ou LibreOffice, l'enregistrer, puis recommencer." in str(erreur.value)


@pytest.mark.parametrize("colonne", ["enjeu", "mesure", "cible", "mode", "mission", "neutralisation", "seuil_1"])
def test_a_changed_parameter_is_refused(tmp_path: Path, colonne: str) -> None:
    """One cell of the parameters typed over: the record is not written, the sheet is named."""
    valeur = {"mode": "seuil", "mission": "crise", "neutralisation": "payé en entier"}.get(colonne, 77777)
    chemin = taper(tmp_path, {**REMPLI, parametre("A1", colonne): valeur})
    with pytest.raises(SaisieInvalide, match="a été modifiée \\(feuille « Paramètres »\\)"):
        lire_releve(chemin)


@pytest.mark.parametrize(
    ("colonne", "variable"),
    [("plafond", True), ("prorata", True), ("verse", True), ("mission", True), ("famille", False),
     ("droit_cpts", False), ("prorata", False)],
)  # fmt: skip
def test_a_changed_right_is_refused(tmp_path: Path, colonne: str, *, variable: bool) -> None:
    """A ceiling, a prorata, what was paid, the right of a fixed line: refused, with the sheet."""
    valeur = {"mission": "crise", "famille": "crise variable", "prorata": 0.125}.get(colonne, 1)
    with pytest.raises(SaisieInvalide, match="a été modifiée \\(feuille « Droit ouvert »\\)"):
        lire_releve(taper(tmp_path, {droit(colonne, variable=variable): valeur}))


@pytest.mark.parametrize("titre", RUBRIQUES)
def test_a_changed_identity_is_refused(tmp_path: Path, honnete: Path, titre: str) -> None:
    """Whose review it is, of which file and which inputs: none of it can be typed over."""
    with pytest.raises(SaisieInvalide, match="a été modifiée \\(feuille « Synthèse »\\)"):
        lire_releve(taper(tmp_path, {rubrique(titre, honnete): "autre chose"}))


def test_an_old_review_is_to_be_made_again(tmp_path: Path, honnete: Path) -> None:
    """Without its seal, a review is refused: it says to make it again."""
    chemin = tmp_path / "ancienne.xlsx"
    with zipfile.ZipFile(honnete) as source, zipfile.ZipFile(chemin, "w") as cible:
        for nom in source.namelist():
            contenu = source.read(nom)
            cible.writestr(nom, contenu.replace(SCEAU.encode(), b"autre") if nom == "docProps/custom.xml" else contenu)
    assert refuse(lancer("releve-decisions", chemin, "--vers", tmp_path / "relevé.docx"),
                  "« ancienne.xlsx »", "version antérieure", "cpts-xl revue")  # fmt: skip
    assert not (tmp_path / "relevé.docx").exists()


@pytest.mark.parametrize("dit", ["215,5", " 215,50 ", "215.5"])
def test_a_number_typed_as_text_is_understood(tmp_path: Path, dit: str) -> None:
    """With a comma, spaces or a point, the number is that number, with its euros."""
    lues, dues = (
        lire_releve(taper(tmp_path, {cellule("A1", "convenu"): valeur}, f"{n}.xlsx"))
        for n, valeur in enumerate((dit, 215.5))
    )
    assert ce_qui_est_dit(lues) == ce_qui_est_dit(dues)
    assert lues.decisions[rang_de("A1")].valeur_convenue == Fraction(431, 2)


@pytest.mark.parametrize(
    ("code", "colonne", "dit", "mots"),
    [
        ("A1", "convenu", "soixante", "« soixante » n'est pas un nombre. Saisir un nombre, sans lettre ni unité."),
        ("A1", "cpam", "60 %", "« 60 % » n'est pas un nombre."),
        ("A1", "convenu", "Oui", "« Oui » n'est pas un nombre."),
        ("A1", "convenu", "#N/A", "« #N/A » n'est pas un nombre."),
        ("P3", "convenu", "peut-être", "« peut-être » n'est pas un mot de la liste. Choisir Oui ou Non."),
        ("P3", "cpam", 1, "« 1 » n'est pas un mot de la liste."),
        ("A1", "neutralisation_convenue", "neutralisé", "Choisir à décider ou payé en entier ou non payé."),
    ],
)
def test_what_is_not_understood_is_refused_with_its_cell(
    tmp_path: Path, code: str, colonne: str, dit: Any, mots: str
) -> None:
    """A word for a number, a number for a word: exit 2, the cell, what to type; no record is written."""
    feuille, adresse = cellule(code, colonne)
    chemin, vers = taper(tmp_path, {(feuille, adresse): dit}), tmp_path / "relevé.docx"
    assert refuse(lancer("releve-decisions", chemin, "--vers", vers), f"feuille « {feuille} », cellule {adresse} : ",
                  mots)  # fmt: skip
    assert not vers.exists()


def test_a_free_point_and_a_state_alone_are_kept(tmp_path: Path) -> None:
    """A subject typed on a free line, the word « fait » beside an indicator: both stand in the record."""
    resultat = verification().resultat
    libre = len(points(depuis(resultat), resultat.dossier)) - 1
    saisies = {cellule_releve(libre, "objet"): "Point libre", cellule_releve(rang_de("A2"), "etat"): "fait"}
    suites = champs_du_releve(lire_releve(taper(tmp_path, saisies)))["suites"]
    assert [s for s in suites if "Point libre" in str(s["objet"])]
    assert [s for s in suites if str(s["code"]) == "A2"]


def test_a_word_of_the_list_is_known_in_any_case(tmp_path: Path) -> None:
    """« OUI » is « Oui »: the euros are those of the yes."""
    lues = [lire_releve(taper(tmp_path, {cellule("P3", "convenu"): mot}, f"{mot}.xlsx")) for mot in ("OUI", "Oui")]
    assert ce_qui_est_dit(lues[0]) == ce_qui_est_dit(lues[1])


def test_a_value_beside_no_indicator_is_refused(tmp_path: Path) -> None:
    """A value typed under the table, or beside an indicator whose number was typed over, is not lost in silence."""
    feuille, adresse = cellule("A2", "code")
    with pytest.raises(SaisieInvalide, match="n'est sur la ligne d'aucun indicateur"):
        lire_releve(taper(tmp_path, {**REMPLI, (feuille, adresse): "ZZ"}))
    sans_valeur = {cellule("A2", colonne): None for colonne in ("cpam", "convenu", "neutralisation_convenue")}
    with pytest.raises(SaisieInvalide, match="la ligne de l'indicateur « A2 » est introuvable"):
        lire_releve(taper(tmp_path, {**sans_valeur, (feuille, adresse): "ZZ"}))
    with pytest.raises(SaisieInvalide, match="l'indicateur « A1 » y est deux fois"):
        lire_releve(taper(tmp_path, {(feuille, adresse): "A1"}))


@pytest.mark.parametrize("dit", ["21/04/2026", "2026-04-21", date(2026, 4, 21)])
def test_the_day_of_the_meeting_is_understood(tmp_path: Path, dit: Any) -> None:
    """Typed as a date or as text, it is that day; a deadline too."""
    releve = lire_releve(taper(tmp_path, {JOUR: dit, cellule_releve(rang_de("A1"), "echeance"): dit}))
    assert releve.date == date(2026, 4, 21)
    assert releve.decisions[rang_de("A1")].echeance == date(2026, 4, 21)


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    """Words for the day of the meeting: refused with the cell; for a deadline, they are kept as typed."""
    with pytest.raises(SaisieInvalide, match=f"cellule {JOUR[1]} : « 15/13/2026 » n'est pas une date"):
        lire_releve(taper(tmp_path, {JOUR: "15/13/2026"}))
    releve = lire_releve(taper(tmp_path, {cellule_releve(rang_de("A1"), "echeance"): "fin mars"}))
    assert releve.decisions[rang_de("A1")].echeance == "fin mars"


def test_counts_are_in_french(tmp_path: Path) -> None:
    """No agreed value, one, two: « 0 valeur convenue », « 1 valeur convenue », « 2 valeurs convenues »."""
    aucune = {cellule(i.code, "convenu"): None for i in depuis(verification().resultat).indicateurs}
    for n, (dits, mots) in enumerate((
        ({}, "0 valeur convenue ;"),
        ({cellule("A1", "convenu"): 100}, "1 valeur convenue ;"),
        ({cellule("A1", "convenu"): 100, cellule("P3", "convenu"): "Oui"}, "2 valeurs convenues ;"),
    )):  # fmt: skip
        chemin = taper(tmp_path, {**aucune, **dits}, f"{n}.xlsx")
        dit = lancer("releve-decisions", chemin, "--vers", tmp_path / f"{n}.docx")
        assert dit.code == 0
        assert mots in dit.sortie


def test_a_contract_without_indicator_has_a_record(tmp_path: Path) -> None:
    """Nothing to agree upon: the review is read all the same, and its rights are those of the engine."""
    sans = dossier().avec(indicateurs=())
    resultat = calculer(sans, en_vigueur(sans.debut))
    recu, chemin = tmp_path / "suivi.xlsx", tmp_path / "revue.xlsx"
    recu.write_bytes(construire(resultat, Encre.NATIVE, calculs=False))
    chemin.write_bytes(construire_revue(verifier(lire_classeur(recu), complet=False)))
    releve = lire_releve(chemin)
    assert [d for d in releve.decisions if d.indicateur] == []
    assert releve.totaux[0].convenu == resultat.valeur("perimetre.tout.droit")
