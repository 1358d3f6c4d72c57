"""The structure of a received workbook against what the layout would have written: what is hidden, changed, removed.

Values and formulas of the steps are compared elsewhere. Honest edits (sizes, colours, filters, rows, sheets, comments,
what another spreadsheet rewrites) accuse nobody: at most a word of information.
"""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.constats import Cause, Constat
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.workbook.recu.read import Lecture, version_de
from cpts_xl.workbook.verification.attendu import pages_dues, vocabulaire
from cpts_xl.workbook.verification.manifeste.modele import Manifeste
from cpts_xl.workbook.verification.structure.alertes import alertes
from cpts_xl.workbook.verification.structure.autour import autour, pieds
from cpts_xl.workbook.verification.structure.conditions import conditions
from cpts_xl.workbook.verification.structure.contexte import Contexte, a_regarder, information
from cpts_xl.workbook.verification.structure.courses import courses
from cpts_xl.workbook.verification.structure.formats import formats
from cpts_xl.workbook.verification.structure.graphiques import graphiques
from cpts_xl.workbook.verification.structure.libelles import Lexique, entetes, fixes, pages
from cpts_xl.workbook.verification.structure.liens import liens
from cpts_xl.workbook.verification.structure.masques import masques
from cpts_xl.workbook.verification.structure.reglages import impression, noms, reglages
from cpts_xl.workbook.verification.structure.saisie import listes, protections, validations
from cpts_xl.workbook.verification.structure.signes import signes
from cpts_xl.workbook.verification.structure.sosies import sosies


def ecarts_de_structure(lecture: Lecture, manifeste: Manifeste, resultat: Resultat | None = None) -> list[Constat]:
    """Return what the structure of a workbook hides, changes or lacks, the gravest first.

    ``resultat``, when it is at hand, saves computing the dossier again.
    """
    c = Contexte(lecture, manifeste)
    constats = [
        *reglages(c), *noms(c), *sosies(c), *masques(c), *autour(c), *courses(c), *formats(c), *conditions(c),
        *alertes(c),        *listes(c), *validations(c), *protections(c),
        *signes(c), *liens(c), *impression(c), *_libelles(c, resultat),
    ]  # fmt: skip
    if c.budget <= 0:
        message = "Trop de fusions, de dessins ou de règles se recouvrent : tous n'ont pas été examinés."
        constats.append(
            a_regarder(message, "", "", Cause.RECOUVERTE, "Demander à la CPTS un classeur sans ces ajouts.")
        )
    return sorted(constats, key=lambda constat: constat.gravite.rang)


def _libelles(c: Contexte, resultat: Resultat | None) -> Iterator[Constat]:
    if not c.meme_version:
        yield information(
            f"Le classeur a été écrit par cpts_xl {version_de(c.classeur)} : ses libellés et ses validations ne sont "
            "pas comparés à ceux de la version actuelle.",
            "", "", Cause.LIBELLE, "Le mettre à niveau (cpts-xl mettre-a-niveau), puis vérifier la copie obtenue.",
        )  # fmt: skip
        return
    dues = pages_dues(resultat or calculer(c.lecture.dossier, c.droit))
    lexique = Lexique(vocabulaire(c.droit, dues.mots))
    yield from entetes(c, lexique)
    yield from fixes(c, lexique)
    yield from pages(c, dues.mots, lexique)
    yield from pieds(c, lexique)
    yield from graphiques(c, dues, lexique)
