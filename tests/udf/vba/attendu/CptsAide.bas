Option Explicit
Option Private Module

' L'aide de l'assistant de fonctions. Elle n'est qu'un confort : rien ici ne peut arreter l'ouverture du classeur.

Private Const CATEGORIE As String = "CPTS"
Private Const ESSAIS_MAX As Long = 5

Private essais As Long

Public Sub CptsPlanifierAide(ByVal secondes As Long)
    Application.OnTime Now + TimeSerial(0, 0, secondes), "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!CptsInscrireAide"
End Sub

Public Sub CptsInscrireAide()
    Dim intact As Boolean
    Dim masque As Boolean
    On Error Resume Next
    If ActiveWorkbook Is Nothing Then
        ' complement ouvert avant tout classeur : Excel refuse d'inscrire l'aide
        essais = essais + 1
        If essais <= ESSAIS_MAX Then CptsPlanifierAide 10
        Exit Sub
    End If
    intact = ThisWorkbook.Saved
    masque = ThisWorkbook.IsAddin
    Application.ScreenUpdating = False
    If masque Then ThisWorkbook.IsAddin = False
    Aide1
    Aide2
    Aide3
    Aide4
    Aide5
    Aide6
    Aide7
    Aide8
    Aide9
    Aide10
    If masque Then ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = intact
    Application.ScreenUpdating = True
End Sub

Private Sub Inscrire(ByVal nom As String, ByVal aide As String, ParamArray arguments() As Variant)
    Dim rang As Long
    Dim textes() As String
    On Error Resume Next
    If UBound(arguments) < 0 Then
        Application.MacroOptions Macro:="'" & Replace(ThisWorkbook.Name, "'", "''") & "'!" & nom, Description:=CptsTexte(aide), Category:=CATEGORIE
        Exit Sub
    End If
    ReDim textes(0 To UBound(arguments))
    For rang = 0 To UBound(arguments)
        textes(rang) = CptsTexte(arguments(rang))
    Next rang
    Application.MacroOptions Macro:="'" & Replace(ThisWorkbook.Name, "'", "''") & "'!" & nom, Description:=CptsTexte(aide), Category:=CATEGORIE, ArgumentDescriptions:=textes
End Sub

Private Sub Aide1()
    Inscrire "CPTS_ADHERENTS_PROFESSION", "Compte les adh{00e9}rents d'une profession au jour de l'{00e9}tat ; {00e0} compl{00e9}ter tant que la liste ne permet pas de compter. Texte : convention de l'outil (convention).", _
        "Profession exerc{00e9}e.", _
        "Date d'arr{00ea}t{00e9} de l'{00e9}tat.", _
        "Colonne des professions.", _
        "Colonne des dates d'adh{00e9}sion.", _
        "Colonne des dates de fin d'adh{00e9}sion."
    Inscrire "CPTS_TAUX_ADHESION", "Donne la part des professionnels du territoire qui adh{00e8}rent {00e0} la CPTS. Texte : convention de l'outil (convention).", _
        "Nombre d'adh{00e9}rents.", _
        "Effectif du territoire."
    Inscrire "CPTS_EVOLUTION_ADHERENTS", "Donne le nombre d'adh{00e9}rents gagn{00e9}s depuis un an, n{00e9}gatif s'ils sont moins nombreux. Texte : convention de l'outil (convention).", _
        "Nombre d'adh{00e9}rents.", _
        "Nombre d'adh{00e9}rents un an avant."
    Inscrire "CPTS_TOTAL_LISTE", "Additionne une colonne de d{00e9}comptes d'une liste libre ; {00e0} compl{00e9}ter si une ligne remplie n'a pas le sien. Texte : convention de l'outil (convention).", _
        "Colonne des identifiants, un par ligne remplie.", _
        "Colonne des nombres."
    Inscrire "CPTS_MONTANT_SCENARIO", "Retient le montant du sc{00e9}nario retenu ; une case vide est {00e0} compl{00e9}ter, z{00e9}ro se saisit. Texte : budget de la CPTS (convention).", _
        "Sc{00e9}nario retenu, soit prudent, soit central, soit complet.", _
        "Montant prudent, en euros.", _
        "Montant central, en euros.", _
        "Montant complet, en euros."
    Inscrire "CPTS_PART_ETALEE", "Donne la part d'un montant annuel {00e0} {00e9}taler sur douze mois : tout, ou rien s'il tombe un mois pr{00e9}cis. Texte : budget de la CPTS (convention).", _
        "Montant annuel, en euros.", _
        "Mois de l'{00e9}ch{00e9}ance unique, de 1 {00e0} 12, vide si la somme s'{00e9}tale."
    Inscrire "CPTS_CUMUL_SENS", "Additionne les lignes de budget d'un sens (charge ou produit) ; {00e0} compl{00e9}ter s'il n'y en a aucune. Texte : budget de la CPTS (convention).", _
        "Sens, charge ou produit.", _
        "Colonne des sens.", _
        "Colonne des montants."
    Inscrire "CPTS_CUMUL_BUDGET", "Additionne les lignes de budget d'un sens et d'un code (poste ou nature) ; {00e0} compl{00e9}ter sans ligne de ce sens. Texte : budget de la CPTS (convention).", _
        "Sens, charge ou produit.", _
        "Poste ou nature.", _
        "Colonne des sens.", _
        "Colonne des postes, ou des natures.", _
        "Colonne des montants."
    Inscrire "CPTS_SOLDE_BUDGET", "Donne le solde d'un sc{00e9}nario : droits ACI et autres produits, moins les charges. Texte : budget de la CPTS (convention).", _
        "Droits ACI du sc{00e9}nario, en euros.", _
        "Autres produits du budget, en euros.", _
        "Charges du budget, en euros."
    Inscrire "CPTS_RESTE_PRODUIT", "Donne ce qui reste {00e0} recevoir d'un produit : l'attribu{00e9} moins le re{00e7}u ; une case vide n'a rien re{00e7}u. Texte : suivi de l'argent (convention).", _
        "Montant attribu{00e9}, en euros.", _
        "Montant re{00e7}u, vide tant que rien n'est re{00e7}u."
    Inscrire "CPTS_RECU_PERIODE", "Donne ce qu'un produit a fait encaisser dans une p{00e9}riode ; {00e0} compl{00e9}ter si le re{00e7}u n'a pas de date. Texte : suivi de l'argent (convention).", _
        "Montant re{00e7}u, vide tant que rien n'est re{00e7}u.", _
        "Date d'encaissement.", _
        "Premier jour de la p{00e9}riode.", _
        "Premier jour qui n'est plus dans la p{00e9}riode."
    Inscrire "CPTS_PART_PUBLIQUE", "Donne ce qu'un encaissement compte d'argent public : tout s'il est une subvention publique, rien sinon. Texte : suivi de l'argent (convention).", _
        "Subvention publique, Oui ou Non.", _
        "Montant re{00e7}u dans la p{00e9}riode, en euros."
    Inscrire "CPTS_FIN_ANNEE", "Donne le premier jour qui n'est plus dans l'ann{00e9}e conventionnelle : l'anniversaire suivant de la signature. Texte : contrat type, art. 6.1 et 6.2.", _
        "D{00e9}but de l'ann{00e9}e conventionnelle.", _
        "Date de signature du contrat, vide pour compter depuis le d{00e9}but."
    Inscrire "CPTS_ANNEE_CONTRAT", "Donne le rang de l'ann{00e9}e conventionnelle dans le contrat : 1 pour celle qui s'ouvre {00e0} la signature. Texte : contrat type, art. 6.1 et 6.2.", _
        "Date de signature du contrat.", _
        "D{00e9}but de l'ann{00e9}e conventionnelle.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_ECHEANCE_DEMARRAGE", "Donne le dernier jour pour d{00e9}marrer une mission ; sans objet pour une mission optionnelle. Texte : accord du 20/06/2019, calendrier de d{00e9}ploiement.", _
        "Mission, par exemple acces.", _
        "D{00e9}part du d{00e9}lai, en principe la signature du contrat.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_ECHEANCE_DEPLOIEMENT", "Donne le dernier jour pour d{00e9}ployer enti{00e8}rement une mission ; sans objet pour une mission optionnelle. Texte : accord du 20/06/2019, calendrier de d{00e9}ploiement.", _
        "Mission, par exemple acces.", _
        "D{00e9}part du d{00e9}lai, en principe la signature du contrat.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_DEPART_DELAI", "Retient la date d{00e9}clar{00e9}e comme d{00e9}part du d{00e9}lai d'une mission, {00e0} d{00e9}faut la signature du contrat. Texte : accord du 20/06/2019, calendrier de d{00e9}ploiement (convention).", _
        "Date de signature du contrat.", _
        "D{00e9}part d{00e9}clar{00e9}, vide si c'est la signature.", _
        "Jour o{00f9} le texte qui cr{00e9}e la mission prend effet."
    Inscrire "CPTS_RETARD", "Donne le retard en jours sur une {00e9}ch{00e9}ance : {00e0} la date r{00e9}elle si elle est connue, sinon {00e0} la date d'arr{00ea}t{00e9}. Texte : accord du 20/06/2019, calendrier de d{00e9}ploiement.", _
        "Mission engag{00e9}e, Oui ou Non.", _
        "{00c9}ch{00e9}ance, sans objet pour une mission optionnelle.", _
        "Date r{00e9}elle, vide si ce n'est pas encore fait.", _
        "Date d'arr{00ea}t{00e9} de l'{00e9}tat."
    Inscrire "CPTS_PRORATA", "Donne la part de l'ann{00e9}e conventionnelle courue depuis le d{00e9}marrage d'une mission, de 0 {00e0} 1. Texte : contrat type, art. 6.1 et 6.2 (incertain).", _
        "Mission engag{00e9}e, Oui ou Non.", _
        "Unit{00e9} du prorata, jours ou mois.", _
        "Date de d{00e9}marrage de la mission.", _
        "D{00e9}but de l'ann{00e9}e conventionnelle.", _
        "Fin de l'ann{00e9}e conventionnelle (premier jour qui n'y est plus)."
    Inscrire "CPTS_UNITE_PRORATA", "Retient l'unit{00e9} du prorata inscrite au contrat, {00e0} d{00e9}faut celle que l'outil propose (jours). Texte : contrat type, art. 6.1 et 6.2 (incertain).", _
        "Unit{00e9} inscrite au contrat, jours ou mois.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
End Sub

