Option Explicit

Private Sub Workbook_Open()
    ' un instant plus tard : Excel refuse d'inscrire l'aide tant que l'ouverture n'est pas finie
    On Error Resume Next
    CptsPlanifierAide 1
End Sub
