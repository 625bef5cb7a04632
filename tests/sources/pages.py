"""A maker of pages as sites of the region make them, from texts of our own: what stands around an article, and what a page says of itself.

Every page knows its title, day, language and paragraphs, and words that are no part of its text.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape

MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "ky": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "uz": "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
    "tg": "январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
}
TEXTS: dict[str, tuple[list[str], list[str]]] = {
    "ru": (
        ["Соседи договорились о новом мосте через реку", "Страны региона обсудили цены на хлеб и воду",
         "Форум предпринимателей открылся в горном городе", "Министры сверили планы на засушливое лето"],
        ["В столице прошла встреча министров транспорта четырёх стран. Стороны рассмотрели, как ускорить перевозки между ними.",
         "По данным ведомства, за девять месяцев товарооборот вырос на 12,4 процента и составил 5,5 млрд долларов.",
         "Участники отметили, что очереди на границе стали короче: досмотр грузовика занимает теперь сорок минут, а не три часа.",
         "«Мы хотим, чтобы дорога соединяла, а не делила», — сказал министр транспорта Арман Вымышленный.",
         "Он предложил создать общий склад в приграничном городе и открыть его до конца будущего года.",
         "Представители деловых кругов поддержали это предложение и попросили снизить пошлины на зерно и удобрения.",
         "Следующую встречу решили провести весной в горном посёлке на берегу озера, где строится новый вокзал.",
         "В завершение стороны подписали протокол из девяти пунктов и поручили экспертам следить за его исполнением."],
    ),
    "en": (
        ["Neighbours agree on a new bridge across the river", "Countries of the region discuss bread and water prices",
         "A forum of entrepreneurs opens in a mountain town", "Ministers compare their plans for a dry summer"],
        ["Transport ministers of four countries met in the capital and looked at ways to move goods faster between them.",
         "According to the ministry, trade grew by 12.4 percent over nine months and reached 5.5 billion dollars.",
         "The participants noted that queues at the border have become shorter: a lorry is now checked in forty minutes.",
         "“We want the road to join us and not to divide us,” Transport Minister Arman Invented said.",
         "He proposed to build a common warehouse in a border town and to open it before the end of next year.",
         "Business people backed the proposal and asked for lower duties on grain and fertilisers from next season on.",
         "The next meeting will be held in spring in a mountain village by a lake, where a new station is being built.",
         "In the end the parties signed a protocol of nine points and asked experts to watch how it is carried out."],
    ),
    "kk": (
        ["Көршілер өзен арқылы жаңа көпір салуға келісті", "Аймақ елдері нан мен су бағасын талқылады"],
        ["Елордада төрт елдің көлік министрлері кездесіп, жүк тасымалын қалай жеделдетуге болатынын қарастырды.",
         "Министрліктің мәліметінше, тоғыз айда сауда айналымы 12,4 пайызға өсіп, 5,5 млрд долларға жетті.",
         "Қатысушылар шекарадағы кезектің қысқарғанын айтты: енді жүк көлігін тексеруге қырық минут кетеді.",
         "Министр шекара маңындағы қалада ортақ қойма салып, оны келесі жылдың соңына дейін ашуды ұсынды.",
         "Келесі кездесуді көктемде көл жағасындағы таулы ауылда өткізу туралы шешім қабылданды."],
    ),
    "ky": (
        ["Кошуналар дарыя аркылуу жаңы көпүрө курууга макулдашты", "Аймактын өлкөлөрү нан менен суунун баасын талкуулады"],
        ["Борбор шаарда төрт өлкөнүн транспорт министрлери жолугуп, жүк ташууну кантип тездетүүнү карашты.",
         "Министрликтин маалыматы боюнча, тогуз айда соода жүгүртүү 12,4 пайызга өсүп, 5,5 млрд долларга жетти.",
         "Катышуучулар чек арадагы кезек кыскарганын айтышты: эми жүк унаасын текшерүүгө кырк мүнөт кетет.",
         "Министр чек арага жакын шаарда жалпы кампа куруп, аны кийинки жылдын аягына чейин ачууну сунуштады.",
         "Кийинки жолугушууну жазында көлдүн жээгиндеги тоолуу айылда өткөрүү чечилди."],
    ),
    "uz": (
        ["Qo‘shnilar daryo ustidan yangi ko‘prik qurishga kelishdi", "Mintaqa davlatlari non va suv narxini muhokama qildi"],
        ["Poytaxtda to‘rt davlatning transport vazirlari uchrashib, yuk tashishni qanday tezlashtirish mumkinligini ko‘rib chiqdi.",
         "Vazirlik ma’lumotiga ko‘ra, to‘qqiz oyda savdo aylanmasi 12,4 foizga o‘sib, 5,5 milliard dollarga yetdi.",
         "Ishtirokchilar chegaradagi navbat qisqarganini aytdi: endi yuk mashinasini tekshirish qirq daqiqa oladi.",
         "Vazir chegara yaqinidagi shaharda umumiy ombor qurib, uni kelasi yil oxirigacha ochishni taklif qildi.",
         "Keyingi uchrashuvni bahorda ko‘l bo‘yidagi tog‘li qishloqda o‘tkazishga qaror qilindi."],
    ),
    "tg": (
        ["Ҳамсояҳо дар бораи сохтани пули нав аз болои дарё созиш карданд"],
        ["Дар пойтахт вазирони нақлиёти чор кишвар мулоқот намуда, роҳҳои тезонидани боркашониро баррасӣ карданд.",
         "Тибқи маълумоти вазорат, дар нӯҳ моҳ гардиши савдо 12,4 фоиз афзуда, ба 5,5 миллиард доллар расид.",
         "Иштирокчиён қайд карданд, ки навбат дар сарҳад кӯтоҳ шудааст: акнун санҷиши мошин чил дақиқа мегирад.",
         "Вазир пешниҳод кард, ки дар шаҳри наздисарҳадӣ анбори умумӣ сохта, то охири соли оянда кушода шавад."],
    ),
    "tr": (
        ["Komşular nehrin üzerinden yeni bir köprü için anlaştı"],
        ["Başkentte dört ülkenin ulaştırma bakanları bir araya gelerek yük taşımacılığının nasıl hızlandırılacağını görüştü.",
         "Bakanlığın verilerine göre dokuz ayda ticaret hacmi yüzde 12,4 arttı ve 5,5 milyar dolara ulaştı.",
         "Katılımcılar sınırdaki kuyrukların kısaldığını, bir kamyonun artık kırk dakikada kontrol edildiğini belirtti.",
         "Bakan, sınır kentinde ortak bir depo kurulmasını ve gelecek yılın sonuna kadar açılmasını önerdi."],
    ),
    "az": (
        ["Qonşular çayın üzərindən yeni körpü barədə razılığa gəldi"],
        ["Paytaxtda dörd ölkənin nəqliyyat nazirləri görüşərək yük daşımalarını necə sürətləndirməyi müzakirə etdilər.",
         "Nazirliyin məlumatına görə, doqquz ayda ticarət dövriyyəsi 12,4 faiz artaraq 5,5 milyard dollara çatıb.",
         "İştirakçılar sərhəddə növbələrin qısaldığını bildirdilər: indi yük maşınının yoxlanılması qırx dəqiqə çəkir.",
         "Nazir sərhəd şəhərində ümumi anbar tikməyi və onu gələn ilin sonuna qədər açmağı təklif etdi."],
    ),
}  # fmt: skip
NOISE = {
    "ru": ["Читайте также: дожди пришли на юг и север страны", "Подписывайтесь на наш канал", "Урожай яблок оказался выше ожиданий",
           "Мы используем файлы cookie, чтобы сайт работал лучше", "Спасибо, интересная новость, ждём продолжения"],
    "en": ["Read also: rain comes to the south and the north", "Subscribe to our channel", "Apple harvest above expectations",
           "We use cookies to make this site better", "Thank you, an interesting story, waiting for more"],
}  # fmt: skip
SITES = ("Агентство «Долина»", "Valley News", "Служба вестей", "Steppe Press")
SIDE_DAY = date(2019, 3, 4)


@dataclass(kw_only=True)
class Page:
    """One page: its bytes and what is true of it. `day` is None where the page tells none."""

    name: str
    raw: bytes
    title: str
    day: date | None
    language: str
    paragraphs: list[str]
    noise: list[str] = field(default_factory=list)
    outcome: str = "whole"
    """whole, partial or refused"""


@dataclass(kw_only=True)
class Draft:
    """An article before it is put into a page."""

    number: int
    language: str
    title: str
    day: date
    paragraphs: list[str]
    site: str
    noise: list[str]

    def shown_day(self, style: int = 0) -> str:
        """The day as a site of that language writes it."""
        day, months = self.day, MONTHS[self.language].split()
        month = months[day.month - 1]
        styles = {
            "ru": (f"{day.day} {month} {day.year} года, 14:05", f"{day:%d.%m.%Y} 14:05", f"14:05, {day.day} {month} {day.year}"),
            "en": (f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}, 14:05", f"{day.day} {month[:3]} {day.year}"),
            "kk": (f"{day.year} жылғы {day.day} {month}", f"{day.day} {month.title()} {day.year}", f"{day:%d.%m.%Y}"),
            "ky": (f"{day.year}-жылдын {day.day}-{month.removesuffix('ь')}ы", f"{day:%d.%m.%Y}", f"{day.day}-{month}, {day.year}"),
            "uz": (f"{day.year}-yil {day.day}-{month}", f"{day.day} {month} {day.year}", f"{day:%d.%m.%Y}"),
            "tg": (f"{day.day} {month} {day.year}", f"{day:%d.%m.%Y}", f"{day.day} {month} соли {day.year}"),
            "tr": (f"{day.day} {month} {day.year}", f"{day:%d.%m.%Y}", f"{day.day} {month} {day.year}, 14:05"),
            "az": (f"{day.day} {month} {day.year}", f"{day:%d.%m.%Y}", f"{day.day} {month} {day.year}-ci il"),
        }[self.language]  # fmt: skip
        return styles[style % 3]

    @property
    def stamp(self) -> str:
        return f"{self.day.isoformat()}T14:05:00+05:00"

    @property
    def address(self) -> str:
        return f"https://news{self.number}.example.org/{self.language}/post-{self.number}"


def pages(count: int = 200, seed: int = 6) -> Iterator[Page]:
    """Pages of all makes in turn, each with another text."""
    chance = random.Random(seed)
    makes = [*MAKES]
    for number in range(count):
        make = makes[number % len(makes)]
        languages = make.languages if isinstance(make, _Make) else (*TEXTS,)
        language = languages[(number // len(makes)) % len(languages)]
        titles, texts = TEXTS[language]
        kept = chance.randint(4, len(texts))
        draft = Draft(
            number=number,
            language=language,
            title=chance.choice(titles),
            day=date(2024, 1, 5) + timedelta(days=chance.randrange(650)),
            paragraphs=chance.sample(texts, kept),
            site=chance.choice(SITES),
            noise=NOISE.get(language, NOISE["en"]),
        )
        yield make(draft)


@dataclass(frozen=True)
class _Make:
    build: Callable[[Draft], Page]
    languages: tuple[str, ...]

    def __call__(self, draft: Draft) -> Page:
        return self.build(draft)


MAKES: list[_Make] = []


def made(*languages: str) -> Callable[[Callable[[Draft], Page]], Callable[[Draft], Page]]:
    """Put a make on the list, for some languages or for all."""

    def add(build: Callable[[Draft], Page]) -> Callable[[Draft], Page]:
        MAKES.append(_Make(build, languages or ("ru", "en", "kk", "ky", "uz", "tg", "tr", "az")))
        return build

    return add


def page_of(draft: Draft, markup: str, *, encoding: str = "utf-8", **changes: object) -> Page:
    """A page whose facts are those of its draft."""
    told: dict[str, object] = {
        "name": f"{draft.number}.html",
        "raw": markup.encode(encoding),
        "title": draft.title,
        "day": draft.day,
        "language": draft.language,
        "paragraphs": draft.paragraphs,
        "noise": draft.noise,
    }
    return Page(**(told | changes))  # type: ignore[arg-type]


def head(draft: Draft, *extra: str, charset: str | None = "utf-8", title: str | None = None) -> str:
    declared = f'<meta charset="{charset}">' if charset else ""
    name = title if title is not None else f"{draft.title} — {draft.site}"
    return f"<head>{declared}<title>{escape(name)}</title>{''.join(extra)}</head>"


def paragraphs(draft: Draft, tag: str = "p") -> str:
    return "\n".join(f"<{tag}>{escape(each, quote=False)}</{tag}>" for each in draft.paragraphs)


def around(draft: Draft, article: str) -> str:
    """An article between a menu, a side column with other news, comments and a footer."""
    links = "".join(f'<li><a href="/{n}">{draft.noise[2]} {n}</a></li>' for n in range(8))
    return f"""<header class="header"><div class="logo">{escape(draft.site)}</div><nav><ul class="menu">{links}</ul></nav></header>
