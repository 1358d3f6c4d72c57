Option Explicit
Option Private Module

' Du classeur à Python : les réglages du poste disent où sont l'interpréteur et la bibliothèque de liaison.

Private Const MODULE_PYTHON As String = "cpts_xl.udf.excel"
Private Const REGLAGES As String = "%LOCALAPPDATA%\cpts_xl\reglages.conf"
Private Const FEUILLE As String = "xlwings.conf"
Private Const REGLAGES_MAX As Long = 50
Private Const DETAIL_MAX As Long = 120

Private commande As String

Public Function CptsEnvoyer(ByVal nom As String, ByRef donnees As Variant) As Variant
    Dim serveur As Object
    Set serveur = CptsServeur()
    ' entre parenthèses, par valeur : par référence, Windows renverrait aussi toute la plage
    CptsEnvoyer = serveur.CallUDF(MODULE_PYTHON, (nom), (donnees))
End Function

#If Mac Then

Private Function CptsServeur() As Object
    Err.Raise CPTS_SANS_PYTHON, "CPTS", "Excel pour Mac ne fait pas tourner ces fonctions : employer le complément Office, ou une copie de relecture."
End Function

#Else

Private Function CptsServeur() As Object
    Dim description As String
    Dim numero As Long
    Dim serveur As Object
    On Error GoTo echec
    If commande = "" Then commande = CptsPreparer()
    description = CptsActiver(commande, serveur)
    If description <> "" Then
        Err.Raise CPTS_REFUS, "CPTS", "Python n'a pas pu démarrer : lancer « cpts-xl diagnostic ». Détail : " & Left$(description, DETAIL_MAX)
    End If
    Set CptsServeur = serveur
    Exit Function
echec:
    numero = Err.Number
    description = Err.Description
    If numero <> CPTS_REFUS Then
        description = "La liaison avec Python n'a pas pu être établie : lancer « cpts-xl diagnostic ». Détail : " & Left$(description, DETAIL_MAX) & " (" & numero & ")"
    End If
    commande = ""
    On Error GoTo 0
    Err.Raise CPTS_SANS_PYTHON, "CPTS", description
End Function

Private Function CptsPreparer() As String
    Dim bibliotheque As String
    Dim python As String
    python = CptsReglage("INTERPRETER_WIN")
    bibliotheque = CptsReglage("LIAISON_" & CptsBits())
    If python = "" Or bibliotheque = "" Then
        Err.Raise CPTS_REFUS, "CPTS", "Les fonctions CPTS ne sont pas installées sur ce poste : lancer « cpts-xl installer », puis recalculer par Ctrl+Alt+F9."
    End If
    If Not CptsExiste(python) Then
        Err.Raise CPTS_REFUS, "CPTS", "Python n'est plus où l'installation l'avait mis : relancer « cpts-xl installer », puis recalculer par Ctrl+Alt+F9."
    End If
    If Not CptsCharger(bibliotheque) Then
        Err.Raise CPTS_REFUS, "CPTS", "La bibliothèque de liaison est absente, bloquée, ou faite pour un autre Excel (32 ou 64 bits) : relancer « cpts-xl installer »."
    End If
    CptsPreparer = Chr$(34) & CptsAnsi(python) & Chr$(34) & " -I -B -c " & Chr$(34) & "from cpts_xl.udf.excel import servir; servir('$(CLSID)')" & Chr$(34)
End Function

' La feuille xlwings.conf du classeur, s'il en a une, l'emporte sur les réglages du poste.
Private Function CptsReglage(ByVal cle As String) As String
    Dim valeur As String
    valeur = CptsReglageFeuille(cle)
    If valeur = "" Then valeur = CptsReglageFichier(cle)
    CptsReglage = CptsDeployer(CptsTexte(valeur))
End Function

Private Function CptsReglageFeuille(ByVal cle As String) As String
    Dim rang As Long
    Dim reglee As Object
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
    Dim lignes As Variant
    Dim ou As Long
    Dim rang As Long
    chemin = CptsDeployer(REGLAGES)
    If Not CptsExiste(chemin) Then Exit Function
    lignes = Split(Replace(CptsContenu(chemin), vbCr, ""), vbLf)
    For rang = LBound(lignes) To UBound(lignes)
        ou = InStr(1, lignes(rang), "=")
        If ou > 1 Then
            If UCase$(Trim$(Left$(lignes(rang), ou - 1))) = cle Then CptsReglageFichier = Trim$(Mid$(lignes(rang), ou + 1))
        End If
    Next rang
End Function

#End If
