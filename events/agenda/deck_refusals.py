"""Why slides are refused: one sentence for each kind of file, each saying what to do."""

from events.refusals import N_, Refusal

AS_WHAT = N_("Save your slides as PowerPoint (.pptx), OpenDocument (.odp) or PDF and send that file.")


class DeckRefused(Refusal):
    """The file is not slides that can be taken; the sentence says what to do."""

    sentence = N_("These are not slides that we can take. Save them as PDF, PowerPoint (.pptx) or OpenDocument (.odp).")
    status = 415
    field = "slides"


# Files of other kinds.
EMPTY = N_("The file is empty. Choose it again, and check that it opens on your own computer.")
WEB_PAGE = N_("This is a web page, and not slides that we can take. Open your slides and save them as PDF.")
DRAWING = N_("This is a drawing (SVG), and not slides that we can take. Put it on a slide and save that as PDF.")
PROGRAM = N_("This is a program, and not slides that we can take. Choose the file with your slides.")
OLD = N_("This is an older PowerPoint file, or one with a password. Open it, take off the password and save it as "
         "PowerPoint (.pptx) or PDF.")
SHOW = N_("This is a PowerPoint show (.ppsx). Open it and save it as PowerPoint (.pptx) or PDF.")
WORD_FILE = N_("This is a Word document and not slides that we can take. Save it as PDF and send that file.")
TABLES = N_("This is an Excel workbook and not slides that we can take. Put its tables on slides, or save it as PDF.")
OTHER_OPEN_DOCUMENT = N_("This is an OpenDocument file, but not slides that we can take. Save it as PDF, or choose the "
                         "presentation (.odp).")
OTHER_ZIP = N_("This is a folder packed as ZIP, and not slides that we can take. Unpack it and send the presentation "
               "itself.")
TWO_IN_ONE = N_("The file is of two kinds at once: slides, and something else before or after them. Open it and "
                "save it anew as PowerPoint (.pptx) or PDF.")

# Damaged, locked or made to harm.
DAMAGED = N_("The file is damaged. Save it again and send the new one.")
CUT_ZIP = N_("This presentation is damaged: it breaks off before its end. Check that it opens on your own computer and "
             "send it again.")
CUT_PDF = N_("This PDF breaks off before its end. Save it again and send the new file.")
LOCKED = N_("The file has a password. Take it off and save the file again.")
LOCKED_PDF = N_("This PDF is encrypted. Save it again without a password and without restrictions.")
BOMB = N_("Unpacked, the file would be many times its size, as slides never are. Save it anew, or as PDF.")
LYING = N_("A part of the file is longer than the file says. Open it and save it anew, or as PDF.")
PARTS = N_("The file has more parts than any presentation has. Save it anew, or as PDF.")
CLIMBING = N_("A part of the file has a name that leads out of it. Open it and save it anew as PowerPoint (.pptx) or "
              "PDF.")
TWICE = N_("Two parts of the file have the same name. Open it and save it anew as PowerPoint (.pptx) or PDF.")
HIDDEN_BYTES = N_("Something is hidden between the parts of the file. Open it and save it anew as PowerPoint (.pptx) "
                  "or PDF.")
OVERLAPPING = N_("Parts of the file lie in one another, so that it would unpack to far more than it holds. Save it "
                 "anew, or as PDF.")
TOWER = N_("A part of the file is nested deeper than slides ever are. Save it anew, or as PDF.")
ENTITIES = N_("A part of the file defines words of its own (a DTD), as slides never do. Open it and save it anew, or "
              "as PDF.")
TOO_LONG_TO_OPEN = N_("The file could not be opened in time. Make it simpler: fewer and smaller pictures, or save it "
                      "as PDF.")
