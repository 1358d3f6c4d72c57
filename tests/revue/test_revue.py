"""The review workbook itself: every sheet, its links, its words; what is wrong comes first; nothing is invented."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.resultat import calculer
from cpts_xl.errors import SaisieInvalide
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.revue import construire_revue
from cpts_xl.revue.comparaison import de_ce_dossier
from cpts_xl.revue.evolution import Changement, changements
from cpts_xl.revue.plume import Onglet
from cpts_xl.revue.voisines import lire_voisines
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import LIGNE_ENTETE
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import verifier
from cpts_xl.workbook.xlsx.lu import ClasseurLu, ErreurCellule, lire

from .banc import dossier, lecture, revue, verification

VOISINE: dict[str, Any] = {
    "nom": "CPTS de l'Est",
    "taille": Fraction(3),
    "annee": Fraction(2),
    "population": Fraction(81000),
    "droit": Fraction("250000.5"),
    "depense": Fraction(180000),
    "adherents": None,
}
ANGLAIS = re.compile(r"\b(None|True|False|null|nan|error|value|sheet|total amount)\b")


def _lue(tmp_path, contenu: bytes) -> ClasseurLu:
    chemin = tmp_path / "revue.xlsx"
    chemin.write_bytes(contenu)
    return lire(chemin)


@pytest.fixture(scope="module")
def lu(tmp_path_factory) -> ClasseurLu:
    """Return the review of the example, read."""
    return _lue(tmp_path_factory.mktemp("revue"), revue())


@pytest.fixture(scope="module")
def falsifiee():
    """Return a verification where one earned amount is a constant too high by 1 000 €."""
    autre = verification()
    cible = next(v for v in autre.valeurs if v.ident == "indicateur.1.acquis")
    faux = replace(cible, stockee=cible.stockee + 1000, cause=str(Cause.CONSTANTE))
    valeurs = [faux if v is cible else v for v in autre.valeurs]
    constat = Constat(Gravite.BLOQUANT, "La formule a été remplacée par une valeur.", cible.feuille, cible.cellule,
                      "7 000,00 €", "6 000,00 €", "Remettre la formule.", str(Cause.CONSTANTE),
                      Fraction(1000))  # fmt: skip
    return replace(autre, valeurs=valeurs, constats=[constat], identiques=autre.comparees - 1)


@pytest.fixture(scope="module")
def augmentee(tmp_path_factory, falsifiee) -> ClasseurLu:
    """Return the review of that verification, with another CPTS beside, a finding of the report, a known model."""
    rapport = [Constat(Gravite.A_REGARDER, "Le rapport dit 12,00 €.", cause=str(Cause.RAPPORT))]
    etat: Any = SimpleNamespace(phrase="Modèle reconnu : celui de l'essai.", constats=(falsifiee.constats[0],))
    contenu = construire_revue(falsifiee, comparaison=[VOISINE], rapport=rapport, etat=etat)
    return _lue(tmp_path_factory.mktemp("augmentee"), contenu)


def _textes(classeur: ClasseurLu, onglet: Onglet) -> str:
    return "\n".join(str(c.valeur) for c in classeur.feuilles[onglet].cellules.values() if isinstance(c.valeur, str))


def test_every_sheet_is_there_in_its_order(lu):
    """The twelve sheets, all shown, all protected without hiding anything."""
    assert list(lu.feuilles) == [str(onglet) for onglet in Onglet]
    assert {f.visible for f in lu.feuilles.values()} == {"visible"}
    assert all(f.protegee and not f.lignes_masquees and not f.colonnes_masquees for f in lu.feuilles.values())


def test_no_error_no_english_no_none(lu):
    """Not one cell of the twelve sheets shows an error, an English word or a word of the machine."""
    for feuille in lu.feuilles.values():
        for cellule in feuille.cellules.values():
            assert not isinstance(cellule.valeur, ErreurCellule), (feuille.nom, cellule)
            assert not (isinstance(cellule.valeur, str) and ANGLAIS.search(cellule.valeur)), (feuille.nom, cellule)


def test_the_verdict_counts_what_was_compared(lu):
    """The first sheet says in words how many values were recomputed, and how many are the same."""
    texte = _textes(lu, Onglet.SYNTHESE).replace("\u202f", " ")
    nombre = f"{verification().comparees:,}".replace(",", " ")
    assert f"{nombre} valeurs recalculées, {nombre} identiques" in texte
    assert verification().comparees == len([v for v in verification().valeurs if v.feuille])


def test_the_ten_questions_are_answered_with_a_link(lu):
    """Ten numbered questions, each with an answer and a link to a sheet of the review that exists."""
    feuille = lu.feuilles[Onglet.SYNTHESE]
    rangs = [n for n, ligne in sorted(feuille.lignes.items()) if 1 in ligne and isinstance(ligne[1].valeur, Fraction)]
    assert [feuille.ligne(n)[1].valeur for n in rangs] == list(range(1, 11))
    assert all(len(str(feuille.ligne(n)[3].valeur)) > 20 for n in rangs)
    assert all(feuille.ligne(n)[8].valeur in lu.feuilles for n in rangs)


def test_every_link_stays_inside_and_arrives():
    """No link leaves the file; each one leads to a sheet that exists."""
    with zipfile.ZipFile(io.BytesIO(revue())) as archive:
        assert not any(b'TargetMode="External"' in archive.read(n) for n in archive.namelist() if n.endswith(".rels"))
        cibles = {c for n in archive.namelist() if n.startswith("xl/worksheets/sheet")
                  for c in re.findall(r'<hyperlink [^>]*location="([^"]+)"', archive.read(n).decode())}  # fmt: skip
        dessins = [archive.read(n).decode() for n in archive.namelist() if re.match(r"xl/drawings/drawing\d", n)]
    noms = {c.rpartition("!")[0].strip("'").replace("&apos;", "'") for c in cibles}
    assert noms <= {str(onglet) for onglet in Onglet}
    assert len(cibles) > verification().comparees
    assert len(dessins) == 2
    assert all(re.search(r'descr="[^"]{40,}"', dessin) for dessin in dessins)


def test_the_same_input_gives_the_same_bytes():
    """A review written twice is the same, byte for byte."""
    assert construire_revue(verification()) == revue()


def test_a_wrong_value_comes_first(augmentee, falsifiee):
    """A falsified cell is the first line, with its gap and its cause; the verdict and the euros at stake follow."""
    classeur = augmentee
    recalcul = classeur.feuilles[Onglet.RECALCUL]
    premiere = recalcul.ligne(LIGNE_ENTETE + 1)
    assert premiere[3].valeur == f"{falsifiee.constats[0].feuille}!{falsifiee.constats[0].cellule}"
    assert premiere[6].valeur == 1000
    assert premiere[6].formule is not None
    assert premiere[10].valeur == "formule remplacée par une constante"
    assert recalcul.cellule("E3").valeur == 1
    synthese = _textes(classeur, Onglet.SYNTHESE)
    assert ": 1 à regarder" in synthese
    assert "La formule a été remplacée par une valeur." in synthese
    constats = classeur.feuilles[Onglet.CONSTATS].ligne(LIGNE_ENTETE + 1)
    assert (constats[1].valeur, constats[7].valeur) == ("bloquant", 1000)


def test_every_number_has_its_provenance(lu):
    """One line per computed number: rule, sentence, text, status, inputs with the cells where they were typed."""
    feuille = lu.feuilles[Onglet.PROVENANCE]
    pleines = verification().resultat.pleines
    assert len(feuille.lignes) == LIGNE_ENTETE + len(pleines)
    rang = [c.etape.id for c in pleines].index("indicateur.1.acquis")
    ligne = next(li for n, li in feuille.lignes.items() if n > LIGNE_ENTETE and li[1].valeur == rang + 1)
    feuille_due, cellule = lecture().places["indicateur.1.acquis"]
    assert ligne[3].valeur == f"{feuille_due}!{cellule}"
    assert ligne[8].valeur == "CPTS_MONTANT_ACQUIS"
    enjeu = lecture().places["indicateur.1.enjeu"]
    assert f"({enjeu[0]}!{enjeu[1]})" in ligne[9].valeur
    assert ligne[10].valeur.startswith("=SI(")
    assert ligne[10].formule is None  # une formule à lire, qui ne calcule pas
    assert sorted(li[1].valeur for n, li in feuille.lignes.items() if n > LIGNE_ENTETE) == list(
        range(1, len(pleines) + 1)
    )


def test_what_rests_on_nothing_is_said_in_euros(lu):
    """The expired convention: 6 000 € paid without a valid piece, in words, and in the table by strength."""
    texte = _textes(lu, Onglet.PREUVES)
    assert "À renouveler : ses pièces ont expiré" in texte
    feuille = lu.feuilles[Onglet.PREUVES]
    par_force = {str(ligne[3].valeur): ligne for ligne in feuille.lignes.values() if 3 in ligne and 5 in ligne}
    assert par_force["0 : aucune pièce valable"][5].valeur == verification().resultat.valeur(
        "couverture.total.sans_piece"
    )
    assert par_force["0 : aucune pièce valable"][5].formule is not None


def test_only_yellow_cells_are_open(lu):
    """What the reviewer types is unlocked; no formula is."""
    ouvertes = [(f.nom, c) for f in lu.feuilles.values() for c in f.cellules.values() if not c.verrouillee]
    assert {nom for nom, _ in ouvertes} <= {Onglet.ECARTS, Onglet.RELEVE, Onglet.CONSTATS}
    assert all(c.formule is None for _, c in ouvertes)
    assert len(ouvertes) > 5


def test_without_another_cpts_the_sheet_says_how_to_get_it(lu):
    """The comparison holds this CPTS alone, and the command that brings the others."""
    assert "cpts-xl campagne" in _textes(lu, Onglet.COMPARAISON)


def test_others_are_read_in_the_open_data_of_a_campaign(tmp_path):
    """A campaign's lines are read exactly; this CPTS's own line is left out; a missing number stays missing."""
    resultat = verification().resultat
    (tmp_path / "donnees").mkdir()
    entete = (
        "identifiant,annee,finess,rna,nom,debut,population,taille,adherents,droit,verse,depense,"
        "taux_euros,part_prouvee,force"
    )
    lignes = (
        f"990000017,3,990000017,,La nôtre,{resultat.dossier.debut.isoformat()},1,3,1,1,1,1,1,1,1",
        "750000001,2,750000001,,CPTS de l'Est,2024-01-01,81000,3,,250000.5,200000,180000,0.75,0.8,2.5",
    )
    (tmp_path / "donnees" / "cpts_annees.csv").write_text("\r\n".join([entete, *lignes]), encoding="utf-8")
    autres = lire_voisines(tmp_path, resultat)
    assert [f["nom"] for f in autres] == ["CPTS de l'Est"]
    assert (autres[0]["droit"], autres[0]["adherents"]) == (Fraction("250000.5"), None)


def test_ratios_are_formulas_and_what_is_missing_is_not_zero(augmentee):
    """Euros for 1 000 inhabitants and per member, as formulas; without members, « À compléter »."""
    feuille = augmentee.feuilles[Onglet.COMPARAISON]
    vus = {feuille.ligne(LIGNE_ENTETE)[n].valeur: c for n, c in feuille.ligne(LIGNE_ENTETE + 2).items()}
    assert vus["Droit pour 1\u00a0000 habitants"].valeur == pytest.approx(250000.5 / 81, rel=1e-9)
    assert vus["Droit pour 1\u00a0000 habitants"].formule is not None
    assert vus["Dépensé par adhérent"].valeur == "À compléter"


@pytest.mark.parametrize(
    ("contenu", "mots"),
    [(None, "ne contient pas"), (b"a,b\r\n1,2\r\n", "identifiant"), (b"\xff\xfe\x00", "UTF-8"),
     (b"identifiant,annee,nom,droit\r\n1,2,x,=1+1\r\n", "n'est pas un nombre")],
)  # fmt: skip
def test_a_folder_that_is_no_campaign_is_refused(tmp_path, contenu, mots):
    """No open data, another table, another encoding, a formula in place of a number: the message says which."""
    if contenu is not None:
        (tmp_path / "cpts_annees.csv").write_bytes(contenu)
    with pytest.raises(SaisieInvalide, match=mots):
        lire_voisines(tmp_path, verification().resultat)


def test_changes_have_their_cause_and_their_euros(lu):
    """From the workbook's own history: new indicators, moved values, in euros, each difference a formula."""
    causes = {c.code: c.cause for c in changements(verification().resultat)}
    assert causes["S1"] == "nouvel indicateur"
    assert causes["P1"] == str(Cause.VALEUR)
    ligne = next(li for li in lu.feuilles[Onglet.EVOLUTION].lignes.values() if 2 in li and li[2].valeur == "P1")
    assert ligne[9].valeur == 6000
    assert ligne[9].formule is not None


