"""Which model a received workbook really holds, told to a reviewer: recognised, unknown, altered; what it carries.

Nothing that the file says of itself is believed: the model and the inputs are hashed anew, then compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cpts_xl import __version__, formats
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.formats import pluriel
from cpts_xl.workbook.empreinte import registre
from cpts_xl.workbook.empreinte.ecarts import ecarts
from cpts_xl.workbook.empreinte.modele import Modele, modele_de
from cpts_xl.workbook.empreinte.porteurs import Porteurs, lire_porteurs
from cpts_xl.workbook.empreinte.registre import NATURES, ModeleConnu
from cpts_xl.workbook.empreinte.reperes import Reperes
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.lambdas import PREFIXE, est_lambda
from cpts_xl.workbook.recu.read import version_de
from cpts_xl.workbook.recu.reader import Lecture
from cpts_xl.workbook.recu.sous_tableau import pieds
from cpts_xl.workbook.sheets import TABLEAUX_FEUILLES, Nature
from cpts_xl.workbook.xlsx.types import ClasseurLu

SANS_PORTEURS = ("0.2.", "0.3.")
"""Versions whose workbooks carried no fingerprint of their model."""
_VERSION = re.compile(r"[0-9][0-9a-z.]{0,19}")
_ORIGINE = "Demander à la CPTS la copie écrite par l'outil, ou la refaire depuis ses saisies."


@dataclass(frozen=True, slots=True)
class EtatModele:
    """What is known of the model of one workbook. ``attendue`` is "" when nothing says what it should be."""

    phrase: str
    connu: bool
    altere: bool
    empreinte: str
    attendue: str
    saisies: str
    porteurs: Porteurs
    constats: tuple[Constat, ...] = ()

    @property
    def courtes(self) -> str:
        """Return both fingerprints as a report quotes them: eight digits each."""
        return f"modèle {self.empreinte[:8]}, saisies {self.saisies[:8]}"


def etat_du_modele(lecture: Lecture, chemin: Path | None = None) -> EtatModele:
    """Return the state of the model of a workbook already read; the file is only opened for what it carries."""
    classeur = lecture.classeur
    reperes = Reperes(classeur)
    modele, saisies = modele_de(classeur, reperes), empreinte_saisies(lecture.dossier)
    porteurs = lire_porteurs(classeur, chemin)
    encre, depuis = encre_lue(classeur), registre.etat_du_droit(lecture.droit)
    version = version_dite(classeur)
    reconnu = registre.reconnaitre(modele.empreinte, version)
    attendu = registre.attendu(version, encre, depuis)
    du: Modele | None = None
    if reconnu is None and version in {"", __version__}:
        du = _modele_du(lecture, encre)
        attendu = du.empreinte
        if du.empreinte == modele.empreinte:
            reconnu = ModeleConnu(__version__, encre, depuis, modele.empreinte)
    constats = [*_des_porteurs(porteurs, saisies, encre), *_debordements(reperes)]
    if reconnu is not None:
        phrase = f"Modèle reconnu : {reconnu.nom}."
        constats = [*_autre_droit(reconnu, lecture), *_porte_autre_chose(porteurs, modele, reconnu), *constats]
    elif _se_dit_autre(version, attendu, porteurs, modele):
        se_dit = f"cpts_xl {version}, {NATURES[encre]}" if version else f"{NATURES[encre]} sans version"
        phrase = f"Modèle altéré : il se dit {se_dit}, mais ce n'est plus ce que cette version écrit."
        constats = [_altere(modele, attendu or porteurs.modele), *(ecarts(modele, du) if du else ()), *constats]
    else:
        se_dit = f"cpts_xl {version}" if version else "rien ne dit quelle version l'a écrit"
        phrase = f"Modèle d'une version inconnue ({se_dit}) : il ne peut être comparé à ce que l'outil écrit."
        constats = [_inconnu(modele), *constats]
    altere = phrase.startswith("Modèle altéré")
    return EtatModele(
        phrase, reconnu is not None, altere, modele.empreinte, attendu, saisies, porteurs, tuple(constats)
    )


def version_dite(classeur: ClasseurLu) -> str:
    """Return the version that a workbook says, "" when it says none, or nothing that looks like one."""
    version = version_de(classeur)
    return version if _VERSION.fullmatch(version) else ""


def encre_lue(classeur: ClasseurLu) -> Encre:
    """Return the ink of a workbook: one LAMBDA name of ours, or one call of ours in a formula, is enough to know."""
    if any(nom.upper().startswith(PREFIXE) and est_lambda(zone) for nom, zone in classeur.noms.items()):
        return Encre.LAMBDA
    for feuille in classeur.feuilles.values():
        for cellule in feuille.cellules.values():
            if cellule.formule and (PREFIXE in cellule.formule or "cpts_" in cellule.formule.lower()):
                return Encre.PYTHON
    return Encre.NATIVE


def _modele_du(lecture: Lecture, encre: Encre) -> Modele:
    from cpts_xl.workbook.empreinte.theorique import modele_attendu  # noqa: PLC0415  (rare, et long)

    return modele_attendu(registre.sans_saisie(lecture.dossier.debut), lecture.droit, encre)


def _se_dit_autre(version: str, attendu: str, porteurs: Porteurs, modele: Modele) -> bool:
    """Return whether a workbook pretends to be what it is not: it says a version that we know, or another model."""
    porte = porteurs.modele
    return bool(version and attendu) or bool(porte and not modele.empreinte.startswith(porte[:16]))


def _altere(modele: Modele, attendu: str) -> Constat:
    return Constat(
        Gravite.BLOQUANT, "Une formule, un nom, un mot fixe ou un paramètre du barème n'est pas celui de l'outil.",
        lu=f"empreinte {modele.empreinte[:8]}", attendu=f"empreinte {attendu[:8]}", remede=_ORIGINE,
        cause=Cause.MODELE_ALTERE,
    )  # fmt: skip


def _inconnu(modele: Modele) -> Constat:
    return Constat(
        Gravite.A_REGARDER, "Aucune version connue de l'outil n'écrit ce modèle.", cause=Cause.MODELE_INCONNU,
        lu=f"empreinte {modele.empreinte[:8]}",
        remede="Mettre l'outil à jour ; à défaut, ne se fier qu'à ce que l'outil recalcule depuis les saisies.",
    )  # fmt: skip


def _autre_droit(reconnu: ModeleConnu, lecture: Lecture) -> Iterator[Constat]:
    depuis = registre.etat_du_droit(lecture.droit)
    if reconnu.depuis != depuis:
        yield Constat(
            Gravite.BLOQUANT,
            f"Le barème est celui des textes au {formats.jour(reconnu.depuis)} ; l'année, qui commence le "
            f"{formats.jour(lecture.dossier.debut)}, relève des textes au {formats.jour(depuis)}.",
            *lecture.places.get("identite.debut", ("", "")), cause=Cause.AUTRE_DROIT,
            remede="Écrire un classeur neuf pour cette année : le barème d'un classeur ne suit pas seul.",
        )  # fmt: skip


def _porte_autre_chose(porteurs: Porteurs, modele: Modele, reconnu: ModeleConnu) -> Iterator[Constat]:
    """Yield what is odd in the carriers of a model that is recognised by its content."""
    if porteurs.modele and not modele.empreinte.startswith(porteurs.modele):
        yield Constat(
            Gravite.A_REGARDER, "L'empreinte portée par le fichier n'est pas celle de son modèle, qui est reconnu.",
            lu=f"empreinte {porteurs.modele[:8]}…{porteurs.modele[-4:]}", cause=Cause.EMPREINTES,
            attendu=f"empreinte {modele.empreinte[:8]}…{modele.empreinte[-4:]}",
            remede="L'empreinte écrite a été retouchée : se fier à la seule empreinte recalculée.",
        )  # fmt: skip
    muets = porteurs.proprietes is None or not porteurs.proprietes.modele
    if muets and porteurs.partie is None and not reconnu.version.startswith(SANS_PORTEURS):
        yield Constat(
            Gravite.INFORMATION, "Le fichier ne porte plus les empreintes de l'outil dans ses propriétés ; le modèle "
            "est reconnu à son contenu.", cause=Cause.EMPREINTES,
            remede="Rien à corriger ; pour un fichier qui les porte, demander la copie écrite par l'outil.",
        )  # fmt: skip


def _des_porteurs(porteurs: Porteurs, saisies: str, encre: Encre) -> Iterator[Constat]:
    if desaccords := porteurs.desaccords:
        yield Constat(
            Gravite.A_REGARDER, f"Les empreintes portées par le fichier se contredisent : {', '.join(desaccords)}.",
            cause=Cause.EMPREINTES,
            remede="Une partie vient d'un autre classeur : se fier à la seule empreinte recalculée.",
        )  # fmt: skip
    portee = porteurs.saisies
    if portee and not saisies.startswith(portee[:16]):
        quoi = "la copie de relecture" if encre is Encre.NATIVE else "le classeur"
        yield Constat(
            Gravite.INFORMATION, f"Les saisies ont changé depuis que l'outil a écrit {quoi}.", cause=Cause.EMPREINTES,
            lu=f"empreinte {saisies[:8]}", attendu=f"empreinte {portee[:8]}",
        )  # fmt: skip


def _debordements(reperes: Reperes) -> Iterator[Constat]:
    """Yield the rows filled under a table, where no name and no formula look."""
    for f in TABLEAUX_FEUILLES:
        grille = reperes.grille(f.nom)
        if grille is None or not TABLEAUX[f.prefixe].libre:
            continue
        colonnes = {code: colonne for colonne, code in grille.colonnes.items()}
        saisies = {grille.colonne(col.code) for col in f.colonnes if col.nature is Nature.SAISIE}
        sous = pieds(f, grille.feuille, grille.derniere, colonnes)
        hors = [
            ligne
            for ligne in sorted(n for n in grille.feuille.lignes if n > grille.derniere and n not in sous)
            if any(c in saisies and v.valeur not in {None, ""} for c, v in grille.feuille.lignes[ligne].items())
        ]
        if n := len(hors):
            yield Constat(
                Gravite.BLOQUANT,
                f"{n} ligne{pluriel(n)} remplie{pluriel(n)} au-delà de la ligne {grille.derniere}, où s'arrêtent les "
                "formules.",
                grille.feuille.nom, f"{hors[0]}:{hors[-1]}", cause=Cause.HORS_TABLE,
                remede="Insérer ces lignes à l'intérieur du tableau, ou récrire le classeur par « cpts-xl "
                "mettre-a-niveau », qui allonge le tableau et garde le reste ; reçu d'une CPTS, le lui demander.",
            )  # fmt: skip
