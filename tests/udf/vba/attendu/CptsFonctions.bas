Option Explicit

' Une enveloppe par fonction, ecrite par cpts_xl @VERSION@ : ne rien modifier ici, tout est dans CptsAppel.

Public Function CPTS_ADHERENTS_PROFESSION(profession As Variant, arrete As Variant, professions As Variant, adhesions As Variant, departs As Variant) As Variant
    CPTS_ADHERENTS_PROFESSION = CptsAppeler("CPTS_ADHERENTS_PROFESSION", Array(profession, arrete, professions, adhesions, departs))
End Function

Public Function CPTS_TAUX_ADHESION(nombre_adherents As Variant, effectif As Variant) As Variant
    CPTS_TAUX_ADHESION = CptsAppeler("CPTS_TAUX_ADHESION", Array(nombre_adherents, effectif))
End Function

Public Function CPTS_EVOLUTION_ADHERENTS(nombre_adherents As Variant, precedent As Variant) As Variant
    CPTS_EVOLUTION_ADHERENTS = CptsAppeler("CPTS_EVOLUTION_ADHERENTS", Array(nombre_adherents, precedent))
End Function

Public Function CPTS_TOTAL_LISTE(cles As Variant, nombres As Variant) As Variant
    CPTS_TOTAL_LISTE = CptsAppeler("CPTS_TOTAL_LISTE", Array(cles, nombres))
End Function

Public Function CPTS_MONTANT_SCENARIO(scenario_retenu As Variant, Optional prudent As Variant, Optional central As Variant, Optional complet As Variant) As Variant
    CPTS_MONTANT_SCENARIO = CptsAppeler("CPTS_MONTANT_SCENARIO", Array(scenario_retenu, prudent, central, complet))
End Function

Public Function CPTS_PART_ETALEE(montant As Variant, Optional mois As Variant) As Variant
    CPTS_PART_ETALEE = CptsAppeler("CPTS_PART_ETALEE", Array(montant, mois))
End Function

Public Function CPTS_CUMUL_SENS(sens_budget As Variant, colonne_sens As Variant, montants As Variant) As Variant
    CPTS_CUMUL_SENS = CptsAppeler("CPTS_CUMUL_SENS", Array(sens_budget, colonne_sens, montants))
End Function

Public Function CPTS_CUMUL_BUDGET(sens_budget As Variant, code As Variant, colonne_sens As Variant, codes As Variant, montants As Variant) As Variant
    CPTS_CUMUL_BUDGET = CptsAppeler("CPTS_CUMUL_BUDGET", Array(sens_budget, code, colonne_sens, codes, montants))
End Function

Public Function CPTS_SOLDE_BUDGET(droits_aci As Variant, produits As Variant, charges As Variant) As Variant
    CPTS_SOLDE_BUDGET = CptsAppeler("CPTS_SOLDE_BUDGET", Array(droits_aci, produits, charges))
End Function

Public Function CPTS_RESTE_PRODUIT(attribue As Variant, Optional recu As Variant) As Variant
    CPTS_RESTE_PRODUIT = CptsAppeler("CPTS_RESTE_PRODUIT", Array(attribue, recu))
End Function

Public Function CPTS_RECU_PERIODE(recu As Variant, recu_le As Variant, debut As Variant, fin As Variant) As Variant
    CPTS_RECU_PERIODE = CptsAppeler("CPTS_RECU_PERIODE", Array(recu, recu_le, debut, fin))
End Function

Public Function CPTS_PART_PUBLIQUE(publique As Variant, recu As Variant) As Variant
    CPTS_PART_PUBLIQUE = CptsAppeler("CPTS_PART_PUBLIQUE", Array(publique, recu))
End Function

Public Function CPTS_FIN_ANNEE(debut As Variant, Optional signature As Variant) As Variant
    CPTS_FIN_ANNEE = CptsAppeler("CPTS_FIN_ANNEE", Array(debut, signature))
End Function

Public Function CPTS_ANNEE_CONTRAT(signature As Variant, debut As Variant, Optional le As Variant) As Variant
    CPTS_ANNEE_CONTRAT = CptsAppeler("CPTS_ANNEE_CONTRAT", Array(signature, debut, le))
End Function

Public Function CPTS_ECHEANCE_DEMARRAGE(mission As Variant, depart_delai As Variant, Optional le As Variant) As Variant
    CPTS_ECHEANCE_DEMARRAGE = CptsAppeler("CPTS_ECHEANCE_DEMARRAGE", Array(mission, depart_delai, le))
End Function

Public Function CPTS_ECHEANCE_DEPLOIEMENT(mission As Variant, depart_delai As Variant, Optional le As Variant) As Variant
    CPTS_ECHEANCE_DEPLOIEMENT = CptsAppeler("CPTS_ECHEANCE_DEPLOIEMENT", Array(mission, depart_delai, le))
End Function

Public Function CPTS_DEPART_DELAI(signature As Variant, depart_declare As Variant, mission_depuis As Variant) As Variant
    CPTS_DEPART_DELAI = CptsAppeler("CPTS_DEPART_DELAI", Array(signature, depart_declare, mission_depuis))
End Function

Public Function CPTS_RETARD(engagee As Variant, echeance As Variant, date_reelle As Variant, arrete As Variant) As Variant
    CPTS_RETARD = CptsAppeler("CPTS_RETARD", Array(engagee, echeance, date_reelle, arrete))
End Function

Public Function CPTS_PRORATA(engagee As Variant, unite As Variant, demarrage As Variant, debut As Variant, fin As Variant) As Variant
    CPTS_PRORATA = CptsAppeler("CPTS_PRORATA", Array(engagee, unite, demarrage, debut, fin))
End Function

Public Function CPTS_UNITE_PRORATA(Optional choix As Variant, Optional le As Variant) As Variant
    CPTS_UNITE_PRORATA = CptsAppeler("CPTS_UNITE_PRORATA", Array(choix, le))
End Function

Public Function CPTS_PRORATA_VARIABLE(prorata As Variant, Optional choix As Variant) As Variant
    CPTS_PRORATA_VARIABLE = CptsAppeler("CPTS_PRORATA_VARIABLE", Array(prorata, choix))
End Function

Public Function CPTS_CONTROLE_RETARD(Optional retard As Variant) As Variant
    CPTS_CONTROLE_RETARD = CptsAppeler("CPTS_CONTROLE_RETARD", Array(retard))
End Function

Public Function CPTS_SOLDE_COMPTES(code As Variant, codes As Variant, montants As Variant) As Variant
    CPTS_SOLDE_COMPTES = CptsAppeler("CPTS_SOLDE_COMPTES", Array(code, codes, montants))
End Function

Public Function CPTS_TOTAL_COMPTES(montants As Variant) As Variant
    CPTS_TOTAL_COMPTES = CptsAppeler("CPTS_TOTAL_COMPTES", Array(montants))
End Function

Public Function CPTS_PRODUITS_SUIVIS(code As Variant, codes As Variant, recus As Variant, aci As Variant) As Variant
    CPTS_PRODUITS_SUIVIS = CptsAppeler("CPTS_PRODUITS_SUIVIS", Array(code, codes, recus, aci))
End Function