def test_a_renumbered_indicator_and_one_that_ended_in_the_history():
    """A1 « repris de » A2 has the past of A2; the old A1 has ended, with its euros; unknown, the past is said so."""
    fiches = [f for f in dossier().liste("indicateur") if f["id"] != "A1"]
    rang = next(n for n, f in enumerate(fiches) if f["id"] == "A2")

    def lus(repris: str) -> list[Changement]:
        neuves = tuple({**f, "id": "A1", "reporte_de": repris} if n == rang else f for n, f in enumerate(fiches))
        neuf = dossier().avec(indicateurs=neuves)
        return [c for c in changements(calculer(neuf, en_vigueur(neuf.debut))) if c.code == "A1"]

    continue_, termine = lus("A2")
    assert (continue_.avant, continue_.euros_avant) == (310, 3000)
    assert (termine.cause, termine.avant, termine.apres) == ("indicateur terminé", 240, None)
    assert (termine.euros_avant, termine.euros_apres) == (3000, 0)
    inconnu, _ = lus("Z9")
    assert inconnu.avant is None
    assert "Z9" in inconnu.explication
    assert {c.cause for c in changements(verification().resultat)}.isdisjoint({"indicateur terminé", "ligne abrogée"})


def test_a_repealed_line_is_told_from_the_history():
    """The two lines for unscheduled care, gone in 2023, are told among the changes, and in no later year."""
    for annee, attendues in ((2023, 2), (2024, 0)):
        dates = {"signature": date(2022, 3, 15), "debut": date(annee, 3, 15), "arrete": date(annee + 1, 3, 14)}
        neuf = dossier().avec(identite={**dossier().identite, **dates})
        dites = changements(calculer(neuf, en_vigueur(neuf.debut)))
        assert len([c for c in dites if c.cause == "ligne abrogée"]) == attendues


