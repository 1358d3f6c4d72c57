"""A header rewritten or translated is an honest edit: its column is read, and told; a column removed stays missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.workbook import sheets
from cpts_xl.workbook.recu.ours import notres
from cpts_xl.workbook.recu.reader import Lecteur
from cpts_xl.workbook.xlsx.lu import lire
from cpts_xl.workbook.xlsx.types import lettres
from tests.sabotage.base import dossier, octets
from tests.sabotage.gestes import Geste, ensemble, rien
from tests.sabotage.juge import constats_de
from tests.sabotage.modele import SERIEUX, Honnete
from tests.sabotage.moteurs import enregistrer, fichier
from tests.sabotage.paquet import CLASSEUR, NS, Paquet, adresse, position
from tests.sabotage.rangees import inserer_colonne, supprimer_colonne
from tests.sabotage.verdicts import juger_honnete

if TYPE_CHECKING:
    from collections.abc import Mapping

ENTETE = 4


def place(prefixe: str, code: str) -> tuple[str, str]:
    """Return the sheet and the cell of the header of a column."""
    decrite = sheets.feuille_de(prefixe)
    return decrite.nom, f"{lettres([c.code for c in decrite.colonnes].index(code) + 1)}{ENTETE}"


def titre_de(prefixe: str, code: str) -> str:
    """Return the header that the tool writes."""
    return next(c.titre for c in sheets.feuille_de(prefixe).colonnes if c.code == code)


def retitrer(prefixe: str, mots: Mapping[str, str]) -> Geste:
    """Type other headers, as a spreadsheet does: the columns of its table take them too."""

    def applique(p: Paquet) -> None:
        feuille = sheets.feuille_de(prefixe).nom
        table = next(cible for sorte, cible in p.liens(p.feuilles[feuille]).values() if sorte == "table")
        for code, mot in mots.items():
            p.poser(*place(prefixe, code), mot)
            for colonne in p.arbre(table).iter(f"{NS}tableColumn"):
                if colonne.get("name") == titre_de(prefixe, code):
                    colonne.set("name", mot)

    def prouve(_avant: Paquet, apres: Paquet) -> bool:
        return all(apres.valeur(*place(prefixe, code)) == mot for code, mot in mots.items())

    return Geste(applique, prouve)


def change(*gestes: Geste) -> bytes:
    """Return the workbook after these gestures, each proved."""
    paquet = Paquet(octets())
    for geste in gestes:
        geste.applique(paquet)
    contenu = paquet.octets()
    assert ensemble(*gestes).prouve(Paquet(octets()), Paquet(contenu))
    return contenu


def dits(contenu: bytes) -> list[Constat]:
    """Return what the reading and the verification say."""
    with fichier("classeur.xlsx", contenu) as chemin:
        return constats_de(chemin)[0]


HONNETES: dict[str, dict[str, dict[str, str]]] = {
    "le montant des versements": {"versement": {"montant": "Amount received"}},
    "des dates et des libellés de dépenses": {"depense": {"date": "Date of bill", "libelle": "What for"}},
    "la cible et le numéro d'un indicateur": {"indicateur": {"id": "No.", "cible": "Target"}},
    "un mot plus court que quatre lettres": {"versement": {"date": "Day", "ligne": "Row"}},
    "trois feuilles à la fois": {
        "participation": {"professionnel": "Who", "nature": "Kind", "montant_saisi": "Flat fee"},
        "piece": {"date": "Signed on", "intitule": "Exhibit"},
        "mission": {"engagee": "Committed"},
    },
    "toute une feuille": {
        "versement": {
            c.code: f"{mot} (en)"
            for c, mot in zip(
                sheets.feuille_de("versement").colonnes,
                ("Day", "Row", "Kind", "Amount", "Year paid", "Slip", "Share", "Due", "Gap", "Late"), strict=False,
            )
        }
    },
    "une précision ajoutée": {"versement": {"montant": "Montant reçu en banque"}},
}  # fmt: skip


@pytest.mark.parametrize("nom", HONNETES)
def test_a_rewritten_header_accuses_nobody(nom: str) -> None:
    """Inputs are read as they were typed, nothing serious is said, and each header is told with its cell."""
    gestes = [retitrer(prefixe, mots) for prefixe, mots in HONNETES[nom].items()]
    contenu = change(*gestes)
    verdict = juger_honnete(Honnete(nom, ensemble(*gestes)), contenu)
    assert verdict.bon, verdict.fautes
    lus = {(c.feuille, c.cellule): c for c in dits(contenu) if c.message.startswith("En-tête lu")}
    saisies = {
        place(prefixe, code): (titre_de(prefixe, code), mot)
        for prefixe, mots in HONNETES[nom].items()
        for code, mot in mots.items()
        if next(c for c in sheets.feuille_de(prefixe).colonnes if c.code == code).nature is not sheets.Nature.CALCUL
    }
    assert lus.keys() == saisies.keys()
    for ou, (titre, mot) in saisies.items():
        assert lus[ou] == Constat(
            Gravite.INFORMATION,
            f"En-tête lu « {mot} » au lieu de « {titre} » : la colonne a été lue à sa place.",
            *ou,
            remede="Rien à corriger si les mots seuls ont changé ; sinon, remettre l'intitulé.",
            cause=Cause.LIBELLE,
        )


@pytest.mark.moteur
def test_a_rewritten_header_saved_by_libreoffice_accuses_nobody(moteurs: tuple[str, ...]) -> None:
    """Three sheets translated, saved by LibreOffice, results computed anew: read as typed, told, not accused."""
    assert "libreoffice" in moteurs
    nom = "trois feuilles à la fois"
    gestes = [retitrer(prefixe, mots) for prefixe, mots in HONNETES[nom].items()]
    contenu = enregistrer({"classeur": change(*gestes)}, recalcules=True)["classeur"]
    verdict = juger_honnete(Honnete(nom, ensemble(*gestes)), contenu)
    assert verdict.bon, verdict.fautes
    assert sum(c.message.startswith("En-tête lu") for c in dits(contenu)) == 6


def test_a_column_of_ones_own_beside_a_rewritten_one_changes_nothing() -> None:
    """The name of the column tells which one it is, wherever a column inserted before it sent it."""
    paquet = Paquet(change(retitrer("depense", {"fournisseur": "Supplier"})))
    inserer_colonne("Dépenses", 2, "Mon repère").applique(paquet)
    contenu = paquet.octets()
    lus = [c for c in dits(contenu) if c.message.startswith("En-tête lu")]
    assert [(c.cellule, "« Supplier »" in c.message) for c in lus] == [("D4", True)]
    assert not [c for c in dits(contenu) if c.gravite in SERIEUX and "Fournisseur" in c.message]


def sans_noms(p: Paquet) -> None:
    """Drop every defined name, as a program without names does."""
    noms = p.arbre(CLASSEUR).find(f"{NS}definedNames")
    noms.getparent().remove(noms)


def lus_sans_noms(*gestes: Geste) -> list[str]:
    """Return what the reading says of the headers of a workbook that lost its names."""
    paquet = Paquet(octets())
    for geste in (*gestes, Geste(sans_noms, rien)):
        geste.applique(paquet)
    with fichier("classeur.xlsx", paquet.octets()) as chemin:
        constats = Lecteur(lire(chemin)).lire().constats
    return [c.message for c in constats if "En-tête lu" in c.message or "est introuvable" in c.message]


def test_without_names_neighbours_and_contents_decide() -> None:
    """Between its two neighbours and with amounts in it, it is the column of the amounts; with texts, it is not."""
    montant = retitrer("versement", {"montant": "Amount"})
    assert lus_sans_noms(montant) == [
        "En-tête lu « Amount » au lieu de « Montant reçu » : la colonne a été lue à sa place."
    ]

    def en_textes(p: Paquet) -> None:
        for rang in range(len(dossier().liste("versement"))):
            p.poser("Versements", f"D{ENTETE + 1 + rang}", "reçu")

    assert lus_sans_noms(montant, Geste(en_textes, rien)) == ["La colonne « Montant reçu » est introuvable."]


# ------------------------------------------------------------------------------------------ still told


def deplacee(p: Paquet) -> None:
    """Cut the column of the amounts, header and cells, and paste it far to the right under another title."""
    for lieu, cellule in list(p.cellules("Versements").items()):
        ligne, colonne = position(lieu)
        if colonne == 4 and ligne >= ENTETE and cellule.find(f"{NS}f") is None:
            p.poser("Versements", adresse(ligne, 20), "Amount" if ligne == ENTETE else p.valeur("Versements", lieu))
            p.poser("Versements", lieu, None)
    for nom in p.arbre(CLASSEUR).iter(f"{NS}definedName"):
        if nom.get("name") == "VERSEMENT_MONTANT":
            nom.text = nom.text.replace("$D$", "$T$")


def reprise(p: Paquet) -> None:
    """Delete a column of texts, then put one of one's own where it was."""
    supprimer_colonne("Dépenses", 4).applique(p)
    inserer_colonne("Dépenses", 4, "Mes remarques").applique(p)
    p.poser("Dépenses", "D5", "à revoir")


