"""The module that xlwings publishes: ``Import Functions`` on ``cpts_xl.udf.publication``. The only one that knows it.

Off Windows its decorators do nothing, and the functions are plain Python ones.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Any

import xlwings as xw

from cpts_xl.udf.appel import appeler
from cpts_xl.udf.reference import FonctionPubliee, fonctions


def _publier(publiee: FonctionPubliee) -> Callable[..., Any]:
    def fonction(*valeurs: Any) -> Any:
        return appeler(publiee.nom, valeurs)

    fonction.__name__ = fonction.__qualname__ = publiee.nom
    fonction.__doc__ = publiee.aide  # sans elle, l'assistant montrerait le chemin de ce fichier
    fonction.__annotations__ = {}  # xlwings y chercherait des convertisseurs
    parametres = [
        Parameter(a.nom, Parameter.POSITIONAL_OR_KEYWORD, default=None if a.omissible else Parameter.empty)
        for a in publiee.arguments
    ]
    vue: Any = fonction
    vue.__signature__ = Signature(parametres)
    for argument in publiee.arguments:
        # sans err_to_str, une cellule en erreur arriverait vide ; ndim=2 : toujours des lignes de cellules
        vue = xw.arg(argument.nom, doc=argument.aide, err_to_str=True, ndim=2)(vue)
    decoree: Callable[..., Any] = xw.func(category=publiee.categorie)(vue)  # en dernier : xw.arg remet la catégorie
    return decoree


globals().update({publiee.nom: _publier(publiee) for publiee in fonctions()})
