"""Sign-in, language, errors and the page of components, in a real browser."""

import re

from playwright.sync_api import expect
from tests.browser.seeing import Visit


def test_sign_in_page_is_good(visit: Visit) -> None:
    page = visit.open("/sign-in/")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
    visit.expect_good_page()


def test_wrong_password_says_what_to_do(visit: Visit, officer: object) -> None:
    page = visit.open("/sign-in/")
    page.get_by_label("Tên đăng nhập").fill("canbo")
    page.get_by_label("Mật khẩu").fill("nhầm")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_contain_text("Unikey")
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("canbo")
    visit.expect_good_page()


def test_sign_in_and_out(visit: Visit, officer: object) -> None:
    page = visit.open("/sign-in/")
    page.get_by_label("Tên đăng nhập").fill("canbo")
    page.get_by_label("Mật khẩu").fill("mat-khau-thu-nghiem")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).to_have_url(f"{visit.origin}/")
    page.locator("details.menu summary").click()
    expect(page.locator(".menu-person")).to_contain_text("Cán bộ thử nghiệm")
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page).to_have_url(re.compile(r"/sign-in/"))


def test_language_is_chosen_and_kept(visit: Visit) -> None:
    page = visit.open("/sign-in/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    visit.expect_good_page()


def test_components_page_is_good(signed_in: Visit) -> None:
    page = signed_in.open("/components/")
    expect(page.locator(".chart-drawing svg")).to_have_count(2)
    signed_in.expect_good_page()


def test_marked_phrases_and_tasks_light_each_other(signed_in: Visit) -> None:
    page = signed_in.open("/components/")
    page.locator("mark", has_text="Văn phòng Sở").hover()
    expect(page.locator("[data-mark-key=task-office]")).to_have_class(re.compile("is-lit"))
    expect(page.locator("[data-mark-key=task-metrology]")).not_to_have_class(re.compile("is-lit"))
    page.locator("[data-mark-key=task-metrology]").focus()
    expect(page.locator("mark", has_text="Chi cục")).to_have_class(re.compile("is-lit"))


def test_table_filters_without_diacritics_and_sorts(signed_in: Visit) -> None:
    page = signed_in.open("/components/")
    names = page.locator("#tree tbody tr:visible .tree-name")
    page.get_by_role("searchbox").fill("sang kien")
    expect(names).to_have_text(["Sáng kiến hoặc giải pháp mới"])
    page.get_by_role("searchbox").fill("")
    page.get_by_role("button", name="Tự chấm").click()
    expect(names.first).to_have_text("Mức độ hài lòng (SIPAS)")
    page.get_by_role("button", name="Tự chấm").click()
    expect(names.first).to_have_text("Công tác chỉ đạo và điều hành CCHC")


# An entry may begin and end between two pixels; the pixels that it is drawn on are whole.
ENTRY_WITHIN = """bar => {
  const pixels = element => {
    const box = element.getBoundingClientRect();
    return [box.left, box.right, box.top, box.bottom].map(Math.round);
  };
  const [left, right, top, bottom] = pixels(bar.querySelector("[aria-current]"));
  const [from, to] = pixels(bar);
  return left >= Math.max(from, 0) && right <= Math.min(to, innerWidth)
    && top >= 0 && bottom <= innerHeight;
}"""


def test_bars_show_the_entry_of_the_page_on_a_phone(signed_in: Visit) -> None:
    page = signed_in.open("/dossiers/portal/")
    for bar in (".tabs", ".main-menu"):
        shown = page.locator(bar)
        expect(shown.locator("[aria-current]")).to_be_in_viewport()
        page.wait_for_function(ENTRY_WITHIN, arg=shown.element_handle())


def test_draft_is_kept_until_sent(signed_in: Visit) -> None:
    page = signed_in.open("/components/")
    page.locator("#id_note").fill("chưa gửi")
    signed_in.open("/components/")
    expect(page.locator("#id_note")).to_have_value("chưa gửi")
    page.get_by_role("button", name="Bỏ bản nháp").click()
    expect(page.locator("#id_note")).to_have_value("")


def test_missing_page_says_what_to_do_in_both_languages(signed_in: Visit) -> None:
    signed_in.expected.append("404")
    page = signed_in.open("/khong-co/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Không có trang này")
    expect(page.get_by_text("There is no such page")).to_be_visible()
    signed_in.expect_good_page()


def test_components_page_is_good_in_english(signed_in: Visit) -> None:
    page = signed_in.open("/components/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Components")
    page.wait_for_load_state("networkidle")
    signed_in.expect_good_page()


WORDS_BEYOND_THEIR_ENTRY = """() => [...document.querySelectorAll('.main-menu li')]
.filter((entry) => {
  const words = document.createRange();
  words.selectNodeContents(entry.querySelector('a'));
  const [inner, outer] = [words, entry].map((one) => one.getBoundingClientRect());
  return inner.left < outer.left || inner.right > outer.right;
}).map((entry) => entry.textContent.trim())"""


def test_english_words_of_the_menu_stay_within_their_entries(signed_in: Visit) -> None:
    page = signed_in.open("/components/")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".main-menu")).to_contain_text("Accountability")
    for width, height in ((1366, 768), (360, 800)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(WORDS_BEYOND_THEIR_ENTRY) == []


def test_the_menu_s_last_entry_is_reached_on_a_low_screen(signed_in: Visit) -> None:
    page = signed_in.open("/components/")
    page.set_viewport_size({"width": 1366, "height": 600})
    last = page.locator(".main-menu a").last
    expect(last).not_to_be_in_viewport()
    page.locator(".main-menu ul").hover()
    page.mouse.wheel(0, 400)
    expect(last).to_be_in_viewport(ratio=1)


def test_keyboard_comes_first_to_the_skip_link(signed_in: Visit) -> None:
    page = signed_in.open("/components/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_form_sent_twice_is_sent_once(signed_in: Visit) -> None:
    page = signed_in.open("/")
    posts: list[str] = []
    page.on("request", lambda request: request.method == "POST" and posts.append(request.url))
    # Two events in one turn of the page, as a double click on a slow machine gives.
    page.evaluate(
        "() => { const form = document.querySelector('.language-switch');"
        " form.requestSubmit(form.querySelector('button'));"
        " form.requestSubmit(form.querySelector('button')); }"
    )
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert len(posts) == 1