@pytest.mark.parametrize(
    ("geste", "feuille", "titre"),
    [
        (supprimer_colonne("Dépenses", 4), "Dépenses", "Libellé"),
        (supprimer_colonne("Versements", 4), "Versements", "Montant reçu"),
        (Geste(reprise, rien), "Dépenses", "Libellé"),
        (Geste(deplacee, rien), "Versements", "Montant reçu"),
        (Geste(lambda p: p.poser("Versements", "D4", None), rien), "Versements", "Montant reçu"),
        (Geste(lambda p: p.poser("Versements", "D4", "Référence"), rien), "Versements", "Montant reçu"),
    ],
    ids=["texte supprimé", "montant supprimé", "remplacée", "déplacée", "titre effacé", "titre d'une autre"],
)
def test_a_missing_or_moved_column_is_still_told(geste: Geste, feuille: str, titre: str) -> None:
    """Whatever is not plainly the same column stays missing: nothing is read in its place."""
    constats = dits(change(geste))
    perdues = [c for c in constats if c.message == f"La colonne « {titre} » est introuvable."]
    assert [(c.gravite, c.feuille, c.cause) for c in perdues] == [(Gravite.BLOQUANT, feuille, "colonne absente")]
    assert not [c for c in constats if c.message.startswith("En-tête lu")]


def test_a_header_that_says_something_else_is_still_named() -> None:
    """The column is read, but a word of ours that makes the number say otherwise is a forgery."""
    constats = [c for c in dits(change(retitrer("versement", {"montant": "Montant attendu"}))) if c.cellule == "D4"]
    assert [(c.gravite, c.message.partition(" :")[0]) for c in constats] == [
        (Gravite.INFORMATION, "En-tête lu « Montant attendu » au lieu de « Montant reçu »"),
        (Gravite.BLOQUANT, "Ce titre a été remplacé par un autre"),
    ]


def test_a_rewritten_column_is_ours_when_a_workbook_is_upgraded() -> None:
    """What it holds goes with the inputs: it is not carried a second time as a column of the user's."""
    with fichier("classeur.xlsx", change(retitrer("versement", {"montant": "Amount received"}))) as chemin:
        lecture = Lecteur(lire(chemin)).lire()
        assert {"D4", "D5"} <= notres(lecture.classeur, lecture.droit).cellules["Versements"]
