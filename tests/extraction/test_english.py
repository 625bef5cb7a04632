"""English: who says what, by construction. Each case is a sentence or two with its statements; an empty list means that nothing must be found."""

from __future__ import annotations

from typing import Any

import pytest

TEMUR, VERST = "ardan-temur", "liana-verst"
Wanted = list[tuple[str, str | None, str]]


def one(speaker: str | None, words: str, kind: str = "reported") -> Wanted:
    return [(kind, speaker, words)]


# The subject before its verb
BEFORE: list[tuple[str, str, Wanted]] = [
    ("that", "Ardan Temur said that the road was ready.", one(TEMUR, "Ardan Temur said that the road was ready.")),
    ("no that", "Ardan Temur said the road was ready.", one(TEMUR, "Ardan Temur said the road was ready.")),
    ("present", "Ardan Temur says the road is ready for winter.", one(TEMUR, "Ardan Temur says the road is ready for winter.")),
    ("perfect", "Ardan Temur has repeatedly said the road is ready.", one(TEMUR, "Ardan Temur has repeatedly said the road is ready.")),
    ("pluperfect and adverb", "Ardan Temur had already told reporters that the road was ready.", one(TEMUR, "Ardan Temur had already told reporters that the road was ready.")),
    ("role and name", "Norlian Prime Minister Liana Verst argued that the bridge is too old.", one(VERST, "Norlian Prime Minister Liana Verst argued that the bridge is too old.")),
    ("apposition", "Liana Verst, the prime minister of Norlia, said the bridge was too old.", one(VERST, "Liana Verst, the prime minister of Norlia, said the bridge was too old.")),
    ("relative clause", "Liana Verst, who opened the session, said the bridge was too old.", one(VERST, "Liana Verst, who opened the session, said the bridge was too old.")),
    ("two insertions", "Liana Verst, the Norlian prime minister, who opened the session, said the bridge was too old.", one(VERST, "Liana Verst, the Norlian prime minister, who opened the session, said the bridge was too old.")),
    ("participle inserted", "Liana Verst, speaking after him in Tavar, said the bridge was too old.", one(VERST, "Liana Verst, speaking after him in Tavar, said the bridge was too old.")),
    ("name as apposition", "A spokeswoman for the port, Kate Roe, said the ferry would sail.", one("kate-roe", "A spokeswoman for the port, Kate Roe, said the ferry would sail.")),
    ("name first", "Kate Roe, a spokeswoman for the port, said the ferry would sail.", one("kate-roe", "Kate Roe, a spokeswoman for the port, said the ferry would sail.")),
    ("age", "Kate Roe, 42, said the ferry would sail at noon.", one("kate-roe", "Kate Roe, 42, said the ferry would sail at noon.")),
    ("title abbreviated", "Sen. Kate Roe (D-N.C.) said the ferry would sail at noon.", one("kate-roe", "Sen. Kate Roe (D-N.C.) said the ferry would sail at noon.")),
    ("coordinated verbs", "Ardan Temur arrived late and said the road was ready.", one(TEMUR, "Ardan Temur arrived late and said the road was ready.")),
    ("after an adverbial", "In Tavar on Monday, Ardan Temur announced that the road was ready.", one(TEMUR, "In Tavar on Monday, Ardan Temur announced that the road was ready.")),
    ("asked by another", "Asked by Verst when it would open, Ardan Temur replied that the road was ready.", one(TEMUR, "Asked by Verst when it would open, Ardan Temur replied that the road was ready.")),
    ("a body", "Tavania's energy ministry said later that the line would be ready in May.", one("org:tavania's energy ministry", "Tavania's energy ministry said later that the line would be ready in May.")),
    ("unnamed people", "Senior officials said the line would be ready in May.", one("org:senior officials", "Senior officials said the line would be ready in May.")),
    ("an adjective of a country is no speaker", "Norlian officials said the line would be ready in May.", one("org:norlian officials", "Norlian officials said the line would be ready in May.")),
    ("who speaks for whom", "A spokesman for Ardan Temur said the line would be ready in May.", one("org:a spokesman for ardan temur", "A spokesman for Ardan Temur said the line would be ready in May.")),
    ("plural subject, base form", "Analysts believe the line will be ready in May.", one("org:analysts", "Analysts believe the line will be ready in May.")),
    ("family name first, full name later", "Roe said the ferry would sail. Kate Roe runs the port.", one("kate-roe", "Roe said the ferry would sail.")),
    ("in a statement", "Ardan Temur said in a statement on Friday that the road was ready.", one(TEMUR, "Ardan Temur said in a statement on Friday that the road was ready.")),
    ("whether", "Ardan Temur wondered whether the road would ever be ready.", one(TEMUR, "Ardan Temur wondered whether the road would ever be ready.")),
    ("criticism", "Liana Verst slammed the delay as a waste of money.", one(VERST, "Liana Verst slammed the delay as a waste of money.")),
    ("accusation", "Liana Verst accused the builders of wasting a summer.", one(VERST, "Liana Verst accused the builders of wasting a summer.")),
    ("called it", "Liana Verst called the delay “a waste of money”.", one(VERST, "Liana Verst called the delay “a waste of money”.")),
    ("called somebody something", "Liana Verst called the minister a reliable partner.", one(VERST, "Liana Verst called the minister a reliable partner.")),
    ("made clear", "Liana Verst made clear that the bridge would stay closed.", one(VERST, "Liana Verst made clear that the bridge would stay closed.")),
    ("a verb that no lexicon lists", "Ardan Temur harrumphed that the road would never be ready.", one(TEMUR, "Ardan Temur harrumphed that the road would never be ready.")),
    ("instructed", "Ardan Temur instructed the ministry to repair the bridge.", one(TEMUR, "Ardan Temur instructed the ministry to repair the bridge.")),
    ("he went on to say", "Liana Verst opened the session. She went on to remind her guests that the bridge was old.", one(VERST, "She went on to remind her guests that the bridge was old.")),
    ("took the floor to", "Liana Verst took the floor to warn that the bridge was old.", one(VERST, "Liana Verst took the floor to warn that the bridge was old.")),
    ("claim of an owner", "Liana Verst's claim that the bridge was old was news to nobody.", one(VERST, "Liana Verst's claim that the bridge was old was news to nobody.")),
    ("message of an owner", "The President of Tavania's message says that the road is ready.", one(TEMUR, "The President of Tavania's message says that the road is ready.")),
    ("two speakers", "Both Verst and Temur say the bridge is old.", one("org:both verst and temur", "Both Verst and Temur say the bridge is old.")),
    ("a figure put", "Analysts put the cost of the bridge at nine hundred or 900 million.", one("org:analysts", "Analysts put the cost of the bridge at nine hundred or 900 million.")),
    ("quoted as saying", "Ardan Temur was quoted as saying that the road was ready.", one(TEMUR, "Ardan Temur was quoted as saying that the road was ready.")),
    ("expects something to happen", "Ardan Temur expects the road to carry 5 million tonnes.", one(TEMUR, "Ardan Temur expects the road to carry 5 million tonnes.")),
    ("her advice was to", "Liana Verst opened the session. Her advice to her neighbours was to borrow less.", one(VERST, "Her advice to her neighbours was to borrow less.")),
    ("his proposal is that", "Ardan Temur's proposal is that the road be widened.", one(TEMUR, "Ardan Temur's proposal is that the road be widened.")),
    ("briefed them, colon", "Liana Verst briefed the guests on the bridge: a third of it has been painted.", one(VERST, "Liana Verst briefed the guests on the bridge: a third of it has been painted.")),
    ("a body by its name", "The operator, River Maritime, said the port would be closed.", one("org:river maritime", "The operator, River Maritime, said the port would be closed.")),
    ("those who talked", "The interlocutors instructed their governments to repair the bridge.", one("org:the interlocutors", "The interlocutors instructed their governments to repair the bridge.")),
    ("the head of a government", "Ardan Temur and Liana Verst met. The head of the Norlian government proposed to widen the road.", one(VERST, "The head of the Norlian government proposed to widen the road.")),
    ("deeds in a list", "In the statement the leaders:\n\n– condemned the delay;\n\n– requested the secretariat to repair the bridge.", one("org:the leaders", "In the statement the leaders:\n\n– condemned the delay;\n\n– requested the secretariat to repair the bridge.")),
    ("wants somebody to do something", "Ardan Temur wants the members to pool their ports.", one(TEMUR, "Ardan Temur wants the members to pool their ports.")),
    ("would like somebody to do something", "Ardan Temur would like her to open the pass.", one(TEMUR, "Ardan Temur would like her to open the pass.")),
    ("expects an amount", "The ministry now expects exports of 3 billion dollars.", one("org:the ministry", "The ministry now expects exports of 3 billion dollars.")),
    ("a figure of one's own", "Ardan Temur's own figure is 3 billion dollars.", one(TEMUR, "Ardan Temur's own figure is 3 billion dollars.")),
    ("conveyed readiness", "On visas, Liana Verst conveyed Norlia's readiness to issue permits.", one(VERST, "On visas, Liana Verst conveyed Norlia's readiness to issue permits.")),
    ("shared a concern", "Ardan Temur shared her concern about the old bridge.", one(TEMUR, "Ardan Temur shared her concern about the old bridge.")),
    ("states of a body are no verb", "The ministers spoke, underscoring the importance of trust among member states.", one("org:the ministers", "The ministers spoke, underscoring the importance of trust among member states.")),
    ("what a press service passes on", "The press service says President Ardan Temur noted in his speech that the road was ready.", one(TEMUR, "The press service says President Ardan Temur noted in his speech that the road was ready.")),
    ("a forecast of a body", "The chamber of commerce forecasts growth of 3 percent.", one("org:the chamber of commerce", "The chamber of commerce forecasts growth of 3 percent.")),
    ("her own proposal, colon", "Liana Verst opened the session. Her own proposal was more modest: a school in Norsk.", one(VERST, "Her own proposal was more modest: a school in Norsk.")),
    ("presidents of two countries", "The presidents of Tavania and Norlia said the road was ready.", one("org:the presidents of tavania and norlia", "The presidents of Tavania and Norlia said the road was ready.")),
    ("a participle at the beginning", "Elected officials said the road was ready.", one("org:elected officials", "Elected officials said the road was ready.")),
    ("a day earlier", "Ardan Temur a day earlier said the road was ready.", one(TEMUR, "Ardan Temur a day earlier said the road was ready.")),
    ("of the nearer clause", "The forum began with a meeting where Ardan Temur voiced concern over the road and urged the opening of the pass.", one(TEMUR, "The forum began with a meeting where Ardan Temur voiced concern over the road and urged the opening of the pass.")),
    ("the head of a country", "The Head of Tavania said the road was ready.", one(TEMUR, "The Head of Tavania said the road was ready.")),
    ("recognised efforts", "The ministers recognised the efforts of the union to build roads.", one("org:the ministers", "The ministers recognised the efforts of the union to build roads.")),
    ("a headline in capitals", "Tavanian President Urges Neighbours to Open the Pass\nThe bridge is old.", one(TEMUR, "Tavanian President Urges Neighbours to Open the Pass")),
    ("a name behind a house", "Secretary of the Security Council Jan Roe said the road was safe. Jan Roe runs the council.", one("jan-roe", "Secretary of the Security Council Jan Roe said the road was safe.")),
    ("a country invites", "Norlia invites its neighbours to take part in the fair in Norsk.", one("org:norlia", "Norlia invites its neighbours to take part in the fair in Norsk.")),
    ("the head of a cabinet", "Liana Verst arrived. The head of the Cabinet of Ministers called on drivers to work openly.", one(VERST, "The head of the Cabinet of Ministers called on drivers to work openly.")),
]  # fmt: skip

