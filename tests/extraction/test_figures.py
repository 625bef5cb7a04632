"""What a figure means, one line a case: the figure in brackets, and what is to be found of it. Read against 12 September 2025."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.domain.findings import Extraction, Figure

Read = Callable[..., Extraction]

MEASURES = [
    # text, measure, direction
    ("Экспорт вырос на [9 процентов].", "growth", "up"),
    ("Экспорт вырос до [9 млрд долларов].", "level", None),
    ("Экспорт упал на [3,8 процента].", "growth", "down"),
    ("Рост экономики составил [5 процентов].", "growth", "up"),
    ("Рост экономики замедлился до [5 процентов].", "growth", "up"),
    ("Товарооборот прибавил почти [15 процентов].", "growth", "up"),
    ("Зерна собрали на [7 процентов] больше, чем в 2023 году.", "growth", "up"),
    ("Зерна собрали на [7 процентов] меньше, чем в 2023 году.", "growth", "down"),
    ("Импорт вырос [в 1,4 раза].", "growth", "up"),
    ("Плата за транзит снизится [вдвое].", "growth", "down"),
    ("С 2026 года [вдвое] снизится плата за транзит.", "growth", "down"),
    ("Продажи были [вчетверо] меньше прошлогодних.", "growth", "down"),
    ("Экспорт вырос на 4 процента, импорт — на [9 процентов].", "growth", "up"),
    ("Экспорт вырос на 4 процента, а импорт упал на [9 процентов].", "growth", "down"),
    ("Безработица снизилась на [2 процентных пункта].", "change", "down"),
    ("Галереи придётся удлинить на [3 километра].", "change", "up"),
    ("Уровень озера понизился на [3 метра].", "change", "down"),
    ("Средняя зарплата выросла на [40 долларов].", "change", "up"),
    ("За год страна потеряла [14 тысяч жителей].", "change", "down"),
    ("Новый агрегат прибавит [120 мегаватт].", "change", "up"),
    ("Доля возобновляемых источников выросла до [19 процентов].", "share", None),
    ("Доля транзита держится на уровне [29 процентов].", "share", None),
    ("На сырьё приходится [70 процентов] взаимной торговли.", "share", None),
    ("Треть займов и [четверть цены] оплатит банк.", "share", None),
    ("Из них [61 процент] приходится на экспорт.", "share", None),
    ("Государственный долг составил [29 процентов] ВВП.", "share", None),
    ("Безработица сократилась до [3 процентов].", "share", None),
    ("Инфляция замедлилась до [6 процентов].", "rate", None),
    ("Банк выдал кредит под [4 процента] годовых.", "rate", None),
    ("Ключевая ставка составляет [8,25%].", "rate", None),
    ("Ставка по кредитам — [5,4 процента].", "rate", None),
    ("Тариф на транзит составляет [18 долларов за тонну].", "rate", None),
    ("Средняя зарплата составила [620 евро].", "rate", None),
    ("В столице кубометр воды стоит [2 евро].", "rate", None),
    ("Экспорт составил [5 млрд долларов].", "level", None),
    ("Протяжённость линии превысит [340 километров].", "level", None),
    ("Exports rose by [9 percent].", "growth", "up"),
    ("Exports rose [9 percent] last year.", "growth", "up"),
    ("Exports rose to [$9 billion].", "level", None),
    ("Exports were down [3.8 percent].", "growth", "down"),
    ("Economic growth slowed to [5 percent].", "growth", "up"),
    ("Freight reached 5 million tonnes, up [9.5 per cent] on last year.", "growth", "up"),
    ("Freight reached 5 million tonnes, a [27%] increase on the previous year.", "growth", "up"),
    ("The harvest was [7 percent] more than in 2023.", "growth", "up"),
    ("Water reserves are [22%] below normal.", "growth", "down"),
    ("They agreed to cut the fees by at least [a quarter].", "growth", "down"),
    ("They agreed to [halve] the port dues.", "growth", "down"),
    ("Exports [tripled] in three years.", "growth", "up"),
    ("Exports rose by 4 percent, while imports fell by [9 percent].", "growth", "down"),
    ("Unemployment fell by [2 percentage points].", "change", "down"),
    ("The new route is longer by [420 km].", "change", "up"),
    ("The road is [1,100 kilometres] longer.", "change", "up"),
    ("The average wage rose by [$40].", "change", "up"),
    ("The new unit will add [120 megawatts].", "change", "up"),
    ("The glaciers lost [9 million tonnes] of ice.", "change", "down"),
    ("The share of renewables rose to [19 percent].", "share", None),
    ("A single country accounts for [43 percent] of our trade.", "share", None),
    ("The company will put up [55%] of the investment.", "share", None),
    ("Of that sum, [a fifth] went into mining.", "share", None),
    ("Public debt stands at [48.5 percent] of GDP.", "share", None),
    ("They want to sell no more than [a quarter] of their gas.", "share", None),
    ("Inflation eased to [6.8 percent].", "rate", None),
    ("The bank granted a loan of $250 million at [3.5 per cent].", "rate", None),
    ("The average interest rate is still [14 percent].", "rate", None),
    ("The transit fee is [$18] per tonne.", "rate", None),
    ("The average wage is [1,150 euros] a month.", "rate", None),
    ("Each lorry now pays [$140].", "rate", None),
    ("Exports amounted to [$5 billion].", "level", None),
    ("Some [1,200 jobs] have been created.", "level", None),
]

MODALITIES = [
    ("Экспорт составил [5 млрд долларов].", "actual"),
    ("Экспорт превысит [5 млрд долларов].", "target"),
    ("Планируется довести экспорт до [5 млрд долларов].", "target"),
    ("Мы намерены довести экспорт до [5 млрд долларов].", "target"),
    ("Экспорт должен достичь [5 млрд долларов].", "target"),
    ("К 2030 году экспорт — [5 млрд долларов].", "target"),
    ("По прогнозу, экспорт достигнет [5 млрд долларов].", "target"),
    ("Банк обещает выделить [5 млн долларов].", "target"),
    ("Страна готова внести [5 млн долларов].", "target"),
    ("Для этого потребуется [5 млн долларов].", "target"),
    ("Первые [200 миллионов евро] поступят в сентябре.", "target"),
    ("Экспорт мог бы достичь [5 млрд долларов].", "potential"),
    ("Экспорт может достичь [5 млрд долларов].", "potential"),
    ("Для обмена хватило бы [400 мегаватт].", "potential"),
    ("Построят линию мощностью до [400 мегаватт].", "potential"),
    ("Экспорт составил [5 млрд долларов], а к 2030 году достигнет 9 млрд долларов.", "actual"),
    ("Экспорт составил 5 млрд долларов, а к 2030 году достигнет [9 млрд долларов].", "target"),
    ("Дорога сократит время в пути с [девяти часов] до четырёх часов.", "actual"),
    ("Дорога сократит время в пути с девяти часов до [четырёх часов].", "target"),
    ("Цена газа — сейчас это [165 долларов] — не вырастет.", "actual"),
    ("Построено [17 школ].", "actual"),
    ("Будет построено [17 школ].", "target"),
    ("Предстоит построить [17 школ].", "target"),
    ("Exports amounted to [$5 billion].", "actual"),
    ("Exports will exceed [$5 billion].", "target"),
    ("They plan to raise exports to [$5 billion].", "target"),
    ("The aim is to raise exports to [$5 billion].", "target"),
    ("Exports are expected to reach [$5 billion].", "target"),
    ("Exports should reach [$5 billion].", "target"),
    ("By 2030 exports are to reach [$5 billion].", "target"),
    ("The bank promised a loan of [$5 million].", "target"),
    ("The bank offered an interest-free loan of [$5 million].", "target"),
    ("The bank is ready to provide [$5 million].", "target"),
    ("The commission unveiled a [€12 billion] investment package.", "target"),
    ("At least [1,200 jobs] are to be created.", "target"),
    ("Some [1,200 jobs] have been created.", "actual"),
    ("Exports could reach [$5 billion].", "potential"),
    ("Exports may reach [$5 billion].", "potential"),
    ("That would cost [$5 million] a year.", "potential"),
    ("A line with a capacity of up to [400 MW] will be built.", "potential"),
    ("Exports reached [$5 billion], but imports will exceed $9 billion.", "actual"),
    ("Exports reached $5 billion, but imports will exceed [$9 billion].", "target"),
    ("They will cut the transit fee from [60] to 25 dollars.", "actual"),
    ("They will cut the transit fee from 60 to [25 dollars].", "target"),
    ("The port dues, now at [2.40 euros] per tonne, will be halved.", "actual"),
    ("The council will have a budget of [$4 million].", "target"),
]

METRICS = [
    ("Плата за транзит выросла. Строится новая дорога: готовность — [62 процента].", "other"),
    ("Товарооборот составил [5 млрд долларов].", "trade_turnover"),
    ("Экспорт сельскохозяйственной продукции составил [5 млрд долларов].", "exports"),
    ("Экспорт составил 5 млрд долларов, импорт — [3 млрд долларов].", "imports"),
    ("Экспорт вырос на 9 процентов и составил [5 млрд долларов].", "exports"),
    ("Экспорт составил 5 млрд долларов. Показатель вырос на [9 процентов].", "exports"),
    ("Инвестиции в переработку составили [60 млн долларов].", "investment"),
    ("Инвестиции достигли 60 млн долларов, из них [треть] — из Норлии.", "investment"),
    ("ВВП вырос на [5 процентов], а явка составила 62 процента.", "gdp"),
    ("ВВП вырос на 5 процентов, а явка составила [62 процента].", "other"),
    ("Государственный долг — [31 процент] ВВП.", "debt"),
    ("Дефицит бюджета составил [2,9 процента] ВВП.", "budget"),
    ("Детская смертность снизилась [вдвое].", "other"),
    ("Розничная торговля сократилась на [2 процента].", "other"),
    ("За год перевезено [5 млн тонн] грузов.", "freight"),
    ("Поезда перевезли [5 млн пассажиров].", "passengers"),
    ("В прошлом году приехало 2 млн туристов, в этом — уже [1,5 млн].", "tourists"),
    ("Подписано [14 документов] на 3 млрд долларов.", "documents"),
    ("Подписано 14 документов на [3 млрд долларов].", "documents"),
    ("На заводе создано [700 рабочих мест].", "jobs"),
    ("Резервы регулятора достигли [12 млрд долларов], часть хранится в золоте.", "reserves"),
    ("Республика платит за газ [290 евро за тысячу кубометров].", "tariff"),
    ("Отказ обходится экономике страны в [340 млн евро].", "other"),
    ("Министр экономики сообщил, что кредиты составили [5 млн долларов].", "financing"),
    ("Мощность станции — [250 МВт].", "power_capacity"),
    ("Под сады отвели [900 гектаров].", "land_area"),
    ("В регионе живёт [80 миллионов человек].", "population"),
    ("Фонд с начальным капиталом [500 млн долларов] создадут в Норске.", "fund_capital"),
    ("Срок доставки сократился до [9 суток].", "transit_time"),
    ("Trade turnover amounted to [$5 billion].", "trade_turnover"),
    ("Exports of farm products amounted to [$5 billion].", "exports"),
    ("Exports came to $5 billion and imports to [$3 billion].", "imports"),
    ("Exports grew by 9 percent and reached [$5 billion].", "exports"),
    ("Trade doubled and passed the [$700 million] mark.", "trade_turnover"),
    ("Foreign direct investment tripled to $9 billion. Of that sum, [a fifth] went into mining.", "fdi"),
    ("Inflation has come down. It was [7.9 percent] in August.", "inflation"),
    ("Public debt stands at [48.5 percent] of GDP.", "debt"),
    ("The budget deficit is [2.9 percent] of GDP.", "budget"),
    ("Retail trade shrank by [1.8 per cent].", "other"),
    ("Turnout stood at [62 percent].", "other"),
    ("GDP grew by 5 percent, while the turnout stood at [62 percent].", "other"),
    ("He put the losses of small traders at [5 percent] of turnover.", "other"),
    ("The ban cost the farmers nearly [90 million euros].", "other"),
    ("The bridge will cost [90 million euros].", "projects"),
    ("The railway will be [1,840 kilometres] long.", "route_length"),
    ("The corridor carried [5 million tonnes] of freight.", "freight"),
    ("The railways carried [5 million passengers].", "passengers"),
    ("A single country accounts for [43 percent] of all our commerce.", "trade_turnover"),
    ("The visa fee will be cut to [25 dollars].", "tariff"),
    ("The average salary is [1,150 euros] a month.", "wages"),
    ("Interest on mortgages is still [14 percent].", "financing"),
    ("The two sides signed [14 agreements].", "documents"),
    ("Solar plants with a total capacity of [620 MW] have been built.", "power_capacity"),
    ("The airport handled 6 million passengers and is on course for [nine million].", "passengers"),
    ("Forland sent a gift worth [5 million euros].", "aid"),
]

PERIODS = [
    # text, first day, last day, rule (None: no period)
    ("За восемь месяцев экспорт составил [5 млрд долларов].", "2025-01-01", "2025-08-31", "first-months"),
    ("По итогам 2024 года экспорт составил [5 млрд долларов].", "2024-01-01", "2024-12-31", "year"),
    ("По итогам нынешнего года экспорт превысит [5 млрд долларов].", "2025-01-01", "2025-12-31", "this-year"),
    ("До конца года экспорт превысит [5 млрд долларов].", "2025-01-01", "2025-12-31", "by-end-of-year"),
    ("К концу 2027 года экспорт превысит [5 млрд долларов].", "2027-01-01", "2027-12-31", "by-end-of-year"),
    ("В 2020–2024 годах экспорт составил [5 млрд долларов].", "2020-01-01", "2024-12-31", "year-range"),
    ("С 2020 по 2024 год экспорт составил [5 млрд долларов].", "2020-01-01", "2024-12-31", "year-range"),
    ("С января по август экспорт составил [5 млрд долларов].", "2025-01-01", "2025-08-31", "month-range-of-the-nearest-year"),
    ("За январь-октябрь экспорт составил [5 млрд долларов].", "2024-01-01", "2024-10-31", "month-range-of-the-nearest-year"),
    ("С марта экспорт составил [5 млрд долларов].", "2025-03-01", "2025-09-12", "since-month"),
    ("За последнее десятилетие экспорт составил [5 млрд долларов].", "2015-01-01", "2024-12-31", "last-years"),
    ("В ближайшие пять лет экспорт составит [5 млрд долларов].", "2026-01-01", "2030-12-31", "next-years"),
    ("В течение пяти следующих лет экспорт составит [5 млрд долларов].", "2026-01-01", "2030-12-31", "next-years"),
    ("В 1990-е годы экспорт составил [5 млрд долларов].", "1990-01-01", "1999-12-31", "decade"),
    ("В 2024-м экспорт составил [5 млрд долларов].", "2024-01-01", "2024-12-31", "year"),
    ("В прошлом месяце экспорт составил [5 млрд долларов].", "2025-08-01", "2025-08-31", "relative-month"),
    ("В третьем квартале прошлого года экспорт составил [5 млрд долларов].", "2024-07-01", "2024-09-30", "quarter"),
    ("Во втором полугодии 2024 года экспорт составил [5 млрд долларов].", "2024-07-01", "2024-12-31", "half-year"),
    ("На 1 июля 2025 года резервы составили [5 млрд долларов].", "2025-07-01", "2025-07-01", "day"),
    ("В будущем году экспорт составит [5 млрд долларов].", "2026-01-01", "2026-12-31", "relative-year"),
    ("В декабре экспорт составил [5 млрд долларов].", "2024-12-01", "2024-12-31", "month"),
    ("К декабрю экспорт составит [5 млрд долларов].", "2025-12-01", "2025-12-31", "month"),
    ("В 2024 году экспорт составил 10 млрд долларов против [9 млрд долларов] годом ранее.", "2023-01-01", "2023-12-31", "a-year-earlier"),
    ("В 2024 году экспорт вырос на 4 процента, импорт — на [9 процентов].", "2024-01-01", "2024-12-31", "year"),
    ("В 2023 году экспорт составил 3 млрд долларов, а в 2024 году — [5 млрд долларов].", "2024-01-01", "2024-12-31", "year"),
    ("Доля выросла до [19 процентов], а к 2028 году достигнет трети.", None, None, None),
    ("В январе министр признал, что дорога обойдётся в [5 млн долларов].", None, None, None),
    ("За прошлый год экспорт составил 5 млрд долларов. Из них [треть] пришлась на Норлию.", "2024-01-01", "2024-12-31", "relative-year"),
    ("Сейчас экспорт составляет [5 млрд долларов].", None, None, None),
    ("Last year exports amounted to [$5 billion].", "2024-01-01", "2024-12-31", "relative-year"),
    ("In the first half of 2024 exports amounted to [$5 billion].", "2024-01-01", "2024-06-30", "half-year"),
    ("In the first half of the year exports amounted to [$5 billion].", "2025-01-01", "2025-06-30", "half-year"),
    ("In the second quarter of last year exports amounted to [$5 billion].", "2024-04-01", "2024-06-30", "quarter"),
    ("In the first ten months of 2024 exports amounted to [$5 billion].", "2024-01-01", "2024-10-31", "first-months"),
    ("Between January and August exports amounted to [$5 billion].", "2025-01-01", "2025-08-31", "month-range-of-the-nearest-year"),
    ("From January to April exports amounted to [$5 billion].", "2025-01-01", "2025-04-30", "month-range-of-the-nearest-year"),
    ("In January-August 2024 exports amounted to [$5 billion].", "2024-01-01", "2024-08-31", "month-range"),
    ("In January–August of this year exports amounted to [$5 billion].", "2025-01-01", "2025-08-31", "month-range"),
    ("From November 2023 to February 2024 exports amounted to [$5 billion].", "2023-11-01", "2024-02-29", "month-range"),
    ("Since January exports have amounted to [$5 billion].", "2025-01-01", "2025-09-12", "since-month"),
    ("Since 2016 exports have amounted to [$5 billion].", "2016-01-01", "2025-09-12", "since-year"),
    ("So far this year exports have amounted to [$5 billion].", "2025-01-01", "2025-09-12", "since-start-of-year"),
    ("Over the past seven years exports amounted to [$5 billion].", "2018-01-01", "2024-12-31", "last-years"),
    ("Over the past decade exports amounted to [$5 billion].", "2015-01-01", "2024-12-31", "last-years"),
    ("Over the next five years exports will amount to [$5 billion].", "2026-01-01", "2030-12-31", "next-years"),
    ("In the three years to the end of 2024 exports amounted to [$5 billion].", "2022-01-01", "2024-12-31", "years-to"),
    ("By the end of the year exports will reach [$5 billion].", "2025-01-01", "2025-12-31", "by-end-of-year"),
    ("By the end of 2027 exports will reach [$5 billion].", "2027-01-01", "2027-12-31", "by-end-of-year"),
    ("By 2030 exports will reach [$5 billion].", "2030-01-01", "2030-12-31", "by-year"),
    ("On August 1 reserves stood at [$5 billion].", "2025-08-01", "2025-08-01", "day"),
    ("On July 1, 2025 reserves stood at [$5 billion].", "2025-07-01", "2025-07-01", "day"),
    ("In the 1990s exports amounted to [$5 billion].", "1990-01-01", "1999-12-31", "decade"),
    ("Last month exports amounted to [$5 billion].", "2025-08-01", "2025-08-31", "relative-month"),
    ("Next year exports will amount to [$5 billion].", "2026-01-01", "2026-12-31", "relative-year"),
    ("Exports amounted to [$5 billion] in September and $6 billion in October 2024.", "2025-09-01", "2025-09-30", "month"),
    ("Exports fell by 2 percent in July and by [3 percent] in August.", "2025-08-01", "2025-08-31", "month"),
    ("GDP grew 4 percent in the first half of 2025, while inflation eased to [6.8 percent] in August.", "2025-08-01", "2025-08-31", "month"),
    ("Inflation eased to 6.8 percent in August 2025 from [9.1 percent] a year before.", "2024-08-01", "2024-08-31", "a-year-earlier"),
    ("Exports amounted to [$5 billion], down from $6 billion in 2023.", None, None, None),
    ("Exports amounted to $5 billion last year, down from [$6 billion] in 2022.", "2022-01-01", "2022-12-31", "year"),
    ("The drought of 2021 cost the farmers [$5 million].", "2021-01-01", "2021-12-31", "year"),
    ("We will lay [130 kilometres] of road, and in 2027 freight will reach 5 million tonnes.", None, None, None),
    ("We will spend $75 million this year, [$110 million] next.", "2026-01-01", "2026-12-31", "relative-year"),
]  # fmt: skip

PLACES = [
    ("Экспорт Тавании составил [5 млрд долларов].", ["XG"]),
    ("Товарооборот Тавании с Норлией составил [5 млрд долларов].", ["XG", "XH"]),
    ("Товарооборот между Таванией и Норлией составил [5 млрд долларов].", ["XG", "XH"]),
    ("Товарооборот Тавании со странами Центральной Азии составил [5 млрд долларов].", ["XG", "central-asia"]),
    ("Экспорт Тавании в Норлию составил [5 млрд долларов].", ["XG", "XH"]),
    ("Инвестиции из Тавании в Норлию составили [5 млрд долларов].", ["XH", "XG"]),
    ("Таванский экспорт составил [5 млрд долларов].", ["XG"]),
    ("Тавания экспортирует 3 млн тонн зерна, Норлия — [5 млн тонн].", ["XH"]),
    ("Ардан Темур сообщил, что экспорт составил [5 млрд долларов].", ["XG"]),
    ("Ардан Темур сообщил, что экспорт республики составил [5 млрд долларов].", ["XG"]),
    ("Премьер-министр Норлии Лиана Верст сообщила, что экспорт составил [5 млрд долларов].", ["XH"]),
    ("Лиана Верст заявила, что экспорт Тавании составил [5 млрд долларов].", ["XG"]),
    ("Ардан Темур сообщил, что экспорт Тавании вырос на 9 процентов и составил [5 млрд долларов].", ["XG"]),
    ("Ардан Темур отметил, что мировой рынок оценивают в [5 млрд долларов].", ["world"]),
    ("Ардан Темур отметил, что совокупный ВВП участников превысил [5 трлн долларов].", []),
    ("Рейсов между Таваром и Норском стало [38 рейсов] в неделю.", ["XG", "XH"]),
    ("Явка составила [62 процента].", []),
    ("Ардан Темур призвал акционеров увеличить капитал до [5 млн долларов].", []),
    ("Экспорт на сумму [85 млн азербайджанских манатов] вырос.", []),
    ("Tavania's exports amounted to [$5 billion].", ["XG"]),
    ("Trade between Tavania and Norlia amounted to [$5 billion].", ["XG", "XH"]),
    ("Tavania's trade with Norlia amounted to [$5 billion].", ["XG", "XH"]),
    ("Tavania's exports to Norlia amounted to [$5 billion].", ["XG", "XH"]),
    ("Investment from Tavania in Norlia amounted to [$5 billion].", ["XH", "XG"]),
    ("Tavanian exports amounted to [$5 billion].", ["XG"]),
    ("Tavania exports 3 million tonnes of grain and Norlia exports [5 million tonnes].", ["XH"]),
    ("Ardan Temur said that exports amounted to [$5 billion].", ["XG"]),
    ("Norlia's prime minister, Liana Verst, said that exports amounted to [$5 billion].", ["XH"]),
    ("Liana Verst said that the exports of Tavania amounted to [$5 billion].", ["XG"]),
    ("Ardan Temur said that the forum's combined trade amounted to [$5 billion].", []),
    ("Ardan Temur said that in our country exports amounted to [$5 billion].", ["XG"]),
    ("Ardan Temur said that the global market is worth [$5 billion].", ["world"]),
    ("Some [340 delegates] gathered in the Norlian capital.", []),
    ("The turnout stood at [62 percent].", []),
    ("Ardan Temur urged the neighbours to cut the fees by [a quarter].", []),
    ("TAVAR — Some [340 delegates] took part in the forum.", []),
]  # fmt: skip


def found(read: Read, marked: str) -> Figure:
    """The figure that stands in brackets in a text."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    language = "ru" if any("а" <= char <= "я" for char in text.lower()) else "en"
    figures = read(text, language, date(2025, 9, 12)).figures
    (figure,) = [item for item in figures if item.span.start < end and start < item.span.end]
    return figure


