"""A real office program that reviews Word files: LibreOffice with a profile of its own and a few lines of its Basic."""

import subprocess
from pathlib import Path

from tests.wanted import wanted

# What Review is told, divided by "|": "all=.uno:AcceptAllTrackedChanges", "accept=(A-1)", "reject=(A-2)" (the changes
# under a name that has these words), "type=B3=words" (put in at the end of a cell, tracked as the file asks).
BASIC = """
Sub Review(source As String, target As String, orders As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  For Each order In Split(orders, "|")
    parts = Split(order, "=", 3)
    If parts(0) = "all" Then Dispatch(doc, parts(1))
    If parts(0) = "accept" Then Decide(doc, parts(1), ".uno:AcceptTrackedChange")
    If parts(0) = "reject" Then Decide(doc, parts(1), ".uno:RejectTrackedChange")
    If parts(0) = "type" Then
      cell = doc.TextTables.getByIndex(0).getCellByName(parts(1))
      at = cell.createTextCursor()
      at.gotoEnd(False)
      cell.insertString(at, parts(2), False)
    End If
  Next
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = "MS Word 2007 XML"
  doc.storeToURL(target, how())
  doc.close(True)
  StarDesktop.terminate()
End Sub

Sub Dispatch(doc, command As String)
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(doc.CurrentController.Frame, command, "", 0, Array())
End Sub

Sub Decide(doc, author As String, command As String)
  Dim again As Boolean
  Do
    again = False
    changes = doc.getRedlines().createEnumeration()
    While changes.hasMoreElements() And Not again
      change = changes.nextElement()
      If InStr(change.RedlineAuthor, author) &gt; 0 Then
        before = Count(doc)
        doc.CurrentController.select(change.RedlineStart)
        Dispatch(doc, command)
        again = Count(doc) &lt; before
      End If
    Wend
  Loop While again
End Sub

Function Count(doc) As Long
  changes = doc.getRedlines().createEnumeration()
  While changes.hasMoreElements()
    changes.nextElement()
    Count = Count + 1
  Wend
End Function
"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Review" script:language="StarBasic">
{basic}</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Review"/></library:library>
"""


class Office:
    """LibreOffice, started anew for each file; `folder` holds its profile and what it writes."""

    def __init__(self, folder: Path):
        """Make the profile, and put the macro into it once LibreOffice has made its own things."""
        self.program, self.folder = wanted("soffice"), folder
        self._run("--terminate_after_init")
        standard = folder / "profile" / "user" / "basic" / "Standard"
        standard.mkdir(parents=True, exist_ok=True)
        (standard / "Review.xba").write_text(MODULE.format(basic=BASIC), "utf-8")
        (standard / "script.xlb").write_text(LIBRARY, "utf-8")

    def _run(self, *arguments: str) -> None:
        profile = f"-env:UserInstallation=file://{self.folder}/profile"
        subprocess.run([self.program, profile, "--headless", "--norestore", *arguments], check=True,
                       capture_output=True, timeout=120)

    def review(self, data: bytes, *orders: str) -> bytes:
        """A Word file after somebody did these things to it, saved by LibreOffice as a Word file again."""
        source, target = self.folder / "sent.docx", self.folder / "reviewed.docx"
        source.write_bytes(data)
        target.unlink(missing_ok=True)
        words = "|".join(orders)
        self._run(f'macro:///Standard.Review.Review("file://{source}","file://{target}","{words}")')
        return target.read_bytes()

    def accept_all(self, data: bytes) -> bytes:
        """Every tracked change taken."""
        return self.review(data, "all=.uno:AcceptAllTrackedChanges")

    def reject_all(self, data: bytes) -> bytes:
        """None of them."""
        return self.review(data, "all=.uno:RejectAllTrackedChanges")
