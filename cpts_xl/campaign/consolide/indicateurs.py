"""What was reached: the rates of attainment by class and by mission, the statuses, the strength of evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cpts_xl.campaign.consolide.donnees import Donnees
from cpts_xl.campaign.consolide.plume import PALE, TITRE, Plume, colonne_en_lettres
from cpts_xl.campaign.consolide.repartition import quartile
from cpts_xl.campaign.schema import INDICATEURS

NOM = "Indicateurs"
CLASSES = (("0 %", None, 0.0), ("plus de 0 à 25 %", 0.0, 0.25), ("plus de 25 à 50 %", 0.25, 0.5),
           ("plus de 50 à 75 %", 0.5, 0.75), ("plus de 75 % à moins de 100 %", 0.75, None),
           ("100 %", 1.0, 1.0))  # fmt: skip
"""Label of each class, lower bound (not included, unless both are 1), upper bound (included)."""
FORCES = range(5)
Criteres = Sequence[tuple[str, str]]


def _classe(taux: float, rang: int) -> bool:
    if rang == 0:
        return taux <= 0
    if rang == len(CLASSES) - 1:
        return taux >= 1
    bas, haut = CLASSES[rang][1], CLASSES[rang][2]
    return taux > (bas or 0.0) and (taux <= haut if haut is not None else taux < 1)


def _criteres(rang: int) -> Criteres:
    """Return the conditions of a class, as COUNTIFS reads them; decimal points, for a file is never in French."""
    if rang == 0:
        return (("ind_taux", '"<=0"'),)
    if rang == len(CLASSES) - 1:
        return (("ind_taux", '">=1"'),)
    bas, haut = CLASSES[rang][1], CLASSES[rang][2]
    return (("ind_taux", f'">"&{bas:g}'), ("ind_taux", f'"<="&{haut:g}' if haut is not None else '"<"&1'))


def ecrire(plume: Plume, donnees: Donnees) -> None:
    """Write the distributions by mission, and the histogram of the rates."""
    feuille = plume.tete(NOM, "Indicateurs : ce qui est atteint, ce qui le prouve", "Un indicateur sans taux connu "
                         "(« non évalué ») n'entre dans aucune classe ni dans la médiane.")  # fmt: skip
    feuille.set_column(0, 0, 24)
    feuille.set_column(1, 20, 12.5)
    statuts = INDICATEURS.colonne("statut").choix
    titres = ["Mission", "Indicateurs", "Taux connus", "Médiane des taux", *(f"Taux : {c[0]}" for c in CLASSES),
              *statuts, *(f"Force de preuve {force}" for force in FORCES)]  # fmt: skip
    plume.entetes(NOM, 2, titres, haut=62)
    missions = sorted({mission for mission in donnees.valeurs["mission"] if mission})
    for rang, mission in enumerate((*missions, None)):
        _rangee(plume, donnees, mission, 3 + rang, statuts)
    derniere = 3 + len(missions)
    _histogramme(plume, derniere)
    plume.impression(NOM, derniere + 24, len(titres), entete=3)


def _rangee(plume: Plume, donnees: Donnees, mission: str | None, ligne: int, statuts: Sequence[str]) -> None:
    fond: dict[str, Any] = {"bg_color": PALE, "bold": True} if mission is None else {}
    dans = [rang for rang, m in enumerate(donnees.valeurs["mission"]) if mission in {m, None}]
    taux = [t for rang in dans if (t := donnees.valeurs["taux"][rang]) is not None]
    plume.valeur(NOM, ligne, 0, mission or "Ensemble", "texte", **fond)
    de_mission: Criteres = () if mission is None else (("ind_mission", f"$A{ligne + 1}"),)

    def compter(colonne: int, criteres: Criteres, nombre: int) -> None:
        morceaux = ",".join(f"{plage},{critere}" for plage, critere in (*de_mission, *criteres))
        plume.formule(NOM, (ligne, colonne), f"COUNTIFS({morceaux})", nombre, "effectif", **fond)

    compter(1, (("ind_identifiant", '"<>"'),), len(dans))
    connus = "COUNT(ind_taux)" if mission is None else f"SUMPRODUCT((ind_mission=$A{ligne + 1})*ISNUMBER(ind_taux))"
    plume.formule(NOM, (ligne, 2), connus, len(taux), "effectif", **fond)
    choisis = "ind_taux" if mission is None else f"IF(ISNUMBER(ind_taux),IF(ind_mission=$A{ligne + 1},ind_taux))"
    plume.formule(NOM, (ligne, 3), f'IF(C{ligne + 1}=0,"",QUARTILE({choisis},2))', quartile(taux, 2), "taux",
                  matrice=mission is not None, **fond)  # fmt: skip
    colonne = 4
    for rang in range(len(CLASSES)):
        compter(colonne + rang, _criteres(rang), sum(1 for t in taux if _classe(t, rang)))
    colonne += len(CLASSES)
    for rang, statut in enumerate(statuts):
        compter(colonne + rang, (("ind_statut", f'"{statut}"'),), _combien(donnees, dans, "statut", statut))
    colonne += len(statuts)
    for force in FORCES:
        compter(colonne + force, (("ind_force", str(force)),), _combien(donnees, dans, "force", force))


def _combien(donnees: Donnees, dans: Sequence[int], code: str, valeur: Any) -> int:
    return sum(1 for rang in dans if donnees.valeurs[code][rang] == valeur)


def _histogramme(plume: Plume, ligne: int) -> None:
    """Draw the classes of the rates over every mission."""
    graphique = plume.classeur.add_chart({"type": "column"})
    fin = 3 + len(CLASSES)
    graphique.add_series({
        "name": "Indicateurs", "categories": [NOM, 2, 4, 2, fin], "values": [NOM, ligne, 4, ligne, fin],
        "fill": {"color": "#5C9AA6"}, "border": {"color": TITRE, "width": 0.75}, "gap": 15,
        "data_labels": {"value": True, "font": {"size": 8}},
    })  # fmt: skip
    graphique.set_title({"name": "Taux d'atteinte : nombre d'indicateurs par classe",
                         "name_font": {"size": 11, "color": TITRE}})  # fmt: skip
    graphique.set_y_axis({"num_font": {"size": 8}, "major_gridlines": {"visible": True, "line": {"color": "#D8DEE0"}}})
    graphique.set_x_axis({"num_font": {"size": 8}})
    graphique.set_legend({"none": True})
    graphique.set_size({"width": 900, "height": 400})
    plages = f"{colonne_en_lettres(4)}{ligne + 1} à {colonne_en_lettres(fin)}{ligne + 1}"
    description = f"Histogramme des taux d'atteinte, toutes missions ; nombres : cellules {plages}."
    plume.feuille(NOM).insert_chart(ligne + 2, 0, graphique, {"description": description, "object_position": 1})
