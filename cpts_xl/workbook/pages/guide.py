"""The guide, on one screen: what this is, five steps, colours, sheets by group with their links, versions."""

from __future__ import annotations

from cpts_xl import __version__, formats
from cpts_xl.rules.genres import TEXTE
from cpts_xl.workbook import sheets
from cpts_xl.workbook.empreinte.partie import Empreintes
from cpts_xl.workbook.empreinte.porteurs import ligne_visible
from cpts_xl.workbook.feuilles.modele import COULEURS
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import LIGNE_ENTETE, Case, feuille_citee
from cpts_xl.workbook.styles import FOND_TITRE
from cpts_xl.workbook.writer import Ecrivain

GUIDE = {
    Encre.PYTHON: (
        "Ce classeur suit une année conventionnelle de la CPTS. Les nombres se calculent par les fonctions CPTS_… ; "
        "sans elles, Excel garde les derniers résultats et ne les change pas. La copie de relecture, écrite par "
        "« cpts-xl relecture », dit les mêmes nombres en formules ordinaires : c'est elle que l'on envoie à la CPAM."
    ),
    Encre.NATIVE: (
        "Copie de relecture : chaque nombre est une formule ordinaire d'Excel ou de LibreOffice. Ni macro, ni Python, "
        "ni lien externe. La feuille Calculs compare, ligne à ligne, ce que votre tableur calcule à ce que l'outil "
        "avait calculé."
    ),
    Encre.LAMBDA: (
        "Copie pour Excel 365 et 2024 : les fonctions CPTS_… sont des noms de ce classeur (Formules, Gestionnaire de "
        "noms), sans macro ni Python ; tous leurs arguments sont à écrire, une cellule par formule. Celles qui ne sont "
        "pas un calcul (CPTS_SOURCE, CPTS_MOTIF…) n'y sont pas. Ctrl+Alt+F9 recalcule tout. Un Excel plus ancien et "
        "LibreOffice ne connaissent pas LAMBDA : y lire les résultats gardés, ou la copie en formules ordinaires."
    ),
}
ETAPES = (
    "Identité, Missions, Financement : recopier le contrat et son annexe financière.",
    "Indicateurs : une ligne par indicateur du contrat, avec son mode et ses euros.",
    "Au fil de l'eau : Versements, Dépenses, Réunions, Participations, Pièces.",
    "Chaque mois : Contrôles, Échéances, Priorités, puis le Tableau de bord.",
    "En fin d'année : Textes, relecture, rapport ; puis « cpts-xl ouvrir-annee ».",
)
SIGNES = (
    "Jaune pâle, encre bleue : à remplir. Blanc : calculé, protégé sans mot de passe.",
    "« À compléter » : une saisie manque. « sans objet » : la case n'a pas lieu d'être.",
    (
        "« À reprendre de l'annexe financière du contrat » : aucun texte public n'établit ce montant. « Refus : … » : "
        "valeur inacceptable. Jamais 0 à la place d'un montant inconnu."
    ),
    (
        "Trois calendriers, jamais mêlés : année conventionnelle (droits), exercice comptable (budget, comptes), année "
        "civile (plafond de chaque professionnel)."
    ),
)
GAUCHE, ECART, DROITE = (4, 74), 2, (26, 19, 19, 19, 19)
PREMIERE_DROITE = 4
LIENS_PAR_LIGNE = len(DROITE) - 1


