"""The opening of the report: cover, contents, essentials, the CPTS, its governance and its partners."""

from __future__ import annotations

from cpts_xl.report.modele.pieces import Colonne, Ecrivain, chiffre, montant

NOTE_RENVOIS = (
    "[B-…] renvoie à la ligne de l'annexe B qui donne le calcul, le texte et la cellule ; les autres chiffres se "
    "lisent dans la feuille citée sous chaque tableau."
)


def garde(e: Ecrivain) -> None:
    """Write the cover: who, which year, which contract, and whether the document is complete."""
    e.graphique("images.logo", "Logo")
    e.paragraphe("Rapport d'activité", "Title")
    e.paragraphe("{{ cpts.nom }}", "Subtitle")
    for ligne in (
        "Année conventionnelle n°\u00a0{{ annee.numero }}\u00a0: {{ annee.libelle }}",
        "{{ taille.garde }}",
        "Contrat conventionnel signé le {{ contrat.signature }}",
        "Caisse signataire\u00a0: {{ cpts.cpam }}",
        "Agence régionale de santé\u00a0: {{ cpts.ars }}",
        "État arrêté au {{ annee.arrete }}",
    ):
        e.paragraphe(ligne, "Garde")
    e.paragraphe("{{ statut }}", "Statut")
    e.balise("if provisoire")
    e.paragraphe("Ce qui manque pour une version complète\u00a0:", "Garde")
    e.boucle("raisons", "ListBullet")
    e.balise("endif")


def sommaire(e: Ecrivain) -> None:
    """Write the page of contents."""
    e.titre("Sommaire", "TitreSommaire", page=True)
    e.paragraphe("{{ sommaire }}", "Normal")


def essentiel(e: Ecrivain) -> None:
    """Write the essentials, on one page."""
    e.titre("L'essentiel", page=True)
    e.tableau("1", "Chiffres clés de l'année", "c in chiffres_cles", [
        Colonne("Mesure", 3.4, "{{ c.libelle }}"),
        Colonne("Périmètre", 4.8, "{{ c.perimetre }}"),
        chiffre("Cette année", 3.1, "c.valeur"),
        montant("Année précédente", 2.4, "c.precedent"),
        chiffre("Évolution", 3.3, "c.evolution"),
    ], taille="Petite")  # fmt: skip
    e.paragraphe("{{ note_chiffres_cles }} " + NOTE_RENVOIS, "Source")
    e.titre("À retenir", "Heading2")
    e.phrases("a_retenir", "Retenir")
    e.graphique("graphiques.cibles")
    e.titre("Points de vigilance", "Heading2")
    e.balise("if vigilance")
    e.boucle("vigilance", "ListBullet")
    e.balise("else")
    e.paragraphe("Aucun\u00a0: tous les contrôles qui ont un objet sont conformes.")
    e.balise("endif")


def presidence(e: Ecrivain) -> None:
    """Write the words of the president, if there are any."""
    e.titre("Mot de la présidence", page=True)
    e.balise("if presidence")
    e.boucle("presidence", "Normal")
    e.balise("else")
    e.paragraphe("Texte non renseigné (feuille Textes du classeur, rubrique «\u00a0presidence\u00a0»).")
    e.balise("endif")


def la_cpts(e: Ecrivain) -> None:
    """Write the CPTS and its territory."""
    e.titre("La CPTS et son territoire")
    e.tableau("2", "Identité et contrat", "r in identite", [
        Colonne("Rubrique", 5.4, "{{ r.libelle }}"),
        Colonne("Information", 11.6, "r.valeur", renvoi=True),
    ], taille="Petite")  # fmt: skip
    e.paragraphe("{{ taille.phrase }}", "Source")
    e.balise("if territoire")
    e.tableau("3", "Le territoire et ses besoins", "t in territoire", [
        Colonne("Donnée", 6.2, "{{ t.rubrique }}"),
        Colonne("Valeur", 4.4, "{{ t.valeur }}", droite=True),
        Colonne("Année", 1.5, "{{ t.annee }}", droite=True),
        Colonne("Source", 4.9, "{{ t.source }}"),
    ], taille="Petite")  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucune donnée de territoire n'est saisie.")
    e.balise("endif")
    e.graphique("images.carte")
    e.textes("textes.territoire")


