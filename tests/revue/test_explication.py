"""Where a number comes from: any cell of ours is told down to what was declared and to what the texts say."""

from __future__ import annotations

import re

import pytest

from cpts_xl.engine.resultat import calculer
from cpts_xl.errors import SaisieInvalide
from cpts_xl.revue import connait_les_filets, expliquer, rendre
from cpts_xl.revue.designation import Carte
from cpts_xl.revue.explication import VOIR
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import LIGNE_ENTETE
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.sheets import feuille_de
from cpts_xl.workbook.xlsx.lu import Cellule
from cpts_xl.workbook.xlsx.types import lettres, position

from .banc import dossier, lecture, recu, verification


def _place(ident):
    feuille, adresse = lecture().places[ident]
    return f"{feuille}!{adresse}"


def _arbre(demande, **options):
    return expliquer(lecture(), verification().resultat, demande, **options)


def test_every_leaf_is_declared_or_written_in_a_text():
    """The rights of the year come, branch by branch, from typed cells, parameters of law, or what was already said."""
    arbre = _arbre(_place("perimetre.tout.droit"))
    noeuds = list(arbre.parcours())
    feuilles = [n for n in noeuds if not n.enfants]
    assert len(noeuds) > 500
    for feuille in feuilles:
        dit = " ".join(feuille.phrases)
        connue = (
            VOIR in feuille.titre
            or "Déclarée par la CPTS" in dit
            or "laissée vide" in dit
            or "Paramètre du droit" in feuille.titre
        )
        colonne = re.search(r" : \d+ valeurs? \(", feuille.titre) is not None
        calcul = feuille.ident in verification().resultat.par_id and "Texte :" in dit
        assert connue or colonne or calcul or "ligne est vide" in dit, feuille


def test_no_subtree_is_told_twice():
    """A step is told once; where it comes back, one line sends to the first time."""
    calcules = [n.ident for n in _arbre(_place("perimetre.tout.droit")).parcours()
                if n.ident in verification().resultat.par_id and VOIR not in n.titre]  # fmt: skip
    assert len(calcules) == len(set(calcules))
    assert any(VOIR in n.titre for n in _arbre(_place("perimetre.tout.droit")).parcours())


def test_the_same_number_by_address_name_step_and_label():
    """A cell, its defined name, its step and its label tell the same thing."""
    adresse = _arbre(_place("identite.taille"))
    assert _arbre("TAILLE_RETENUE").enfants == adresse.enfants
    assert _arbre("identite.taille") == adresse
    assert _arbre("Taille retenue") == adresse
    assert _arbre(_place("identite.taille").replace("!B", "!$B$").replace("Identité", "'identite'")) == adresse


def test_an_amount_names_its_inputs_with_their_cells():
    """The euros of an indicator: the sentence with its numbers, the measured value typed in its cell, its stake."""
    texte = rendre(_arbre(_place("indicateur.1.acquis")))
    for attendu in (
        _place("indicateur.1.constate"),
        "tapé : « 88 »",
        "Texte : ",
        "Statut : ",
        _place("indicateur.1.palier"),
    ):
        assert attendu in texte, attendu


def test_a_parameter_of_law_has_its_text_and_status():
    """The national amount of a line is told with the amendment that says it."""
    parametres = [
        n for n in _arbre(_place("ligne.acces_variable.plafond")).parcours() if "Paramètre du droit" in n.titre
    ]
    assert any("35\u202f000,00\u00a0€" in n.titre and "avenant 2" in n.phrases[0] for n in parametres)
    assert all("Statut : " in n.phrases[0] for n in parametres)


def test_an_input_tells_who_reads_it():
    """A typed cell: what it is, what was typed, the computations that read it with their cells."""
    arbre = _arbre(_place("identite.population"))
    dit = " ".join(arbre.phrases)
    assert "98\u202f450" in dit
    assert "Lue par" in dit
    assert _place("identite.taille_calculee") in dit


