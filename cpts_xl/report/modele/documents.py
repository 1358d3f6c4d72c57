"""The templates of the other documents, built from the same pieces as the report."""

from __future__ import annotations

from collections.abc import Callable

from cpts_xl.report.charte import INSTITUTIONNELLE
from cpts_xl.report.documents import DOCUMENTS
from cpts_xl.report.modele.pages import enregistrer, entetes, nouveau
from cpts_xl.report.modele.pieces import Colonne, Ecrivain, montant

_EMPREINTE = "Établi d'après le classeur d'empreinte {{ attestation.empreinte }}, outil {{ attestation.version }}."


def construire_document(code: str) -> bytes:
    """Return the template of one document as the bytes of a .docx; always the same ones."""
    sorte = next(document for document in DOCUMENTS if document.code == code)
    document = nouveau(INSTITUTIONNELLE, sorte.titre)
    _ECRIRE[code](Ecrivain(document))
    entetes(document, sorte.titre, premiere_page=False)
    return enregistrer(document)


def _synthese(e: Ecrivain) -> None:
    e.titre("Synthèse de l'année {{ annee.libelle }}", "TitreDocument")
    e.balise("if provisoire")
    e.paragraphe("Chiffres provisoires\u00a0: des données restent à compléter.", "Retenir")
    e.balise("endif")
    e.boucle("a_retenir", "Retenir")
    e.boucle("presidence", "Normal")
    e.tableau("1", "Chiffres clés", "c in chiffres_cles", [
        Colonne("Mesure", 4.2, "{{ c.libelle }}"),
        Colonne("Périmètre", 6.0, "{{ c.perimetre }}"),
        montant("Cette année", 3.4, "c.valeur"),
        montant("Année précédente", 3.4, "c.precedent"),
    ], taille="Petite")  # fmt: skip
    e.graphique("graphiques.cibles")
    e.titre("Les missions", "Heading1")
    e.tableau("2", "Missions\u00a0: argent de l'année", "m in missions", [
        Colonne("Mission", 5.6, "{{ m.titre }}"),
        Colonne("État", 3.8, "{{ m.type }}{% if not m.engagee %}, non engagée{% endif %}"),
        montant("Plafond", 2.5, "m.plafond"),
        montant("Droit ouvert", 2.5, "m.droit"),
        montant("Dépensé", 2.6, "m.depense"),
    ], taille="Petite")  # fmt: skip
    e.graphique("graphiques.enveloppes")
    e.titre("Et l'an prochain", "Heading1")
    e.balise("if actions_prevues")
    e.balise("for a in actions_prevues")
    e.paragraphe("{{ a.titre }}\u00a0: {{ a.suites }}", "ListBullet")
    e.balise("endfor")
    e.balise("else")
    e.paragraphe("Aucune suite d'action n'est saisie.")
    e.balise("endif")
    e.paragraphe(_EMPREINTE, "Source")


def _preparation(e: Ecrivain) -> None:
    e.titre("Préparation du dialogue de gestion{% if dialogue_fixe %} du {{ dialogue_le }}{% endif %}", "TitreDocument")
    e.paragraphe("{{ cpts.nom }}, {{ cpts.cpam }}, {{ cpts.ars }}. Année {{ annee.libelle }}, état arrêté au "
                 "{{ annee.arrete }}.", "Chapeau")  # fmt: skip
    e.paragraphe("{{ synthese_indicateurs.phrase }}", "Retenir")
    e.balise("if ecarts")
    e.tableau("1", "Valeurs de la CPTS et de la CPAM, côte à côte", "x in ecarts", [
        Colonne("N°", 0.9, "{{ x.id }}"),
        Colonne("Indicateur", 4.2, "{{ x.libelle }}"),
        montant("Cible", 1.2, "x.cible"),
        montant("CPTS", 1.3, "x.valeur_cpts"),
        montant("CPAM", 1.3, "x.valeur_cpam"),
        montant("Convenu", 1.4, "x.valeur_retenue"),
        montant("Écart", 1.1, "x.ecart"),
        montant("En jeu", 1.9, "x.en_jeu"),
        montant("Acquis", 1.9, "x.acquis"),
        montant("Preuve", 1.2, "x.rang_de_force"),
    ], taille="Petite")  # fmt: skip
    e.paragraphe("Écart\u00a0: valeur de la CPAM moins celle de la CPTS. Preuve\u00a0: de 0, aucune, à 4, donnée d'un "
                 "tiers.", "Source")  # fmt: skip
    e.balise("endif")
    e.titre("Points ouverts")
    e.balise("if ouverts")
    e.tableau("2", "Points à trancher", "d in ouverts", [
        Colonne("Date", 1.8, "{{ d.date }}"),
        Colonne("Ind.", 1.1, "{{ d.indicateur }}"),
        Colonne("Motif, réserve", 6.0, "{{ d.motif }}", mention="d.reserve"),
        Colonne("Suite à donner", 6.0, "{{ d.suite }}"),
        Colonne("Échéance", 2.1, "{{ d.echeance }}"),
    ])  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucun point n'est ouvert.")
    e.balise("endif")
    e.titre("À vérifier avant la rencontre")
    e.balise("if raisons")
    e.boucle("raisons", "ListBullet")
    e.balise("endif")
    e.balise("if vigilance")
    e.boucle("vigilance", "ListBullet")
    e.balise("else")
    e.paragraphe("Tous les contrôles qui ont un objet sont conformes.")
    e.balise("endif")
    e.balise("if indicateurs_proposes")
    e.titre("Ce qui vaut encore l'effort")
    e.tableau("3", "Indicateurs par montant restant à gagner, avant prorata", "i in indicateurs_proposes", [
        Colonne("N°", 1.0, "{{ i.id }}"),
        Colonne("Indicateur", 7.6, "{{ i.libelle }}"),
        Colonne("Statut", 2.4, "{{ i.statut }}"),
        montant("Résultat", 1.8, "i.resultat"),
        montant("Cible", 1.8, "i.cible"),
        montant("Reste à gagner", 2.4, "i.reste"),
    ], taille="Petite")  # fmt: skip
    e.balise("endif")
    e.balise("if ecarts")
    e.titre("Relevé de décisions")
    e.tableau("4", "À remplir pendant la rencontre", "x in ecarts", [
        Colonne("N°", 1.0, "{{ x.id }}", style="CelluleHaute"),
        Colonne("Valeur convenue", 3.5, ""),
        Colonne("Réserve", 5.5, ""),
        Colonne("Suite, échéance", 7.0, ""),
    ])  # fmt: skip
    e.balise("endif")
    e.paragraphe(_EMPREINTE, "Source")