Public Function CPTS_ECART_COMPTES(suivi As Variant, comptes As Variant) As Variant
    CPTS_ECART_COMPTES = CptsAppeler("CPTS_ECART_COMPTES", Array(suivi, comptes))
End Function

Public Function CPTS_CONTROLE_COMPTES(ecart As Variant) As Variant
    CPTS_CONTROLE_COMPTES = CptsAppeler("CPTS_CONTROLE_COMPTES", Array(ecart))
End Function

Public Function CPTS_DEBUT_RANG(signature As Variant, rang As Variant) As Variant
    CPTS_DEBUT_RANG = CptsAppeler("CPTS_DEBUT_RANG", Array(signature, rang))
End Function

Public Function CPTS_FIN_RANG(signature As Variant, rang As Variant) As Variant
    CPTS_FIN_RANG = CptsAppeler("CPTS_FIN_RANG", Array(signature, rang))
End Function

Public Function CPTS_JOURS_ANNEE(debut As Variant, fin As Variant) As Variant
    CPTS_JOURS_ANNEE = CptsAppeler("CPTS_JOURS_ANNEE", Array(debut, fin))
End Function

Public Function CPTS_SITUATION_ANNEE(rang As Variant, annee As Variant) As Variant
    CPTS_SITUATION_ANNEE = CptsAppeler("CPTS_SITUATION_ANNEE", Array(rang, annee))
End Function

Public Function CPTS_TAILLE_ANNEE(situation As Variant, taille As Variant, Optional taille_passee As Variant) As Variant
    CPTS_TAILLE_ANNEE = CptsAppeler("CPTS_TAILLE_ANNEE", Array(situation, taille, taille_passee))
End Function

Public Function CPTS_DROIT_ANNEE(situation As Variant, droit_courant As Variant, Optional droit_passe As Variant) As Variant
    CPTS_DROIT_ANNEE = CptsAppeler("CPTS_DROIT_ANNEE", Array(situation, droit_courant, droit_passe))
End Function

Public Function CPTS_PREVU_ANNEE(situation As Variant, courant As Variant, passe As Variant, suivant As Variant) As Variant
    CPTS_PREVU_ANNEE = CptsAppeler("CPTS_PREVU_ANNEE", Array(situation, courant, passe, suivant))
End Function

Public Function CPTS_RESTE_ANNEE(droit_ouvert As Variant, verse As Variant) As Variant
    CPTS_RESTE_ANNEE = CptsAppeler("CPTS_RESTE_ANNEE", Array(droit_ouvert, verse))
End Function

Public Function CPTS_MONTANT_ARRETE(situation As Variant, courant As Variant, Optional arrete As Variant) As Variant
    CPTS_MONTANT_ARRETE = CptsAppeler("CPTS_MONTANT_ARRETE", Array(situation, courant, arrete))
End Function

Public Function CPTS_EVOLUTION_ANNEE(situation As Variant, valeur As Variant, Optional precedente As Variant) As Variant
    CPTS_EVOLUTION_ANNEE = CptsAppeler("CPTS_EVOLUTION_ANNEE", Array(situation, valeur, precedente))
End Function

Public Function CPTS_LENDEMAIN(dernier_jour As Variant) As Variant
    CPTS_LENDEMAIN = CptsAppeler("CPTS_LENDEMAIN", Array(dernier_jour))
End Function

Public Function CPTS_ANNEE_CIVILE_DEBUT(debut As Variant) As Variant
    CPTS_ANNEE_CIVILE_DEBUT = CptsAppeler("CPTS_ANNEE_CIVILE_DEBUT", Array(debut))
End Function

Public Function CPTS_ANNEE_CIVILE_SUITE(debut As Variant) As Variant
    CPTS_ANNEE_CIVILE_SUITE = CptsAppeler("CPTS_ANNEE_CIVILE_SUITE", Array(debut))
End Function

Public Function CPTS_CONTROLE_COMPLET(montants As Variant) As Variant
    CPTS_CONTROLE_COMPLET = CptsAppeler("CPTS_CONTROLE_COMPLET", Array(montants))
End Function

Public Function CPTS_CONTROLE_NUL(ecart As Variant) As Variant
    CPTS_CONTROLE_NUL = CptsAppeler("CPTS_CONTROLE_NUL", Array(ecart))
End Function

Public Function CPTS_CONTROLE_EGALITE(valeur_a As Variant, valeur_b As Variant) As Variant
    CPTS_CONTROLE_EGALITE = CptsAppeler("CPTS_CONTROLE_EGALITE", Array(valeur_a, valeur_b))
End Function

Public Function CPTS_CUMUL_PERIODE(code As Variant, debut As Variant, fin As Variant, codes As Variant, jours As Variant, montants As Variant) As Variant
    CPTS_CUMUL_PERIODE = CptsAppeler("CPTS_CUMUL_PERIODE", Array(code, debut, fin, codes, jours, montants))
End Function

Public Function CPTS_TOTAL_PERIODE(debut As Variant, fin As Variant, jours As Variant, montants As Variant) As Variant
    CPTS_TOTAL_PERIODE = CptsAppeler("CPTS_TOTAL_PERIODE", Array(debut, fin, jours, montants))
End Function

Public Function CPTS_REPORT(montant As Variant) As Variant
    CPTS_REPORT = CptsAppeler("CPTS_REPORT", Array(montant))
End Function

Public Function CPTS_REPRISE_CODE(code As Variant) As Variant
    CPTS_REPRISE_CODE = CptsAppeler("CPTS_REPRISE_CODE", Array(code))
End Function

Public Function CPTS_DIFFERENCE(montant As Variant, retranche As Variant) As Variant
    CPTS_DIFFERENCE = CptsAppeler("CPTS_DIFFERENCE", Array(montant, retranche))
End Function

Public Function CPTS_SOMME_MONTANTS(premier As Variant, second As Variant) As Variant
    CPTS_SOMME_MONTANTS = CptsAppeler("CPTS_SOMME_MONTANTS", Array(premier, second))
End Function

Public Function CPTS_SOMME_CLE(parts As Variant) As Variant
    CPTS_SOMME_CLE = CptsAppeler("CPTS_SOMME_CLE", Array(parts))
End Function

Public Function CPTS_CONTROLE_CLE(somme As Variant) As Variant
    CPTS_CONTROLE_CLE = CptsAppeler("CPTS_CONTROLE_CLE", Array(somme))
End Function

Public Function CPTS_CONTROLE_CLES(cles As Variant, verdicts As Variant) As Variant
    CPTS_CONTROLE_CLES = CptsAppeler("CPTS_CONTROLE_CLES", Array(cles, verdicts))
End Function

Public Function CPTS_QUOTE_PART(a_repartir As Variant, somme As Variant, part As Variant, parts As Variant) As Variant
    CPTS_QUOTE_PART = CptsAppeler("CPTS_QUOTE_PART", Array(a_repartir, somme, part, parts))
End Function

Public Function CPTS_CUMUL_REPARTI(cles As Variant, quotes As Variant) As Variant
    CPTS_CUMUL_REPARTI = CptsAppeler("CPTS_CUMUL_REPARTI", Array(cles, quotes))
End Function

Public Function CPTS_TOTAL_AFFECTE(affectes As Variant, ensemble As Variant) As Variant
    CPTS_TOTAL_AFFECTE = CptsAppeler("CPTS_TOTAL_AFFECTE", Array(affectes, ensemble))