# The subject after its verb, or the attribution inside or at the end
AROUND: list[tuple[str, str, Wanted]] = [
    ("at the end", "The road will be ready in May, Ardan Temur said.", one(TEMUR, "The road will be ready in May, Ardan Temur said.")),
    ("at the end, inverted", "The road will be ready in May, said Ardan Temur.", one(TEMUR, "The road will be ready in May, said Ardan Temur.")),
    ("at the end with circumstances", "The road will be ready in May, Prime Minister Liana Verst said on Friday after talks with Ardan Temur.", one(VERST, "The road will be ready in May, Prime Minister Liana Verst said on Friday after talks with Ardan Temur.")),
    ("at the end, unnamed", "The road will be ready in May, officials said.", one("org:officials", "The road will be ready in May, officials said.")),
    ("inserted", "The road, Ardan Temur noted, will be ready in May.", one(TEMUR, "The road, Ardan Temur noted, will be ready in May.")),
    ("inserted, inverted with a title", "The road, said Rep. Kate Roe (D-N.C.), head of the transport committee, will be ready in May.", one("kate-roe", "The road, said Rep. Kate Roe (D-N.C.), head of the transport committee, will be ready in May.")),
    ("he went on", "Ardan Temur said the road was ready. The bridge, he went on, would follow in June.", [
        ("reported", TEMUR, "Ardan Temur said the road was ready."), ("reported", TEMUR, "The bridge, he went on, would follow in June.")]),
    ("as he put it", "Ardan Temur said the road was ready. As he put it, nobody would walk again.", [
        ("reported", TEMUR, "Ardan Temur said the road was ready."), ("reported", TEMUR, "As he put it, nobody would walk again.")]),
    ("as noted by", "As noted by Ardan Temur, the road will be ready in May.", one(TEMUR, "As noted by Ardan Temur, the road will be ready in May.")),
    ("a conviction", "Ardan Temur is confident that the road will be ready in May.", one(TEMUR, "Ardan Temur is confident that the road will be ready in May.")),
    ("according to", "According to Ardan Temur, the road will be ready in May.", one(TEMUR, "According to Ardan Temur, the road will be ready in May.")),
    ("according to, at the end", "The road will be ready in May, according to the transport ministry.", one("org:the transport ministry", "The road will be ready in May, according to the transport ministry.")),
    ("according to figures of", "The road cost less than planned, according to figures presented by Kate Roe.", one("kate-roe", "The road cost less than planned, according to figures presented by Kate Roe.")),
    ("in her view", "Liana Verst opened the session. In her view, the bridge is too old.", one(VERST, "In her view, the bridge is too old.")),
    ("by his own estimate", "Ardan Temur opened the road. By his own estimate, it will save two hours.", one(TEMUR, "By his own estimate, it will save two hours.")),
    ("outer attribution wins", "Builders who said it was finished were wrong, Ardan Temur warned.", one(TEMUR, "Builders who said it was finished were wrong, Ardan Temur warned.")),
    ("according to which", "Ardan Temur presented a report, according to which the road was ready.", one(TEMUR, "Ardan Temur presented a report, according to which the road was ready.")),
    ("by her count", "Liana Verst opened the session. By her count, nine bridges are too old.", one(VERST, "By her count, nine bridges are too old.")),
    ("it added", "The port authority said the bridge was old. The road, it added, was new.", [
        ("reported", "org:the port authority", "The port authority said the bridge was old."), ("reported", "org:the port authority", "The road, it added, was new.")]),
    ("by the estimates of a body", "According to the ministry's estimates, the road will be ready in May.", one("org:the ministry", "According to the ministry's estimates, the road will be ready in May.")),
    ("we before the attribution", "Today, we stand on the shore of a great sea, said President of Tavania Ardan Temur at a meeting in Norsk.", one(TEMUR, "Today, we stand on the shore of a great sea, said President of Tavania Ardan Temur at a meeting in Norsk.")),
    ("told in the sentence before", "Prices fell by a third in May. Kate Roe, a senior analyst at the Bank of Norlia, said at a briefing.", one("kate-roe", "Prices fell by a third in May.")),
    ("this was stated by", "The road will be ready in May. This was stated by Ardan Temur at a meeting.", one(TEMUR, "The road will be ready in May.")),
    ("it was stressed", "The terms of the loan, it was stressed, are the same for all.", one(None, "The terms of the loan, it was stressed, are the same for all.")),
    ("the importance was noted", "The importance of closing the old mine was noted.", one(None, "The importance of closing the old mine was noted.")),
    ("this was stated by, title and country", "The road will be ready in May. This was stated by the Minister of Transport of Norlia Jan Roe on Thursday.", one("jan-roe", "The road will be ready in May.")),
    ("this was stated by, in a line of its own", "The road will be ready in May.\nThis was stated by Ardan Temur at a meeting.", one(TEMUR, "The road will be ready in May.")),
]  # fmt: skip