def _relance(e: Ecrivain) -> None:
    e.boucle("expediteur", "Lettre")
    e.boucle("destinataire", "Adresse")
    e.titre("Objet\u00a0: versements attendus au titre du contrat"
            "{% if contrat_signe %} signé le {{ contrat.signature }}{% endif %}", "TitreDocument")  # fmt: skip
    e.balise("if retards")
    e.paragraphe("Madame, Monsieur,", "Lettre")
    e.paragraphe(
        "Sauf erreur de notre part, les sommes suivantes, dues au titre de notre contrat et de l'accord "
        "conventionnel interprofessionnel, ne nous étaient pas parvenues en entier au {{ annee.arrete }}.", "Lettre",
    )  # fmt: skip
    e.tableau("1", "Versements en retard", "r in retards", [
        Colonne("Nature", 2.0, "{{ r.nature }}"),
        Colonne("Ligne", 5.2, "{{ r.ligne }}"),
        Colonne("Attendu le", 2.0, "{{ r.date }}"),
        montant("Attendu", 2.2, "r.attendu"),
        montant("Reçu", 2.0, "r.recu"),
        montant("Reste dû", 2.0, "r.somme_en_retard"),
        montant("Retard", 1.6, "r.retard"),
    ], total=["{% if retards_etablis %}Total dû{% else %}Total des sommes connues{% endif %}", "", "", "", "",
              "=retards_total", ""])  # fmt: skip
    e.paragraphe("Textes qui les commandent\u00a0: {{ textes_des_retards }}.", "Source")
    e.balise("if retards_non_comptes")
    e.paragraphe("Ce total ne comprend pas ce dont le montant reste à établir\u00a0: {{ retards_non_comptes }}.",
                 "Lettre")  # fmt: skip
    e.balise("endif")
    e.paragraphe("Le reste dû d'une échéance ne dépasse pas ce qui reste à percevoir de sa ligne, quelle que soit la "
                 "nature des versements reçus.", "Lettre")  # fmt: skip
    e.balise("if recu_apres")
    e.paragraphe("Les sommes reçues comptent {{ recu_apres }} de versements datés d'après le {{ annee.arrete }}.",
                 "Lettre")  # fmt: skip
    e.balise("endif")
    e.paragraphe(
        "Nous vous remercions de bien vouloir nous indiquer la date à laquelle ces versements seront faits ou, s'ils "
        "l'ont été, leur référence. Le détail du calcul de chaque somme est à votre disposition.", "Lettre",
    )  # fmt: skip
    fin = (("Nous vous prions d'agréer, Madame, Monsieur, l'expression de notre considération distinguée.", "Lettre"),
           ("Pour la CPTS, la présidence\u00a0:", "Signature"))  # fmt: skip
    for texte, style in fin:  # d'un seul tenant : aucune ligne de la fin ne reste seule sur une page
        e.paragraphe(texte, style).paragraph_format.keep_with_next = True
    e.balise("endif")
    _sans_retard(e)
    e.paragraphe(_EMPREINTE, "Source")