def mode_emploi(e: Ecrivain, empreintes: Empreintes, visibles: frozenset[str]) -> None:
    """Write the guide on one screen, with the sheets of the workbook, hidden ones included."""
    nom = sheets.MODE_EMPLOI
    f = e.titre(nom, "Mode d'emploi", e.resultat.dossier.nom)
    for colonne, largeur in enumerate((*GAUCHE, ECART, *DROITE)):
        f.set_column(colonne, colonne, largeur)
    ligne = _paragraphe(e, 3, GUIDE[e.encre])
    ligne = _section(e, ligne + 1, "Cinq étapes")
    numero = e.styles(bold=True, align="center", font_color="#FFFFFF", bg_color=FOND_TITRE)
    for rang, texte in enumerate(ETAPES, 1):
        f.write_number(ligne, 0, rang, numero)
        ligne = _paragraphe(e, ligne, texte)
    ligne = _section(e, ligne + 1, "Couleurs et signes")
    for rang, texte in enumerate(SIGNES):
        f.write_blank(ligne, 0, None, e.styles.case(TEXTE, saisie=rang == 0))
        ligne = _paragraphe(e, ligne, texte)
    ligne = _section(e, ligne + 1, "Versions")
    textes = ", ".join(dict.fromkeys(t.court for t in e.resultat.droit.textes))
    for texte in (
        (
            f"cpts_xl {__version__}. Textes en vigueur au {formats.jour(e.resultat.droit.jour)} : {textes}. "
            f"Empreinte des textes : {empreintes.textes[:16] or 'non calculée'}."
        ),
        ligne_visible(empreintes),
        (
            "Un montant « incertain » ou de « source unique » n'est pas le droit : l'annexe du contrat l'emporte. "
            "Si l'année passe d'un texte à un autre, écrire un classeur neuf : le barème ne suit pas seul."
        ),
        "Rien n'est envoyé hors de cet ordinateur. Aucune donnée de patient n'a sa place ici.",
    ):
        ligne = _paragraphe(e, ligne, texte)
    bas = max(ligne, _feuilles(e, visibles))
    f.print_area(0, 0, bas - 1, PREMIERE_DROITE + LIENS_PAR_LIGNE - 1)
    f.fit_to_pages(1, 1)


def _paragraphe(e: Ecrivain, ligne: int, texte: str) -> int:
    e.feuille(sheets.MODE_EMPLOI).write_string(ligne, 1, texte, e.styles(text_wrap=True))
    e.hauteur(sheets.MODE_EMPLOI, ligne + 1, [(texte, GAUCHE[1])])
    return ligne + 1


def _section(e: Ecrivain, ligne: int, titre: str) -> int:
    f = e.feuille(sheets.MODE_EMPLOI)
    f.write_string(ligne, 0, titre, e.styles.section)
    f.write_blank(ligne, 1, None, e.styles.section)
    return ligne + 1


def _feuilles(e: Ecrivain, visibles: frozenset[str]) -> int:
    """Write the sheets by group, each name a link; return the row under them."""
    nom, f = sheets.MODE_EMPLOI, e.feuille(sheets.MODE_EMPLOI)
    colonne, ligne = PREMIERE_DROITE - 1, LIGNE_ENTETE - 1
    for rang in range(len(DROITE)):
        titre = "Les feuilles" if rang == 0 else ""
        f.write_string(ligne, colonne + rang, titre, e.styles.section)
    ligne += 1
    for groupe in sheets.Groupe:
        noms = [n for n in sheets.ORDRE if sheets.GROUPES[n] is groupe]
        couleur = COULEURS[groupe]
        fond = e.styles(bold=True, font_color="#FFFFFF", bg_color=couleur, indent=1, text_wrap=True)
        lignes = [noms[n : n + LIENS_PAR_LIGNE] for n in range(0, len(noms), LIENS_PAR_LIGNE)]
        for rang, morceau in enumerate(lignes):
            f.write_string(ligne, colonne, str(groupe) if rang == 0 else "", fond)
            for place, feuille in enumerate(morceau, 1):
                _lien(e, Case(nom, ligne + 1, colonne + 1 + place), feuille, masquee=feuille not in visibles)
            ligne += 1
    note = "Feuilles masquées : clic droit sur un onglet, « Afficher… » ; ou la commande « cpts-xl affichage »."
    if len(visibles) < len(sheets.ORDRE):
        f.write_string(ligne, colonne, f"{note} Elles calculent comme les autres.", e.styles.aide)
        ligne += 1
    return ligne


def _lien(e: Ecrivain, case: Case, feuille: str, *, masquee: bool) -> None:
    f = e.feuille(case.feuille)
    if masquee:  # un lien vers une feuille masquée ne mène nulle part : le dire vaut mieux
        style = e.styles.case(TEXTE, italic=True, text_wrap=False, shrink=True)
        f.write_string(case.ligne - 1, case.colonne - 1, f"{feuille} (masquée)", style)
        return
    f.write_url(
        case.ligne - 1, case.colonne - 1, f"internal:{feuille_citee(feuille)}!A1",
        e.styles.case(TEXTE, font_color="#1B3A8C", underline=1), string=feuille, tip=f"Aller à la feuille {feuille}",
    )  # fmt: skip