<div class="layout"><main>{article}</main>
<aside class="sidebar"><h3>News</h3><div class="item"><span class="date">{SIDE_DAY:%d.%m.%Y}</span><a href="/side">{draft.noise[2]}</a></div></aside></div>
<section class="comments"><h2>2</h2><div class="comment"><b>guest</b><span class="date">{SIDE_DAY:%d.%m.%Y}</span><p>{draft.noise[4]}</p></div></section>
<div class="related-news"><h3>+</h3><ul>{links}</ul></div>
<footer><p>© 2012–2025 {escape(draft.site)}. {draft.noise[1]}</p></footer>"""


def meta_day(draft: Draft) -> str:
    return f'<meta property="article:published_time" content="{draft.stamp}">'


def ld(node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'


def article_node(draft: Draft, **changes: object) -> dict[str, object]:
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": draft.title,
        "datePublished": draft.stamp,
        "dateModified": "2025-11-20T10:00:00+05:00",
        "publisher": {"@type": "Organization", "name": draft.site},
        "mainEntityOfPage": {"@type": "WebPage", "@id": draft.address},
    }
    return told | changes


@made()
def plain(draft: Draft) -> Page:
    article = f"<article><h1>{draft.title}</h1>{paragraphs(draft)}</article>"
    return page_of(
        draft,
        f"<!doctype html><html lang={draft.language}>{head(draft, meta_day(draft))}<body>{around(draft, article)}</body></html>",
    )


@made()
def dated_by_eye(draft: Draft) -> Page:
    """No machine's date: the day stands under the headline, as readers of the language write it."""
    article = f'<div class="news-detail"><h1>{draft.title}</h1><span class="news-date">{draft.shown_day(draft.number)}</span><div class="news-text">{paragraphs(draft)}</div></div>'
    return page_of(
        draft,
        f"<!doctype html><html lang={draft.language}>{head(draft)}<body>{around(draft, article)}</body></html>",
    )


