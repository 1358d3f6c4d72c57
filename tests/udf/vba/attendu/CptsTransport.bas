Option Explicit
Option Private Module

' Du classeur a Python : la bibliotheque de xlwings, chargee par son chemin entier sous un nom qui ne change pas,
' lance l'interpreteur designe par les reglages du poste. Aucun chemin ni aucune version n'est ecrit ici.
'
' xlwings : Copyright (C) 2014-present, Zoomer Analytics LLC, licence BSD 3 clauses. La declaration de
' XLPyDLLActivateAuto suit son module VBA ; la bibliotheque elle-meme reste celle que pip installe.

Private Const MODULE_PYTHON As String = "cpts_xl.udf.excel"
Private Const DOSSIER As String = "%LOCALAPPDATA%\cpts_xl\"
Private Const REGLAGES As String = "reglages.conf"
Private Const FEUILLE As String = "xlwings.conf"
Private Const REGLAGES_MAX As Long = 50

#If Mac Then
#Else
    Private Declare PtrSafe Function ExpandEnvironmentStringsW Lib "kernel32" (ByVal source As LongPtr, ByVal cible As LongPtr, ByVal taille As Long) As Long
    Private Declare PtrSafe Function GetFileAttributesW Lib "kernel32" (ByVal chemin As LongPtr) As Long
    Private Declare PtrSafe Function GetShortPathNameW Lib "kernel32" (ByVal chemin As LongPtr, ByVal court As LongPtr, ByVal taille As Long) As Long
    Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal chemin As LongPtr) As LongPtr
    #If Win64 Then
        Private Const CLE_DLL As String = "LIAISON_64"
        Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "cpts_xl64.dll" (ByRef resultat As Variant, ByVal commande As String, ByVal mode As Long) As Long
    #Else
        Private Const CLE_DLL As String = "LIAISON_32"
        Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "cpts_xl32.dll" (ByRef resultat As Variant, ByVal commande As String, ByVal mode As Long) As Long
    #End If
#End If

Private commande As String

Public Function CptsEnvoyer(ByVal nom As String, ByRef donnees As Variant) As Variant
    Dim serveur As Object
    Set serveur = CptsServeur()
    ' entre parentheses, par valeur : par reference, Windows renverrait aussi toute la plage
    CptsEnvoyer = serveur.CallUDF(MODULE_PYTHON, (nom), (donnees))
End Function

#If Mac Then

Private Function CptsServeur() As Object
    Err.Raise CPTS_SANS_PYTHON, "CPTS", CptsTexte("Excel pour Mac ne fait pas tourner ces fonctions : employer le compl{00e9}ment Office, ou une copie de relecture.")
End Function

#Else

Private Function CptsServeur() As Object
    Dim description As String
    Dim rendu As Variant
    On Error GoTo echec
    If commande = "" Then commande = CptsPreparer()
    If XLPyDLLActivateAuto(rendu, commande, 1) <> 0 Then
        Err.Raise CPTS_REFUS, "CPTS", CptsTexte("Python n'a pas pu d{00e9}marrer : lancer {00ab} cpts-xl diagnostic {00bb}. D{00e9}tail : ") & Left$(CStr(rendu), 120)
    End If
    Set CptsServeur = rendu
    Exit Function
echec:
    description = Err.Description
    If Err.Number <> CPTS_REFUS Then
        description = CptsTexte("La liaison avec Python n'a pas pu {00ea}tre {00e9}tablie : lancer {00ab} cpts-xl diagnostic {00bb}. D{00e9}tail : ") & Left$(description, 120)
    End If
    commande = ""
    On Error GoTo 0
    Err.Raise CPTS_SANS_PYTHON, "CPTS", description
End Function

