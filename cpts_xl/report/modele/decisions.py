"""The template of the record of decisions, built from the same pieces as the report."""

from __future__ import annotations

import sys

from cpts_xl.report.charte import INSTITUTIONNELLE
from cpts_xl.report.documents.decisions import RELEVE_DECISIONS
from cpts_xl.report.modele.pages import DOSSIER, enregistrer, entetes, nouveau
from cpts_xl.report.modele.pieces import Colonne, Ecrivain, montant


def construire_decisions() -> bytes:
    """Return the template of the record of decisions as the bytes of a .docx; always the same ones."""
    document = nouveau(INSTITUTIONNELLE, RELEVE_DECISIONS.titre)
    e = Ecrivain(document)
    _seance(e)
    _decisions(e)
    _droits(e)
    _suites(e)
    _constats(e)
    _signatures(e)
    entetes(document, RELEVE_DECISIONS.titre, premiere_page=False)
    return enregistrer(document)


def _seance(e: Ecrivain) -> None:
    e.titre("Relevé de décisions du dialogue de gestion", "TitreDocument")
    e.paragraphe("{{ cpts.nom }}, {{ cpts.cpam }}, {{ cpts.ars }}. Année {{ annee.libelle }}. Séance\u00a0: "
                 "{{ seance.date }}, {{ seance.lieu }}.", "Chapeau")  # fmt: skip
    e.paragraphe("{{ bilan }}", "Retenir")


def _decisions(e: Ecrivain) -> None:
    e.titre("Décisions, indicateur par indicateur", "Heading1", page=False)
    e.balise("if decisions")
    e.tableau("1", "Valeurs de chaque partie, valeur convenue et montants acquis", "d in decisions", [
        Colonne("N°", 1.0, "{{ d.code }}"),
        Colonne("Indicateur", 4.2, "{{ d.objet }}"),
        montant("CPTS", 1.3, "d.cpts"),
        montant("CPAM", 1.3, "d.cpam"),
        montant("Convenu", 1.9, "d.convenu"),
        montant("Acquis, CPTS", 2.4, "d.acquis_cpts"),
        montant("Acquis, CPAM", 2.4, "d.acquis_cpam"),
        montant("Acquis, convenu", 2.5, "d.acquis_convenu"),
    ], taille="Petite")  # fmt: skip
    e.paragraphe("Un tiret dit que la partie n'a pas donné de valeur\u00a0: celle de la CPTS demeure tant que "
                 "rien d'autre "
                 "n'est convenu. Les montants sont calculés par les règles du contrat.", "Source")  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucun indicateur n'est inscrit.")
    e.balise("endif")


def _droits(e: Ecrivain) -> None:
    e.titre("Droit ouvert, par périmètre", "Heading1", page=False)
    e.paragraphe("{{ suite_financiere }}")
    e.tableau("2", "Droit ouvert selon la valeur retenue", "t in totaux", [
        Colonne("Périmètre", 5.8, "{{ t.perimetre }}"),
        montant("Valeurs de la CPTS", 2.9, "t.cpts"),
        montant("Valeurs de la CPAM", 2.9, "t.cpam"),
        montant("Valeurs convenues", 2.9, "t.convenu"),
        montant("Convenu moins CPTS", 2.5, "t.difference"),
    ], taille="Petite")  # fmt: skip


def _suites(e: Ecrivain) -> None:
    e.titre("Réserves et suites", "Heading1", page=False)
    e.balise("if reserves")
    e.boucle("reserves", "ListBullet")
    e.balise("else")
    e.paragraphe("Aucune réserve n'est inscrite.")
    e.balise("endif")
    e.balise("if suites")
    e.tableau("3", "Motifs, suites à donner et échéances", "s in suites", [
        Colonne("N°", 1.0, "{{ s.code }}"),
        Colonne("Objet", 3.6, "{{ s.objet }}"),
        Colonne("Motif", 4.0, "{{ s.motif }}"),
        Colonne("Suite à donner", 4.0, "{{ s.suite }}"),
        Colonne("Échéance", 1.9, "{{ s.echeance }}"),
        Colonne("Qui", 1.4, "{{ s.qui }}"),
        Colonne("État", 1.1, "{{ s.etat }}"),
    ], taille="Petite")  # fmt: skip
    e.balise("endif")


def _constats(e: Ecrivain) -> None:
    # sans constat bloquant ni suite donnée, rien n'est à en dire : « 3 bis » laisse leur numéro aux signatures
    e.balise("if constats_phrase")
    e.titre("Constats et suites données", "Heading1", page=False)
    e.paragraphe("{{ constats_phrase }}")
    e.balise("if constats")
    e.tableau("3 bis", "Constats et suites données", "c in constats", [
        Colonne("Où", 2.6, "{{ c.lieu }}"),
        Colonne("Constat", 5.6, "{{ c.constat }}"),
        Colonne("Gravité", 1.8, "{{ c.gravite }}"),
        montant("Euros en jeu", 2.2, "c.enjeu"),
        Colonne("Suite donnée", 4.8, "{{ c.suite }}"),
    ], taille="Petite")  # fmt: skip
    e.balise("endif")
    e.balise("endif")


def _signatures(e: Ecrivain) -> None:
    e.titre("Signatures", "Heading1", page=False)
    e.tableau("4", "Parties et signataires", "p in parties", [
        Colonne("Partie", 5.5, "{{ p.nom }}", style="CelluleHaute"),
        Colonne("Représentée par", 5.5, "{{ p.par }}", style="CelluleHaute"),
        Colonne("Date et signature", 6.0, "{{ p.signature }}", style="CelluleHaute"),
    ])  # fmt: skip
    e.paragraphe("Établi d'après la revue du fichier {{ attestation.fichier }}, empreinte des saisies "
                 "{{ attestation.empreinte }}, outil {{ attestation.version }}.", "Source")  # fmt: skip


def principal() -> int:
    """Write the template of the repository; return 0."""
    DOSSIER.mkdir(exist_ok=True)
    (DOSSIER / RELEVE_DECISIONS.modele).write_bytes(construire_decisions())
    print(f"Modèle écrit : {DOSSIER / RELEVE_DECISIONS.modele}")
    return 0


if __name__ == "__main__":
    sys.exit(principal())