@made()
def json_ld_list(draft: Draft) -> Page:
    """An array with an organisation, a list of other news, and the article last."""
    other = article_node(
        draft, headline="Other", datePublished="2020-01-01", mainEntityOfPage="https://example.org/other"
    )
    nodes = [
        {"@type": "Organization", "name": draft.site},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": other}]},
        article_node(draft),
    ]
    article = f'<div id="content"><h1>{draft.title}</h1><div class="body">{paragraphs(draft)}</div></div>'
    return page_of(draft, f"<html>{head(draft, ld(nodes))}<body>{around(draft, article)}</body></html>")


@made()
def json_ld_graph(draft: Draft) -> Page:
    other = article_node(
        draft,
        headline="Something else",
        datePublished="2020-01-01T00:00:00Z",
        mainEntityOfPage="https://example.org/other",
    )
    graph = {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebSite", "name": draft.site}, other, article_node(draft)],
    }
    canonical = f'<link rel="canonical" href="{draft.address}">'
    article = f'<article class="post tag-news"><h1 class="entry-title">{draft.title}</h1><div class="entry-content">{paragraphs(draft)}</div></article>'
    return page_of(
        draft,
        f"<html lang={draft.language}>{head(draft, canonical, ld(graph))}<body>{around(draft, article)}</body></html>",
    )