Private Function CptsPreparer() As String
    Dim bibliotheque As String
    Dim python As String
    python = CptsReglage("INTERPRETER_WIN")
    bibliotheque = CptsReglage(CLE_DLL)
    If python = "" Or bibliotheque = "" Then
        Err.Raise CPTS_REFUS, "CPTS", CptsTexte("Les fonctions CPTS ne sont pas install{00e9}es sur ce poste : lancer {00ab} cpts-xl installer {00bb}, puis recalculer par Ctrl+Alt+F9.")
    End If
    If Not CptsExiste(python) Then
        Err.Raise CPTS_REFUS, "CPTS", CptsTexte("Python n'est plus o{00f9} l'installation l'avait mis : relancer {00ab} cpts-xl installer {00bb}, puis recalculer par Ctrl+Alt+F9.")
    End If
    If LoadLibraryW(StrPtr(bibliotheque)) = 0 Then
        Err.Raise CPTS_REFUS, "CPTS", CptsTexte("La biblioth{00e8}que de liaison est absente, bloqu{00e9}e, ou faite pour un autre Excel (32 ou 64 bits) : relancer {00ab} cpts-xl installer {00bb}.")
    End If
    CptsPreparer = Chr$(34) & CptsAnsi(python) & Chr$(34) & " -I -B -c " & Chr$(34) & "from cpts_xl.udf.excel import servir; servir('$(CLSID)')" & Chr$(34)
End Function

' La feuille xlwings.conf du classeur, s'il en a une, l'emporte sur les reglages du poste.
Private Function CptsReglage(ByVal cle As String) As String
    Dim valeur As String
    valeur = CptsReglageFeuille(cle)
    If valeur = "" Then valeur = CptsReglageFichier(cle)
    CptsReglage = CptsDeployer(CptsTexte(valeur))
End Function

Private Function CptsReglageFeuille(ByVal cle As String) As String
    Dim reglee As Object
    Dim rang As Long
    On Error Resume Next
    Set reglee = ThisWorkbook.Worksheets(FEUILLE)
    On Error GoTo 0
    If reglee Is Nothing Then Exit Function
    For rang = 1 To REGLAGES_MAX
        If UCase$(Trim$(reglee.Cells(rang, 1).Text)) = cle Then CptsReglageFeuille = Trim$(reglee.Cells(rang, 2).Text)
    Next rang
End Function

Private Function CptsReglageFichier(ByVal cle As String) As String
    Dim chemin As String
    Dim ligne As String
    Dim numero As Integer
    Dim ou As Long
    chemin = CptsDeployer(DOSSIER & REGLAGES)
    If Not CptsExiste(chemin) Then Exit Function
    numero = FreeFile
    Open CptsAnsi(chemin) For Input As #numero
    Do While Not EOF(numero)
        Line Input #numero, ligne
        ou = InStr(1, ligne, "=")
        If ou > 1 Then
            If UCase$(Trim$(Left$(ligne, ou - 1))) = cle Then CptsReglageFichier = Trim$(Mid$(ligne, ou + 1))
        End If
    Loop
    Close #numero
End Function

Private Function CptsDeployer(ByVal chemin As String) As String
    Dim tampon As String
    Dim taille As Long
    tampon = String$(1024, vbNullChar)
    taille = ExpandEnvironmentStringsW(StrPtr(chemin), StrPtr(tampon), 1024)
    CptsDeployer = chemin
    If taille > 1 And taille <= 1024 Then CptsDeployer = Left$(tampon, taille - 1)
End Function

Private Function CptsExiste(ByVal chemin As String) As Boolean
    Dim attributs As Long
    attributs = GetFileAttributesW(StrPtr(chemin))
    CptsExiste = (attributs <> -1) And ((attributs And vbDirectory) = 0)
End Function

' La bibliotheque de xlwings et Open ne connaissent que la page de codes du poste : un chemin qui en sort
' (un prenom polonais sur un poste francais) est donne sous sa forme courte.
Private Function CptsAnsi(ByVal chemin As String) As String
    Dim tampon As String
    Dim taille As Long
    CptsAnsi = chemin
    If StrConv(StrConv(chemin, vbFromUnicode), vbUnicode) = chemin Then Exit Function
    tampon = String$(1024, vbNullChar)
    taille = GetShortPathNameW(StrPtr(chemin), StrPtr(tampon), 1024)
    If taille > 0 And taille < 1024 Then CptsAnsi = Left$(tampon, taille)
End Function

#End If
