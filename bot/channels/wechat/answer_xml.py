"""The XML of a passive answer."""

from __future__ import annotations

from wechatpy.replies import ArticlesReply, TextReply

from bot.channels.wechat.push import Push
from bot.channels.wechat.render import Article, Rendered

# WeChat takes it for "nothing now"; anything else that it cannot read shows the citizen an error.
NOTHING = "success"


def answer_xml(push: Push, rendered: Rendered, now: float) -> str:
    """From the account to who wrote."""
    ends = {"source": push.account, "target": push.openid, "time": int(now)}
    if isinstance(rendered, Article):
        reply = ArticlesReply(**ends)
        reply.add_article(
            {
                "title": safe(rendered.title),
                "description": safe(rendered.description),
                "image": "",
                "url": safe(rendered.url),
            }
        )
    else:
        reply = TextReply(content=safe(rendered.content), **ends)
    xml: str = reply.render()
    return xml


def safe(text: str) -> str:
    """Without an end of a CDATA section, which wechatpy would write as it is: it is closed and opened in between."""
    return text.replace("]]>", "]]]]><![CDATA[>")
