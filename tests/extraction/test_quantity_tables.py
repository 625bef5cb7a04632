"""Quantities in both languages, one line a case: the text, the words of the quantity, its value, upper end, unit and bound."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.quantity import plain

RUSSIAN = [
    # digits and their separators
    ("бюджет составил 12\u202f900,50 сомони", "12\u202f900,50 сомони", "12900.5", None, "TJS", "exact"),
    ("бюджет составил 12\u2009900 сомони", "12\u2009900 сомони", "12900", None, "TJS", "exact"),
    ("бюджет составил 12.900.000 сомони", "12.900.000 сомони", "12900000", None, "TJS", "exact"),
    ("бюджет составил 1,234 млрд сомони", "1,234 млрд сомони", "1234000000", None, "TJS", "exact"),
    ("бюджет составил 1.5 млн сомони", "1.5 млн сомони", "1500000", None, "TJS", "exact"),
    ("бюджет составил 2½ млн сомони", "2½ млн сомони", "2500000", None, "TJS", "exact"),
    ("вложено 3млрд.долларов", "3млрд.долларов", "3000000000", None, "USD", "exact"),
    ("рост на 7%", "7%", "7", None, "percent", "exact"),
    ("рост (+11%) сохранился", "11%", "11", None, "percent", "exact"),
    # scale words in all cases
    ("к пяти миллиардам долларов", "пяти миллиардам долларов", "5000000000", None, "USD", "exact"),
    ("более чем с двумя миллионами туристов", "двумя миллионами туристов", "2000000", None, "people", "exact"),
    ("около тысячи человек", "тысячи человек", "1000", None, "people", "about"),
    ("свыше сотни предприятий", "сотни предприятий", "100", None, "items", "over"),
    ("два десятка предприятий", "два десятка предприятий", "20", None, "items", "exact"),
    ("полторы тысячи рабочих мест", "полторы тысячи рабочих мест", "1500", None, "items", "exact"),
    ("сто тысяч миллиардов сумов", "сто тысяч миллиардов сумов", "100000000000000", None, "UZS", "exact"),
    ("5 тыс. млрд сумов", "5 тыс. млрд сумов", "5000000000000", None, "UZS", "exact"),
    ("5 тысяч 125 долларов на душу населения", "5 тысяч 125 долларов", "5125", None, "USD", "exact"),
    ("2 млн 300 тыс. тонн", "2 млн 300 тыс. тонн", "2300000", None, "t", "exact"),
    # words
    ("двести сорок семь километров", "двести сорок семь километров", "247", None, "km", "exact"),
    ("тысяча двадцать шесть тонн", "тысяча двадцать шесть тонн", "1026", None, "t", "exact"),
    ("восемнадцать тысяч восемьсот восемьдесят тонн", "восемнадцать тысяч восемьсот восемьдесят тонн", "18880", None, "t", "exact"),
    ("два с половиной миллиарда евро", "два с половиной миллиарда евро", "2500000000", None, "EUR", "exact"),
    ("миллион с половиной евро", "миллион с половиной евро", "1500000", None, "EUR", "exact"),
    ("три с четвертью процента", "три с четвертью процента", "3.25", None, "percent", "exact"),
    ("три целых и две сотых процента", "три целых и две сотых процента", "3.02", None, "percent", "exact"),
    ("одна целая двадцать три тысячных процента", "одна целая двадцать три тысячных процента", "1.023", None, "percent", "exact"),
    ("две десятых процента", "две десятых процента", "0.2", None, "percent", "exact"),
    ("ноль целых пять десятых процента", "ноль целых пять десятых процента", "0.5", None, "percent", "exact"),
    ("полмиллиона человек", "полмиллиона человек", "500000", None, "people", "exact"),
    ("около полумиллиона туристов", "полумиллиона туристов", "500000", None, "people", "about"),
    ("погибли трое", "трое", "3", None, "people", "exact"),
    ("прибыли семеро экспертов", "семеро экспертов", "7", None, "people", "exact"),
    # money
    ("выделено $1 миллиард 200 миллионов", "$1 миллиард 200 миллионов", "1200000000", None, "USD", "exact"),
    ("выделено 2 миллиарда $350 миллионов", "2 миллиарда $350 миллионов", "2350000000", None, "USD", "exact"),
    ("выделено 5 рублей 30 копеек", "5 рублей 30 копеек", "5.3", None, "RUB", "exact"),
    ("выделено двадцать долларов и сорок центов", "двадцать долларов и сорок центов", "20.4", None, "USD", "exact"),
    ("выделено 20 долларов 43ц", "20 долларов 43ц", "20.43", None, "USD", "exact"),
    ("выделено 336 р. и хватит", "336 р.", "336", None, "RUB", "exact"),
    ("выделено 40 млн йен", "40 млн йен", "40000000", None, "JPY", "exact"),
    ("выделено 7 млн вон", "7 млн вон", "7000000", None, "KRW", "exact"),
    ("выделено 15 млн турецких лир", "15 млн турецких лир", "15000000", None, "TRY", "exact"),
    ("выделено 15 млн азербайджанских манатов", "15 млн азербайджанских манатов", "15000000", None, "AZN", "exact"),
    ("выделено USD 40 млн", "USD 40 млн", "40000000", None, "USD", "exact"),
    ("выделено 40 млн EUR", "40 млн EUR", "40000000", None, "EUR", "exact"),
    ("выделено ₸700 млрд", "₸700 млрд", "700000000000", None, "KZT", "exact"),
    ("выделено £22 млн", "£22 млн", "22000000", None, "GBP", "exact"),
    # ranges
    ("от трёх до пяти тонн", "трёх до пяти тонн", "3", "5", "t", "exact"),
    ("между 10 долларами и 20 долларами", "10 долларами и 20 долларами", "10", "20", "USD", "exact"),
    ("200—300 тысяч долларов США", "200—300 тысяч долларов США", "200000", "300000", "USD", "exact"),
    ("5%–7% продукции", "5%–7%", "5", "7", "percent", "exact"),
    ("от 5% до 7% продукции", "5% до 7%", "5", "7", "percent", "exact"),
    ("8-10 тыс. тонн зерна", "8-10 тыс. тонн", "8000", "10000", "t", "exact"),
    # bounds
    ("не менее 40 вагонов", "40 вагонов", "40", None, "items", "over"),
    ("не более 7 евро", "7 евро", "7", None, "EUR", "under"),
    ("порядка 40 вагонов", "40 вагонов", "40", None, "items", "about"),
    ("почти 40 вагонов", "40 вагонов", "40", None, "items", "about"),
    ("до 40 вагонов в сутки", "40 вагонов", "40", None, "items", "under"),
    # adjectives
    ("двухмиллиардный кредит в долларах", None, None, None, None, None),
    ("пятипроцентный рост", "пятипроцентный", "5", None, "percent", "exact"),
    ("20-процентная пошлина", "20-процентная", "20", None, "percent", "exact"),
    ("300-километровая дорога", "300-километровая", "300", None, "km", "exact"),
    ("400-мегаваттная станция", "400-мегаваттная", "400000000", None, "W", "exact"),
    ("двухсоткилометровый участок", "двухсоткилометровый", "200", None, "km", "exact"),
    ("полуторакратный рост", "полуторакратный", "1.5", None, "times", "exact"),
    ("5-кратное увеличение", "5-кратное", "5", None, "times", "exact"),
    # fractions and shares
    ("сократить потери на треть", "треть", "33.3", None, "percent", "exact"),
    ("две трети урожая", "две трети", "66.7", None, "percent", "exact"),
    ("три пятых воды теряется", "три пятых", "60", None, "percent", "exact"),
    ("пятая часть населения", "пятая часть", "20", None, "percent", "exact"),
    ("более половины жителей", "половины", "50", None, "percent", "over"),
    ("каждый пятый школьник", "каждый пятый", "20", None, "percent", "exact"),
    ("каждое третье предприятие", "каждое третье", "33.3", None, "percent", "exact"),
    ("каждая вторая семья", "каждая вторая", "50", None, "percent", "exact"),
    ("1/3 населения", "1/3", "33.3", None, "percent", "exact"),
    # multiples
    ("вырос в полтора раза", "в полтора раза", "1.5", None, "times", "exact"),
    ("вырос в два с половиной раза", "в два с половиной раза", "2.5", None, "times", "exact"),
    ("вырос впятеро", "впятеро", "5", None, "times", "exact"),
    ("утроить объёмы", "утроить", "3", None, "times", "exact"),
    # units
    ("на 2 процентных пункта", "2 процентных пункта", "2", None, "pp", "exact"),
    ("на 0,5 п.п.", "0,5 п.п.", "0.5", None, "pp", "exact"),
    ("3,4 млрд кубометров газа", "3,4 млрд кубометров", "3400000000", None, "m3", "exact"),
    ("1,2 куб. км воды", "1,2 куб. км", "1200000000", None, "m3", "exact"),
    ("5 млн барр. нефти", "5 млн барр.", "5000000", None, "bbl", "exact"),
    ("120 тыс. ДФЭ", "120 тыс. ДФЭ", "120000", None, "TEU", "exact"),
    ("2 ГВт мощности", "2 ГВт", "2000000000", None, "W", "exact"),
    ("40 млн кВт-ч", "40 млн кВт-ч", "40000000", None, "kWh", "exact"),
    ("12 тыс. га земель", "12 тыс. га", "12000", None, "ha", "exact"),
    ("500 кв. км", "500 кв. км", "500", None, "km2", "exact"),
    ("35 футов", "35 футов", "10.668", None, "m", "exact"),
    ("2 часа 30 минут", "2 часа 30 минут", "2.5", None, "hours", "exact"),
    ("+40 °C", "40 °C", "40", None, "C", "exact"),
    # what is counted
    ("построено 48 трамваев", "48 трамваев", "48", None, "items", "exact"),
    ("построено 14 новых бассейнов", "14 новых бассейнов", "14", None, "items", "exact"),
    ("построены два перегрузочных терминала", "два перегрузочных терминала", "2", None, "items", "exact"),
    ("прибыли 340 исследователей", "340 исследователей", "340", None, "people", "exact"),
    ("прибыл 21 новый экскаватор", "21 новый экскаватор", "21", None, "items", "exact"),
    ("пригнали 70 лошадей", "70 лошадей", "70", None, "items", "exact"),
    ("речь о 35 экскаваторах", "35 экскаваторах", "35", None, "items", "exact"),
    ("унесло 37 жизней", "37 жизней", "37", None, "people", "exact"),
    ("58 из 94 решений", None, None, None, None, None),
]  # fmt: skip

ENGLISH = [
    # digits and their separators
    ("worth $13,009 million", "$13,009 million", "13009000000", None, "USD", "exact"),
    ("worth 10 000 dollars", "10 000 dollars", "10000", None, "USD", "exact"),
    ("worth 1'200'000 francs", "1'200'000 francs", "1200000", None, "CHF", "exact"),
    ("worth 12,34,567.89 rupees", "12,34,567.89 rupees", "1234567.89", None, "INR", "exact"),
    ("worth €16,95", "€16,95", "16.95", None, "EUR", "exact"),
    ("worth $11.5bn", "$11.5bn", "11500000000", None, "USD", "exact"),
    ("worth €3.2m", "€3.2m", "3200000", None, "EUR", "exact"),
    ("worth $10k", "$10k", "10000", None, "USD", "exact"),
    ("worth US$ 4.7 billion", "US$ 4.7 billion", "4700000000", None, "USD", "exact"),
    ("worth C$1.23", "C$1.23", "1.23", None, "CAD", "exact"),
    ("worth RM120,000", "RM120,000", "120000", None, "MYR", "exact"),
    ("worth USD115", "USD115", "115", None, "USD", "exact"),
    ("worth 42 BGN", "42 BGN", "42", None, "BGN", "exact"),
    ("worth 5 trillion won", "5 trillion won", "5000000000000", None, "KRW", "exact"),
    ("worth 7 crore rupees", "7 crore rupees", "70000000", None, "INR", "exact"),
    ("worth 10 million soms", "10 million soms", "10000000", None, "KGS", "exact"),
    # words
    ("worth two hundred and fifty million euros", "two hundred and fifty million euros", "250000000", None, "EUR", "exact"),
    ("worth three thousand million yen", "three thousand million yen", "3000000000", None, "JPY", "exact"),
    ("worth two and a half billion dollars", "two and a half billion dollars", "2500000000", None, "USD", "exact"),
    ("worth one and a quarter billion dollars", "one and a quarter billion dollars", "1250000000", None, "USD", "exact"),
    ("worth half a million dollars", "half a million dollars", "500000", None, "USD", "exact"),
    ("worth a million dollars", "a million dollars", "1000000", None, "USD", "exact"),
    ("worth a quarter of a million dollars", "quarter of a million dollars", "250000", None, "USD", "exact"),
    ("worth five point five million dollars", "five point five million dollars", "5500000", None, "USD", "exact"),
    ("worth thirteen dollars and forty-five cents", "thirteen dollars and forty-five cents", "13.45", None, "USD", "exact"),
    ("ninety-three per cent", "ninety-three per cent", "93", None, "percent", "exact"),
    ("zero percent", "zero percent", "0", None, "percent", "exact"),
    ("half a percent", "half a percent", "0.5", None, "percent", "exact"),
    ("two dozen buses", "two dozen buses", "24", None, "items", "exact"),
    ("one hundred and six flights", "one hundred and six flights", "106", None, "items", "exact"),
    # ranges
    ("between 3 and 5 percent of turnover", "3 and 5 percent", "3", "5", "percent", "exact"),
    ("between 5% and 6%", "5% and 6%", "5", "6", "percent", "exact"),
    ("ranging from $200 to $4 million", "$200 to $4 million", "200", "4000000", "USD", "exact"),
    ("28 to 31 dollars", "28 to 31 dollars", "28", "31", "USD", "exact"),
    ("$3-4 million a year", "$3-4 million", "3000000", "4000000", "USD", "exact"),
    ("$200–$300 a tonne", "$200–$300", "200", "300", "USD", "exact"),
    # bounds
    ("at least $1.42", "$1.42", "1.42", None, "USD", "over"),
    ("no less than 40 wagons", "40 wagons", "40", None, "items", "over"),
    ("no more than 40 wagons", "40 wagons", "40", None, "items", "under"),
    ("up to 40 wagons", "40 wagons", "40", None, "items", "under"),
    ("some 40 wagons", "40 wagons", "40", None, "items", "about"),
    ("almost 40 wagons", "40 wagons", "40", None, "items", "about"),
    # adjectives
    ("a 64-hectare site", "64-hectare", "64", None, "ha", "exact"),
    ("a two-billion-dollar loan", "two-billion-dollar", "2000000000", None, "USD", "exact"),
    ("a twenty-five-hectare site", "twenty-five-hectare", "25", None, "ha", "exact"),
    ("a 400-megawatt plant", "400-megawatt", "400000000", None, "W", "exact"),
    ("a 20-percent duty", "20-percent", "20", None, "percent", "exact"),
    ("a sevenfold rise", "sevenfold", "7", None, "times", "exact"),
    ("a 2.5-fold rise", "2.5-fold", "2.5", None, "times", "exact"),
    # fractions and shares
    ("cut the fees by a quarter", "quarter", "25", None, "percent", "exact"),
    ("three-fifths of the manuscripts", "three-fifths", "60", None, "percent", "exact"),
    ("two thirds of the crop", "two thirds", "66.7", None, "percent", "exact"),
    ("a tenth of the traffic", "tenth", "10", None, "percent", "exact"),
    ("From there we received a fifth more than before", "fifth", "20", None, "percent", "exact"),
    ("half of the traffic", "half", "50", None, "percent", "exact"),
    ("one in five children", "one in five", "20", None, "percent", "exact"),
    ("one household in five remained poor", "one household in five", "20", None, "percent", "exact"),
    ("three in five lorries", "three in five", "60", None, "percent", "exact"),
    ("nine out of ten farms", "nine out of ten", "90", None, "percent", "exact"),
    ("every fourth lamp", "every fourth", "25", None, "percent", "exact"),
    # multiples
    ("two and a half times as much", "two and a half times", "2.5", None, "times", "exact"),
    ("grew 3.5 times", "3.5 times", "3.5", None, "times", "exact"),
    ("exports doubled", "doubled", "2", None, "times", "exact"),
    ("exports were halved", "halved", "2", None, "times", "exact"),
    # units
    ("2 percentage points", "2 percentage points", "2", None, "pp", "exact"),
    ("1.2 million tonnes of grain", "1.2 million tonnes", "1200000", None, "t", "exact"),
    ("9,000 billion tonnes of ice", "9,000 billion tonnes", "9000000000000", None, "t", "exact"),
    ("30 bcm of gas", "30 bcm", "30000000000", None, "m3", "exact"),
    ("250,000 TEU a year", "250,000 TEU", "250000", None, "TEU", "exact"),
    ("5 GW of power", "5 GW", "5000000000", None, "W", "exact"),
    ("10 billion kilowatt-hours", "10 billion kilowatt-hours", "10000000000", None, "kWh", "exact"),
    ("700,000 square kilometres", "700,000 square kilometres", "700000", None, "km2", "exact"),
    ("a 200m race", "200m", "200", None, "m", "exact"),
    ("3 gallons", "3 gallons", "0.011356235352", None, "m3", "exact"),
    ("2 hours 30 minutes", "2 hours 30 minutes", "2.5", None, "hours", "exact"),
    ("38 million consumers", "38 million consumers", "38000000", None, "people", "exact"),
    # what is counted
    ("a contract for 48 trams", "48 trams", "48", None, "items", "exact"),
    ("14 gold mines were closed", "14 gold mines", "14", None, "items", "exact"),
    ("Lenport operates seven terminals", "seven terminals", "7", None, "items", "exact"),
    ("forty-two companies moved in", "forty-two companies", "42", None, "items", "exact"),
    ("30 hydrologists were sent", "30 hydrologists", "30", None, "people", "exact"),
    ("2,000 tents were sent", "2,000 tents", "2000", None, "items", "exact"),
    ("1.2 million doses", "1.2 million doses", "1200000", None, "items", "exact"),
    ("17 people lost their lives", "17 people", "17", None, "people", "exact"),
]  # fmt: skip

IN_CONTEXT = [
    # text, every quantity with a unit as value and unit
    ("Экспорт достиг 10,5 млрд долларов против 9,7 млрд годом ранее.", ["10500000000 USD", "9700000000 USD"]),
    ("Инфляция составила 6,2 процента против 9,6 годом ранее.", ["6.2 percent", "9.6 percent"]),
    ("Доходы выросли на 7%, расходы — на 11.", ["7 percent", "11 percent"]),
    ("Год назад ветряки давали 3% энергии, сегодня — 22.", ["3 percent", "22 percent"]),
    ("Из 214 километров готово 129.", ["214 km", "129 km"]),
    ("Погибли 37 человек, ранены свыше 900.", ["37 people", "900 people"]),
    ("Совместных предприятий стало 318.", ["318 items"]),
    ("Число малых предприятий достигло 64 тысяч.", ["64000 items"]),
    ("Доля возросла с 8 до 19 процентов.", ["8 percent", "19 percent"]),
    ("Срок сократился с девяти часов до четырёх.", ["9 hours", "4 hours"]),
    ("Бюджет — 500 миллионов, капитал — 1 миллиард долларов.", ["500000000 USD", "1000000000 USD"]),
    ("Экспорт — $5 млрд. Товарооборот превысит 16 миллиардов. Население — 20 миллионов.",
     ["5000000000 USD", "16000000000 USD", "20000000 people"]),
    ("Двухмиллиардный кредит предоставит банк, ещё 40 млн евро даст фонд.", ["2000000000 EUR", "40000000 EUR"]),
    ("Число рейсов выросло с 12 до 50 в неделю.", ["12 items", "50 items"]),
    ("По территории севера проходит 304 км, 158 — по югу.", ["304 km", "158 km"]),
    ("Переход пропускает 1000 грузовиков против прежних 400.", ["1000 items", "400 items"]),
    ("Стало больше на 20 процентов: 8,6 млн против 7,1 млн.", ["20 percent"]),
    ("Выполнено 58 из 94 решений.", ["58 items", "94 items"]),
    ("Газ стоит $165 за тысячу кубометров.", ["165 USD"]),
    ("Курс: 1 евро — 1,16 доллара.", ["1.16 USD"]),
    ("Trade fell to 1.25 billion euros from 1.42 billion.", ["1250000000 EUR", "1420000000 EUR"]),
    ("Each pays $140 instead of 70.", ["140 USD", "70 USD"]),
    ("Of 62 items, 41 have been carried out, 12 are under way and nine have been forgotten.",
     ["62 items", "41 items", "12 items", "9 items"]),
    ("Some 150 companies applied; 96 have been admitted.", ["150 items", "96 items"]),
    ("We built 27 bridges; we need another forty.", ["27 items", "40 items"]),
    ("We hoped for ten signatures and got six.", ["10 items", "6 items"]),
    ("The number of weekly services has risen to 214.", ["214 items"]),
    ("They hired 400 nurses, against 750 in 2021.", ["400 people", "750 people"]),
    ("It will have a staff of 40.", ["40 people"]),
    ("Over 450 delegates came, among them 150 from abroad.", ["450 people", "150 people"]),
    ("Only 58 of the 94 decisions were carried out.", ["58 items", "94 items"]),
    ("They aimed to lift exports from 5 to 10 billion kilowatt-hours.", ["5000000000 kWh", "10000000000 kWh"]),
    ("Pay rose by $40 to $620 a month.", ["40 USD", "620 USD"]),
    ("Almost 4,000 were left homeless.", ["4000 people"]),
    ("The road is 84 km long and has eight bends, four of them sharp.", ["84 km", "8 items", "4 items"]),
    ("Grain exports hit 9.5m tonnes, up by 1.1m.", ["9500000 t", "1100000 t"]),
    ("The line is 523 kilometres long, 304 of them in the north.", ["523 km", "304 km"]),
    ("It turns out 30,000 cars a year, rising to 100,000 by 2028.", ["30000 items", "100000 items"]),
    ("Passenger numbers climbed to 1.3 million from 900,000.", ["1300000 people", "900000 people"]),
    ("Of each euro spent, sixty cents come back.", ["0.6 EUR"]),
]  # fmt: skip

NO_QUANTITY = [
    "по ч. 2 ст. 112", "на 24 месте", "сотни файлов", "тысячи людей", "первая половина века", "две трети голосов", "каждый второй год",
    "двух стран", "трёх сторон", "пять направлений", "двадцать первый саммит", "35-летний юбиляр", "пятикратный чемпион", "в 2030-х годах",
    "16–17 ноября", "2024–2025 годы", "со счётом 3:2", "рейс SU-1234", "подстанция 500 и точка", "дом 7/2", "в 9:30", "газопровод «Северный путь — 2»", "в ночь с 18 на 19 апреля", "трасса 40 открыта", "47-летний водитель", "19.11.2025", "№ 15",
    "Кыргызстан и Китай: трёх лидеров",
    "the two countries", "the three leaders", "five neighbours", "the first half of the year", "the third quarter", "every second year",
    "Sept. 26 event", "March 15 primaries", "the 2008 housing collapse", "a 35-year-old", "the twenty-first summit",
    "doubled as campaign staff", "put forward four initiatives: one", "Group of 20", "at 9:30", "16th of November", "version 2.0.1",
    "tens of thousands of people", "millions of people", "two key steps", "Article 5 says", "flight SU-1234", "C5+1", "nine heads of state", "the seventh meeting", "date: 2025-11-16", "a seventh unit", "a third country", "Route 66 is closed", "half a decade ago",
]  # fmt: skip


@pytest.mark.parametrize("case", [*RUSSIAN, *ENGLISH], ids=lambda case: case[0])
def test_a_quantity(read: Any, case: tuple[str, str | None, str, str | None, str, str]) -> None:
    text, words, value, high, unit, bound = case
    found = [
        (
            item.span.of(text),
            plain(item.value),
            plain(item.value_high) if item.value_high is not None else None,
            item.unit,
            item.bound.value,
        )
        for item in read(text, lang=_language(text)).quantities
        if item.unit is not None
    ]
    if words is not None:
        assert found == [(words, value, high, unit, bound)]


def _language(text: str) -> str:
    return "ru" if any("а" <= char.lower() <= "я" for char in text) else "en"


@pytest.mark.parametrize("case", IN_CONTEXT, ids=lambda case: case[0])
def test_a_unit_that_the_text_leaves_out(read: Any, case: tuple[str, list[str]]) -> None:
    text, wanted = case
    found = [
        f"{plain(item.value)} {item.unit}"
        for item in read(text, lang=_language(text)).quantities
        if item.unit is not None
    ]
    assert found == wanted


@pytest.mark.parametrize("text", NO_QUANTITY)
def test_no_quantity(read: Any, text: str) -> None:
    found = [
        item.span.of(text) for item in read(text, lang=_language(text)).quantities if item.unit is not None
    ]
    assert found == []