End Function

Public Function CPTS_CONTROLE_AFFECTATION(affectes As Variant, ensemble As Variant) As Variant
    CPTS_CONTROLE_AFFECTATION = CptsAppeler("CPTS_CONTROLE_AFFECTATION", Array(affectes, ensemble))
End Function

Public Function CPTS_CONSOMMATION(depense As Variant, droit_ouvert As Variant) As Variant
    CPTS_CONSOMMATION = CptsAppeler("CPTS_CONSOMMATION", Array(depense, droit_ouvert))
End Function

Public Function CPTS_CLOTURE_ENVELOPPE(ouverture As Variant, encaisse As Variant, depense As Variant) As Variant
    CPTS_CLOTURE_ENVELOPPE = CptsAppeler("CPTS_CLOTURE_ENVELOPPE", Array(ouverture, encaisse, depense))
End Function

Public Function CPTS_MONTANT(ligne As Variant, taille As Variant, Optional le As Variant) As Variant
    CPTS_MONTANT = CptsAppeler("CPTS_MONTANT", Array(ligne, taille, le))
End Function

Public Function CPTS_MONTANT_RETENU(montant_national As Variant, Optional montant_annexe As Variant) As Variant
    CPTS_MONTANT_RETENU = CptsAppeler("CPTS_MONTANT_RETENU", Array(montant_national, montant_annexe))
End Function

Public Function CPTS_MONTANT_ANNEE(montant_retenu As Variant, effet As Variant, montant_apres As Variant, depart As Variant, debut As Variant, fin As Variant) As Variant
    CPTS_MONTANT_ANNEE = CptsAppeler("CPTS_MONTANT_ANNEE", Array(montant_retenu, effet, montant_apres, depart, debut, fin))
End Function

Public Function CPTS_LIGNE_DUE(engagee As Variant, condition As Variant, ouvre As Variant, ferme As Variant) As Variant
    CPTS_LIGNE_DUE = CptsAppeler("CPTS_LIGNE_DUE", Array(engagee, condition, ouvre, ferme))
End Function

Public Function CPTS_PLAFOND(due As Variant, Optional montant_retenu As Variant) As Variant
    CPTS_PLAFOND = CptsAppeler("CPTS_PLAFOND", Array(due, montant_retenu))
End Function

Public Function CPTS_DROIT_FIXE(plafond As Variant, Optional prorata As Variant) As Variant
    CPTS_DROIT_FIXE = CptsAppeler("CPTS_DROIT_FIXE", Array(plafond, prorata))
End Function

Public Function CPTS_DROIT_VARIABLE(plafond As Variant, Optional acquis As Variant, Optional prorata As Variant) As Variant
    CPTS_DROIT_VARIABLE = CptsAppeler("CPTS_DROIT_VARIABLE", Array(plafond, acquis, prorata))
End Function

Public Function CPTS_ACQUIS_MISSION(enveloppe As Variant, mission As Variant, missions As Variant, montants As Variant) As Variant
    CPTS_ACQUIS_MISSION = CptsAppeler("CPTS_ACQUIS_MISSION", Array(enveloppe, mission, missions, montants))
End Function

Public Function CPTS_ECART_ENVELOPPE(enveloppe As Variant, mission As Variant, missions As Variant, montants As Variant) As Variant
    CPTS_ECART_ENVELOPPE = CptsAppeler("CPTS_ECART_ENVELOPPE", Array(enveloppe, mission, missions, montants))
End Function

Public Function CPTS_TOTAL(montants As Variant) As Variant
    CPTS_TOTAL = CptsAppeler("CPTS_TOTAL", Array(montants))
End Function

Public Function CPTS_DOTATION(montants As Variant, familles As Variant, avec_fonctionnement As Variant, avec_supplement_snp As Variant, avec_crise_variable As Variant) As Variant
    CPTS_DOTATION = CptsAppeler("CPTS_DOTATION", Array(montants, familles, avec_fonctionnement, avec_supplement_snp, avec_crise_variable))
End Function

Public Function CPTS_ECART_TOTAL_ACCES(taille As Variant, due As Variant, Optional acces_fixe As Variant, Optional acces_variable As Variant, Optional le As Variant) As Variant
    CPTS_ECART_TOTAL_ACCES = CptsAppeler("CPTS_ECART_TOTAL_ACCES", Array(taille, due, acces_fixe, acces_variable, le))
End Function

Public Function CPTS_DERNIER_JOUR(fin As Variant) As Variant
    CPTS_DERNIER_JOUR = CptsAppeler("CPTS_DERNIER_JOUR", Array(fin))
End Function

Public Function CPTS_DATE_PREVUE(jour As Variant) As Variant
    CPTS_DATE_PREVUE = CptsAppeler("CPTS_DATE_PREVUE", Array(jour))
End Function

Public Function CPTS_DATE_PREPARATION(jour As Variant, mois As Variant) As Variant
    CPTS_DATE_PREPARATION = CptsAppeler("CPTS_DATE_PREPARATION", Array(jour, mois))
End Function

Public Function CPTS_ECHEANCE_OUVERTE(engagee As Variant, echeance As Variant, date_reelle As Variant, arrete As Variant) As Variant
    CPTS_ECHEANCE_OUVERTE = CptsAppeler("CPTS_ECHEANCE_OUVERTE", Array(engagee, echeance, date_reelle, arrete))
End Function

Public Function CPTS_JOURS_RESTANTS(jour As Variant, arrete As Variant) As Variant
    CPTS_JOURS_RESTANTS = CptsAppeler("CPTS_JOURS_RESTANTS", Array(jour, arrete))
End Function

Public Function CPTS_ETAT_DATE(jour As Variant, arrete As Variant) As Variant
    CPTS_ETAT_DATE = CptsAppeler("CPTS_ETAT_DATE", Array(jour, arrete))
End Function

Public Function CPTS_ETAT_ECHEANCE(engagee As Variant, echeance As Variant, date_reelle As Variant, arrete As Variant) As Variant
    CPTS_ETAT_ECHEANCE = CptsAppeler("CPTS_ETAT_ECHEANCE", Array(engagee, echeance, date_reelle, arrete))
End Function

Public Function CPTS_ETAT_CONVENTION(prise_effet As Variant, terme As Variant, arrete As Variant) As Variant
    CPTS_ETAT_CONVENTION = CptsAppeler("CPTS_ETAT_CONVENTION", Array(prise_effet, terme, arrete))
End Function

Public Function CPTS_ORDRE_DATE(restants As Variant, numero As Variant, colonne_restants As Variant, numeros As Variant) As Variant
    CPTS_ORDRE_DATE = CptsAppeler("CPTS_ORDRE_DATE", Array(restants, numero, colonne_restants, numeros))
End Function

Public Function CPTS_NUMERO_DANS_COLONNE(nombres As Variant) As Variant
    CPTS_NUMERO_DANS_COLONNE = CptsAppeler("CPTS_NUMERO_DANS_COLONNE", Array(nombres))
End Function

Public Function CPTS_ORDRE_PRIORITE(reste As Variant, numero As Variant, restes As Variant, numeros As Variant) As Variant
    CPTS_ORDRE_PRIORITE = CptsAppeler("CPTS_ORDRE_PRIORITE", Array(reste, numero, restes, numeros))