Private Sub Aide2()
    Inscrire "CPTS_PRORATA_VARIABLE", "Donne le prorata appliqu{00e9} {00e0} la part variable ; le contrat le dit quand l'ann{00e9}e est partielle. Texte : contrat type (incertain).", _
        "Prorata de l'ann{00e9}e, de 0 {00e0} 1.", _
        "Proratiser la part variable, Oui ou Non."
    Inscrire "CPTS_CONTROLE_RETARD", "Dit si une {00e9}ch{00e9}ance est tenue ; sans objet pour une mission non engag{00e9}e ou sans {00e9}ch{00e9}ance. Texte : accord du 20/06/2019, calendrier de d{00e9}ploiement.", _
        "Retard en jours."
    Inscrire "CPTS_SOLDE_COMPTES", "Additionne les comptes d'une nature ; sans objet tant qu'aucun compte n'est repris. Texte : rapprochement avec les comptes (convention).", _
        "Nature, les deux premiers chiffres du compte.", _
        "Colonne des natures.", _
        "Colonne des montants."
    Inscrire "CPTS_TOTAL_COMPTES", "Additionne les natures d'une classe de comptes ; sans objet tant qu'aucun compte n'est repris. Texte : rapprochement avec les comptes (convention).", _
        "Colonne des montants par nature."
    Inscrire "CPTS_PRODUITS_SUIVIS", "Donne les produits d'une nature encaiss{00e9}s dans l'exercice, ACI comprise l{00e0} o{00f9} elle est compt{00e9}e. Texte : rapprochement avec les comptes (convention).", _
        "Nature, les deux premiers chiffres du compte.", _
        "Colonne des natures des produits.", _
        "Colonne des montants re{00e7}us dans l'exercice.", _
        "Versements ACI de l'exercice pour la nature 74, z{00e9}ro ailleurs."
    Inscrire "CPTS_ECART_COMPTES", "Donne le suivi moins les comptes ; sans objet tant qu'aucun compte n'est repris. Texte : rapprochement avec les comptes (convention).", _
        "Montant suivi dans ce classeur, en euros.", _
        "Montant des comptes clos, ou {00ab} sans objet {00bb}."
    Inscrire "CPTS_CONTROLE_COMPTES", "Dit si le suivi fait le montant des comptes clos, au centime ; sans objet sans compte repris. Texte : rapprochement avec les comptes (convention).", _
        "{00c9}cart avec les comptes, ou {00ab} sans objet {00bb}."
    Inscrire "CPTS_DEBUT_RANG", "Donne le premier jour d'une ann{00e9}e du contrat : l'anniversaire de la signature, compt{00e9} depuis la signature m{00ea}me. Texte : contrat type, art. 6.1 et 6.2.", _
        "Date de signature du contrat.", _
        "Rang de l'ann{00e9}e dans le contrat, {00e0} partir de 1."
    Inscrire "CPTS_FIN_RANG", "Donne le premier jour qui n'est plus dans une ann{00e9}e du contrat : celui o{00f9} commence la suivante. Texte : contrat type, art. 6.1 et 6.2.", _
        "Date de signature du contrat.", _
        "Rang de l'ann{00e9}e dans le contrat, {00e0} partir de 1."
    Inscrire "CPTS_JOURS_ANNEE", "Donne le nombre de jours d'une ann{00e9}e du contrat, du premier jour compris {00e0} la fin non comprise. Texte : contrat type, art. 6.1 et 6.2.", _
        "D{00e9}but de l'ann{00e9}e.", _
        "Fin de l'ann{00e9}e, premier jour qui n'y est plus."
    Inscrire "CPTS_SITUATION_ANNEE", "Dit si une ann{00e9}e du contrat est pass{00e9}e, en cours ou {00e0} venir, par rapport {00e0} l'ann{00e9}e suivie dans ce classeur. Texte : convention de l'outil (convention).", _
        "Rang de l'ann{00e9}e, {00e0} partir de 1.", _
        "Ann{00e9}e du contrat suivie ici."
    Inscrire "CPTS_TAILLE_ANNEE", "Donne la taille d'une ann{00e9}e du contrat : arr{00ea}t{00e9}e si elle est pass{00e9}e, calcul{00e9}e si elle est en cours. Texte : accord du 20/06/2019 (convention).", _
        "Situation de l'ann{00e9}e, pass{00e9}e, en cours ou {00e0} venir.", _
        "Taille retenue pour l'ann{00e9}e en cours.", _
        "Taille arr{00ea}t{00e9}e pour une ann{00e9}e pass{00e9}e."
    Inscrire "CPTS_DROIT_ANNEE", "Donne le droit ouvert d'une ann{00e9}e du contrat : arr{00ea}t{00e9} si elle est pass{00e9}e, calcul{00e9} si elle est en cours. Texte : convention de l'outil (convention).", _
        "Situation de l'ann{00e9}e, pass{00e9}e, en cours ou {00e0} venir.", _
        "Droit ouvert de l'ann{00e9}e en cours, en euros.", _
        "Droit arr{00ea}t{00e9} d'une ann{00e9}e pass{00e9}e, en euros."
    Inscrire "CPTS_PREVU_ANNEE", "Donne l'acompte ou le solde d'une ann{00e9}e : arr{00ea}t{00e9}, calcul{00e9}, ou pr{00e9}vu {00e0} droit constant si elle est {00e0} venir. Texte : convention de l'outil (convention).", _
        "Situation de l'ann{00e9}e, pass{00e9}e, en cours ou {00e0} venir.", _
        "Montant de l'ann{00e9}e en cours, en euros.", _
        "Montant arr{00ea}t{00e9} d'une ann{00e9}e pass{00e9}e, en euros.", _
        "Montant pr{00e9}vu {00e0} droit constant, en euros."
    Inscrire "CPTS_RESTE_ANNEE", "Donne ce qui reste {00e0} recevoir pour une ann{00e9}e du contrat : le droit moins le vers{00e9}, n{00e9}gatif s'il y a trop-per{00e7}u. Texte : accord du 20/06/2019, art. 9.1.", _
        "Droit ouvert de l'ann{00e9}e, en euros.", _
        "Vers{00e9} pour l'ann{00e9}e, en euros."
    Inscrire "CPTS_MONTANT_ARRETE", "Donne un montant d'une ann{00e9}e du contrat (plafond, d{00e9}pense) : arr{00ea}t{00e9} si elle est pass{00e9}e, calcul{00e9} si elle court. Texte : convention de l'outil (convention).", _
        "Situation de l'ann{00e9}e, pass{00e9}e, en cours ou {00e0} venir.", _
        "Montant de l'ann{00e9}e en cours, en euros.", _
        "Montant arr{00ea}t{00e9} d'une ann{00e9}e pass{00e9}e, en euros."
    Inscrire "CPTS_EVOLUTION_ANNEE", "Donne un montant d'une ann{00e9}e du contrat moins celui de l'ann{00e9}e pr{00e9}c{00e9}dente, au centime ; n{00e9}gatif s'il a baiss{00e9}. Texte : convention de l'outil (convention).", _
        "Situation de l'ann{00e9}e, pass{00e9}e, en cours ou {00e0} venir.", _
        "Ann{00e9}e, en euros.", _
        "Ann{00e9}e pr{00e9}c{00e9}dente, vide la premi{00e8}re, en euros."
    Inscrire "CPTS_LENDEMAIN", "Donne le premier jour qui n'est plus dans une p{00e9}riode dont on conna{00ee}t le dernier jour, compris. Texte : convention de l'outil (convention).", _
        "Dernier jour de la p{00e9}riode, compris."
    Inscrire "CPTS_ANNEE_CIVILE_DEBUT", "Donne l'ann{00e9}e civile o{00f9} commence l'ann{00e9}e conventionnelle. Texte : convention de l'outil (convention).", _
        "D{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_ANNEE_CIVILE_SUITE", "Donne l'ann{00e9}e civile qui suit celle o{00f9} commence l'ann{00e9}e conventionnelle. Texte : convention de l'outil (convention).", _
        "D{00e9}but de l'ann{00e9}e conventionnelle."
End Sub

Private Sub Aide3()
    Inscrire "CPTS_CONTROLE_COMPLET", "Dit si chaque ligne porte un montant. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Colonne des montants."
    Inscrire "CPTS_CONTROLE_NUL", "Dit si un {00e9}cart est nul au centime. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "{00c9}cart, en euros."
    Inscrire "CPTS_CONTROLE_EGALITE", "Dit si deux nombres qui doivent {00ea}tre {00e9}gaux le sont, par exemple la taille d{00e9}clar{00e9}e et la taille calcul{00e9}e. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Premier nombre.", _
        "Second nombre."
    Inscrire "CPTS_CUMUL_PERIODE", "Additionne les montants d'un code (poste, cl{00e9}, nature, ligne) dat{00e9}s d'une p{00e9}riode. Texte : suivi de l'argent (convention).", _
        "Code cherch{00e9}.", _
        "Premier jour de la p{00e9}riode.", _
        "Premier jour qui n'est plus dans la p{00e9}riode.", _
        "Colonne des codes.", _
        "Colonne des dates.", _
        "Colonne des montants."
    Inscrire "CPTS_TOTAL_PERIODE", "Additionne tous les montants dat{00e9}s d'une p{00e9}riode ; {00e0} compl{00e9}ter si un montant n'a pas de date, ou l'inverse. Texte : suivi de l'argent (convention).", _
        "Premier jour de la p{00e9}riode.", _
        "Premier jour qui n'est plus dans la p{00e9}riode.", _
        "Colonne des dates.", _
        "Colonne des montants."
    Inscrire "CPTS_REPORT", "Reprend un montant calcul{00e9} ailleurs, au centime ; {00e0} compl{00e9}ter tant qu'il manque. Texte : suivi de l'argent (convention).", _
        "Montant {00e0} reprendre, en euros."
    Inscrire "CPTS_REPRISE_CODE", "Reprend un code saisi dans une autre feuille. Texte : suivi de l'argent (convention).", _
        "Code {00e0} reprendre."
    Inscrire "CPTS_DIFFERENCE", "Donne un montant moins un autre, au centime ; n{00e9}gatif si le second est le plus grand. Texte : suivi de l'argent (convention).", _
        "Montant, en euros.", _
        "Montant {00e0} retrancher, en euros."
    Inscrire "CPTS_SOMME_MONTANTS", "Donne la somme de deux montants, au centime : direct et r{00e9}parti, pay{00e9} et pr{00e9}sum{00e9} pay{00e9}. Texte : suivi de l'argent (convention).", _
        "Premier montant, en euros.", _
        "Second montant, en euros."
    Inscrire "CPTS_SOMME_CLE", "Additionne les parts d'une cl{00e9} de r{00e9}partition, au milliardi{00e8}me ; une part vide ne sert pas son poste. Texte : suivi de l'argent (convention).", _
        "Parts des postes, de 0 {00e0} 1."
    Inscrire "CPTS_CONTROLE_CLE", "Dit si les parts d'une cl{00e9} font exactement 100 %. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Somme des parts."
    Inscrire "CPTS_CONTROLE_CLES", "Dit si toutes les cl{00e9}s font 100 % ; sans objet s'il n'y a pas de cl{00e9}. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Colonne des codes de cl{00e9}.", _
        "Colonne des contr{00f4}les de cl{00e9}."
    Inscrire "CPTS_QUOTE_PART", "Donne ce qu'une cl{00e9} met {00e0} la charge d'un poste, sans perdre ni cr{00e9}er un centime. Texte : suivi de l'argent (convention).", _
        "D{00e9}pense {00e0} r{00e9}partir, en euros.", _
        "Somme des parts de la cl{00e9}.", _
        "Part du poste, vide si la cl{00e9} ne le sert pas.", _
        "Parts des postes, du premier {00e0} celui-ci."
    Inscrire "CPTS_CUMUL_REPARTI", "Additionne ce que les cl{00e9}s mettent {00e0} la charge d'un poste ; {00e0} compl{00e9}ter si une cl{00e9} n'a pas pu {00ea}tre r{00e9}partie. Texte : suivi de l'argent (convention).", _
        "Colonne des codes de cl{00e9}.", _
        "Colonne des quotes-parts du poste."
    Inscrire "CPTS_TOTAL_AFFECTE", "Additionne ce qui est r{00e9}parti ; {00e0} compl{00e9}ter tant que la somme n'est pas celle de toutes les lignes saisies. Texte : suivi de l'argent (convention).", _
        "Colonne des montants r{00e9}partis.", _
        "Montant de toutes les lignes, r{00e9}parties ou non."
    Inscrire "CPTS_CONTROLE_AFFECTATION", "Dit si ce qui est r{00e9}parti fait le montant de toutes les lignes saisies, au centime. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Colonne des montants r{00e9}partis.", _
        "Montant de toutes les lignes, r{00e9}parties ou non."
    Inscrire "CPTS_CONSOMMATION", "Donne la d{00e9}pense rapport{00e9}e au droit ouvert, 1 valant le droit entier ; sans objet si aucun droit n'est ouvert. Texte : suivi de l'argent (convention).", _
        "D{00e9}pense de l'ann{00e9}e conventionnelle, en euros.", _
        "Droit ouvert, en euros."
    Inscrire "CPTS_CLOTURE_ENVELOPPE", "Donne ce qui reste d'une enveloppe : le non-d{00e9}pens{00e9} {00e0} l'ouverture, plus l'encaiss{00e9}, moins la d{00e9}pense. Texte : suivi de l'argent (convention).", _
        "Non d{00e9}pens{00e9} {00e0} l'ouverture de l'ann{00e9}e conventionnelle, en euros.", _
        "Re{00e7}u pendant l'ann{00e9}e conventionnelle, en euros.", _
        "D{00e9}pense de l'ann{00e9}e conventionnelle, en euros."
    Inscrire "CPTS_MONTANT", "Donne le montant annuel d'une ligne de la grille pour une taille, tel que le texte en vigueur le fixe. Texte : texte en vigueur, grille des montants.", _
        "Ligne de la grille, par exemple acces_fixe.", _
        "Taille de la CPTS, de 1 {00e0} 4.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_MONTANT_RETENU", "Retient le montant de l'annexe financi{00e8}re du contrat s'il est saisi, sinon le montant national. Texte : contrat type, annexe financi{00e8}re (convention).", _
        "Montant national, en euros par an.", _
        "Montant de l'annexe financi{00e8}re, vide si l'annexe reprend la grille."