@made()
def several_dates(draft: Draft) -> Page:
    """A day of publication, one of a change, one of the event, one beside another piece of news."""
    changed = {"ru": "Обновлено", "en": "Updated"}.get(draft.language, "Updated")
    later = draft.day + timedelta(days=9)
    article = f"""<article><div class="meta"><time datetime="{later.isoformat()}" class="updated">{changed}: {later:%d.%m.%Y}</time></div><h1>{draft.title}</h1>
<div class="meta"><time datetime="{draft.stamp}">{draft.shown_day()}</time> <span>{changed}: {later:%d.%m.%Y}</span></div>{paragraphs(draft)}
<div class="event-card"><span class="date">12.12.2023</span> <a href="/e">{draft.noise[2]}</a></div></article>"""
    return page_of(
        draft, f"<html lang={draft.language}>{head(draft)}<body>{around(draft, article)}</body></html>"
    )


@made()
def utc_stamp(draft: Draft) -> Page:
    """Published at two in the morning, which a machine in UTC calls the day before; readers see their own day."""
    before = draft.day - timedelta(days=1)
    meta = f'<meta property="article:published_time" content="{before.isoformat()}T21:00:00Z">'
    article = (
        f'<article><h1>{draft.title}</h1><p class="date">{draft.shown_day()}</p>{paragraphs(draft)}</article>'
    )
    return page_of(
        draft, f"<html lang={draft.language}>{head(draft, meta)}<body>{around(draft, article)}</body></html>"
    )