End Function

Public Function CPTS_JOUR_AU_RANG(rang As Variant, rangs As Variant, jours As Variant) As Variant
    CPTS_JOUR_AU_RANG = CptsAppeler("CPTS_JOUR_AU_RANG", Array(rang, rangs, jours))
End Function

Public Function CPTS_MONTANT_AU_RANG(rang As Variant, rangs As Variant, montants As Variant) As Variant
    CPTS_MONTANT_AU_RANG = CptsAppeler("CPTS_MONTANT_AU_RANG", Array(rang, rangs, montants))
End Function

Public Function CPTS_TEXTE_AU_RANG(rang As Variant, rangs As Variant, textes As Variant) As Variant
    CPTS_TEXTE_AU_RANG = CptsAppeler("CPTS_TEXTE_AU_RANG", Array(rang, rangs, textes))
End Function

Public Function CPTS_DEPENSE_ACTION(action As Variant, debut As Variant, fin As Variant, actions As Variant, dates As Variant, montants As Variant) As Variant
    CPTS_DEPENSE_ACTION = CptsAppeler("CPTS_DEPENSE_ACTION", Array(action, debut, fin, actions, dates, montants))
End Function

Public Function CPTS_SOLDE_PRECEDENT(annee As Variant, Optional solde_n1 As Variant) As Variant
    CPTS_SOLDE_PRECEDENT = CptsAppeler("CPTS_SOLDE_PRECEDENT", Array(annee, solde_n1))
End Function

Public Function CPTS_RECU_ACOMPTE(verse As Variant, ligne As Variant, annee As Variant, lignes As Variant, annees As Variant, natures_versement As Variant, montants As Variant) As Variant
    CPTS_RECU_ACOMPTE = CptsAppeler("CPTS_RECU_ACOMPTE", Array(verse, ligne, annee, lignes, annees, natures_versement, montants))
End Function

Public Function CPTS_RECU_PRECEDENT(ligne As Variant, annee As Variant, lignes As Variant, annees As Variant, montants As Variant) As Variant
    CPTS_RECU_PRECEDENT = CptsAppeler("CPTS_RECU_PRECEDENT", Array(ligne, annee, lignes, annees, montants))
End Function

Public Function CPTS_RETARD_ECHEANCE(attendu As Variant, recu As Variant, date_attendue As Variant, arrete As Variant, Optional reste As Variant) As Variant
    CPTS_RETARD_ECHEANCE = CptsAppeler("CPTS_RETARD_ECHEANCE", Array(attendu, recu, date_attendue, arrete, reste))
End Function

Public Function CPTS_SOMME_EN_RETARD(nature_echeance As Variant, attendu As Variant, recu As Variant, retard As Variant, fin As Variant, arrete As Variant, Optional reste As Variant) As Variant
    CPTS_SOMME_EN_RETARD = CptsAppeler("CPTS_SOMME_EN_RETARD", Array(nature_echeance, attendu, recu, retard, fin, arrete, reste))
End Function

Public Function CPTS_RETARD_VERSEMENT(Optional attendu As Variant, Optional recu_le As Variant) As Variant
    CPTS_RETARD_VERSEMENT = CptsAppeler("CPTS_RETARD_VERSEMENT", Array(attendu, recu_le))
End Function

Public Function CPTS_CONTROLE_ECHEANCES(retards As Variant) As Variant
    CPTS_CONTROLE_ECHEANCES = CptsAppeler("CPTS_CONTROLE_ECHEANCES", Array(retards))
End Function

Public Function CPTS_CONTROLE_ECHEANCIER(annee As Variant, place As Variant, annees As Variant, montants As Variant) As Variant
    CPTS_CONTROLE_ECHEANCIER = CptsAppeler("CPTS_CONTROLE_ECHEANCIER", Array(annee, place, annees, montants))
End Function

Public Function CPTS_DATE_ECHEANCE(nature_echeance As Variant, attendu As Variant, depart As Variant, debut As Variant, fin As Variant, Optional dialogue As Variant) As Variant
    CPTS_DATE_ECHEANCE = CptsAppeler("CPTS_DATE_ECHEANCE", Array(nature_echeance, attendu, depart, debut, fin, dialogue))
End Function

Public Function CPTS_ATTENDU_LE(nature_versement As Variant, ligne As Variant, payee As Variant, annee As Variant, lignes As Variant, dates As Variant, debut As Variant, fin As Variant) As Variant
    CPTS_ATTENDU_LE = CptsAppeler("CPTS_ATTENDU_LE", Array(nature_versement, ligne, payee, annee, lignes, dates, debut, fin))
End Function

Public Function CPTS_MONTANT_POIDS(poids As Variant, mission As Variant, postes As Variant, volets As Variant, montants As Variant) As Variant
    CPTS_MONTANT_POIDS = CptsAppeler("CPTS_MONTANT_POIDS", Array(poids, mission, postes, volets, montants))
End Function

Public Function CPTS_ENJEU(montant_en_jeu As Variant, montant_poids As Variant, mission As Variant, postes As Variant, volets As Variant, dues As Variant) As Variant
    CPTS_ENJEU = CptsAppeler("CPTS_ENJEU", Array(montant_en_jeu, montant_poids, mission, postes, volets, dues))
End Function

Public Function CPTS_RESTE_ENJEU(enjeu As Variant, acquis As Variant, statut As Variant) As Variant
    CPTS_RESTE_ENJEU = CptsAppeler("CPTS_RESTE_ENJEU", Array(enjeu, acquis, statut))
End Function

Public Function CPTS_ACQUIS_ATTENDU(enjeu As Variant, acquis As Variant, statut As Variant, Optional prevision As Variant) As Variant
    CPTS_ACQUIS_ATTENDU = CptsAppeler("CPTS_ACQUIS_ATTENDU", Array(enjeu, acquis, statut, prevision))
End Function

Public Function CPTS_CONTROLE_LIGNES(saisies As Variant, verdicts As Variant) As Variant
    CPTS_CONTROLE_LIGNES = CptsAppeler("CPTS_CONTROLE_LIGNES", Array(saisies, verdicts))
End Function

Public Function CPTS_PALIER(mode As Variant, sens As Variant, constate As Variant, seuils As Variant) As Variant
    CPTS_PALIER = CptsAppeler("CPTS_PALIER", Array(mode, sens, constate, seuils))
End Function

Public Function CPTS_MONTANT_PALIER(palier As Variant, montants As Variant) As Variant
    CPTS_MONTANT_PALIER = CptsAppeler("CPTS_MONTANT_PALIER", Array(palier, montants))
End Function

Public Function CPTS_AVANCEMENT(mode As Variant, Optional sens As Variant, Optional depart As Variant, Optional cible As Variant, Optional constate As Variant) As Variant
    CPTS_AVANCEMENT = CptsAppeler("CPTS_AVANCEMENT", Array(mode, sens, depart, cible, constate))
End Function

Public Function CPTS_TAUX_ATTEINTE(mode As Variant, realise As Variant, montant_palier As Variant, montant_en_jeu As Variant, Optional avancement As Variant, Optional realise_convenu As Variant) As Variant
    CPTS_TAUX_ATTEINTE = CptsAppeler("CPTS_TAUX_ATTEINTE", Array(mode, realise, montant_palier, montant_en_jeu, avancement, realise_convenu))