End Sub

Private Sub Aide4()
    Inscrire "CPTS_MONTANT_ANNEE", "Donne le montant annuel d'une ligne ; si un avenant le change dans l'ann{00e9}e, la moyenne pond{00e9}r{00e9}e par les jours. Texte : contrat type, annexe financi{00e8}re (convention).", _
        "Montant retenu au d{00e9}but de l'ann{00e9}e, en euros par an.", _
        "Jour o{00f9} l'avenant prend effet, vide sans avenant dans l'ann{00e9}e.", _
        "Montant annuel {00e0} compter de ce jour, en euros.", _
        "Jour {00e0} partir duquel la ligne court dans l'ann{00e9}e.", _
        "D{00e9}but de l'ann{00e9}e conventionnelle.", _
        "Fin de l'ann{00e9}e conventionnelle, premier jour qui n'y est plus."
    Inscrire "CPTS_LIGNE_DUE", "Dit si une ligne est due : mission engag{00e9}e, et condition de la ligne remplie. Texte : accord du 20/06/2019 (convention).", _
        "Mission engag{00e9}e, Oui ou Non.", _
        "Condition de la ligne, telle que d{00e9}clar{00e9}e.", _
        "Mot qui ouvre la ligne, par exemple Oui ou r{00e9}daction.", _
        "Mot qui la ferme, par exemple Non ou mise {00e0} jour."
    Inscrire "CPTS_PLAFOND", "Donne le plafond annuel d'une ligne, avant tout prorata : le montant retenu si elle est due, sinon z{00e9}ro. Texte : texte en vigueur, grille des montants, ou annexe du contrat.", _
        "Ligne due, Oui ou Non.", _
        "Montant retenu, en euros par an."
    Inscrire "CPTS_DROIT_FIXE", "Donne le droit ouvert d'une ligne fixe : le plafond, r{00e9}duit la premi{00e8}re ann{00e9}e au temps couru. Texte : contrat type, art. 6.1 et 6.2.", _
        "Plafond de la ligne, en euros.", _
        "Prorata de l'ann{00e9}e, de 0 {00e0} 1."
    Inscrire "CPTS_DROIT_VARIABLE", "Donne le droit ouvert d'une ligne variable : l'acquis aux indicateurs, dans la limite du plafond. Texte : contrat type, annexe des indicateurs (convention).", _
        "Plafond de la ligne, en euros.", _
        "Acquis aux indicateurs, en euros.", _
        "Prorata de la part variable, de 0 {00e0} 1."
    Inscrire "CPTS_ACQUIS_MISSION", "Additionne ce que les indicateurs d'une mission ont acquis ; {00e0} compl{00e9}ter si la mission n'en a aucun. Texte : contrat type, annexe des indicateurs (convention).", _
        "Enveloppe variable de la mission, en euros.", _
        "Mission, par exemple acces.", _
        "Colonne des missions des indicateurs.", _
        "Colonne des montants acquis."
    Inscrire "CPTS_ECART_ENVELOPPE", "Donne la somme des montants en jeu des indicateurs d'une mission, moins son enveloppe : z{00e9}ro attendu. Texte : contrat type, annexe des indicateurs.", _
        "Enveloppe variable de la mission, en euros.", _
        "Mission, par exemple acces.", _
        "Colonne des missions des indicateurs.", _
        "Colonne des montants en jeu."
    Inscrire "CPTS_TOTAL", "Additionne une colonne de montants ; {00e0} compl{00e9}ter si une seule ligne manque. Texte : p{00e9}rim{00e8}tre nomm{00e9} (convention).", _
        "Colonne des montants, en euros."
    Inscrire "CPTS_DOTATION", "Additionne les lignes d'un p{00e9}rim{00e8}tre nomm{00e9} : avec ou sans fonctionnement, suppl{00e9}ment SNP, crise variable. Texte : p{00e9}rim{00e8}tre nomm{00e9} (convention).", _
        "Colonne des montants, en euros.", _
        "Colonne des familles de lignes.", _
        "Avec le fonctionnement, Oui ou Non.", _
        "Avec le suppl{00e9}ment SNP, Oui ou Non.", _
        "Avec la part variable de crise, Oui ou Non."
    Inscrire "CPTS_ECART_TOTAL_ACCES", "Compare les parts fixe et variable de l'acc{00e8}s, reprises de l'annexe, au total connu de la mission. Texte : avenant 2, total de la mission acc{00e8}s.", _
        "Taille de la CPTS, de 1 {00e0} 4.", _
        "Mission d'acc{00e8}s due, Oui ou Non.", _
        "Acc{00e8}s aux soins fixe, en euros.", _
        "Acc{00e8}s aux soins variable, en euros.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_DERNIER_JOUR", "Donne le dernier jour d'une ann{00e9}e conventionnelle : la veille de l'anniversaire. Texte : contrat type, art. 6.1 et 6.2.", _
        "Fin de l'ann{00e9}e conventionnelle (premier jour qui n'y est plus)."
    Inscrire "CPTS_DATE_PREVUE", "Reprend une date de l'{00e9}tat ; {00e0} compl{00e9}ter tant qu'elle n'est pas fix{00e9}e. Texte : convention de l'outil (convention).", _
        "Date fix{00e9}e."
    Inscrire "CPTS_DATE_PREPARATION", "Donne le jour o{00f9} commencer {00e0} pr{00e9}parer une rencontre : la m{00ea}me date, quelques mois plus t{00f4}t. Texte : convention de l'outil (convention).", _
        "Date de la rencontre.", _
        "Nombre de mois de pr{00e9}paration."
    Inscrire "CPTS_ECHEANCE_OUVERTE", "Donne l'{00e9}ch{00e9}ance d'une mission tant qu'elle reste {00e0} tenir ; sans objet si elle est tenue ou n'a pas lieu d'{00ea}tre. Texte : accord du 20/06/2019, calendrier de d{00e9}ploiement.", _
        "Mission engag{00e9}e, Oui ou Non.", _
        "{00c9}ch{00e9}ance, sans objet pour une mission optionnelle.", _
        "Date r{00e9}elle, vide si ce n'est pas encore fait.", _
        "Date d'arr{00ea}t{00e9} de l'{00e9}tat."
    Inscrire "CPTS_JOURS_RESTANTS", "Donne le nombre de jours de l'{00e9}tat {00e0} une date ; n{00e9}gatif si elle est pass{00e9}e, sans objet s'il n'y en a pas. Texte : convention de l'outil (convention).", _
        "Date attendue.", _
        "Date d'arr{00ea}t{00e9} de l'{00e9}tat."
    Inscrire "CPTS_ETAT_DATE", "Dit si une date est {00e0} venir ou pass{00e9}e ; le jour m{00ea}me est encore {00e0} venir. Texte : convention de l'outil (convention).", _
        "Date attendue.", _
        "Date d'arr{00ea}t{00e9} de l'{00e9}tat."
    Inscrire "CPTS_ETAT_ECHEANCE", "Dit si l'{00e9}ch{00e9}ance d'une mission est {00e0} venir, d{00e9}pass{00e9}e ou faite ; sans objet si elle n'a pas lieu d'{00ea}tre. Texte : accord du 20/06/2019, calendrier de d{00e9}ploiement.", _
        "Mission engag{00e9}e, Oui ou Non.", _
        "{00c9}ch{00e9}ance, sans objet pour une mission optionnelle.", _
        "Date r{00e9}elle, vide si ce n'est pas encore fait.", _
        "Date d'arr{00ea}t{00e9} de l'{00e9}tat."
    Inscrire "CPTS_ETAT_CONVENTION", "Dit si une convention de partenariat est {00e0} venir, en vigueur ou {00e9}chue ; sans terme, elle reste en vigueur. Texte : convention de l'outil (convention).", _
        "Date de prise d'effet.", _
        "Dernier jour de validit{00e9}, vide si la convention n'a pas de terme.", _
        "Date d'arr{00ea}t{00e9} de l'{00e9}tat."
    Inscrire "CPTS_ORDRE_DATE", "Donne le rang d'une date parmi celles qui viennent, de la plus proche (1) {00e0} la plus lointaine. Texte : convention de l'outil (convention).", _
        "Jours restants.", _
        "Num{00e9}ro de la ligne.", _
        "Colonne des jours restants.", _
        "Colonne des num{00e9}ros de ligne."
    Inscrire "CPTS_NUMERO_DANS_COLONNE", "Donne le num{00e9}ro d'un nombre parmi ceux de sa colonne, compt{00e9} de la premi{00e8}re ligne {00e0} la sienne. Texte : convention de l'outil (convention).", _
        "Colonne des nombres, de la premi{00e8}re ligne {00e0} celle-ci."
