"""The first figures: how many, how much, over which perimeter; by size and by post, in native formulas."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from cpts_xl.campaign import schema
from cpts_xl.campaign.consolide.donnees import Donnees
from cpts_xl.campaign.consolide.plume import PALE, TITRE, Plume
from cpts_xl.campaign.recueil import Recueil

NOM, POSTES = "Synthèse", "Par poste"
_SOMMES = ("plafond", "droit", "verse", "depense", "non_depense")
_SOMMES_POSTES = ("plafond", "droit", "verse", "depense", "cloture")


def somme(valeurs: Sequence[Any]) -> float:
    """Return the exact sum of published amounts."""
    return float(sum((Fraction(str(valeur)) for valeur in valeurs), Fraction(0)))


def ecrire(plume: Plume, recueil: Recueil, annees: Donnees) -> None:
    """Write the summary of the campaign."""
    feuille = plume.tete(NOM, "Synthèse de la campagne", "Les sommes ne portent que sur les montants connus ; chacune "
                         "dit sur combien de CPTS et d'années.")  # fmt: skip
    feuille.set_column(0, 0, 34)
    feuille.set_column(1, 12, 16)
    fichiers = (
        ("Classeurs trouvés", recueil.fichiers), ("Classeurs comptés", len(recueil.retenus)),
        ("Classeurs écartés (feuille Échecs)", recueil.fichiers - len(recueil.retenus)),
        ("CPTS distinctes", len({candidat.identifiant for candidat in recueil.retenus})),
    )  # fmt: skip
    for ligne, (libelle, nombre) in enumerate(fichiers, 2):
        plume.valeur(NOM, ligne, 0, libelle, "texte")
        plume.valeur(NOM, ligne, 1, nombre, "effectif")
    complets = annees.valeurs["complet"].count("Oui")
    plume.valeur(NOM, 6, 0, "Parties financières complètes", "texte")
    plume.formule(NOM, (6, 1), 'COUNTIF(cpts_complet,"Oui")', complets, "effectif")
    _par_taille(plume, annees, 8)
    ligne = _croise(plume, annees, 17)
    plume.impression(NOM, ligne, 13, entete=0)


def _section(plume: Plume, nom: str, ligne: int, titre: str) -> None:
    plume.feuille(nom).write_string(ligne, 0, titre, plume.style(bold=True, font_size=12, font_color=TITRE))


def _par_taille(plume: Plume, annees: Donnees, depart: int) -> None:
    _section(plume, NOM, depart, "Par taille de CPTS")
    titres = ["Taille", "CPTS et années", "Population (habitants)"]
    for code in _SOMMES:
        titres += [schema.CPTS_ANNEES.colonne(code).entete, f"{schema.CPTS_ANNEES.colonne(code).titre} : connus"]
    plume.entetes(NOM, depart + 1, titres, haut=120)
    tailles = annees.valeurs["taille"]
    for rang, groupe in enumerate((1, 2, 3, 4, None)):
        ligne, ici = depart + 2 + rang, depart + 3 + rang
        fond: dict[str, Any] = {"bg_color": PALE, "bold": True} if groupe is None else {}
        dans = [groupe in {taille, None} for taille in tailles]

        def choisies(code: str, dans: Sequence[bool] = dans) -> list[Any]:
            return [v for v, oui in zip(annees.valeurs[code], dans, strict=True) if oui and v is not None]

        plume.valeur(NOM, ligne, 0, "Ensemble" if groupe is None else groupe, "texte", align="center", **fond)
        compte = "ROWS(cpts_annee)" if groupe is None else f"COUNTIF(cpts_taille,A{ici})"
        if groupe is None and not annees.total:
            compte = "0"
        plume.formule(NOM, (ligne, 1), compte, sum(dans), "effectif", **fond)
        for place, code, genre in (
            (2, "population", "effectif"), *((3 + 2 * n, c, "montant") for n, c in enumerate(_SOMMES)),
        ):  # fmt: skip
            v = f"cpts_{code}"
            texte = f"SUM({v})" if groupe is None else f"SUMIF(cpts_taille,A{ici},{v})"
            plume.formule(NOM, (ligne, place), f"ROUND({texte},2)", somme(choisies(code)), genre, **fond)
            if genre == "montant":
                texte = f"COUNT({v})" if groupe is None else f"SUMPRODUCT((cpts_taille=A{ici})*ISNUMBER({v}))"
                plume.formule(NOM, (ligne, place + 1), texte, len(choisies(code)), "effectif", **fond)


def _croise(plume: Plume, annees: Donnees, depart: int) -> int:
    """Write how many CPTS-years there are by size and by age; return the row after."""
    _section(plume, NOM, depart, "Nombre de CPTS et années, par taille et par année du contrat")
    plume.entetes(NOM, depart + 1, ("Taille", *(f"Année {annee}" for annee in range(1, 6))), haut=20)
    couples = list(zip(annees.valeurs["taille"], annees.valeurs["annee"], strict=True))
    for rang, taille in enumerate(range(1, 5)):
        ligne = depart + 2 + rang
        plume.valeur(NOM, ligne, 0, taille, "texte", align="center")
        for annee in range(1, 6):
            texte = f"COUNTIFS(cpts_taille,$A{ligne + 1},cpts_annee,{annee})"
            plume.formule(NOM, (ligne, annee), texte, couples.count((taille, annee)), "effectif")
    return depart + 6


def postes(plume: Plume, donnees: Donnees) -> None:
    """Write what each post was granted, paid and spent over the whole campaign, and draw it."""
    feuille = plume.tete(POSTES, "Par poste : fonctionnement et missions", "Sommes sur les CPTS et années dont le "
                         "montant est connu. Le dépensé compte les clés de répartition.")  # fmt: skip
    feuille.set_column(0, 0, 24)
    feuille.set_column(1, 12, 16)
    titres = ["Poste", "Missions engagées"]
    for code in _SOMMES_POSTES:
        colonne = schema.POSTES.colonne(code)
        titres += [f"{colonne.entete} – année conventionnelle", f"{colonne.titre} : connus"]
    plume.entetes(POSTES, 2, titres, haut=75)
    codes = list(dict.fromkeys(donnees.valeurs["code"]))
    for ligne, poste in enumerate(codes, 3):
        ici = ligne + 1
        dans = [code == poste for code in donnees.valeurs["code"]]
        plume.valeur(POSTES, ligne, 0, poste, "texte")
        engagees = sum(1 for e, oui in zip(donnees.valeurs["engagee"], dans, strict=True) if oui and e == "Oui")
        plume.formule(POSTES, (ligne, 1), f'COUNTIFS(poste_code,A{ici},poste_engagee,"Oui")', engagees, "effectif")
        for n, code in enumerate(_SOMMES_POSTES):
            valeurs = [v for v, oui in zip(donnees.valeurs[code], dans, strict=True) if oui and v is not None]
            texte = f"ROUND(SUMIF(poste_code,A{ici},poste_{code}),2)"
            plume.formule(POSTES, (ligne, 2 + 2 * n), texte, somme(valeurs), "montant")
            texte = f"SUMPRODUCT((poste_code=A{ici})*ISNUMBER(poste_{code}))"
            plume.formule(POSTES, (ligne, 3 + 2 * n), texte, len(valeurs), "effectif")
    if codes:
        _dessiner(plume, 3, 2 + len(codes))
    plume.impression(POSTES, 5 + len(codes) + 22, 12, entete=3)


def _dessiner(plume: Plume, premiere: int, derniere: int) -> None:
    graphique = plume.classeur.add_chart({"type": "bar"})
    for colonne, mot, couleur in ((4, "Droit ouvert", "#C9D3D6"), (6, "Versé", "#5C9AA6"), (8, "Dépensé", "#12404A")):
        graphique.add_series({
            "name": mot, "categories": [POSTES, premiere, 0, derniere, 0],
            "values": [POSTES, premiere, colonne, derniere, colonne], "fill": {"color": couleur},
            "border": {"color": TITRE, "width": 0.75}, "gap": 60,
        })  # fmt: skip
    graphique.set_title({"name": "Droit ouvert, versé et dépensé par poste (en euros)",
                         "name_font": {"size": 11, "color": TITRE}})  # fmt: skip
    graphique.set_y_axis({"reverse": True, "num_font": {"size": 8}})
    graphique.set_x_axis({"num_format": "[$-40C]#,##0", "num_font": {"size": 8}})
    graphique.set_legend({"position": "bottom", "font": {"size": 8}})
    graphique.set_size({"width": 900, "height": 400})
    description = "Barres par poste : droit ouvert, versé et dépensé. Les nombres sont dans le tableau au-dessus."
    place = {"description": description, "object_position": 1}
    plume.feuille(POSTES).insert_chart(derniere + 2, 0, graphique, place)
