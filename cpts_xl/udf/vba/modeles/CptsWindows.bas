Option Explicit
Option Private Module

' Les seuls appels à Windows : chemins, réglages, et la bibliothèque de liaison de xlwings, chargée par son chemin
' entier sous un nom qui ne change pas. Aucun chemin ni aucune version n'est écrit ici.
'
' xlwings : Copyright (C) 2014-present, Zoomer Analytics LLC, licence BSD 3 clauses. La déclaration de
' XLPyDLLActivateAuto suit son module VBA ; la bibliothèque elle-même reste celle que pip installe.

Private Const TAMPON_MAX As Long = 1024

#If Mac Then
#Else
    Private Declare PtrSafe Function ExpandEnvironmentStringsW Lib "kernel32" (ByVal source As LongPtr, ByVal cible As LongPtr, ByVal taille As Long) As Long
    Private Declare PtrSafe Function GetFileAttributesW Lib "kernel32" (ByVal chemin As LongPtr) As Long
    Private Declare PtrSafe Function GetShortPathNameW Lib "kernel32" (ByVal chemin As LongPtr, ByVal court As LongPtr, ByVal taille As Long) As Long
    Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal chemin As LongPtr) As LongPtr
    #If Win64 Then
        Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "cpts_xl64.dll" (ByRef resultat As Variant, ByVal commande As String, ByVal mode As Long) As Long
    #Else
        Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "cpts_xl32.dll" (ByRef resultat As Variant, ByVal commande As String, ByVal mode As Long) As Long
    #End If
#End If

#If Mac Then
#Else

' Les bits d'Excel, dont dépend la bibliothèque ; ceux de Python, un autre programme, sont indifférents.
Public Function CptsBits() As Long
    #If Win64 Then
        CptsBits = 64
    #Else
        CptsBits = 32
    #End If
End Function

Public Function CptsDeployer(ByVal chemin As String) As String
    Dim tampon As String
    Dim taille As Long
    tampon = String$(TAMPON_MAX, vbNullChar)
    taille = ExpandEnvironmentStringsW(StrPtr(chemin), StrPtr(tampon), TAMPON_MAX)
    CptsDeployer = chemin
    If taille > 1 And taille <= TAMPON_MAX Then CptsDeployer = Left$(tampon, taille - 1)
End Function

Public Function CptsExiste(ByVal chemin As String) As Boolean
    Dim attributs As Long
    attributs = GetFileAttributesW(StrPtr(chemin))
    CptsExiste = (attributs <> -1) And ((attributs And vbDirectory) = 0)
End Function

' La bibliothèque de xlwings et Open ne connaissent que la page de codes du poste : un chemin qui en sort
' (un prénom polonais sur un poste français) est donné sous sa forme courte.
Public Function CptsAnsi(ByVal chemin As String) As String
    Dim tampon As String
    Dim taille As Long
    CptsAnsi = chemin
    If StrConv(StrConv(chemin, vbFromUnicode), vbUnicode) = chemin Then Exit Function
    tampon = String$(TAMPON_MAX, vbNullChar)
    taille = GetShortPathNameW(StrPtr(chemin), StrPtr(tampon), TAMPON_MAX)
    If taille > 0 And taille < TAMPON_MAX Then CptsAnsi = Left$(tampon, taille)
End Function

Public Function CptsContenu(ByVal chemin As String) As String
    Dim ligne As String
    Dim numero As Integer
    numero = FreeFile
    Open CptsAnsi(chemin) For Input As #numero
    Do While Not EOF(numero)
        Line Input #numero, ligne
        CptsContenu = CptsContenu & ligne & vbLf
    Loop
    Close #numero
End Function

Public Function CptsCharger(ByVal bibliotheque As String) As Boolean
    CptsCharger = (LoadLibraryW(StrPtr(bibliotheque)) <> 0)
End Function

' Donne le serveur Python, lancé s'il ne l'est pas, et rend une phrase vide ; sinon ce que dit la bibliothèque.
Public Function CptsActiver(ByVal commande As String, ByRef serveur As Object) As String
    Dim rendu As Variant
    If XLPyDLLActivateAuto(rendu, commande, 1) = 0 Then
        Set serveur = rendu
    Else
        CptsActiver = "xlwings : " & CStr(rendu)
    End If
End Function

#End If