End Sub

Private Sub Aide5()
    Inscrire "CPTS_ORDRE_PRIORITE", "Donne le rang d'un indicateur selon les euros qui restent en jeu, du plus grand reste (1) au plus petit. Texte : convention de l'outil (convention).", _
        "Reste en jeu, en euros.", _
        "Num{00e9}ro de la ligne.", _
        "Colonne des restes en jeu.", _
        "Colonne des num{00e9}ros de ligne."
    Inscrire "CPTS_JOUR_AU_RANG", "Donne la date qui porte un rang ; sans objet si aucune ne le porte. Texte : convention de l'outil (convention).", _
        "Rang cherch{00e9}.", _
        "Colonne des rangs.", _
        "Colonne des dates."
    Inscrire "CPTS_MONTANT_AU_RANG", "Donne le montant qui porte un rang ; sans objet si aucun ne le porte. Texte : convention de l'outil (convention).", _
        "Rang cherch{00e9}.", _
        "Colonne des rangs.", _
        "Colonne des montants."
    Inscrire "CPTS_TEXTE_AU_RANG", "Donne le texte (intitul{00e9}, code, mot) qui porte un rang ; sans objet si aucun ne le porte. Texte : convention de l'outil (convention).", _
        "Rang cherch{00e9}.", _
        "Colonne des rangs.", _
        "Colonne des textes."
    Inscrire "CPTS_DEPENSE_ACTION", "Additionne les d{00e9}penses d'une action dans l'ann{00e9}e conventionnelle ; {00e0} compl{00e9}ter si une date ou un montant manque. Texte : convention de l'outil (convention).", _
        "Num{00e9}ro de l'action.", _
        "D{00e9}but de l'ann{00e9}e conventionnelle.", _
        "Fin de l'ann{00e9}e conventionnelle (premier jour qui n'y est plus).", _
        "Colonne des actions, en face des d{00e9}penses.", _
        "Colonne des dates de d{00e9}pense.", _
        "Colonne des montants d{00e9}pens{00e9}s."
    Inscrire "CPTS_SOLDE_PRECEDENT", "Donne le solde de l'ann{00e9}e pr{00e9}c{00e9}dente encore attendu {00e0} l'ouverture de l'ann{00e9}e : z{00e9}ro la premi{00e8}re ann{00e9}e, connu. Texte : accord du 20/06/2019, art. 9.1.", _
        "Ann{00e9}e du contrat, de 1 {00e0} 5.", _
        "Solde attendu de l'ann{00e9}e pr{00e9}c{00e9}dente, en euros."
    Inscrire "CPTS_RECU_ACOMPTE", "Additionne les versements d'une ligne et d'une ann{00e9}e dont la nature est {00ab} acompte {00bb}. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Vers{00e9} de la ligne, dont la pr{00e9}sence dit que chaque versement est complet.", _
        "Ligne de la grille, par exemple acces_fixe.", _
        "Ann{00e9}e du contrat, de 1 {00e0} 5.", _
        "Colonne des lignes pay{00e9}es.", _
        "Colonne des ann{00e9}es pay{00e9}es.", _
        "Colonne des natures.", _
        "Colonne des montants re{00e7}us."
    Inscrire "CPTS_RECU_PRECEDENT", "Additionne ce qui a {00e9}t{00e9} re{00e7}u dans ce classeur pour une ligne au titre de l'ann{00e9}e pr{00e9}c{00e9}dente. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Ligne de la grille, par exemple acces_fixe.", _
        "Ann{00e9}e du contrat, de 1 {00e0} 5.", _
        "Colonne des lignes pay{00e9}es.", _
        "Colonne des ann{00e9}es pay{00e9}es.", _
        "Colonne des montants re{00e7}us."
    Inscrire "CPTS_RETARD_ECHEANCE", "Donne les jours {00e9}coul{00e9}s, {00e0} la date d'arr{00ea}t{00e9}, depuis une {00e9}ch{00e9}ance qui n'est pas enti{00e8}rement re{00e7}ue. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Montant attendu, en euros.", _
        "Montant re{00e7}u, en euros.", _
        "Jour o{00f9} le versement est attendu.", _
        "Date d'arr{00ea}t{00e9} de l'{00e9}tat.", _
        "Reste {00e0} percevoir de la ligne, en euros, vide s'il ne borne pas l'{00e9}ch{00e9}ance."
    Inscrire "CPTS_SOMME_EN_RETARD", "Donne ce qui reste d{00fb} d'une {00e9}ch{00e9}ance pass{00e9}e : l'attendu moins le re{00e7}u ; z{00e9}ro si rien n'est en retard. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Nature de l'{00e9}ch{00e9}ance, soit solde n-1, soit acompte, soit solde.", _
        "Montant attendu, en euros.", _
        "Montant re{00e7}u, en euros.", _
        "Retard de l'{00e9}ch{00e9}ance, en jours.", _
        "Fin de l'ann{00e9}e conventionnelle, o{00f9} le solde est attendu.", _
        "Date d'arr{00ea}t{00e9} de l'{00e9}tat.", _
        "Reste {00e0} percevoir de la ligne, en euros, vide s'il ne borne pas l'{00e9}ch{00e9}ance."
    Inscrire "CPTS_RETARD_VERSEMENT", "Donne les jours entre la date attendue d'un versement et son arriv{00e9}e ; z{00e9}ro s'il est venu {00e0} temps. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Jour o{00f9} le versement {00e9}tait attendu, sans objet hors de l'{00e9}ch{00e9}ancier.", _
        "Jour o{00f9} le versement est arriv{00e9}."
    Inscrire "CPTS_CONTROLE_ECHEANCES", "Dit si aucun versement attendu n'est en retard ; un seul retard se voit, m{00ea}me si le reste manque. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Colonne des retards, en jours."
    Inscrire "CPTS_CONTROLE_ECHEANCIER", "Dit si chaque euro re{00e7}u pour l'ann{00e9}e et la pr{00e9}c{00e9}dente se retrouve en face d'une {00e9}ch{00e9}ance. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Ann{00e9}e du contrat, de 1 {00e0} 5.", _
        "Total re{00e7}u de l'{00e9}ch{00e9}ancier, en euros.", _
        "Colonne des ann{00e9}es pay{00e9}es.", _
        "Colonne des montants vers{00e9}s."
    Inscrire "CPTS_DATE_ECHEANCE", "Donne le jour o{00f9} un versement est attendu ; sans objet quand rien ne l'est. Texte : accord du 20/06/2019, art. 9.1 (convention).", _
        "Nature de l'{00e9}ch{00e9}ance, soit solde n-1, soit acompte, soit solde.", _
        "Montant attendu, en euros.", _
        "Jour {00e0} partir duquel la ligne court dans l'ann{00e9}e.", _
        "D{00e9}but de l'ann{00e9}e conventionnelle.", _
        "Fin de l'ann{00e9}e conventionnelle, premier jour qui n'y est plus.", _
        "Date du dialogue de gestion pour une part variable, vide pour une autre ou si elle n'est pas fix{00e9}e."
    Inscrire "CPTS_ATTENDU_LE", "Donne le jour o{00f9} un versement re{00e7}u {00e9}tait attendu, d'apr{00e8}s l'{00e9}ch{00e9}ancier ; sans objet hors de ses ann{00e9}es. Texte : accord du 20/06/2019, art. 9.1 (convention).", _
        "Nature du versement, acompte, solde, variable ou r{00e9}gularisation.", _
        "Ligne de la grille que le versement paie.", _
        "Ann{00e9}e du contrat que le versement paie.", _
        "Ann{00e9}e du contrat suivie ici.", _
        "Colonne des lignes de l'{00e9}ch{00e9}ancier.", _
        "Colonne des dates attendues des acomptes.", _
        "D{00e9}but de l'ann{00e9}e conventionnelle.", _
        "Fin de l'ann{00e9}e conventionnelle, premier jour qui n'y est plus."
    Inscrire "CPTS_MONTANT_POIDS", "Donne les euros d'un indicateur {00e9}crit en poids : le poids, multipli{00e9} par l'enveloppe variable de sa mission. Texte : contrat type, annexe des indicateurs (convention).", _
        "Poids de l'indicateur dans sa mission, de 0 {00e0} 1.", _
        "Mission, par exemple acces.", _
        "Colonne des postes des lignes de financement.", _
        "Colonne des volets des lignes de financement.", _
        "Colonne des plafonds des lignes de financement."
    Inscrire "CPTS_ENJEU", "Retient les euros inscrits au contrat pour un indicateur, {00e0} d{00e9}faut ceux que donne son poids. Texte : contrat type, annexe des indicateurs (convention).", _
        "Euros inscrits au contrat, vide si le contrat donne un poids.", _
        "Montant d'apr{00e8}s le poids, en euros.", _
        "Mission, par exemple acces.", _
        "Colonne des postes des lignes de financement.", _
        "Colonne des volets des lignes de financement.", _
        "Colonne qui dit si chaque ligne de financement est due cette ann{00e9}e."
    Inscrire "CPTS_RESTE_ENJEU", "Donne ce qu'un indicateur peut encore rapporter : l'enjeu moins l'acquis ; z{00e9}ro s'il est neutralis{00e9}. Texte : convention de l'outil (convention).", _
        "Montant en jeu retenu, en euros.", _
        "Montant acquis, en euros.", _
        "Statut de l'indicateur, par exemple partiel ou non {00e9}valu{00e9}."
    Inscrire "CPTS_ACQUIS_ATTENDU", "Donne ce qu'un indicateur devrait rapporter : l'acquis s'il est mesur{00e9}, sinon l'enjeu multipli{00e9} par la pr{00e9}vision. Texte : convention de l'outil, sc{00e9}nario central (convention).", _
        "Montant en jeu retenu, en euros.", _
        "Montant acquis, en euros.", _
        "Statut de l'indicateur, par exemple partiel ou non {00e9}valu{00e9}.", _
        "Pr{00e9}vision, de 0 {00e0} 1."
    Inscrire "CPTS_CONTROLE_LIGNES", "Dit si aucune ligne d'une colonne de verdicts n'est {00e0} regarder ; {00e0} compl{00e9}ter si une ligne saisie n'en a pas. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Colonne des saisies qui appellent un verdict.", _
        "Colonne des verdicts, Conforme, {00c0} regarder ou Non concern{00e9}."
End Sub