@made("ru")
def cp1251(draft: Draft) -> Page:
    article = f'<div class="content"><h1>{draft.title}</h1><div class="date">{draft.shown_day(1)}</div>{paragraphs(draft)}</div>'
    return page_of(
        draft,
        f"<html lang=ru>{head(draft, charset='windows-1251')}<body>{around(draft, article)}</body></html>",
        encoding="cp1251",
    )


@made("ru")
def cp1251_called_utf8(draft: Draft) -> Page:
    article = f"<article><h1>{draft.title}</h1>{paragraphs(draft)}</article>"
    return page_of(
        draft,
        f"<html>{head(draft, meta_day(draft), charset='utf-8')}<body>{around(draft, article)}</body></html>",
        encoding="cp1251",
    )


@made("ru")
def koi8(draft: Draft) -> Page:
    article = f"<article><h1>{draft.title}</h1>{paragraphs(draft)}</article>"
    charset = "koi8-r" if draft.number % 2 else None
    draft.site = "Служба вестей"
    return page_of(draft, f"<html>{head(draft, meta_day(draft), charset=charset)}<body>{around(draft, article).replace('©', '').replace('–', '-')}</body></html>"
                   .replace("«", '"').replace("»", '"').replace("—", "-"), encoding="koi8-r",
                   paragraphs=[each.replace("«", '"').replace("»", '"').replace("—", "-") for each in draft.paragraphs])  # fmt: skip


@made("ru", "kk", "uz", "en")
def utf8_called_cp1251(draft: Draft) -> Page:
    article = f"<article><h1>{draft.title}</h1>{paragraphs(draft)}</article>"
    return page_of(
        draft,
        f"<html lang={draft.language}>{head(draft, meta_day(draft), charset='windows-1251')}<body>{around(draft, article)}</body></html>",
    )


@made("ru", "en", "ky", "tr")
def utf16(draft: Draft) -> Page:
    article = f"<article><h1>{draft.title}</h1>{paragraphs(draft)}</article>"
    return page_of(
        draft,
        f"<html lang={draft.language}>{head(draft, meta_day(draft), charset='utf-16')}<body>{around(draft, article)}</body></html>",
        encoding="utf-16",
    )


@made("ru", "en", "kk", "az")
def deep(draft: Draft) -> Page:
    """Three hundred or two thousand divisions around the article."""
    levels = 300 if draft.number % 2 else 2000
    article = f"<h1>{draft.title}</h1>{paragraphs(draft)}"
    body = around(draft, "<div>" * levels + article + "</div>" * levels)
    return page_of(
        draft, f"<html lang={draft.language}>{head(draft, meta_day(draft))}<body>{body}</body></html>"
    )


@made("ru", "en")
def unclosed(draft: Draft) -> Page:
    """Paragraphs and items without end tags, fonts and bold that nobody closes."""
    text = "".join(f"<p><font size=2><b>{each}" for each in draft.paragraphs)
    return page_of(
        draft,
        f"<html>{head(draft, charset='utf-8')}<body><h1>{draft.title}</h1><p>{draft.shown_day(1)}{text}</body></html>",
        noise=[],
    )


@made("ru", "en", "tg")
def old_table(draft: Draft) -> Page:
    """A page laid out with tables, lines parted by two breaks."""
    text = "<br><br>\n".join(draft.paragraphs)
    menu = "".join(f'<a href="/{n}">{draft.noise[2]}</a><br>' for n in range(6))
    markup = f"""<html>{head(draft)}<body><table width=100%><tr><td width=200>{menu}</td><td><table><tr><td><h1>{draft.title}</h1></td></tr>
<tr><td>{draft.shown_day(1)}</td></tr><tr><td>{text}</td></tr></table></td></tr></table></body></html>"""
    return page_of(draft, markup, noise=draft.noise[2:3])


