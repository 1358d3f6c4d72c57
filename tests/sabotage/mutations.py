"""Every falsification of the table, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sabotage import (
    f_declare,
    f_exterieur,
    f_formats,
    f_formules,
    f_graphiques,
    f_lignes,
    f_presentation,
    f_rapports,
    f_reglages,
    f_ruses,
    f_ruses_rapport,
    f_structure,
    f_verdicts,
)

if TYPE_CHECKING:
    from tests.sabotage.modele import Falsification

_FAMILLES = (
    f_formules.constantes,
    f_formules.modifiees,
    f_reglages.parametres,
    f_reglages.stockees,
    f_reglages.noms,
    f_reglages.reglages,
    f_reglages.exterieurs,
    f_reglages.autres_encres,
    f_presentation.masquees,
    f_presentation.formats,
    f_presentation.couleurs_des_controles,
    f_presentation.recouvertes,
    f_presentation.libelles,
    f_presentation.gardes,
    f_formats.textes,
    f_formats.chiffres,
    f_formats.jours,
    f_formats.couvertures,
    f_formats.encres,
    f_graphiques.graphiques,
    f_ruses.mots,
    f_ruses.unites,
    f_ruses.alertes,
    f_ruses.autour,
    f_ruses.signes,
    f_structure.rangees,
    f_lignes.lignes,
    f_structure.feuilles,
    f_declare.textes,
    f_declare.invisibles,
    f_declare.annees,
    f_rapports.rapports,
    f_ruses_rapport.graphiques,
    f_ruses_rapport.lettres,
    f_verdicts.verdicts,
    f_exterieur.liens,
    f_exterieur.empreintes,
    f_exterieur.abimes,
)

FALSIFICATIONS: dict[str, Falsification] = {}
for _famille in _FAMILLES:
    for _cas in _famille():
        assert _cas.nom not in FALSIFICATIONS, _cas.nom
        FALSIFICATIONS[_cas.nom] = _cas