def test_last_years_workbook_explains_the_change(tmp_path):
    """Given last year's workbook, the change is told cell against cell, and its euros are those of both computings."""
    avant = dossier().avec(identite={**dossier().identite, "debut": date(2024, 3, 15), "arrete": date(2025, 3, 14)})
    avant = avant.avec(indicateurs=tuple({**f, "constate": Fraction(150)} if f["id"] == "A1" else f
                                         for f in avant.liste("indicateur")))  # fmt: skip
    chemin = tmp_path / "précédent.xlsx"
    resultat = calculer(avant, en_vigueur(avant.debut))
    chemin.write_bytes(construire(resultat, Encre.NATIVE, calculs=False))
    classeur = _lue(tmp_path, construire_revue(verification(), precedente=lire_classeur(chemin)))
    feuille = classeur.feuilles[Onglet.EVOLUTION]
    ligne = next(li for li in feuille.lignes.values() if 2 in li and li[2].valeur == "A1")
    un, deux = (r.valeur("indicateur.1.acquis") for r in (resultat, verification().resultat))
    assert (ligne[4].valeur, ligne[5].valeur) == (150, 88)
    assert ligne[9].valeur == deux - un != 0
    assert "précédent.xlsx" in _textes(classeur, Onglet.EVOLUTION)


