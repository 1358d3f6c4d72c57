"""Falsifications of the charts of the dashboard: the cells that they draw, their words, how their numbers are read."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.constats import Cause
from tests.sabotage.gestes import Geste
from tests.sabotage.gestes_graphiques import axe, graphique, recopie
from tests.sabotage.modele import DIT, SERIEUX, Falsification

_T = "'Tableau de bord'!"
_FORMAT = "#,##0,\\ &quot;k€&quot;"
_SERIE = "<c:cat><c:strRef><c:f>'Tableau de bord'!$B$12:$B$18"
_ETIQUETTE = (
    '<c:dLbls><c:dLbl><c:idx val="0"/><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>341 000 €</a:t></a:r></a:p></c:rich>'
    '</c:tx><c:showVal val="1"/></c:dLbl><c:showVal val="1"/></c:dLbls>'
)


def graphiques() -> Iterator[Falsification]:
    """Yield what makes a chart of ours show other numbers than those of its title."""
    un, deux, trois, quatre = "A41", "D41", "A59", "D59"
    codes = (
        f'<c:dLbls><c:numFmt formatCode="{_FORMAT.replace(",", "")}" sourceLinked="0"/><c:showVal val="1"/></c:dLbls>'
    )
    cas: tuple[tuple[str, str, Cause, Geste, str, str], ...] = (
        ("série prise sur une autre feuille", un, Cause.FORMULE,
         graphique(1, f"{_T}$D$12:$D$18", "Financement!$L$5:$L$8"), "L5:L8", "graphiques"),
        ("série coupée de ses dernières lignes", deux, Cause.FORMULE,
         graphique(2, f"{_T}$F$12:$F$18", f"{_T}$F$12:$F$15"), "F12:F15", ""),
        ("séries de deux colonnes échangées", trois, Cause.FORMULE,
         graphique(3, f"<c:val><c:numRef><c:f>{_T}$G$12", f"<c:val><c:numRef><c:f>{_T}$D$12"), "", ""),
        ("noms des barres décalés", un, Cause.FORMULE,
         graphique(1, f"{_T}$B$12:$B$18", f"{_T}$B$13:$B$19", partout=True), "B13:B19", ""),
        ("légende prise sur une autre colonne", deux, Cause.FORMULE,
         graphique(2, f"{_T}$D$11", f"{_T}$E$11"), "E11", ""),
        ("série écrite dans le graphique", quatre, Cause.FORMULE,
         graphique(4, "<c:f>Couverture!$F$5:$F$10</c:f>", ""), "écrit dans le graphique", ""),
        ("nombre gardé qui n'est pas celui de sa cellule", un, Cause.PERIMEE,
         graphique(1, "<c:v>117640</c:v>", "<c:v>217640</c:v>"), "217640", ""),
        ("noms de barres gardés d'un autre graphique", un, Cause.PERIMEE,
         graphique(1, "<c:v>Accès aux soins</c:v>", "<c:v>Fonctionnement</c:v>", partout=True), "en B13", ""),
        ("titre d'un graphique échangé", un, Cause.LIBELLE,
         graphique(1, "<a:t>Plafond, droit ouvert et versé par poste", "<a:t>Droit ouvert et dépensé par mission"),
         "Droit ouvert et dépensé", "graphiques"),
        ("axe coupé par le bas", deux, Cause.FORMAT, axe(2, '<c:min val="50000"/>'), "minimum 50", "graphiques"),
        ("axe coupé par le haut", deux, Cause.FORMAT, axe(2, '<c:max val="60000"/>'), "maximum 60", ""),
        ("axe démesuré", deux, Cause.FORMAT, axe(2, '<c:max val="90000000"/>'), "écrase", ""),
        ("axe logarithmique", trois, Cause.FORMAT, axe(3, '<c:logBase val="10"/>'), "logarithmique", "graphiques"),
        ("axe renversé", un, Cause.FORMAT, graphique(1, 'val="minMax"', 'val="maxMin"'), "à l'envers", ""),
        ("axe en millions sans le dire", un, Cause.FORMAT, graphique(1, "#,##0,\\", "#,##0,,\\"), "format", ""),
        ("axe divisé par une unité d'affichage", trois, Cause.FORMAT,
         graphique(3, "</c:valAx>", '<c:dispUnits><c:builtInUnit val="thousands"/></c:dispUnits></c:valAx>'), "unité",
         ""),
        ("barres empilées qui ne s'additionnent pas", un, Cause.FORMAT,
         graphique(1, '<c:grouping val="clustered"/>', '<c:grouping val="stacked"/>'), "s'empilent", ""),
        ("étiquette récrite à la main", un, Cause.FORMAT, graphique(1, _SERIE, _ETIQUETTE + _SERIE),
         "341 000", ""),
        ("étiquettes qui se disent en milliers", deux, Cause.FORMAT, graphique(2, _SERIE, codes + _SERIE), "étiquettes",
         ""),
        ("copie d'un graphique, à son titre et sur d'autres cellules", "A101", Cause.FORMULE,
         recopie(1, valeurs=(r"\$D\$12:\$D\$18", "$C$12:$C$18")), "C12:C18", ""),
    )  # fmt: skip
    for nom, lieu, cause, geste, cite, lot in cas:
        yield Falsification(
            f"graphique : {nom}", "graphique", ("Tableau de bord", lieu), (cause,), geste, cite=cite, libreoffice=lot,
            gravites=DIT if cause == Cause.PERIMEE else SERIEUX,
        )  # fmt: skip