NO_PAGES = N_("There is not one page in this file. Check that it opens on your own computer and save it again.")
MANY_PAGES = N_("The file has %(count)s pages; we take up to %(most)s. Take out what you will not show.")
HUGE_PAGES = N_("A page of this PDF is larger than any screen or wall. Save it again with an ordinary page size.")
TINY_PAGES = N_("A page of this PDF has no size. Save it again with an ordinary page size.")

# What acts by itself when somebody opens the slides.
MACROS = N_("The file carries macros, which we do not take. Save it without macros, or as PDF.")
MACRO_PART = N_("There are macros hidden in the file, though its name says otherwise. Copy the slides into a new "
                "presentation and save that, or save it as PDF.")
CONTROLS = N_("There are controls (ActiveX, such as buttons or players) on a slide. Take them off, or save the file as "
              "PDF.")
OBJECTS = N_("Another program's object is embedded on a slide. Put a picture of it there instead (copy, then paste as "
             "picture), or save the file as PDF.")
PACKAGES = N_("A whole document is embedded on a slide. Put a picture of it there instead, or save the file as PDF.")
ARCHIVES = N_("There is a further packed file inside this one. Take it out and save the file again.")
PROGRAM_INSIDE = N_("There is a program inside the file. Take it out, or save the file as PDF.")
DRAWING_ACTS = N_("A drawing (SVG) in the file carries a script. Put a picture there instead, or save the file as PDF.")

# What is fetched from elsewhere.
OUTSIDE_MEDIA = N_("A picture, sound or film is fetched from the internet whenever somebody opens the file (%(to)s). "
                   "Insert it into the slides itself, or save them as PDF.")
OUTSIDE_TEMPLATE = N_("The file fetches its template from elsewhere (%(to)s). Use a template of your own computer, or "
                      "save it as PDF.")
OUTSIDE_OBJECT = N_("A slide is linked with an object in another file (%(to)s). Break the link, so that the slide "
                    "keeps what it shows, or save the file as PDF.")
OUTSIDE_FILE = N_("There is a link to a file on a computer or in a network (%(to)s), which nobody else can open. Take "
                  "the link out and save the file again.")
OUTSIDE_ADDRESS = N_("There is a link that is neither a web nor an email address (%(to)s). Take it out and save the "
                     "file again.")

# PDF alone.
PDF_SCRIPT = N_("This PDF carries a script (JavaScript). Print it to PDF anew: that leaves the script behind.")
PDF_LAUNCH = N_("This PDF would start a program. Print it to PDF anew: that leaves such commands behind.")
PDF_OPENING = N_("This PDF does something by itself as it is opened. Print it to PDF anew: that leaves such commands "
                 "behind.")
PDF_FILES = N_("There are files attached inside this PDF. Take them out, or print it to PDF anew.")
PDF_ELSEWHERE = N_("This PDF leads into another file or sends what is typed elsewhere. Print it to PDF anew: that "
                   "leaves such commands behind.")
PDF_FORM = N_("This PDF is a form of the XFA kind, which many programs cannot show. Print it to PDF anew.")
PDF_MEDIA = N_("There is a film, sound or three-dimensional object in this PDF. Print it to PDF anew, or send the "
               "presentation itself.")
PDF_BOMB = N_("A page of this PDF would unpack to many times its size, as slides never do. Print it to PDF anew.")
PDF_MANY = N_("This PDF has more parts than any slides have. Print it to PDF anew.")

# OpenDocument alone.
ODP_SCRIPT = N_("A script hangs on a button or a page of this presentation. Take it off (Tools, Macros), or save the "
                "file as PDF.")
ODP_OBJECTS = N_("A table, document or other program's object is embedded in this presentation. Put a picture of it "
                 "there instead, or save the file as PDF.")
ODP_LOCKED = N_("This OpenDocument file is encrypted. Save it again without a password.")
ODP_OUTSIDE = N_("A picture, sound or film of this presentation is fetched from elsewhere (%(to)s). Insert it itself "
                 "(Edit, Links, Break Link), or save the file as PDF.")