def test_a_cell_that_only_repeats_another_tells_the_other():
    """A figure of the dashboard sends to the cell that it shows."""
    tableau = lecture().classeur.feuilles["Tableau de bord"]
    carte = Carte(lecture(), verification().resultat)
    vues = [carte.designer(f"Tableau de bord!{a}") for a, c in tableau.cellules.items() if c.formule]
    assert any("reprend Financement!" in d.par and d.ident == "perimetre.tout.droit" for d in vues)


def test_a_foreign_cell_is_said_to_be_so():
    """A title, an empty cell: not ours, and nothing is invented about it."""
    assert "n'est pas un calcul ni une saisie" in _arbre("Identité!Z99").titre
    assert _arbre("Identité!Z99").phrases == ("Elle est vide.",)
    assert "Elle contient : Identité et contrat." in _arbre("Identité!A1").phrases


def _libre(colonne, tableau="versement"):
    """Return a cell of the first free row under the declared ones: its address, in a column of one of our tables."""
    feuille = feuille_de(tableau)
    rang = [c.code for c in feuille.colonnes].index(colonne) + 1
    prises = [position(a)[0] for i, (f, a) in lecture().places.items() if f == feuille.nom and i.startswith(tableau)]
    return f"{feuille.nom}!{lettres(rang)}{max(prises) + 1}"


@pytest.mark.parametrize(
    ("tableau", "colonne", "titre", "mots"),
    [
        ("versement", "date", "Date", "Case à remplir par la CPTS : Date du relevé bancaire."),
        ("indicateur", "mode", "Mode", "Au choix : réalisé, paliers, linéaire."),
        (
            "indicateur",
            "acquis",
            "Montant acquis",
            "Colonne calculée. Donne la part variable acquise par un indicateur",
        ),
    ],
)
def test_a_cell_of_a_free_row_is_told_by_its_column(tableau, colonne, titre, mots):
    """A yellow cell that waits, a formula with nothing to compute: its column, and what to type or what it gives."""
    ou = _libre(colonne, tableau)
    arbre = _arbre(ou)
    dit = " ".join(arbre.phrases)
    assert arbre.titre == f"{ou}, colonne « {titre} » : ligne libre, rien n'y est déclaré."
    assert mots in dit
    assert ("Rien ne s'y calcule tant que la ligne est vide. Elle n'affiche rien. Sa formule : =SI(" in dit) is (
        colonne == "acquis"
    )
    assert "que l'outil connaisse" not in arbre.titre + dit
    assert "ne la lit" not in dit
    assert "contient : vide" not in dit


def test_a_table_where_nothing_is_declared_is_told_too(tmp_path):
    """Without one payment in the file, its first row is free, and its column is known by its header."""
    resultat = calculer(dossier().avec(versements=()), verification().resultat.droit)
    chemin = tmp_path / "suivi.xlsx"
    chemin.write_bytes(construire(resultat, Encre.NATIVE, calculs=False))
    arbre = expliquer(lire_classeur(chemin), resultat, f"Versements!A{LIGNE_ENTETE + 1}")
    assert "colonne « Date » : ligne libre" in arbre.titre


def test_what_is_beside_or_under_a_table_is_no_free_row():
    """A header, a column that is none of ours, a row under the table: not ours, as before."""
    feuille, ligne = feuille_de("versement").nom, position(_libre("date").rpartition("!")[2])[0]
    for adresse in (f"A{LIGNE_ENTETE}", f"ZZ{ligne}", "A9999"):
        assert "n'est pas un calcul ni une saisie" in _arbre(f"{feuille}!{adresse}").titre, adresse
    assert _arbre(f"{feuille}!ZZ{ligne}").phrases == ("Elle est vide.",)


@pytest.mark.parametrize(
    ("demande", "tete"),
    [("Finacement!A1", "Feuilles proches : Financement"), ("Dialoge!A1", "Feuille proche : Dialogue."),
     ("Xyzzyx!A1", "Feuilles : Mode d'emploi, ")],
)  # fmt: skip
def test_sheets_are_said_to_be_near_only_when_they_are(demande, tete):
    """One near sheet, several, or all of them because none is near: the words say which."""
    with pytest.raises(SaisieInvalide) as erreur:
        _arbre(demande)
    assert f"n'est pas dans le fichier reçu. {tete}" in str(erreur.value)