@made()
def amp(draft: Draft) -> Page:
    article = f'<article><header><h1>{draft.title}</h1></header><amp-img src="x.jpg" layout="responsive"></amp-img>{paragraphs(draft)}</article>'
    boiler = "<style amp-boilerplate>body{visibility:hidden}</style>"
    consent = f'<amp-consent id="consent"><div id="consent-ui">{draft.noise[3]}</div></amp-consent>'
    canonical = f'<link rel="canonical" href="{draft.address}">'
    return page_of(
        draft,
        f"<!doctype html><html ⚡ lang={draft.language}>{head(draft, canonical, boiler, ld(article_node(draft)))}<body>{consent}{article}</body></html>",
    )


@made("ru", "en")
def consent_over_article(draft: Draft) -> Page:
    """A wall before an article that is there all the same."""
    wall = f'<div class="cookie-consent modal"><p>{draft.noise[3]}</p><button>OK</button></div>'
    article = f"<article><h1>{draft.title}</h1>{paragraphs(draft)}</article>"
    return page_of(
        draft,
        f"<html lang={draft.language}>{head(draft, meta_day(draft))}<body>{wall}{around(draft, article)}</body></html>",
    )


@made("ru", "en")
def consent_wall(draft: Draft) -> Page:
    words = {"ru": "Продолжая использовать сайт, вы соглашаетесь с правилами. Мы используем файлы cookie и просим вашего согласия.",
             "en": "Before you continue, please accept all cookies. We use cookies and ask for your consent to store them."}[draft.language]  # fmt: skip
    return page_of(
        draft,
        f"<html lang={draft.language}>{head(draft)}<body><div><h1>{draft.site}</h1><p>{words}</p><button>OK</button></div></body></html>",
        outcome="refused",
    )


@made("ru", "en")
def paywall(draft: Draft) -> Page:
    words = {
        "ru": "Полный текст доступен только подписчикам. Оформите подписку.",
        "en": "To continue reading, subscribe or sign in.",
    }[draft.language]
    draft.paragraphs = draft.paragraphs[:3]
    article = f"<article><h1>{draft.title}</h1>{paragraphs(draft)}<p>{words}</p></article>"
    return page_of(
        draft,
        f"<html lang={draft.language}>{head(draft, meta_day(draft))}<body>{around(draft, article)}</body></html>",
        outcome="partial",
    )


@made("ru", "en", "kk")
def script_only(draft: Draft) -> Page:
    """A page that a script would fill."""
    state = f"<script>window.__STATE__ = {json.dumps(draft.paragraphs)}</script>"
    return page_of(
        draft,
        f"<html lang={draft.language}>{head(draft)}<body><div id=app></div><noscript>Enable JavaScript</noscript>{state}</body></html>",
        outcome="refused",
    )


@made()
def no_date(draft: Draft) -> Page:
    article = f"<article><h1>{draft.title}</h1>{paragraphs(draft)}</article>"
    return page_of(
        draft,
        f"<html lang={draft.language}>{head(draft)}<body>{around(draft, article)}</body></html>",
        day=None,
    )


@made()
def microdata(draft: Draft) -> Page:
    article = f"""<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{draft.title}</h1>
<meta itemprop="datePublished" content="{draft.stamp}"><meta itemprop="dateModified" content="2025-11-20">
<div itemprop="articleBody">{paragraphs(draft)}</div></div>"""
    return page_of(
        draft, f"<html lang={draft.language}>{head(draft)}<body>{around(draft, article)}</body></html>"
    )


@made("ru", "en")
def lists_and_tables(draft: Draft) -> Page:
    """Nested lists and a table of figures inside the article."""
    first, second, *rest = draft.paragraphs
    lead = {"ru": "Решено следующее:", "en": "It was decided:"}[draft.language]
    markup = f"""<article><h1>{draft.title}</h1><p>{first}</p><p>{lead}</p><ul><li>{second}<ol><li>{rest[0]}</li><li>{rest[1]}</li></ol></li></ul>
<table><thead><tr><th>2023</th><th>2024</th></tr></thead><tbody><tr><td>5,1</td><td>5,5</td></tr></tbody></table>{"".join(f"<p>{each}</p>" for each in rest[2:])}</article>"""
    return page_of(draft, f"<html lang={draft.language}>{head(draft, meta_day(draft))}<body>{around(draft, markup)}</body></html>",
                   paragraphs=[first, lead, f"• {second}", f"1. {rest[0]}", f"2. {rest[1]}", "2023 | 2024", "5,1 | 5,5", *rest[2:]])  # fmt: skip


