"""Figures as ministries and statistics offices phrase them: the figure in brackets, and what is to be found of it, one line a case.

`period` is its first and last day, `geo` its places, the rest are fields of a figure. Read against 20 November 2025.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.domain.findings import Extraction

Read = Callable[..., Extraction]

TALKS_RU = "Переговоры с премьер-министром Норлии\n\nАрдан Темур провёл переговоры с Лианой Верст. Стороны обсудили торговлю.\n\n"
TALKS_EN = (
    "President Ardan Temur received Prime Minister Liana Verst.\n\nThe two countries are neighbours.\n\n"
)
SUMMIT_RU = "В столице встретились Ардан Темур, Лиана Верст и Осан Мерит.\n\n"

CASES = [
    # parts of a year
    ("По итогам 9 месяцев текущего года экспорт составил [5 млрд долларов].", "period=2025-01-01..2025-09-30"),
    ("По итогам трёх кварталов экспорт составил [5 млрд долларов].", "period=2025-01-01..2025-09-30"),
    ("По итогам полугодия экспорт вырос на [5 процентов].", "period=2025-01-01..2025-06-30"),
    ("В III квартале 2024 года экспорт вырос на [5 процентов].", "period=2024-07-01..2024-09-30"),
    ("В 1-м полугодии экспорт вырос на [5 процентов].", "period=2025-01-01..2025-06-30"),
    ("Exports rose [4 percent] in Q3 2024.", "period=2024-07-01..2024-09-30"),
    ("Exports rose [4 percent] in H1.", "period=2025-01-01..2025-06-30"),
    ("In the 2nd quarter exports rose [4 percent].", "period=2025-04-01..2025-06-30"),
    ("Exports reached [$5 billion] from January to August 2023, Tavania said.", "period=2023-01-01..2023-08-31"),
    ("Exports reached [$5 billion] from January through October 2024.", "period=2024-01-01..2024-10-31"),
    # the time of a sum before, of the main one of two, of an event; none that belongs to another clause
    ("В 2024 году товарооборот Тавании достиг 5 млрд. Экспорт вырос до [3 млрд долларов].", "period=2024-01-01..2024-12-31"),
    ("В 2024 году товарооборот Тавании достиг 5 млрд долларов. В вузах учатся [3 тысячи студентов].", "period=none"),
    ("В январе–июне торговля выросла до 5 млрд долларов против 4 млрд годом ранее. За тот же период экспорт вырос на [3 процента].", "period=2025-01-01..2025-06-30"),
    ("The flood of November 3, in which [17 people] died, destroyed a bridge.", "period=2025-11-03..2025-11-03"),
    ("Some 80 airlines have opened flights since 2023, and the number of projects has risen to [214 projects].", "period=none"),
    ("Трассу длиной 500 км сдадут в 2028 году. Она обойдётся в [700 млн долларов].", "period=none"),
    ("We will cut the fee to [400 dollars] from January.", "period=2026-01-01..2026-01-31"),
    ("They will deliver [350 million cubic metres] of water between May and August.", "period=2026-05-01..2026-08-31"),
    ("Exports reached 5 billion dollars in 2024. At the same time, [400 lorries] wait at the border.", "period=none"),
    ("С 1 января по 27 октября отгружено [6 млн тонн] зерна.", "period=2025-01-01..2025-10-27"),
    ("С 1 по 15 ноября экспорт составил [6 млн долларов].", "period=2025-11-01..2025-11-15"),
    ("From December 20, 2024 to January 10, 2025 exports reached [$6 million].", "period=2024-12-20..2025-01-10"),
    ("Урожай составил [5 млн тонн] – максимум за последние 11 лет.", "period=none"),
    ("С нового года пошлина будет снижена до [12 процентов].", "period=2026-01-01..2026-12-31"),
    ("В 2024 году торговля достигла 5 млрд долларов. Потенциал двух экономик выше. Стороны намерены довести этот показатель до [10 млрд долларов].", "metric=trade_turnover"),
    # what is told of it: verbs after a number that begins its clause, around it, of what would follow
    ("Стоимость составляет 290 млн евро, [70 процентов] суммы предоставит банк под 4 процента годовых.", "modality=target metric=financing"),
    ("Земля под станции – [640 гектаров] – будет выделена до конца года.", "modality=target period=2025-01-01..2025-12-31"),
    ("Of this, [$150 million] is to be lent by the bank.", "modality=target"),
    ("She calculates that a common grid would save the two [$85 million] a year.", "modality=potential"),
    ("He told them that a ticket would cost about [45 dollars].", "modality=target"),
    ("The governor puts the reserves at [$6 billion] on 1 May.", "modality=actual"),
    ("Firms have put [$5 billion] into Tavania.", "metric=investment"),
    ("Remittances fell by 12 percent, and the first quarter brought another decline, of [5 percent].", "metric=remittances"),
    # what parts no clause: the dash of a pair, a term, the full stop of an abbreviation
    ("По итогам января–августа экспорт Тавании составил [5 млрд долларов].", "period=2025-01-01..2025-08-31 geo=XG"),
    ("The Tavar–Norsk railway carried [5 million tonnes].", "geo=XG,XH"),
    ("По итогам 9 месяцев товарооборот между Таванией и Норлией составил [5 млрд долларов].", "geo=XG,XH"),
    ("В прошлом году экспорт Тавании составил 5 млрд долл. США — на [9%] больше, чем годом ранее.", "period=2024-01-01..2024-12-31 geo=XG"),
    # whose: the speaker's country first, his own beside another, the two who meet, all who meet
    ("Ардан Темур сообщил, что в вузах Норлии обучаются [640 таванских студентов].", "geo=XG,XH"),
    ("Лиана Верст сообщила, что её правительство выделит Тавании [50 млн евро].", "geo=XH,XG"),
    ("Liana Verst said that firms from her country had put [$50 million] into Tavania.", "geo=XH,XG"),
    (TALKS_RU + "Товарооборот двух стран достиг [5 млрд долларов].", "geo=XG,XH"),
    (TALKS_RU + "Лиана Верст отметила, что взаимная торговля достигла [5 млрд долларов].", "geo=XH,XG"),
    (TALKS_RU + "Ардан Темур отметил, что Норлия выделит помощь на [5 млн долларов].", "geo=XG,XH"),
    (TALKS_RU + "По итогам подписано [9 документов].", "geo=XG,XH"),
    (TALKS_EN + "Trade between the two countries reached [$5 billion].", "geo=XG,XH"),
    (SUMMIT_RU + "Ардан Темур предложил создать фонд в [5 млн долларов].", "geo="),
    (SUMMIT_RU + "Ардан Темур отметил, что торговля наших стран достигла [5 млрд долларов].", "geo="),
    (SUMMIT_RU + "По итогам встречи принято [6 решений].", "geo="),
    (SUMMIT_RU + "Ардан Темур сообщил, что экспорт достиг [5 млрд долларов].", "geo=XG"),
    ("Прямой путь\n\nО дорогах говорит директор «Таванских дорог».\n\nКаким был год?\n\n— Перевезли [5 млн тонн] груза.\n\nА что дальше?", "geo=XG"),
    ("Экспорт Тавании вырос. Республика продала [5 млн тонн] зерна, больше всего купила Норлия.", "geo=XG"),
    # who pays a part of a sum; what is charged of each
    ("Дорога обойдётся в 700 млн долларов, из которых [200 млн] даст банк.", "metric=financing"),
    ("Стоимость дороги — 4 млрд долларов, из которых [треть] возьмёт на себя частный бизнес.", "metric=investment"),
    ("Строительство обойдётся в 65 млн долларов. Тавания готова взять на себя [40%] расходов.", "metric=financing"),
    ("The line will cost $520 million. The government would cover [a third] of the sum.", "metric=financing"),
    ("Деньги найдёт банк под [3,9 процента годовых].", "metric=financing measure=rate"),
    ("The economy has grown [4 percent] a year.", "metric=gdp measure=growth"),
    ("Lorries pay [€95] at the border.", "metric=tariff"),
    ("За каждое разрешение мы платим по [700 долларов].", "metric=tariff"),
    # what is counted names itself, what a number is of belongs to it, what names a body names no figure
    ("Весной купили [35 локомотивов].", "metric=other"),
    ("Республика продала 2 млн тонн пшеницы на [240 млн долларов].", "metric=exports"),
    ("They exported 8 million tonnes of grain worth [$2 billion].", "metric=exports"),
    ("The chamber of commerce forecasts growth of [3.5 percent].", "metric=gdp"),
    ("По данным министерства торговли и промышленности, заболели [62 процента].", "metric=other"),
    ("По данным министерства торговли, торговля выросла на [6 процентов].", "metric=trade_turnover"),
    ("The canal brings water to the south. Last year farmers received [2 billion cubic metres].", "metric=water"),
    # a weak word tells a ratio only as the subject of what grows
    ("Доходы выросли на [7 процентов].", "metric=budget"),
    ("Аварий в сетях стало на [7 процентов] меньше.", "metric=other"),
    # what stands for the figure before; a goal of it; what is over is no plan
    ("В прошлом году товарооборот Тавании превысил 4 млрд, а к 2030 году стороны намерены довести его до [10 млрд долларов].", "metric=trade_turnover"),
    ("Bilateral trade stood at $2 billion in 2024, and the parties set a goal of [$5 billion].", "metric=trade_turnover period=none"),
    # exports of a commodity in its own unit are told as the commodity; a visit tells more than who came
    ("Tavania exported [25 billion cubic metres] of gas.", "metric=gas"),
    ("Тавания экспортировала [6 млн тонн] нефти.", "metric=oil"),
    ("Тавания экспортировала [6 млн тонн] зерна.", "metric=exports"),
    ("Таванию посетили [3,4 млн граждан] Норлии.", "metric=tourists"),
    ("Сберегли [5 млн кубометров] воды, экономия налицо.", "metric=water"),
    # whose, where only a partner is told; a bank of the world is no world; places joined by a dash
    ("Tavania's trade grew to $9 billion. Exports to Norlia reached [$5 billion].", "geo=XG,XH"),
    ("Tavania builds a dam. The World Bank will provide [$65 million].", "geo=XG"),
    ("Протяжённость железной дороги Тавания – Норлия составит [486 километров].", "geo=XG,XH"),
    # bounds
    ("В порту перевалено [3,8 млн тонн] грузов.", "bound=exact metric=freight"),
    ("Экспорт вырос на 9%, до 2 млрд, импорт — на 7%, до [3 млрд долларов].", "bound=exact"),
    ("Экспорт не превысит [3 млрд долларов].", "bound=under"),
    ("Экспорт перешагнул за [3 млрд долларов].", "bound=over"),
    ("Экспорт составил без малого [3 млрд долларов].", "bound=about"),
    ("Fees were cut by at least [a quarter].", "bound=over"),
    ("They will provide at most [a third] of the money.", "bound=under"),
    ("Barely [a third] of the roads meet the standard.", "bound=about"),
    ("Exports fell by as much as [8 percent].", "bound=under"),
    ("Exports passed the [$3 billion] mark.", "bound=over"),
    ("The bank keeps no fewer than [300 engineers].", "bound=over"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text for text, _ in CASES])
def test_phrasing(read: Read, text: str, wanted: str) -> None:
    start, end, plain = text.index("["), text.index("]") - 1, text.replace("[", "").replace("]", "")
    language = "ru" if any("а" <= char <= "я" for char in plain.lower()) else "en"
    figures = read(plain, language, date(2025, 11, 20)).figures
    figure = next(figure for figure in figures if figure.span.start < end and start < figure.span.end)
    assert {name: _shown(figure, name) for name, _ in _pairs(wanted)} == dict(_pairs(wanted))


def _pairs(wanted: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in (pair.partition("=") for pair in wanted.split())]


def _shown(figure: Any, name: str) -> str:
    if name == "geo":
        return ",".join(figure.geo)
    if name == "period":
        return f"{figure.period.start}..{figure.period.end}" if figure.period is not None else "none"
    if name == "speaker":
        return figure.claimant.id if figure.claimant is not None else "none"
    value = getattr(figure, name)
    return str(getattr(value, "value", value)).lower()