Private Sub Aide6()
    Inscrire "CPTS_PALIER", "Donne le rang du palier atteint, du plus facile (1) au plus exigeant ; 0 si aucun ne l'est. Texte : contrat type, annexe des indicateurs (source unique).", _
        "Mode de l'indicateur, soit r{00e9}alis{00e9}, soit paliers, soit lin{00e9}aire.", _
        "Sens attendu, hausse ou baisse.", _
        "Valeur constat{00e9}e {00e0} la fin de l'ann{00e9}e.", _
        "Seuils des paliers, du plus facile au plus exigeant."
    Inscrire "CPTS_MONTANT_PALIER", "Donne le montant du palier atteint ; z{00e9}ro si aucun palier ne l'est. Texte : contrat type, annexe des indicateurs (source unique).", _
        "Palier atteint, ou {00ab} sans objet {00bb} pour un autre mode.", _
        "Montants des paliers, dans l'ordre des seuils."
    Inscrire "CPTS_AVANCEMENT", "Donne la part du chemin parcouru de la valeur de d{00e9}part {00e0} la cible, born{00e9}e de 0 {00e0} 1. Texte : convention de l'outil (convention).", _
        "Mode de l'indicateur, soit r{00e9}alis{00e9}, soit paliers, soit lin{00e9}aire.", _
        "Sens attendu, hausse ou baisse.", _
        "Valeur de d{00e9}part.", _
        "Cible de l'ann{00e9}e.", _
        "Valeur constat{00e9}e {00e0} la fin de l'ann{00e9}e."
    Inscrire "CPTS_TAUX_ATTEINTE", "Donne le taux d'atteinte d'un indicateur, de 0 {00e0} 1, selon son mode. Texte : contrat type, annexe des indicateurs (convention).", _
        "Mode de l'indicateur, soit r{00e9}alis{00e9}, soit paliers, soit lin{00e9}aire.", _
        "Action r{00e9}alis{00e9}e, Oui ou Non.", _
        "Montant du palier, en euros.", _
        "Montant en jeu, en euros.", _
        "Chemin parcouru, de 0 {00e0} 1.", _
        "R{00e9}alis{00e9} convenu, Oui ou Non, vide tant que rien n'est convenu."
    Inscrire "CPTS_TAUX_RETENU", "Retient le taux d'atteinte mesur{00e9} ; d'un indicateur neutralis{00e9}, ce que le dialogue de gestion a d{00e9}cid{00e9} de payer. Texte : contrat type, annexe des indicateurs (convention).", _
        "Taux d'atteinte mesur{00e9}, de 0 {00e0} 1, ou ce qui manque pour le dire.", _
        "Neutralisation, soit {00e0} d{00e9}cider, soit pay{00e9} en entier, soit non pay{00e9} ; vide s'il compte."
    Inscrire "CPTS_MESURE_SAISIE", "Dit si un r{00e9}sultat est saisi pour un indicateur, quel qu'il soit : Oui ou Non. Texte : convention de l'outil (convention).", _
        "Mode de l'indicateur, soit r{00e9}alis{00e9}, soit paliers, soit lin{00e9}aire.", _
        "Valeur constat{00e9}e {00e0} la fin de l'ann{00e9}e.", _
        "Num{00e9}rateur du taux.", _
        "Valeur convenue avec la CPAM.", _
        "Action r{00e9}alis{00e9}e, Oui ou Non.", _
        "R{00e9}alis{00e9} convenu, Oui ou Non."
    Inscrire "CPTS_STATUT_INDICATEUR", "Dit si un indicateur est atteint, partiel, non atteint, neutralis{00e9}, ou non {00e9}valu{00e9} si rien n'est encore saisi. Texte : contrat type, annexe des indicateurs (convention).", _
        "Taux retenu, de 0 {00e0} 1, ou ce qui manque pour le dire.", _
        "Mesure saisie, Oui ou Non.", _
        "Neutralisation, vide si l'indicateur compte."
    Inscrire "CPTS_MONTANT_ACQUIS", "Donne la part variable acquise par un indicateur : le montant en jeu, multipli{00e9} par le taux d'atteinte. Texte : contrat type, annexe des indicateurs (convention).", _
        "Montant en jeu, en euros.", _
        "Taux d'atteinte, de 0 {00e0} 1, ou ce qui manque pour le dire."
    Inscrire "CPTS_CONTROLE_CIBLE", "Dit si la valeur de d{00e9}part augment{00e9}e de la progression {00e9}crite au contrat donne la cible imprim{00e9}e. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Valeur de d{00e9}part.", _
        "Progression {00e9}crite au contrat, n{00e9}gative {00e0} la baisse.", _
        "Cible imprim{00e9}e au contrat."
    Inscrire "CPTS_VALEUR_MESUREE", "Donne la valeur mesur{00e9}e par la CPTS, dans l'unit{00e9} du contrat : le constat{00e9}, {00e0} d{00e9}faut le taux de ses deux termes. Texte : contrat type, annexe des indicateurs (convention).", _
        "Mode de l'indicateur, soit r{00e9}alis{00e9}, soit paliers, soit lin{00e9}aire.", _
        "Valeur constat{00e9}e {00e0} la fin de l'ann{00e9}e.", _
        "Num{00e9}rateur du taux.", _
        "D{00e9}nominateur du taux.", _
        "Nombre pour lequel le taux est exprim{00e9}, 100 pour un pourcentage."
    Inscrire "CPTS_VALEUR_RETENUE", "Retient la valeur convenue au dialogue de gestion si elle est saisie, sinon celle que la CPTS a mesur{00e9}e. Texte : contrat type, annexe des indicateurs (convention).", _
        "Valeur mesur{00e9}e par la CPTS, ou {00ab} sans objet {00bb}.", _
        "Valeur convenue, vide tant que rien n'est convenu."
    Inscrire "CPTS_ECART_CPAM", "Donne la valeur de la CPAM moins celle de la CPTS, dans l'unit{00e9} de l'indicateur. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Valeur mesur{00e9}e par la CPAM.", _
        "Valeur mesur{00e9}e par la CPTS."
    Inscrire "CPTS_CONTROLE_TAUX", "Dit si le taux saisi est le rapport de ses deux termes, compar{00e9}s {00e0} deux d{00e9}cimales (convention). Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Taux saisi, vide si l'outil le calcule.", _
        "Num{00e9}rateur du taux.", _
        "D{00e9}nominateur du taux.", _
        "Nombre pour lequel le taux est exprim{00e9}, 100 pour un pourcentage."
    Inscrire "CPTS_CONTROLE_CPAM", "Dit si la CPTS et la CPAM ont la m{00ea}me valeur ; une valeur convenue cl{00f4}t le d{00e9}saccord. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Mode de l'indicateur, soit r{00e9}alis{00e9}, soit paliers, soit lin{00e9}aire.", _
        "Valeur mesur{00e9}e par la CPTS.", _
        "Valeur mesur{00e9}e par la CPAM.", _
        "Valeur convenue, vide tant que rien n'est convenu.", _
        "R{00e9}alis{00e9} selon la CPTS, Oui ou Non.", _
        "R{00e9}alis{00e9} selon la CPAM, Oui ou Non.", _
        "R{00e9}alis{00e9} convenu, Oui ou Non."
    Inscrire "CPTS_TARIF_PROFESSION", "Donne le taux horaire approuv{00e9} pour une profession ; refus{00e9} si deux lignes le fixent. Texte : r{00e8}glement int{00e9}rieur de la CPTS (convention).", _
        "Profession, telle qu'{00e0} la feuille Tarifs.", _
        "Colonne des professions de la feuille Tarifs.", _
        "Colonne des taux horaires, en euros par heure."
    Inscrire "CPTS_TAUX_PARTICIPATION", "Donne le taux d'une participation : celui qui est saisi, {00e0} d{00e9}faut celui de la profession. Texte : r{00e8}glement int{00e9}rieur de la CPTS (convention).", _
        "Nature, soit indemnit{00e9}, soit r{00e9}mun{00e9}ration, soit aucune.", _
        "Professionnel, par son identifiant.", _
        "Autre taux saisi, vide si c'est celui de la profession.", _
        "Forfait saisi, vide si le temps pass{00e9} est pay{00e9} {00e0} l'heure.", _
        "Colonne des professionnels.", _
        "Colonne de leurs taux horaires, en euros par heure."
    Inscrire "CPTS_MONTANT_PARTICIPATION", "Donne le montant d'une participation : le forfait s'il est saisi, sinon la dur{00e9}e multipli{00e9}e par le taux. Texte : r{00e8}glement int{00e9}rieur de la CPTS (convention).", _
        "Nature, soit indemnit{00e9}, soit r{00e9}mun{00e9}ration, soit aucune.", _
        "Dur{00e9}e, en heures.", _
        "Taux horaire, en euros par heure.", _
        "Forfait saisi, vide si le temps pass{00e9} est pay{00e9} {00e0} l'heure."
    Inscrire "CPTS_ANNEE_PAIEMENT", "Donne l'ann{00e9}e civile o{00f9} une participation a {00e9}t{00e9} pay{00e9}e ; le mot {00ab} {00e0} payer {00bb}, ou {00ab} sans paiement {00bb}. Texte : d{00e9}cret n{00b0} 2022-375 du 16/03/2022, CSP art. D. 1434-44.", _
        "Nature, soit indemnit{00e9}, soit r{00e9}mun{00e9}ration, soit aucune.", _
        "Date du virement, vide si ce n'est pas encore pay{00e9}."
    Inscrire "CPTS_ADHERENT", "Dit si un professionnel est adh{00e9}rent un jour donn{00e9} ; le dernier jour d'adh{00e9}sion compte. Texte : d{00e9}cret n{00b0} 2022-375 du 16/03/2022, CSP art. D. 1434-44.", _
        "Professionnel, par son identifiant.", _
        "Jour {00e0} v{00e9}rifier.", _
        "Colonne des professionnels.", _
        "Colonne des premiers jours d'adh{00e9}sion.", _
        "Colonne des derniers jours d'adh{00e9}sion, vides si elle court encore."
    Inscrire "CPTS_EFFECTIF", "Compte les lignes d'un code : participants d'une r{00e9}union, professionnels d'une profession. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Code {00e0} compter.", _
        "Colonne des codes."
End Sub

