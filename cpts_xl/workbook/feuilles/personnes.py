"""The sheets of the people. Names stand in one sheet; the others know identifiers only."""

from __future__ import annotations

from cpts_xl.rules.genres import ENTIER, MONTANT, NOMBRE, TAUX, TEXTE
from cpts_xl.workbook.feuilles.modele import FeuilleTableau, Groupe, calcul, fixe, saisie

PROFESSIONNELS_FEUILLE = FeuilleTableau(
    "Professionnels", "Professionnels indemnisés ou rémunérés",
    "La seule feuille qui puisse porter un nom. Jamais d'IBAN.",
    "professionnel", "tblProfessionnels", (
        saisie("professionnel", "id", 8),
        saisie("professionnel", "nom", 18),
        saisie("professionnel", "prenom", 16),
        saisie("professionnel", "profession", 24),
        saisie("professionnel", "exercice", 11),
        saisie("professionnel", "structure", 28),
        saisie("professionnel", "adhesion_debut", 12),
        saisie("professionnel", "adhesion_fin", 12),
        saisie("professionnel", "convention_employeur", 12),
        saisie("professionnel", "deja_verse", 14),
        calcul("taux", "Taux horaire", MONTANT, 12),
    ), Groupe.PERSONNES, "id",
)  # fmt: skip

TARIFS_FEUILLE = FeuilleTableau(
    "Tarifs", "Taux horaires approuvés, et ce qui a été payé par profession",
    "Un taux par profession, avec la date de la délibération. Les totaux sont ceux de l'année conventionnelle.",
    "tarif", "tblTarifs", (
        saisie("tarif", "profession", 28),
        saisie("tarif", "taux_horaire", 13),
        saisie("tarif", "approuve_le", 13),
        calcul("personnes", "Professionnels", ENTIER, 14),
        calcul("heures", "Heures payées", NOMBRE, 13),
        calcul("montant", "Montant payé", MONTANT, 15),
    ), Groupe.PERSONNES, "profession",
)  # fmt: skip

REUNIONS_FEUILLE = FeuilleTableau(
    "Réunions", "Réunions de l'année",
    "Une ligne par réunion ; présents et heures viennent de la feuille Participations.",
    "reunion", "tblReunions", (
        saisie("reunion", "id", 8),
        saisie("reunion", "date", 12),
        saisie("reunion", "type", 17),
        saisie("reunion", "poste", 16),
        saisie("reunion", "objet", 44),
        saisie("reunion", "lieu", 24),
        saisie("reunion", "duree", 9),
        saisie("reunion", "emargement", 12),
        saisie("reunion", "compte_rendu", 12),
        calcul("presents", "Présents", ENTIER, 10),
        calcul("heures", "Heures des présents", NOMBRE, 11),
    ), Groupe.ACTIVITE, "id",
)  # fmt: skip

PARTICIPATIONS_FEUILLE = FeuilleTableau(
    "Participations", "Participations des professionnels",
    "Une ligne par personne et par réunion ou travail. Sans date de paiement, la ligne est à payer.",
    "participation", "tblParticipations", (
        saisie("participation", "professionnel", 13),
        saisie("participation", "reunion", 10),
        saisie("participation", "date", 12),
        saisie("participation", "duree", 9),
        saisie("participation", "nature", 14),
        saisie("participation", "poste", 16),
        saisie("participation", "taux_saisi", 11),
        saisie("participation", "montant_saisi", 12),
        saisie("participation", "valide_par", 14),
        saisie("participation", "paye_le", 12),
        calcul("taux", "Taux retenu", MONTANT, 11),
        calcul("montant", "Montant", MONTANT, 13),
        calcul("annee", "Année du paiement", ENTIER, 13),
        calcul("adherent", "Adhérent ce jour", TEXTE, 11),
        calcul("profession", "Profession", TEXTE, 22),
        calcul("presents", "Présents de sa profession", ENTIER, 12),
    ), Groupe.PERSONNES, "professionnel",
)  # fmt: skip


def _annee(rang: int) -> tuple[tuple[str, str], ...]:
    return (
        (f"indemnites_{rang}", f"Indemnités, année {rang}"),
        (f"remunerations_{rang}", f"Rémunérations, année {rang}"),
        *((("deja_verse", "Déjà versé, année 1"),) if rang == 1 else ()),
        (f"total_{rang}", f"Total, année {rang}"),
        (f"plafond_{rang}", f"Plafond, année {rang}"),
        (f"reste_{rang}", f"Plafond restant, année {rang}"),
    )


INDEMNITES_FEUILLE = FeuilleTableau(
    "Indemnités", "Payé par professionnel et année civile",
    "Plafond par année civile : le contrat en touche deux. Rien à saisir.",
    "indemnite", "tblIndemnites", (
        calcul("professionnel", "Professionnel", TEXTE, 13),
        calcul("profession", "Profession", TEXTE, 22),
        calcul("participations", "Participations", ENTIER, 13),
        calcul("alerte", "Alerte", TEXTE, 13),
        *(
            colonne
            for rang in (1, 2)
            for colonne in (
                calcul(f"annee_{rang}", f"Année civile {rang}", ENTIER, 9),
                calcul(f"heures_{rang}", f"Heures payées, année {rang}", NOMBRE, 11),
                *(calcul(code, titre, MONTANT, 14) for code, titre in _annee(rang)),
                calcul(f"part_{rang}", f"Part du plafond, année {rang}", TAUX, 11),
            )
        ),
        calcul("heures", "Heures, année conventionnelle", NOMBRE, 14),
        calcul("montant", "Payé, année conventionnelle", MONTANT, 15),
        calcul("hors_tarif", "À un autre taux", ENTIER, 11),
        calcul("hors_adhesion", "Hors adhésion", ENTIER, 11),
        calcul("sans_validation", "Sans validation", ENTIER, 11),
    ), Groupe.PERSONNES, "professionnel", pages_de_large=3, repete="D",
)  # fmt: skip

PAIEMENTS_FEUILLE = FeuilleTableau(
    "Paiements", "Payé aux professionnels dans l'année conventionnelle, par poste",
    "À la date du paiement. Aucune donnée nominative.",
    "paiement", "tblPaiements", (
        fixe("code", "Poste", 16),
        fixe("libelle", "Intitulé", 44),
        calcul("participations", "Participations", ENTIER, 14),
        calcul("heures", "Heures payées", NOMBRE, 13),
        calcul("indemnites", "Indemnités", MONTANT, 15),
        calcul("remunerations", "Rémunérations", MONTANT, 15),
        calcul("total", "Total payé", MONTANT, 16),
    ), Groupe.ARGENT, "code",
)  # fmt: skip

FEUILLES_PERSONNES = (
    PAIEMENTS_FEUILLE, PROFESSIONNELS_FEUILLE, TARIFS_FEUILLE, PARTICIPATIONS_FEUILLE, INDEMNITES_FEUILLE,
    REUNIONS_FEUILLE,
)  # fmt: skip