QUOTED: list[tuple[str, str, Wanted]] = [
    ("after", "“We will build the road by May,” Ardan Temur said.", one(TEMUR, "We will build the road by May,", "direct")),
    ("after, inverted with apposition", "“We will build the road by May,” said Kate Roe, head of the port.", one("kate-roe", "We will build the road by May,", "direct")),
    ("straight marks", '"We will build the road by May," said Ardan Temur.', one(TEMUR, "We will build the road by May,", "direct")),
    ("before", "Ardan Temur said, “We will build the road by May.”", one(TEMUR, "We will build the road by May.", "direct")),
    ("colon", "Ardan Temur answered: “We will build the road by May.”", one(TEMUR, "We will build the road by May.", "direct")),
    ("split", "“The road is ready,” Ardan Temur said. “Now we build the bridge.”", one(TEMUR, "The road is ready,” Ardan Temur said. “Now we build the bridge.", "direct")),
    ("split by a verb of manner", "“The road is ready,” Ardan Temur smiled. “Now we build the bridge.”", one(TEMUR, "The road is ready,” Ardan Temur smiled. “Now we build the bridge.", "direct")),
    ("split in the midst", "“The road,” said Ardan Temur, “is ready for the winter.”", one(TEMUR, "The road,” said Ardan Temur, “is ready for the winter.", "direct")),
    ("two speakers in turn", "“We will build it,” said Ardan Temur, who came by bus. “Nobody can live on promises,” Liana Verst replied.", [
        ("direct", TEMUR, "We will build it,"), ("direct", VERST, "Nobody can live on promises,")]),
    ("short, with a cue", "“I would,” Liana Verst said.", one(VERST, "I would,", "direct")),
    ("short, inverted", "“Never again!” exclaimed Liana Verst.", one(VERST, "Never again!", "direct")),
    ("a verb that no lexicon lists", "“We will build the road by May,” Ardan Temur harrumphed.", one(TEMUR, "We will build the road by May,", "direct")),
    ("a verb that no lexicon lists, inverted", "“We will build the road by May,” trumpeted Ardan Temur on Friday.", one(TEMUR, "We will build the road by May,", "direct")),
    ("next paragraph", "Ardan Temur continued:\n\n“The road is ready. Now we build the bridge.”", one(TEMUR, "The road is ready. Now we build the bridge.", "direct")),
    ("began and stopped", "Ardan Temur began. “The road is ready. Now we build the bridge.”", one(TEMUR, "The road is ready. Now we build the bridge.", "direct")),
    ("participle", "Ardan Temur ended the day in Norsk, saying, “We will build the road by May.”", one(TEMUR, "We will build the road by May.", "direct")),
    ("a phrase stays in its sentence", "Ardan Temur said the road was “good enough”.", one(TEMUR, "Ardan Temur said the road was “good enough”.")),
    ("nobody known speaks", "Ardan Temur said the road was ready. “We have walked it for years,” a farmer said.", [
        ("reported", TEMUR, "Ardan Temur said the road was ready."), ("direct", "org:a farmer", "We have walked it for years,")]),
    ("a report before a quotation", "Ardan Temur countered that a reserve needs a roof: “We have silos for half of it.”", [
        ("reported", TEMUR, "Ardan Temur countered that a reserve needs a roof"), ("direct", TEMUR, "We have silos for half of it.")]),
    ("no more than an announcement before it", "Ardan Temur told a briefing in the capital on Friday: “We have silos for half of it.”", one(TEMUR, "We have silos for half of it.", "direct")),
    ("a second verb after it", "“The road is ready,” Ardan Temur said, and promised that the bridge would follow in June.", [
        ("direct", TEMUR, "The road is ready,"), ("reported", TEMUR, "promised that the bridge would follow in June.")]),
    ("adding after a quotation", "“The road is ready,” Ardan Temur said, adding that the bridge would follow in June.", [
        ("direct", TEMUR, "The road is ready,"), ("reported", TEMUR, "adding that the bridge would follow in June.")]),
    ("told this paper, behind a name between commas", "“We have built the road,” says Ardan Temur, who paid for it. “Nobody can live on promises,” the Norlian envoy, Kate Roe, told this newspaper.", [
        ("direct", TEMUR, "We have built the road,"), ("direct", "kate-roe", "Nobody can live on promises,")]),
]  # fmt: skip