@pytest.mark.parametrize(
    ("demande", "mots"),
    [
        ("L7", "Financement!L7"), ("Finacement!K7", "Financement"), ("INDICATEUR_ACQUIS", "plusieurs cellules"),
        ("taile retenu", "Taille retenue"), ("xyzzyx", "ni une cellule"), ("", "ni une cellule"),
    ],
)  # fmt: skip
def test_what_is_unknown_is_refused_with_the_nearest(demande, mots):
    """An address without its sheet, a misspelt sheet or label, a whole column: the message says what to write."""
    with pytest.raises(SaisieInvalide) as erreur:
        _arbre(demande)
    assert mots in str(erreur.value)


@pytest.mark.parametrize(
    ("demande", "tete"), [("plafon", "Les plus proches"), ("population du teritoire", "Le plus proche")]
)
def test_the_nearest_are_counted(demande, tete):
    """Several labels, or one alone: the sentence agrees with what it lists."""
    with pytest.raises(SaisieInvalide) as erreur:
        _arbre(demande)
    suite = str(erreur.value).partition(f" {tete} : ")[2]
    assert suite
    assert (" ; " in suite) is (tete == "Les plus proches")


@pytest.mark.parametrize("demande", ["rien", "salaire", "chocolat", "n'importe quoi"])
def test_an_unrelated_word_proposes_nothing(demande):
    """A word that is near no label by accident only: how to write a cell is said, and no label."""
    with pytest.raises(SaisieInvalide) as erreur:
        _arbre(demande)
    assert "proche" not in str(erreur.value)
    assert str(erreur.value).endswith("Donner une cellule, par exemple Financement!K5.")


def test_depth_is_a_choice():
    """With no level asked, the number and its sentence alone; each level adds to the last."""
    tailles = [
        sum(1 for _ in _arbre(_place("ligne.acces_variable.droit"), profondeur=n).parcours()) for n in (0, 1, 2, 4)
    ]
    assert tailles[0] == 1
    assert tailles == sorted(set(tailles))
    assert "plus profonde" in _arbre(_place("ligne.acces_variable.droit"), profondeur=0).phrases[-1]


def test_a_stored_value_that_is_not_the_computed_one_is_said():
    """A falsified cell is told where it stands in the tree, with both values."""
    fausse = lire_classeur(recu())
    feuille, adresse = fausse.places["indicateur.1.acquis"]
    lue = fausse.classeur.feuilles[feuille]
    lue.cellules[adresse] = Cellule(adresse, lue.cellules[adresse].valeur + 1000, None, "General", verrouillee=True)
    textes = [p for n in expliquer(fausse, verification().resultat, _place("ligne.acces_variable.droit")).parcours()
              for p in n.phrases if p.startswith("ATTENTION")]  # fmt: skip
    assert len(textes) == 2
    assert "7\u202f000,00\u00a0€" in textes[0]
    assert "6\u202f000,00\u00a0€" in textes[0]
    assert "ne porte plus de formule" in textes[1]
    assert not any("ATTENTION" in p for n in _arbre(_place("ligne.acces_variable.droit")).parcours() for p in n.phrases)


def test_an_old_console_gets_no_box_drawing():
    """Without UTF-8 the tree is drawn with dashes, and says the same sentences."""
    arbre = _arbre(_place("indicateur.2.acquis"))
    simple = rendre(arbre, filets=False)
    assert not set("├└│─") & set(simple)
    assert set("├└│─") <= set(rendre(arbre))
    assert set(simple.split()) - {"-"} == set(rendre(arbre).split()) - {"├─", "└─", "│"}
    assert [connait_les_filets(e) for e in ("UTF-8", "utf8", "cp1252", None)] == [True, True, False, False]


def test_every_step_can_be_explained():
    """Not one computation of the example stops the telling; each says its text."""
    resultat = verification().resultat
    for calculee in resultat.pleines[:: max(1, len(resultat.pleines) // 150)]:
        assert any("Texte :" in phrase for phrase in _arbre(calculee.etape.id, profondeur=1).phrases)