def _sans_retard(e: Ecrivain) -> None:
    """Write why there is no letter: nothing is late, or the delays cannot be established; and what is missing.

    A letter that does claim something says nothing of what its author still has to type: the command tells her.
    """
    e.balise("if not retards and not retards_etablis")
    e.paragraphe("Les retards ne peuvent être établis\u00a0: cette lettre ne peut pas encore être faite. Il "
                 "manque\u00a0:", "Retenir")  # fmt: skip
    e.boucle("retards_inconnus", "ListBullet")
    e.balise("elif not retards and recu_apres")
    e.paragraphe("Aucun versement attendu n'est en retard, en comptant {{ recu_apres }} de versements datés d'après le "
                 "{{ annee.arrete }}, date d'arrêté\u00a0: cette lettre n'a pas d'objet.", "Retenir")  # fmt: skip
    e.balise("elif not retards")
    e.paragraphe("Aucun versement attendu n'était en retard au {{ annee.arrete }}\u00a0: cette lettre n'a pas d'objet.",
                 "Retenir")  # fmt: skip
    e.balise("endif")


def _emargement(e: Ecrivain) -> None:
    e.titre("Feuille d'émargement", "TitreDocument")
    e.paragraphe("{{ cpts.nom }}", "Chapeau")
    e.paragraphe("Réunion {{ reunion.numero }}\u00a0: {{ reunion.type }}, {{ reunion.objet }}.", "Retenir")
    e.paragraphe("{{ reunion.jour }}, {{ reunion.lieu }}. Durée prévue\u00a0: {{ reunion.duree }}. "
                 "Poste\u00a0: {{ reunion.poste }}.")  # fmt: skip
    e.tableau("1", "Présents", "l in lignes_a_signer", [
        Colonne("N°", 1.0, "{{ l.rang }}", style="CelluleHaute"),
        Colonne("Nom et prénom", 5.0, ""),
        Colonne("Profession", 4.0, ""),
        Colonne("Heures", 2.0, ""),
        Colonne("Signature", 5.0, ""),
    ])  # fmt: skip
    e.paragraphe("Cette feuille, signée, est une pièce de force 3\u00a0: en inscrire le numéro dans la feuille Pièces.",
                 "Source")  # fmt: skip


def _releve(e: Ecrivain) -> None:
    e.titre("Relevé de participations", "TitreDocument")
    e.paragraphe("{{ professionnel.designation }}, {{ professionnel.profession }}. {{ cpts.nom }}, année "
                 "{{ annee.libelle }}, état arrêté au {{ annee.arrete }}.", "Chapeau")  # fmt: skip
    e.paragraphe("Dans l'année conventionnelle\u00a0: {{ professionnel.heures_payees }}, "
                 "{{ professionnel.montant }}. Contrôle du plafond annuel\u00a0: {{ professionnel.alerte }}.",
                 "Retenir")  # fmt: skip
    e.balise("if participations")
    e.tableau("1", "Participations", "p in participations", [
        Colonne("Date", 1.9, "{{ p.date }}"),
        Colonne("Réunion", 1.6, "{{ p.reunion }}"),
        Colonne("Poste", 4.3, "{{ p.poste }}"),
        Colonne("Nature", 2.3, "{{ p.nature }}"),
        montant("Heures", 1.3, "p.duree"),
        montant("Taux", 1.6, "p.taux"),
        montant("Montant", 2.1, "p.montant"),
        Colonne("Payé le", 1.9, "{{ p.paye_le }}"),
    ])  # fmt: skip
    e.paragraphe("Les lignes à payer n'entrent pas encore dans les totaux.", "Source")
    e.balise("else")
    e.paragraphe("Aucune participation n'est saisie.")
    e.balise("endif")
    e.tableau("2", "Totaux et plafond, par année civile", "a in professionnel.annees", [
        Colonne("Année", 1.4, "{{ a.annee }}"),
        montant("Heures", 1.6, "a.heures"),
        montant("Indemnités", 2.3, "a.indemnites"),
        montant("Rémunérations", 2.5, "a.remunerations"),
        montant("Total", 2.3, "a.total"),
        montant("Plafond", 2.4, "a.plafond"),
        montant("Reste", 2.4, "a.reste"),
        montant("Part", 2.1, "a.part"),
    ])  # fmt: skip
    e.paragraphe("Le total de la première année civile compte aussi ce qui a été payé avant l'année "
                 "conventionnelle\u00a0: {{ professionnel.deja_verse }}.", "Source")  # fmt: skip
    e.paragraphe("Date et signature de la trésorerie\u00a0:", "Signature")
    e.paragraphe(_EMPREINTE, "Source")


_ECRIRE: dict[str, Callable[[Ecrivain], None]] = {
    "synthese": _synthese,
    "preparation": _preparation,
    "relance": _relance,
    "emargement": _emargement,
    "releve": _releve,
}
