"""The annexes: grid of indicators and computation (landscape), evidence, meetings, checks, words, attestation."""

from __future__ import annotations

from cpts_xl.report.modele.pieces import Colonne, Ecrivain, chiffre, montant


def _titre(e: Ecrivain, texte: str, lettre: str) -> None:
    """Write the heading of an annex; where some are left out, the letter is typed, so that references still hold."""
    if lettre:
        e.titre(f"Annexe\u00a0{lettre}. {texte}", "TitreDocument", page=True)
    else:
        e.titre(texte, "Annexe")


def annexe_a(e: Ecrivain) -> None:
    """Write the whole grid of the indicators, on landscape pages."""
    e.titre("Grille complète des indicateurs", "Annexe")
    e.balise("if indicateurs")
    e.tableau("A1", "Grille des indicateurs", "i in indicateurs", [
        Colonne("N°", 0.9, "{{ i.id }}"),
        Colonne("Indicateur et définition", 6.8, "{{ i.intitule }}"),
        Colonne("Producteur, période", 2.8, "{{ i.origine }}"),
        Colonne("Axe, mode, sens", 2.5, "{{ i.nature }}"),
        montant("Départ", 1.3, "i.depart"),
        montant("Cible", 1.2, "i.cible"),
        montant("Constaté", 1.6, "i.resultat"),
        Colonne("Paliers", 2.5, "{{ i.paliers }}"),
        montant("En jeu", 1.8, "i.en_jeu"),
        montant("Taux", 1.3, "i.taux"),
        chiffre("Acquis", 1.8, "i.acquis", dessous=True),
        Colonne("Cellule", 2.1, "{{ i.cellule }}"),
    ], taille="Menue")  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucun indicateur n'est saisi.")
    e.balise("endif")


def annexe_b(e: Ecrivain, lettre: str = "") -> None:
    """Write the detailed computation, on landscape pages."""
    _titre(e, "Calcul détaillé du financement", lettre)
    e.paragraphe(
        "Chaque montant du financement porte un numéro, toujours le même d'une année à l'autre. Tout montant est "
        "arrondi au centime, tout prorata borné entre 0 et 1. «\u00a0Entrées\u00a0» donne les cellules qui alimentent "
        "le calcul\u00a0: sans nom de "
        "feuille, elles sont dans celle du résultat.", "Source",
    )  # fmt: skip
    e.balise("for g in annexe_b")
    e.tableau("{{ g.numero }}", "{{ g.titre }}", "l in g.lignes", [
        Colonne("Réf.", 1.1, "{{ l.ref }}", style="Repere"),
        Colonne("Libellé", 6.0, "{{ l.libelle }}"),
        Colonne("Valeur", 1.8, "{{ l.valeur }}", droite=True),
        Colonne("Calcul", 7.8, "{{ l.phrase }}"),
        Colonne("Texte et article", 4.3, "{{ l.texte }}"),
        Colonne("Entrées", 3.5, "{{ l.entrees }}"),
        Colonne("Cellule", 2.1, "{{ l.cellule }}"),
    ], taille="Menue")  # fmt: skip
    e.balise("if g.sources")
    e.paragraphe("Sources des montants et seuils lus dans les textes\u00a0: {{ g.sources }}.", "Source")
    e.balise("endif")
    e.balise("endfor")


def annexe_c(e: Ecrivain) -> None:
    """Write the slip of evidence."""
    e.titre("Bordereau des pièces justificatives", "Annexe")
    e.balise("if annexe_c")
    e.tableau("C1", "Pièces, date, force de preuve et ce qu'elles servent", "c in annexe_c", [
        Colonne("N°", 1.1, "{{ c.numero }}"),
        Colonne("Date", 1.7, "{{ c.date }}"),
        Colonne("Type", 2.3, "{{ c.type }}"),
        Colonne("Intitulé", 4.4, "{{ c.intitule }}"),
        Colonne("Fichier, page", 3.6, "{{ c.fichier }}"),
        Colonne("Sert à", 1.5, "{{ c.sert }}"),
        montant("Force", 1.1, "c.force"),
        Colonne("Validité", 1.3, "{{ c.validite }}"),
    ], taille="Petite")  # fmt: skip
    e.paragraphe(
        "Feuille Pièces. Force de preuve\u00a0: 0, aucune\u00a0; 1, simple mention\u00a0; 2, document interne\u00a0; "
        "3, document daté et signé\u00a0; 4, donnée d'un tiers. Une pièce expirée ne prouve plus rien.", "Source",
    )  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucune pièce n'est saisie.")
    e.balise("endif")