End Function

Public Function CPTS_TAUX_RETENU(taux_atteinte As Variant, Optional neutralisation As Variant) As Variant
    CPTS_TAUX_RETENU = CptsAppeler("CPTS_TAUX_RETENU", Array(taux_atteinte, neutralisation))
End Function

Public Function CPTS_MESURE_SAISIE(mode As Variant, Optional constate As Variant, Optional numerateur As Variant, Optional valeur_convenue As Variant, Optional realise As Variant, Optional realise_convenu As Variant) As Variant
    CPTS_MESURE_SAISIE = CptsAppeler("CPTS_MESURE_SAISIE", Array(mode, constate, numerateur, valeur_convenue, realise, realise_convenu))
End Function

Public Function CPTS_STATUT_INDICATEUR(taux_retenu As Variant, mesure_saisie As Variant, Optional neutralisation As Variant) As Variant
    CPTS_STATUT_INDICATEUR = CptsAppeler("CPTS_STATUT_INDICATEUR", Array(taux_retenu, mesure_saisie, neutralisation))
End Function

Public Function CPTS_MONTANT_ACQUIS(montant_en_jeu As Variant, taux_atteinte As Variant) As Variant
    CPTS_MONTANT_ACQUIS = CptsAppeler("CPTS_MONTANT_ACQUIS", Array(montant_en_jeu, taux_atteinte))
End Function

Public Function CPTS_CONTROLE_CIBLE(depart As Variant, progression As Variant, cible As Variant) As Variant
    CPTS_CONTROLE_CIBLE = CptsAppeler("CPTS_CONTROLE_CIBLE", Array(depart, progression, cible))
End Function

Public Function CPTS_VALEUR_MESUREE(mode As Variant, Optional constate As Variant, Optional numerateur As Variant, Optional denominateur As Variant, Optional base_taux As Variant) As Variant
    CPTS_VALEUR_MESUREE = CptsAppeler("CPTS_VALEUR_MESUREE", Array(mode, constate, numerateur, denominateur, base_taux))
End Function

Public Function CPTS_VALEUR_RETENUE(valeur_mesuree As Variant, Optional valeur_convenue As Variant) As Variant
    CPTS_VALEUR_RETENUE = CptsAppeler("CPTS_VALEUR_RETENUE", Array(valeur_mesuree, valeur_convenue))
End Function

Public Function CPTS_ECART_CPAM(valeur_cpam As Variant, valeur_mesuree As Variant) As Variant
    CPTS_ECART_CPAM = CptsAppeler("CPTS_ECART_CPAM", Array(valeur_cpam, valeur_mesuree))
End Function

Public Function CPTS_CONTROLE_TAUX(constate As Variant, numerateur As Variant, denominateur As Variant, base_taux As Variant) As Variant
    CPTS_CONTROLE_TAUX = CptsAppeler("CPTS_CONTROLE_TAUX", Array(constate, numerateur, denominateur, base_taux))
End Function

Public Function CPTS_CONTROLE_CPAM(mode As Variant, Optional valeur_mesuree As Variant, Optional valeur_cpam As Variant, Optional valeur_convenue As Variant, Optional realise As Variant, Optional realise_cpam As Variant, Optional realise_convenu As Variant) As Variant
    CPTS_CONTROLE_CPAM = CptsAppeler("CPTS_CONTROLE_CPAM", Array(mode, valeur_mesuree, valeur_cpam, valeur_convenue, realise, realise_cpam, realise_convenu))
End Function

Public Function CPTS_TARIF_PROFESSION(profession As Variant, professions As Variant, taux As Variant) As Variant
    CPTS_TARIF_PROFESSION = CptsAppeler("CPTS_TARIF_PROFESSION", Array(profession, professions, taux))
End Function

Public Function CPTS_TAUX_PARTICIPATION(nature_paiement As Variant, professionnel As Variant, autre_taux As Variant, forfait As Variant, professionnels As Variant, taux As Variant) As Variant
    CPTS_TAUX_PARTICIPATION = CptsAppeler("CPTS_TAUX_PARTICIPATION", Array(nature_paiement, professionnel, autre_taux, forfait, professionnels, taux))
End Function

Public Function CPTS_MONTANT_PARTICIPATION(nature_paiement As Variant, Optional duree As Variant, Optional taux As Variant, Optional forfait As Variant) As Variant
    CPTS_MONTANT_PARTICIPATION = CptsAppeler("CPTS_MONTANT_PARTICIPATION", Array(nature_paiement, duree, taux, forfait))
End Function

Public Function CPTS_ANNEE_PAIEMENT(nature_paiement As Variant, Optional paye_le As Variant) As Variant
    CPTS_ANNEE_PAIEMENT = CptsAppeler("CPTS_ANNEE_PAIEMENT", Array(nature_paiement, paye_le))
End Function

Public Function CPTS_ADHERENT(professionnel As Variant, jour As Variant, professionnels As Variant, debuts As Variant, fins As Variant) As Variant
    CPTS_ADHERENT = CptsAppeler("CPTS_ADHERENT", Array(professionnel, jour, professionnels, debuts, fins))
End Function

Public Function CPTS_EFFECTIF(code As Variant, codes As Variant) As Variant
    CPTS_EFFECTIF = CptsAppeler("CPTS_EFFECTIF", Array(code, codes))
End Function

Public Function CPTS_PROFESSION_DE(professionnel As Variant, professionnels As Variant, professions As Variant) As Variant
    CPTS_PROFESSION_DE = CptsAppeler("CPTS_PROFESSION_DE", Array(professionnel, professionnels, professions))
End Function

Public Function CPTS_PRESENTS_PROFESSION(reunion As Variant, metier As Variant, reunions As Variant, professions As Variant) As Variant
    CPTS_PRESENTS_PROFESSION = CptsAppeler("CPTS_PRESENTS_PROFESSION", Array(reunion, metier, reunions, professions))
End Function

Public Function CPTS_CUMUL_HEURES(code As Variant, codes As Variant, heures As Variant) As Variant
    CPTS_CUMUL_HEURES = CptsAppeler("CPTS_CUMUL_HEURES", Array(code, codes, heures))
End Function

Public Function CPTS_TOTAL_HEURES(heures As Variant) As Variant
    CPTS_TOTAL_HEURES = CptsAppeler("CPTS_TOTAL_HEURES", Array(heures))
End Function

Public Function CPTS_PARTICIPATIONS_SUIVIES(code As Variant, codes As Variant, annees As Variant) As Variant
    CPTS_PARTICIPATIONS_SUIVIES = CptsAppeler("CPTS_PARTICIPATIONS_SUIVIES", Array(code, codes, annees))
End Function

Public Function CPTS_HEURES_ANNEE(professionnel As Variant, participations As Variant, annee As Variant, professionnels As Variant, annees As Variant, durees As Variant) As Variant
    CPTS_HEURES_ANNEE = CptsAppeler("CPTS_HEURES_ANNEE", Array(professionnel, participations, annee, professionnels, annees, durees))
End Function