@made("ru", "en", "uz")
def gallery(draft: Draft) -> Page:
    """Pictures with captions between the paragraphs, a box of other news in the midst of them."""
    picture = f'<figure><img src="a.jpg" alt="x"><figcaption>{draft.noise[4]}</figcaption></figure>'
    box = f'<div class="read-also"><a href="/x">{draft.noise[0]}</a></div>'
    half = len(draft.paragraphs) // 2
    text = (
        "".join(f"<p>{each}</p>" for each in draft.paragraphs[:half])
        + picture
        + box
        + "".join(f"<p>{each}</p>" for each in draft.paragraphs[half:])
    )
    more = f'<p>{draft.noise[0]}</p><div class="gallery">{picture * 5}</div><div class="tags"><a>#{draft.noise[2]}</a></div>'
    article = (
        f'<div class="article"><h1>{draft.title}</h1><div class="article__text">{text}{more}</div></div>'
    )
    return page_of(
        draft,
        f"<html lang={draft.language}>{head(draft, meta_day(draft))}<body>{around(draft, article)}</body></html>",
    )


@made()
def xhtml(draft: Draft) -> Page:
    article = f'<div class="text"><h1>{draft.title}</h1><p class="created">{draft.shown_day(2)}</p>{paragraphs(draft)}</div>'
    markup = f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{draft.language}" lang="{draft.language}">'
    return page_of(draft, f"{markup}{head(draft)}<body>{around(draft, article)}</body></html>")


@made("ru", "en", "kk", "ky")
def title_only_in_window(draft: Draft) -> Page:
    """No h1 but the site's name; the headline stands in the title, behind or before the site's name."""
    name = f"{draft.site} | {draft.title}" if draft.number % 2 else f"{draft.title} | {draft.site}"
    site = f'<meta property="og:site_name" content="{escape(draft.site)}">'
    article = f'<div class="news"><div class="news-header">{draft.title}</div>{paragraphs(draft)}</div>'
    return page_of(
        draft,
        f"<html lang={draft.language}>{head(draft, site, meta_day(draft), title=name)}<body><h1>{escape(draft.site)}</h1>{around(draft, article)}</body></html>",
    )


@made("ru", "en", "kk")
def wrong_language(draft: Draft) -> Page:
    """A template in another language than its article."""
    told = "en" if draft.language != "en" else "ru"
    article = f"<article><h1>{draft.title}</h1>{paragraphs(draft)}</article>"
    return page_of(
        draft, f"<html lang={told}>{head(draft, meta_day(draft))}<body>{around(draft, article)}</body></html>"
    )


@made()
def divisions(draft: Draft) -> Page:
    """Paragraphs that are divisions, the day before the headline."""
    article = f'<div class="post"><div class="post-date">{draft.shown_day(draft.number + 1)}</div><h1>{draft.title}</h1><div class="post-body">{paragraphs(draft, "div")}</div></div>'
    return page_of(
        draft, f"<html lang={draft.language}>{head(draft)}<body>{around(draft, article)}</body></html>"
    )


@made("ru", "en", "uz")
def one_form(draft: Draft) -> Page:
    """All of the page is one form, as some servers make it; the site's head shows what day it is today, a banner has no telling name."""
    today = {
        "ru": "Сегодня 29 ноября 2026 года",
        "en": "Today is November 29, 2026",
        "uz": "Bugun 2026-yil 29-noyabr",
    }[draft.language]
    article = f"<h1>{draft.title}</h1><p>{draft.shown_day(1)}</p><a name=top>{paragraphs(draft)}"
    banner = f'<div class="b-17"><p>{draft.noise[3]}</p></div>'
    body = f'<form method=post action="/"><header><div>{today}</div></header><div class=main>{article}</div>{banner}</form>'
    return page_of(draft, f"<html lang={draft.language}>{head(draft)}<body>{body}</body></html>")
