Option Explicit
Option Private Module

' L'aide de l'assistant de fonctions. Elle n'est qu'un confort : rien ici ne peut arrêter l'ouverture du classeur.

Private Const CATEGORIE As String = "@CATEGORIE@"
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
        ' complément ouvert avant tout classeur : Excel refuse d'inscrire l'aide
        essais = essais + 1
        If essais <= ESSAIS_MAX Then CptsPlanifierAide 10
        Exit Sub
    End If
    intact = ThisWorkbook.Saved
    masque = ThisWorkbook.IsAddin
    Application.ScreenUpdating = False
    If masque Then ThisWorkbook.IsAddin = False
@APPELS@
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

@PROCEDURES@
