"""Chapitre : la valeur d'un indicateur, mesurée par la CPTS et par la CPAM, puis convenue.

Un taux garde l'unité du contrat, la même que son départ, sa cible et ses seuils : 69,70 pour 69,70 %. Le nombre pour
lequel il est exprimé (100, 1 000, 1) se déclare, et le rapport n'est pas arrondi aux décimales imprimées : un seuil se
juge sur la mesure. Qui veut juger sur le taux imprimé le saisit.
"""

from __future__ import annotations

from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import egal, exige, manque, sans_objet, selon, si, si_nombre, si_nombres, si_renseigne
from cpts_xl.rules.genres import Choix, ChoixFacultatif, Libre, Nombre, NombreFacultatif
from cpts_xl.rules.verbs import arrondi, rapport

CONTRAT = "contrat type"
ANNEXE = "annexe des indicateurs"
CONTROLE = "contrôle de cohérence"
DENOMINATEUR = "dénominateur nul ou négatif"


def _rapporte(numerateur: Nombre, denominateur: Nombre, base_taux: Nombre) -> Nombre:
    return rapport(numerateur * base_taux, denominateur, si_nul=0)


@regle(libelle="Valeur mesurée", texte=CONTRAT, article=ANNEXE, statut="convention")
def valeur_mesuree(
    mode: Choix,
    constate: NombreFacultatif,
    numerateur: NombreFacultatif,
    denominateur: NombreFacultatif,
    base_taux: NombreFacultatif,
) -> Nombre:
    """Donne la valeur mesurée par la CPTS, dans l'unité du contrat : le constaté, à défaut le taux de ses deux termes.

    Args:
        mode: Mode de l'indicateur, soit réalisé, soit paliers, soit linéaire.
        constate: Valeur constatée à la fin de l'année.
        numerateur: Numérateur du taux.
        denominateur: Dénominateur du taux.
        base_taux: Nombre pour lequel le taux est exprimé, 100 pour un pourcentage.
    """
    taux = exige(denominateur > 0, _rapporte(numerateur, denominateur, base_taux), DENOMINATEUR)
    calcule = si_nombres((numerateur, denominateur, base_taux), taux, manque())
    mesure = si_renseigne(constate, si_nombre(constate, constate, manque()), calcule)
    return si(egal(mode, "réalisé"), sans_objet(), mesure)


@regle(libelle="Valeur retenue", texte=CONTRAT, article=ANNEXE, statut="convention")
def valeur_retenue(valeur_mesuree: Libre, valeur_convenue: NombreFacultatif) -> Nombre:
    """Retient la valeur convenue au dialogue de gestion si elle est saisie, sinon celle que la CPTS a mesurée.

    Args:
        valeur_mesuree: Valeur mesurée par la CPTS, ou « sans objet ».
        valeur_convenue: Valeur convenue, vide tant que rien n'est convenu.
    """
    return si_renseigne(valeur_convenue, si_nombre(valeur_convenue, valeur_convenue, manque()), valeur_mesuree)


@regle(libelle="Écart avec la CPAM", texte=CONTROLE, article="", statut="convention")
def ecart_cpam(valeur_cpam: Nombre, valeur_mesuree: Nombre) -> Nombre:
    """Donne la valeur de la CPAM moins celle de la CPTS, dans l'unité de l'indicateur.

    Args:
        valeur_cpam: Valeur mesurée par la CPAM.
        valeur_mesuree: Valeur mesurée par la CPTS.
    """
    return arrondi(valeur_cpam - valeur_mesuree, 6)


@regle(libelle="Taux imprimé et ses deux termes", texte=CONTROLE, article="", statut="convention")
def controle_taux(constate: NombreFacultatif, numerateur: Nombre, denominateur: Nombre, base_taux: Nombre) -> Choix:
    """Dit si le taux saisi est le rapport de ses deux termes, comparés à deux décimales (convention).

    Args:
        constate: Taux saisi, vide si l'outil le calcule.
        numerateur: Numérateur du taux.
        denominateur: Dénominateur du taux.
        base_taux: Nombre pour lequel le taux est exprimé, 100 pour un pourcentage.
    """
    attendu = arrondi(_rapporte(numerateur, denominateur, base_taux))
    verdict = si(egal(arrondi(constate), attendu), "Conforme", "À regarder")
    saisi = si_renseigne(constate, si_nombre(constate, verdict, manque()), "Non concerné")
    return exige(denominateur > 0, saisi, DENOMINATEUR)


@regle(libelle="Accord avec la CPAM", texte=CONTROLE, article="", statut="convention")
def controle_cpam(  # noqa: PLR0917  (les trois valeurs, chiffrées ou en oui et non)
    mode: Choix,
    valeur_mesuree: NombreFacultatif,
    valeur_cpam: NombreFacultatif,
    valeur_convenue: NombreFacultatif,
    realise: ChoixFacultatif,
    realise_cpam: ChoixFacultatif,
    realise_convenu: ChoixFacultatif,
) -> Choix:
    """Dit si la CPTS et la CPAM ont la même valeur ; une valeur convenue clôt le désaccord.

    Args:
        mode: Mode de l'indicateur, soit réalisé, soit paliers, soit linéaire.
        valeur_mesuree: Valeur mesurée par la CPTS.
        valeur_cpam: Valeur mesurée par la CPAM.
        valeur_convenue: Valeur convenue, vide tant que rien n'est convenu.
        realise: Réalisé selon la CPTS, Oui ou Non.
        realise_cpam: Réalisé selon la CPAM, Oui ou Non.
        realise_convenu: Réalisé convenu, Oui ou Non.
    """
    memes = si(egal(arrondi(valeur_mesuree, 6), arrondi(valeur_cpam, 6)), "Conforme", "À regarder")
    chiffre = si_renseigne(valeur_cpam, si_nombres((valeur_mesuree, valeur_cpam), memes, manque()), "Non concerné")
    accord = si(egal(realise, realise_cpam), "Conforme", "À regarder")
    fait = si_renseigne(realise_cpam, si_renseigne(realise, accord, manque()), "Non concerné")
    return si(
        egal(mode, "réalisé"),
        si_renseigne(realise_convenu, selon(realise_convenu, {"Oui": "Conforme", "Non": "Conforme"}), fait),
        si_renseigne(valeur_convenue, si_nombre(valeur_convenue, "Conforme", manque()), chiffre),
    )