def test_the_state_of_the_model_and_the_report_are_told(augmentee):
    """What is known of the model stands on the first sheet; the report's findings are there, none of them twice."""
    assert "Modèle reconnu : celui de l'essai." in _textes(augmentee, Onglet.SYNTHESE)
    constats = _textes(augmentee, Onglet.CONSTATS)
    assert constats.count("Le rapport dit 12,00 €.") == 1
    assert constats.count("La formule a été remplacée par une valeur.") == 1


def test_a_hostile_dossier_is_shown_and_computes_nothing(tmp_path):
    """Formulas, tags and endless names typed by a CPTS are text; no name of a professional enters the review."""
    exemple = dossier()
    fiches = tuple({**f, "libelle": '=HYPERLINK("http://x";"y")<b>'} if f["id"] == "A1" else f
                   for f in exemple.liste("indicateur"))  # fmt: skip
    gens = ({"id": "P01", "nom": "DURANDINOV", "prenom": "Zoé", "profession": "Médecin généraliste"},)
    hostile = exemple.avec(
        indicateurs=fiches, professionnels=gens, identite={**exemple.identite, "nom": "=CMD()" + "é&" * 40}
    )
    chemin = tmp_path / "hostile.xlsx"
    chemin.write_bytes(construire(calculer(hostile, en_vigueur(hostile.debut)), Encre.NATIVE, calculs=False))
    contenu = construire_revue(verifier(lire_classeur(chemin), complet=False))
    classeur = _lue(tmp_path, contenu)
    formules = [c.formule for f in classeur.feuilles.values() for c in f.cellules.values() if c.formule]
    assert not any("HYPERLINK" in f or "CMD" in f for f in formules)
    assert '=HYPERLINK("http://x";"y")<b>' in _textes(classeur, Onglet.PARAMETRES)
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        assert not any(b"DURANDINOV" in archive.read(nom) for nom in archive.namelist())