Public Function CPTS_VERSE_PRO_ANNEE(professionnel As Variant, participations As Variant, nature_paiement As Variant, annee As Variant, professionnels As Variant, natures_paiement As Variant, annees As Variant, montants As Variant) As Variant
    CPTS_VERSE_PRO_ANNEE = CptsAppeler("CPTS_VERSE_PRO_ANNEE", Array(professionnel, participations, nature_paiement, annee, professionnels, natures_paiement, annees, montants))
End Function

Public Function CPTS_HEURES_PERIODE(code As Variant, participations As Variant, debut As Variant, fin As Variant, codes As Variant, payes As Variant, durees As Variant) As Variant
    CPTS_HEURES_PERIODE = CptsAppeler("CPTS_HEURES_PERIODE", Array(code, participations, debut, fin, codes, payes, durees))
End Function

Public Function CPTS_VERSE_PRO_PERIODE(code As Variant, participations As Variant, debut As Variant, fin As Variant, codes As Variant, payes As Variant, montants As Variant) As Variant
    CPTS_VERSE_PRO_PERIODE = CptsAppeler("CPTS_VERSE_PRO_PERIODE", Array(code, participations, debut, fin, codes, payes, montants))
End Function

Public Function CPTS_VERSE_PRO_NATURE(code As Variant, participations As Variant, nature_paiement As Variant, debut As Variant, fin As Variant, codes As Variant, natures_paiement As Variant, payes As Variant, montants As Variant) As Variant
    CPTS_VERSE_PRO_NATURE = CptsAppeler("CPTS_VERSE_PRO_NATURE", Array(code, participations, nature_paiement, debut, fin, codes, natures_paiement, payes, montants))
End Function

Public Function CPTS_HORS_TARIF(professionnel As Variant, tarif As Variant, professionnels As Variant, taux As Variant) As Variant
    CPTS_HORS_TARIF = CptsAppeler("CPTS_HORS_TARIF", Array(professionnel, tarif, professionnels, taux))
End Function

Public Function CPTS_PAIEMENTS_HORS_ADHESION(professionnel As Variant, professionnels As Variant, annees As Variant, adherents As Variant) As Variant
    CPTS_PAIEMENTS_HORS_ADHESION = CptsAppeler("CPTS_PAIEMENTS_HORS_ADHESION", Array(professionnel, professionnels, annees, adherents))
End Function

Public Function CPTS_PAIEMENTS_SANS_VALIDATION(professionnel As Variant, professionnels As Variant, annees As Variant, valides As Variant) As Variant
    CPTS_PAIEMENTS_SANS_VALIDATION = CptsAppeler("CPTS_PAIEMENTS_SANS_VALIDATION", Array(professionnel, professionnels, annees, valides))
End Function

Public Function CPTS_CONTROLE_AUCUN_CAS(comptes As Variant, cles As Variant) As Variant
    CPTS_CONTROLE_AUCUN_CAS = CptsAppeler("CPTS_CONTROLE_AUCUN_CAS", Array(comptes, cles))
End Function

Public Function CPTS_CONTROLE_VALEURS(valeurs As Variant, cles As Variant) As Variant
    CPTS_CONTROLE_VALEURS = CptsAppeler("CPTS_CONTROLE_VALEURS", Array(valeurs, cles))
End Function

Public Function CPTS_CONTROLE_EFFECTIF(effectif As Variant, cles As Variant) As Variant
    CPTS_CONTROLE_EFFECTIF = CptsAppeler("CPTS_CONTROLE_EFFECTIF", Array(effectif, cles))
End Function

Public Function CPTS_ANNEE_CIVILE(versement As Variant) As Variant
    CPTS_ANNEE_CIVILE = CptsAppeler("CPTS_ANNEE_CIVILE", Array(versement))
End Function

Public Function CPTS_CUMUL_PROFESSIONNEL(professionnel As Variant, annee As Variant, professionnels As Variant, annees As Variant, montants As Variant) As Variant
    CPTS_CUMUL_PROFESSIONNEL = CptsAppeler("CPTS_CUMUL_PROFESSIONNEL", Array(professionnel, annee, professionnels, annees, montants))
End Function

Public Function CPTS_PLAFOND_PROFESSIONNEL(annee As Variant, Optional le As Variant) As Variant
    CPTS_PLAFOND_PROFESSIONNEL = CptsAppeler("CPTS_PLAFOND_PROFESSIONNEL", Array(annee, le))
End Function

Public Function CPTS_DEJA_VERSE(montant As Variant) As Variant
    CPTS_DEJA_VERSE = CptsAppeler("CPTS_DEJA_VERSE", Array(montant))
End Function

Public Function CPTS_TOTAL_PROFESSIONNEL(indemnites As Variant, remunerations As Variant, deja_verse As Variant) As Variant
    CPTS_TOTAL_PROFESSIONNEL = CptsAppeler("CPTS_TOTAL_PROFESSIONNEL", Array(indemnites, remunerations, deja_verse))
End Function

Public Function CPTS_PLAFOND_ANNUEL(annee As Variant, cumul_professionnel As Variant, Optional le As Variant) As Variant
    CPTS_PLAFOND_ANNUEL = CptsAppeler("CPTS_PLAFOND_ANNUEL", Array(annee, cumul_professionnel, le))
End Function

Public Function CPTS_PLAFOND_RESTANT(plafond_professionnel As Variant, cumul_professionnel As Variant) As Variant
    CPTS_PLAFOND_RESTANT = CptsAppeler("CPTS_PLAFOND_RESTANT", Array(plafond_professionnel, cumul_professionnel))
End Function

Public Function CPTS_PART_PLAFOND(plafond_professionnel As Variant, cumul_professionnel As Variant) As Variant
    CPTS_PART_PLAFOND = CptsAppeler("CPTS_PART_PLAFOND", Array(plafond_professionnel, cumul_professionnel))
End Function

Public Function CPTS_ALERTE_PLAFOND(Optional part_1 As Variant, Optional part_2 As Variant, Optional seuil As Variant, Optional le As Variant) As Variant
    CPTS_ALERTE_PLAFOND = CptsAppeler("CPTS_ALERTE_PLAFOND", Array(part_1, part_2, seuil, le))
End Function

Public Function CPTS_CONTROLE_PLAFONDS(professionnels As Variant, restes As Variant) As Variant
    CPTS_CONTROLE_PLAFONDS = CptsAppeler("CPTS_CONTROLE_PLAFONDS", Array(professionnels, restes))
End Function

Public Function CPTS_CONTROLE_ALERTES(alertes As Variant, professionnels As Variant, alerte As Variant) As Variant
    CPTS_CONTROLE_ALERTES = CptsAppeler("CPTS_CONTROLE_ALERTES", Array(alertes, professionnels, alerte))
End Function

Public Function CPTS_VALIDITE_PIECE(arrete As Variant, Optional valable_jusqu_au As Variant) As Variant
    CPTS_VALIDITE_PIECE = CptsAppeler("CPTS_VALIDITE_PIECE", Array(arrete, valable_jusqu_au))
End Function

Public Function CPTS_FORCE_PIECE(nature As Variant, validite As Variant, Optional date_piece As Variant, Optional signee As Variant) As Variant
    CPTS_FORCE_PIECE = CptsAppeler("CPTS_FORCE_PIECE", Array(nature, validite, date_piece, signee))