MEANT: list[tuple[str, str, Wanted]] = [
    ("he and she", "Ardan Temur received Liana Verst in Tavar. She said the bridge was old. He promised to repair it.", [
        ("reported", VERST, "She said the bridge was old."), ("reported", TEMUR, "He promised to repair it.")]),
    ("by the given name", "Mary Roe met Peter Loe. He said the bridge was old. She agreed that it was closed.", [
        ("reported", "peter-loe", "He said the bridge was old."), ("reported", "mary-roe", "She agreed that it was closed.")]),
    ("by the form of address", "Ms. Roe met Mr. Loe. She said the bridge was old.", one("roe", "She said the bridge was old.")),
    ("the leader of", "Ardan Temur received Liana Verst in Tavar. The Norlian leader said the bridge was old.", one(VERST, "The Norlian leader said the bridge was old.")),
    ("counterpart", "Ardan Temur opened the meeting. His Norlian counterpart said the bridge was old.", one(VERST, "His Norlian counterpart said the bridge was old.")),
    ("the senator", "Senator Kate Roe came by bus. The senator said the bridge was old.", one("kate-roe", "The senator said the bridge was old.")),
    ("described behind the name", "Kate Roe, a pollster from Norsk, came by bus. The pollster said the bridge was old.", one("kate-roe", "The pollster said the bridge was old.")),
    ("they", "The two delegations met for an hour. The parties said the bridge was old. They agreed to repair it.", [
        ("reported", "org:the parties", "The parties said the bridge was old."), ("reported", "org:the parties", "They agreed to repair it.")]),
    ("the host", "TAVAR – Liana Verst came to the talks. Ardan Temur met her. The host said the bridge was old.", one(TEMUR, "The host said the bridge was old.")),
    ("title and place before the name", "The Ambassador of Norlia Jan Orlik came to Tavar. In turn, the Ambassador stressed that the bridge was old.", one("jan-orlik", "In turn, the Ambassador stressed that the bridge was old.")),
    ("its minister", "Norlia did not sign. Its prime minister said the bridge was old.", one(VERST, "Its prime minister said the bridge was old.")),
    ("the minister who was named", "Transport Minister Kate Roe came by bus. Ardan Temur met her. The minister said the bridge was old.", one("kate-roe", "The minister said the bridge was old.")),
    ("somebody without a name", "Ardan Temur opened the road. A former official suggested that it was too late. He said winter had come.", [
        ("reported", "org:a former official", "A former official suggested that it was too late."), ("reported", "org:a former official", "He said winter had come.")]),
    ("and then a name again", "A spokeswoman said it was late. Ardan Temur opened the road. He said winter had come.", [
        ("reported", "org:a spokeswoman", "A spokeswoman said it was late."), ("reported", TEMUR, "He said winter had come.")]),
    ("his own subject is not who spoke before", "Ardan Temur said the road was ready. A minister said the bridge was old.", [
        ("reported", TEMUR, "Ardan Temur said the road was ready."), ("reported", "org:a minister", "A minister said the bridge was old.")]),
    ("the minister is who spoke last and has no title yet", "Kate Roe told reporters that the bridge was old. The minister added that the road was new.", [
        ("reported", "kate-roe", "Kate Roe told reporters that the bridge was old."), ("reported", "kate-roe", "The minister added that the road was new.")]),
    ("the minister is no economist", "Kate Roe, an economist, told reporters that the bridge was old. The minister added that the road was new.", [
        ("reported", "kate-roe", "Kate Roe, an economist, told reporters that the bridge was old."), ("reported", "org:the minister", "The minister added that the road was new.")]),
    ("they are those who met", "Ardan Temur met Liana Verst. The two leaders reviewed trade. They agreed that the road would open.", one("org:the two leaders", "They agreed that the road would open.")),
    ("the same official", "An official at the port said the road was old. The same official added that the bridge was older.", [
        ("reported", "org:an official at the port", "An official at the port said the road was old."), ("reported", "org:an official at the port", "The same official added that the bridge was older.")]),
    ("whom the author heard", "Liana Verst said the bridge was old. I have heard Osan Merit speak. The road, he told the plenary, was older.", [
        ("reported", VERST, "Liana Verst said the bridge was old."), ("reported", "osan-merit", "The road, he told the plenary, was older.")]),
    ("by whom a statement was made", "Ardan Temur met Liana Verst. The statement was made by Minister Jan Roe. “The road is ready and open,” he said.", one("jan-roe", "The road is ready and open,", "direct")),
    ("they in the same sentence", "The presidents of Tavania and Norlia attended the summit, where they welcomed the new name.", one("org:the presidents of tavania and norlia", "The presidents of Tavania and Norlia attended the summit, where they welcomed the new name.")),
    ("two titles behind a name", "Kate Roe, Vice Chairman and Chief Economist at the bank, said prices fell. “Growth will be slow this year,” the economist stated.", [
        ("reported", "kate-roe", "Kate Roe, Vice Chairman and Chief Economist at the bank, said prices fell."), ("direct", "kate-roe", "Growth will be slow this year,")]),
]  # fmt: skip