Private Sub Aide7()
    Inscrire "CPTS_PROFESSION_DE", "Donne la profession d'un professionnel ; {00e0} compl{00e9}ter s'il n'est pas dans la liste, ou si elle n'est pas saisie. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Professionnel, par son identifiant.", _
        "Colonne des professionnels.", _
        "Colonne de leurs professions."
    Inscrire "CPTS_PRESENTS_PROFESSION", "Compte les pr{00e9}sents d'une profession {00e0} une r{00e9}union ; sans objet pour un travail hors r{00e9}union. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "R{00e9}union, par son num{00e9}ro, vide pour un travail hors r{00e9}union.", _
        "Profession dont les pr{00e9}sents se comptent.", _
        "Colonne des r{00e9}unions.", _
        "Colonne des professions des participants."
    Inscrire "CPTS_CUMUL_HEURES", "Additionne les heures inscrites en face d'un code ; {00e0} compl{00e9}ter si l'une d'elles manque. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Code, par exemple une r{00e9}union ou une profession.", _
        "Colonne des codes.", _
        "Colonne des heures."
    Inscrire "CPTS_TOTAL_HEURES", "Additionne une colonne d'heures ; {00e0} compl{00e9}ter si une seule ligne manque. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Colonne des heures."
    Inscrire "CPTS_PARTICIPATIONS_SUIVIES", "Compte les participations d'un code ; {00e0} compl{00e9}ter si l'on ne sait de l'une d'elles si elle est pay{00e9}e, et quand. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Code, professionnel ou poste.", _
        "Colonne des codes.", _
        "Colonne des ann{00e9}es civiles de paiement, ou des mots {00ab} {00e0} payer {00bb} et {00ab} sans paiement {00bb}."
    Inscrire "CPTS_HEURES_ANNEE", "Additionne les heures pay{00e9}es {00e0} un professionnel dans une ann{00e9}e civile. Texte : d{00e9}cret n{00b0} 2022-375 du 16/03/2022, CSP art. D. 1434-44.", _
        "Professionnel, par son identifiant.", _
        "Participations suivies de ce professionnel.", _
        "Ann{00e9}e civile.", _
        "Colonne des professionnels.", _
        "Colonne des ann{00e9}es civiles de paiement.", _
        "Colonne des dur{00e9}es, en heures."
    Inscrire "CPTS_VERSE_PRO_ANNEE", "Additionne ce qu'un professionnel a re{00e7}u dans une ann{00e9}e civile, indemnit{00e9}s ou r{00e9}mun{00e9}rations. Texte : d{00e9}cret n{00b0} 2022-375 du 16/03/2022, CSP art. D. 1434-44.", _
        "Professionnel, par son identifiant.", _
        "Participations suivies de ce professionnel.", _
        "Nature, indemnit{00e9} ou r{00e9}mun{00e9}ration.", _
        "Ann{00e9}e civile.", _
        "Colonne des professionnels.", _
        "Colonne des natures.", _
        "Colonne des ann{00e9}es civiles de paiement.", _
        "Colonne des montants."
    Inscrire "CPTS_HEURES_PERIODE", "Additionne les heures pay{00e9}es entre deux dates pour un professionnel ou un poste. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Code, professionnel ou poste.", _
        "Participations suivies de ce code.", _
        "D{00e9}but de l'ann{00e9}e conventionnelle.", _
        "Fin de l'ann{00e9}e conventionnelle (premier jour qui n'y est plus).", _
        "Colonne des codes.", _
        "Colonne des dates de paiement.", _
        "Colonne des dur{00e9}es, en heures."
    Inscrire "CPTS_VERSE_PRO_PERIODE", "Additionne ce qui a {00e9}t{00e9} pay{00e9} entre deux dates pour un professionnel ou un poste, indemnit{00e9}s et r{00e9}mun{00e9}rations. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Code, professionnel ou poste.", _
        "Participations suivies de ce code.", _
        "D{00e9}but de l'ann{00e9}e conventionnelle.", _
        "Fin de l'ann{00e9}e conventionnelle (premier jour qui n'y est plus).", _
        "Colonne des codes.", _
        "Colonne des dates de paiement.", _
        "Colonne des montants."
    Inscrire "CPTS_VERSE_PRO_NATURE", "Additionne les indemnit{00e9}s, ou les r{00e9}mun{00e9}rations, pay{00e9}es entre deux dates pour un poste. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Code du poste.", _
        "Participations suivies de ce poste.", _
        "Nature, indemnit{00e9} ou r{00e9}mun{00e9}ration.", _
        "D{00e9}but de l'ann{00e9}e conventionnelle.", _
        "Fin de l'ann{00e9}e conventionnelle (premier jour qui n'y est plus).", _
        "Colonne des postes.", _
        "Colonne des natures.", _
        "Colonne des dates de paiement.", _
        "Colonne des montants."
    Inscrire "CPTS_HORS_TARIF", "Compte les participations d'un professionnel pay{00e9}es {00e0} un autre taux que celui de sa profession. Texte : r{00e8}glement int{00e9}rieur de la CPTS (convention).", _
        "Professionnel, par son identifiant.", _
        "Taux horaire de sa profession, en euros par heure.", _
        "Colonne des professionnels.", _
        "Colonne des taux horaires des participations."
    Inscrire "CPTS_PAIEMENTS_HORS_ADHESION", "Compte les participations pay{00e9}es {00e0} un professionnel pour un jour o{00f9} il n'{00e9}tait pas adh{00e9}rent. Texte : d{00e9}cret n{00b0} 2022-375 du 16/03/2022, CSP art. D. 1434-44.", _
        "Professionnel, par son identifiant.", _
        "Colonne des professionnels.", _
        "Colonne des ann{00e9}es civiles de paiement.", _
        "Colonne des adh{00e9}sions au jour dit, Oui ou Non."
    Inscrire "CPTS_PAIEMENTS_SANS_VALIDATION", "Compte les participations pay{00e9}es {00e0} un professionnel sans que personne les ait valid{00e9}es. Texte : r{00e8}glement int{00e9}rieur de la CPTS (convention).", _
        "Professionnel, par son identifiant.", _
        "Colonne des professionnels.", _
        "Colonne des ann{00e9}es civiles de paiement.", _
        "Colonne des fonctions qui ont valid{00e9}."
    Inscrire "CPTS_CONTROLE_AUCUN_CAS", "Dit si une colonne de comptes est nulle partout ; {00e0} compl{00e9}ter si l'un d'eux n'est pas connu. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Colonne des nombres de cas.", _
        "Colonne des identifiants, un par ligne remplie."
    Inscrire "CPTS_CONTROLE_VALEURS", "Dit si chaque ligne remplie a sa valeur ; {00e0} compl{00e9}ter sinon. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Colonne des valeurs.", _
        "Colonne des identifiants, un par ligne remplie."
    Inscrire "CPTS_CONTROLE_EFFECTIF", "Dit si un total de lignes est bien le nombre de lignes remplies. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Total des lignes compt{00e9}es.", _
        "Colonne des identifiants, un par ligne remplie."
    Inscrire "CPTS_ANNEE_CIVILE", "Donne l'ann{00e9}e civile d'un versement {00e0} un professionnel : celle du plafond, non l'ann{00e9}e conventionnelle. Texte : d{00e9}cret n{00b0} 2022-375 du 16/03/2022, CSP art. D. 1434-44.", _
        "Date du versement au professionnel."
    Inscrire "CPTS_CUMUL_PROFESSIONNEL", "Additionne indemnit{00e9}s et r{00e9}mun{00e9}rations d'un professionnel pour une ann{00e9}e civile. Texte : d{00e9}cret n{00b0} 2022-375 du 16/03/2022, CSP art. D. 1434-44.", _
        "Professionnel, par son identifiant.", _
        "Ann{00e9}e civile.", _
        "Colonne des professionnels.", _
        "Colonne des ann{00e9}es civiles.", _
        "Colonne des montants vers{00e9}s."
    Inscrire "CPTS_PLAFOND_PROFESSIONNEL", "Donne le plafond annuel par professionnel : le plafond annuel de la s{00e9}curit{00e9} sociale de l'ann{00e9}e civile. Texte : d{00e9}cret n{00b0} 2022-375 du 16/03/2022, CSP art. D. 1434-44.", _
        "Ann{00e9}e civile.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_DEJA_VERSE", "Reprend ce qu'un professionnel a re{00e7}u dans l'ann{00e9}e civile avant le d{00e9}but de l'ann{00e9}e conventionnelle. Texte : d{00e9}cret n{00b0} 2022-375 du 16/03/2022, CSP art. D. 1434-44.", _
        "Montant d{00e9}j{00e0} vers{00e9}, 0 si rien ne l'a {00e9}t{00e9}, en euros."
End Sub