End Function

Public Function CPTS_PIECES_CITEES(indicateur As Variant, citations As Variant, citations_2 As Variant, citations_3 As Variant) As Variant
    CPTS_PIECES_CITEES = CptsAppeler("CPTS_PIECES_CITEES", Array(indicateur, citations, citations_2, citations_3))
End Function

Public Function CPTS_PIECES_DE_FORCE(indicateur As Variant, force As Variant, forces As Variant, citations As Variant, citations_2 As Variant, citations_3 As Variant) As Variant
    CPTS_PIECES_DE_FORCE = CptsAppeler("CPTS_PIECES_DE_FORCE", Array(indicateur, force, forces, citations, citations_2, citations_3))
End Function

Public Function CPTS_FORCE_INDICATEUR(comptes As Variant) As Variant
    CPTS_FORCE_INDICATEUR = CptsAppeler("CPTS_FORCE_INDICATEUR", Array(comptes))
End Function

Public Function CPTS_CONTROLE_PREUVE(statut As Variant, acquis As Variant, force As Variant) As Variant
    CPTS_CONTROLE_PREUVE = CptsAppeler("CPTS_CONTROLE_PREUVE", Array(statut, acquis, force))
End Function

Public Function CPTS_INDICATEURS_MISSION(mission As Variant, missions As Variant) As Variant
    CPTS_INDICATEURS_MISSION = CptsAppeler("CPTS_INDICATEURS_MISSION", Array(mission, missions))
End Function

Public Function CPTS_INDICATEURS_DE_FORCE(mission As Variant, force As Variant, missions As Variant, forces As Variant) As Variant
    CPTS_INDICATEURS_DE_FORCE = CptsAppeler("CPTS_INDICATEURS_DE_FORCE", Array(mission, force, missions, forces))
End Function

Public Function CPTS_INDICATEURS_COUVERTS(mission As Variant, missions As Variant, forces As Variant) As Variant
    CPTS_INDICATEURS_COUVERTS = CptsAppeler("CPTS_INDICATEURS_COUVERTS", Array(mission, missions, forces))
End Function

Public Function CPTS_PART_COUVERTE(indicateurs As Variant, couverts As Variant) As Variant
    CPTS_PART_COUVERTE = CptsAppeler("CPTS_PART_COUVERTE", Array(indicateurs, couverts))
End Function

Public Function CPTS_ACQUIS_SANS_PIECE(mission As Variant, missions As Variant, forces As Variant, montants As Variant) As Variant
    CPTS_ACQUIS_SANS_PIECE = CptsAppeler("CPTS_ACQUIS_SANS_PIECE", Array(mission, missions, forces, montants))
End Function

Public Function CPTS_TOTAL_COMPTE(nombres As Variant) As Variant
    CPTS_TOTAL_COMPTE = CptsAppeler("CPTS_TOTAL_COMPTE", Array(nombres))
End Function

Public Function CPTS_DEPART_LIGNE(demarrage As Variant, debut As Variant) As Variant
    CPTS_DEPART_LIGNE = CptsAppeler("CPTS_DEPART_LIGNE", Array(demarrage, debut))
End Function

Public Function CPTS_DROIT_SANS_VARIABLE(volet As Variant, droit_ouvert As Variant) As Variant
    CPTS_DROIT_SANS_VARIABLE = CptsAppeler("CPTS_DROIT_SANS_VARIABLE", Array(volet, droit_ouvert))
End Function

Public Function CPTS_SCENARIO_RETENU(Optional scenario_choisi As Variant) As Variant
    CPTS_SCENARIO_RETENU = CptsAppeler("CPTS_SCENARIO_RETENU", Array(scenario_choisi))
End Function

Public Function CPTS_SCENARIO_AFFICHE(scenario As Variant, scenario_retenu As Variant) As Variant
    CPTS_SCENARIO_AFFICHE = CptsAppeler("CPTS_SCENARIO_AFFICHE", Array(scenario, scenario_retenu))
End Function

Public Function CPTS_MONTANT_SUIVANT(annee As Variant, due As Variant, depart As Variant, fin As Variant, montant_retenu As Variant, Optional montant_apres As Variant, Optional le As Variant) As Variant
    CPTS_MONTANT_SUIVANT = CptsAppeler("CPTS_MONTANT_SUIVANT", Array(annee, due, depart, fin, montant_retenu, montant_apres, le))
End Function

Public Function CPTS_MAJORATION_DEMARRAGE(majoration As Variant, annee As Variant, plafond As Variant, Optional le As Variant) As Variant
    CPTS_MAJORATION_DEMARRAGE = CptsAppeler("CPTS_MAJORATION_DEMARRAGE", Array(majoration, annee, plafond, le))
End Function

Public Function CPTS_TOTAL_DEMARRAGE(annee As Variant, montant_majoration As Variant, Optional aide As Variant) As Variant
    CPTS_TOTAL_DEMARRAGE = CptsAppeler("CPTS_TOTAL_DEMARRAGE", Array(annee, montant_majoration, aide))
End Function

Public Function CPTS_CONTROLE_AIDE_LETTRE(taille As Variant, Optional aide As Variant, Optional le As Variant) As Variant
    CPTS_CONTROLE_AIDE_LETTRE = CptsAppeler("CPTS_CONTROLE_AIDE_LETTRE", Array(taille, aide, le))
End Function

Public Function CPTS_TAILLE(population As Variant, Optional le As Variant) As Variant
    CPTS_TAILLE = CptsAppeler("CPTS_TAILLE", Array(population, le))
End Function

Public Function CPTS_TAILLE_RETENUE(taille_calculee As Variant, Optional taille_contrat As Variant) As Variant
    CPTS_TAILLE_RETENUE = CptsAppeler("CPTS_TAILLE_RETENUE", Array(taille_calculee, taille_contrat))
End Function

Public Function CPTS_CONTROLE_BORNE(population As Variant, Optional le As Variant) As Variant
    CPTS_CONTROLE_BORNE = CptsAppeler("CPTS_CONTROLE_BORNE", Array(population, le))
End Function

Public Function CPTS_DEBUT_CIVIL(jour As Variant, decalage As Variant) As Variant
    CPTS_DEBUT_CIVIL = CptsAppeler("CPTS_DEBUT_CIVIL", Array(jour, decalage))
End Function

Public Function CPTS_DEBUT_MOIS(debut As Variant, rang As Variant) As Variant
    CPTS_DEBUT_MOIS = CptsAppeler("CPTS_DEBUT_MOIS", Array(debut, rang))
End Function

Public Function CPTS_FIN_MOIS(debut As Variant, rang As Variant) As Variant
    CPTS_FIN_MOIS = CptsAppeler("CPTS_FIN_MOIS", Array(debut, rang))
End Function

Public Function CPTS_ETAT_MOIS(debut As Variant, fin As Variant, arrete As Variant) As Variant
    CPTS_ETAT_MOIS = CptsAppeler("CPTS_ETAT_MOIS", Array(debut, fin, arrete))
End Function

Public Function CPTS_PAYE_PERIODE(debut As Variant, fin As Variant, paiements As Variant, montants As Variant) As Variant
    CPTS_PAYE_PERIODE = CptsAppeler("CPTS_PAYE_PERIODE", Array(debut, fin, paiements, montants))