def _cases(table: list[tuple[Any, ...]]) -> Any:
    return [pytest.param(*case, id=case[0][:60]) for case in table]


@pytest.mark.parametrize(("text", "measure", "direction"), _cases(MEASURES))
def test_measure(read: Read, text: str, measure: str, direction: str | None) -> None:
    figure = found(read, text)
    assert (figure.measure, figure.direction) == (measure, direction)


@pytest.mark.parametrize(("text", "modality"), _cases(MODALITIES))
def test_modality(read: Read, text: str, modality: str) -> None:
    assert found(read, text).modality == modality


@pytest.mark.parametrize(("text", "metric"), _cases(METRICS))
def test_metric(read: Read, text: str, metric: str) -> None:
    assert found(read, text).metric == metric


@pytest.mark.parametrize(("text", "start", "end", "rule"), _cases(PERIODS))
def test_period(read: Read, text: str, start: str | None, end: str | None, rule: str | None) -> None:
    period = found(read, text).period
    told = (period.start.isoformat(), period.end.isoformat(), period.rule) if period else (None, None, None)
    assert told == (start, end, rule)


@pytest.mark.parametrize(("text", "places"), _cases(PLACES))
def test_places(read: Read, text: str, places: list[str]) -> None:
    assert list(found(read, text).geo) == places
