"""The rules of a sheet: what its cells may hold, and how a condition dresses them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cpts_xl.workbook.extras.balises import formules, plage
from cpts_xl.workbook.verification.manifeste.modele import Apparence, Conditionnel, FeuilleManifeste, Validation
from cpts_xl.workbook.verification.manifeste.plages import zones
from cpts_xl.workbook.verification.manifeste.styles import Couleurs, apparence, confondu
from cpts_xl.workbook.xlsx.valeurs import vrai

REGLES = 5_000
"""Ranges of validations, and of conditional formats, looked at on one sheet."""

DERNIERE = 2**31
"""Priority of a rule that says none."""


def regles(racine: Any, feuille: FeuilleManifeste, styles: Sequence[Apparence], couleurs: Couleurs) -> None:
    """Note the validations and the conditional formats, those that Excel added in 2010 too."""
    zones_lues = 0
    for balise in racine.iter("{*}dataValidation"):
        refuse = vrai(balise.get("showErrorMessage")) and balise.get("errorStyle", "stop") == "stop"
        feuille.validations.append(
            Validation(
                zones(plage(balise)), balise.get("type", "none"), balise.get("operator", "between"),
                tuple(formules(balise)), refuse,
            )
        )  # fmt: skip
        zones_lues += len(feuille.validations[-1].zones)
        if zones_lues >= REGLES:
            break
    for balise in racine.iter("{*}conditionalFormatting"):
        lieux = zones(plage(balise))
        for regle in balise.iterfind("{*}cfRule"):
            sans_valeur = any(
                e.get("showValue") in {"0", "false"}
                for e in regle
                if e.tag.rpartition("}")[2] in {"dataBar", "iconSet"}
            )
            feuille.conditionnels.append(
                Conditionnel(
                    lieux, regle.get("type", ""), regle.get("operator", ""), tuple(formules(regle)),
                    _style(regle, styles, couleurs), sans_valeur,
                    int(regle.get("priority") or DERNIERE), vrai(regle.get("stopIfTrue")),
                )
            )  # fmt: skip
        zones_lues += len(lieux) + 1
        if zones_lues >= 2 * REGLES:
            break


def _style(regle: Any, styles: Sequence[Apparence], couleurs: Couleurs) -> Apparence:
    propre = regle.find("{*}dxf")
    if propre is not None:
        return apparence(propre, couleurs)
    nuances = [couleurs.de(couleur, "") for couleur in regle.iterfind("{*}colorScale/{*}color")]
    nuances += [couleurs.de(couleur, "") for couleur in regle.iterfind("{*}dataBar/{*}color")]
    if nuances and (motif := confondu(nuances)):
        return Apparence(motif)
    numero = regle.get("dxfId", "")
    return styles[int(numero)] if numero.isdecimal() and int(numero) < len(styles) else Apparence()