End Function

Public Function CPTS_PAYE_PRESUME(debut As Variant, fin As Variant, jours As Variant, paiements As Variant, montants As Variant) As Variant
    CPTS_PAYE_PRESUME = CptsAppeler("CPTS_PAYE_PRESUME", Array(debut, fin, jours, paiements, montants))
End Function

Public Function CPTS_PREVU_MOIS(etat_mois As Variant, sens_budget As Variant, debut As Variant, fait As Variant, colonne_sens As Variant, etales As Variant, mois As Variant, montants As Variant) As Variant
    CPTS_PREVU_MOIS = CptsAppeler("CPTS_PREVU_MOIS", Array(etat_mois, sens_budget, debut, fait, colonne_sens, etales, mois, montants))
End Function

Public Function CPTS_ATTENDU_MOIS(etat_mois As Variant, debut As Variant, fin As Variant, jours As Variant, ecarts As Variant) As Variant
    CPTS_ATTENDU_MOIS = CptsAppeler("CPTS_ATTENDU_MOIS", Array(etat_mois, debut, fin, jours, ecarts))
End Function

Public Function CPTS_ATTENDU_ANNIVERSAIRE(solde As Variant, acompte_suivant As Variant, recus As Variant) As Variant
    CPTS_ATTENDU_ANNIVERSAIRE = CptsAppeler("CPTS_ATTENDU_ANNIVERSAIRE", Array(solde, acompte_suivant, recus))
End Function

Public Function CPTS_ANNIVERSAIRE_MOIS(etat_mois As Variant, debut As Variant, fin As Variant, anniversaire As Variant, scenario_retenu As Variant, scenarios As Variant, attendus As Variant) As Variant
    CPTS_ANNIVERSAIRE_MOIS = CptsAppeler("CPTS_ANNIVERSAIRE_MOIS", Array(etat_mois, debut, fin, anniversaire, scenario_retenu, scenarios, attendus))
End Function

Public Function CPTS_ENTREES_PREVUES(aci_attendu As Variant, anniversaire As Variant, autres_prevus As Variant) As Variant
    CPTS_ENTREES_PREVUES = CptsAppeler("CPTS_ENTREES_PREVUES", Array(aci_attendu, anniversaire, autres_prevus))
End Function

Public Function CPTS_CLOTURE_MOIS(ouverture As Variant, aci As Variant, autres As Variant, a_entrer As Variant, sorti As Variant, a_sortir As Variant) As Variant
    CPTS_CLOTURE_MOIS = CptsAppeler("CPTS_CLOTURE_MOIS", Array(ouverture, aci, autres, a_entrer, sorti, a_sortir))
End Function

Public Function CPTS_SOLDE_LE_PLUS_BAS(soldes As Variant) As Variant
    CPTS_SOLDE_LE_PLUS_BAS = CptsAppeler("CPTS_SOLDE_LE_PLUS_BAS", Array(soldes))
End Function

Public Function CPTS_CONTROLE_TRESORERIE(soldes As Variant) As Variant
    CPTS_CONTROLE_TRESORERIE = CptsAppeler("CPTS_CONTROLE_TRESORERIE", Array(soldes))
End Function

Public Function CPTS_TAUX_ACOMPTE(volet As Variant, annee As Variant, Optional taux_contrat As Variant, Optional le As Variant) As Variant
    CPTS_TAUX_ACOMPTE = CptsAppeler("CPTS_TAUX_ACOMPTE", Array(volet, annee, taux_contrat, le))
End Function

Public Function CPTS_ACOMPTE(assiette As Variant, Optional taux_acompte As Variant) As Variant
    CPTS_ACOMPTE = CptsAppeler("CPTS_ACOMPTE", Array(assiette, taux_acompte))
End Function

Public Function CPTS_SOLDE(droit_ouvert As Variant, acompte As Variant) As Variant
    CPTS_SOLDE = CptsAppeler("CPTS_SOLDE", Array(droit_ouvert, acompte))
End Function

Public Function CPTS_CUMUL_LIGNE(ligne As Variant, lignes As Variant, montants As Variant) As Variant
    CPTS_CUMUL_LIGNE = CptsAppeler("CPTS_CUMUL_LIGNE", Array(ligne, lignes, montants))
End Function

Public Function CPTS_ANNEE_PAYEE(annee_versement As Variant, annee As Variant, Optional le As Variant) As Variant
    CPTS_ANNEE_PAYEE = CptsAppeler("CPTS_ANNEE_PAYEE", Array(annee_versement, annee, le))
End Function

Public Function CPTS_VERSE_LIGNE(ligne As Variant, annee As Variant, lignes As Variant, annees As Variant, montants As Variant) As Variant
    CPTS_VERSE_LIGNE = CptsAppeler("CPTS_VERSE_LIGNE", Array(ligne, annee, lignes, annees, montants))
End Function

Public Function CPTS_VERSE_ANNEE(situation As Variant, rang As Variant, reporte As Variant, lignes As Variant, annees As Variant, montants As Variant) As Variant
    CPTS_VERSE_ANNEE = CptsAppeler("CPTS_VERSE_ANNEE", Array(situation, rang, reporte, lignes, annees, montants))
End Function

Public Function CPTS_RESTE_A_PERCEVOIR(droit_ouvert As Variant, verse As Variant) As Variant
    CPTS_RESTE_A_PERCEVOIR = CptsAppeler("CPTS_RESTE_A_PERCEVOIR", Array(droit_ouvert, verse))
End Function

Public Function CPTS_TROP_PERCU(droit_ouvert As Variant, verse As Variant) As Variant
    CPTS_TROP_PERCU = CptsAppeler("CPTS_TROP_PERCU", Array(droit_ouvert, verse))
End Function

Public Function CPTS_CONTROLE_COMMISSAIRE(Optional verse As Variant, Optional le As Variant) As Variant
    CPTS_CONTROLE_COMMISSAIRE = CptsAppeler("CPTS_CONTROLE_COMMISSAIRE", Array(verse, le))
End Function

Public Function CPTS_SOURCE(ligne As Variant, Optional taille As Variant, Optional le As Variant) As Variant
    CPTS_SOURCE = CptsAppeler("CPTS_SOURCE", Array(ligne, taille, le))
End Function

Public Function CPTS_EXPLICATION(fonction As Variant, Optional argument1 As Variant, Optional argument2 As Variant, Optional argument3 As Variant, Optional argument4 As Variant, Optional argument5 As Variant, Optional argument6 As Variant, Optional argument7 As Variant, Optional argument8 As Variant) As Variant
    CPTS_EXPLICATION = CptsAppeler("CPTS_EXPLICATION", Array(fonction, argument1, argument2, argument3, argument4, argument5, argument6, argument7, argument8))
End Function

Public Function CPTS_BAREME(taille As Variant, Optional le As Variant) As Variant
    CPTS_BAREME = CptsAppeler("CPTS_BAREME", Array(taille, le))
End Function

Public Function CPTS_MOTIF(Optional cellule As Variant) As Variant
    CPTS_MOTIF = CptsMotif(cellule)
End Function

Public Function CPTS_VERSION() As Variant
    CPTS_VERSION = CptsAppeler("CPTS_VERSION", Array())
End Function