NOTHING = [
    "The port authority has a plan. It says nothing about money.",
    "Liana Verst opened the session. Her advice to her neighbours was ignored.",
    "Ardan Temur expects guests from Norlia.",
    "Ardan Temur opened the road. It added two hours to the journey.",
    "In the hall stood the leaders:\n\n– Ardan Temur;\n\n– Liana Verst.",
    "Ardan Temur arrived in Norsk on Monday for a two-day visit.",
    "Ardan Temur and Liana Verst signed four documents in Tavar.",
    "The two leaders discussed the road and the bridge.",
    "Special attention was paid to trade.",
    "Ardan Temur did not say when the road would be ready.",
    "Ardan Temur declined to comment on the bridge.",
    "Liana Verst refused to say when the bridge would open.",
    "Nobody said the road was ready for the winter.",
    "A spokesman could not be reached for comment on the bridge.",
    "Ardan Temur has yet to comment on the bridge.",
    "Ardan Temur will announce the winner of the tender on Friday.",
    "The list of guests includes Ardan Temur and Liana Verst.",
    "The annual report runs to ninety pages and two maps.",
    "The announced road will pass through Tavar and Norsk.",
    "The state of the road in Tavania is poor.",
    "Trade between the two countries added five percent last year.",
    "The project calls for two bridges and a tunnel.",
    "The talks began at noon and continued over lunch.",
    "The call lasted for an hour and ended at noon.",
    "Ardan Temur took part in the opening of the road.",
    "10:40 Arrival of Ardan Temur at the airport",
    "The road proposed by the builders is nine miles long.",
    "Four reports on the bridge were published last year.",
    "Neither Liana Verst nor Ardan Temur said the bridge was old.",
    "Her crude comments on the bridge were not the only problem of the day.",
    "The port, run by a company that advocates for rail, has its office in Tavar.",
    "Before the meeting, Ardan Temur spoke.",
    "Trade has grown by a third, the press service reports.",
    "Ardan Temur is sure of his road.",
    "Ardan Temur called his minister on Friday.",
    "10:30 Opening remarks by Ardan Temur",
    "Experts from five countries compared notes in Tavar.",
    "The bridge has been promised, postponed and promised again.",
    "Ardan Temur ensured that the road was ready.",
    "Ardan Temur signed a decree that bans the ferry.",
    "Liana Verst knows the bridge well.",
    "A book called The Road was sold in Tavar.",
    "The minister of state for roads visited the bridge in June.",
    "Norlia backs onto the sea and lists nine ports.",
    "The claims office in Tavar opened at nine on Monday.",
    "Exports grew by a fifth, whereas grain imports fell by 200 tonnes thanks to rain.",
    "Ardan Temur wants to build a port.",
    "The bank expects 40 guests at the opening.",
    "Ardan Temur shared his vision of the port.",
    "The country's figure was 3 percent.",
    "Ardan Temur told about the work to expand trade in the region.",
    "The road was opened in May. This was reported by the press service of the president.",
    "The secretary-general's remarks to the congress of pilots",
    "The meeting discussed trade, stressed the importance of search for new points of growth.",
    "The corridor will continue to grow, Azernews reports, citing officials.",
    "Ardan Temur received Liana Verst, the news agency cites the palace.",
    "Central Bank Reports and Calls for Tenders\nThe bridge is old.",
    "State Visit of President Ardan Temur Begins\nThe bridge is old.",
]