def annexe_d(e: Ecrivain) -> None:
    """Write the meetings of the year."""
    e.titre("Réunions de l'année", "Annexe")
    e.balise("if reunions")
    e.tableau("D1", "Réunions, présents et professions, sans aucun nom", "r in reunions", [
        Colonne("N°", 1.0, "{{ r.numero }}"),
        Colonne("Date", 1.7, "{{ r.date }}"),
        Colonne("Type", 2.5, "{{ r.type }}"),
        Colonne("Objet", 3.9, "{{ r.objet }}"),
        montant("Présents", 1.4, "r.presents"),
        montant("Heures", 1.2, "r.heures"),
        Colonne("Présents par profession", 3.9, "{{ r.professions }}"),
        Colonne("Pièces", 1.4, "{{ r.preuve }}"),
    ], total=["Total", "", "", "", "=reunions_total.presents", "", "", ""], taille="Petite")  # fmt: skip
    e.paragraphe("Feuilles Réunions, Participations et Vie associative. Présents\u00a0: une personne compte à chaque "
                 "réunion. Heures\u00a0: total des présents.", "Source")  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucune réunion n'est saisie.")
    e.balise("endif")


def annexe_e(e: Ecrivain) -> None:
    """Write the checks."""
    e.titre("Contrôles de cohérence", "Annexe")
    e.tableau("E1", "Résultat des contrôles, ceux à regarder d'abord", "c in controles", [
        Colonne("Contrôle", 8.2, "{{ c.libelle }}"),
        Colonne("Résultat", 1.8, "{{ c.resultat }}"),
        Colonne("Ce qui est mesuré", 5.0, "{{ c.mesure }}"),
        Colonne("Cellule", 2.0, "{{ c.cellule }}"),
    ], taille="Menue")  # fmt: skip


def annexe_f(e: Ecrivain) -> None:
    """Write the words and the sigles."""
    e.titre("Définitions et sigles", "Annexe")
    e.tableau("F1", "Mots employés", "d in definitions", [
        Colonne("Mot", 3.6, "{{ d.mot }}"),
        Colonne("Sens", 13.4, "{{ d.sens }}"),
    ], taille="Petite")  # fmt: skip
    e.tableau("F2", "Sigles", "s in sigles", [
        Colonne("Sigle", 3.6, "{{ s.mot }}"),
        Colonne("Signification", 13.4, "{{ s.sens }}"),
    ], taille="Petite")  # fmt: skip


def annexe_g(e: Ecrivain, lettre: str = "") -> None:
    """Write the attestation: what is signed, and the fingerprints of workbook, rules and tool."""
    _titre(e, "Attestation", lettre)
    e.paragraphe(
        "Nous attestons que les informations de ce rapport sont sincères et qu'aucune donnée de patient n'y figure. "
        "Les pièces citées en annexe C sont tenues à la disposition de la CPAM et de l'ARS.",
    )  # fmt: skip
    for ligne in (
        "Fait à\u00a0:",
        "Le\u00a0:",
        "Signature de la présidence\u00a0:",
        "Signature de la trésorerie\u00a0:",
    ):
        e.paragraphe(ligne, "Signature")
    e.paragraphe("Empreinte du classeur\u00a0: {{ attestation.empreinte }}", "Source")
    e.paragraphe("Version de l'outil\u00a0: {{ attestation.version }}", "Source")
    e.paragraphe("Empreinte des textes appliqués\u00a0: {{ attestation.empreinte_textes }}", "Source")
    e.tableau("G1", "Textes appliqués", "t in textes_appliques", [
        Colonne("Texte", 9.6, "{{ t.titre }}"),
        Colonne("Signature", 2.2, "{{ t.signature }}"),
        Colonne("Date d'effet", 2.2, "{{ t.effet }}"),
        Colonne("Fiabilité de cette date", 3.0, "{{ t.statut }}"),
    ], taille="Petite")  # fmt: skip