def test_a_contract_without_indicators_has_a_review(tmp_path):
    """Nothing declared yet: every sheet is written, and what is missing is said, never zero."""
    vide = dossier().avec(indicateurs=(), pieces=())
    chemin = tmp_path / "vide.xlsx"
    chemin.write_bytes(construire(calculer(vide, en_vigueur(vide.debut)), Encre.NATIVE, calculs=False))
    classeur = _lue(tmp_path, construire_revue(verifier(lire_classeur(chemin), complet=False)))
    assert list(classeur.feuilles) == [str(onglet) for onglet in Onglet]
    droits = {li[1].valeur: li for li in classeur.feuilles[Onglet.DROIT].lignes.values() if 1 in li}
    assert droits["acces_variable"][10].valeur == "À compléter"


def test_this_cpts_is_compared_by_its_own_numbers():
    """The line of this CPTS is made of its steps; nothing is divided by what is missing."""
    fiche = de_ce_dossier(verification().resultat)
    assert fiche["droit"] == verification().resultat.valeur("perimetre.tout.droit")
    lignes = range(1, len(dossier().liste("indicateur")) + 1)
    acquis, enjeu = (
        sum(verification().resultat.valeur(f"indicateur.{n}.{c}") for n in lignes) for c in ("acquis", "enjeu")
    )
    assert fiche["taux_euros"] == acquis / enjeu
