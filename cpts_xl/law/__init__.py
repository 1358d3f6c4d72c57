"""What the texts say: one TOML file per text in ``textes/``, folded into the law of a day. No arithmetic."""

from cpts_xl.law.droit import Droit
from cpts_xl.law.in_force import Corpus, charger, empreinte, en_vigueur, historique, textes
from cpts_xl.law.model import Abrogation, Ligne, Mission, Parametre, Seuil, Statut, Texte

__all__ = [
    "Abrogation",
    "Corpus",
    "Droit",
    "Ligne",
    "Mission",
    "Parametre",
    "Seuil",
    "Statut",
    "Texte",
    "charger",
    "empreinte",
    "en_vigueur",
    "historique",
    "textes",
]