def found(read: Any, text: str) -> Wanted:
    return [
        (statement.kind.value, statement.speaker.id if statement.speaker else None, statement.span.of(text))
        for statement in read(text, lang="en").statements
    ]


MISSED = {
    "family name first, full name later": "a name met first beside no verb is not known yet",
}


def cases(table: list[tuple[str, str, Wanted]]) -> list[Any]:
    return [
        pytest.param(
            text,
            wanted,
            id=name,
            marks=[pytest.mark.xfail(strict=True, reason=MISSED[name])] if name in MISSED else [],
        )
        for name, text, wanted in table
    ]


@pytest.mark.parametrize(("text", "wanted"), cases(BEFORE))
def test_the_subject_before_its_verb(read: Any, text: str, wanted: Wanted) -> None:
    assert found(read, text) == wanted


@pytest.mark.parametrize(("text", "wanted"), cases(AROUND))
def test_an_attribution_inside_or_at_the_end(read: Any, text: str, wanted: Wanted) -> None:
    assert found(read, text) == wanted


@pytest.mark.parametrize(("text", "wanted"), cases(QUOTED))
def test_quotations(read: Any, text: str, wanted: Wanted) -> None:
    assert found(read, text) == wanted


@pytest.mark.parametrize(("text", "wanted"), cases(MEANT))
def test_who_is_meant(read: Any, text: str, wanted: Wanted) -> None:
    assert found(read, text) == wanted


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_said(read: Any, text: str) -> None:
    assert found(read, text) == []


def test_items_without_words_are_no_deeds(read: Any) -> None:
    assert (
        read("In the statement the leaders:\n– «»;\n– condemned the raid;\n– ;\n", lang="en").statements
        is not None
    )


def test_a_text_that_breaks_off_behind_a_title_is_read_to_its_end(read: Any) -> None:
    text = "Ardan Temur said readiness in Verst must must Liana Verst, well need head"
    assert read(text, lang="en").coverage[-1].span.end == len(text)
