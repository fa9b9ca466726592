"""Who may open which page."""

def test_an_unknown_visitor_of_a_desk_page_is_sent_to_sign_in(reader):
    page = reader.anybody().get("/desk/officers", status=302)
    assert page.headers["Location"] == "/sign-in?next=/desk/officers"