Private Sub Aide8()
    Inscrire "CPTS_TOTAL_PROFESSIONNEL", "Additionne indemnit{00e9}s, r{00e9}mun{00e9}rations et ce qui a {00e9}t{00e9} vers{00e9} avant l'ann{00e9}e conventionnelle. Texte : d{00e9}cret n{00b0} 2022-375 du 16/03/2022, CSP art. D. 1434-44.", _
        "Indemnit{00e9}s, en euros.", _
        "R{00e9}mun{00e9}rations, en euros.", _
        "D{00e9}j{00e0} vers{00e9} dans la m{00ea}me ann{00e9}e civile, en euros."
    Inscrire "CPTS_PLAFOND_ANNUEL", "Donne le plafond d'une ann{00e9}e civile o{00f9} le professionnel a {00e9}t{00e9} pay{00e9} ; sans objet s'il ne l'a pas {00e9}t{00e9}. Texte : d{00e9}cret n{00b0} 2022-375 du 16/03/2022, CSP art. D. 1434-44.", _
        "Ann{00e9}e civile.", _
        "Cumul du professionnel, en euros.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_PLAFOND_RESTANT", "Donne ce qui peut encore {00ea}tre vers{00e9} {00e0} un professionnel dans l'ann{00e9}e civile ; n{00e9}gatif en cas de d{00e9}passement. Texte : d{00e9}cret n{00b0} 2022-375 du 16/03/2022, CSP art. D. 1434-44.", _
        "Plafond par professionnel, en euros.", _
        "Cumul du professionnel, en euros."
    Inscrire "CPTS_PART_PLAFOND", "Donne la part du plafond d{00e9}j{00e0} employ{00e9}e par un professionnel, 1 valant le plafond entier. Texte : d{00e9}cret n{00b0} 2022-375 du 16/03/2022, CSP art. D. 1434-44.", _
        "Plafond par professionnel, en euros.", _
        "Cumul du professionnel, en euros."
    Inscrire "CPTS_ALERTE_PLAFOND", "Dit o{00f9} en est un professionnel sur ses deux ann{00e9}es civiles : Conforme, {00c0} regarder pr{00e8}s du plafond, D{00e9}passement. Texte : d{00e9}cret n{00b0} 2022-375 du 16/03/2022, CSP art. D. 1434-44 (convention).", _
        "Part du plafond de la premi{00e8}re ann{00e9}e civile.", _
        "Part du plafond de la seconde ann{00e9}e civile.", _
        "Part {00e0} partir de laquelle alerter, vide pour celle que l'outil propose.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_CONTROLE_PLAFONDS", "Dit si aucun professionnel ne d{00e9}passe son plafond ; {00e0} compl{00e9}ter si l'un des restes n'est pas connu. Texte : d{00e9}cret n{00b0} 2022-375 du 16/03/2022, CSP art. D. 1434-44.", _
        "Colonne des professionnels.", _
        "Colonne des plafonds restants."
    Inscrire "CPTS_CONTROLE_ALERTES", "Dit si un professionnel porte une alerte donn{00e9}e ; {00e0} compl{00e9}ter si l'un d'eux n'en porte encore aucune. Texte : d{00e9}cret n{00b0} 2022-375 du 16/03/2022, CSP art. D. 1434-44 (convention).", _
        "Colonne des alertes.", _
        "Colonne des professionnels.", _
        "Alerte cherch{00e9}e, D{00e9}passement ou {00c0} regarder."
    Inscrire "CPTS_VALIDITE_PIECE", "Dit si une pi{00e8}ce vaut encore au jour de l'arr{00ea}t{00e9} ; une pi{00e8}ce sans limite de validit{00e9} vaut toujours. Texte : convention de l'outil, force de preuve, de 0 {00e0} 4 (convention).", _
        "{00c9}tat arr{00ea}t{00e9} au, date.", _
        "Dernier jour de validit{00e9} de la pi{00e8}ce, compris."
    Inscrire "CPTS_FORCE_PIECE", "Donne la force d'une pi{00e8}ce : 4 donn{00e9}e d'un tiers, 3 document dat{00e9} et sign{00e9}, 2 document interne, 1 mention. Texte : convention de l'outil, force de preuve, de 0 {00e0} 4 (convention).", _
        "Type de la pi{00e8}ce, par exemple document sign{00e9}.", _
        "Validit{00e9} de la pi{00e8}ce, Valable ou Expir{00e9}e.", _
        "Date port{00e9}e sur la pi{00e8}ce.", _
        "Pi{00e8}ce sign{00e9}e, Oui ou Non."
    Inscrire "CPTS_PIECES_CITEES", "Compte les pi{00e8}ces qui citent un indicateur, valables ou non. Texte : convention de l'outil, force de preuve, de 0 {00e0} 4 (convention).", _
        "Indicateur, par son num{00e9}ro.", _
        "Colonne des indicateurs cit{00e9}s en premier.", _
        "Colonne des indicateurs cit{00e9}s en deuxi{00e8}me.", _
        "Colonne des indicateurs cit{00e9}s en troisi{00e8}me."
    Inscrire "CPTS_PIECES_DE_FORCE", "Compte les pi{00e8}ces d'au moins cette force qui citent un indicateur ; une pi{00e8}ce incompl{00e8}te n'a pas de force. Texte : convention de l'outil, force de preuve, de 0 {00e0} 4 (convention).", _
        "Indicateur, par son num{00e9}ro.", _
        "Force demand{00e9}e, de 1 {00e0} 4.", _
        "Colonne des forces des pi{00e8}ces.", _
        "Colonne des indicateurs cit{00e9}s en premier.", _
        "Colonne des indicateurs cit{00e9}s en deuxi{00e8}me.", _
        "Colonne des indicateurs cit{00e9}s en troisi{00e8}me."
    Inscrire "CPTS_FORCE_INDICATEUR", "Donne la force de la meilleure pi{00e8}ce valable d'un indicateur : le nombre de degr{00e9}s que ses pi{00e8}ces tiennent. Texte : convention de l'outil, force de preuve, de 0 {00e0} 4 (convention).", _
        "Comptes de pi{00e8}ces, d'au moins la force 1, puis 2, 3 et 4."
    Inscrire "CPTS_CONTROLE_PREUVE", "Dit si un indicateur qui paie repose au moins sur une pi{00e8}ce valable. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Statut de l'indicateur, par exemple partiel ou non {00e9}valu{00e9}.", _
        "Montant acquis, en euros.", _
        "Force de preuve de l'indicateur, de 0 {00e0} 4."
    Inscrire "CPTS_INDICATEURS_MISSION", "Compte les indicateurs d'une mission. Texte : convention de l'outil, force de preuve, de 0 {00e0} 4 (convention).", _
        "Mission, par exemple acces.", _
        "Colonne des missions des indicateurs."
    Inscrire "CPTS_INDICATEURS_DE_FORCE", "Compte les indicateurs d'une mission dont la meilleure pi{00e8}ce a exactement cette force. Texte : convention de l'outil, force de preuve, de 0 {00e0} 4 (convention).", _
        "Mission, par exemple acces.", _
        "Force de preuve, de 0 {00e0} 4.", _
        "Colonne des missions des indicateurs.", _
        "Colonne des forces de preuve des indicateurs."
    Inscrire "CPTS_INDICATEURS_COUVERTS", "Compte les indicateurs d'une mission qui ont au moins une pi{00e8}ce valable. Texte : convention de l'outil, force de preuve, de 0 {00e0} 4 (convention).", _
        "Mission, par exemple acces.", _
        "Colonne des missions des indicateurs.", _
        "Colonne des forces de preuve des indicateurs."
    Inscrire "CPTS_PART_COUVERTE", "Donne la part des indicateurs qui ont au moins une pi{00e8}ce valable ; sans objet s'il n'y a pas d'indicateur. Texte : convention de l'outil, force de preuve, de 0 {00e0} 4 (convention).", _
        "Nombre d'indicateurs.", _
        "Nombre d'indicateurs couverts."
    Inscrire "CPTS_ACQUIS_SANS_PIECE", "Additionne ce que paient les indicateurs d'une mission qui n'ont aucune pi{00e8}ce valable. Texte : convention de l'outil, force de preuve, de 0 {00e0} 4 (convention).", _
        "Mission, par exemple acces.", _
        "Colonne des missions des indicateurs.", _
        "Colonne des forces de preuve des indicateurs.", _
        "Colonne des montants acquis."
    Inscrire "CPTS_TOTAL_COMPTE", "Additionne une colonne de d{00e9}comptes ; {00e0} compl{00e9}ter si une seule ligne manque. Texte : p{00e9}rim{00e8}tre nomm{00e9} (convention).", _
        "Colonne des nombres entiers."
    Inscrire "CPTS_DEPART_LIGNE", "Donne le jour {00e0} partir duquel une ligne court dans l'ann{00e9}e : son d{00e9}but, ou le d{00e9}marrage de la mission apr{00e8}s lui. Texte : contrat type, art. 6.2.", _
        "D{00e9}marrage de la mission, vide si elle n'a pas d{00e9}marr{00e9}.", _
        "D{00e9}but de l'ann{00e9}e conventionnelle."
End Sub

Private Sub Aide9()
    Inscrire "CPTS_DROIT_SANS_VARIABLE", "Donne le droit ouvert d'une ligne quand on ne compte aucune part variable. Texte : convention de l'outil (convention).", _
        "Volet de la ligne, soit fonctionnement, soit fixe, soit variable, soit snp.", _
        "Droit ouvert de la ligne, en euros."
    Inscrire "CPTS_SCENARIO_RETENU", "Retient le sc{00e9}nario {00e0} afficher ; {00e0} d{00e9}faut de choix, le prudent. Il ne change aucun droit. Texte : convention de l'outil (convention).", _
        "Sc{00e9}nario choisi, prudent, central ou complet."
    Inscrire "CPTS_SCENARIO_AFFICHE", "Dit si un sc{00e9}nario est celui que les feuilles affichent. Texte : convention de l'outil (convention).", _
        "Sc{00e9}nario, prudent, central ou complet.", _
        "Sc{00e9}nario retenu."
    Inscrire "CPTS_MONTANT_SUIVANT", "Donne ce qu'une ligne fixe vaudrait l'ann{00e9}e suivante {00e0} droit constant : rien au-del{00e0} du contrat en cours. Texte : convention de l'outil (convention).", _
        "Ann{00e9}e du contrat, de 1 {00e0} 5.", _
        "Ligne due l'ann{00e9}e suivante, Oui ou Non.", _
        "Jour {00e0} partir duquel la ligne court.", _
        "Fin de l'ann{00e9}e conventionnelle, premier jour qui n'y est plus.", _
        "Montant retenu pour l'ann{00e9}e en cours, en euros.", _
        "Montant apr{00e8}s un avenant, vide sans avenant.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_MAJORATION_DEMARRAGE", "Donne la majoration du fonctionnement vers{00e9}e {00e0} la signature, {00e0} part des totaux ; sans objet apr{00e8}s l'ann{00e9}e 1. Texte : avenant 2, fonctionnement (incertain).", _
        "Majoration re{00e7}ue, Oui ou Non.", _
        "Ann{00e9}e du contrat, de 1 {00e0} 5.", _
        "Plafond du fonctionnement, en euros.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_TOTAL_DEMARRAGE", "Additionne majoration et aide {00e0} la lettre d'intention la premi{00e8}re ann{00e9}e, {00e0} part de tous les totaux. Texte : avenant 2 (incertain).", _
        "Ann{00e9}e du contrat, de 1 {00e0} 5.", _
        "Majoration de d{00e9}marrage, en euros.", _
        "Aide {00e0} la lettre d'intention, vide s'il n'y en a pas eu."
    Inscrire "CPTS_CONTROLE_AIDE_LETTRE", "Compare l'aide notifi{00e9}e {00e0} l'{00e9}chelle nationale, dont le texte sign{00e9} n'a pas {00e9}t{00e9} lu ; sans objet s'il n'y en a pas. Texte : avenant 2 (incertain).", _
        "Taille de la CPTS, de 1 {00e0} 4.", _
        "Aide {00e0} la lettre d'intention, en euros.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_TAILLE", "Donne la taille (1 {00e0} 4) d'une CPTS d'apr{00e8}s sa population. Texte : accord du 20/06/2019, tranches de population.", _
        "Population du territoire, en habitants (nombre entier).", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_TAILLE_RETENUE", "Retient la taille inscrite au contrat si elle est saisie, sinon la taille calcul{00e9}e. Texte : accord du 20/06/2019 (convention).", _
        "Taille calcul{00e9}e d'apr{00e8}s la population.", _
        "Taille inscrite au contrat, vide si le contrat n'en dit rien."
    Inscrire "CPTS_CONTROLE_BORNE", "Signale une population {00e9}gale {00e0} la borne de 80 000 habitants, que le texte n'attribue {00e0} aucune taille. Texte : accord du 20/06/2019, tranches de population (incertain).", _
        "Population du territoire, en habitants.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_DEBUT_CIVIL", "Donne le 1er janvier de l'ann{00e9}e civile d'un jour, ou d'une ann{00e9}e suivante. Texte : calendrier civil (convention).", _
        "Jour de r{00e9}f{00e9}rence.", _
        "Nombre d'ann{00e9}es {00e0} ajouter, 0 pour l'ann{00e9}e du jour."
    Inscrire "CPTS_DEBUT_MOIS", "Donne le premier jour d'un mois de tr{00e9}sorerie ; le premier mois commence avec l'ann{00e9}e conventionnelle. Texte : plan de tr{00e9}sorerie (convention).", _
        "D{00e9}but de l'ann{00e9}e conventionnelle.", _
        "Rang du mois, de 1 {00e0} 18."
    Inscrire "CPTS_FIN_MOIS", "Donne le premier jour qui n'est plus dans un mois de tr{00e9}sorerie. Texte : plan de tr{00e9}sorerie (convention).", _
        "D{00e9}but de l'ann{00e9}e conventionnelle.", _
        "Rang du mois, de 1 {00e0} 18."
    Inscrire "CPTS_ETAT_MOIS", "Dit si un mois est r{00e9}el (achev{00e9} {00e0} l'arr{00ea}t{00e9}), en cours, ou en pr{00e9}vision. Texte : plan de tr{00e9}sorerie (convention).", _
        "Premier jour du mois.", _
        "Premier jour qui n'est plus dans le mois.", _
        "Date d'arr{00ea}t{00e9} de l'{00e9}tat."
    Inscrire "CPTS_PAYE_PERIODE", "Additionne les d{00e9}penses dont le paiement est dat{00e9} de la p{00e9}riode. Texte : suivi de l'argent (convention).", _
        "Premier jour de la p{00e9}riode.", _
        "Premier jour qui n'est plus dans la p{00e9}riode.", _
        "Colonne des dates de paiement.", _
        "Colonne des montants."
    Inscrire "CPTS_PAYE_PRESUME", "Additionne les d{00e9}penses dat{00e9}es de la p{00e9}riode et sans date de paiement : elles comptent {00e0} la date de la pi{00e8}ce. Texte : suivi de l'argent (convention).", _
        "Premier jour de la p{00e9}riode.", _
        "Premier jour qui n'est plus dans la p{00e9}riode.", _
        "Colonne des dates de pi{00e8}ce.", _
        "Colonne des dates de paiement.", _
        "Colonne des montants."
    Inscrire "CPTS_PREVU_MOIS", "Donne ce que le budget pr{00e9}voit encore pour un mois : rien s'il est r{00e9}el, sinon le pr{00e9}vu moins le fait. Texte : plan de tr{00e9}sorerie (convention).", _
        "{00c9}tat du mois, soit r{00e9}el, soit en cours, soit pr{00e9}vision.", _
        "Sens, charge ou produit.", _
        "Premier jour du mois.", _
        "D{00e9}j{00e0} pay{00e9}, ou re{00e7}u, dans le mois.", _
        "Colonne des sens du budget.", _
        "Colonne des montants {00e9}tal{00e9}s.", _
        "Colonne des mois d'{00e9}ch{00e9}ance unique.", _
        "Colonne des montants du sc{00e9}nario."
    Inscrire "CPTS_ATTENDU_MOIS", "Additionne ce que l'{00e9}ch{00e9}ancier attend encore dans un mois qui n'est pas achev{00e9}. Texte : plan de tr{00e9}sorerie (convention).", _
        "{00c9}tat du mois, soit r{00e9}el, soit en cours, soit pr{00e9}vision.", _
        "Premier jour du mois.", _
        "Premier jour qui n'est plus dans le mois.", _
        "Colonne des dates attendues.", _
        "Colonne des {00e9}carts, n{00e9}gatifs tant qu'il manque quelque chose."
    Inscrire "CPTS_ATTENDU_ANNIVERSAIRE", "Donne ce que l'anniversaire du contrat fait attendre : le solde d'un sc{00e9}nario et l'acompte de l'ann{00e9}e suivante. Texte : plan de tr{00e9}sorerie (convention).", _
        "Solde attendu dans le sc{00e9}nario, en euros.", _
        "Acompte de l'ann{00e9}e suivante, en euros.", _
        "Colonne des soldes d{00e9}j{00e0} re{00e7}us, ligne par ligne."
    Inscrire "CPTS_ANNIVERSAIRE_MOIS", "Porte dans son mois ce que l'anniversaire fait attendre dans le sc{00e9}nario retenu ; rien si le mois est r{00e9}el. Texte : plan de tr{00e9}sorerie (convention).", _
        "{00c9}tat du mois, soit r{00e9}el, soit en cours, soit pr{00e9}vision.", _
        "Premier jour du mois.", _
        "Premier jour qui n'est plus dans le mois.", _
        "Anniversaire du contrat.", _
        "Sc{00e9}nario retenu, soit prudent, soit central, soit complet.", _
        "Colonne des sc{00e9}narios.", _
        "Colonne de ce que l'anniversaire fait attendre, par sc{00e9}nario."