def gouvernance(e: Ecrivain) -> None:
    """Write the governance: meetings, members, team."""
    e.titre("Gouvernance et vie associative")
    e.titre("Instances", "Heading2")
    e.balise("if instances")
    e.tableau("4", "Instances et réunions tenues", "i in instances", [
        Colonne("Date", 1.9, "{{ i.date }}"),
        Colonne("Instance", 4.9, "{{ i.type }}"),
        Colonne("Objet", 5.0, "{{ i.objet }}"),
        montant("Présents", 1.7, "i.presents"),
        montant("Heures", 1.5, "i.heures"),
        Colonne("Pièces", 2.0, "{{ i.preuve }}"),
    ], taille="Petite")  # fmt: skip
    e.paragraphe("Feuille Réunions. L'annexe D donne toutes les réunions de l'année, et les présents par profession.",
                 "Source")  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucune réunion d'instance tenue à la date d'arrêté n'est saisie.")
    e.balise("endif")
    e.titre("Adhérents", "Heading2")
    e.balise("if adherents")
    e.graphique("graphiques.adherents")
    e.tableau("5", "Adhérents par profession", "a in adherents", [
        Colonne("Profession", 5.0, "{{ a.profession }}"),
        montant("Sur le territoire", 2.7, "a.territoire"),
        montant("Adhérents, un an avant", 2.7, "a.precedent"),
        montant("Adhérents", 2.2, "a.adherents"),
        montant("Évolution", 2.0, "a.evolution"),
        montant("Taux d'adhésion", 2.4, "a.taux"),
    ], total=["Toutes professions", *(f"=adherents_total.{m}" for m in
                                      ("territoire", "precedent", "adherents", "evolution", "taux"))],
              taille="Petite")  # fmt: skip
    e.paragraphe("Feuilles Adhérents et Vie associative. Un taux se rapporte à l'effectif de sa ligne\u00a0: les taux "
                 "ne s'additionnent pas. Effectifs du territoire\u00a0: {{ adherents_sources }}.",
                 "Source")  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucun effectif par profession n'est saisi.")
    e.balise("endif")
    e.titre("Équipe", "Heading2")
    e.balise("if equipe")
    e.tableau("6", "Équipe de coordination", "q in equipe", [
        Colonne("Fonction", 4.4, "{{ q.fonction }}"),
        montant("ETP", 1.4, "q.etp"),
        Colonne("Employeur", 4.0, "{{ q.employeur }}"),
        Colonne("Contrat", 3.2, "{{ q.contrat }}"),
        montant("Coût annuel chargé", 2.4, "q.cout"),
        Colonne("Clé", 1.6, "{{ q.cle }}"),
    ], taille="Petite")  # fmt: skip
    e.paragraphe("Feuille Équipe. La clé dit comment le coût se partage entre les postes.", "Source")
    e.balise("else")
    e.paragraphe("Aucun poste n'est saisi.")
    e.balise("endif")
    e.textes("textes.gouvernance")


def partenariats(e: Ecrivain) -> None:
    """Write the partnerships."""
    e.titre("Partenariats")
    e.balise("if conventions")
    e.tableau("7", "Conventions", "v in conventions", [
        Colonne("Partenaire", 4.2, "{{ v.partenaire }}"),
        Colonne("Objet", 6.0, "{{ v.objet }}"),
        Colonne("Prise d'effet", 1.9, "{{ v.date }}"),
        Colonne("Fin", 1.9, "{{ v.fin }}"),
        Colonne("État", 1.7, "{{ v.etat }}"),
        Colonne("Pièce", 1.3, "{{ v.piece }}"),
    ], taille="Petite")  # fmt: skip
    e.paragraphe("Feuille Conventions. L'état est celui de la date d'arrêté.", "Source")
    e.balise("else")
    e.paragraphe("Aucune convention n'est saisie.")
    e.balise("endif")
    e.textes("textes.partenariats")