End Sub

Private Sub Aide10()
    Inscrire "CPTS_ENTREES_PREVUES", "Donne les entr{00e9}es d'un mois qui ne sont encore que pr{00e9}vues. Texte : plan de tr{00e9}sorerie (convention).", _
        "Versements ACI attendus {00e0} l'{00e9}ch{00e9}ancier, en euros.", _
        "Attendu {00e0} l'anniversaire du contrat, en euros.", _
        "Autres produits pr{00e9}vus au budget, en euros."
    Inscrire "CPTS_CLOTURE_MOIS", "Donne le solde bancaire {00e0} la fin d'un mois : ouverture, plus les entr{00e9}es, moins les sorties. Texte : plan de tr{00e9}sorerie (convention).", _
        "Solde au d{00e9}but du mois, en euros.", _
        "Versements ACI re{00e7}us, en euros.", _
        "Autres produits re{00e7}us, en euros.", _
        "Entr{00e9}es encore pr{00e9}vues, en euros.", _
        "D{00e9}penses pay{00e9}es ou pr{00e9}sum{00e9}es pay{00e9}es, en euros.", _
        "Charges encore pr{00e9}vues, en euros."
    Inscrire "CPTS_SOLDE_LE_PLUS_BAS", "Donne le plus bas des soldes de fin de mois ; {00e0} compl{00e9}ter si l'un d'eux manque. Texte : plan de tr{00e9}sorerie (convention).", _
        "Colonne des soldes de fin de mois."
    Inscrire "CPTS_CONTROLE_TRESORERIE", "Dit si aucun solde de fin de mois n'est n{00e9}gatif ; {00e0} compl{00e9}ter si l'un d'eux manque. Texte : plan de tr{00e9}sorerie (convention).", _
        "Colonne des soldes de fin de mois."
    Inscrire "CPTS_TAUX_ACOMPTE", "Donne le taux de l'acompte : 75 % de la part fixe, et le fonctionnement entier la premi{00e8}re ann{00e9}e. Texte : accord du 20/06/2019, art. 9.1.", _
        "Volet de la ligne, soit fonctionnement, soit fixe, soit variable, soit snp.", _
        "Ann{00e9}e du contrat, de 1 {00e0} 5.", _
        "Taux inscrit au contrat, vide si le contrat reprend le texte.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_ACOMPTE", "Donne l'acompte de l'ann{00e9}e : la base (droit fixe, ou plafond de la part variable) multipli{00e9}e par le taux. Texte : contrat type, art. 6.1 et 6.2.", _
        "Assiette de l'acompte, en euros.", _
        "Taux d'acompte, de 0 {00e0} 1."
    Inscrire "CPTS_SOLDE", "Donne le solde attendu apr{00e8}s l'acompte : le droit ouvert moins l'acompte, sans descendre sous z{00e9}ro. Texte : contrat type, art. 6.1 et 6.2.", _
        "Droit ouvert, en euros.", _
        "Acompte, en euros."
    Inscrire "CPTS_CUMUL_LIGNE", "Additionne les montants inscrits en face d'une ligne ; {00e0} compl{00e9}ter si l'un d'eux manque. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Ligne de la grille, par exemple acces_fixe.", _
        "Colonne des lignes.", _
        "Colonne des montants."
    Inscrire "CPTS_ANNEE_PAYEE", "Donne l'ann{00e9}e du contrat qu'un versement paie : celle qui est saisie, {00e0} d{00e9}faut l'ann{00e9}e suivie. Texte : convention de l'outil (convention).", _
        "Ann{00e9}e saisie en face du versement, vide pour l'ann{00e9}e suivie.", _
        "Ann{00e9}e du contrat suivie ici.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_VERSE_LIGNE", "Additionne ce qui a {00e9}t{00e9} vers{00e9} pour une ligne au titre d'une ann{00e9}e du contrat ; {00e0} compl{00e9}ter si rien n'est s{00fb}r. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Ligne de la grille, par exemple acces_fixe.", _
        "Ann{00e9}e du contrat, de 1 {00e0} 5.", _
        "Colonne des lignes pay{00e9}es.", _
        "Colonne des ann{00e9}es pay{00e9}es.", _
        "Colonne des montants re{00e7}us."
    Inscrire "CPTS_VERSE_ANNEE", "Donne tout ce qui a {00e9}t{00e9} vers{00e9} pour une ann{00e9}e du contrat : avant ce classeur si elle est pass{00e9}e, puis ici. Texte : contr{00f4}le de coh{00e9}rence (convention).", _
        "Situation de l'ann{00e9}e, pass{00e9}e, en cours ou {00e0} venir.", _
        "Rang de l'ann{00e9}e dans le contrat, {00e0} partir de 1.", _
        "Vers{00e9} pour cette ann{00e9}e avant ce classeur, en euros.", _
        "Colonne des lignes pay{00e9}es.", _
        "Colonne des ann{00e9}es pay{00e9}es.", _
        "Colonne des montants re{00e7}us."
    Inscrire "CPTS_RESTE_A_PERCEVOIR", "Donne ce qui reste {00e0} percevoir : le droit ouvert moins le vers{00e9}, sans descendre sous z{00e9}ro. Texte : contrat type, art. 6.1 et 6.2.", _
        "Droit ouvert, en euros.", _
        "Vers{00e9}, en euros."
    Inscrire "CPTS_TROP_PERCU", "Donne le trop-per{00e7}u : le vers{00e9} moins le droit ouvert, sans descendre sous z{00e9}ro. Sa suite rel{00e8}ve du contrat. Texte : accord du 20/06/2019, art. 9.1 (incertain).", _
        "Droit ouvert, en euros.", _
        "Vers{00e9}, en euros."
    Inscrire "CPTS_CONTROLE_COMMISSAIRE", "Dit si le vers{00e9}, {00e0} lui seul, d{00e9}passe le seuil qui impose un commissaire aux comptes. Texte : code de commerce, art. L. 612-4.", _
        "Vers{00e9}, en euros, au titre de l'ACI.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_SOURCE", "Donne un nombre des textes et ce qui le fonde : article ou source, statut, v{00e9}rification.", _
        "Ligne de la grille (acces_fixe) ou code complet (taux_acompte|fixe).", _
        "Taille de la CPTS, de 1 {00e0} 4, ou ann{00e9}e pour {00ab} pass {00bb} ; vide si le code suffit.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_EXPLICATION", "Explique en une phrase le calcul d'une autre fonction, avec les m{00ea}mes arguments.", _
        "Nom de la fonction {00e0} expliquer, par exemple CPTS_ACOMPTE ou acompte.", _
        "Argument 1 de cette fonction, dans son ordre.", _
        "Argument 2 de cette fonction, dans son ordre.", _
        "Argument 3 de cette fonction, dans son ordre.", _
        "Argument 4 de cette fonction, dans son ordre.", _
        "Argument 5 de cette fonction, dans son ordre.", _
        "Argument 6 de cette fonction, dans son ordre.", _
        "Argument 7 de cette fonction, dans son ordre.", _
        "Argument 8 de cette fonction, dans son ordre."
    Inscrire "CPTS_BAREME", "Donne la grille d'une taille, sous un titre : ligne, libell{00e9}, montant, texte, statut.", _
        "Taille de la CPTS, de 1 {00e0} 4.", _
        "Jour du droit, en principe le d{00e9}but de l'ann{00e9}e conventionnelle."
    Inscrire "CPTS_MOTIF", "Dit que faire devant une r{00e9}ponse en toutes lettres ; rien devant un nombre ou une date.", _
        "Cellule dont la r{00e9}ponse {00e9}tonne."
    Inscrire "CPTS_VERSION", "Donne la version de l'outil et l'empreinte des textes qu'il applique."
End Sub

